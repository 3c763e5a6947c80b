#include "matcher/schedule/replan.h"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>

#include "fmt/format.h"
#include "matcher/optimize/at.h"
#include "matcher/optimize/work.h"
#include "matcher/schedule/choice_flow.h"
#include "matcher/schedule/choice_search.h"
#include "matcher/schedule/fair_index.h"
#include "matcher/schedule/fixed.h"
#include "matcher/schedule/goal_bounds.h"
#include "matcher/schedule/placement.h"
#include "matcher/schedule/seating.h"
#include "matcher/schedule/timetable.h"

namespace ketnoi::schedule {
namespace {

absl::Status CheckPrinted(const Fair& fair, const Schedule& printed,
                          const ReplanOptions& options) {
  const auto has = [](int32_t position, size_t count) {
    return position >= 0 && At(position) < count;
  };
  if (options.first_slot < 0 || At(options.first_slot) > fair.slots.size()) {
    return absl::InvalidArgumentError(
        fmt::format("first_slot is {}, and there are {} slots",
                    options.first_slot, fair.slots.size()));
  }
  int32_t before = kNone;
  for (size_t m = 0; m < printed.meetings.size(); ++m) {
    const Meeting& meeting = printed.meetings[m];
    if (meeting.wish <= before || !has(meeting.wish, fair.wishes.size()) ||
        !has(meeting.slot, fair.slots.size()) ||
        !has(meeting.table, fair.tables.size()) ||
        (meeting.interpreter != kNone &&
         !has(meeting.interpreter, fair.interpreters.size()))) {
      return absl::InvalidArgumentError(fmt::format(
          "printed.meetings[{}] is of wish {} in slot {} at table {} with "
          "interpreter {}",
          m, meeting.wish, meeting.slot, meeting.table, meeting.interpreter));
    }
    before = meeting.wish;
  }
  return absl::OkStatus();
}

// The fair from `first_slot` on: what has begun is fixed, and nothing else can
// be there.
Fair Remainder(const Fair& fair, const Schedule& printed, int32_t first_slot) {
  Fair rest = fair;
  const SlotSet begun = SlotSet::First(first_slot);
  for (Wish& wish : rest.wishes) {
    if (!wish.fixed) wish.slots -= begun;
  }
  for (const Meeting& meeting : printed.meetings) {
    if (meeting.slot >= first_slot) continue;
    Wish& wish = rest.wishes[At(meeting.wish)];
    wish.fixed = true;
    wish.slots = SlotSet::Of(meeting.slot);
  }
  return rest;
}

std::vector<int32_t> KindsByMember(const Pool& pool, size_t members) {
  std::vector<int32_t> kinds(members, kNone);
  for (size_t k = 0; k < pool.settled_kinds; ++k) {
    for (const int32_t member : pool.kinds[k].members) {
      kinds[At(member)] = static_cast<int32_t>(k);
    }
  }
  return kinds;
}

class Replanner {
 public:
  Replanner(const FairIndex& index, const Schedule& printed,
            const ReplanOptions& options, const std::function<bool()>& stop)
      : index_(index),
        printed_(printed),
        options_(options),
        work_(options.steps, stop),
        timetable_(index),
        tables_(KindsByMember(index.tables, index.fair->tables.size())),
        interpreters_(KindsByMember(index.interpreters,
                                    index.fair->interpreters.size())) {}

  absl::StatusOr<Replanned> Run() {
    std::vector<int32_t> slots(index_.fair->wishes.size(), kNone);
    for (const Meeting& meeting : printed_.meetings) {
      slots[At(meeting.wish)] =
          CanStay(meeting) ? meeting.slot : Timetable::kCannotStay;
    }
    timetable_.KeepPrinted(std::move(slots), ChangeCost() * index_.worth.value);
    if (absl::Status kept = KeepAll(); !kept.ok()) return kept;
    const Choice choice = ChooseByFlow(index_, index_.worth);
    ChoiceSearch search(timetable_, choice, options_.seed, work_);
    search.Construct();
    search.Improve(kMostWorth, [] {});
    FillWhereFree();
    return Finish(choice);
  }

 private:
  int64_t ChangeCost() const {
    if (options_.change_cost >= 0) return options_.change_cost;
    int64_t value = 0;
    for (const Meeting& meeting : printed_.meetings) {
      value += index_.fair->wishes[At(meeting.wish)].value;
    }
    return value /
           std::max<int64_t>(1, static_cast<int64_t>(printed_.meetings.size()));
  }

  // Whether its table can still have it; if the slot cannot, it is never there.
  bool CanStay(const Meeting& meeting) const {
    if (timetable_.SlotOf(meeting.wish) == meeting.slot)
      return true;  // settled
    const std::vector<int32_t>& kinds = index_.tables.KindsFor(meeting.wish);
    return index_.fair->tables[At(meeting.table)].available.Has(meeting.slot) &&
           std::binary_search(kinds.begin(), kinds.end(),
                              tables_[At(meeting.table)]);
  }

  bool KeepOne(const Meeting& meeting) {
    return timetable_.PlaceWith(
        meeting.wish, meeting.slot, tables_[At(meeting.table)],
        meeting.interpreter == kNone ? kNone
                                     : interpreters_[At(meeting.interpreter)]);
  }

