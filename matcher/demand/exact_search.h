// The best plan of a small problem, by an integer program for each level.

#ifndef KETNOI_MATCHER_DEMAND_EXACT_SEARCH_H_
#define KETNOI_MATCHER_DEMAND_EXACT_SEARCH_H_

#include "matcher/demand/assignment.h"
#include "matcher/optimize/work.h"

namespace ketnoi::demand {

// Each puts a plan that is better in its level into `assignment`, if there is
// one among those that are equal in the levels above. True: it is the best of
// these now. False: `work` was used up before; it may be better than before.

// Levels one and two.
bool ProveCoverage(Assignment& assignment, optimize::Work& work);
bool ProveSuppliers(Assignment& assignment, optimize::Work& work);
bool ProveScore(Assignment& assignment, optimize::Work& work);

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_EXACT_SEARCH_H_
