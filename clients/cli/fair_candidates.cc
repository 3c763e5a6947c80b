// fair candidates: wishes from rankings, shown or taken in.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "clients/cli/cells.h"
#include "clients/cli/csv.h"
#include "clients/cli/fair.h"
#include "clients/cli/import_command.h"
#include "clients/cli/json_text.h"
#include "clients/cli/match_request.h"
#include "clients/cli/match_text.h"
#include "clients/cli/resource_name.h"
#include "clients/cli/table.h"
#include "fmt/format.h"
#include "ketnoi/v1/candidate_service.pb.h"

namespace ketnoi::cli {
namespace {

constexpr size_t kShownSuggestions = 20;  // In a table.
constexpr int64_t kMostSuggestions = 200'000;
constexpr int64_t kHighestFloor = 1'000;

// What a call suggested.
struct Suggestions {
  std::vector<v1::SuggestedWish> wishes;
  v1::SuggestionSummary summary;
};

// Yields the suggestions that would change something.
class SuggestionSource : public RowSource {
 public:
  explicit SuggestionSource(const std::vector<v1::SuggestedWish>& wishes)
      : wishes_(wishes) {}

  bool Next(ImportRow& row) override {
    while (next_ < wishes_.size() &&
           wishes_[next_].change() == v1::SUGGESTED_CHANGE_SAME) {
      ++next_;
    }
    if (next_ == wishes_.size()) return false;
    const v1::Wish& wish = wishes_[next_++].wish();
    row = ImportRow();
    row.file = Paths().front();
    row.row = static_cast<int64_t>(next_);
    row.id = IdOf(wish.name());
    row.message = std::make_shared<v1::Wish>(wish);
    return true;
  }
  double Progress() const override {
    return wishes_.empty() ? 1
                           : static_cast<double>(next_) /
                                 static_cast<double>(wishes_.size());
  }
  std::vector<std::string> Paths() const override { return {"candidates"}; }

