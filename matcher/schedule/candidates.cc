#include "matcher/schedule/candidates.h"

#include <algorithm>
#include <cstddef>

#include "matcher/optimize/at.h"

namespace ketnoi::schedule {
namespace {

// Counts by a number from 0 up.
class Counter {
 public:
  int32_t& operator[](int32_t of) {
    if (At(of) >= counts_.size()) counts_.resize(At(of) + 1);
    return counts_[At(of)];
  }

 private:
  std::vector<int32_t> counts_;
};

bool Reached(int32_t count, int32_t limit) {
  return limit > 0 && count >= limit;
}

}  // namespace

std::vector<Candidacy> ChooseCandidates(const std::vector<MatchedPair>& pairs,
                                        const CandidateLimits& limits) {
  std::vector<size_t> order(pairs.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return pairs[a].score > pairs[b].score;
  });
  std::vector<Candidacy> chosen(pairs.size(), Candidacy::kLowScore);
  Counter of_buyer, of_supplier, eligible;
  for (const size_t i : order) {
    const MatchedPair& pair = pairs[i];
    if (pair.score < limits.min_score) continue;
    if (Reached(of_supplier[pair.supplier], limits.most_per_supplier)) {
      chosen[i] = Candidacy::kSupplierCrowded;
    } else if (Reached(of_buyer[pair.buyer], limits.most_per_buyer)) {
      chosen[i] = Candidacy::kBuyerCrowded;
    } else {
      chosen[i] = Candidacy::kByScore;
      ++of_buyer[pair.buyer];
      ++of_supplier[pair.supplier];
      if (pair.eligible) ++eligible[pair.supplier];
    }
  }
  for (const size_t i : order) {
    const MatchedPair& pair = pairs[i];
    if (!pair.eligible || chosen[i] == Candidacy::kByScore) continue;
    if (eligible[pair.supplier] >= limits.exposure_floor) continue;
    chosen[i] = Candidacy::kByFloor;
    ++eligible[pair.supplier];
  }
  return chosen;
}

}  // namespace ketnoi::schedule
