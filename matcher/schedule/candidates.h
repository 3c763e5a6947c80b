// Which matches of those who come to a fair become wishes.

#ifndef KETNOI_MATCHER_SCHEDULE_CANDIDATES_H_
#define KETNOI_MATCHER_SCHEDULE_CANDIDATES_H_

#include <cstdint>
#include <vector>

namespace ketnoi::schedule {

// A buyer and a supplier, by any numbers from 0 up, that match.
struct MatchedPair {
  int32_t buyer = 0;
  int32_t supplier = 0;
  int32_t score = 0;  // of their best requirement
  bool eligible = false;
};

struct CandidateLimits {
  int32_t min_score = 0;  // pairs below it are left out
  // Pairs of one buyer or supplier at most, so that popular ones are not
  // crowded; 0: any number.
  int32_t most_per_buyer = 0;
  int32_t most_per_supplier = 0;
  // A supplier keeps so many pairs, its best eligible ones, whatever the score
  // and its buyers' limit, if it has them.
  int32_t exposure_floor = 0;
};

// Why a pair is a candidate, or not.
enum class Candidacy : uint8_t {
  kByScore,       // it is
  kByFloor,       // it is, for the exposure floor alone
  kLowScore,      // it is not
  kBuyerCrowded,  // it is not: the buyer has as many with higher scores
  kSupplierCrowded,
};

// By pair, each of which is there once. The order of the pairs counts only
// where scores are equal: the first goes before. A higher score never loses a
// pair its candidacy. O(pairs log pairs).
std::vector<Candidacy> ChooseCandidates(const std::vector<MatchedPair>& pairs,
                                        const CandidateLimits& limits);

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_CANDIDATES_H_
