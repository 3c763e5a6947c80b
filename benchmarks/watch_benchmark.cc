#include "benchmarks/watch_benchmark.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "matcher/demand/pair_changes.h"
#include "matcher/demand/requirement_set.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/matcher.h"

namespace ketnoi::benchmarks {
namespace {

constexpr int32_t kWatchedSuppliers = 1'400;
constexpr int32_t kWatchedRequirements = 100'000;
constexpr double kUpdateGoal = 50;  // ms
constexpr int32_t kWatchedFirst = 10;

// A supplier as it is updated in practice, with standings that change: it has
// more people, its certificates are withdrawn, it can make nothing more of one
// of its parts, and its record was confirmed today.
std::shared_ptr<const model::Supplier> Updated(const model::Supplier& before) {
  auto after = std::make_shared<model::Supplier>(before);
  after->employee_count = before.employee_count.value_or(20) * 2;
  after->confirmed_date = AsOfDay();
  after->certificates.clear();
  after->certificates_complete = true;
  if (after->capabilities.size() > 1) after->capabilities.pop_back();
  return after;
}

// Standings, and who is among the first, by name and id.
using WatchOutcome = std::map<std::pair<std::string, std::string>,
                              std::pair<match::Standing, bool>>;

class WatchBenchmark {
 public:
  WatchBenchmark(const Settings& settings, const ReferenceSource& source,
                 Report& report)
      : settings_(settings), source_(source), report_(report) {}

  absl::Status Run() {
    const int32_t count =
        settings_.quick ? kWatchedRequirements / 10 : kWatchedRequirements;
    auto programs = CompileGenerated(source_, count);
    if (!programs.ok()) return programs.status();
    programs_ = *std::move(programs);
    demand::RequirementSetBuilder builder(source_.reference(),
                                          source_.criteria_set());
    none_ = builder.Build();
    for (size_t i = 0; i < programs_.size(); ++i) {
      builder.Put({NameOfWatched(i), {}, programs_[i]});
    }
    set_ = builder.Build();
    suppliers_ = GenerateModelSuppliers(source_, kWatchedSuppliers);
    snapshot_ = index::Snapshot::Build(source_.reference(), suppliers_, 1);
    for (const int32_t first : {0, kWatchedFirst}) {
      const absl::Status status = Measure(first);
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

 private:
  static std::string NameOfWatched(size_t number) {
    return fmt::format("r{:07}", number);
  }

  absl::Status Measure(int32_t first) {
    benchmarks::Measure measure{
        fmt::format("watch.update@{}x{}", programs_.size(), first),
        "CPU ms",
        {},
        "",
        settings_.quick ? 0 : kUpdateGoal,
        false};
    const size_t step = settings_.quick ? 70 : 7;
    size_t told = 0;
    for (size_t s = 0; s < suppliers_.size(); s += step) {
      const auto updated = Updated(*suppliers_[s]);
      const auto after = snapshot_->With({{updated->id, updated}}, 2);
      if (s == 0) {
        const absl::Status status = Check(*suppliers_[s], *after, first);
        if (!status.ok()) return status;
      }
      const CpuClock clock;
      const auto changes = Compare(*suppliers_[s], *after, first);
      measure.samples.push_back(clock.Milliseconds());
      if (!changes.ok()) return changes.status();
      told += changes->size();
    }
    report_.AddFact(
        measure.name,
        fmt::format("{:.1f} events of an update on average",
                    static_cast<double>(told) /
                        static_cast<double>(measure.samples.size())));
    report_.Add(std::move(measure));
    return absl::OkStatus();
  }

  absl::StatusOr<std::vector<demand::PairChange>> Compare(
      const model::Supplier& before, const index::Snapshot& after,
      int32_t first) const {
    const auto former = index::Snapshot::Build(
        source_.reference(), {std::make_shared<model::Supplier>(before)}, 1);
    demand::TwoStates states;
    states.before = {AsOfDay(), set_.get()};
    states.after = {AsOfDay(), set_.get()};
    states.suppliers = &after;
    states.former_requirements = none_.get();
    states.changed_suppliers = {before.id};
    states.former_suppliers = former.get();
    demand::PairScope scope;
    scope.first = first;
    return demand::ComparePairs(states, scope, nullptr);
  }

  // The same by ranking before and after, for every requirement of which the
  // supplier's own figures differ.
  absl::Status Check(const model::Supplier& before,
                     const index::Snapshot& after, int32_t first) const {
    const auto changes = Compare(before, after, first);
    if (!changes.ok()) return changes.status();
    WatchOutcome expected_before;
    WatchOutcome expected_after;
    for (size_t r = 0; r < programs_.size(); ++r) {
      const auto then =
          match::Explain(programs_[r], *snapshot_->Find(before.id)).key;
      const auto now = match::Explain(programs_[r], *after.Find(before.id)).key;
      if (then == now) continue;
      const std::pair pair(NameOfWatched(r), before.id);
      expected_before[pair] = {then.standing, false};
      expected_after[pair] = {now.standing, false};
      if (first == 0) continue;
      AddFirst(r, *snapshot_, first, expected_before);
      AddFirst(r, after, first, expected_after);
    }
    // Who is in one of them only kept its standing and changed its place.
    WatchOutcome expected;
    for (const auto& [pair, outcome] : expected_before) {
      const auto it = expected_after.find(pair);
      if (it == expected_after.end() || it->second != outcome) {
        expected.emplace(pair, outcome);
      }
    }
    for (const auto& [pair, outcome] : expected_after) {
      if (expected_before.count(pair) == 0) expected.emplace(pair, outcome);
    }
    const bool same = std::equal(
        expected.begin(), expected.end(), changes->begin(), changes->end(),
        [](const auto& want, const demand::PairChange& got) {
          return want.first == std::pair(got.requirement, got.supplier);
        });
    return same ? absl::OkStatus()
                : absl::InternalError(fmt::format(
                      "wrong answer: the watched pairs of {}: {} instead of {}",
                      before.id, changes->size(), expected.size()));
  }

  void AddFirst(size_t requirement, const index::Snapshot& snapshot,
                int32_t first, WatchOutcome& outcome) const {
    match::RankQuery query;
    query.limit = first;
    query.with_criteria = false;
    const auto ranking = match::Rank(programs_[requirement], snapshot, query);
    for (const match::Match& match : ranking->matches) {
      outcome[{NameOfWatched(requirement), match.key.id}] = {match.key.standing,
                                                             true};
    }
  }

  const Settings& settings_;
  const ReferenceSource& source_;
  Report& report_;
  std::vector<match::Program> programs_;  // by number
  std::shared_ptr<const demand::RequirementSet> none_;
  std::shared_ptr<const demand::RequirementSet> set_;
  ModelSuppliers suppliers_;
  std::shared_ptr<const index::Snapshot> snapshot_;
};

}  // namespace

absl::Status MeasureWatches(const Settings& settings,
                            const ReferenceSource& source, Report& report) {
  return WatchBenchmark(settings, source, report).Run();
}

}  // namespace ketnoi::benchmarks
