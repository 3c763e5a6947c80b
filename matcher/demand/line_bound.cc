// MostCompleteLines and MostOtherSources: both price what suppliers and pools
// have room for, so that each line is a problem of its own.

#include <algorithm>
#include <cstddef>
#include <vector>

#include "matcher/demand/plan_bound.h"
#include "matcher/optimize/at.h"
#include "matcher/optimize/subgradient.h"

namespace ketnoi::demand {
namespace {

// What a line, or a source, is worth, in the units of prices.
constexpr int64_t kOne = int64_t{1} << 34;
constexpr int64_t kRoomsBelow = 1 << 20;
constexpr int64_t kWhole = 1 << 10;
constexpr int64_t kSpread = 64;

// Something that runs out: a supplier's lines, or a pool.
struct Room {
  int64_t size = 0;
  int64_t most_price = 0;
};

class LineBound {
 public:
  // `fixed`: the complete lines are as many as said, and other sources count;
  // without it complete lines count.
  LineBound(const PlanGraph& graph, const Coverage& value, bool fixed)
      : graph_(graph), value_(value), fixed_(fixed) {
    AddRooms();
    prices_.assign(rooms_.size(), 0);
    worth_.assign(rooms_.size() + 1, 0);
    order_.resize(At(graph.entry_count()));
    cost_.resize(At(graph.entry_count()));
  }

  int64_t Run(optimize::Work& work) {
    const int64_t value = fixed_ ? value_.other_sources : value_.complete_lines;
    int64_t best = Price(work);
    std::vector<int64_t> first = worth_;
    for (const int64_t spread : {kSpread, kSpread / 2, int64_t{0}}) {
      Guess(spread);
      const int64_t bound = Price(work);
      if (bound >= best) continue;
      best = bound;
      first = worth_;
    }
    worth_ = first;
    optimize::Subgradient steps;
    while (true) {
      const int64_t bound = Price(work);
      const bool better = bound < best;
      best = std::min(best, bound);
      if (best / kOne <= value || !steps.GoesOn(better, worth_) ||
          work.exhausted()) {
        return best / kOne;
      }
      Move(steps, bound - value * kOne);
    }
  }

 private:
  // Rooms of suppliers, then of pools. A price at which a room costs more than
  // all that could be in it is worth is too high.
  void AddRooms() {
    of_supplier_.assign(At(graph_.supplier_count()), -1);
    for (int32_t s = 0; s < graph_.supplier_count(); ++s) {
      if (graph_.most_lines(s) == PlanGraph::kUnlimited) continue;
      of_supplier_[At(s)] = static_cast<int32_t>(rooms_.size());
      AddRoom(graph_.most_lines(s), graph_.OfSupplier(s).size());
    }
    first_pool_ = static_cast<int32_t>(rooms_.size());
    share_.resize(At(graph_.entry_count()));
    for (int32_t p = 0; p < graph_.pool_count(); ++p) {
      int shift = 0;
      while (graph_.free(p) >> shift >= kRoomsBelow) ++shift;
      AddRoom(graph_.free(p) >> shift, graph_.OfPool(p).size());
      for (const int32_t e : graph_.OfPool(p)) {
        share_[At(e)] = graph_.entry(e).share >> shift;
      }
    }
  }

  void AddRoom(int64_t size, size_t entries) {
    rooms_.push_back({size, kOne * static_cast<int64_t>(entries) / size});
  }

  // Prices to begin with: a room costs something if more than `most`
  // kSpread-ths of it were taken, were the lines to spread evenly over their
  // candidates; then as much that an average line of it is worth nothing.
  void Guess(int64_t most) {
    worth_.assign(worth_.size(), 0);
    std::vector<int64_t> count(rooms_.size()), spread(rooms_.size()),
        all(rooms_.size());
    const auto add = [&](int32_t room, int64_t size, int32_t line) {
      ++count[At(room)];
      spread[At(room)] +=
          size * graph_.wanted(line) * kSpread / graph_.LineEntries(line);
      all[At(room)] += size * graph_.wanted(line);
    };
    for (int32_t e = 0; e < graph_.entry_count(); ++e) {
      const PlanEntry& entry = graph_.entry(e);
      const int32_t room = of_supplier_[At(entry.supplier)];
      if (room >= 0) add(room, 1, entry.line);
      if (entry.pool >= 0)
        add(first_pool_ + entry.pool, share_[At(e)], entry.line);
    }
    for (size_t r = 0; r < rooms_.size(); ++r) {
      if (spread[r] <= rooms_[r].size * most) continue;
      worth_[r] = kOne / kWhole * count[r] * rooms_[r].size / all[r];
    }
  }

  int64_t Price(optimize::Work& work) {
    left_.clear();
    int64_t bound = 0;
    for (size_t r = 0; r < rooms_.size(); ++r) {
      prices_[r] = std::clamp<int64_t>(worth_[r] * kWhole / rooms_[r].size, 0,
                                       rooms_[r].most_price);
      left_.push_back(rooms_[r].size);
      bound += rooms_[r].size * prices_[r];
    }
    complete_price_ = worth_.back() * kWhole;
    if (fixed_) bound -= value_.complete_lines * complete_price_;
    complete_ = 0;
    for (int32_t l = 0; l < graph_.line_count(); ++l) bound += PriceLine(l);
    work.Spend(10 * graph_.entry_count());
    return bound;
  }

