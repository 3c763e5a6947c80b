// The third level of the objective: fewer suppliers for the same lines.

#ifndef KETNOI_MATCHER_DEMAND_SUPPLIER_SEARCH_H_
#define KETNOI_MATCHER_DEMAND_SUPPLIER_SEARCH_H_

#include <cstdint>

#include "matcher/demand/assignment.h"
#include "matcher/optimize/work.h"

namespace ketnoi::demand {

// A plan in which each line has as many sources as in `start`, from as few
// suppliers as are found until `work` is used up or they are at most `enough`.
// Never more than `start` uses; those that are open are used.
//
// A local search with weights, as known for covering sets by few columns of
// equal cost (Gao, Weise, Li: RWLS, 2015), where a line needs several sources
// and a supplier's room is limited: it keeps one supplier less than the best
// plan has, and lines that stay without their sources get heavier until
// suppliers for them are opened and others closed.
Assignment UseFewerSuppliers(const Assignment& start, int64_t enough,
                             optimize::Work& work);

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_SUPPLIER_SEARCH_H_
