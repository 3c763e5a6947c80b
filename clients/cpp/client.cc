#include "clients/cpp/client.h"

#include <grpcpp/grpcpp.h>

#include "clients/cpp/calls.h"
#include "clients/cpp/stubs.h"

namespace ketnoi::client {
namespace {

// A page of 1,000 rich suppliers is some 10 MB; gRPC's own limit is 4.
constexpr int kMaxAnswerBytes = 256 << 20;

std::shared_ptr<grpc::Channel> Connect(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxAnswerBytes);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(),
                                   arguments);
}

}  // namespace

Client::Client(const ClientOptions& options)
    : stubs_(std::make_unique<Stubs>(Connect(options.address))),
      timeout_(options.timeout) {}
Client::~Client() = default;

absl::StatusOr<v1::Supplier> Client::GetSupplier(
    const v1::GetSupplierRequest& r) {
  return Call(stubs_->suppliers, &v1::SupplierService::Stub::GetSupplier, r,
              timeout_);
}

absl::StatusOr<v1::ListSuppliersResponse> Client::ListSuppliers(
    const v1::ListSuppliersRequest& r) {
  return Call(stubs_->suppliers, &v1::SupplierService::Stub::ListSuppliers, r,
              timeout_);
}

absl::StatusOr<v1::DeleteSupplierResponse> Client::DeleteSupplier(
    const v1::DeleteSupplierRequest& r) {
  return Call(stubs_->suppliers, &v1::SupplierService::Stub::DeleteSupplier, r,
              timeout_);
}

std::unique_ptr<ImportStream<v1::Supplier>> Client::ImportSuppliers(
    const v1::ImportOptions& options) {
  return std::make_unique<GrpcImportStream<
      v1::Supplier, v1::ImportSuppliersRequest, v1::ImportSuppliersResponse>>(
      options, [this](grpc::ClientContext* context) {
        return stubs_->suppliers.ImportSuppliers(context);
      });
}

absl::StatusOr<v1::Buyer> Client::GetBuyer(const v1::GetBuyerRequest& r) {
  return Call(stubs_->buyers, &v1::BuyerService::Stub::GetBuyer, r, timeout_);
}

absl::StatusOr<v1::ListBuyersResponse> Client::ListBuyers(
    const v1::ListBuyersRequest& r) {
  return Call(stubs_->buyers, &v1::BuyerService::Stub::ListBuyers, r, timeout_);
}

absl::StatusOr<v1::DeleteBuyerResponse> Client::DeleteBuyer(
    const v1::DeleteBuyerRequest& r) {
  return Call(stubs_->buyers, &v1::BuyerService::Stub::DeleteBuyer, r,
              timeout_);
}

std::unique_ptr<ImportStream<v1::Buyer>> Client::ImportBuyers(
    const v1::ImportOptions& options) {
  return std::make_unique<GrpcImportStream<v1::Buyer, v1::ImportBuyersRequest,
                                           v1::ImportBuyersResponse>>(
      options, [this](grpc::ClientContext* context) {
        return stubs_->buyers.ImportBuyers(context);
      });
}

absl::StatusOr<v1::Requirement> Client::GetRequirement(
    const v1::GetRequirementRequest& r) {
  return Call(stubs_->requirements,
              &v1::RequirementService::Stub::GetRequirement, r, timeout_);
}

absl::StatusOr<v1::ListRequirementsResponse> Client::ListRequirements(
    const v1::ListRequirementsRequest& r) {
  return Call(stubs_->requirements,
              &v1::RequirementService::Stub::ListRequirements, r, timeout_);
}

absl::StatusOr<v1::DeleteRequirementResponse> Client::DeleteRequirement(
    const v1::DeleteRequirementRequest& r) {
  return Call(stubs_->requirements,
              &v1::RequirementService::Stub::DeleteRequirement, r, timeout_);
}

std::unique_ptr<ImportStream<v1::Requirement>> Client::ImportRequirements(
    const v1::ImportOptions& options) {
  return std::make_unique<
      GrpcImportStream<v1::Requirement, v1::ImportRequirementsRequest,
                       v1::ImportRequirementsResponse>>(
      options, [this](grpc::ClientContext* context) {
        return stubs_->requirements.ImportRequirements(context);
      });
}

absl::StatusOr<v1::Bom> Client::GetBom(const v1::GetBomRequest& r) {
  return Call(stubs_->boms, &v1::BomService::Stub::GetBom, r, timeout_);
}

absl::StatusOr<v1::ListBomsResponse> Client::ListBoms(
    const v1::ListBomsRequest& r) {
  return Call(stubs_->boms, &v1::BomService::Stub::ListBoms, r, timeout_);
}

absl::StatusOr<v1::Bom> Client::UpdateBom(const v1::UpdateBomRequest& r) {
  return Call(stubs_->boms, &v1::BomService::Stub::UpdateBom, r, timeout_);
}

absl::StatusOr<v1::DeleteBomResponse> Client::DeleteBom(
    const v1::DeleteBomRequest& r) {
  return Call(stubs_->boms, &v1::BomService::Stub::DeleteBom, r, timeout_);
}

