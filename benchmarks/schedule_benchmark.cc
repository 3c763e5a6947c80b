#include "benchmarks/schedule_benchmark.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "benchmarks/fair_workload.h"
#include "benchmarks/greedy_schedule.h"
#include "fmt/format.h"
#include "matcher/optimize/at.h"
#include "matcher/schedule/replan.h"
#include "matcher/schedule/solve.h"

namespace ketnoi::benchmarks {
namespace {

using schedule::Fair;
using schedule::Schedule;
using schedule::Solution;

// What is to be reached with so many steps.
struct Effort {
  int64_t steps;
  double seconds;
  double gap;  // percent of the bound
};

struct Size {
  const char* name;
  FairCase fair;
  std::vector<Effort> efforts;
  bool replanned = false;
};

std::vector<Size> Sizes(bool quick) {
  std::vector<Size> sizes = {
      {"26x70", {26, 70, 14, 900, 1}, {{25'000'000, 0.5, 0.5}}, false}};
  if (quick) return sizes;
  sizes.push_back({"120x600",
                   {120, 600, 20, 10'000, 1},
                   {{100'000'000, 2, 1}, {1'000'000'000, 20, 0.3}},
                   true});
  // Both sides are full: what is left out on either side binds.
  sizes.push_back(
      {"200x200", {200, 200, 10, 4'000, 1}, {{100'000'000, 2, 0}}, false});
  sizes.push_back({"1000x4000",
                   {1'000, 4'000, 60, 100'000, 1},
                   {{1'000'000'000, 60, 2}},
                   false});
  return sizes;
}

double Percent(int64_t part, int64_t whole) {
  return whole == 0
             ? 0
             : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

// Where a fair's value is among its goals.
size_t ValueAt(const Fair& fair) {
  return static_cast<size_t>(
      std::find(fair.goals.begin(), fair.goals.end(), schedule::Goal::kValue) -
      fair.goals.begin());
}

class ScheduleBenchmark {
 public:
  ScheduleBenchmark(const Settings& settings, Report& report)
      : settings_(settings), report_(report) {}

  absl::Status Run() {
    for (const Size& size : Sizes(settings_.quick)) {
      if (absl::Status status = MeasureSize(size); !status.ok()) return status;
    }
    return absl::OkStatus();
  }

 private:
  absl::Status MeasureSize(const Size& size) {
    const Fair fair = MakeFair(size.fair);
    absl::StatusOr<Solution> best = absl::InternalError("no effort");
    for (const Effort& effort : size.efforts) {
      best = Timed(fair, effort, size);
      if (!best.ok()) return best.status();
    }
    if (absl::Status greedy = MeasureGreedy(fair, *best, size); !greedy.ok()) {
      return greedy;
    }
    return size.replanned ? MeasureReplan(fair, size) : absl::OkStatus();
  }

  static absl::StatusOr<Solution> Checked(const Fair& fair, int64_t steps) {
    schedule::SolveOptions options;
    options.steps = steps;
    auto solution = schedule::Solve(fair, options, nullptr, nullptr);
    if (!solution.ok()) return solution.status();
    absl::Status sound = schedule::Check(fair, solution->schedule);
    if (!sound.ok()) return sound;
    return solution;
  }

  absl::StatusOr<Solution> Timed(const Fair& fair, const Effort& effort,
                                 const Size& size) {
    const std::string at = fmt::format("@{}.{:g}s", size.name, effort.seconds);
    auto solution = Checked(fair, effort.steps);
    if (!solution.ok()) return solution;
    Measure time{"schedule" + at, "CPU s", {}, "", effort.seconds, false};
    const int repetitions = effort.seconds > 10 ? 1 : 3;
    for (int i = 0; i < repetitions; ++i) {
      const CpuClock clock;
      const auto again = Checked(fair, effort.steps);
      time.samples.push_back(clock.Milliseconds() / 1000);
      if (!again.ok()) return again;
      if (again->schedule != solution->schedule) {
        return absl::InternalError("another schedule of the same fair");
      }
    }
    report_.Add(std::move(time));
    const schedule::Measures& measures = solution->measures;
    const int64_t bound = solution->bounds[ValueAt(fair)];
    report_.Add({"schedule.gap" + at,
                 "% gap",
                 {Percent(bound - measures.value, bound)},
                 "",
                 effort.gap,
                 false});
    report_.AddFact(
        "schedule" + at,
        fmt::format(
            "{} slots, {} tables, {} wishes: {} meetings, musts {}, value {} "
            "(bound {}), {} below floors, breaks {}, idle slots {}, table "
            "moves {}",
            fair.slots.size(), fair.tables.size(), fair.wishes.size(),
            solution->schedule.meetings.size(), measures.musts, measures.value,
            bound, measures.missing, measures.breaks, measures.idle_slots,
            measures.table_moves));
    return solution;
  }

  // With the same tables, and how many more it takes to be worth as much.
  absl::Status MeasureGreedy(const Fair& fair, const Solution& ours,
                             const Size& size) {
    const Schedule greedy = GreedySchedule(fair);
    if (absl::Status sound = schedule::Check(fair, greedy); !sound.ok()) {
      return sound;
    }
    const schedule::Measures measures = schedule::Measure(fair, greedy);
    report_.Add({fmt::format("greedy.value@{}", size.name),
                 "% of ours",
                 {Percent(measures.value, ours.measures.value)},
                 "",
                 0,
                 true});
    const size_t tables = fair.tables.size();
    Fair more = fair;
    int64_t value = 0;
    while (more.tables.size() < 2 * tables) {
      more.tables.push_back(more.tables[0]);
      value = schedule::Measure(more, GreedySchedule(more)).value;
      if (value >= ours.measures.value) break;
    }
    const size_t spare = more.tables.size() - tables;
    report_.AddFact(
        fmt::format("greedy@{}", size.name),
        value >= ours.measures.value
            ? fmt::format("{} meetings, breaks {}; to be worth as much it "
                          "takes {} spare tables ({:.0f} %)",
                          greedy.meetings.size(), measures.breaks, spare,
                          Percent(static_cast<int64_t>(spare),
                                  static_cast<int64_t>(tables)))
            : fmt::format(
                  "{} meetings, breaks {}; with twice the tables it is worth "
                  "{:.1f} % of ours",
                  greedy.meetings.size(), measures.breaks,
                  Percent(value, ours.measures.value)));
    return absl::OkStatus();
  }

  // One in twenty participants does not come.
  absl::Status MeasureReplan(const Fair& fair, const Size& size) {
    const auto printed = Checked(fair, size.efforts.back().steps);
    if (!printed.ok()) return printed.status();
    const Fair now = WithoutSome(fair);
    const auto anew = Checked(now, size.efforts.back().steps);
    if (!anew.ok()) return anew.status();
    schedule::Replanned replanned;
    Measure time{
        fmt::format("replan@{}", size.name), "CPU s", {}, "", 1, false};
    for (int i = 0; i < 3; ++i) {
      const CpuClock clock;
      auto again = schedule::Replan(now, printed->schedule, {}, nullptr);
      time.samples.push_back(clock.Milliseconds() / 1000);
      if (!again.ok()) return again.status();
      replanned = *std::move(again);
    }
    const Solution& solution = replanned.solution;
    if (absl::Status sound = schedule::Check(now, solution.schedule);
        !sound.ok()) {
      return sound;
    }
    report_.Add(std::move(time));
    report_.Add({fmt::format("replan.loss@{}", size.name),
                 "% of anew",
                 {100 - Percent(solution.measures.value, anew->measures.value)},
                 "",
                 1,
                 false});
    const auto partners = static_cast<int64_t>(
        PartnersOfAbsent(fair, now, printed->schedule).size());
    report_.Add({fmt::format("replan.others@{}", size.name),
                 "% of agendas",
                 {Percent(replanned.changed_agendas - partners,
                          static_cast<int64_t>(fair.participants.size()))},
                 "",
                 2,
                 false});
    report_.AddFact(
        fmt::format("replan@{}", size.name),
        fmt::format("{} agendas changed, of them {} of those who do not come "
                    "and whom they were to meet; value {} (anew {}, bound {})",
                    replanned.changed_agendas, partners,
                    solution.measures.value, anew->measures.value,
                    solution.bounds[ValueAt(fair)]));
    return absl::OkStatus();
  }

  static Fair WithoutSome(const Fair& fair) {
    Fair now = fair;
    for (size_t p = 7; p < now.participants.size(); p += 20) {
      now.participants[p].available = {};
    }
    return now;
  }

  static std::set<int32_t> PartnersOfAbsent(const Fair& fair, const Fair& now,
                                            const Schedule& printed) {
    std::set<int32_t> partners;
    for (const schedule::Meeting& meeting : printed.meetings) {
      const schedule::Wish& wish = fair.wishes[At(meeting.wish)];
      if (now.participants[At(wish.a)].available.Empty() ||
          now.participants[At(wish.b)].available.Empty()) {
        partners.insert(wish.a);
        partners.insert(wish.b);
      }
    }
    return partners;
  }

  const Settings& settings_;
  Report& report_;
};

}  // namespace

absl::Status MeasureSchedules(const Settings& settings, Report& report) {
  return ScheduleBenchmark(settings, report).Run();
}

}  // namespace ketnoi::benchmarks