 private:
  const std::vector<v1::SuggestedWish>& wishes_;
  size_t next_ = 0;
};

std::unique_ptr<RecordStream> OpenSuggestions(
    client::Client& client, const v1::ImportOptions& options) {
  return std::make_unique<TypedRecordStream<v1::Wish>>(
      client.ImportWishes(options));
}

absl::StatusOr<v1::SuggestWishesRequest> ReadSuggestRequest(
    const Context& context) {
  const Arguments& arguments = context.arguments;
  v1::SuggestWishesRequest request;
  request.set_parent(FairNameOf(arguments.operands()[1]));
  auto options = ReadRankingOptions(context);
  if (!options.ok()) return options.status();
  options->clear_language_codes();
  *request.mutable_options() = *std::move(options);
  if (arguments.Has("min-score")) {
    const auto score = arguments.GetInteger("min-score", 0, 0, 10'000);
    if (!score.ok()) return score.status();
    request.set_min_score(static_cast<int32_t>(*score));
  }
  request.set_include_conditional(arguments.Has("conditional"));
  const auto per_buyer =
      arguments.GetInteger("per-buyer", 0, 1, kMostSuggestions);
  if (!per_buyer.ok()) return per_buyer.status();
  request.set_max_per_buyer(static_cast<int32_t>(*per_buyer));
  const auto per_supplier =
      arguments.GetInteger("per-supplier", 0, 1, kMostSuggestions);
  if (!per_supplier.ok()) return per_supplier.status();
  request.set_max_per_supplier(static_cast<int32_t>(*per_supplier));
  if (arguments.Has("floor")) {
    const auto floor = arguments.GetInteger("floor", 0, 0, kHighestFloor);
    if (!floor.ok()) return floor.status();
    request.set_exposure_floor(static_cast<int32_t>(*floor));
  }
  return request;
}

std::string ChangeCode(v1::SuggestedChange change) {
  return change == v1::SUGGESTED_CHANGE_NEW       ? "new"
         : change == v1::SUGGESTED_CHANGE_CHANGED ? "changed"
                                                  : "same";
}

std::string ChangeText(const Words& words, const v1::SuggestedWish& one) {
  const Word word = one.change() == v1::SUGGESTED_CHANGE_NEW ? Word::kNewWish
                    : one.change() == v1::SUGGESTED_CHANGE_CHANGED
                        ? Word::kChangedWish
                        : Word::kSameWish;
  return one.by_floor()
             ? fmt::format("{}, {}", words(word), words(Word::kByFloor))
             : words(word);
}

void PrintSuggestionTable(const Suggestions& suggestions, Context& context) {
  const Words& words = context.words;
  Table table({{words(Word::kBuyer), Align::kLeft, kNeverShortened},
               {words(Word::kSupplier), Align::kLeft, kNeverShortened},
               {words(Word::kComposed), Align::kLeft, kNeverShortened},
               {words(Word::kValue), Align::kRight, kNeverShortened},
               {words(Word::kRequirement), Align::kLeft, 3},
               {words(Word::kStanding), Align::kLeft, 2},
               {words(Word::kSuggestion), Align::kLeft, 4}});
  for (const v1::SuggestedWish& one : suggestions.wishes) {
    if (table.rows() == kShownSuggestions) break;
    const v1::Wish& wish = one.wish();
    table.AddRow({IdOf(wish.buyer()), IdOf(wish.supplier()),
                  ComposedMark(words, wish.composed()), Grouped(wish.value()),
                  ShortForm(wish.pair_score().requirement()),
                  StandingText(words, wish.pair_score().standing()),
                  ChangeText(words, one)});
  }
  table.Print(context.out, context.width, context.colour);
  if (suggestions.wishes.size() > kShownSuggestions) {
    context.out << words.Format(
                       Word::kMoreRows,
                       Grouped(static_cast<int64_t>(suggestions.wishes.size() -
                                                    kShownSuggestions)))
                << '\n';
  }
}

void PrintFloorCosts(const v1::SuggestionSummary& summary, Context& context) {
  const Words& words = context.words;
  if (summary.floor_costs().empty()) return;
  context.out << '\n';
  Table table({{words(Word::kFloor), Align::kRight, kNeverShortened},
               {words(Word::kValueBound), Align::kRight, kNeverShortened},
               {words(Word::kFloorCost), Align::kRight, kNeverShortened},
               {words(Word::kFloorMissing), Align::kRight, kNeverShortened}});
  for (const v1::FloorCost& cost : summary.floor_costs()) {
    table.AddRow({Grouped(cost.exposure_floor()), Grouped(cost.value_bound()),
                  Grouped(cost.cost()), Grouped(cost.missing())});
  }
  table.Print(context.out, context.width, context.colour);
}

void PrintSuggestionSummary(const v1::SuggestionSummary& summary,
                            Context& context) {
  const Words& words = context.words;
  context.out << words.Format(Word::kSuggestionTotals,
                              Grouped(summary.buyer_count()),
                              Grouped(summary.supplier_count()),
                              Grouped(summary.pair_count()))
              << '\n'
              << words.Format(Word::kSuggestionLeftOut,
                              Grouped(summary.suggestion_count()),
                              Grouped(summary.by_floor_count()),
                              Grouped(summary.low_score_count()),
                              Grouped(summary.buyer_crowded_count()),
                              Grouped(summary.supplier_crowded_count()))
              << '\n';
  if (!summary.suppliers_without_match().empty()) {
    std::string names;
    for (const std::string& name : summary.suppliers_without_match()) {
      names += (names.empty() ? "" : ", ") + IdOf(name);
    }
    PrintWrapped(
        words.Format(Word::kSuppliersWithoutMatch,
                     Grouped(summary.suppliers_without_match_size()), names),
        context);
  }
  PrintFloorCosts(summary, context);
}

void PrintSuggestionCsv(const Suggestions& suggestions, Context& context) {
  context.out << CsvLine({"id", "buyer", "supplier", "value", "requirement",
                          "bom", "bom_line", "standing", "score", "score_high",
                          "composed", "change", "by_floor"});
  for (const v1::SuggestedWish& one : suggestions.wishes) {
    const v1::Wish& wish = one.wish();
    const v1::PairScore& score = wish.pair_score();
    context.out << CsvLine(
        {IdOf(wish.name()), IdOf(wish.buyer()), IdOf(wish.supplier()),
         fmt::format("{}", wish.value()), score.requirement(), score.bom(),
         score.bom_line() == 0 ? "" : fmt::format("{}", score.bom_line()),
         StandingCode(score.standing()), fmt::format("{}", score.score()),
         fmt::format("{}", score.score_high()),
         wish.composed() ? "true" : "false", ChangeCode(one.change()),
         one.by_floor() ? "true" : "false"});
  }
}

int ShowSuggestions(const Suggestions& suggestions, Context& context) {
  switch (context.output) {
    case OutputFormat::kJson:
      for (const v1::SuggestedWish& one : suggestions.wishes) {
        context.out << JsonLine(one);
      }
      context.out << JsonLine(suggestions.summary);
      break;
    case OutputFormat::kCsv:
      PrintSuggestionCsv(suggestions, context);
      break;
    case OutputFormat::kTable:
      PrintSuggestionTable(suggestions, context);
      context.out << '\n';
      PrintSuggestionSummary(suggestions.summary, context);
      break;
  }
  return kDone;
}

}  // namespace

int SuggestFairWishes(Context& context) {
  const auto request = ReadSuggestRequest(context);
  if (!request.ok()) return FailUsage(context, request.status());
  Suggestions suggestions;
  const absl::Status status = context.client.SuggestWishes(
      *request, [&](const v1::SuggestWishesResponse& message) {
        for (const v1::SuggestedWish& one : message.wishes()) {
          suggestions.wishes.push_back(one);
        }
        if (message.has_summary()) suggestions.summary = message.summary();
      });
  if (!status.ok()) return FailCall(context, status);
  if (context.arguments.Has("dry-run")) {
    return ShowSuggestions(suggestions, context);
  }
  if (context.output == OutputFormat::kTable) {
    PrintSuggestionSummary(suggestions.summary, context);
    context.out << '\n';
  }
  // What is there already is no import of nothing.
  const bool any =
      std::any_of(suggestions.wishes.begin(), suggestions.wishes.end(),
                  [](const v1::SuggestedWish& one) {
                    return one.change() != v1::SUGGESTED_CHANGE_SAME;
                  });
  if (!any) return kDone;
  SuggestionSource source(suggestions.wishes);
  return ImportRows(OpenSuggestions, source, context);
}

}  // namespace ketnoi::cli
