#include "matcher/schedule/choice_flow.h"

#include <algorithm>
#include <cstddef>

#include "matcher/optimize/at.h"
#include "matcher/optimize/gainful_flow.h"

namespace ketnoi::schedule {
namespace {

using optimize::GainfulFlow;

// Flow goes from the source through the participants of one side, wishes, and
// the participants of the other to slots and the sink. Who is on both sides is
// two nodes, which only raises the bound.
class ChoiceFlow {
 public:
  ChoiceFlow(const FairIndex& index, const Worth& worth)
      : index_(index), worth_(worth) {
    Build();
  }

  Choice Run() {
    flow_.Run();
    Choice choice;
    const size_t wishes = index_.fair->wishes.size();
    choice.chosen.resize(wishes);
    choice.slack.resize(wishes, kMostWorth);
    for (size_t w = 0; w < wishes; ++w) {
      if (arc_of_[w] == kNone) continue;
      choice.chosen[w] = flow_.FlowOn(arc_of_[w]) > 0;
      choice.slack[w] = flow_.SlackOf(arc_of_[w]);
    }
    Count(choice);
    return choice;
  }

 private:
  int32_t SideOf(const Wish& wish, int side) const {
    return side == 0 ? wish.a : wish.b;
  }

  // By participant: how many wishes it has on the side.
  std::vector<int64_t> WishesOn(int side) const {
    std::vector<int64_t> count(index_.fair->participants.size());
    for (size_t w = 0; w < index_.fair->wishes.size(); ++w) {
      if (index_.can[w].Empty()) continue;
      ++count[At(SideOf(index_.fair->wishes[w], side))];
    }
    return count;
  }

  int64_t SeatsOn(const std::vector<int64_t>& wishes) const {
    int64_t seats = 0;
    for (size_t p = 0; p < wishes.size(); ++p) {
      seats += std::min<int64_t>(wishes[p], index_.most[p]);
    }
    return seats;
  }

  // The participants of a side as nodes, and what their first and further
  // meetings are worth on the way to or from `end`.
  std::vector<GainfulFlow::Node> AddSide(const std::vector<int64_t>& wishes,
                                         GainfulFlow::Node end, bool from_end) {
    std::vector<GainfulFlow::Node> nodes(wishes.size(), kNone);
    for (size_t p = 0; p < wishes.size(); ++p) {
      if (wishes[p] == 0) continue;
      nodes[p] = flow_.AddNode();
      AddMeetings(p, from_end ? end : nodes[p], from_end ? nodes[p] : end);
    }
    return nodes;
  }

  void AddMeetings(size_t p, GainfulFlow::Node from, GainfulFlow::Node to) {
    const int64_t most = index_.most[p];
    const int64_t floor =
        std::min<int64_t>(most, index_.fair->participants[p].min_meetings);
    if (floor > 0)
      floors_.push_back(flow_.AddArc(from, to, floor, worth_.floor));
    if (most > floor) flow_.AddArc(from, to, most - floor, 0);
  }

  void Build() {
    const std::vector<int64_t> wishes[2] = {WishesOn(0), WishesOn(1)};
    const int spread = SeatsOn(wishes[0]) <= SeatsOn(wishes[1]) ? 0 : 1;
    const GainfulFlow::Node source = flow_.AddNode();
    const GainfulFlow::Node sink = flow_.AddNode();
    std::vector<GainfulFlow::Node> nodes[2];
    nodes[1 - spread] = AddSide(wishes[1 - spread], source, true);
    nodes[spread] = AddSpreadSide(wishes[spread], wishes[1 - spread], sink);
    const std::vector<Wish>& all = index_.fair->wishes;
    for (size_t w = 0; w < all.size(); ++w) {
      if (index_.can[w].Empty()) {
        arc_of_.push_back(kNone);
        continue;
      }
      const GainfulFlow::Node from =
          nodes[1 - spread][At(SideOf(all[w], 1 - spread))];
      const GainfulFlow::Node to = nodes[spread][At(SideOf(all[w], spread))];
      const int64_t gain =
          all[w].value * worth_.value + (all[w].must ? worth_.must : 0);
      arc_of_.push_back(flow_.AddArc(from, to, 1, gain));
    }
    flow_.AddArc(sink, source, static_cast<int64_t>(all.size()), 0);
  }

