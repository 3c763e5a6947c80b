#include <utility>

#include "clients/cli/commands.h"
#include "clients/cli/json_text.h"
#include "clients/cli/record_list.h"
#include "clients/cli/suggestion.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

using client::Client;

// Reads every page and prints it. `list` is the client's method, `field` gives
// a response's records.
template <typename Request, typename Response, typename Field>
int ListAll(Request request,
            absl::StatusOr<Response> (Client::*list)(const Request&),
            Field field, const std::vector<RecordColumn>& columns,
            Context& context) {
  Response all;
  do {
    auto response = (context.client.*list)(request);
    if (!response.ok()) return FailCall(context, response.status());
    field(all)->MergeFrom(*field(*response));
    request.set_page_token(response->next_page_token());
  } while (!request.page_token().empty());
  switch (context.output) {
    case OutputFormat::kJson:
      context.out << JsonText(all);
      break;
    case OutputFormat::kCsv:
      PrintRecordCsv(columns, RecordsOf(*field(all)), true, context);
      break;
    case OutputFormat::kTable:
      PrintRecordTable(columns, RecordsOf(*field(all)), context);
      break;
  }
  return kDone;
}

int Categories(Context& context) {
  return ListAll(
      v1::ListCategoriesRequest(), &Client::ListCategories,
      [](v1::ListCategoriesResponse& r) { return r.mutable_categories(); },
      {{Word::kId, "name", kId},
       {Word::kParent, "parent", kId},
       {Word::kLevel, "level", 3},
       {Word::kName, "display_name", 5}},
      context);
}

int Attributes(Context& context) {
  v1::ListAttributeDefinitionsRequest request;
  request.set_category(context.arguments.Get("category"));
  return ListAll(
      request, &Client::ListAttributeDefinitions,
      [](v1::ListAttributeDefinitionsResponse& r) {
        return r.mutable_attribute_definitions();
      },
      {{Word::kCategory, "category", kId},
       {Word::kAttribute, "attribute", kId},
       {Word::kName, "display_name", 6, Align::kLeft, true},
       {Word::kCarrier, "carrier", 1},
       {Word::kTarget, "carrier_target", 2},
       {Word::kKind, "kind", 3},
       {Word::kRule, "rule", 2},
       {Word::kUnit, "unit", kNeverShortened},
       {Word::kCodes, "codes.code", 4, Align::kLeft, true}},
      context);
}

int Units(Context& context) {
  return ListAll(
      v1::ListUnitsRequest(), &Client::ListUnits,
      [](v1::ListUnitsResponse& r) { return r.mutable_units(); },
      {{Word::kId, "name", kId},
       {Word::kDimension, "dimension", 5},
       {Word::kConversion, "conversion", 3},
       {Word::kAliases, "aliases", 1}},
      context);
}

int Processes(Context& context) {
  return ListAll(
      v1::ListProcessesRequest(), &Client::ListProcesses,
      [](v1::ListProcessesResponse& r) { return r.mutable_processes(); },
      {{Word::kId, "name", kId},
       {Word::kName, "display_name", 5},
       {Word::kGroup, "main_group", 3},
       {Word::kCategory, "category", kId},
       {Word::kAliases, "terms", 1}},
      context);
}

int Materials(Context& context) {
  return ListAll(
      v1::ListMaterialsRequest(), &Client::ListMaterials,
      [](v1::ListMaterialsResponse& r) { return r.mutable_materials(); },
      {{Word::kId, "name", kId},
       {Word::kName, "display_name", 5},
       {Word::kClass, "material_class", 4},
       {Word::kGrades, "grade_names", 3, Align::kLeft, true},
       {Word::kEquivalents, "equivalents", 1, Align::kLeft, true}},
      context);
}