std::unique_ptr<ImportStream<v1::Bom>> Client::ImportBoms(
    const v1::ImportOptions& options) {
  return std::make_unique<
      GrpcImportStream<v1::Bom, v1::ImportBomsRequest, v1::ImportBomsResponse>>(
      options, [this](grpc::ClientContext* context) {
        return stubs_->boms.ImportBoms(context);
      });
}

absl::Status Client::RankBom(
    const v1::RankBomRequest& r,
    const std::function<void(const v1::RankBomResponse&)>& take) {
  return TakeAll<v1::RankBomResponse>(
      timeout_,
      [&](grpc::ClientContext* context) {
        return stubs_->boms.RankBom(context, r);
      },
      take);
}

absl::Status Client::PlanBom(
    const v1::PlanBomRequest& r,
    const std::function<void(const v1::PlanBomResponse&)>& take) {
  return TakeAll<v1::PlanBomResponse>(
      timeout_,
      [&](grpc::ClientContext* context) {
        return stubs_->boms.PlanBom(context, r);
      },
      take);
}

absl::StatusOr<v1::RankSuppliersResponse> Client::RankSuppliers(
    const v1::RankSuppliersRequest& r) {
  return Call(stubs_->match, &v1::MatchService::Stub::RankSuppliers, r,
              timeout_);
}

absl::StatusOr<v1::ExplainMatchResponse> Client::ExplainMatch(
    const v1::ExplainMatchRequest& r) {
  return Call(stubs_->match, &v1::MatchService::Stub::ExplainMatch, r,
              timeout_);
}

absl::StatusOr<v1::CompareMatchesResponse> Client::CompareMatches(
    const v1::CompareMatchesRequest& r) {
  return Call(stubs_->match, &v1::MatchService::Stub::CompareMatches, r,
              timeout_);
}

absl::StatusOr<v1::RankRequirementsResponse> Client::RankRequirements(
    const v1::RankRequirementsRequest& r) {
  return Call(stubs_->demand, &v1::DemandService::Stub::RankRequirements, r,
              timeout_);
}

absl::StatusOr<v1::SuggestQuestionsResponse> Client::SuggestQuestions(
    const v1::SuggestQuestionsRequest& r) {
  return Call(stubs_->demand, &v1::DemandService::Stub::SuggestQuestions, r,
              timeout_);
}

absl::Status Client::WatchMatches(
    const v1::WatchMatchesRequest& r,
    const std::function<bool(const v1::WatchEvents&)>& take,
    const std::function<bool()>& stopped) {
  constexpr std::chrono::seconds kDefaultHeartbeat{30};
  const std::chrono::milliseconds heartbeat =
      r.has_heartbeat() ? std::chrono::seconds(r.heartbeat().seconds())
                        : kDefaultHeartbeat;
  grpc::ClientContext context;
  StallWatch stall(context, heartbeat + timeout_);
  StopWatch stop(context, stopped);
  const auto stream = stubs_->watches.WatchMatches(&context, r);
  v1::WatchEvents events;
  bool enough = false;
  while (!enough && stream->Read(&events)) {
    stall.Moved();
    enough = !take(events);
    stall.Moved();
  }
  if (enough) context.TryCancel();
  const grpc::Status status = stream->Finish();
  if (enough || stop.stopped()) return absl::OkStatus();
  if (!stall.stalled()) return Translate(status);
  return absl::DeadlineExceededError("the service fell silent");
}

absl::StatusOr<v1::ListLeversResponse> Client::ListLevers(
    const v1::ListLeversRequest& r) {
  return Call(stubs_->gaps, &v1::GapService::Stub::ListLevers, r, timeout_);
}

absl::Status Client::AnalyzeGaps(
    const v1::AnalyzeGapsRequest& r,
    const std::function<void(const v1::AnalyzeGapsResponse&)>& take) {
  return TakeAll<v1::AnalyzeGapsResponse>(
      timeout_,
      [&](grpc::ClientContext* context) {
        return stubs_->gaps.AnalyzeGaps(context, r);
      },
      take);
}

absl::StatusOr<v1::ListGapPairsResponse> Client::ListGapPairs(
    const v1::ListGapPairsRequest& r) {
  return Call(stubs_->gaps, &v1::GapService::Stub::ListGapPairs, r, timeout_);
}

absl::StatusOr<v1::TryLeversResponse> Client::TryLevers(
    const v1::TryLeversRequest& r) {
  return Call(stubs_->gaps, &v1::GapService::Stub::TryLevers, r, timeout_);
}

absl::StatusOr<v1::Webhook> Client::GetWebhook(const v1::GetWebhookRequest& r) {
  return Call(stubs_->webhooks, &v1::WebhookService::Stub::GetWebhook, r,
              timeout_);
}

absl::StatusOr<v1::ListWebhooksResponse> Client::ListWebhooks(
    const v1::ListWebhooksRequest& r) {
  return Call(stubs_->webhooks, &v1::WebhookService::Stub::ListWebhooks, r,
              timeout_);
}

