#include "matcher/schedule/eviction.h"

#include <algorithm>
#include <cstddef>

#include "matcher/optimize/at.h"

namespace ketnoi::schedule {

// The cheapest meeting of the participant in the slot that could be let go;
// kNone: there is none.
int32_t Eviction::CheapestIn(int32_t participant, int32_t slot) const {
  int32_t cheapest = kNone;
  for (int32_t w = timetable_.FirstOf(participant, slot); w != kNone;
       w = timetable_.NextOf(participant, w)) {
    cheapest = CheaperOf(cheapest, w);
  }
  return cheapest;
}

// Which of the two costs less to let go, the first if they cost the same; kNone
// is neither. A fixed one cannot go.
int32_t Eviction::CheaperOf(int32_t first, int32_t second) const {
  if (timetable_.index().fair->wishes[At(second)].fixed) return first;
  return first == kNone || timetable_.LossOf(second) < timetable_.LossOf(first)
             ? second
             : first;
}

int64_t Eviction::CostOfSeat(int32_t participant, int32_t slot) const {
  if (timetable_.Open(participant).Has(slot)) return 0;
  const int32_t cheapest = CheapestIn(participant, slot);
  return cheapest == kNone ? kNever : timetable_.LossOf(cheapest);
}

// False: there is none to let go, or it has to stay.
bool Eviction::LetGo(int32_t wish) {
  if (wish == kNone || timetable_.index().fair->wishes[At(wish)].fixed) {
    return false;
  }
  timetable_.Remove(wish);
  evicted_.push_back(wish);
  return true;
}

bool Eviction::EvictFrom(int32_t participant, int32_t slot) {
  return timetable_.Open(participant).Has(slot) ||
         LetGo(CheapestIn(participant, slot));
}

// Lets go of those that are to come before or after the wish and do not.
bool Eviction::EvictOutOfOrder(int32_t wish, int32_t slot) {
  const FairIndex& index = timetable_.index();
  for (const int32_t first : index.before[At(wish)]) {
    if (timetable_.SlotOf(first) >= slot && !LetGo(first)) return false;
  }
  for (const int32_t last : index.after[At(wish)]) {
    const int32_t at = timetable_.SlotOf(last);
    if (at != kNone && at <= slot && !LetGo(last)) return false;
  }
  return true;
}

int64_t Eviction::LossOfAll(int32_t participant, int32_t slot) const {
  int64_t loss = 0;
  for (int32_t w = timetable_.FirstOf(participant, slot); w != kNone;
       w = timetable_.NextOf(participant, w)) {
    loss += timetable_.LossOf(w);
  }
  return loss;
}

// Lets go of the participant's meetings of another slot, the cheapest that
// leaves the rest that is due beside a meeting in this one.
bool Eviction::EvictForRest(int32_t participant, int32_t slot) {
  const SlotSet busy = timetable_.Busy(participant);
  if (timetable_.RestAllows(participant, slot, busy)) return true;
  int32_t best = kNone, same = 0;
  int64_t best_loss = kNever;
  for (int32_t s = busy.Next(0); s != kNone; s = busy.Next(s + 1)) {
    work_.Spend(1);
    if (!timetable_.RestAllows(participant, slot, busy - SlotSet::Of(s))) {
      continue;
    }
    const int64_t loss = LossOfAll(participant, s);
    if (loss > best_loss) continue;
    same = loss < best_loss ? 1 : same + 1;
    if (random_.Below(At(same)) == 0) best = s;
    best_loss = loss;
  }
  if (best == kNone) return false;
  while (timetable_.Busy(participant).Has(best)) {
    if (!LetGo(timetable_.FirstOf(participant, best))) return false;
  }
  return true;
}

// Lets go of the cheapest meeting of a participant who has as many as wanted.
bool Eviction::EvictFull(int32_t participant) {
  if (!timetable_.Full(participant)) return true;
  int32_t cheapest = kNone;
  for (const int32_t w : timetable_.index().wishes_of[At(participant)]) {
    work_.Spend(1);
    if (timetable_.SlotOf(w) != kNone) cheapest = CheaperOf(cheapest, w);
  }
  return LetGo(cheapest);
}

// Lets go of one of some meetings of the slot at a table that would do.
bool Eviction::EvictAtTable(int32_t wish, int32_t slot) {
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

bool Eviction::Hold(int32_t wish, int32_t slot) {
  evicted_.clear();
  const Wish& of = timetable_.index().fair->wishes[At(wish)];
  return EvictOutOfOrder(wish, slot) && EvictFrom(of.a, slot) &&
         EvictFrom(of.b, slot) && EvictForRest(of.a, slot) &&
         EvictForRest(of.b, slot) && EvictFull(of.a) && EvictFull(of.b) &&
         EvictAtTable(wish, slot) && timetable_.Place(wish, slot);
}

}  // namespace ketnoi::schedule
