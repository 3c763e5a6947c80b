#include "server/requirement_service.h"

#include <string>
#include <utility>

#include "server/resource_calls.h"
#include "server/violations.h"

namespace ketnoi::server {
namespace {

constexpr char kAllBuyers[] = "buyers/-";

}  // namespace

RequirementService::RequirementService(Backend& backend)
    : Service(backend),
      backend_(backend),
      import_format_(
          MakeImportFormat<
              v1::ImportRequirementsRequest, v1::ImportRequirementsResponse,
              &v1::ImportRequirementsRequest::Row::mutable_requirement>()) {
  Serve("/ketnoi.v1.RequirementService/GetRequirement",
        &RequirementService::GetRequirement);
  Serve("/ketnoi.v1.RequirementService/ListRequirements",
        &RequirementService::ListRequirements);
  Serve("/ketnoi.v1.RequirementService/CreateRequirement",
        &RequirementService::CreateRequirement);
  Serve("/ketnoi.v1.RequirementService/UpdateRequirement",
        &RequirementService::UpdateRequirement);
  Serve("/ketnoi.v1.RequirementService/DeleteRequirement",
        &RequirementService::DeleteRequirement);
  ServeImport("/ketnoi.v1.RequirementService/ImportRequirements",
              RequirementKind(), backend, import_format_);
}

absl::Status RequirementService::GetRequirement(
    const CallLimits& limits, const v1::GetRequirementRequest& request,
    v1::Requirement& response) {
  return Get(RequirementKind(), backend_, request.name(), request.read(),
             limits, {}, response);
}

absl::Status RequirementService::ListRequirements(
    const CallLimits& limits, const v1::ListRequirementsRequest& request,
    v1::ListRequirementsResponse& response) {
  ListQuery query = ListQueryOf(request);
  Violations violations;
  if (request.parent() != kAllBuyers) {
    CheckName(BuyerKind(), request.parent(), "parent", violations);
    query.prefix = request.parent() + "/requirements/";
  }
  auto page =
      List(RequirementKind(), backend_, query, limits, std::move(violations));
  if (!page.ok()) return page.status();
  FillList<v1::Requirement>(*page, *response.mutable_requirements(), response);
  return absl::OkStatus();
}

absl::Status RequirementService::CreateRequirement(
    const CallLimits&, const v1::CreateRequirementRequest& request,
    v1::Requirement& response) {
  Violations violations;
  CheckName(BuyerKind(), request.parent(), "parent", violations);
  return CreateResource(
      RequirementKind(), backend_, request, request.requirement(),
      request.parent() + "/requirements/", request.requirement_id(),
      std::move(violations), response);
}

absl::Status RequirementService::UpdateRequirement(
    const CallLimits& limits, const v1::UpdateRequirementRequest& request,
    v1::Requirement& response) {
  return UpdateResource(RequirementKind(), backend_, limits, request,
                        request.requirement(), response);
}

absl::Status RequirementService::DeleteRequirement(
    const CallLimits&, const v1::DeleteRequirementRequest& request,
    v1::DeleteRequirementResponse& response) {
  return DeleteResource(RequirementKind(), backend_, request, response);
}

}  // namespace ketnoi::server
