#include "matcher/schedule/all_meetings.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "matcher/optimize/least_true.h"
#include "matcher/schedule/fair_index.h"
#include "matcher/schedule/meeting_program.h"
#include "matcher/schedule/meeting_slots.h"
#include "matcher/schedule/pool_use.h"
#include "matcher/schedule/seating.h"
#include "matcher/schedule/timetable.h"

namespace ketnoi::schedule {
namespace {

using optimize::LeastTrue;
using optimize::SatSolver;

// Kinds of the pool that do not suffice for those of `wishes`, all in the slot,
// that can have no other; empty: each can have one.
std::vector<int32_t> ShortKinds(const Pool& pool,
                                const std::vector<int32_t>& wishes,
                                int32_t slot, int32_t slot_count) {
  PoolUse use(pool, slot_count);
  std::vector<int32_t> held;
  std::vector<PoolUse::Shift> shifts;
  for (const int32_t wish : wishes) {
    if (!pool.Needs(wish)) continue;
    if (use.Take(wish, slot, held, shifts)) {
      held.push_back(wish);
      continue;
    }
    // All that can be reached from it by moving others is taken.
    std::vector<int32_t> reached = pool.KindsFor(wish);
    for (size_t next = 0; next < reached.size(); ++next) {
      for (const int32_t other : held) {
        if (use.KindOf(other) != reached[next]) continue;
        for (const int32_t kind : pool.KindsFor(other)) {
          if (std::find(reached.begin(), reached.end(), kind) ==
              reached.end()) {
            reached.push_back(kind);
          }
        }
      }
    }
    std::sort(reached.begin(), reached.end());
    return reached;
  }
  return {};
}

class AllMeetings {
 public:
  AllMeetings(const FairIndex& index, const MeetingSlots& slots,
              const HoldAllOptions& options,
              const std::function<void(const HoldAllProgress&)>& progress,
              const std::function<bool()>& stop)
      : index_(index),
        fair_(*index.fair),
        progress_(progress),
        solver_(options.effort, stop),
        program_(index, slots.of, solver_) {
    program_.LimitDifference(options.most_difference);
  }

  absl::StatusOr<HoldAllResult> Run() {
    const LeastTrue::Read read = [this] { return Read(); };
    const std::function<void()> changed = [this] { Tell(); };
    LeastTrue least(solver_, program_.Breaks(), read, changed);
    least_ = &least;
    const LeastTrue::End end = least.Run();
    if (!fault_.ok()) return fault_;
    HoldAllResult result;
    result.effort = solver_.spent();
    result.least_breaks = least.least();
    if (end == LeastTrue::End::kNone) {
      result.state = HoldAllState::kInfeasible;
    } else if (least.most().has_value()) {
      result.state = end == LeastTrue::End::kBest ? HoldAllState::kOptimal
                                                  : HoldAllState::kFeasible;
      result.breaks = *least.most();
      result.schedule = std::move(best_);
    }
    return result;
  }

 private:
  // The breaks of the solver's timetable, if there are tables and interpreters
  // for it.
  std::optional<int64_t> Read() {
    const std::vector<int32_t> slots = program_.Slots();
    std::vector<std::vector<int32_t>> in_slot(fair_.slots.size());
    for (size_t w = 0; w < slots.size(); ++w) {
      if (slots[w] != kNone) {
        in_slot[At(slots[w])].push_back(static_cast<int32_t>(w));
      }
    }
    bool enough = true;
    for (const Pool* pool : {&index_.tables, &index_.interpreters}) {
      for (int32_t s = 0; s < index_.slot_count; ++s) {
        const std::vector<int32_t> kinds =
            ShortKinds(*pool, in_slot[At(s)], s, index_.slot_count);
        if (kinds.empty()) continue;
        enough = false;
        program_.LimitKinds(*pool, kinds);
      }
    }
    if (!enough) return std::nullopt;
    return Accept(in_slot);
  }

  int64_t Accept(const std::vector<std::vector<int32_t>>& in_slot) {
    Timetable timetable(index_);
    for (size_t s = 0; s < in_slot.size(); ++s) {
      for (const int32_t w : in_slot[s]) {
        if (!timetable.Place(w, static_cast<int32_t>(s))) {
          fault_ = absl::InternalError(
              fmt::format("wish {} cannot be held in slot {}", w, s));
        }
      }
    }
    Schedule schedule = Seat(timetable, {});
    fault_.Update(Check(fair_, schedule));
    const int64_t breaks = Measure(fair_, schedule).breaks;
    if (!least_->most().has_value() || breaks < *least_->most()) {
      best_ = std::move(schedule);
    }
    return breaks;
  }

  void Tell() const {
    if (!progress_) return;
    progress_({least_->most(), least_->least(), solver_.spent()});
  }

  const FairIndex& index_;
  const Fair& fair_;
  const std::function<void(const HoldAllProgress&)>& progress_;
  SatSolver solver_;
  MeetingProgram program_;
  const LeastTrue* least_ = nullptr;
  Schedule best_;
  absl::Status fault_;
};

// Whether the breaks of any two differ by no more than is allowed.
absl::Status CheckDifference(const Fair& fair, const Schedule& schedule,
                             int32_t most) {
  const std::vector<int32_t> breaks = BreaksOf(fair, schedule);
  if (breaks.empty()) return absl::OkStatus();
  const auto [fewest, greatest] =
      std::minmax_element(breaks.begin(), breaks.end());
  if (*greatest - *fewest <= most) return absl::OkStatus();
  return absl::InternalError(
      fmt::format("participants have {} to {} breaks, which may differ by {}",
                  *fewest, *greatest, most));
}

absl::Status CheckSize(const MeetingSlots& slots) {
  int64_t places = 0;
  for (const SlotSet& of_wish : slots.of) places += of_wish.Count();
  if (places <= kMostPlaces) return absl::OkStatus();
  return absl::ResourceExhaustedError(
      fmt::format("wishes have {} places, counted by slot, and at most {} can "
                  "be if all are to be held",
                  places, kMostPlaces));
}

}  // namespace

absl::StatusOr<HoldAllResult> HoldAll(
    const Fair& fair, const HoldAllOptions& options,
    const std::function<void(const HoldAllProgress&)>& progress,
    const std::function<bool()>& stop) {
  if (options.most_difference < 0 || options.effort < 0) {
    return absl::InvalidArgumentError(
        fmt::format("most_difference is {} and effort {}, and neither can be "
                    "negative",
                    options.most_difference, options.effort));
  }
  if (absl::Status valid = CheckFair(fair); !valid.ok()) return valid;
  if (!fair.settled.empty()) {
    return absl::InvalidArgumentError("settled: has meetings");
  }
  const auto index = IndexFair(fair);
  if (!index.ok()) return index.status();
  const MeetingSlots slots = FindMeetingSlots(*index);
  if (slots.obstacle.has_value()) {
    HoldAllResult result;
    result.state = HoldAllState::kInfeasible;
    result.obstacle = *slots.obstacle;
    return result;
  }
  if (absl::Status small = CheckSize(slots); !small.ok()) return small;
  auto result = AllMeetings(*index, slots, options, progress, stop).Run();
  if (result.ok() && (result->state == HoldAllState::kOptimal ||
                      result->state == HoldAllState::kFeasible)) {
    absl::Status even =
        CheckDifference(fair, result->schedule, options.most_difference);
    if (!even.ok()) return even;
  }
  return result;
}

}  // namespace ketnoi::schedule
