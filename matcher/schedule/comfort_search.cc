#include "matcher/schedule/comfort_search.h"

#include <algorithm>
#include <cstddef>

#include "matcher/optimize/at.h"

namespace ketnoi::schedule {
namespace {

constexpr int32_t kTriesBetweenLooks = 4'000;
// One in so many changes that make things worse by one is kept: at first and
// at last.
constexpr int32_t kFirstPatience = 6;
constexpr int32_t kLastPatience = 400;

}  // namespace

ComfortSearch::ComfortSearch(Timetable& timetable, uint64_t seed,
                             optimize::Work& work)
    : timetable_(timetable),
      random_(seed),
      work_(work),
      placement_(timetable, work) {
  const Fair& fair = *timetable.index().fair;
  breaks_first_ =
      std::find(fair.goals.begin(), fair.goals.end(), Goal::kBreaks) <
      std::find(fair.goals.begin(), fair.goals.end(), Goal::kAreaMoves);
  for (const Table& table : fair.tables) {
    areas_ |= table.area != fair.tables[0].area;
  }
  for (size_t s = 0; s < fair.slots.size(); ++s) {
    if (s == 0 || fair.slots[s].day != fair.slots[s - 1].day) {
      days_.emplace_back();
    }
    days_.back().Add(static_cast<int32_t>(s));
  }
  of_.resize(fair.participants.size());
  Recount();
  for (size_t p = 0; p < of_.size(); ++p) {
    const auto participant = static_cast<int32_t>(p);
    if (timetable.HeldBy(participant) > 0) met_.push_back(participant);
  }
}

void ComfortSearch::Recount() {
  total_ = {};
  for (size_t p = 0; p < of_.size(); ++p) {
    of_[p] = Of(static_cast<int32_t>(p));
    total_.first += of_[p].first;
    total_.second += of_[p].second;
  }
}

int64_t ComfortSearch::BreaksOf(int32_t participant) const {
  int64_t breaks = 0;
  for (const SlotSet& day : days_) {
    const SlotSet busy = timetable_.Busy(participant) & day;
    int32_t before = busy.Next(0);
    while (before != kNone) {
      const int32_t next = busy.Next(before + 1);
      if (next > before + 1) ++breaks;
      before = next;
    }
  }
  return breaks;
}

ComfortSearch::Areas ComfortSearch::AreasOf(int32_t participant,
                                            int32_t slot) const {
  const Pool& tables = timetable_.index().tables;
  Areas areas;
  for (int32_t w = timetable_.FirstOf(participant, slot); w != kNone;
       w = timetable_.NextOf(participant, w)) {
    areas.set(At(tables.kinds[At(timetable_.TableKindOf(w))].area));
  }
  return areas;
}

int64_t ComfortSearch::AreaMovesOf(int32_t participant) const {
  int64_t moves = 0;
  for (const SlotSet& day : days_) {
    const SlotSet busy = timetable_.Busy(participant) & day;
    Areas before;
    for (int32_t s = busy.Next(0); s != kNone; s = busy.Next(s + 1)) {
      const Areas areas = AreasOf(participant, s);
      if (before.any() && (areas & before).none()) ++moves;
      before = areas;
    }
  }
  return moves;
}

Discomfort ComfortSearch::Of(int32_t participant) const {
  const int64_t breaks = BreaksOf(participant);
  const int64_t moves = areas_ ? AreaMovesOf(participant) : 0;
  return breaks_first_ ? Discomfort{breaks, moves} : Discomfort{moves, breaks};
}

// Somebody who has breaks or moves, if that is found soon.
int32_t ComfortSearch::Uneasy() {
  int32_t one = met_[At(random_.Below(met_.size()))];
  for (int tries = 0; tries < 20; ++tries) {
    if (of_[At(one)] > Discomfort{}) break;
    one = met_[At(random_.Below(met_.size()))];
  }
  return one;
}

int32_t ComfortSearch::AnyMeeting(int32_t participant) {
  const SlotSet& busy = timetable_.Busy(participant);
  int32_t left = random_.Below(At(busy.Count()));
  int32_t slot = busy.Next(0);
  while (left-- > 0) slot = busy.Next(slot + 1);
  return timetable_.FirstOf(participant, slot);
}

// A slot without meetings of the participant, next to one with; now and then
// any slot without.
int32_t ComfortSearch::GapNear(int32_t participant, int32_t except) {
  const FairIndex& index = timetable_.index();
  SlotSet busy = timetable_.Busy(participant);
  SlotSet free = index.fair->participants[At(participant)].available - busy;
  busy.Remove(except);
  const bool anywhere = random_.Below(8) == 0;
  int32_t found = kNone, seen = 0;
  for (int32_t s = free.Next(0); s != kNone; s = free.Next(s + 1)) {
    const bool near = (s > 0 && busy.Has(s - 1)) ||
                      (s + 1 < index.slot_count && busy.Has(s + 1));
    if (!near && !anywhere) continue;
    if (random_.Below(At(++seen)) == 0) found = s;
  }
  return found;
}

bool ComfortSearch::MoveOne(int32_t wish, int32_t slot) {
  const Timetable::Mark mark = timetable_.Now();
  timetable_.Remove(wish);
  if (!timetable_.Place(wish, slot)) {
    timetable_.UndoTo(mark);
    return false;
  }
  return true;
}

bool ComfortSearch::ChangeSlot(int32_t participant) {
  const FairIndex& index = timetable_.index();
  const int32_t wish = AnyMeeting(participant);
  if (index.fair->wishes[At(wish)].fixed) return false;
  const int32_t from = timetable_.SlotOf(wish);
  const int32_t to = GapNear(participant, from);
  if (to == kNone || !index.can[At(wish)].Has(to)) return false;
  return MoveOne(wish, to) ||
         placement_.SwapBalanced(participant, from, to, random_);
}

bool ComfortSearch::ChangeTable(int32_t participant) {
  const int32_t wish = AnyMeeting(participant);
  const int32_t slot = timetable_.SlotOf(wish);
  const std::vector<int32_t>& kinds = timetable_.index().tables.KindsFor(wish);
  const int32_t kind = kinds[At(random_.Below(kinds.size()))];
  const int32_t own = timetable_.TableKindOf(wish);
  if (kind == own) return false;
  if (timetable_.SetTableKind(wish, kind)) return true;
  // Somebody there changes places with them.
  const std::vector<int32_t>& in = timetable_.In(slot);
  for (int tries = 0; tries < 8; ++tries) {
    const int32_t other = in[At(random_.Below(in.size()))];
    if (timetable_.TableKindOf(other) == kind &&
        timetable_.SwapTableKinds(wish, other)) {
      return true;
    }
  }
  return false;
}

bool ComfortSearch::Change(int32_t participant) {
  if (areas_ && random_.Below(3) == 0) return ChangeTable(participant);
  return ChangeSlot(participant);
}

// Worse by d is kept once in patience^d times.
bool ComfortSearch::Accept(const Discomfort& before, const Discomfort& after,
                           int32_t patience) {
  const int64_t worse = after.first != before.first
                            ? after.first - before.first
                            : after.second - before.second;
  if (worse <= 0) return true;
  if (worse > 3) return false;
  int64_t odds = 1;
  for (int64_t i = 0; i < worse; ++i) odds *= patience;
  return random_.UpTo(odds - 1) == 0;
}

void ComfortSearch::FindTouched(Timetable::Mark mark) {
  wishes_.clear();
  touched_.clear();
  timetable_.AddTouched(mark, wishes_);
  for (const int32_t w : wishes_) {
    const Wish& wish = timetable_.index().fair->wishes[At(w)];
    touched_.push_back(wish.a);
    touched_.push_back(wish.b);
  }
  std::sort(touched_.begin(), touched_.end());
  touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
}

bool ComfortSearch::Try(int32_t patience) {
  work_.Spend(10);
  const Timetable::Mark mark = timetable_.Now();
  if (!Change(Uneasy())) return false;
  FindTouched(mark);
  work_.Spend(2 * static_cast<int64_t>(touched_.size()));
  Discomfort after = total_;
  for (const int32_t p : touched_) {
    const Discomfort now = Of(p);
    after.first += now.first - of_[At(p)].first;
    after.second += now.second - of_[At(p)].second;
  }
  if (!Accept(total_, after, patience)) {
    timetable_.UndoTo(mark);
    return false;
  }
  for (const int32_t p : touched_) of_[At(p)] = Of(p);
  total_ = after;
  return true;
}

void ComfortSearch::Improve(const std::function<void()>& better,
                            const std::function<double()>& time_passed) {
  if (met_.empty()) return;
  timetable_.Keep();
  Discomfort best = total_;
  const int64_t all = std::max<int64_t>(1, work_.left());
  while (best > Discomfort{} && !work_.exhausted()) {
    const auto at = [](int64_t done, int64_t of) {
      return static_cast<int32_t>(kFirstPatience +
                                  (kLastPatience - kFirstPatience) * done / of);
    };
    constexpr int64_t kAllTime = 1'000;
    const double time = std::clamp(time_passed(), 0.0, 1.0) * kAllTime;
    const int32_t patience = std::max(at(all - work_.left(), all),
                                      at(static_cast<int64_t>(time), kAllTime));
    const Discomfort before = best;
    for (int32_t i = 0; i < kTriesBetweenLooks; ++i) {
      if (!Try(patience) || !(total_ < best)) continue;
      best = total_;
      timetable_.Keep();
    }
    if (best < before) better();
  }
  timetable_.UndoTo(0);
  Recount();
}

}  // namespace ketnoi::schedule
