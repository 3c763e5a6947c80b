// A sourcing problem as an integer program.

#ifndef KETNOI_MATCHER_DEMAND_PLAN_PROGRAM_H_
#define KETNOI_MATCHER_DEMAND_PLAN_PROGRAM_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "matcher/demand/assignment.h"
#include "matcher/demand/plan_bound.h"
#include "matcher/demand/plan_graph.h"
#include "matcher/optimize/integer_program.h"

namespace ketnoi::demand {

// Variables say which entries are taken, which suppliers are used and which
// lines are complete. Amounts are scaled down to what the solver can tell
// apart, rounded so that every plan is a solution; a solution that is no plan
// is excluded when it is found (PlanOf). Not thread-safe.
class PlanProgram {
 public:
  // `graph` lives as long as this.
  explicit PlanProgram(const PlanGraph& graph);

  // Only plans of this coverage; of at most so many suppliers.
  void FixCoverage(const Coverage& coverage);
  void LimitSuppliers(int64_t suppliers);

  // Costs of the program: the greatest coverage, the fewest suppliers or the
  // greatest score is the cheapest.
  void PreferCoverage();
  void PreferFewSuppliers();
  void PreferScore();
  int64_t CostOf(const Assignment& assignment) const;

  const optimize::IntegerProgram& program() const { return program_; }
  // The plan of a solution. None: it takes more of some pool than that has;
  // then the program has rows more that exclude it.
  std::optional<Assignment> PlanOf(const std::vector<uint8_t>& values);

 private:
  void AddLine(int32_t line);
  void AddSupplier(int32_t supplier);
  void AddPool(int32_t pool);
  // Excludes that all of these are taken out of the pool, if they do not fit.
  bool Exclude(int32_t pool, std::vector<int32_t> entries);
  std::vector<uint8_t> ValuesOf(const Assignment& assignment) const;

  const PlanGraph& graph_;
  optimize::IntegerProgram program_;
  std::vector<int32_t> used_;  // by supplier: its variable
  std::vector<int32_t>
      complete_;  // by line: its variable; -1: its only source's
};

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_PLAN_PROGRAM_H_
