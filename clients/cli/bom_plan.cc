#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "clients/cli/cells.h"
#include "clients/cli/commands.h"
#include "clients/cli/csv.h"
#include "clients/cli/json_text.h"
#include "clients/cli/match_request.h"
#include "clients/cli/match_text.h"
#include "clients/cli/progress_bar.h"
#include "clients/cli/resource_name.h"
#include "clients/cli/table.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

// The service's.
constexpr int64_t kMostSources = 16;
constexpr int64_t kMostCandidates = 100;
constexpr int64_t kMostLines = 100'000;
// Gates that are named of a line's funnel, those that keep out most.
constexpr size_t kGatesShown = 3;
constexpr double kLargestGrouped = 1e15;

// "frame=2": the requirement, a name or an id of the bill's buyer.
absl::Status AddLineSources(const std::string& text, const std::string& bom,
                            v1::PlanBomRequest& request) {
  const size_t sign = text.rfind('=');
  const auto sources = sign == std::string::npos
                           ? std::nullopt
                           : ParseInteger(text.substr(sign + 1));
  if (!sources || *sources < 1 || *sources > kMostSources) {
    return absl::InvalidArgumentError(
        fmt::format("--line-sources {}: is not REQUIREMENT=N with N from 1 to "
                    "{}",
                    text, kMostSources));
  }
  std::string requirement = text.substr(0, sign);
  if (requirement.find('/') == std::string::npos) {
    const std::string buyer = bom.substr(0, bom.find("/boms/"));
    requirement = fmt::format("{}/requirements/{}", buyer, requirement);
  }
  auto name = ParseRequirementName(requirement);
  if (!name.ok()) return name.status();
  v1::LineSources& entry = *request.add_line_sources();
  entry.set_requirement(std::move(*name));
  entry.set_sources(static_cast<int32_t>(*sources));
  return absl::OkStatus();
}

// "30" or "12.5" per cent as basis points; 0 if it is not given.
absl::StatusOr<int32_t> ReadShare(const Arguments& arguments) {
  if (!arguments.Has("share")) return 0;
  const std::string text = arguments.Get("share");
  const auto percent = ParseNumber(text);
  if (percent && *percent >= 0.01 && *percent <= 100) {
    return static_cast<int32_t>(*percent * 100 + 0.5);
  }
  return absl::InvalidArgumentError(
      fmt::format("--share {}: is not 0.01 to 100", text));
}

absl::StatusOr<v1::PlanBomRequest> ReadPlanRequest(const Context& context) {
  const Arguments& arguments = context.arguments;
  v1::PlanBomRequest request;
  auto name = ParseBomName(arguments.operands()[1]);
  if (!name.ok()) return name.status();
  request.set_bom(std::move(*name));
  auto options = ReadRankingOptions(context);
  if (!options.ok()) return options.status();
  *request.mutable_options() = std::move(*options);
  const auto sources = arguments.GetInteger("sources", 1, 1, kMostSources);
  if (!sources.ok()) return sources.status();
  request.set_sources(static_cast<int32_t>(*sources));
  for (const std::string& text : arguments.GetAll("line-sources")) {
    const absl::Status status = AddLineSources(text, request.bom(), request);
    if (!status.ok()) return status;
  }
  const auto share = ReadShare(arguments);
  if (!share.ok()) return share.status();
  request.set_most_share_basis_points(*share);
  const auto lines = arguments.GetInteger("most-lines", 0, 1, kMostLines);
  if (!lines.ok()) return lines.status();
  request.set_most_lines(static_cast<int32_t>(*lines));
  const auto candidates =
      arguments.GetInteger("candidates", 0, 1, kMostCandidates);
  if (!candidates.ok()) return candidates.status();
  request.set_candidate_count(static_cast<int32_t>(*candidates));
  request.set_eligible_only(arguments.Has("eligible-only"));
  // In JSON the whole answer is what is asked for.
  request.set_omit_criteria(context.output != OutputFormat::kJson);
  return request;
}

// "; certificate.iso9001 −12, place −3": the gates that keep out most.
std::string GatesText(const v1::Funnel& funnel) {
  std::vector<std::pair<int32_t, std::string>> gates;
  for (const auto& gate : funnel.gates()) {
    if (gate.in_order() > 0) gates.emplace_back(-gate.in_order(), gate.key());
  }
  std::sort(gates.begin(), gates.end());
  std::string text;
  for (size_t i = 0; i < std::min(gates.size(), kGatesShown); ++i) {
    text += fmt::format("{} {} −{}", i == 0 ? ":" : ",", gates[i].second,
                        Grouped(-gates[i].first));
  }
  return text;
}

