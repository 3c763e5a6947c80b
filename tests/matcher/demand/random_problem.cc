#include "tests/matcher/demand/random_problem.h"

#include <algorithm>
#include <vector>

namespace ketnoi::demand {

PlanProblem RandomProblem(const ProblemShape& shape, testing::Dice& dice) {
  constexpr int32_t kNeed = 1000;
  PlanProblem problem;
  problem.supplier_count = shape.suppliers;
  problem.most_lines = shape.most_lines;
  for (int32_t s = 0; s < shape.suppliers; ++s) {
    for (int i = 0; i < 2; ++i) {
      problem.pools.push_back({s, dice.Below(kNeed * shape.pool_lines + 1)});
    }
  }
  for (int32_t l = 0; l < shape.lines; ++l) {
    PlanLine line;
    line.sources = dice.Between(1, shape.most_sources);
    const int32_t needed = dice.Between(1, 2 * kNeed);
    std::vector<int32_t> suppliers;
    const int32_t count = dice.Between(0, shape.most_candidates);
    for (int32_t i = 0; i < count; ++i) {
      // Some are candidates more often than others.
      suppliers.push_back(
          std::min(dice.Below(shape.suppliers), dice.Below(shape.suppliers)));
    }
    std::sort(suppliers.begin(), suppliers.end());
    suppliers.erase(std::unique(suppliers.begin(), suppliers.end()),
                    suppliers.end());
    for (const int32_t s : suppliers) {
      PlanCandidate candidate;
      candidate.supplier = s;
      // Few distinct scores, so that some are equal.
      candidate.score = dice.Below(11) * 1000;
      if (dice.Chance(shape.pooled_percent)) {
        candidate.pool = 2 * s + dice.Below(2);
        candidate.needed = needed;
      }
      line.candidates.push_back(candidate);
    }
    problem.lines.push_back(line);
  }
  return problem;
}

ProblemShape SmallShape(testing::Dice& dice) {
  ProblemShape shape;
  shape.lines = dice.Between(1, 5);
  shape.suppliers = dice.Between(2, 6);
  shape.most_candidates = dice.Between(1, 5);
  shape.most_sources = dice.Between(1, 3);
  shape.pooled_percent = dice.Below(3) * 50;
  shape.pool_lines = dice.Between(1, 4);
  shape.most_lines = dice.Chance(50) ? dice.Between(1, 3) : 0;
  return shape;
}

}  // namespace ketnoi::demand
