#include "clients/cli/commands.h"
#include "clients/cli/list_pages.h"
#include "clients/cli/suggestion.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

int ListSuppliers(Context& context) {
  return ListPages<v1::ListSuppliersResponse>(
      v1::ListSuppliersRequest(),
      {{Word::kId, "name", kId},
       {Word::kName, "legal_name", 5},
       {Word::kComposed, "composed", kNeverShortened},
       {Word::kTaxCode, "tax_code", 3},
       {Word::kProvinces, "sites.province", 2},
       {Word::kCategories, "capabilities.category", 1},
       {Word::kCertificates, "certificates.scheme", 1},
       {Word::kConfirmed, "confirmed_date", 2}},
      [&context](const v1::ListSuppliersRequest& request) {
        return context.client.ListSuppliers(request);
      },
      [](v1::ListSuppliersResponse& r) { return r.mutable_suppliers(); },
      context);
}

int ListBuyers(Context& context) {
  return ListPages<v1::ListBuyersResponse>(
      v1::ListBuyersRequest(),
      {{Word::kId, "name", kId},
       {Word::kName, "display_name", 5},
       {Word::kComposed, "composed", kNeverShortened},
       {Word::kCountry, "country_code", 3},
       {Word::kProvinces, "plants.province", 2},
       {Word::kIndustries, "industries", 1}},
      [&context](const v1::ListBuyersRequest& request) {
        return context.client.ListBuyers(request);
      },
      [](v1::ListBuyersResponse& r) { return r.mutable_buyers(); }, context);
}

int ListRequirements(Context& context) {
  v1::ListRequirementsRequest request;
  request.set_parent(context.arguments.Get("parent", "buyers/-"));
  return ListPages<v1::ListRequirementsResponse>(
      request,
      {{Word::kId, "name", kId},
       {Word::kTitle, "title", 5, Align::kLeft, true},
       {Word::kComposed, "composed", kNeverShortened},
       {Word::kCategory, "category", kId},
       {Word::kState, "state", 2},
       {Word::kValidTo, "valid_to", 2},
       {Word::kPartNumber, "part_number", 1}},
      [&context](const v1::ListRequirementsRequest& r) {
        return context.client.ListRequirements(r);
      },
      [](v1::ListRequirementsResponse& r) { return r.mutable_requirements(); },
      context);
}

int ListBoms(Context& context) {
  v1::ListBomsRequest request;
  request.set_parent(context.arguments.Get("parent", "buyers/-"));
  return ListPages<v1::ListBomsResponse>(
      request,
      {{Word::kId, "name", kId},
       {Word::kTitle, "title", 5, Align::kLeft, true},
       {Word::kComposed, "composed", kNeverShortened},
       {Word::kUpdated, "update_time", 1}},
      [&context](const v1::ListBomsRequest& r) {
        return context.client.ListBoms(r);
      },
      [](v1::ListBomsResponse& r) { return r.mutable_boms(); }, context);
}

}  // namespace

int RunList(Context& context) {
  const std::string& kind = context.arguments.operands().front();
  if (kind != "requirements" && kind != "boms" &&
      context.arguments.Has("parent")) {
    return FailUsage(context,
                     absl::InvalidArgumentError("--parent: only requirements "
                                                "and boms belong to a buyer"));
  }
  if (kind == "suppliers") return ListSuppliers(context);
  if (kind == "buyers") return ListBuyers(context);
  if (kind == "requirements") return ListRequirements(context);
  if (kind == "boms") return ListBoms(context);
  return FailUsage(
      context, absl::InvalidArgumentError(fmt::format(
                   "\"{}\" cannot be listed; use suppliers, buyers, "
                   "requirements, boms{}",
                   kind,
                   SuggestionText(kind, {"suppliers", "buyers", "requirements",
                                         "boms"}))));
}

}  // namespace ketnoi::cli
