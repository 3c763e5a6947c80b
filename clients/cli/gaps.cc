// What nobody can make, what would help most, and the pairs behind it.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "clients/cli/cells.h"
#include "clients/cli/commands.h"
#include "clients/cli/gap_tables.h"
#include "clients/cli/json_text.h"
#include "clients/cli/match_request.h"
#include "clients/cli/match_text.h"
#include "clients/cli/progress_bar.h"
#include "clients/cli/resource_name.h"
#include "clients/cli/suggestion.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

constexpr char kMap[] = "map";
constexpr char kLevers[] = "levers";
constexpr char kPortfolio[] = "portfolio";
constexpr char kSurplus[] = "surplus";
constexpr char kTry[] = "try";

constexpr int64_t kMostShownGaps = 100;   // The service's, of suppliers.
constexpr int64_t kDefaultShownGaps = 5;  // Of suppliers, and of gates.
constexpr int64_t kMostBudget = 10'000;   // The service's.
constexpr int64_t kMostCost = 1'000'000'000;

constexpr std::pair<std::string_view, v1::GapBucket> kBuckets[] = {
    {"none", v1::GAP_BUCKET_NONE},
    {"one", v1::GAP_BUCKET_ONE},
    {"two", v1::GAP_BUCKET_TWO},
    {"more", v1::GAP_BUCKET_MORE},
    {"conditional", v1::GAP_BUCKET_CONDITIONAL},
    {"no-candidate", v1::GAP_BUCKET_NO_CANDIDATE}};

// Whether the action is one, with options of its own and operands enough.
absl::Status CheckGapArguments(const Arguments& arguments) {
  const std::vector<std::string_view> actions = {kMap, kLevers, kPortfolio,
                                                 kSurplus, kTry};
  const std::string& action = arguments.operands().front();
  if (std::find(actions.begin(), actions.end(), action) == actions.end()) {
    return absl::InvalidArgumentError(fmt::format(
        "\"{}\" is nothing that gaps shows; use map, levers, portfolio, "
        "surplus or try{}",
        action, SuggestionText(action, actions)));
  }
  const size_t operands = action == kTry ? 3 : 1;
  if (arguments.operands().size() != operands) {
    return absl::InvalidArgumentError(
        action == kTry ? "gaps try takes a supplier and a requirement"
                       : fmt::format("gaps {} takes no operand", action));
  }
  const std::vector<std::pair<std::string_view, std::vector<std::string_view>>>
      options = {{"buyer", {kMap, kLevers, kPortfolio, kSurplus}},
                 {"category", {kMap, kLevers, kPortfolio, kSurplus}},
                 {"province", {kMap, kLevers, kPortfolio, kSurplus}},
                 {"unit", {kMap, kLevers, kPortfolio}},
                 {"budget", {kPortfolio}},
                 {"cost", {kPortfolio}},
                 {"any-source", {kPortfolio}},
                 {"lever", {kLevers, kPortfolio, kTry}},
                 {"pairs", {kMap, kLevers}},
                 {"gate", {kMap}},
                 {"supplier", {kLevers}},
                 {"first-sources", {kLevers}},
                 {"limit", {kMap, kLevers}}};
  for (const auto& [option, of] : options) {
    if (!arguments.Has(option) ||
        std::find(of.begin(), of.end(), action) != of.end()) {
      continue;
    }
    return absl::InvalidArgumentError(
        fmt::format("--{} is not for gaps {}", option, action));
  }
  if (action == kTry && !arguments.Has("lever")) {
    return absl::InvalidArgumentError(
        "gaps try: give one --lever, or two to try together");
  }
  for (const std::string_view option : {"gate", "supplier", "first-sources"}) {
    if (!arguments.Has(option) || arguments.Has("pairs")) continue;
    return absl::InvalidArgumentError(
        fmt::format("--{} is for --pairs", option));
  }
  return absl::OkStatus();
}

v1::GapScope ReadScope(const Arguments& arguments) {
  v1::GapScope scope;
  scope.set_parent(FullName("buyers/", arguments.Get("buyer")));
  scope.set_category(arguments.Get("category"));
  scope.set_province(arguments.Get("province"));
  return scope;
}

// Day and criteria set; names come in both languages.
absl::StatusOr<v1::RankingOptions> ReadGapOptions(const Context& context) {
  auto options = ReadRankingOptions(context);
  if (options.ok()) options->clear_language_codes();
  return options;
}