// Why a line has fewer sources than wanted; empty: it has all.
std::string ShortfallText(const Words& words, const v1::PlannedLine& line) {
  if (line.has_error()) return line.error().message();
  const auto of_funnel = [&](Word word) {
    return words.Format(word, Grouped(line.funnel().past_all()),
                        Grouped(line.funnel().candidates()),
                        GatesText(line.funnel()));
  };
  switch (line.shortfall()) {
    case v1::SOURCE_SHORTFALL_NO_CANDIDATES:
      // Whoever gets past all gates is a candidate, unless only eligible ones
      // are.
      return of_funnel(line.funnel().past_all() > 0 ? Word::kNoneEligible
                                                    : Word::kNoCandidates);
    case v1::SOURCE_SHORTFALL_FEW_CANDIDATES:
      return of_funnel(Word::kFewCandidates);
    case v1::SOURCE_SHORTFALL_CAPACITY_TAKEN:
      return words(Word::kCapacityTaken);
    case v1::SOURCE_SHORTFALL_SUPPLIER_LIMIT:
      return words(Word::kSupplierLimit);
    case v1::SOURCE_SHORTFALL_CAPACITY_TOO_SMALL:
      return words(Word::kCapacityTooSmall);
    default:
      return "";
  }
}

// "CAPACITY_TAKEN", as CSV names it in every language.
std::string ShortfallCode(const v1::PlannedLine& line) {
  if (line.has_error()) return "NOT_RANKED";
  if (line.shortfall() == v1::SOURCE_SHORTFALL_UNSPECIFIED) return "";
  const std::string name = v1::SourceShortfall_Name(line.shortfall());
  return name.substr(std::string("SOURCE_SHORTFALL_").size());
}

std::string AmountText(const v1::Quantity& quantity) {
  const double value = quantity.value();
  const bool whole = value == std::floor(value) && value < kLargestGrouped;
  return fmt::format(
      "{} {}",
      whole ? Grouped(static_cast<int64_t>(value)) : fmt::format("{}", value),
      quantity.unit());
}

// What came of a plan; a table is printed at the end, the rest as it comes.
class PlanPrinter {
 public:
  explicit PlanPrinter(Context& context)
      : context_(context),
        words_(context.words),
        lines_({{words_(Word::kLine), Align::kRight, kNeverShortened},
                {words_(Word::kPartNumber), Align::kLeft, 4},
                {words_(Word::kTitle), Align::kLeft, 3, true},
                {words_(Word::kComposed), Align::kLeft, kNeverShortened},
                {words_(Word::kSources), Align::kLeft, 5, true}}),
        suppliers_({{words_(Word::kSupplier), Align::kLeft, 5},
                    {words_(Word::kName), Align::kLeft, 3, true},
                    {words_(Word::kComposed), Align::kLeft, kNeverShortened},
                    {words_(Word::kLineCount), Align::kRight, kNeverShortened},
                    {words_(Word::kCapacityUse), Align::kLeft, 4, true}}) {}

  void Take(const v1::PlanBomResponse& answer) {
    if (context_.output == OutputFormat::kJson &&
        answer.content_case() != v1::PlanBomResponse::CONTENT_NOT_SET) {
      context_.out << JsonLine(answer) << std::flush;
    }
    if (answer.has_start()) start_ = answer.start();
    if (answer.has_plan()) TakePlan(answer.plan());
    if (answer.has_line()) TakeLine(answer.line());
    if (answer.has_supplier()) AddSupplier(answer.supplier());
  }

  // What is printed when everything is there.
  void Finish() {
    if (context_.output != OutputFormat::kTable) return;
    PrintBomHeading(start_.bom(), start_.basis(), context_);
    context_.out << '\n';
    lines_.Print(context_.out, context_.width, context_.colour);
    if (!lines_.empty()) context_.out << '\n';
    suppliers_.Print(context_.out, context_.width, context_.colour);
    if (!suppliers_.empty()) context_.out << '\n';
    PrintTotals();
  }

  bool failed() const { return plan_.failed_lines() > 0; }

 private:
  void TakePlan(const v1::SourcingPlan& plan) {
    plan_ = plan;
    if (context_.output != OutputFormat::kCsv) return;
    context_.out << CsvLine({"bom_line", "requirement", "part_number", "title",
                             "requirement_composed", "wanted_sources",
                             "sources", "supplier", "supplier_name", "composed",
                             "standing", "score", "score_high", "capability",
                             "monthly_volume", "unit", "capacity_reserved",
                             "shortfall", "message"});
  }

