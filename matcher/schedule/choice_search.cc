#include "matcher/schedule/choice_search.h"

#include <algorithm>
#include <cstddef>

#include "matcher/optimize/at.h"
#include "matcher/schedule/slot_matching.h"

namespace ketnoi::schedule {
namespace {

// Exchanges between two looks at how far the search is.
constexpr int32_t kRound = 2'000;

// Whether the slot of one meeting limits those of others but for seats and
// tables.
bool HasTies(const FairIndex& index) {
  return std::find(index.ordered.begin(), index.ordered.end(), true) !=
             index.ordered.end() ||
         std::any_of(index.fair->participants.begin(),
                     index.fair->participants.end(),
                     [&](const Participant& one) {
                       return one.most_consecutive > 0 ||
                              (one.lunch && !index.fair->lunches.empty());
                     });
}

}  // namespace

ChoiceSearch::ChoiceSearch(Timetable& timetable, const Choice& choice,
                           uint64_t seed, optimize::Work& work)
    : timetable_(timetable),
      random_(seed),
      work_(work),
      placement_(timetable, work),
      eviction_(timetable, random_, work),
      tied_(HasTies(timetable.index())) {
  const FairIndex& index = timetable.index();
  int64_t chosen = 0, worth = 0;
  for (size_t w = 0; w < index.can.size(); ++w) {
    if (index.can[w].Empty() || index.IsLate(static_cast<int32_t>(w))) continue;
    order_.push_back(static_cast<int32_t>(w));
    if (!choice.chosen[w]) continue;
    ++chosen;
    worth += index.worth_of[w];
  }
  typical_ = chosen == 0 ? 0 : worth / chosen;
  random_.Shuffle(order_);
  std::stable_sort(order_.begin(), order_.end(), [&](int32_t a, int32_t b) {
    if (choice.chosen[At(a)] != choice.chosen[At(b)]) {
      return static_cast<bool>(choice.chosen[At(a)]);
    }
    return choice.slack[At(a)] < choice.slack[At(b)];
  });
}

// What was printed may have moved for it: then it may not be worth while.
bool ChoiceSearch::InsertIfWorthWhile(int32_t wish, bool at_freed_table) {
  const Timetable::Mark mark = timetable_.Now();
  const int64_t before = timetable_.worth();
  if (!(at_freed_table ? placement_.Insert(wish)
                       : placement_.InsertBySwaps(wish))) {
    return false;
  }
  if (timetable_.worth() >= before) return true;
  timetable_.UndoTo(mark);
  return placement_.InsertWhereFree(wish);
}

void ChoiceSearch::Construct() {
  // Once over where there is room is cheap; who found none may have to move
  // others.
  for (const int32_t w : order_) {
    if (timetable_.SlotOf(w) != kNone) continue;
    if (work_.exhausted()) {
      placement_.InsertWhereFree(w);
    } else {
      InsertIfWorthWhile(w, false);
    }
  }
  for (const int32_t w : order_) {
    if (work_.exhausted()) break;
    if (timetable_.SlotOf(w) == kNone) InsertIfWorthWhile(w, true);
  }
  timetable_.Keep();
}

// A wish to find a slot for: one that is not held, more often of little slack.
// Where order or rest tie meetings to one another, now and then one that was
// held until now.
int32_t ChoiceSearch::Candidate() {
  if (tied_ && random_.Below(4) == 0) {
    const int32_t wish = order_[At(random_.Below(order_.size()))];
    if (timetable_.index().fair->wishes[At(wish)].fixed) return kNone;
    if (timetable_.SlotOf(wish) != kNone) timetable_.Remove(wish);
    return wish;
  }
  for (int tries = 0; tries < 20; ++tries) {
    int32_t at = random_.Below(order_.size());
    for (int i = 0; i < 2; ++i) {
      at = std::min(at, random_.Below(order_.size()));
    }
    if (timetable_.SlotOf(order_[At(at)]) == kNone) return order_[At(at)];
  }
  return kNone;
}

int64_t ChoiceSearch::CostOf(int32_t wish, int32_t slot) const {
  const Wish& of = timetable_.index().fair->wishes[At(wish)];
  return eviction_.CostOfSeat(of.a, slot) + eviction_.CostOfSeat(of.b, slot);
}

int32_t ChoiceSearch::CheapestSlot(int32_t wish) {
  const SlotSet& can = timetable_.index().can[At(wish)];
  int32_t best = kNone, same = 0;
  int64_t best_cost = Eviction::kNever;
  for (int32_t s = can.Next(0); s != kNone; s = can.Next(s + 1)) {
    const int64_t cost = CostOf(wish, s);
    work_.Spend(1);
    if (cost < best_cost) {
      best = s;
      best_cost = cost;
      same = 1;
    } else if (cost == best_cost && cost < Eviction::kNever &&
               random_.Below(At(++same)) == 0) {
      best = s;
    }
  }
  return best;
}

// One exchange, kept if it loses at most `threshold`.
bool ChoiceSearch::Exchange(int64_t threshold) {
  work_.Spend(5);
  const int64_t before = timetable_.worth();
  const Timetable::Mark mark = timetable_.Now();
  const int32_t wish = Candidate();
  if (wish == kNone) return false;
  const int32_t slot = CheapestSlot(wish);
  if (slot == kNone || !eviction_.Hold(wish, slot)) {
    timetable_.UndoTo(mark);
    return false;
  }
  for (const int32_t w : eviction_.evicted()) placement_.InsertWhereFree(w);
  if (timetable_.worth() < before - threshold) {
    for (const int32_t w : eviction_.evicted()) {
      if (timetable_.SlotOf(w) == kNone) placement_.InsertBySwaps(w);
    }
  }
  if (timetable_.worth() < before - threshold) {
    timetable_.UndoTo(mark);
    return false;
  }
  return true;
}

// Rematches each slot, in a random order, until none is worth more.
void ChoiceSearch::RematchAll() {
  std::vector<int32_t> slots(At(timetable_.index().slot_count));
  for (size_t s = 0; s < slots.size(); ++s) slots[s] = static_cast<int32_t>(s);
  for (bool better = true; better;) {
    better = false;
    random_.Shuffle(slots);
    for (const int32_t slot : slots) {
      if (work_.exhausted()) return;
      better |= Rematch(timetable_, slot, work_);
    }
  }
}

void ChoiceSearch::Improve(int64_t bound, const std::function<void()>& better) {
  if (order_.empty()) return;
  int64_t best = timetable_.worth();
  // What was done since the best, to go back to it.
  timetable_.Keep();
  const auto look = [&] {
    if (timetable_.worth() <= best) return;
    best = timetable_.worth();
    timetable_.Keep();
    better();
  };
  int64_t widest = typical_ / 8;
  while (best < bound && !work_.exhausted()) {
    if (!timetable_.KeepsPrinted()) {
      RematchAll();
      look();
    }
    for (int32_t i = 0; i < kRound && best < bound && !work_.exhausted(); ++i) {
      // Mostly none: a walk over equals finds most of what there is.
      Exchange(random_.Below(4) == 0 ? random_.UpTo(widest) : 0);
      look();
    }
    if (timetable_.KeepsPrinted()) timetable_.UndoTo(0);
    widest = widest * 15 / 16;
  }
  timetable_.UndoTo(0);
}

}  // namespace ketnoi::schedule
