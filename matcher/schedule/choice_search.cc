#include "matcher/schedule/choice_search.h"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "matcher/optimize/at.h"
#include "matcher/schedule/slot_matching.h"

namespace ketnoi::schedule {
namespace {

constexpr int64_t kNever = std::numeric_limits<int64_t>::max() / 8;
// Exchanges between two looks at how far the search is.
constexpr int32_t kRound = 2'000;

}  // namespace

ChoiceSearch::ChoiceSearch(Timetable& timetable, const Choice& choice,
                           uint64_t seed, optimize::Work& work)
    : timetable_(timetable),
      random_(seed),
      work_(work),
      placement_(timetable, work) {
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
    if (work_.exhausted()) break;
    if (timetable_.SlotOf(w) == kNone) InsertIfWorthWhile(w, false);
  }
  for (const int32_t w : order_) {
    if (work_.exhausted()) break;
    if (timetable_.SlotOf(w) == kNone) InsertIfWorthWhile(w, true);
  }
  timetable_.Keep();
}

// One that is not held, more often of little slack.
int32_t ChoiceSearch::Candidate() {
  for (int tries = 0; tries < 20; ++tries) {
    int32_t at = random_.Below(order_.size());
    for (int i = 0; i < 2; ++i) {
      at = std::min(at, random_.Below(order_.size()));
    }
    if (timetable_.SlotOf(order_[At(at)]) == kNone) return order_[At(at)];
  }
  return kNone;
}

// The cheapest meeting of the participant in the slot that could be let go;
// kNone: there is none.
int32_t ChoiceSearch::CheapestIn(int32_t participant, int32_t slot) const {
  int32_t cheapest = kNone;
  for (int32_t w = timetable_.FirstOf(participant, slot); w != kNone;
       w = timetable_.NextOf(participant, w)) {
    cheapest = CheaperOf(cheapest, w);
  }
  return cheapest;
}

// Which of the two costs less to let go, the first if they cost the same; kNone
// is neither. A fixed one cannot go.
int32_t ChoiceSearch::CheaperOf(int32_t first, int32_t second) const {
  if (timetable_.index().fair->wishes[At(second)].fixed) return first;
  return first == kNone || timetable_.LossOf(second) < timetable_.LossOf(first)
             ? second
             : first;
}

// What it would cost to give the participant a seat in the slot.
int64_t ChoiceSearch::CostOfSeat(int32_t participant, int32_t slot) const {
  if (timetable_.Open(participant).Has(slot)) return 0;
  const int32_t cheapest = CheapestIn(participant, slot);
  return cheapest == kNone ? kNever : timetable_.LossOf(cheapest);
}

int64_t ChoiceSearch::CostOf(int32_t wish, int32_t slot) const {
  const Wish& of = timetable_.index().fair->wishes[At(wish)];
  return CostOfSeat(of.a, slot) + CostOfSeat(of.b, slot);
}

int32_t ChoiceSearch::CheapestSlot(int32_t wish) {
  const SlotSet& can = timetable_.index().can[At(wish)];
  int32_t best = kNone, same = 0;
  int64_t best_cost = kNever;
  for (int32_t s = can.Next(0); s != kNone; s = can.Next(s + 1)) {
    const int64_t cost = CostOf(wish, s);
    work_.Spend(1);
    if (cost < best_cost) {
      best = s;
      best_cost = cost;
      same = 1;
    } else if (cost == best_cost && cost < kNever &&
               random_.Below(At(++same)) == 0) {
      best = s;
    }
  }
  return best;
}

// False: there is none to let go.
bool ChoiceSearch::LetGo(int32_t wish) {
  if (wish == kNone) return false;
  timetable_.Remove(wish);
  evicted_.push_back(wish);
  return true;
}

bool ChoiceSearch::EvictFrom(int32_t participant, int32_t slot) {
  return timetable_.Open(participant).Has(slot) ||
         LetGo(CheapestIn(participant, slot));
}

// Lets go of the cheapest meeting of a participant who has as many as wanted.
bool ChoiceSearch::EvictFull(int32_t participant) {
  if (!timetable_.Full(participant)) return true;
  int32_t cheapest = kNone;
  for (const int32_t w : timetable_.index().wishes_of[At(participant)]) {
    work_.Spend(1);
    if (timetable_.SlotOf(w) != kNone) cheapest = CheaperOf(cheapest, w);
  }
  return LetGo(cheapest);
}

// Lets go of one of some meetings of the slot at a table that would do.
bool ChoiceSearch::EvictAtTable(int32_t wish, int32_t slot) {
  if (timetable_.HasTable(wish, slot)) return true;
  const std::vector<int32_t>& in = timetable_.In(slot);
  const std::vector<int32_t>& kinds = timetable_.index().tables.KindsFor(wish);
  int32_t cheapest = kNone;
  for (int tries = 0; tries < 8 && !in.empty(); ++tries) {
    const int32_t w = in[At(random_.Below(in.size()))];
    work_.Spend(1);
    if (std::find(kinds.begin(), kinds.end(), timetable_.TableKindOf(w)) !=
        kinds.end()) {
      cheapest = CheaperOf(cheapest, w);
    }
  }
  return LetGo(cheapest);
}

// Holds the wish in the slot, letting go of whoever is in its way; they are in
// evicted_.
bool ChoiceSearch::Evict(int32_t wish, int32_t slot) {
  const Wish& of = timetable_.index().fair->wishes[At(wish)];
  return EvictFrom(of.a, slot) && EvictFrom(of.b, slot) && EvictFull(of.a) &&
         EvictFull(of.b) && EvictAtTable(wish, slot) &&
         timetable_.Place(wish, slot);
}

// One exchange, kept if it loses at most `threshold`.
bool ChoiceSearch::Exchange(int64_t threshold) {
  work_.Spend(5);
  const int32_t wish = Candidate();
  if (wish == kNone) return false;
  const int32_t slot = CheapestSlot(wish);
  if (slot == kNone) return false;
  const int64_t before = timetable_.worth();
  const Timetable::Mark mark = timetable_.Now();
  evicted_.clear();
  if (!Evict(wish, slot)) {
    timetable_.UndoTo(mark);
    return false;
  }
  for (size_t i = 0; i < evicted_.size(); ++i) {
    placement_.InsertWhereFree(evicted_[i]);
  }
  if (timetable_.worth() < before - threshold) {
    for (size_t i = 0; i < evicted_.size(); ++i) {
      if (timetable_.SlotOf(evicted_[i]) == kNone) {
        placement_.InsertBySwaps(evicted_[i]);
      }
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
