#ifndef KETNOI_CLIENTS_CPP_CLIENT_H_
#define KETNOI_CLIENTS_CPP_CLIENT_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ketnoi/v1/bom_service.pb.h"
#include "ketnoi/v1/buyer_service.pb.h"
#include "ketnoi/v1/candidate_service.pb.h"
#include "ketnoi/v1/demand_service.pb.h"
#include "ketnoi/v1/fair_service.pb.h"
#include "ketnoi/v1/gap_service.pb.h"
#include "ketnoi/v1/match_service.pb.h"
#include "ketnoi/v1/reference_service.pb.h"
#include "ketnoi/v1/requirement_service.pb.h"
#include "ketnoi/v1/schedule_service.pb.h"
#include "ketnoi/v1/supplier_service.pb.h"
#include "ketnoi/v1/watch_service.pb.h"
#include "ketnoi/v1/webhook_service.pb.h"

namespace ketnoi::client {

// The longest record that an import can send, in bytes of its protobuf form:
// the service takes messages of 4 MiB, and a row is a little more than its
// record. A longer one ends the whole import.
inline constexpr size_t kMaxImportedBytes = (4 << 20) - 64;

// What became of one row of an import.
struct ImportAnswer {
  int64_t row_number = 0;
  std::string name;
  v1::ImportOutcome outcome = v1::IMPORT_OUTCOME_UNSPECIFIED;
  // Why it was rejected, with details; OK otherwise.
  absl::Status error;
};

// An import under way. One thread may write while another reads. Dropping it
// cancels the import; rows that were answered stay.
template <typename Resource>
class ImportStream {
 public:
  virtual ~ImportStream() = default;

  // Sends a row of at most kMaxImportedBytes; waits while the connection is
  // full. False: the stream is broken, and Finish says why.
  virtual bool Write(int64_t row_number, const Resource& resource) = 0;
  // No further rows will come.
  virtual void WritesDone() = 0;
  // Waits for the next answer; answers come in the order of the rows. False:
  // there are no more.
  virtual bool Read(ImportAnswer& answer) = 0;
  // How the import ended. Call it once, after Read returned false.
  virtual absl::Status Finish() = 0;
  // Ends the import at once; any thread may call it.
  virtual void Cancel() = 0;
};

struct ClientOptions {
  // Where the service listens: "127.0.0.1:7077".
  std::string address;
  // Limit of each unary call. Imports have none: they take as long as their
  // source is long.
  std::chrono::milliseconds timeout{10'000};
};

// The service's calls, one method each. It checks nothing itself: the service
// does. Errors carry the service's details (see error.h). The connection is
// made by the first call. Thread safe.
class Client {
 public:
  explicit Client(const ClientOptions& options);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  absl::StatusOr<v1::Supplier> GetSupplier(const v1::GetSupplierRequest& r);
  absl::StatusOr<v1::ListSuppliersResponse> ListSuppliers(
      const v1::ListSuppliersRequest& r);
  absl::StatusOr<v1::DeleteSupplierResponse> DeleteSupplier(
      const v1::DeleteSupplierRequest& r);
  std::unique_ptr<ImportStream<v1::Supplier>> ImportSuppliers(
      const v1::ImportOptions& options);

  absl::StatusOr<v1::Buyer> GetBuyer(const v1::GetBuyerRequest& r);
  absl::StatusOr<v1::ListBuyersResponse> ListBuyers(
      const v1::ListBuyersRequest& r);
  absl::StatusOr<v1::DeleteBuyerResponse> DeleteBuyer(
      const v1::DeleteBuyerRequest& r);
  std::unique_ptr<ImportStream<v1::Buyer>> ImportBuyers(
      const v1::ImportOptions& options);

  absl::StatusOr<v1::Requirement> GetRequirement(
      const v1::GetRequirementRequest& r);
  absl::StatusOr<v1::ListRequirementsResponse> ListRequirements(
      const v1::ListRequirementsRequest& r);
  absl::StatusOr<v1::DeleteRequirementResponse> DeleteRequirement(
      const v1::DeleteRequirementRequest& r);
  std::unique_ptr<ImportStream<v1::Requirement>> ImportRequirements(
      const v1::ImportOptions& options);

