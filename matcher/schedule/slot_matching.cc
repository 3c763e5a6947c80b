#include "matcher/schedule/slot_matching.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "matcher/optimize/at.h"
#include "matcher/optimize/gainful_flow.h"

namespace ketnoi::schedule {
namespace {

using optimize::GainfulFlow;

// Flow goes from the source through `a`s, wishes and `b`s back to the source.
class SlotMatching {
 public:
  // Requires that nothing but fixed wishes is held in the slot.
  SlotMatching(const Timetable& timetable, int32_t slot)
      : timetable_(timetable),
        index_(timetable.index()),
        slot_(slot),
        nodes_(2 * index_.fair->participants.size(), kNone) {
    source_ = flow_.AddNode();
    tables_ = flow_.AddNode();
    int64_t tables = 0;
    for (const Pool::Kind& kind : index_.tables.kinds) {
      tables += kind.capacity[At(slot)];
    }
    flow_.AddArc(source_, tables_, tables, 0);
    for (size_t w = 0; w < index_.can.size(); ++w) {
      AddWish(static_cast<int32_t>(w));
    }
  }

  size_t size() const { return wishes_.size(); }

  std::vector<int32_t> Best() {
    flow_.Run();
    std::vector<int32_t> best;
    for (size_t i = 0; i < wishes_.size(); ++i) {
      if (flow_.FlowOn(arcs_[i]) > 0) {
        best.push_back(wishes_[i]);
      }
    }
    return best;
  }

 private:
  // Of the participant as an `a` or a `b`, with what its meetings add for
  // reaching its floor.
  GainfulFlow::Node NodeOf(int32_t participant, bool is_a) {
    GainfulFlow::Node& node = nodes_[2 * At(participant) + (is_a ? 0 : 1)];
    if (node != kNone) return node;
    node = flow_.AddNode();
    const Participant& one = index_.fair->participants[At(participant)];
    const int32_t held = timetable_.HeldBy(participant);
    const int32_t seats =
        std::min(SeatsLeft(participant), index_.most[At(participant)] - held);
    const int32_t below =
        std::clamp(one.min_meetings - held, 0, std::max(0, seats));
    const GainfulFlow::Node from = is_a ? tables_ : node;
    const GainfulFlow::Node to = is_a ? node : source_;
    if (below > 0) flow_.AddArc(from, to, below, index_.worth.floor);
    if (seats > below) flow_.AddArc(from, to, seats - below, 0);
    return node;
  }

  int32_t SeatsLeft(int32_t participant) const {
    int32_t seats = index_.fair->participants[At(participant)].seats;
    for (int32_t w = timetable_.FirstOf(participant, slot_); w != kNone;
         w = timetable_.NextOf(participant, w)) {
      --seats;
    }
    return seats;
  }

  void AddWish(int32_t w) {
    const Wish& wish = index_.fair->wishes[At(w)];
    if (timetable_.SlotOf(w) != kNone || !index_.can[At(w)].Has(slot_) ||
        index_.IsLate(w)) {
      return;
    }
    const GainfulFlow::Node a = NodeOf(wish.a, true), b = NodeOf(wish.b, false);
    wishes_.push_back(w);
    arcs_.push_back(flow_.AddArc(a, b, 1, index_.worth_of[At(w)]));
  }

  const Timetable& timetable_;
  const FairIndex& index_;
  const int32_t slot_;
  GainfulFlow flow_;
  GainfulFlow::Node source_, tables_;
  std::vector<GainfulFlow::Node> nodes_;  // by participant, as `a` and as `b`
  std::vector<int32_t> wishes_;
  std::vector<GainfulFlow::Arc> arcs_;
};

}  // namespace

bool Rematch(Timetable& timetable, int32_t slot, optimize::Work& work) {
  const int64_t before = timetable.worth();
  const Timetable::Mark mark = timetable.Now();
  const std::vector<int32_t> held = timetable.In(slot);
  for (const int32_t w : held) {
    if (!timetable.index().fair->wishes[At(w)].fixed) timetable.Remove(w);
  }
  SlotMatching matching(timetable, slot);
  constexpr int64_t kStepsOfWish = 40;
  work.Spend(kStepsOfWish * static_cast<int64_t>(matching.size()));
  for (const int32_t w : matching.Best()) timetable.Place(w, slot);
  if (timetable.worth() > before) return true;
  timetable.UndoTo(mark);
  return false;
}

}  // namespace ketnoi::schedule
