#include "clients/cli/gap_tables.h"

#include <string>
#include <utility>

#include "clients/cli/gap_csv.h"
#include "clients/cli/match_text.h"
#include "clients/cli/resource_name.h"
#include "clients/cli/table.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

std::string Plain(int64_t number) { return fmt::format("{}", number); }

// "3", or "3 (450)" where weight is not the number.
std::string CountOf(const v1::GapCount& count) {
  if (count.weight() == count.requirements()) {
    return Grouped(count.requirements());
  }
  return fmt::format("{} ({})", Grouped(count.requirements()),
                     Grouped(count.weight()));
}

void PrintSummary(const v1::GapSummary& summary, Context& context) {
  const Words& words = context.words;
  PrintWrapped(words.Format(Word::kGapScope, summary.as_of_date(),
                            CountOf(summary.requirements()),
                            Grouped(summary.suppliers()),
                            summary.read_state().revision().number()),
               context);
  if (summary.weightless() > 0) {
    PrintWrapped(
        words.Format(Word::kGapWeightless, Grouped(summary.weightless())),
        context);
  }
  if (summary.unrankable() > 0) {
    PrintWrapped(words.Format(Word::kUnrankable, Grouped(summary.unrankable())),
                 context);
  }
  context.out << '\n';
}

std::string GatesOf(const Words& words, const v1::GapCategory& category) {
  std::string text;
  for (const v1::GapGate& gate : category.gates()) {
    if (!text.empty()) text += "; ";
    text += fmt::format("{} {}", TextIn(words, gate.display_name()),
                        Grouped(gate.requirements()));
  }
  return text;
}

std::vector<std::string> BucketCells(const v1::GapBuckets& buckets) {
  std::vector<std::string> cells;
  for (const auto* count :
       {&buckets.all(), &buckets.none(), &buckets.conditional(), &buckets.one(),
        &buckets.two(), &buckets.more()}) {
    cells.push_back(CountOf(*count));
  }
  return cells;
}

Table BucketTable(const Words& words, Word first) {
  std::vector<Column> columns = {
      {words(first), Align::kLeft, 5},
      {words(Word::kRequirements), Align::kRight, kNeverShortened},
      {"0", Align::kRight, kNeverShortened},
      {words(Word::kConditional), Align::kRight, kNeverShortened},
      {"1", Align::kRight, kNeverShortened},
      {"2", Align::kRight, kNeverShortened},
      {"3+", Align::kRight, kNeverShortened}};
  return Table(std::move(columns));
}

void PrintMapTables(const v1::GapMap& map, Context& context) {
  const Words& words = context.words;
  Table categories = BucketTable(words, Word::kCategory);
  for (const v1::GapCategory& category : map.categories()) {
    std::vector<std::string> cells = BucketCells(category.buckets());
    cells.insert(cells.begin(),
                 std::string(2 * static_cast<size_t>(category.depth()), ' ') +
                     TextIn(words, category.display_name()));
    categories.AddRow(std::move(cells));
    if (!category.gates().empty()) {
      categories.AddNote(fmt::format("{}: {}", words(Word::kInTheWay),
                                     GatesOf(words, category)));
    }
  }
  if (categories.empty()) context.out << words(Word::kNoGaps) << '\n';
  categories.Print(context.out, context.width, context.colour);

  Table provinces = BucketTable(words, Word::kPlantProvince);
  for (const v1::GapProvince& province : map.provinces()) {
    std::vector<std::string> cells = BucketCells(province.buckets());
    cells.insert(cells.begin(), province.province().empty()
                                    ? words(Word::kNoPlant)
                                    : TextIn(words, province.display_name()));
    provinces.AddRow(std::move(cells));
  }
  context.out << '\n';
  provinces.Print(context.out, context.width, context.colour);

  Table suppliers(
      {{words(Word::kSupplierProvince), Align::kLeft, 5},
       {words(Word::kSuppliers), Align::kRight, kNeverShortened},
       {words(Word::kRequirements), Align::kRight, kNeverShortened}});
  for (const v1::GapSupplierProvince& province : map.supplier_provinces()) {
    suppliers.AddRow(
        {province.province().empty() ? "–"
                                     : TextIn(words, province.display_name()),
         Grouped(province.suppliers()), CountOf(province.requirements())});
  }
  context.out << '\n';
  suppliers.Print(context.out, context.width, context.colour);
}

