// Sourcing problems, made up.

#ifndef KETNOI_TESTS_MATCHER_DEMAND_RANDOM_PROBLEM_H_
#define KETNOI_TESTS_MATCHER_DEMAND_RANDOM_PROBLEM_H_

#include <cstdint>

#include "matcher/demand/plan_problem.h"
#include "tests/testing/dice.h"

namespace ketnoi::demand {

struct ProblemShape {
  int32_t lines = 4;
  int32_t suppliers = 5;
  int32_t most_candidates = 5;  // of a line
  int32_t most_sources = 2;     // wanted by a line
  // Of candidates that are made out of a pool; a supplier has up to two.
  int32_t pooled_percent = 60;
  // What a pool has free, at most, in lines of average need.
  int32_t pool_lines = 3;
  int32_t most_lines = 0;  // of a supplier; 0: any number
};

PlanProblem RandomProblem(const ProblemShape& shape, testing::Dice& dice);

// A shape of problems that can be enumerated, with and without each limit.
ProblemShape SmallShape(testing::Dice& dice);

}  // namespace ketnoi::demand

#endif  // KETNOI_TESTS_MATCHER_DEMAND_RANDOM_PROBLEM_H_
