#include "benchmarks/demand_benchmark.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "benchmarks/watch_benchmark.h"
#include "fmt/format.h"
#include "matcher/demand/demand_scope.h"
#include "matcher/demand/lever.h"
#include "matcher/demand/lever_trial.h"
#include "matcher/demand/questions.h"
#include "matcher/demand/requirement_set.h"
#include "matcher/demand/reverse.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/matcher.h"

namespace ketnoi::benchmarks {
namespace {

using demand::Lever;
using Suppliers = std::vector<std::shared_ptr<const model::Supplier>>;

constexpr int32_t kSuppliers = 1'400;
constexpr int32_t kRequirements = 100'000;
constexpr int32_t kLeverRequirements = 5'000;
constexpr size_t kLevers = 40;
constexpr double kRequirementsGoal = 2;  // ms
constexpr double kLeversGoal = 5'000;    // ms, on one core
constexpr size_t kCheckedStep = 97;

struct Requirements {
  std::vector<match::Program> programs;  // by number
  std::shared_ptr<const demand::RequirementSet> set;
};

std::string NameOf(size_t number) { return fmt::format("r{:07}", number); }

absl::StatusOr<Requirements> MakeRequirements(const ReferenceSource& source,
                                              int32_t count,
                                              Measure* put = nullptr) {
  auto programs = CompileGenerated(source, count);
  if (!programs.ok()) return programs.status();
  demand::RequirementSetBuilder builder(source.reference(),
                                        source.criteria_set());
  for (size_t i = 0; i < programs->size(); ++i) {
    builder.Put({NameOf(i), {}, (*programs)[i]});
  }
  Requirements requirements;
  requirements.programs = *std::move(programs);
  const CpuClock clock;
  requirements.set = builder.Build();
  if (put != nullptr) put->samples.push_back(clock.Milliseconds());
  return requirements;
}

absl::Status WrongAnswer(const std::string& what) {
  return absl::InternalError("wrong answer: " + what);
}

// Levers towards what gates ask most, and some of capacity, time and language.
std::vector<Lever> MakeLevers(const demand::RequirementSet& set, size_t count) {
  std::map<model::Test, int64_t> asked;
  for (const auto& block : set.blocks()) {
    for (size_t i = 0; i < block->size(); ++i) {
      for (const demand::Asked& gate : block->gates(i)) {
        ++asked[block->tests()[gate.test]->criterion.test];
      }
    }
  }
  std::vector<std::pair<int64_t, const model::Test*>> order;
  for (const auto& [test, times] : asked) order.emplace_back(-times, &test);
  std::stable_sort(
      order.begin(), order.end(),
      [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Lever> levers = {
      {"capacity", 3, {}, demand::RaiseCapacity{200}},
      {"lead-time", 2, {}, demand::ShortenLeadTime{50}},
      {"english", 1, {}, demand::LearnLanguage{"en"}},
      {"export", 2, {}, demand::ReachExportShare{3000}}};
  for (const auto& [times, test] : order) {
    if (levers.size() == count) break;
    const std::string id = fmt::format("lever-{}", levers.size());
    if (const auto* held = std::get_if<model::CertificateTest>(test)) {
      levers.push_back(
          {id, 3, {}, demand::ObtainCertificate{held->scheme, held->level}});
    } else if (const auto* value = std::get_if<model::AttributeTest>(test)) {
      levers.push_back({id, 2, {}, demand::ReachAttribute{value->required}});
    } else if (const auto* process = std::get_if<model::ProcessTest>(test)) {
      levers.push_back(
          {id, 5, {}, demand::LearnProcess{process->processes.front()}});
    } else if (const auto* material = std::get_if<model::MaterialTest>(test)) {
      levers.push_back(
          {id, 4, {}, demand::WorkMaterial{material->materials.front()}});
    }
  }
  return levers;
}

class DemandBenchmark {
 public:
  DemandBenchmark(const Settings& settings, const ReferenceSource& source,
                  Report& report)
      : settings_(settings), source_(source), report_(report) {}

  absl::Status Run() {
    absl::Status status = MeasureRequirements();
    if (status.ok()) status = MeasureLevers(1, 1, 1);
    if (settings_.quick) return status;
    for (const int more : {2, 4}) {
      if (status.ok()) status = MeasureLevers(more, 1, 1);
      if (status.ok()) status = MeasureLevers(1, more, 1);
      if (status.ok()) status = MeasureLevers(1, 1, more);
    }
    return status;
  }

 private:
  const model::Reference& reference() const { return source_.reference(); }

  // Ranks the requirements for suppliers one after another.
  absl::Status MeasureRequirements() {
    const int32_t count = settings_.quick ? kRequirements / 10 : kRequirements;
    Measure build{
        fmt::format("demand.build@{}", count), "CPU ms", {}, "", 0, false};
    const auto requirements = MakeRequirements(source_, count, &build);
    if (!requirements.ok()) return requirements.status();
    const auto suppliers = GenerateModelSuppliers(source_, kSuppliers);
    const auto snapshot = index::Snapshot::Build(reference(), suppliers, 1);
    Measure ranked{
        fmt::format("demand.requirements@{}", count), "CPU ms", {}, "",
        settings_.quick ? 0 : kRequirementsGoal,      false};
    Measure asked{
        fmt::format("demand.questions@{}", count), "CPU ms", {}, "", 0, false};
    Measure alone{fmt::format("demand.one_by_one@{}", count),
                  "CPU ms",
                  {},
                  ranked.name,
                  0,
                  false};
    const size_t step = settings_.quick ? 20 : 3;
    for (size_t s = 0; s < suppliers.size(); s += step) {
      const auto at = snapshot->Find(suppliers[s]->id);
      demand::RequirementQuery query;
      query.as_of = AsOfDay();
      CpuClock clock;
      const auto ranking =
          demand::RankRequirements(*requirements->set, *at, query);
      ranked.samples.push_back(clock.Milliseconds());
      if (!ranking.ok()) return ranking.status();
      demand::QuestionQuery questions;
      questions.as_of = AsOfDay();
      const CpuClock questions_clock;
      const auto found =
          demand::QuestionsFor(*requirements->set, *at, questions);
      asked.samples.push_back(questions_clock.Milliseconds());
      if (!found.ok()) return found.status();
      if (s % (kCheckedStep * step) != 0) continue;
      const absl::Status status =
          Check(*requirements, *at, query, *ranking, *found, alone);
      if (!status.ok()) return status;
    }
    report_.Add(std::move(build));
    report_.Add(std::move(ranked));
    report_.Add(std::move(asked));
    report_.Add(std::move(alone));
    return absl::OkStatus();
  }

  // The same from the forward code, pair by pair, which is timed, too.
  absl::Status Check(const Requirements& requirements,
                     const index::SupplierAt& at,
                     const demand::RequirementQuery& query,
                     const demand::RequirementRanking& ranking,
                     const demand::Questions& questions, Measure& alone) {
    std::vector<match::RankKey> expected;
    int32_t eligible = 0;
    int32_t conditional = 0;
    const CpuClock clock;
    for (size_t r = 0; r < requirements.programs.size(); ++r) {
      match::Match match = match::Explain(requirements.programs[r], at);
      match.key.id = NameOf(r);
      if (match.key.standing == match::Standing::kIneligible) continue;
      const bool met = match.key.standing == match::Standing::kEligible;
      ++(met ? eligible : conditional);
      expected.push_back(std::move(match.key));
    }
    std::sort(expected.begin(), expected.end(),
              [](const auto& a, const auto& b) { return Before(a, b); });
    alone.samples.push_back(clock.Milliseconds());
    if (expected.size() > static_cast<size_t>(query.limit)) {
      expected.resize(static_cast<size_t>(query.limit));
    }
    const bool same = std::equal(
        expected.begin(), expected.end(), ranking.matches.begin(),
        ranking.matches.end(),
        [](const auto& key, const auto& match) { return key == match.key; });
    if (!same || eligible != ranking.totals.eligible ||
        conditional != ranking.totals.conditional ||
        conditional != questions.conditional) {
      return WrongAnswer("the requirements of a supplier");
    }
    return absl::OkStatus();
  }

  // Every supplier with each lever, against every requirement.
  absl::Status MeasureLevers(int more_suppliers, int more_requirements,
                             int more_levers) {
    const auto requirements =
        MakeRequirements(source_, kLeverRequirements * more_requirements);
    if (!requirements.ok()) return requirements.status();
    const auto suppliers =
        GenerateModelSuppliers(source_, kSuppliers * more_suppliers);
    const auto levers = MakeLevers(*requirements->set,
                                   kLevers * static_cast<size_t>(more_levers));
    Measure measure{
        fmt::format("demand.levers@{}x{}x{}", suppliers.size(),
                    requirements->programs.size(), levers.size()),
        "CPU ms",
        {},
        "",
        more_suppliers * more_requirements * more_levers == 1 ? kLeversGoal : 0,
        false};
    Measure pairs{measure.name + "+pairs", measure.unit, {}, "", 0, false};
    const demand::DemandScope scope(requirements->set, AsOfDay(), nullptr);
    const int repeats = settings_.quick ? 1 : 3;
    for (int i = 0; i < repeats; ++i) {
      const auto alone = TryAll(scope, suppliers, levers, false, measure);
      if (!alone.ok()) return alone.status();
      const auto both = TryAll(scope, suppliers, levers, true, pairs);
      if (!both.ok()) return both.status();
      if (i > 0) continue;
      report_.AddFact(
          measure.name,
          fmt::format("{} pairs newly eligible by a lever, {} by two together",
                      alone->size(), both->size() - alone->size()));
      if (measure.goal == 0) continue;  // pairs are checked in one size
      const absl::Status status =
          CheckFlips(*requirements, scope, suppliers, levers, *both);
      if (!status.ok()) return status;
    }
    report_.Add(std::move(measure));
    report_.Add(std::move(pairs));
    return absl::OkStatus();
  }

  // What AnalyzeGaps does with the records.
  absl::StatusOr<demand::LeverFlips> TryAll(const demand::DemandScope& scope,
                                            const Suppliers& suppliers,
                                            const std::vector<Lever>& levers,
                                            bool pairs,
                                            Measure& measure) const {
    demand::LeverTrialOptions options;
    options.pairs = pairs;
    demand::LeverFlips flips;
    const CpuClock clock;
    for (size_t s = 0; s < suppliers.size(); ++s) {
      const absl::Status status =
          TryLevers(scope, levers, static_cast<int32_t>(s), *suppliers[s],
                    options, flips);
      if (!status.ok()) return status;
    }
    measure.samples.push_back(clock.Milliseconds());
    return flips;
  }

  // That suppliers are eligible as the flips say, one by one: every
  // requirement, as it is and with each lever, of some suppliers, and what two
  // levers do together.
  absl::Status CheckFlips(const Requirements& requirements,
                          const demand::DemandScope& scope,
                          const Suppliers& suppliers,
                          const std::vector<Lever>& levers,
                          const demand::LeverFlips& flips) const {
    std::map<std::pair<int32_t, demand::LeverChoice>, std::set<int32_t>> of;
    for (const demand::LeverFlip& flip : flips) {
      of[{flip.supplier, flip.levers}].insert(flip.requirement);
    }
    for (size_t s = 0; s < suppliers.size(); s += kCheckedStep) {
      const auto number = static_cast<int32_t>(s);
      const std::set<int32_t> before =
          EligibleFor(requirements, scope, *suppliers[s], {});
      for (size_t l = 0; l < levers.size(); ++l) {
        const demand::LeverChoice choice{static_cast<int32_t>(l), -1};
        std::set<int32_t> after =
            EligibleFor(requirements, scope, *suppliers[s],
                        demand::EditsOf(levers, choice, *suppliers[s],
                                        reference(), AsOfDay()));
        std::erase_if(after, [&](int32_t r) { return before.contains(r); });
        if (after != of[{number, choice}]) {
          return WrongAnswer("a supplier with a lever");
        }
      }
      for (const auto& [key, together] : of) {
        if (key.first != number || key.second.second < 0) continue;
        const std::set<int32_t> after =
            EligibleFor(requirements, scope, *suppliers[s],
                        demand::EditsOf(levers, key.second, *suppliers[s],
                                        reference(), AsOfDay()));
        if (!std::includes(after.begin(), after.end(), together.begin(),
                           together.end())) {
          return WrongAnswer("a supplier with two levers");
        }
      }
    }
    return absl::OkStatus();
  }

  // From the forward code, requirement by requirement.
  std::set<int32_t> EligibleFor(const Requirements& requirements,
                                const demand::DemandScope& scope,
                                const model::Supplier& supplier,
                                const std::vector<model::Edit>& edits) const {
    const auto version =
        std::make_shared<model::Supplier>(model::Apply(supplier, edits));
    const auto alone = index::Snapshot::Build(reference(), {version}, 1);
    std::set<int32_t> eligible;
    for (int32_t r = 0; r < scope.size(); ++r) {
      const auto number =
          static_cast<size_t>(std::stoll(scope.name(r).substr(1)));
      const match::Match match = match::Explain(requirements.programs[number],
                                                *alone->Find(version->id));
      if (match.key.standing == match::Standing::kEligible) eligible.insert(r);
    }
    return eligible;
  }

  const Settings& settings_;
  const ReferenceSource& source_;
  Report& report_;
};

}  // namespace

absl::Status MeasureDemand(const Settings& settings, Report& report) {
  const auto source = LoadReference(settings);
  if (!source.ok()) return source.status();
  const absl::Status status = DemandBenchmark(settings, *source, report).Run();
  if (!status.ok()) return status;
  return MeasureWatches(settings, *source, report);
}

}  // namespace ketnoi::benchmarks