std::string UnlockedOf(const Words& words, const v1::GapStep& step) {
  constexpr int kMostNamed = 4;
  std::string text;
  for (int i = 0; i < step.requirements_size(); ++i) {
    if (i > 0) text += ", ";
    if (i == kMostNamed) return text + "…";
    const v1::GapRequirement& requirement = step.requirements(i);
    text += ShortForm(requirement.requirement());
    if (requirement.composed()) text += " " + ComposedMark(words, true);
  }
  return text;
}

}  // namespace

void PrintGapMap(const GapAnalysis& analysis, Context& context) {
  if (context.output == OutputFormat::kCsv) {
    return PrintGapMapCsv(analysis.map, context);
  }
  PrintSummary(analysis.summary, context);
  PrintMapTables(analysis.map, context);
}

void PrintGapLevers(const GapAnalysis& analysis, Context& context) {
  if (context.output == OutputFormat::kCsv) {
    return PrintGapLeversCsv(analysis, context);
  }
  const Words& words = context.words;
  PrintSummary(analysis.summary, context);
  Table table({{words(Word::kLever), Align::kLeft, 5, true},
               {"ID", Align::kLeft, kNeverShortened, false, false, true},
               {words(Word::kCost), Align::kRight, kNeverShortened},
               {words(Word::kSuppliers), Align::kRight, kNeverShortened},
               {words(Word::kPairs), Align::kRight, kNeverShortened},
               {words(Word::kRequirements), Align::kRight, kNeverShortened},
               {words(Word::kFirstSources), Align::kRight, kNeverShortened}});
  for (const v1::GapLever& lever : analysis.levers) {
    std::string most;
    for (const v1::GapSupplierGain& one : lever.supplier_gains()) {
      if (!most.empty()) most += ", ";
      most += fmt::format("{} {}", IdOf(one.supplier()),
                          Grouped(one.gain().pairs()));
      if (one.composed()) most += " " + ComposedMark(words, true);
    }
    table.AddRow({NamesOfLevers(words, lever.display_names()),
                  IdsOfLevers(lever.levers()), Grouped(lever.cost()),
                  Grouped(lever.suppliers()), Grouped(lever.gain().pairs()),
                  CountOf(lever.gain().requirements()),
                  CountOf(lever.gain().first_sources())});
    table.AddNote(fmt::format("{}: {}", words(Word::kGainsMost), most));
  }
  if (table.empty()) context.out << words(Word::kNoGaps) << '\n';
  table.Print(context.out, context.width, context.colour);
  context.out << '\n';
  PrintWrapped(words(Word::kCostNote), context);
}

