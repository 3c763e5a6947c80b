#include "server/requirement_service.h"

#include <string>
#include <utility>

#include "server/call.h"
#include "server/import_reactor.h"
#include "server/resource_calls.h"
#include "server/violations.h"

namespace ketnoi::server {
namespace {

constexpr char kAllBuyers[] = "buyers/-";

}  // namespace

RequirementService::RequirementService(Backend& backend)
    : backend_(backend),
      import_format_(
          MakeImportFormat<
              v1::ImportRequirementsRequest, v1::ImportRequirementsResponse,
              &v1::ImportRequirementsRequest::Row::mutable_requirement>()) {}

grpc::Status RequirementService::GetRequirement(
    grpc::ServerContext* context, const v1::GetRequirementRequest* request,
    v1::Requirement* response) {
  return Answer(*context, backend_, *request,
                [&](const CallLimits& limits) -> absl::Status {
                  return Get(RequirementKind(), backend_, request->name(),
                             request->read(), limits, {}, *response);
                });
}

grpc::Status RequirementService::ListRequirements(
    grpc::ServerContext* context, const v1::ListRequirementsRequest* request,
    v1::ListRequirementsResponse* response) {
  return Answer(*context, backend_, *request,
                [&](const CallLimits& limits) -> absl::Status {
                  ListQuery query = ListQueryOf(*request);
                  Violations violations;
                  if (request->parent() != kAllBuyers) {
                    CheckName(BuyerKind(), request->parent(), "parent",
                              violations);
                    query.prefix = request->parent() + "/requirements/";
                  }
                  auto page = List(RequirementKind(), backend_, query, limits,
                                   std::move(violations));
                  if (!page.ok()) return page.status();
                  FillList<v1::Requirement>(
                      *page, *response->mutable_requirements(), *response);
                  return absl::OkStatus();
                });
}

grpc::Status RequirementService::CreateRequirement(
    grpc::ServerContext* context, const v1::CreateRequirementRequest* request,
    v1::Requirement* response) {
  return Answer(*context, backend_, *request, [&](const CallLimits&) {
    Violations violations;
    CheckName(BuyerKind(), request->parent(), "parent", violations);
    return CreateResource(
        RequirementKind(), backend_, *request, request->requirement(),
        request->parent() + "/requirements/", request->requirement_id(),
        std::move(violations), *response);
  });
}

grpc::Status RequirementService::UpdateRequirement(
    grpc::ServerContext* context, const v1::UpdateRequirementRequest* request,
    v1::Requirement* response) {
  return Answer(*context, backend_, *request, [&](const CallLimits& limits) {
    return UpdateResource(RequirementKind(), backend_, limits, *request,
                          request->requirement(), *response);
  });
}

grpc::Status RequirementService::DeleteRequirement(
    grpc::ServerContext* context, const v1::DeleteRequirementRequest* request,
    v1::DeleteRequirementResponse* response) {
  return Answer(*context, backend_, *request, [&](const CallLimits&) {
    return DeleteResource(RequirementKind(), backend_, *request, *response);
  });
}

grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>*
RequirementService::ImportRequirements(grpc::CallbackServerContext* context) {
  return StartImport(*context, RequirementKind(), backend_, import_format_);
}

}  // namespace ketnoi::server
