// Makes the problem of a sourcing plan out of rankings of suppliers.
//
//   PlanBuilder builder(reference);
//   builder.AddLine(MonthlyVolumeOf(program), /*sources=*/2, ranking.matches);
//   absl::StatusOr<Plan> plan = MakePlan(builder.problem(), {}, nullptr);

#ifndef KETNOI_MATCHER_DEMAND_PLAN_BUILDER_H_
#define KETNOI_MATCHER_DEMAND_PLAN_BUILDER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "matcher/demand/plan_problem.h"
#include "matcher/match/compile.h"
#include "matcher/match/result.h"
#include "matcher/model/ids.h"
#include "matcher/model/reference.h"
#include "matcher/model/supplier.h"

namespace ketnoi::demand {

// What the requirement wants in a month; absent: it does not say.
std::optional<model::Quantity> MonthlyVolumeOf(const match::Program& program);

// Suppliers are numbered, and pools made, in the order in which they first
// come. Not thread-safe.
class PlanBuilder {
 public:
  // What a pool of the problem is.
  struct Pool {
    std::string capability_id;
    model::UnitId unit;  // amounts of the pool are thousandths of it
  };

  // `reference` must outlive the builder.
  explicit PlanBuilder(const model::Reference& reference)
      : reference_(reference) {}

  // Appends a line whose candidates are the suppliers of `matches`, which need
  // no criteria. They are made out of the capability of their row, as far as
  // its capacity is stated in a unit that `volume` converts to.
  void AddLine(const std::optional<model::Quantity>& volume, int32_t sources,
               std::span<const match::Match> matches);

  void SetMostLines(int32_t lines) { problem_.most_lines = lines; }

  const PlanProblem& problem() const { return problem_; }
  // The id of a supplier of the problem.
  const std::string& supplier_id(int32_t supplier) const {
    return ids_[static_cast<size_t>(supplier)];
  }
  const Pool& pool(int32_t position) const {
    return pools_[static_cast<size_t>(position)];
  }

 private:
  // What a volume takes of an amount in the unit, thousandths rounded up, so
  // that small volumes add up; absent: the units do not convert.
  std::optional<int64_t> NeededOf(const model::Quantity& volume,
                                  model::UnitId unit) const;
  PlanCandidate CandidateOf(const match::Match& match,
                            const std::optional<model::Quantity>& volume);

  const model::Reference& reference_;
  PlanProblem problem_;
  std::vector<std::string> ids_;
  std::vector<Pool> pools_;
  absl::flat_hash_map<std::string, int32_t> suppliers_;
  // By supplier and position of the capability in its record.
  absl::flat_hash_map<std::pair<int32_t, int32_t>, int32_t> pool_of_;
};

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_PLAN_BUILDER_H_
