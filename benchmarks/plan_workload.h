// Bills of materials to plan: generated requirements, each with the suppliers
// that rank best for it.

#ifndef KETNOI_BENCHMARKS_PLAN_WORKLOAD_H_
#define KETNOI_BENCHMARKS_PLAN_WORKLOAD_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "benchmarks/workload.h"
#include "matcher/demand/plan_problem.h"

namespace ketnoi::benchmarks {

// A bill of so many lines, one for each of the generator's requirements in
// turn, with so many candidates each. Every third line wants two sources. What
// a candidate would make comes out of its capability, less what is promised;
// out of nothing, if the record does not state it.
absl::StatusOr<demand::PlanProblem> MakePlanProblem(
    const ReferenceSource& source, const ModelSuppliers& suppliers,
    int32_t lines, int32_t candidates);

// The first `lines` of them, with the best `candidates` of each.
demand::PlanProblem FirstOf(const demand::PlanProblem& problem, int32_t lines,
                            int32_t candidates);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_PLAN_WORKLOAD_H_