void PrintGapPortfolio(const GapAnalysis& analysis, Context& context) {
  if (context.output == OutputFormat::kCsv) {
    return PrintGapPortfolioCsv(analysis, context);
  }
  const Words& words = context.words;
  PrintSummary(analysis.summary, context);
  Table table({{words(Word::kStep), Align::kRight, kNeverShortened},
               {words(Word::kSupplier), Align::kLeft, kNeverShortened, false,
                false, true},
               {words(Word::kComposed), Align::kLeft, kNeverShortened},
               {words(Word::kLever), Align::kLeft, 4, true},
               {words(Word::kCost), Align::kRight, kNeverShortened},
               {words(Word::kAdds), Align::kRight, kNeverShortened},
               {words(Word::kInAll), Align::kRight, kNeverShortened}});
  for (const v1::GapStep& step : analysis.steps) {
    table.AddRow({Plain(step.step()), IdOf(step.supplier()),
                  ComposedMark(words, step.composed()),
                  NamesOfLevers(words, step.display_names()),
                  Grouped(step.cost()), CountOf(step.adds()),
                  CountOf(step.total())});
    table.AddNote(
        fmt::format("{}: {}", words(Word::kUnlocked), UnlockedOf(words, step)));
  }
  if (table.empty()) context.out << words(Word::kNoGaps) << '\n';
  table.Print(context.out, context.width, context.colour);
  context.out << '\n';
  const v1::GapPortfolio& portfolio = analysis.portfolio;
  PrintWrapped(
      words.Format(Word::kPortfolioTotals, Grouped(portfolio.supports()),
                   Grouped(portfolio.cost()),
                   Grouped(portfolio.unlocked().requirements()),
                   Grouped(portfolio.unlocked().weight()),
                   Grouped(portfolio.unlockable_weight())),
      context);
  PrintWrapped(portfolio.gap() == 0 ? words(Word::kPortfolioProven)
                                    : words.Format(Word::kPortfolioGap,
                                                   Grouped(portfolio.bound()),
                                                   Grouped(portfolio.gap())),
               context);
  PrintWrapped(words(Word::kCostNote), context);
}

void PrintGapSurplus(const GapAnalysis& analysis, Context& context) {
  const Words& words = context.words;
  if (context.output == OutputFormat::kCsv) {
    return PrintGapSurplusCsv(analysis.surplus, context);
  }
  PrintSummary(analysis.summary, context);
  Table table({{words(Word::kCategory), Align::kLeft, 5},
               {"ID", Align::kLeft, kNeverShortened},
               {words(Word::kSuppliers), Align::kRight, kNeverShortened},
               {words(Word::kCapabilities), Align::kRight, kNeverShortened}});
  for (const v1::GapSurplusCategory& one : analysis.surplus.categories()) {
    table.AddRow({TextIn(words, one.display_name()), one.category(),
                  Grouped(one.suppliers()), Grouped(one.capabilities())});
  }
  if (table.empty()) context.out << words(Word::kNoGaps) << '\n';
  table.Print(context.out, context.width, context.colour);
}

void PrintGapPairs(const v1::ListGapPairsResponse& pairs, Context& context) {
  const Words& words = context.words;
  if (context.output == OutputFormat::kCsv) {
    return PrintGapPairsCsv(pairs, context);
  }
  Table table({{words(Word::kRequirement), Align::kLeft, kNeverShortened, false,
                false, true},
               {words(Word::kTitle), Align::kLeft, 3},
               {words(Word::kSupplier), Align::kLeft, kNeverShortened, false,
                false, true},
               {words(Word::kComposed), Align::kLeft, kNeverShortened},
               {words(Word::kStanding), Align::kLeft, kNeverShortened}});
  for (const v1::GapPair& pair : pairs.pairs()) {
    const bool composed =
        pair.requirement().composed() || pair.supplier_composed();
    table.AddRow(
        {ShortForm(pair.requirement().requirement()),
         TextIn(words, pair.requirement().title()),
         pair.supplier().empty() ? words(Word::kNobody) : IdOf(pair.supplier()),
         ComposedMark(words, composed), StandingText(words, pair.standing())});
    if (!pair.gates().empty()) {
      table.AddNote(
          fmt::format("{}: {}", words(Word::kInTheWay), GateKeys(pair, ", ")));
    }
  }
  if (table.empty()) context.out << words(Word::kNoGaps) << '\n';
  table.Print(context.out, context.width, context.colour);
  context.out << '\n';
  PrintWrapped(words.Format(Word::kGapPairTotals, Grouped(pairs.pairs_size()),
                            Grouped(pairs.total_pairs()),
                            Grouped(pairs.total_requirements())),
               context);
  if (pairs.catalogue_changed()) {
    PrintWrapped(words(Word::kCatalogueChanged), context);
  }
}

}  // namespace ketnoi::cli
