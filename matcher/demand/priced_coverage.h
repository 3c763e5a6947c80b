// A coverage at prices: the sources that cost least, or most, of all that a
// plan of that coverage could have.

#ifndef KETNOI_MATCHER_DEMAND_PRICED_COVERAGE_H_
#define KETNOI_MATCHER_DEMAND_PRICED_COVERAGE_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "matcher/demand/plan_bound.h"
#include "matcher/demand/plan_graph.h"

namespace ketnoi::demand {

// Not thread-safe.
class PricedCoverage {
 public:
  // `graph` lives as long as this.
  PricedCoverage(const PlanGraph& graph, const Coverage& coverage);

  // Not more than the sources of any plan cost together, each at the price of
  // its line; exact if all lines are complete that can be. With -1 for `sign`
  // the prices are taken to be negative, so what it returns, negated, is not
  // less.
  int64_t Least(const std::vector<int64_t>& prices, int sign);
  // Sources of each line in what was returned last.
  const std::vector<int32_t>& sources() const { return sources_; }

 private:
  void AddOthers(const std::vector<int64_t>& prices, int sign);

  const PlanGraph& graph_;
  const Coverage coverage_;
  std::vector<int32_t> can_be_complete_;
  // Lines that have other sources, and how many at most.
  std::vector<std::pair<int32_t, int32_t>> others_;
  std::vector<std::pair<int64_t, int32_t>> keyed_;
  std::vector<int32_t> sources_;
  int64_t sum_ = 0;
};

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_PRICED_COVERAGE_H_
