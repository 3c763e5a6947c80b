#include <utility>

#include "clients/cli/commands.h"
#include "clients/cli/json_text.h"
#include "clients/cli/match_request.h"
#include "clients/cli/match_text.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

absl::StatusOr<v1::ExplainMatchRequest> ReadRequest(const Context& context) {
  v1::ExplainMatchRequest request;
  request.set_supplier(
      FullName("suppliers/", context.arguments.operands().front()));
  request.set_include_change(true);
  const absl::Status status = SetTarget(context.arguments, 1, request);
  if (!status.ok()) return status;
  auto options = ReadRankingOptions(context);
  if (!options.ok()) return options.status();
  *request.mutable_options() = std::move(*options);
  return request;
}

void PrintBlock(const std::string& title,
                const v1::ExplainMatchResponse& response, Context& context) {
  const Words& words = context.words;
  const v1::MatchResult& result = response.result();
  if (context.colour) context.out << "\x1b[1m";
  PrintWrapped(ResultTitle(words, result), context);
  if (context.colour) context.out << "\x1b[0m";
  const v1::RankingBasis& basis = response.basis();
  PrintHeading(title, basis, context);
  if (!result.capability_id().empty()) {
    PrintWrapped(fmt::format("{}: {}", words(Word::kBestRow), BestRow(result)),
                 context);
  }
  if (result.composed()) PrintWrapped(words(Word::kComposedNote), context);
  context.out << '\n';
  PrintCriteria(basis, result, context);
  PrintQuestions(result, context);
  // Of a conditional supplier the questions say it.
  if (result.standing() == v1::STANDING_INELIGIBLE && response.has_change()) {
    context.out << '\n' << words(Word::kChanges) << '\n';
    PrintChange(basis, response.change(), context);
  }
}

}  // namespace

int RunExplain(Context& context) {
  const auto request = ReadRequest(context);
  if (!request.ok()) return FailUsage(context, request.status());
  const auto response = context.client.ExplainMatch(*request);
  if (!response.ok()) return FailCall(context, response.status());
  switch (context.output) {
    case OutputFormat::kJson:
      context.out << JsonText(*response);
      break;
    case OutputFormat::kCsv:
      PrintResultCsvHeader(true, context);
      PrintResultCsv(response->basis(), response->result(), true, context);
      break;
    case OutputFormat::kTable:
      PrintBlock(TitleOf(*request, context), *response, context);
      break;
  }
  return kDone;
}

}  // namespace ketnoi::cli
