#ifndef KETNOI_CLIENTS_CLI_LIST_PAGES_H_
#define KETNOI_CLIENTS_CLI_LIST_PAGES_H_

#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/context.h"
#include "clients/cli/json_text.h"
#include "clients/cli/record_list.h"

namespace ketnoi::cli {

// How many records a list shows, and asks for at once.
struct ListLimits {
  int64_t records;
  int64_t page;
};

// What --limit, --all and --page-size say.
absl::StatusOr<ListLimits> ReadListLimits(const Arguments& arguments);

// Reads pages until the limit and prints them: CSV page by page, the others
// when all are there. `call` makes one call, `field` gives a response's
// records.
template <typename Response, typename Request, typename Call, typename Field>
int ListPages(Request request, const std::vector<RecordColumn>& columns,
              Call call, Field field, Context& context) {
  const auto limits = ReadListLimits(context.arguments);
  if (!limits.ok()) return FailUsage(context, limits.status());
  request.set_filter(context.arguments.Get("filter"));
  if constexpr (requires { request.set_query(""); }) {
    request.set_query(context.arguments.Get("query"));
  }

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

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_LIST_PAGES_H_