absl::Status ReadBudget(const Arguments& arguments,
                        v1::GapPortfolioOptions& options) {
  if (!arguments.Has("budget") && !arguments.Has("cost")) {
    return absl::InvalidArgumentError("give --budget or --cost, or both");
  }
  if (arguments.Has("budget")) {
    const auto budget = arguments.GetInteger("budget", 1, 1, kMostBudget);
    if (!budget.ok()) return budget.status();
    options.set_most_supports(static_cast<int32_t>(*budget));
  }
  if (arguments.Has("cost")) {
    const auto cost = arguments.GetInteger("cost", 1, 1, kMostCost);
    if (!cost.ok()) return cost.status();
    options.set_most_cost(*cost);
  }
  options.set_goal(arguments.Has("any-source") ? v1::GAP_GOAL_ANY_SOURCE
                                               : v1::GAP_GOAL_FIRST_SOURCE);
  return absl::OkStatus();
}

absl::StatusOr<v1::AnalyzeGapsRequest> ReadAnalysis(const Context& context) {
  const Arguments& arguments = context.arguments;
  const std::string& action = arguments.operands().front();
  v1::AnalyzeGapsRequest request;
  *request.mutable_scope() = ReadScope(arguments);
  auto options = ReadGapOptions(context);
  if (!options.ok()) return options.status();
  *request.mutable_options() = *std::move(options);
  request.set_weight_unit(arguments.Get("unit"));
  for (const std::string& lever : arguments.GetAll("lever")) {
    request.add_levers(FullName("levers/", lever));
  }
  const auto limit =
      arguments.GetInteger("limit", kDefaultShownGaps, 1, kMostShownGaps);
  if (!limit.ok()) return limit.status();
  const auto shown = static_cast<int32_t>(*limit);
  if (action == kMap) {
    request.mutable_map_options()->set_gate_count(shown);
    request.mutable_map_options()->set_supplier_provinces(true);
  } else if (action == kLevers) {
    request.mutable_lever_options()->set_supplier_count(shown);
  } else if (action == kPortfolio) {
    const absl::Status status =
        ReadBudget(arguments, *request.mutable_portfolio_options());
    if (!status.ok()) return status;
  } else {
    request.set_surplus(true);
  }
  return request;
}

// Keeps what an analysis tells; in JSON it is printed as it comes.
void Take(const v1::AnalyzeGapsResponse& answer, GapAnalysis& analysis,
          Context& context) {
  if (answer.has_progress()) return;
  if (context.output == OutputFormat::kJson) context.out << JsonLine(answer);
  switch (answer.part_case()) {
    case v1::AnalyzeGapsResponse::kSummary:
      analysis.summary = answer.summary();
      break;
    case v1::AnalyzeGapsResponse::kMap:
      analysis.map = answer.map();
      break;
    case v1::AnalyzeGapsResponse::kLever:
      analysis.levers.push_back(answer.lever());
      break;
    case v1::AnalyzeGapsResponse::kPortfolio:
      analysis.portfolio = answer.portfolio();
      break;
    case v1::AnalyzeGapsResponse::kStep:
      analysis.steps.push_back(answer.step());
      break;
    case v1::AnalyzeGapsResponse::kSurplus:
      analysis.surplus = answer.surplus();
      break;
    default:
      break;
  }
}

int Analyze(Context& context) {
  const auto request = ReadAnalysis(context);
  if (!request.ok()) return FailUsage(context, request.status());
  GapAnalysis analysis;
  absl::Status status;
  {
    ProgressBar bar(context.err, context.progress, context.words);
    status = context.client.AnalyzeGaps(
        *request, [&](const v1::AnalyzeGapsResponse& answer) {
          Take(answer, analysis, context);
          if (!answer.has_progress()) return;
          const v1::GapProgress& progress = answer.progress();
          bar.Update(progress.done(), static_cast<double>(progress.done()) /
                                          std::max(1, progress.total()));
        });
  }
  if (!status.ok()) return FailCall(context, status);
  if (context.output == OutputFormat::kJson) return kDone;
  const std::string& action = context.arguments.operands().front();
  if (action == kMap) {
    PrintGapMap(analysis, context);
  } else if (action == kLevers) {
    PrintGapLevers(analysis, context);
  } else if (action == kPortfolio) {
    PrintGapPortfolio(analysis, context);
  } else {
    PrintGapSurplus(analysis, context);
  }
  return kDone;
}

