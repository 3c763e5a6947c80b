// What the rows of one supplier miss, gathered row by row.
//
// Many suppliers miss the same: each of them is a number that stands for the
// sets of gates that its rows miss. Internal to the matcher.

#ifndef KETNOI_MATCHER_MATCH_MISS_SETS_H_
#define KETNOI_MATCHER_MATCH_MISS_SETS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace ketnoi::match {

// Not thread-safe.
class MissSets {
 public:
  // Of a supplier without rows so far.
  static constexpr int32_t kNone = 0;

  // `state`, with a further row that misses the gates of `mask`, at least one.
  // O(1) once it is known.
  int32_t With(int32_t state, uint64_t mask);
  // The sets of a state: ascending, none of which holds another.
  const std::vector<uint64_t>& Of(int32_t state) const {
    return sets_[static_cast<size_t>(state)];
  }
  size_t size() const { return sets_.size(); }

 private:
  std::vector<std::vector<uint64_t>> sets_ = {{}};  // by state
  absl::flat_hash_map<std::vector<uint64_t>, int32_t> states_;
  absl::flat_hash_map<std::pair<int32_t, uint64_t>, int32_t> next_;
};

// How many suppliers miss what: by sets as MissSets has them.
using MissCounts = std::map<std::vector<uint64_t>, int32_t>;

// Gathers the rows of several suppliers. Not thread-safe.
class MissCounter {
 public:
  explicit MissCounter(int32_t suppliers)
      : states_(static_cast<size_t>(suppliers), MissSets::kNone) {}

  // A row of a supplier that misses the gates of `mask`, at least one.
  void Add(int32_t supplier, uint64_t mask) {
    int32_t& state = states_[static_cast<size_t>(supplier)];
    state = sets_.With(state, mask);
  }
  // Counts the suppliers that have a row. `renamed`: mask to mask, in order.
  template <class Rename>
  void AddTo(MissCounts& counts, Rename renamed) const {
    std::vector<int32_t> suppliers(sets_.size(), 0);
    for (const int32_t state : states_) {
      ++suppliers[static_cast<size_t>(state)];
    }
    for (size_t state = 1; state < suppliers.size(); ++state) {
      if (suppliers[state] == 0) continue;
      std::vector<uint64_t> sets = sets_.Of(static_cast<int32_t>(state));
      for (uint64_t& mask : sets) mask = renamed(mask);
      counts[std::move(sets)] += suppliers[state];
    }
  }

 private:
  MissSets sets_;
  std::vector<int32_t> states_;  // by supplier
};

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_MISS_SETS_H_
