#include "matcher/schedule/fair_index.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>

#include "fmt/format.h"
#include "matcher/optimize/at.h"

namespace ketnoi::schedule {
namespace {

// How much each goal can differ between two schedules.
std::array<int64_t, 3> Ranges(const FairIndex& index) {
  int64_t musts = 0, value = 0, missing = 0;
  for (const Wish& wish : index.fair->wishes) {
    musts += wish.must ? 1 : 0;
    value += wish.value;
  }
  for (size_t p = 0; p < index.fair->participants.size(); ++p) {
    missing +=
        std::min<int64_t>(index.fair->participants[p].min_meetings,
                          static_cast<int64_t>(index.wishes_of[p].size()));
  }
  return {musts, value, missing};
}

absl::Status SetWorth(FairIndex& index) {
  const std::array<int64_t, 3> ranges = Ranges(index);
  int64_t unit = 1;
  bool too_large = false;
  for (size_t g = 3; g-- > 0;) {
    const Goal goal = index.fair->goals[g];
    const auto which = static_cast<size_t>(goal);
    int64_t& own = goal == Goal::kMusts   ? index.worth.must
                   : goal == Goal::kValue ? index.worth.value
                                          : index.worth.floor;
    own = unit;
    too_large |= __builtin_mul_overflow(unit, ranges[which] + 1, &unit);
  }
  // Flows add up as many arcs' worth as there are participants.
  int64_t flow = 0;
  const auto nodes = static_cast<int64_t>(2 * index.fair->participants.size() +
                                          index.fair->slots.size() + 2);
  too_large |= __builtin_mul_overflow(
      std::max({index.worth.must, index.worth.value * kMostWishValue,
                index.worth.floor}),
      nodes, &flow);
  if (too_large || unit >= kMostWorth || flow >= kMostWorth) {
    return absl::InvalidArgumentError(fmt::format(
        "wishes: {} that must be held, values of {} and {} meetings below "
        "floors are too much to be told apart: use smaller values",
        ranges[0], ranges[1], ranges[2]));
  }
  return absl::OkStatus();
}

void IndexParticipants(FairIndex& index) {
  const Fair& fair = *index.fair;
  index.wishes_of.resize(fair.participants.size());
  for (size_t w = 0; w < fair.wishes.size(); ++w) {
    if (fair.wishes[w].forbidden) continue;
    index.wishes_of[At(fair.wishes[w].a)].push_back(static_cast<int32_t>(w));
    index.wishes_of[At(fair.wishes[w].b)].push_back(static_cast<int32_t>(w));
  }
  for (size_t p = 0; p < fair.participants.size(); ++p) {
    const Participant& one = fair.participants[p];
    int32_t seats = one.seats * one.available.Count();
    for (const FairIndex::Beyond& more : index.beyond[p]) {
      seats += more.meetings;
    }
    index.most.push_back(std::min(one.max_meetings, seats));
  }
}

void IndexSettled(FairIndex& index) {
  const Fair& fair = *index.fair;
  index.beyond.resize(fair.participants.size());
  std::map<std::pair<int32_t, int32_t>, int32_t> meetings;
  for (const Meeting& meeting : fair.settled) {
    const Wish& wish = fair.wishes[At(meeting.wish)];
    for (const int32_t p : {wish.a, wish.b}) ++meetings[{p, meeting.slot}];
  }
  for (const auto& [at, count] : meetings) {
    const Participant& one = fair.participants[At(at.first)];
    const int32_t seats = one.available.Has(at.second) ? one.seats : 0;
    if (count <= seats) continue;
    index.beyond[At(at.first)].push_back({at.second, count - seats});
  }
}

void IndexOrder(FairIndex& index) {
  const std::vector<Wish>& wishes = index.fair->wishes;
  index.before.resize(wishes.size());
  index.after.resize(wishes.size());
  index.ordered.resize(wishes.size());
  for (size_t w = 0; w < wishes.size(); ++w) {
    for (const int32_t first : wishes[w].after) {
      index.before[w].push_back(first);
      index.after[At(first)].push_back(static_cast<int32_t>(w));
      index.ordered[w] = index.ordered[At(first)] = true;
    }
  }
}

// The slots in which the wish could be held if it were the only one.
SlotSet SlotsOf(const FairIndex& index, int32_t w) {
  const Wish& wish = index.fair->wishes[At(w)];
  if (wish.forbidden) return {};
  SlotSet slots = wish.slots & index.fair->participants[At(wish.a)].available &
                  index.fair->participants[At(wish.b)].available;
  if (slots.Empty()) return slots;
  slots &= index.tables.SlotsFor(w);
  if (index.interpreters.Needs(w)) slots &= index.interpreters.SlotsFor(w);
  return slots;
}

}  // namespace

absl::StatusOr<FairIndex> IndexFair(const Fair& fair) {
  FairIndex index;
  index.fair = &fair;
  index.slot_count = static_cast<int32_t>(fair.slots.size());
  index.tables = TablePool(fair);
  index.interpreters = InterpreterPool(fair);
  IndexSettled(index);
  IndexParticipants(index);
  IndexOrder(index);
  if (absl::Status set = SetWorth(index); !set.ok()) return set;
  for (size_t w = 0; w < fair.wishes.size(); ++w) {
    index.can.push_back(SlotsOf(index, static_cast<int32_t>(w)));
    index.worth_of.push_back(fair.wishes[w].value * index.worth.value +
                             (fair.wishes[w].must ? index.worth.must : 0));
  }
  for (const Meeting& meeting : fair.settled) {
    index.can[At(meeting.wish)] = SlotSet::Of(meeting.slot);
  }
  return index;
}

}  // namespace ketnoi::schedule