  void TakeLine(const v1::PlannedLine& line) {
    if (context_.output == OutputFormat::kCsv) PrintCsv(line);
    if (context_.output != OutputFormat::kTable) return;
    std::string sources;
    for (const auto& source : line.sources()) {
      const v1::MatchResult& result = source.result();
      if (!sources.empty()) sources += "; ";
      sources += SupplierScore(words_, result);
      if (result.standing() == v1::STANDING_CONDITIONAL) sources += " ?";
    }
    lines_.AddRow({fmt::format("{}", line.bom_line()), line.part_number(),
                   TextIn(words_, line.title()),
                   ComposedMark(words_, line.composed()),
                   sources.empty() ? "–" : sources});
    const std::string why = ShortfallText(words_, line);
    if (!why.empty()) {
      lines_.AddNote(fmt::format("{}/{}: {}", line.sources_size(),
                                 line.wanted_sources(), why));
    }
  }

  // A row per source; a line without any has one row too.
  void PrintCsv(const v1::PlannedLine& line) {
    const std::vector<std::string> head = {
        fmt::format("{}", line.bom_line()),
        line.requirement(),
        line.part_number(),
        TextIn(words_, line.title()),
        line.composed() ? "true" : "false",
        fmt::format("{}", line.wanted_sources()),
        fmt::format("{}", line.sources_size())};
    const auto print = [&](const std::vector<std::string>& middle) {
      std::vector<std::string> cells = head;
      cells.insert(cells.end(), middle.begin(), middle.end());
      cells.push_back(ShortfallCode(line));
      cells.push_back(ShortfallText(words_, line));
      context_.out << CsvLine(cells);
    };
    for (const auto& source : line.sources()) {
      const v1::MatchResult& result = source.result();
      const bool has_volume = source.has_monthly_volume();
      print(
          {IdOf(result.supplier()), TextIn(words_, result.supplier_name()),
           result.composed() ? "true" : "false",
           StandingCode(result.standing()), Percent(result.score()),
           Percent(result.score_high()), result.capability_id(),
           has_volume ? fmt::format("{}", source.monthly_volume().value()) : "",
           source.monthly_volume().unit(),
           source.capacity_reserved() ? "true" : "false"});
    }
    if (line.sources().empty()) print(std::vector<std::string>(10));
    context_.out << std::flush;
  }

  void AddSupplier(const v1::PlannedSupplier& supplier) {
    if (context_.output != OutputFormat::kTable) return;
    std::string loads;
    for (const auto& load : supplier.loads()) {
      if (!loads.empty()) loads += "; ";
      loads += fmt::format("{}: {} / {}", load.capability_id(),
                           AmountText(load.used()), AmountText(load.free()));
    }
    suppliers_.AddRow({IdOf(supplier.supplier()),
                       TextIn(words_, supplier.supplier_name()),
                       ComposedMark(words_, supplier.composed()),
                       Grouped(supplier.line_count()), loads});
  }

  void PrintTotals() {
    const int64_t lines = static_cast<int64_t>(lines_.rows());
    const int64_t complete = plan_.complete_lines().value();
    PrintWrapped(
        words_.Format(Word::kPlanTotals, Grouped(lines), Grouped(complete),
                      Grouped(lines - complete - plan_.uncovered_lines()),
                      Grouped(plan_.uncovered_lines()),
                      Grouped(plan_.failed_lines())),
        context_);
    PrintWrapped(
        words_.Format(Word::kPlanSuppliers, Grouped(plan_.suppliers().value()),
                      Grouped(plan_.source_count())),
        context_);
    if (plan_.conditional_sources() > 0) {
      PrintWrapped(words_.Format(Word::kPlanConditional,
                                 Grouped(plan_.conditional_sources())),
                   context_);
    }
    if (plan_.optimal()) {
      PrintWrapped(words_(Word::kPlanOptimal), context_);
      return;
    }
    PrintWrapped(words_.Format(Word::kPlanBounds,
                               Grouped(plan_.complete_lines().bound()),
                               Grouped(plan_.other_sources().bound()),
                               Grouped(plan_.suppliers().bound()),
                               Grouped(plan_.score().bound()),
                               Grouped(plan_.score().value())),
                 context_);
  }

  Context& context_;
  const Words& words_;
  Table lines_;
  Table suppliers_;
  v1::SourcingPlanStart start_;
  v1::SourcingPlan plan_;
};

}  // namespace

int RunBomPlan(Context& context) {
  const auto request = ReadPlanRequest(context);
  if (!request.ok()) return FailUsage(context, request.status());
  PlanPrinter printer(context);
  absl::Status status;
  {
    ProgressBar bar(context.err, context.progress, context.words);
    status = context.client.PlanBom(
        *request, [&](const v1::PlanBomResponse& answer) {
          printer.Take(answer);
          bar.Update(answer.lines_done(),
                     static_cast<double>(answer.lines_done()) /
                         std::max(1, answer.line_count()));
        });
  }
  if (!status.ok()) return FailCall(context, status);
  printer.Finish();
  return printer.failed() ? kRowsRejected : kDone;
}

}  // namespace ketnoi::cli