int Certificates(Context& context) {
  return ListAll(
      v1::ListCertificateSchemesRequest(), &Client::ListCertificateSchemes,
      [](v1::ListCertificateSchemesResponse& r) {
        return r.mutable_certificate_schemes();
      },
      {{Word::kId, "name", kId},
       {Word::kName, "display_name", 5},
       {Word::kKind, "scheme_kind", 3},
       {Word::kEdition, "edition", 2},
       {Word::kLevels, "levels", 2, Align::kLeft, true},
       {Word::kRelated, "relations.to_scheme", 1, Align::kLeft, true}},
      context);
}

int Assessments(Context& context) {
  return ListAll(
      v1::ListAssessmentSchemesRequest(), &Client::ListAssessmentSchemes,
      [](v1::ListAssessmentSchemesResponse& r) {
        return r.mutable_assessment_schemes();
      },
      {{Word::kId, "name", kId},
       {Word::kName, "display_name", 5},
       {Word::kLevels, "levels", 4, Align::kLeft, true},
       {Word::kMaxScore, "max_score", 3, Align::kRight},
       {Word::kOwner, "owner", 2}},
      context);
}

int Industries(Context& context) {
  return ListAll(
      v1::ListIndustriesRequest(), &Client::ListIndustries,
      [](v1::ListIndustriesResponse& r) { return r.mutable_industries(); },
      {{Word::kId, "name", kId},
       {Word::kName, "display_name", 5},
       {Word::kAliases, "aliases", 1}},
      context);
}

int Provinces(Context& context) {
  return ListAll(
      v1::ListProvincesRequest(), &Client::ListProvinces,
      [](v1::ListProvincesResponse& r) { return r.mutable_provinces(); },
      {{Word::kCode, "name", kId},
       {Word::kName, "display_name", 5},
       {Word::kFormerNames, "former_names", 4},
       {Word::kLatitude, "center.latitude", 3, Align::kRight},
       {Word::kLongitude, "center.longitude", 3, Align::kRight},
       {Word::kRadius, "radius_km", 3, Align::kRight}},
      context);
}

int Criteria(Context& context) {
  return ListAll(
      v1::ListCriteriaSetsRequest(), &Client::ListCriteriaSets,
      [](v1::ListCriteriaSetsResponse& r) { return r.mutable_criteria_sets(); },
      {{Word::kId, "name", kId},
       {Word::kName, "display_name", 4},
       {Word::kVersion, "version", 5},
       {Word::kEffectiveFrom, "effective_from", 3},
       {Word::kHash, "hash", 1}},
      context);
}

int Reasons(Context& context) {
  return ListAll(
      v1::ListReasonTextsRequest(), &Client::ListReasonTexts,
      [](v1::ListReasonTextsResponse& r) { return r.mutable_reason_texts(); },
      {{Word::kCode, "name", kId},
       {Word::kText, "template", 5, Align::kLeft, true}},
      context);
}

struct ReferenceKind {
  std::string_view name;
  int (*list)(Context& context);
};

constexpr ReferenceKind kKinds[] = {
    {"categories", Categories},
    {"attributes", Attributes},
    {"units", Units},
    {"processes", Processes},
    {"materials", Materials},
    {"certificates", Certificates},
    {"assessments", Assessments},
    {"industries", Industries},
    {"provinces", Provinces},
    {"criteria", Criteria},
    {"reasons", Reasons},
};

}  // namespace

int RunReference(Context& context) {
  const std::string& name = context.arguments.operands().front();
  if (name != "attributes" && context.arguments.Has("category")) {
    return FailUsage(context,
                     absl::InvalidArgumentError(
                         "--category: only attributes belong to categories"));
  }
  std::vector<std::string_view> names;
  for (const ReferenceKind& kind : kKinds) {
    if (kind.name == name) return kind.list(context);
    names.push_back(kind.name);
  }
  return FailUsage(context,
                   absl::InvalidArgumentError(fmt::format(
                       "\"{}\" is no reference data; use {}{}", name,
                       fmt::join(names, ", "), SuggestionText(name, names))));
}

}  // namespace ketnoi::cli
