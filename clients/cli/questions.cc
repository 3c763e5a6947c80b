// What to ask: a supplier, for all requirements; or the suppliers of one
// requirement.

#include <algorithm>
#include <string>
#include <utility>

#include "clients/cli/cells.h"
#include "clients/cli/commands.h"
#include "clients/cli/csv.h"
#include "clients/cli/json_text.h"
#include "clients/cli/match_request.h"
#include "clients/cli/match_text.h"
#include "clients/cli/resource_name.h"
#include "clients/cli/table.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

constexpr int64_t kMostQuestions = 100;  // The service's, of questions.

// Of one requirement that waits: the sentences of its gates.
std::string GateSentences(const Words& words,
                          const v1::WaitingRequirement& one) {
  std::string text;
  for (const auto& criterion : one.criteria()) {
    if (!text.empty()) text += ' ';
    text += ReasonOf(words, criterion);
  }
  return text;
}

void PrintQuestionTable(const std::string& supplier,
                        const v1::SuggestQuestionsResponse& response,
                        Context& context) {
  const Words& words = context.words;
  PrintWrapped(supplier, context);
  context.out << '\n';
  Table table({{words(Word::kRank), Align::kRight, kNeverShortened},
               {words(Word::kQuestion), Align::kLeft, 5, true},
               {words(Word::kUnlocks), Align::kRight, kNeverShortened},
               {words(Word::kWaiting), Align::kRight, kNeverShortened},
               {words(Word::kRequirement), Align::kLeft, 2, true}});
  int rank = 0;
  for (const auto& question : response.questions()) {
    std::string names;
    for (const auto& one : question.requirements()) {
      if (!names.empty()) names += ", ";
      names += ShortForm(one.requirement());
      if (one.composed()) names += " " + ComposedMark(words, true);
    }
    if (question.waiting() > question.requirements_size()) names += ", …";
    table.AddRow(
        {fmt::format("{}", ++rank), TextIn(words, question.display_name()),
         Grouped(question.unlocks()), Grouped(question.waiting()), names});
    if (question.requirements_size() > 0) {
      table.AddNote(GateSentences(words, question.requirements(0)));
    }
  }
  if (table.empty()) context.out << words(Word::kNoResults) << '\n';
  table.Print(context.out, context.width, context.colour);
  context.out << '\n';
  PrintWrapped(
      words.Format(Word::kQuestionTotals, Grouped(response.questions_size()),
                   Grouped(response.total_questions()),
                   Grouped(response.conditional())),
      context);
}

// A row per question and requirement.
void PrintQuestionCsv(const v1::SuggestQuestionsResponse& response,
                      Context& context) {
  context.out << CsvLine(
      {"rank", "question", "key", "unlocks", "waiting", "worth", "requirement",
       "title", "requirement_composed", "other_questions", "message"});
  int rank = 0;
  for (const auto& question : response.questions()) {
    ++rank;
    for (const auto& one : question.requirements()) {
      context.out << CsvLine(
          {fmt::format("{}", rank),
           TextIn(context.words, question.display_name()), question.key(),
           fmt::format("{}", question.unlocks()),
           fmt::format("{}", question.waiting()),
           fmt::format(
               "{:.4f}",
               static_cast<double>(question.worth_basis_points()) / 10000),
           one.requirement(), TextIn(context.words, one.title()),
           one.composed() ? "true" : "false",
           fmt::format("{}", one.other_questions()),
           GateSentences(context.words, one)});
    }
  }
}

int AskSupplier(const std::string& supplier, int64_t limit, Context& context) {
  auto options = ReadRankingOptions(context);
  if (!options.ok()) return FailUsage(context, options.status());
  v1::SuggestQuestionsRequest request;
  request.set_supplier(supplier);
  request.set_parent(FullName("buyers/", context.arguments.Get("parent")));
  *request.mutable_options() = std::move(*options);
  request.set_question_count(static_cast<int32_t>(limit));
  const auto response = context.client.SuggestQuestions(request);
  if (!response.ok()) return FailCall(context, response.status());
  switch (context.output) {
    case OutputFormat::kJson:
      context.out << JsonText(*response);
      break;
    case OutputFormat::kCsv:
      PrintQuestionCsv(*response, context);
      break;
    case OutputFormat::kTable:
      PrintQuestionTable(supplier, *response, context);
      break;
  }
  return kDone;
}

// Asks the conditional suppliers, the best first.
int AskForRequirement(const std::string& requirement, int64_t limit,
                      Context& context) {
  if (context.arguments.Has("parent")) {
    return FailUsage(context, absl::InvalidArgumentError(
                                  "--parent is for questions to a supplier"));
  }
  auto options = ReadRankingOptions(context);
  if (!options.ok()) return FailUsage(context, options.status());
  v1::RankSuppliersRequest request;
  request.set_requirement(requirement);
  *request.mutable_options() = std::move(*options);
  request.add_standings(v1::STANDING_CONDITIONAL);
  request.set_page_size(static_cast<int32_t>(limit));
  const auto response = context.client.RankSuppliers(request);
  if (!response.ok()) return FailCall(context, response.status());
  switch (context.output) {
    case OutputFormat::kJson:
      context.out << JsonText(*response);
      break;
    case OutputFormat::kCsv:
      PrintResultCsvHeader(true, context);
      for (v1::MatchResult result : response->results()) {
        auto& criteria = *result.mutable_criteria();
        criteria.erase(std::remove_if(criteria.begin(), criteria.end(),
                                      [](const v1::CriterionResult& criterion) {
                                        return criterion.verdict() !=
                                               v1::VERDICT_UNKNOWN;
                                      }),
                       criteria.end());
        PrintResultCsv(response->basis(), result, true, context);
      }
      break;
    case OutputFormat::kTable:
      PrintHeading(TitleOf(request, context), response->basis(), context);
      if (response->results().empty()) {
        context.out << '\n' << context.words(Word::kNoResults) << '\n';
      }
      for (const auto& result : response->results()) {
        context.out << '\n';
        PrintWrapped(fmt::format("{}.  {}", result.rank(),
                                 ResultTitle(context.words, result)),
                     context);
        PrintQuestions(result, context);
      }
      break;
  }
  return kDone;
}

}  // namespace

int RunQuestions(Context& context) {
  const auto limit =
      context.arguments.GetInteger("limit", kDefaultRanked, 1, kMostQuestions);
  if (!limit.ok()) return FailUsage(context, limit.status());
  const std::string& operand = context.arguments.operands().front();
  const auto requirement = ParseRequirementName(operand);
  if (requirement.ok()) {
    return AskForRequirement(*requirement, *limit, context);
  }
  return AskSupplier(FullName("suppliers/", operand), *limit, context);
}

}  // namespace ketnoi::cli
