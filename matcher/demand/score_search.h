// The fourth level of the objective: better scores from as many suppliers.

#ifndef KETNOI_MATCHER_DEMAND_SCORE_SEARCH_H_
#define KETNOI_MATCHER_DEMAND_SCORE_SEARCH_H_

#include "matcher/demand/assignment.h"
#include "matcher/optimize/work.h"

namespace ketnoi::demand {

// Raises the score of `assignment`, which keeps each line's number of sources
// and opens no more suppliers than it has: gives lines to better suppliers that
// are open, and opens one for another, until neither helps or `work` is used
// up.
void ImproveScore(Assignment& assignment, optimize::Work& work);

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_SCORE_SEARCH_H_
