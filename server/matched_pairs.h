// The pairs of those who come to a fair that match.

#ifndef KETNOI_SERVER_MATCHED_PAIRS_H_
#define KETNOI_SERVER_MATCHED_PAIRS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/match/result.h"
#include "server/backend.h"
#include "server/demand_target.h"
#include "server/fair_records.h"
#include "server/match_program.h"

namespace ketnoi::server {

// Participants are positions of FairRecords::participants.
struct RankedPair {
  int32_t buyer = 0;
  int32_t supplier = 0;
  match::RankKey key;  // its id is the name of the pair's best requirement
};

struct RankedPairs {
  std::vector<RankedPair> pairs;   // each once, by buyer and supplier
  std::vector<int32_t> buyers;     // who come and seek something
  std::vector<int32_t> suppliers;  // who come and are in the catalogue
};

// Ranks, under the criteria set and on the day of `choice`, the open
// requirements for each supplier who comes. `conditional`: whether such matches
// count. Pairs that may not meet, or that a wish refuses, are left out. Errors
// of CheckLimits.
absl::StatusOr<RankedPairs> RankPairs(const FairRecords& records,
                                      const Catalogue::BothSides& sides,
                                      const RankingChoice& choice,
                                      bool conditional,
                                      const CallLimits& limits);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_MATCHED_PAIRS_H_
