#include <algorithm>
#include <utility>

#include "clients/cli/cells.h"
#include "clients/cli/commands.h"
#include "clients/cli/csv.h"
#include "clients/cli/json_text.h"
#include "clients/cli/match_request.h"
#include "clients/cli/match_text.h"
#include "clients/cli/progress_bar.h"
#include "clients/cli/resource_name.h"
#include "clients/cli/suggestion.h"
#include "clients/cli/table.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

constexpr char kRank[] = "rank";
constexpr char kPlan[] = "plan";
constexpr int64_t kDefaultOfLine = 5;
constexpr int64_t kMostOfLine = 100;  // The service's.

absl::StatusOr<v1::RankBomRequest> ReadRequest(const Context& context) {
  v1::RankBomRequest request;
  auto name = ParseBomName(context.arguments.operands()[1]);
  if (!name.ok()) return name.status();
  request.set_bom(std::move(*name));
  auto options = ReadRankingOptions(context);
  if (!options.ok()) return options.status();
  *request.mutable_options() = std::move(*options);
  auto standings = ReadStandings(context.arguments.Get("standing"));
  if (!standings.ok()) return standings.status();
  for (const v1::Standing standing : *standings) {
    request.add_standings(standing);
  }
  const auto limit =
      context.arguments.GetInteger("limit", kDefaultOfLine, 1, kMostOfLine);
  if (!limit.ok()) return limit.status();
  request.set_page_size(static_cast<int32_t>(*limit));
  // In JSON the whole answer is what is asked for.
  request.set_omit_criteria(context.output != OutputFormat::kJson);
  return request;
}

std::string CountText(const v1::RankedBomLine& line, int32_t count) {
  return line.has_error() ? "–" : Grouped(count);
}

// "s1 82.50–91.00; s2 70.00".
std::string BestSuppliers(const Words& words, const v1::RankedBomLine& line) {
  std::string text;
  for (const auto& result : line.results()) {
    if (!text.empty()) text += "; ";
    text += SupplierScore(words, result);
  }
  return text;
}

// What came of a bill of materials, printed as it comes where the form of the
// output allows it.
class BomPrinter {
 public:
  explicit BomPrinter(Context& context)
      : context_(context),
        words_(context.words),
        table_({{words_(Word::kLine), Align::kRight, kNeverShortened},
                {words_(Word::kPartNumber), Align::kLeft, 4},
                {words_(Word::kTitle), Align::kLeft, 3, true},
                {words_(Word::kComposed), Align::kLeft, kNeverShortened},
                {words_(Word::kEligible), Align::kRight, kNeverShortened},
                {words_(Word::kConditional), Align::kRight, kNeverShortened},
                {words_(Word::kBestSuppliers), Align::kLeft, 5, true}}) {}

  void Take(const v1::RankBomResponse& answer) {
    if (context_.output == OutputFormat::kJson) {
      context_.out << JsonLine(answer) << std::flush;
    }
    if (answer.has_start()) {
      start_ = answer.start();
      if (context_.output == OutputFormat::kCsv) PrintCsvHeader();
      return;
    }
    const v1::RankedBomLine& line = answer.line();
    ++lines_;
    failed_ += line.has_error() ? 1 : 0;
    if (!line.has_error()) {
      const auto& totals = line.totals();
      if (totals.eligible() > 0) {
        ++eligible_;
      } else if (totals.conditional() > 0) {
        ++conditional_;
      } else {
        ++none_;
      }
    }
    if (context_.output == OutputFormat::kCsv) PrintCsv(line);
    if (context_.output == OutputFormat::kTable) AddRow(line);
  }

  // What is printed when all lines are there.
  void Finish() {
    if (context_.output != OutputFormat::kTable) return;
    PrintBomHeading(start_.bom(), start_.basis(), context_);
    context_.out << '\n';
    table_.Print(context_.out, context_.width, context_.colour);
    if (!table_.empty()) context_.out << '\n';
    PrintWrapped(
        words_.Format(Word::kBomTotals, Grouped(lines_), Grouped(eligible_),
                      Grouped(conditional_), Grouped(none_), Grouped(failed_)),
        context_);
  }

  int64_t failed() const { return failed_; }