  int64_t CostOf(int32_t e) const {
    const PlanEntry& entry = graph_.entry(e);
    const int32_t room = of_supplier_[At(entry.supplier)];
    const int64_t limit = room < 0 ? 0 : prices_[At(room)];
    return limit + (entry.pool < 0 ? 0
                                   : share_[At(e)] *
                                         prices_[At(first_pool_ + entry.pool)]);
  }

  // The most that the line's sources are worth above what they cost.
  int64_t PriceLine(int32_t line) {
    const auto begin = order_.begin() + graph_.LineBegin(line);
    const auto end = order_.begin() + graph_.LineEnd(line);
    for (int32_t e = graph_.LineBegin(line); e < graph_.LineEnd(line); ++e) {
      order_[At(e)] = e;
      cost_[At(e)] = CostOf(e);
    }
    const int32_t most =
        std::min(graph_.wanted(line), graph_.LineEntries(line));
    std::partial_sort(begin, begin + most, end, [this](int32_t a, int32_t b) {
      return cost_[At(a)] != cost_[At(b)] ? cost_[At(a)] < cost_[At(b)] : a < b;
    });
    int64_t best = 0, sum = 0;
    int32_t count = 0;
    for (int32_t i = 0; i < most; ++i) {
      sum += (fixed_ ? kOne : 0) - cost_[At(begin[i])];
      const bool complete = i + 1 == graph_.wanted(line);
      const int64_t worth =
          !complete ? sum
          : fixed_  ? sum - graph_.wanted(line) * kOne + complete_price_
                    : sum + kOne;
      if (worth <= best) continue;
      best = worth;
      count = i + 1;
    }
    if (count == graph_.wanted(line)) ++complete_;
    for (int32_t i = 0; i < count; ++i) Use(begin[i]);
    return best;
  }

  void Use(int32_t e) {
    const PlanEntry& entry = graph_.entry(e);
    const int32_t room = of_supplier_[At(entry.supplier)];
    if (room >= 0) --left_[At(room)];
    if (entry.pool >= 0) left_[At(first_pool_ + entry.pool)] -= share_[At(e)];
  }

  void Move(optimize::Subgradient& steps, int64_t distance) {
    std::vector<int64_t> subgradient;
    for (size_t r = 0; r < rooms_.size(); ++r) {
      worth_[r] = std::max<int64_t>(worth_[r], 0);
      const int64_t lacking = std::clamp<int64_t>(
          -left_[r] * kWhole / rooms_[r].size, -kRoomsBelow, kRoomsBelow);
      // A price of 0 does not fall.
      subgradient.push_back(worth_[r] == 0 ? std::max<int64_t>(lacking, 0)
                                           : lacking);
    }
    subgradient.push_back(fixed_ ? (value_.complete_lines - complete_) * kWhole
                                 : 0);
    steps.Move(subgradient, distance, -kOne * kMostSources, kOne * kMostSources,
               worth_);
  }

  const PlanGraph& graph_;
  const Coverage value_;
  const bool fixed_;
  std::vector<Room> rooms_;
  std::vector<int32_t> of_supplier_;  // its room; -1: it has room for all
  int32_t first_pool_ = 0;            // its room
  std::vector<int64_t> share_;        // by entry, scaled as the pool's room
  // What moves: of each room, and at last of a complete line. Rooms are of very
  // different sizes, so it is what kWhole-th parts of them cost.
  std::vector<int64_t> worth_;
  std::vector<int64_t> prices_;  // by room, of a unit of its size
  int64_t complete_price_ = 0;   // of a complete line
  std::vector<int64_t> left_;    // by room, at the present prices
  int64_t complete_ = 0;
  std::vector<int32_t> order_;
  std::vector<int64_t> cost_;
};

}  // namespace

int64_t MostCompleteLines(const PlanGraph& graph, int64_t value,
                          optimize::Work& work) {
  int64_t possible = 0;
  for (int32_t l = 0; l < graph.line_count(); ++l) {
    possible += graph.CanBeComplete(l) ? 1 : 0;
  }
  if (value >= possible) return possible;
  return std::min(possible, LineBound(graph, {value, 0}, false).Run(work));
}

int64_t MostOtherSources(const PlanGraph& graph, const Coverage& value,
                         optimize::Work& work) {
  // Of lines that cannot be complete, all; of as many others as are not, all
  // but one: those that want most.
  int64_t possible = 0, incomplete = -value.complete_lines;
  std::vector<int32_t> others;
  for (int32_t l = 0; l < graph.line_count(); ++l) {
    if (graph.CanBeComplete(l)) {
      ++incomplete;
      others.push_back(graph.wanted(l) - 1);
    } else {
      possible += graph.LineEntries(l);
    }
  }
  std::sort(others.rbegin(), others.rend());
  for (size_t i = 0; i < static_cast<size_t>(incomplete); ++i) {
    possible += others[i];
  }
  if (value.other_sources >= possible) return possible;
  return std::min(possible, LineBound(graph, value, true).Run(work));
}

}  // namespace ketnoi::demand
