#include "server/reference_service.h"

#include <string>
#include <utility>

#include "fmt/format.h"
#include "server/page_token.h"
#include "server/resource_lister.h"
#include "server/rpc_status.h"

namespace ketnoi::server {
namespace {

constexpr int32_t kPage = 1000;

// One page of the entries of `table` that `wanted` lets pass. `query` is what
// the page token is bound to; `violations` what is wrong with the rest of the
// request.
template <class Table, class List, class Request, class Response, class Wanted>
absl::Status FillPage(const Table& table, const std::string& query,
                      const Request& request, Wanted wanted,
                      Violations violations, List& list, Response& response) {
  const int32_t page_size =
      PageSize(request.page_size(), kPage, kPage, violations);
  const std::string query_hash = QueryHash("reference " + query);
  int64_t position = 0;
  if (!request.page_token().empty()) {
    const auto token = DecodePageToken(request.page_token());
    if (!token || token->offset < 0) {
      AddBrokenPageToken(violations);
    } else if (token->query_hash != query_hash) {
      AddPageTokenOfOtherQuery(violations);
    } else {
      position = token->offset;
    }
  }
  if (!violations.empty()) return InvalidFields(violations);
  const auto size = static_cast<int64_t>(table.size());
  for (; position < size; ++position) {
    const auto& entry = table[static_cast<size_t>(position)];
    if (!wanted(entry)) continue;
    if (list.size() == page_size) break;
    *list.Add() = entry;
  }
  if (position < size) {
    PageToken next;
    next.query_hash = query_hash;
    next.offset = position;
    response.set_next_page_token(EncodePageToken(next));
  }
  return absl::OkStatus();
}

template <class Table, class List, class Request, class Response>
absl::Status FillPage(const Table& table, const char* query,
                      const Request& request, List& list, Response& response) {
  return FillPage(
      table, query, request, [](const auto&) { return true; }, {}, list,
      response);
}

}  // namespace

ReferenceService::ReferenceService(const Backend& backend)
    : Service(backend), backend_(backend) {
  Serve("/ketnoi.v1.ReferenceService/ListCategories",
        &ReferenceService::ListCategories);
  Serve("/ketnoi.v1.ReferenceService/ListAttributeDefinitions",
        &ReferenceService::ListAttributeDefinitions);
  Serve("/ketnoi.v1.ReferenceService/ListUnits", &ReferenceService::ListUnits);
  Serve("/ketnoi.v1.ReferenceService/ListProcesses",
        &ReferenceService::ListProcesses);
  Serve("/ketnoi.v1.ReferenceService/ListMaterials",
        &ReferenceService::ListMaterials);
  Serve("/ketnoi.v1.ReferenceService/ListCertificateSchemes",
        &ReferenceService::ListCertificateSchemes);
  Serve("/ketnoi.v1.ReferenceService/ListAssessmentSchemes",
        &ReferenceService::ListAssessmentSchemes);
  Serve("/ketnoi.v1.ReferenceService/ListIndustries",
        &ReferenceService::ListIndustries);
  Serve("/ketnoi.v1.ReferenceService/ListProvinces",
        &ReferenceService::ListProvinces);
  Serve("/ketnoi.v1.ReferenceService/ListCriteriaSets",
        &ReferenceService::ListCriteriaSets);
  Serve("/ketnoi.v1.ReferenceService/ListReasonTexts",
        &ReferenceService::ListReasonTexts);
  Serve("/ketnoi.v1.ReferenceService/GetCriteriaSet",
        &ReferenceService::GetCriteriaSet);
}

absl::Status ReferenceService::ListCategories(
    const CallLimits&, const v1::ListCategoriesRequest& request,
    v1::ListCategoriesResponse& response) {
  return FillPage(backend_.data.tables.categories, "categories", request,
                  *response.mutable_categories(), response);
}

absl::Status ReferenceService::ListAttributeDefinitions(
    const CallLimits&, const v1::ListAttributeDefinitionsRequest& request,
    v1::ListAttributeDefinitionsResponse& response) {
  const auto& categories = backend_.data.reference.categories;
  const model::CategoryId asked = categories.Find(request.category());
  Violations violations;
  if (!request.category().empty() && !asked.stated()) {
    violations.Add("category",
                   fmt::format("'{}' is not a category", request.category()));
  }
  const auto wanted = [&](const v1::AttributeDefinition& definition) {
    if (!asked.stated() || definition.category() == "*") return true;
    const model::CategoryId owner = categories.Find(definition.category());
    return owner.stated() && categories.Covers(owner, asked);
  };
  return FillPage(backend_.data.tables.attribute_definitions,
                  "attribute_definitions " + request.category(), request,
                  wanted, std::move(violations),
                  *response.mutable_attribute_definitions(), response);
}

absl::Status ReferenceService::ListUnits(const CallLimits&,
                                         const v1::ListUnitsRequest& request,
                                         v1::ListUnitsResponse& response) {
  return FillPage(backend_.data.tables.units, "units", request,
                  *response.mutable_units(), response);
}

absl::Status ReferenceService::ListProcesses(
    const CallLimits&, const v1::ListProcessesRequest& request,
    v1::ListProcessesResponse& response) {
  return FillPage(backend_.data.tables.processes, "processes", request,
                  *response.mutable_processes(), response);
}

absl::Status ReferenceService::ListMaterials(
    const CallLimits&, const v1::ListMaterialsRequest& request,
    v1::ListMaterialsResponse& response) {
  return FillPage(backend_.data.tables.materials, "materials", request,
                  *response.mutable_materials(), response);
}

absl::Status ReferenceService::ListCertificateSchemes(
    const CallLimits&, const v1::ListCertificateSchemesRequest& request,
    v1::ListCertificateSchemesResponse& response) {
  return FillPage(backend_.data.tables.certificate_schemes,
                  "certificate_schemes", request,
                  *response.mutable_certificate_schemes(), response);
}

absl::Status ReferenceService::ListAssessmentSchemes(
    const CallLimits&, const v1::ListAssessmentSchemesRequest& request,
    v1::ListAssessmentSchemesResponse& response) {
  return FillPage(backend_.data.tables.assessment_schemes, "assessment_schemes",
                  request, *response.mutable_assessment_schemes(), response);
}

absl::Status ReferenceService::ListIndustries(
    const CallLimits&, const v1::ListIndustriesRequest& request,
    v1::ListIndustriesResponse& response) {
  return FillPage(backend_.data.tables.industries, "industries", request,
                  *response.mutable_industries(), response);
}

absl::Status ReferenceService::ListProvinces(
    const CallLimits&, const v1::ListProvincesRequest& request,
    v1::ListProvincesResponse& response) {
  return FillPage(backend_.data.tables.provinces, "provinces", request,
                  *response.mutable_provinces(), response);
}

absl::Status ReferenceService::ListCriteriaSets(
    const CallLimits&, const v1::ListCriteriaSetsRequest& request,
    v1::ListCriteriaSetsResponse& response) {
  return FillPage(backend_.data.tables.criteria_sets, "criteria_sets", request,
                  *response.mutable_criteria_sets(), response);
}

absl::Status ReferenceService::ListReasonTexts(
    const CallLimits&, const v1::ListReasonTextsRequest& request,
    v1::ListReasonTextsResponse& response) {
  return FillPage(backend_.data.tables.reason_texts, "reason_texts", request,
                  *response.mutable_reason_texts(), response);
}

absl::Status ReferenceService::GetCriteriaSet(
    const CallLimits&, const v1::GetCriteriaSetRequest& request,
    v1::CriteriaSet& response) {
  const std::string problem = CriteriaSetProblem(request.name());
  if (!problem.empty()) return InvalidField("name", problem);
  for (const v1::CriteriaSet& set : backend_.data.tables.criteria_sets) {
    if (set.name() != request.name()) continue;
    response = set;
    return absl::OkStatus();
  }
  return NotFound(request.name());
}

}  // namespace ketnoi::server