  absl::StatusOr<v1::Bom> GetBom(const v1::GetBomRequest& r);
  absl::StatusOr<v1::ListBomsResponse> ListBoms(const v1::ListBomsRequest& r);
  absl::StatusOr<v1::Bom> UpdateBom(const v1::UpdateBomRequest& r);
  absl::StatusOr<v1::DeleteBomResponse> DeleteBom(
      const v1::DeleteBomRequest& r);
  std::unique_ptr<ImportStream<v1::Bom>> ImportBoms(
      const v1::ImportOptions& options);
  // Calls `take` with every answer, in this thread. DEADLINE_EXCEEDED: none
  // came for as long as the limit of a call, which a whole stream has not.
  absl::Status RankBom(
      const v1::RankBomRequest& r,
      const std::function<void(const v1::RankBomResponse&)>& take);
  // As RankBom.
  absl::Status PlanBom(
      const v1::PlanBomRequest& r,
      const std::function<void(const v1::PlanBomResponse&)>& take);

  absl::StatusOr<v1::RankSuppliersResponse> RankSuppliers(
      const v1::RankSuppliersRequest& r);
  absl::StatusOr<v1::ExplainMatchResponse> ExplainMatch(
      const v1::ExplainMatchRequest& r);
  absl::StatusOr<v1::CompareMatchesResponse> CompareMatches(
      const v1::CompareMatchesRequest& r);

  absl::StatusOr<v1::RankRequirementsResponse> RankRequirements(
      const v1::RankRequirementsRequest& r);
  absl::StatusOr<v1::SuggestQuestionsResponse> SuggestQuestions(
      const v1::SuggestQuestionsRequest& r);

  // Calls `take` with every message, in this thread, until it says false or
  // `stopped`, asked ten times a second in another thread, says true; then OK.
  // DEADLINE_EXCEEDED: not even a heartbeat came, for longer than the limit of
  // a call.
  absl::Status WatchMatches(
      const v1::WatchMatchesRequest& r,
      const std::function<bool(const v1::WatchEvents&)>& take,
      const std::function<bool()>& stopped);
  absl::StatusOr<v1::ListLeversResponse> ListLevers(
      const v1::ListLeversRequest& r);
  // As RankBom.
  absl::Status AnalyzeGaps(
      const v1::AnalyzeGapsRequest& r,
      const std::function<void(const v1::AnalyzeGapsResponse&)>& take);
  absl::StatusOr<v1::ListGapPairsResponse> ListGapPairs(
      const v1::ListGapPairsRequest& r);
  absl::StatusOr<v1::TryLeversResponse> TryLevers(
      const v1::TryLeversRequest& r);

  absl::StatusOr<v1::Webhook> GetWebhook(const v1::GetWebhookRequest& r);
  absl::StatusOr<v1::ListWebhooksResponse> ListWebhooks(
      const v1::ListWebhooksRequest& r);
  absl::StatusOr<v1::Webhook> CreateWebhook(const v1::CreateWebhookRequest& r);
  absl::StatusOr<v1::Webhook> UpdateWebhook(const v1::UpdateWebhookRequest& r);
  absl::StatusOr<v1::DeleteWebhookResponse> DeleteWebhook(
      const v1::DeleteWebhookRequest& r);
  absl::StatusOr<v1::PingWebhookResponse> PingWebhook(
      const v1::PingWebhookRequest& r);
  absl::StatusOr<v1::ListDeadLettersResponse> ListDeadLetters(
      const v1::ListDeadLettersRequest& r);
  absl::StatusOr<v1::RetryDeadLetterResponse> RetryDeadLetter(
      const v1::RetryDeadLetterRequest& r);
  absl::StatusOr<v1::DeleteDeadLetterResponse> DeleteDeadLetter(
      const v1::DeleteDeadLetterRequest& r);

  absl::StatusOr<v1::Fair> GetFair(const v1::GetFairRequest& r);
  absl::StatusOr<v1::ListFairsResponse> ListFairs(
      const v1::ListFairsRequest& r);
  absl::StatusOr<v1::Fair> CreateFair(const v1::CreateFairRequest& r);
  absl::StatusOr<v1::Fair> UpdateFair(const v1::UpdateFairRequest& r);
  absl::StatusOr<v1::DeleteFairResponse> DeleteFair(
      const v1::DeleteFairRequest& r);
  absl::StatusOr<v1::Participant> GetParticipant(
      const v1::GetParticipantRequest& r);
  absl::StatusOr<v1::ListParticipantsResponse> ListParticipants(
      const v1::ListParticipantsRequest& r);
  absl::StatusOr<v1::Participant> UpdateParticipant(
      const v1::UpdateParticipantRequest& r);
  absl::StatusOr<v1::DeleteParticipantResponse> DeleteParticipant(
      const v1::DeleteParticipantRequest& r);
  absl::StatusOr<v1::Wish> GetWish(const v1::GetWishRequest& r);
  absl::StatusOr<v1::ListWishesResponse> ListWishes(
      const v1::ListWishesRequest& r);
  absl::StatusOr<v1::DeleteWishResponse> DeleteWish(
      const v1::DeleteWishRequest& r);
  std::unique_ptr<ImportStream<v1::Participant>> ImportParticipants(
      const v1::ImportOptions& options);
  std::unique_ptr<ImportStream<v1::Wish>> ImportWishes(
      const v1::ImportOptions& options);