absl::StatusOr<v1::Webhook> Client::CreateWebhook(
    const v1::CreateWebhookRequest& r) {
  return Call(stubs_->webhooks, &v1::WebhookService::Stub::CreateWebhook, r,
              timeout_);
}

absl::StatusOr<v1::Webhook> Client::UpdateWebhook(
    const v1::UpdateWebhookRequest& r) {
  return Call(stubs_->webhooks, &v1::WebhookService::Stub::UpdateWebhook, r,
              timeout_);
}

absl::StatusOr<v1::DeleteWebhookResponse> Client::DeleteWebhook(
    const v1::DeleteWebhookRequest& r) {
  return Call(stubs_->webhooks, &v1::WebhookService::Stub::DeleteWebhook, r,
              timeout_);
}

absl::StatusOr<v1::PingWebhookResponse> Client::PingWebhook(
    const v1::PingWebhookRequest& r) {
  return Call(stubs_->webhooks, &v1::WebhookService::Stub::PingWebhook, r,
              timeout_);
}

absl::StatusOr<v1::ListDeadLettersResponse> Client::ListDeadLetters(
    const v1::ListDeadLettersRequest& r) {
  return Call(stubs_->webhooks, &v1::WebhookService::Stub::ListDeadLetters, r,
              timeout_);
}

absl::StatusOr<v1::RetryDeadLetterResponse> Client::RetryDeadLetter(
    const v1::RetryDeadLetterRequest& r) {
  return Call(stubs_->webhooks, &v1::WebhookService::Stub::RetryDeadLetter, r,
              timeout_);
}

absl::StatusOr<v1::DeleteDeadLetterResponse> Client::DeleteDeadLetter(
    const v1::DeleteDeadLetterRequest& r) {
  return Call(stubs_->webhooks, &v1::WebhookService::Stub::DeleteDeadLetter, r,
              timeout_);
}

absl::StatusOr<v1::ListCategoriesResponse> Client::ListCategories(
    const v1::ListCategoriesRequest& r) {
  return Call(stubs_->reference, &v1::ReferenceService::Stub::ListCategories, r,
              timeout_);
}

absl::StatusOr<v1::ListAttributeDefinitionsResponse>
Client::ListAttributeDefinitions(const v1::ListAttributeDefinitionsRequest& r) {
  return Call(stubs_->reference,
              &v1::ReferenceService::Stub::ListAttributeDefinitions, r,
              timeout_);
}

absl::StatusOr<v1::ListUnitsResponse> Client::ListUnits(
    const v1::ListUnitsRequest& r) {
  return Call(stubs_->reference, &v1::ReferenceService::Stub::ListUnits, r,
              timeout_);
}

absl::StatusOr<v1::ListProcessesResponse> Client::ListProcesses(
    const v1::ListProcessesRequest& r) {
  return Call(stubs_->reference, &v1::ReferenceService::Stub::ListProcesses, r,
              timeout_);
}

absl::StatusOr<v1::ListMaterialsResponse> Client::ListMaterials(
    const v1::ListMaterialsRequest& r) {
  return Call(stubs_->reference, &v1::ReferenceService::Stub::ListMaterials, r,
              timeout_);
}

absl::StatusOr<v1::ListCertificateSchemesResponse>
Client::ListCertificateSchemes(const v1::ListCertificateSchemesRequest& r) {
  return Call(stubs_->reference,
              &v1::ReferenceService::Stub::ListCertificateSchemes, r, timeout_);
}

absl::StatusOr<v1::ListAssessmentSchemesResponse> Client::ListAssessmentSchemes(
    const v1::ListAssessmentSchemesRequest& r) {
  return Call(stubs_->reference,
              &v1::ReferenceService::Stub::ListAssessmentSchemes, r, timeout_);
}

absl::StatusOr<v1::ListIndustriesResponse> Client::ListIndustries(
    const v1::ListIndustriesRequest& r) {
  return Call(stubs_->reference, &v1::ReferenceService::Stub::ListIndustries, r,
              timeout_);
}

absl::StatusOr<v1::ListProvincesResponse> Client::ListProvinces(
    const v1::ListProvincesRequest& r) {
  return Call(stubs_->reference, &v1::ReferenceService::Stub::ListProvinces, r,
              timeout_);
}

absl::StatusOr<v1::ListCriteriaSetsResponse> Client::ListCriteriaSets(
    const v1::ListCriteriaSetsRequest& r) {
  return Call(stubs_->reference, &v1::ReferenceService::Stub::ListCriteriaSets,
              r, timeout_);
}

absl::StatusOr<v1::ListReasonTextsResponse> Client::ListReasonTexts(
    const v1::ListReasonTextsRequest& r) {
  return Call(stubs_->reference, &v1::ReferenceService::Stub::ListReasonTexts,
              r, timeout_);
}

absl::StatusOr<v1::CriteriaSet> Client::GetCriteriaSet(
    const v1::GetCriteriaSetRequest& r) {
  return Call(stubs_->reference, &v1::ReferenceService::Stub::GetCriteriaSet, r,
              timeout_);
}

}  // namespace ketnoi::client
