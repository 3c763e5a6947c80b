#include <algorithm>
#include <utility>

#include "clients/cli/commands.h"
#include "clients/cli/json_text.h"
#include "clients/cli/match_request.h"
#include "clients/cli/match_text.h"
#include "clients/cli/table.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

absl::StatusOr<v1::RankSuppliersRequest> ReadRequest(const Context& context) {
  v1::RankSuppliersRequest request;
  const absl::Status status = SetTarget(context.arguments, 0, request);
  if (!status.ok()) return status;
  auto options = ReadRankingOptions(context);
  if (!options.ok()) return options.status();
  *request.mutable_options() = std::move(*options);
  const auto standings = ReadStandings(context.arguments.Get("standing"));
  if (!standings.ok()) return standings.status();
  for (const v1::Standing standing : *standings) {
    request.add_standings(standing);
  }
  // Details cost bytes; in JSON the whole answer is what is asked for.
  request.set_omit_criteria(!context.arguments.Has("details") &&
                            context.output != OutputFormat::kJson);
  return request;
}

void PrintResults(const v1::RankSuppliersResponse& response, Context& context) {
  const Words& words = context.words;
  Table table({{words(Word::kRank), Align::kRight, kNeverShortened},
               {words(Word::kSupplier), Align::kLeft, kNeverShortened, false,
                false, true},
               {words(Word::kName), Align::kLeft, 1},
               {words(Word::kComposed), Align::kLeft, kNeverShortened},
               {words(Word::kStanding), Align::kLeft, kNeverShortened},
               {words(Word::kScoreInterval), Align::kRight, kNeverShortened},
               {words(Word::kBestRow), Align::kLeft, 2}});
  for (const auto& result : response.results()) {
    table.AddRow({fmt::format("{}", result.rank()), IdOf(result.supplier()),
                  TextIn(words, result.supplier_name()),
                  ComposedMark(words, result.composed()),
                  StandingText(words, result.standing()),
                  ScoreInterval(result.score(), result.score_high()),
                  BestRow(result)});
  }
  if (table.empty()) {
    context.out << words(Word::kNoResults) << '\n';
  }
  table.Print(context.out, context.width, context.colour);
}

void PrintTable(const std::string& title,
                const v1::RankSuppliersResponse& response, Context& context) {
  const Words& words = context.words;
  const v1::RankingBasis& basis = response.basis();
  PrintHeading(title, basis, context);
  context.out << '\n';
  PrintResults(response, context);
  const auto& totals = response.totals();
  context.out << '\n';
  PrintWrapped(
      words.Format(Word::kTotals, Grouped(totals.eligible()),
                   Grouped(totals.conditional()), Grouped(totals.ineligible()),
                   Grouped(totals.outside_category())),
      context);
  if (response.catalogue_changed()) {
    PrintWrapped(words(Word::kCatalogueChanged), context);
  }
  if (!context.arguments.Has("details")) return;
  for (const auto& result : response.results()) {
    context.out << '\n';
    PrintWrapped(
        fmt::format("{}.  {}", result.rank(), ResultTitle(words, result)),
        context);
    PrintCriteria(basis, result, context);
  }
}

}  // namespace

int RunRank(Context& context) {
  const auto limit =
      context.arguments.GetInteger("limit", kDefaultRanked, 1, 1'000'000'000);
  if (!limit.ok()) return FailUsage(context, limit.status());
  const auto request = ReadRequest(context);
  if (!request.ok()) return FailUsage(context, request.status());
  const auto response =
      ReadRankedPages(*request, *limit, [&context](const auto& page) {
        return context.client.RankSuppliers(page);
      });
  if (!response.ok()) return FailCall(context, response.status());
  const bool details = context.arguments.Has("details");
  switch (context.output) {
    case OutputFormat::kJson:
      context.out << JsonText(*response);
      break;
    case OutputFormat::kCsv:
      PrintResultCsvHeader(details, context);
      for (const auto& result : response->results()) {
        PrintResultCsv(response->basis(), result, details, context);
      }
      break;
    case OutputFormat::kTable:
      PrintTable(TitleOf(*request, context), *response, context);
      break;
  }
  return kDone;
}

}  // namespace ketnoi::cli
