#include <algorithm>
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

constexpr int64_t kDefaultNearMisses = 10;
constexpr int64_t kDefaultMissed = 2;
constexpr int64_t kDefaultLetIn = 5;

// Asks for a ranking of one result, for what is said of the others.
absl::StatusOr<v1::RankSuppliersRequest> ReadWhyNotRequest(
    const Context& context) {
  const Arguments& arguments = context.arguments;
  v1::RankSuppliersRequest request;
  const auto suppliers = SetTargetBeforeSuppliers(arguments, request);
  if (!suppliers.ok()) return suppliers.status();
  auto options = ReadRankingOptions(context);
  if (!options.ok()) return options.status();
  *request.mutable_options() = std::move(*options);
  const auto limit = arguments.GetInteger("limit", kDefaultNearMisses, 0, 100);
  if (!limit.ok()) return limit.status();
  const auto missed = arguments.GetInteger("missed", kDefaultMissed, 1, 7);
  if (!missed.ok()) return missed.status();
  const auto let_in = arguments.GetInteger("let-in", kDefaultLetIn, 0, 1000);
  if (!let_in.ok()) return let_in.status();
  request.set_page_size(1);
  request.set_omit_criteria(context.output != OutputFormat::kJson);
  auto& why_not = *request.mutable_why_not();
  why_not.set_funnel(true);
  why_not.set_near_miss_limit(static_cast<int32_t>(*limit));
  why_not.set_most_missed_gates(static_cast<int32_t>(*missed));
  why_not.set_relaxation_target(static_cast<int32_t>(*let_in));
  return request;
}

void PrintFunnel(const v1::RankingBasis& basis, const v1::Funnel& funnel,
                 Context& context) {
  const Words& words = context.words;
  PrintWrapped(words.Format(Word::kFunnel, Grouped(funnel.candidates()),
                            Grouped(funnel.past_all())),
               context);
  Table table({{words(Word::kCriterion), Align::kLeft, 2, true},
               {words(Word::kRequired), Align::kLeft, 1, true},
               {words(Word::kAlone), Align::kRight, kNeverShortened},
               {words(Word::kInOrder), Align::kRight, kNeverShortened}});
  for (const auto& gate : funnel.gates()) {
    std::string required;
    for (const auto& criterion : basis.criteria()) {
      if (criterion.key() == gate.key()) required = criterion.required();
    }
    table.AddRow({NameOfKey(words, basis, gate.key()), required,
                  Grouped(gate.alone()), Grouped(gate.in_order())});
  }
  table.Print(context.out, context.width, context.colour, 2);
}

void PrintWhyNot(const std::string& title,
                 const v1::RankSuppliersResponse& response, Context& context) {
  const Words& words = context.words;
  const v1::RankingBasis& basis = response.basis();
  const v1::WhyNot& why_not = response.why_not();
  PrintHeading(title, basis, context);
  context.out << '\n';
  PrintFunnel(basis, why_not.funnel(), context);
  context.out << '\n' << words(Word::kNearMisses) << '\n';
  for (const auto& near : why_not.near_misses()) {
    PrintWrapped(fmt::format("{}.  {}", near.result().rank(),
                             ResultTitle(words, near.result())),
                 context);
    PrintChange(basis, near.change(), context);
  }
  if (why_not.near_misses().empty()) {
    PrintWrapped(words(Word::kNoNearMisses), context);
  }
  if (!why_not.has_relaxation()) return;
  context.out << '\n';
  PrintWrapped(TextIn(words, why_not.relaxation().message()), context);
}

std::string Joined(
    const google::protobuf::RepeatedPtrField<std::string>& keys) {
  return fmt::format("{}", fmt::join(keys, ";"));
}

// One line for each gate of the funnel, each part of a change, and the
// relaxation; cells that a line has no use for are empty.
class WhyNotCsv {
 public:
  WhyNotCsv(const v1::RankingBasis& basis, Context& context)
      : basis_(basis), context_(context) {
    context.out << CsvLine({"what",
                            "gates",
                            "alone",
                            "in_order",
                            "rank",
                            "supplier",
                            "supplier_name",
                            "composed",
                            "standing",
                            "score",
                            "score_high",
                            "capability_id",
                            "site_id",
                            "lifted_standing",
                            "kind",
                            "from",
                            "to",
                            "gained",
                            "message",
                            "requirement_composed"});
  }