absl::Status ReadFigure(const Arguments& arguments,
                        v1::ListGapPairsRequest& request) {
  const std::string figure = arguments.Get("pairs");
  if (arguments.operands().front() == kLevers) {
    v1::GapLeverFigure& of_lever = *request.mutable_lever();
    for (const std::string& id : SplitList(figure, '+')) {
      of_lever.add_levers(FullName("levers/", id));
    }
    of_lever.set_supplier(FullName("suppliers/", arguments.Get("supplier")));
    of_lever.set_first_sources(arguments.Has("first-sources"));
    return absl::OkStatus();
  }
  for (const auto& [name, bucket] : kBuckets) {
    if (name == figure) request.set_bucket(bucket);
  }
  request.set_gate(arguments.Get("gate"));
  if (request.bucket() != v1::GAP_BUCKET_UNSPECIFIED) return absl::OkStatus();
  return absl::InvalidArgumentError(fmt::format(
      "--pairs: \"{}\" is none of none, one, two, more, conditional and "
      "no-candidate",
      figure));
}

int ListPairs(Context& context) {
  const Arguments& arguments = context.arguments;
  v1::ListGapPairsRequest request;
  *request.mutable_scope() = ReadScope(arguments);
  auto options = ReadGapOptions(context);
  if (!options.ok()) return FailUsage(context, options.status());
  *request.mutable_options() = *std::move(options);
  const absl::Status status = ReadFigure(arguments, request);
  if (!status.ok()) return FailUsage(context, status);
  const auto limit = arguments.GetInteger("limit", 50, 1, 1'000'000'000);
  if (!limit.ok()) return FailUsage(context, limit.status());
  v1::ListGapPairsResponse all;
  do {
    request.set_page_token(all.next_page_token());
    request.set_page_size(static_cast<int32_t>(
        std::min<int64_t>(1000, *limit - all.pairs_size())));
    auto page = context.client.ListGapPairs(request);
    if (!page.ok()) return FailCall(context, page.status());
    all.clear_next_page_token();
    all.MergeFrom(*page);
  } while (!all.next_page_token().empty() && all.pairs_size() < *limit);
  if (context.output == OutputFormat::kJson) {
    context.out << JsonText(all);
  } else {
    PrintGapPairs(all, context);
  }
  return kDone;
}

int TryLever(Context& context) {
  const Arguments& arguments = context.arguments;
  v1::TryLeversRequest request;
  request.set_supplier(FullName("suppliers/", arguments.operands()[1]));
  auto requirement = ParseRequirementName(arguments.operands()[2]);
  if (!requirement.ok()) return FailUsage(context, requirement.status());
  request.set_requirement(*std::move(requirement));
  for (const std::string& lever : arguments.GetAll("lever")) {
    request.add_levers(FullName("levers/", lever));
  }
  auto options = ReadRankingOptions(context);
  if (!options.ok()) return FailUsage(context, options.status());
  *request.mutable_options() = *std::move(options);
  const auto response = context.client.TryLevers(request);
  if (!response.ok()) return FailCall(context, response.status());
  const Words& words = context.words;
  const auto results = {std::pair(Word::kBefore, &response->before()),
                        std::pair(Word::kAfter, &response->after())};
  switch (context.output) {
    case OutputFormat::kJson:
      context.out << JsonText(*response);
      break;
    case OutputFormat::kCsv:
      PrintResultCsvHeader(true, context);
      for (const auto& [heading, result] : results) {
        PrintResultCsv(response->basis(), *result, true, context);
      }
      break;
    case OutputFormat::kTable:
      PrintHeading(ShortForm(request.requirement()), response->basis(),
                   context);
      for (const auto& [heading, result] : results) {
        context.out << '\n' << words(heading) << '\n';
        PrintWrapped(ResultTitle(words, *result), context);
        PrintCriteria(response->basis(), *result, context);
      }
      context.out << '\n';
      PrintWrapped(
          words(response->flips() ? Word::kLeverFlips : Word::kLeverFlipsNot),
          context);
      break;
  }
  return kDone;
}

}  // namespace

int RunGaps(Context& context) {
  const absl::Status status = CheckGapArguments(context.arguments);
  if (!status.ok()) return FailUsage(context, status);
  if (context.arguments.operands().front() == kTry) return TryLever(context);
  return context.arguments.Has("pairs") ? ListPairs(context) : Analyze(context);
}

}  // namespace ketnoi::cli
