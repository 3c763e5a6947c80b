#include "matcher/schedule/solve.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "matcher/optimize/at.h"
#include "matcher/optimize/work.h"
#include "matcher/schedule/choice_flow.h"
#include "matcher/schedule/choice_measures.h"
#include "matcher/schedule/choice_search.h"
#include "matcher/schedule/comfort_search.h"
#include "matcher/schedule/exact_choice.h"
#include "matcher/schedule/fair_index.h"
#include "matcher/schedule/fixed.h"
#include "matcher/schedule/goal_bounds.h"
#include "matcher/schedule/placement.h"
#include "matcher/schedule/seating.h"
#include "matcher/schedule/timetable.h"

namespace ketnoi::schedule {
namespace {

// Of the steps, and of the time if there is a limit; who gets what is left
// over, or reached early, is comfort.
constexpr int64_t kTenthsForChoice = 6;
// Of these, for an exact choice; what it leaves is the search's.
constexpr int64_t kTenthsForExact = 2;

int64_t WorthOf(const FairIndex& index, const ChoiceMeasures& measures) {
  return measures.musts * index.worth.must +
         measures.value * index.worth.value -
         measures.missing * index.worth.floor;
}

class Solver {
 public:
  Solver(const FairIndex& index, const SolveOptions& options,
         const std::function<void(const Progress&)>& progress,
         const std::function<bool()>& stop)
      : index_(index),
        options_(options),
        progress_(progress),
        stop_(stop),
        timetable_(index) {}

  absl::StatusOr<Solution> Run() {
    if (absl::Status fixed = PlaceFixed(timetable_); !fixed.ok()) return fixed;
    const Choice choice = ChooseByFlow(index_, index_.worth);
    bound_ = choice.measures;
    Choose(choice);
    Comfort();
    return Finish();
  }

 private:
  void Choose(const Choice& choice) {
    double end = 1;  // of the choice, as TimePassed
    const std::function<bool()> stop = [&] {
      return (stop_ && stop_()) || TimePassed() > end;
    };
    optimize::Work work(options_.steps / 10 * kTenthsForChoice, stop);
    ChoiceSearch search(timetable_, choice, options_.seed, work);
    search.Construct();
    breaks_ = ComfortSearch(timetable_, 0, work).breaks();
    Tell(work);
    const double now = TimePassed();
    end = now + (1 - now) * kTenthsForChoice / 10;
    if (timetable_.worth() < WorthOf(index_, bound_)) TryExactly(work, stop);
    search.Improve(WorthOf(index_, bound_), [&] { Tell(work); });
    Note(work);
  }

  void TryExactly(optimize::Work& work, const std::function<bool()>& stop) {
    optimize::Work some(options_.steps / 10 * kTenthsForExact, stop);
    const int64_t before = timetable_.worth();
    const bool proven = ChooseExactly(timetable_, some);
    work.Spend(some.used());
    if (timetable_.worth() > before) Tell(work);
    if (proven) bound_ = MeasureChoice(timetable_);
  }

  void Comfort() {
    optimize::Work work(options_.steps - steps_, stop_);
    ComfortSearch search(timetable_, options_.seed, work);
    const double begun = TimePassed();
    search.Improve(
        [&] {
          breaks_ = search.breaks();
          Tell(work);
        },
        [&] { return begun < 1 ? (TimePassed() - begun) / (1 - begun) : 1.0; });
    // Others may have a place now.
    Placement placement(timetable_, work);
    for (size_t w = 0; w < index_.can.size(); ++w) {
      const auto wish = static_cast<int32_t>(w);
      if (timetable_.SlotOf(wish) == kNone) placement.InsertWhereFree(wish);
    }
    Note(work);
  }

  double TimePassed() const {
    return options_.time_passed ? options_.time_passed() : 0;
  }

  void Note(const optimize::Work& work) {
    steps_ += work.used();
    stopped_ |= work.was_cancelled();
  }

  void Tell(const optimize::Work& work) {
    if (!progress_) return;
    Progress now;
    for (size_t w = 0; w < index_.can.size(); ++w) {
      if (timetable_.SlotOf(static_cast<int32_t>(w)) != kNone) ++now.meetings;
    }
    const ChoiceMeasures measures = MeasureChoice(timetable_);
    now.musts = measures.musts;
    now.value = measures.value;
    now.missing = measures.missing;
    now.value_bound = bound_.value;
    now.breaks = breaks_;
    now.steps = steps_ + work.used();
    progress_(now);
  }

  absl::StatusOr<Solution> Finish() {
    Solution solution;
    solution.schedule = Seat(timetable_, {});
    if (absl::Status sound = Check(*index_.fair, solution.schedule);
        !sound.ok()) {
      return sound;
    }
    solution.measures = Measure(*index_.fair, solution.schedule);
    solution.bounds = GoalBounds(index_, bound_, solution.measures);
    solution.steps = steps_;
    solution.stopped = stopped_;
    return solution;
  }

  const FairIndex& index_;
  const SolveOptions& options_;
  const std::function<void(const Progress&)>& progress_;
  const std::function<bool()>& stop_;
  Timetable timetable_;
  int64_t steps_ = 0;
  int64_t breaks_ = 0;  // as last counted
  bool stopped_ = false;
  ChoiceMeasures bound_;  // no choice is worth more
};

}  // namespace

absl::StatusOr<Solution> Solve(
    const Fair& fair, const SolveOptions& options,
    const std::function<void(const Progress&)>& progress,
    const std::function<bool()>& stop) {
  if (absl::Status valid = CheckFair(fair); !valid.ok()) return valid;
  absl::StatusOr<FairIndex> index = IndexFair(fair);
  if (!index.ok()) return index.status();
  return Solver(*index, options, progress, stop).Run();
}

}  // namespace ketnoi::schedule