  // By slot: the seats of those of a side that are there.
  std::vector<int64_t> SeatsBySlot(const std::vector<int64_t>& wishes) const {
    std::vector<int64_t> seats(At(index_.slot_count));
    for (size_t p = 0; p < wishes.size(); ++p) {
      const Participant& one = index_.fair->participants[p];
      for (int32_t s = one.available.Next(0); wishes[p] > 0 && s != kNone;
           s = one.available.Next(s + 1)) {
        seats[At(s)] += one.seats;
      }
      for (const FairIndex::Beyond& more : index_.beyond[p]) {
        if (wishes[p] > 0) seats[At(more.slot)] += more.meetings;
      }
    }
    return seats;
  }

  // By slot: how many meetings tables and the other side's seats leave room
  // for.
  std::vector<int64_t> RoomBySlot(const std::vector<int64_t>& others) const {
    std::vector<int64_t> room(At(index_.slot_count));
    for (const Pool::Kind& kind : index_.tables.kinds) {
      for (size_t s = 0; s < room.size(); ++s) room[s] += kind.capacity[s];
    }
    const std::vector<int64_t> seats = SeatsBySlot(others);
    for (size_t s = 0; s < room.size(); ++s) {
      room[s] = std::min(room[s], seats[s]);
    }
    return room;
  }

  // Participants that have room in every slot need not be spread.
  std::vector<GainfulFlow::Node> AddSpreadSide(
      const std::vector<int64_t>& wishes, const std::vector<int64_t>& others,
      GainfulFlow::Node sink) {
    const std::vector<int64_t> room = RoomBySlot(others);
    const std::vector<int64_t> seats = SeatsBySlot(wishes);
    bool enough = true;
    for (size_t s = 0; s < seats.size(); ++s) enough &= seats[s] <= room[s];
    if (enough) return AddSide(wishes, sink, false);

    std::vector<GainfulFlow::Node> slots;
    for (const int64_t count : room) {
      slots.push_back(flow_.AddNode());
      flow_.AddArc(slots.back(), sink, count, 0);
    }
    std::vector<GainfulFlow::Node> nodes(wishes.size(), kNone);
    for (size_t p = 0; p < wishes.size(); ++p) {
      if (wishes[p] == 0) continue;
      const Participant& one = index_.fair->participants[p];
      nodes[p] = flow_.AddNode();
      const GainfulFlow::Node spread = flow_.AddNode();
      AddMeetings(p, nodes[p], spread);
      for (int32_t s = one.available.Next(0); s != kNone;
           s = one.available.Next(s + 1)) {
        flow_.AddArc(spread, slots[At(s)], one.seats, 0);
      }
      for (const FairIndex::Beyond& more : index_.beyond[p]) {
        flow_.AddArc(spread, slots[At(more.slot)], more.meetings, 0);
      }
    }
    return nodes;
  }

  void Count(Choice& choice) const {
    for (size_t w = 0; w < choice.chosen.size(); ++w) {
      if (!choice.chosen[w]) continue;
      choice.measures.musts += index_.fair->wishes[w].must ? 1 : 0;
      choice.measures.value += index_.fair->wishes[w].value;
    }
    for (const Participant& one : index_.fair->participants) {
      choice.measures.missing += one.min_meetings;
    }
    for (const GainfulFlow::Arc arc : floors_) {
      choice.measures.missing -= flow_.FlowOn(arc);
    }
    // Who is on both sides has two floors.
    choice.measures.missing = std::max<int64_t>(0, choice.measures.missing);
  }

  const FairIndex& index_;
  const Worth worth_;
  GainfulFlow flow_;
  std::vector<int32_t> arc_of_;  // by wish
  std::vector<GainfulFlow::Arc> floors_;
};

}  // namespace

Choice ChooseByFlow(const FairIndex& index, const Worth& worth) {
  return ChoiceFlow(index, worth).Run();
}

}  // namespace ketnoi::schedule