  void AddFunnel(const v1::Funnel& funnel) {
    for (const auto& gate : funnel.gates()) {
      Add("funnel", gate.key(), fmt::format("{}", gate.alone()),
          fmt::format("{}", gate.in_order()), std::vector<std::string>(13), "");
    }
  }

  // A supplier that nothing lifts has a line with the gates in its way.
  void AddChange(const v1::MatchResult& result, const v1::Change& change) {
    const auto add = [&](const std::string& gates, const v1::ChangePart& part) {
      Add("change", gates, "", "",
          {result.rank() > 0 ? fmt::format("{}", result.rank()) : "",
           IdOf(result.supplier()),
           TextIn(context_.words, result.supplier_name()),
           result.composed() ? "true" : "false", EnumText(result.standing()),
           Percent(result.score()), Percent(result.score_high()),
           change.capability_id(), change.site_id(),
           EnumText(change.lifted_standing()), EnumText(part.kind()),
           part.from(), part.to()},
          "", TextIn(context_.words, part.message()));
    };
    for (const auto& part : change.parts()) add(Joined(part.gates()), part);
    if (!change.stuck_gates().empty()) {
      add(Joined(change.stuck_gates()), v1::ChangePart());
    }
  }

  void AddRelaxation(const v1::Relaxation& relaxation) {
    Add("relaxation", Joined(relaxation.dropped_gates()), "", "",
        std::vector<std::string>(13),
        fmt::format("{}", relaxation.suppliers_gained()),
        TextIn(context_.words, relaxation.message()));
  }

 private:
  void Add(const std::string& what, const std::string& gates,
           const std::string& alone, const std::string& in_order,
           const std::vector<std::string>& of_change, const std::string& gained,
           const std::string& message = "") {
    std::vector<std::string> cells = {what, gates, alone, in_order};
    cells.insert(cells.end(), of_change.begin(), of_change.end());
    cells.insert(
        cells.end(),
        {gained, message, basis_.requirement_composed() ? "true" : "false"});
    context_.out << CsvLine(cells);
  }

  const v1::RankingBasis& basis_;
  Context& context_;
};

int RunOfAll(const v1::RankSuppliersRequest& request, Context& context) {
  const auto response = context.client.RankSuppliers(request);
  if (!response.ok()) return FailCall(context, response.status());
  const v1::WhyNot& why_not = response->why_not();
  switch (context.output) {
    case OutputFormat::kJson:
      context.out << JsonText(*response);
      break;
    case OutputFormat::kCsv: {
      WhyNotCsv csv(response->basis(), context);
      csv.AddFunnel(why_not.funnel());
      for (const auto& near : why_not.near_misses()) {
        csv.AddChange(near.result(), near.change());
      }
      if (why_not.has_relaxation()) csv.AddRelaxation(why_not.relaxation());
      break;
    }
    case OutputFormat::kTable:
      PrintWhyNot(TitleOf(request, context), *response, context);
      break;
  }
  return kDone;
}

int RunOfOne(const v1::ExplainMatchRequest& request, Context& context) {
  const auto response = context.client.ExplainMatch(request);
  if (!response.ok()) return FailCall(context, response.status());
  switch (context.output) {
    case OutputFormat::kJson:
      context.out << JsonText(*response);
      break;
    case OutputFormat::kCsv:
      WhyNotCsv(response->basis(), context)
          .AddChange(response->result(), response->change());
      break;
    case OutputFormat::kTable:
      PrintHeading(TitleOf(request, context), response->basis(), context);
      context.out << '\n';
      PrintWrapped(ResultTitle(context.words, response->result()), context);
      if (response->has_change()) {
        PrintChange(response->basis(), response->change(), context);
      } else {
        PrintWrapped(context.words(Word::kNothingInTheWay), context);
      }
      break;
  }
  return kDone;
}

}  // namespace

int RunWhyNot(Context& context) {
  const auto request = ReadWhyNotRequest(context);
  if (!request.ok()) return FailUsage(context, request.status());
  v1::ExplainMatchRequest of_one;
  const auto suppliers = SetTargetBeforeSuppliers(context.arguments, of_one);
  if (!suppliers.ok()) return FailUsage(context, suppliers.status());
  if (suppliers->empty()) return RunOfAll(*request, context);
  if (suppliers->size() > 1) {
    return FailUsage(context, absl::InvalidArgumentError(
                                  "give one supplier at most with --file"));
  }
  of_one.set_supplier(suppliers->front());
  *of_one.mutable_options() = request->options();
  of_one.set_include_change(true);
  return RunOfOne(of_one, context);
}

}  // namespace ketnoi::cli
