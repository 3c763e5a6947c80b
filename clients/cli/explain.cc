#include <utility>

#include "clients/cli/commands.h"
#include "clients/cli/json_text.h"
#include "clients/cli/match_request.h"
#include "clients/cli/match_text.h"
#include "clients/cli/text_width.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

absl::StatusOr<v1::ExplainMatchRequest> ReadRequest(const Context& context) {
  v1::ExplainMatchRequest request;
  const std::string& supplier = context.arguments.operands().front();
  request.set_supplier(supplier.find('/') == std::string::npos
                           ? "suppliers/" + supplier
                           : supplier);
  const absl::Status status = SetTarget(context.arguments, 1, request);
  if (!status.ok()) return status;
  auto options = ReadRankingOptions(context);
  if (!options.ok()) return options.status();
  *request.mutable_options() = std::move(*options);
  return request;
}

bool IsOutsideCategory(const v1::MatchResult& result) {
  for (const auto& criterion : result.criteria()) {
    if (criterion.reason() == "CATEGORY_OUTSIDE") return true;
  }
  return false;
}

// What to ask the supplier: a sentence for each unknown criterion, gates first.
// One that does not make such parts is not asked anything.
void PrintQuestions(const v1::MatchResult& result, Context& context) {
  const Words& words = context.words;
  if (IsOutsideCategory(result)) return;
  std::vector<std::string> questions;
  for (const bool gate : {true, false}) {
    for (const auto& criterion : result.criteria()) {
      if (criterion.verdict() != v1::VERDICT_UNKNOWN) continue;
      if (criterion.gate() != gate) continue;
      questions.push_back(ReasonOf(words, criterion));
    }
  }
  if (questions.empty()) return;
  context.out << '\n' << words(Word::kQuestions) << '\n';
  for (const std::string& question : questions) {
    std::string bullet = "  - ";
    for (const std::string& line :
         Wrap(Printable(question), context.width - bullet.size())) {
      context.out << bullet << line << '\n';
      bullet = "    ";
    }
  }
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
