#include <algorithm>
#include <limits>

#include "clients/cli/commands.h"
#include "clients/cli/json_text.h"
#include "clients/cli/record_list.h"
#include "clients/cli/suggestion.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

constexpr int64_t kDefaultLimit = 50;
constexpr int64_t kLargestListPage = 1000;  // The service's.

struct Limits {
  int64_t records;
  int64_t page;
};

absl::StatusOr<Limits> ReadLimits(const Arguments& arguments) {
  constexpr int64_t kNoLimit = std::numeric_limits<int64_t>::max();
  if (arguments.Has("all") && arguments.Has("limit")) {
    return absl::InvalidArgumentError("give --limit or --all, not both");
  }
  const auto limit = arguments.GetInteger(
      "limit", arguments.Has("all") ? kNoLimit : kDefaultLimit, 1, kNoLimit);
  if (!limit.ok()) return limit.status();
  const auto page =
      arguments.GetInteger("page-size", kLargestListPage, 1, kLargestListPage);
  if (!page.ok()) return page.status();
  return Limits{*limit, *page};
}

// Reads pages until the limit and prints them: CSV page by page, the others
// when all are there. `call` makes one call, `field` gives a response's
// records.
template <typename Response, typename Request, typename Call, typename Field>
int ListPages(Request request, const std::vector<RecordColumn>& columns,
              Call call, Field field, Context& context) {
  const auto limits = ReadLimits(context.arguments);
  if (!limits.ok()) return FailUsage(context, limits.status());
  request.set_filter(context.arguments.Get("filter"));
  request.set_query(context.arguments.Get("query"));

  absl::StatusOr<Response> response;
  Response all;
  int64_t count = 0;
  bool first = true;
  do {
    request.set_page_size(
        static_cast<int32_t>(std::min(limits->page, limits->records - count)));
    response = call(request);
    if (!response.ok()) return FailCall(context, response.status());
    count += field(*response)->size();
    request.set_page_token(response->next_page_token());
    if (context.output == OutputFormat::kCsv) {
      PrintRecordCsv(columns, RecordsOf(*field(*response)), first, context);
    } else {
      field(all)->MergeFrom(*field(*response));
    }
    first = false;
  } while (!request.page_token().empty() && count < limits->records);

  if (context.output == OutputFormat::kJson) {
    all.set_next_page_token(response->next_page_token());
    all.set_total_size(response->total_size());
    *all.mutable_read_state() = response->read_state();
    context.out << JsonText(all);
  } else if (context.output == OutputFormat::kTable) {
    PrintRecordTable(columns, RecordsOf(*field(all)), context);
    context.out << context.words.Format(Word::kShownOf, Grouped(count),
                                        Grouped(response->total_size()))
                << '\n';
  }
  return kDone;
}

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
