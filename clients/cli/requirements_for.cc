#include <algorithm>
#include <utility>

#include "clients/cli/cells.h"
#include "clients/cli/commands.h"
#include "clients/cli/csv.h"
#include "clients/cli/json_text.h"
#include "clients/cli/match_request.h"
#include "clients/cli/match_text.h"
#include "clients/cli/proto_field.h"
#include "clients/cli/resource_name.h"
#include "clients/cli/table.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

absl::StatusOr<v1::RankRequirementsRequest> ReadRequirementsRequest(
    const Context& context) {
  const Arguments& arguments = context.arguments;
  v1::RankRequirementsRequest request;
  request.set_supplier(FullName("suppliers/", arguments.operands().front()));
  request.set_parent(FullName("buyers/", arguments.Get("parent")));
  auto options = ReadRankingOptions(context);
  if (!options.ok()) return options.status();
  *request.mutable_options() = std::move(*options);
  const auto standings = ReadStandings(arguments.Get("standing"));
  if (!standings.ok()) return standings.status();
  for (const v1::Standing standing : *standings) {
    request.add_standings(standing);
  }
  // Details cost bytes; in JSON the whole answer is what is asked for.
  request.set_omit_criteria(!arguments.Has("details") &&
                            context.output != OutputFormat::kJson);
  return request;
}

// What made the result of one requirement, as a ranking for it would say.
v1::RankingBasis BasisOfMatch(const v1::RankRequirementsResponse& response,
                              const v1::RequirementMatch& match) {
  v1::RankingBasis basis;
  basis.set_as_of_date(response.as_of_date());
  basis.set_criteria_set(response.criteria_set());
  basis.set_criteria_set_hash(response.criteria_set_hash());
  *basis.mutable_revision() = response.read_state().revision();
  basis.set_requirement(match.requirement());
  basis.set_requirement_composed(match.composed());
  *basis.mutable_criteria() = match.criteria();
  return basis;
}

void PrintMatches(const v1::RankRequirementsResponse& response,
                  Context& context) {
  const Words& words = context.words;
  Table table({{words(Word::kRank), Align::kRight, kNeverShortened},
               {words(Word::kRequirement), Align::kLeft, kNeverShortened, false,
                false, true},
               {words(Word::kTitle), Align::kLeft, 2},
               {words(Word::kComposed), Align::kLeft, kNeverShortened},
               {words(Word::kStanding), Align::kLeft, kNeverShortened},
               {words(Word::kScoreInterval), Align::kRight, kNeverShortened},
               {words(Word::kBestRow), Align::kLeft, 1}});
  for (const auto& match : response.results()) {
    const v1::MatchResult& result = match.result();
    table.AddRow(
        {fmt::format("{}", result.rank()), ShortForm(match.requirement()),
         TextIn(words, match.title()), ComposedMark(words, match.composed()),
         StandingText(words, result.standing()),
         ScoreInterval(result.score(), result.score_high()), BestRow(result)});
  }
  if (table.empty()) context.out << words(Word::kNoResults) << '\n';
  table.Print(context.out, context.width, context.colour);
}

void PrintMatchDetails(const v1::RankRequirementsResponse& response,
                       Context& context) {
  for (const auto& match : response.results()) {
    const v1::MatchResult& result = match.result();
    context.out << '\n';
    PrintWrapped(
        fmt::format("{}.  {}  {}  ·  {}  ·  {} %", result.rank(),
                    ShortForm(match.requirement()),
                    Marked(context.words, TextIn(context.words, match.title()),
                           match.composed()),
                    StandingText(context.words, result.standing()),
                    ScoreInterval(result.score(), result.score_high())),
        context);
    PrintCriteria(BasisOfMatch(response, match), result, context);
  }
}

void PrintRequirementTable(const std::string& supplier,
                           const v1::RankRequirementsResponse& response,
                           Context& context) {
  const Words& words = context.words;
  PrintWrapped(supplier, context);
  PrintWrapped(BasisText(words, BasisOfMatch(response, {})), context);
  context.out << '\n';
  PrintMatches(response, context);
  const auto& totals = response.totals();
  context.out << '\n';
  PrintWrapped(
      words.Format(Word::kTotals, Grouped(totals.eligible()),
                   Grouped(totals.conditional()), Grouped(totals.ineligible()),
                   Grouped(totals.outside_category())),
      context);
  if (totals.unrankable() > 0) {
    PrintWrapped(words.Format(Word::kUnrankable, Grouped(totals.unrankable())),
                 context);
  }
  if (response.catalogue_changed()) {
    PrintWrapped(words(Word::kCatalogueChanged), context);
  }
  if (context.arguments.Has("details")) PrintMatchDetails(response, context);
}

void PrintRequirementCsv(const v1::RankRequirementsResponse& response,
                         bool details, Context& context) {
  std::vector<std::string> header = {
      "rank",     "requirement", "title",         "requirement_composed",
      "category", "part_number", "valid_to",      "standing",
      "score",    "score_high",  "capability_id", "site_id"};
  if (details) {
    const std::vector<std::string> more = CriterionCsvHeader();
    header.insert(header.end(), more.begin(), more.end());
  }
  context.out << CsvLine(header);
  for (const auto& match : response.results()) {
    const v1::MatchResult& result = match.result();
    const std::vector<std::string> head = {fmt::format("{}", result.rank()),
                                           match.requirement(),
                                           TextIn(context.words, match.title()),
                                           match.composed() ? "true" : "false",
                                           match.category(),
                                           match.part_number(),
                                           match.valid_to(),
                                           EnumText(result.standing()),
                                           Percent(result.score()),
                                           Percent(result.score_high()),
                                           result.capability_id(),
                                           result.site_id()};
    if (!details) {
      context.out << CsvLine(head);
      continue;
    }
    const v1::RankingBasis basis = BasisOfMatch(response, match);
    for (const auto& criterion : result.criteria()) {
      std::vector<std::string> cells = head;
      const auto more = CriterionCsv(context.words, basis, criterion);
      cells.insert(cells.end(), more.begin(), more.end());
      context.out << CsvLine(cells);
    }
  }
}

}  // namespace

int RunRequirementsFor(Context& context) {
  const auto limit =
      context.arguments.GetInteger("limit", kDefaultRanked, 1, 1'000'000'000);
  if (!limit.ok()) return FailUsage(context, limit.status());
  const auto request = ReadRequirementsRequest(context);
  if (!request.ok()) return FailUsage(context, request.status());
  const auto response =
      ReadRankedPages(*request, *limit, [&context](const auto& page) {
        return context.client.RankRequirements(page);
      });
  if (!response.ok()) return FailCall(context, response.status());
  switch (context.output) {
    case OutputFormat::kJson:
      context.out << JsonText(*response);
      break;
    case OutputFormat::kCsv:
      PrintRequirementCsv(*response, context.arguments.Has("details"), context);
      break;
    case OutputFormat::kTable:
      PrintRequirementTable(request->supplier(), *response, context);
      break;
  }
  return kDone;
}

}  // namespace ketnoi::cli