  // What is fixed first; what cannot stay at its table at least in its slot.
  absl::Status KeepAll() {
    for (const Meeting& meeting : printed_.meetings) {
      if (index_.fair->wishes[At(meeting.wish)].fixed &&
          timetable_.SlotOf(meeting.wish) == kNone) {
        KeepOne(meeting);
      }
    }
    if (absl::Status fixed = PlaceFixed(timetable_); !fixed.ok()) return fixed;
    std::vector<const Meeting*> without_table;
    for (const Meeting& meeting : printed_.meetings) {
      if (timetable_.SlotOf(meeting.wish) != kNone) continue;
      if (!KeepOne(meeting)) without_table.push_back(&meeting);
    }
    for (const Meeting* const meeting : without_table) {
      timetable_.Place(meeting->wish, meeting->slot);
    }
    return absl::OkStatus();
  }

  void FillWhereFree() {
    Placement placement(timetable_, work_);
    for (size_t w = 0; w < index_.can.size(); ++w) {
      const auto wish = static_cast<int32_t>(w);
      if (timetable_.SlotOf(wish) == kNone) placement.InsertWhereFree(wish);
    }
  }

  absl::StatusOr<Replanned> Finish(const Choice& choice) {
    Replanned replanned;
    Solution& solution = replanned.solution;
    solution.schedule = Seat(timetable_, printed_);
    const Fair& fair = *index_.fair;
    if (absl::Status sound = Check(fair, solution.schedule); !sound.ok()) {
      return sound;
    }
    solution.measures = Measure(fair, solution.schedule);
    solution.bounds = GoalBounds(index_, choice.measures, solution.measures);
    solution.steps = work_.used();
    solution.stopped = work_.was_cancelled();
    const std::vector<bool> changed =
        ChangedAgendas(fair, printed_, solution.schedule);
    replanned.changed_agendas =
        static_cast<int32_t>(std::count(changed.begin(), changed.end(), true));
    return replanned;
  }

  const FairIndex& index_;
  const Schedule& printed_;
  const ReplanOptions& options_;
  optimize::Work work_;
  Timetable timetable_;
  std::vector<int32_t> tables_, interpreters_;  // kinds by member
};

}  // namespace

std::vector<bool> ChangedAgendas(const Fair& fair, const Schedule& printed,
                                 const Schedule& now) {
  std::vector<const Meeting*> held(fair.wishes.size(), nullptr);
  for (const Meeting& meeting : now.meetings) {
    held[At(meeting.wish)] = &meeting;
  }
  std::vector<bool> changed(fair.participants.size());
  for (const Meeting& meeting : printed.meetings) {
    const Meeting* const at = held[At(meeting.wish)];
    if (at != nullptr && at->slot == meeting.slot &&
        at->table == meeting.table) {
      continue;
    }
    changed[At(fair.wishes[At(meeting.wish)].a)] = true;
    changed[At(fair.wishes[At(meeting.wish)].b)] = true;
  }
  return changed;
}

absl::StatusOr<std::vector<int32_t>> FixedThatCollide(const Fair& fair,
                                                      const Schedule& printed) {
  if (absl::Status valid = CheckFair(fair); !valid.ok()) return valid;
  if (absl::Status valid = CheckPrinted(fair, printed, {}); !valid.ok()) {
    return valid;
  }
  const absl::StatusOr<FairIndex> index = IndexFair(fair);
  if (!index.ok()) return index.status();
  std::vector<bool> stays(fair.wishes.size());
  for (const Meeting& meeting : printed.meetings) {
    stays[At(meeting.wish)] =
        fair.wishes[At(meeting.wish)].slots.Has(meeting.slot);
  }
  std::vector<int32_t> fixed;
  for (size_t w = 0; w < fair.wishes.size(); ++w) {
    if (fair.wishes[w].fixed) fixed.push_back(static_cast<int32_t>(w));
  }
  const auto rank = [&](int32_t w) {
    const Wish& wish = fair.wishes[At(w)];
    return std::tuple(!stays[At(w)], !wish.must, -wish.value);
  };
  std::stable_sort(fixed.begin(), fixed.end(),
                   [&](int32_t a, int32_t b) { return rank(a) < rank(b); });
  Timetable timetable(*index);
  std::erase_if(fixed, [&](int32_t w) {
    return timetable.SlotOf(w) != kNone ||
           timetable.Place(w, fair.wishes[At(w)].slots.Next(0));
  });
  return fixed;
}

absl::StatusOr<Replanned> Replan(const Fair& fair, const Schedule& printed,
                                 const ReplanOptions& options,
                                 const std::function<bool()>& stop) {
  if (absl::Status valid = CheckFair(fair); !valid.ok()) return valid;
  if (absl::Status valid = CheckPrinted(fair, printed, options); !valid.ok()) {
    return valid;
  }
  const Fair rest = Remainder(fair, printed, options.first_slot);
  absl::StatusOr<FairIndex> index = IndexFair(rest);
  if (!index.ok()) return index.status();
  return Replanner(*index, printed, options, stop).Run();
}

}  // namespace ketnoi::schedule
