#include "matcher/match/miss_sets.h"

#include <algorithm>
#include <utility>

namespace ketnoi::match {

int32_t MissSets::With(int32_t state, uint64_t mask) {
  const std::pair step(state, mask);
  if (const auto known = next_.find(step); known != next_.end()) {
    return known->second;
  }
  std::vector<uint64_t> sets = Of(state);
  int32_t next = state;
  if (std::none_of(sets.begin(), sets.end(),
                   [mask](uint64_t other) { return (other & ~mask) == 0; })) {
    std::erase_if(sets,
                  [mask](uint64_t other) { return (mask & ~other) == 0; });
    sets.insert(std::lower_bound(sets.begin(), sets.end(), mask), mask);
    const auto [at, is_new] = states_.try_emplace(
        std::move(sets), static_cast<int32_t>(sets_.size()));
    if (is_new) sets_.push_back(at->first);
    next = at->second;
  }
  next_.emplace(step, next);
  return next;
}

}  // namespace ketnoi::match