 private:
  void AddRow(const v1::RankedBomLine& line) {
    table_.AddRow({fmt::format("{}", line.bom_line()), line.part_number(),
                   TextIn(words_, line.title()),
                   ComposedMark(words_, line.composed()),
                   CountText(line, line.totals().eligible()),
                   CountText(line, line.totals().conditional()),
                   BestSuppliers(words_, line)});
    if (line.has_error()) table_.AddNote(line.error().message());
  }

  void PrintCsvHeader() {
    context_.out << CsvLine({"bom_line", "requirement", "part_number", "title",
                             "requirement_composed", "eligible", "conditional",
                             "ineligible", "outside_category", "rank",
                             "supplier", "supplier_name", "composed",
                             "standing", "score", "score_high", "error"});
  }

  // A row per result; a line without any has one row too.
  void PrintCsv(const v1::RankedBomLine& line) {
    const auto& totals = line.totals();
    std::vector<std::string> head = {fmt::format("{}", line.bom_line()),
                                     line.requirement(), line.part_number(),
                                     TextIn(words_, line.title()),
                                     line.composed() ? "true" : "false"};
    for (const int32_t count :
         {totals.eligible(), totals.conditional(), totals.ineligible(),
          totals.outside_category()}) {
      head.push_back(line.has_error() ? "" : fmt::format("{}", count));
    }
    for (const auto& result : line.results()) {
      std::vector<std::string> cells = head;
      cells.insert(cells.end(),
                   {fmt::format("{}", result.rank()), IdOf(result.supplier()),
                    TextIn(words_, result.supplier_name()),
                    result.composed() ? "true" : "false",
                    StandingCode(result.standing()), Percent(result.score()),
                    Percent(result.score_high()), ""});
      context_.out << CsvLine(cells);
    }
    if (line.results_size() > 0) {
      context_.out << std::flush;
      return;
    }
    head.insert(head.end(), 7, "");
    head.push_back(line.error().message());
    context_.out << CsvLine(head) << std::flush;
  }

  Context& context_;
  const Words& words_;
  Table table_;
  v1::BomRankingStart start_;
  int64_t lines_ = 0;
  int64_t eligible_ = 0;     // Lines with an eligible supplier,
  int64_t conditional_ = 0;  // with conditional ones at best,
  int64_t none_ = 0;         // with neither,
  int64_t failed_ = 0;       // that could not be ranked.
};

// Whether it is one, with options of its own alone.
absl::Status CheckAction(const std::string& action,
                         const Arguments& arguments) {
  if (action != kRank && action != kPlan) {
    return absl::InvalidArgumentError(
        fmt::format("\"{}\" is nothing that is done with a bill of materials; "
                    "use rank or plan{}",
                    action, SuggestionText(action, {kRank, kPlan})));
  }
  const std::vector<std::string> of_rank = {"standing", "limit"};
  const std::vector<std::string> of_plan = {"sources",    "line-sources",
                                            "share",      "most-lines",
                                            "candidates", "eligible-only"};
  for (const std::string& option : action == kRank ? of_plan : of_rank) {
    if (!arguments.Has(option)) continue;
    return absl::InvalidArgumentError(fmt::format(
        "--{}: only for bom {}", option, action == kRank ? kPlan : kRank));
  }
  return absl::OkStatus();
}

int RankBom(Context& context) {
  const auto request = ReadRequest(context);
  if (!request.ok()) return FailUsage(context, request.status());
  BomPrinter printer(context);
  absl::Status status;
  {
    // A bar among lines that scroll by would be in their way.
    const bool apart =
        context.output == OutputFormat::kTable || !context.out_is_terminal;
    ProgressBar bar(context.err, context.progress && apart, context.words);
    status = context.client.RankBom(
        *request, [&](const v1::RankBomResponse& answer) {
          printer.Take(answer);
          bar.Update(answer.lines_done(),
                     static_cast<double>(answer.lines_done()) /
                         std::max(1, answer.line_count()));
        });
  }
  if (!status.ok()) return FailCall(context, status);
  printer.Finish();
  return printer.failed() > 0 ? kRowsRejected : kDone;
}

}  // namespace

int RunBom(Context& context) {
  const std::string& action = context.arguments.operands().front();
  const absl::Status status = CheckAction(action, context.arguments);
  if (!status.ok()) return FailUsage(context, status);
  return action == kRank ? RankBom(context) : RunBomPlan(context);
}

}  // namespace ketnoi::cli
