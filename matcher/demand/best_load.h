// The most that one supplier can give: of its lines, each worth something, the
// set that fits into its room and is worth most.

#ifndef KETNOI_MATCHER_DEMAND_BEST_LOAD_H_
#define KETNOI_MATCHER_DEMAND_BEST_LOAD_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "matcher/demand/plan_graph.h"

namespace ketnoi::demand {

// What an entry may be worth, at most.
inline constexpr int64_t kMostWorth = int64_t{1} << 28;

// Not thread-safe.
class BestLoad {
 public:
  // `graph` lives as long as this.
  explicit BestLoad(const PlanGraph& graph);

  // Not less than what any set of the supplier's entries is worth that it could
  // be the source of; mostly just that. `worth` is by entry, at most
  // kMostWorth; entries worth 0 or less are left out. O(n log n) of its n
  // entries.
  int64_t Of(int32_t supplier, const std::vector<int64_t>& worth);
  // Entries of such a set, or of what stands for one.
  const std::vector<int32_t>& entries() const { return entries_; }

 private:
  struct Item {
    int64_t worth;
    int64_t share;  // scaled
    int32_t entry;
  };

  // The best of items_ that fit into `room` together, one dimension.
  int64_t Pack(int64_t room);
  int64_t PackFrom(size_t item, int64_t room);
  int64_t Fraction(size_t item, int64_t room) const;
  // The `count` best of the supplier's entries, whatever their pools.
  int64_t Best(size_t count);

  const PlanGraph& graph_;
  // By entry and by pool: amounts shifted so that they are below 2^30, rounded
  // down; what fits in truth fits still.
  std::vector<int64_t> share_;
  std::vector<int64_t> room_;
  std::vector<Item> all_;    // of the supplier, worth something
  std::vector<Item> items_;  // of one pool
  std::vector<int32_t> entries_;
  // Of the search in one pool: which items are in, and in the best set.
  std::vector<uint8_t> in_, best_in_;
  int64_t value_ = 0, best_ = 0;
  int nodes_ = 0;
};

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_BEST_LOAD_H_
