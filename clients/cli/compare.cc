#include <utility>

#include "clients/cli/commands.h"
#include "clients/cli/csv.h"
#include "clients/cli/json_text.h"
#include "clients/cli/match_request.h"
#include "clients/cli/match_text.h"
#include "clients/cli/table.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

absl::StatusOr<v1::CompareMatchesRequest> ReadComparedRequest(
    const Context& context) {
  v1::CompareMatchesRequest request;
  auto suppliers = SetTargetBeforeSuppliers(context.arguments, request);
  if (!suppliers.ok()) return suppliers.status();
  if (suppliers->size() != 2) {
    return absl::InvalidArgumentError("give the names of two suppliers");
  }
  for (std::string& supplier : *suppliers) {
    request.add_suppliers(std::move(supplier));
  }
  auto options = ReadRankingOptions(context);
  if (!options.ok()) return options.status();
  *request.mutable_options() = std::move(*options);
  return request;
}

// "3.20", "−1.05" with `minus` before it.
std::string SignedPercent(int32_t basis_points, const char* minus) {
  return basis_points < 0 ? minus + Percent(-basis_points)
                          : Percent(basis_points);
}

std::string OfferText(const v1::CriterionResult& criterion) {
  return fmt::format("{} {}", VerdictSign(criterion.verdict()),
                     criterion.offered().empty() ? "–" : criterion.offered());
}

bool IsWhole(const v1::CompareMatchesResponse& response) {
  return response.results_size() == 2 &&
         response.results(0).criteria_size() == response.criteria_size() &&
         response.results(1).criteria_size() == response.criteria_size();
}

void PrintComparison(const std::string& title,
                     const v1::CompareMatchesResponse& response,
                     Context& context) {
  const Words& words = context.words;
  const v1::RankingBasis& basis = response.basis();
  PrintHeading(title, basis, context);
  context.out << '\n';
  for (const auto& result : response.results()) {
    PrintWrapped(ResultTitle(words, result), context);
  }
  context.out << '\n';
  PrintWrapped(TextIn(words, response.message()), context);
  Table table({{words(Word::kCriterion), Align::kLeft, 6, true},
               {words(Word::kGate), Align::kLeft, kNeverShortened},
               {words(Word::kRequired), Align::kLeft, 5, true},
               {IdOf(response.results(0).supplier()), Align::kLeft, 4, true},
               {IdOf(response.results(1).supplier()), Align::kLeft, 4, true},
               {words(Word::kDifference), Align::kRight, kNeverShortened}});
  for (int i = 0; i < response.criteria_size(); ++i) {
    const auto& comparison = response.criteria(i);
    const auto& first = response.results(0).criteria(i);
    table.AddRow({CriterionName(words, basis, first),
                  first.gate() ? words(Word::kGate) : "", first.required(),
                  OfferText(first), OfferText(response.results(1).criteria(i)),
                  SignedPercent(comparison.contribution_difference(), "−")});
    if (comparison.decides()) {
      table.AddNote(TextIn(words, comparison.message()));
    }
  }
  table.Print(context.out, context.width, context.colour, 2);
}

void PrintComparisonCsv(const v1::CompareMatchesResponse& response,
                        Context& context) {
  context.out << CsvLine(
      {"decided_by", "first", "second", "first_composed", "second_composed",
       "criterion", "gate", "decides", "required", "first_verdict",
       "second_verdict", "first_offered", "second_offered",
       "first_contribution", "second_contribution", "contribution_difference",
       "contribution_high_difference", "message", "requirement_composed"});
  const auto flag = [](bool value) { return value ? "true" : "false"; };
  for (int i = 0; i < response.criteria_size(); ++i) {
    const auto& comparison = response.criteria(i);
    const auto& first = response.results(0).criteria(i);
    const auto& second = response.results(1).criteria(i);
    context.out << CsvLine(
        {EnumText(response.decided_by()), IdOf(response.results(0).supplier()),
         IdOf(response.results(1).supplier()),
         flag(response.results(0).composed()),
         flag(response.results(1).composed()), comparison.key(),
         flag(first.gate()), flag(comparison.decides()), first.required(),
         EnumText(first.verdict()), EnumText(second.verdict()), first.offered(),
         second.offered(), Percent(first.contribution()),
         Percent(second.contribution()),
         SignedPercent(comparison.contribution_difference(), "-"),
         SignedPercent(comparison.contribution_high_difference(), "-"),
         TextIn(context.words, comparison.message()),
         flag(response.basis().requirement_composed())});
  }
}

}  // namespace

int RunCompare(Context& context) {
  const auto request = ReadComparedRequest(context);
  if (!request.ok()) return FailUsage(context, request.status());
  const auto response = context.client.CompareMatches(*request);
  if (!response.ok()) return FailCall(context, response.status());
  if (context.output == OutputFormat::kJson) {
    context.out << JsonText(*response);
    return kDone;
  }
  if (!IsWhole(*response)) {
    return FailCall(context,
                    absl::InternalError("the answer is no comparison of two"));
  }
  if (context.output == OutputFormat::kCsv) {
    PrintComparisonCsv(*response, context);
  } else {
    PrintComparison(TitleOf(*request, context), *response, context);
  }
  return kDone;
}

}  // namespace ketnoi::cli