  // As RankBom.
  absl::Status SuggestWishes(
      const v1::SuggestWishesRequest& r,
      const std::function<void(const v1::SuggestWishesResponse&)>& take);
  // As RankBom, until `stopped`, asked ten times a second in another thread,
  // says true; then CANCELLED, and nothing is stored.
  absl::Status MakeSchedule(
      const v1::MakeScheduleRequest& r,
      const std::function<void(const v1::MakeScheduleResponse&)>& take,
      const std::function<bool()>& stopped);
  absl::StatusOr<v1::ReplanScheduleResponse> ReplanSchedule(
      const v1::ReplanScheduleRequest& r);
  absl::StatusOr<v1::Schedule> GetSchedule(const v1::GetScheduleRequest& r);
  absl::StatusOr<v1::ListSchedulesResponse> ListSchedules(
      const v1::ListSchedulesRequest& r);
  absl::StatusOr<v1::DeleteScheduleResponse> DeleteSchedule(
      const v1::DeleteScheduleRequest& r);
  absl::StatusOr<v1::ListScheduledMeetingsResponse> ListScheduledMeetings(
      const v1::ListScheduledMeetingsRequest& r);
  absl::StatusOr<v1::ListLeftOutWishesResponse> ListLeftOutWishes(
      const v1::ListLeftOutWishesRequest& r);
  absl::StatusOr<v1::Schedule> ReviewSchedule(
      const v1::ReviewScheduleRequest& r);
  absl::StatusOr<v1::PublishScheduleResponse> PublishSchedule(
      const v1::PublishScheduleRequest& r);
  absl::StatusOr<v1::Schedule> RestoreSchedule(
      const v1::RestoreScheduleRequest& r);
  absl::StatusOr<v1::CompareSchedulesResponse> CompareSchedules(
      const v1::CompareSchedulesRequest& r);
  absl::StatusOr<v1::Meeting> GetMeeting(const v1::GetMeetingRequest& r);
  absl::StatusOr<v1::ListMeetingsResponse> ListMeetings(
      const v1::ListMeetingsRequest& r);
  absl::StatusOr<v1::Meeting> UpdateMeeting(const v1::UpdateMeetingRequest& r);

  absl::StatusOr<v1::ListCategoriesResponse> ListCategories(
      const v1::ListCategoriesRequest& r);
  absl::StatusOr<v1::ListAttributeDefinitionsResponse> ListAttributeDefinitions(
      const v1::ListAttributeDefinitionsRequest& r);
  absl::StatusOr<v1::ListUnitsResponse> ListUnits(
      const v1::ListUnitsRequest& r);
  absl::StatusOr<v1::ListProcessesResponse> ListProcesses(
      const v1::ListProcessesRequest& r);
  absl::StatusOr<v1::ListMaterialsResponse> ListMaterials(
      const v1::ListMaterialsRequest& r);
  absl::StatusOr<v1::ListCertificateSchemesResponse> ListCertificateSchemes(
      const v1::ListCertificateSchemesRequest& r);
  absl::StatusOr<v1::ListAssessmentSchemesResponse> ListAssessmentSchemes(
      const v1::ListAssessmentSchemesRequest& r);
  absl::StatusOr<v1::ListIndustriesResponse> ListIndustries(
      const v1::ListIndustriesRequest& r);
  absl::StatusOr<v1::ListProvincesResponse> ListProvinces(
      const v1::ListProvincesRequest& r);
  absl::StatusOr<v1::ListCriteriaSetsResponse> ListCriteriaSets(
      const v1::ListCriteriaSetsRequest& r);
  absl::StatusOr<v1::ListReasonTextsResponse> ListReasonTexts(
      const v1::ListReasonTextsRequest& r);
  absl::StatusOr<v1::CriteriaSet> GetCriteriaSet(
      const v1::GetCriteriaSetRequest& r);

 private:
  struct Stubs;
  std::unique_ptr<Stubs> stubs_;
  std::chrono::milliseconds timeout_;
};

}  // namespace ketnoi::client

#endif  // KETNOI_CLIENTS_CPP_CLIENT_H_
