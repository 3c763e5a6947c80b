#include "server/matched_pairs.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "matcher/demand/reverse.h"
#include "matcher/optimize/at.h"
#include "server/demand.h"
#include "server/meeting_rules.h"
#include "server/resource_name.h"
#include "server/rpc_status.h"
#include "server/translate_wishes.h"

namespace ketnoi::server {
namespace {

bool Seeks(const demand::RequirementSet& requirements, std::string_view prefix,
           model::Date as_of) {
  for (const auto& block : requirements.blocks()) {
    const auto [begin, end] = block->WithPrefix(prefix);
    if (block->CountSought(begin, end, as_of) > 0) return true;
  }
  return false;
}

class PairRanking {
 public:
  PairRanking(const FairRecords& records, const Catalogue::BothSides& sides,
              const CallLimits& limits)
      : records_(records),
        sides_(sides),
        limits_(limits),
        rules_(records.fair) {
    for (const v1::Wish& wish : records.wishes) {
      if (wish.buyer_tier() == v1::WISH_TIER_NO_THANKS ||
          wish.supplier_tier() == v1::WISH_TIER_NO_THANKS) {
        refused_.emplace(wish.buyer(), wish.supplier());
      }
    }
    for (size_t p = 0; p < records.participants.size(); ++p) {
      const v1::Participant& one = records.participants[p];
      if (!Comes(one)) continue;
      if (!one.buyer().empty()) {
        buyers_[one.buyer()].push_back(static_cast<int32_t>(p));
      }
      if (!one.supplier().empty()) {
        suppliers_[one.supplier()].push_back(static_cast<int32_t>(p));
      }
    }
  }

  absl::StatusOr<RankedPairs> Run(const demand::RequirementSet& requirements,
                                  demand::RequirementQuery query) {
    query.cancelled = [this] { return !CheckLimits(limits_).ok(); };
    for (const auto& [supplier, participants] : suppliers_) {
      if (absl::Status status = CheckLimits(limits_); !status.ok()) {
        return status;
      }
      const auto found = sides_.snapshot->Find(LastId(supplier));
      if (!found) continue;
      pairs_.suppliers.insert(pairs_.suppliers.end(), participants.begin(),
                              participants.end());
      const auto ranking =
          demand::RankRequirements(requirements, *found, query);
      if (!ranking.ok()) return ranking.status();
      AddBest(*ranking, participants);
    }
    FindBuyers(requirements, query.as_of);
    std::sort(pairs_.pairs.begin(), pairs_.pairs.end(),
              [](const RankedPair& a, const RankedPair& b) {
                return std::pair(a.buyer, a.supplier) <
                       std::pair(b.buyer, b.supplier);
              });
    std::sort(pairs_.suppliers.begin(), pairs_.suppliers.end());
    return std::move(pairs_);
  }

 private:
  // Of each buyer the first, as the best come first.
  void AddBest(const demand::RequirementRanking& ranking,
               const std::vector<int32_t>& suppliers) {
    std::set<std::string_view> seen;
    for (const demand::RequirementMatch& match : ranking.matches) {
      const std::string_view buyer = ParentName(match.key.id);
      const auto found = buyers_.find(buyer);
      if (found == buyers_.end() || !seen.insert(buyer).second) continue;
      for (const int32_t a : found->second) {
        for (const int32_t b : suppliers) AddPair(a, b, match.key);
      }
    }
  }

  void AddPair(int32_t buyer, int32_t supplier, const match::RankKey& key) {
    const v1::Participant& a = records_.participants[At(buyer)];
    const v1::Participant& b = records_.participants[At(supplier)];
    if (!rules_.MayMeet(a, b)) return;
    if (refused_.count({a.name(), b.name()}) > 0) return;
    pairs_.pairs.push_back({buyer, supplier, key});
  }

  void FindBuyers(const demand::RequirementSet& requirements,
                  model::Date as_of) {
    for (const auto& [buyer, participants] : buyers_) {
      if (!Seeks(requirements, buyer + "/requirements/", as_of)) continue;
      pairs_.buyers.insert(pairs_.buyers.end(), participants.begin(),
                           participants.end());
    }
    std::sort(pairs_.buyers.begin(), pairs_.buyers.end());
  }

  const FairRecords& records_;
  const Catalogue::BothSides& sides_;
  const CallLimits& limits_;
  const MeetingRules rules_;
  std::set<std::pair<std::string, std::string>> refused_;
  // By name in the catalogue.
  std::map<std::string, std::vector<int32_t>, std::less<>> buyers_, suppliers_;
  RankedPairs pairs_;
};

}  // namespace

absl::StatusOr<RankedPairs> RankPairs(const FairRecords& records,
                                      const Catalogue::BothSides& sides,
                                      const RankingChoice& choice,
                                      bool conditional,
                                      const CallLimits& limits) {
  const Demand::Set* const set = sides.demand->Find(choice.criteria_set);
  if (set == nullptr) return NotFound(choice.options.criteria_set());
  demand::RequirementQuery query;
  query.as_of = choice.as_of;
  query.standings[static_cast<size_t>(match::Standing::kConditional)] =
      conditional;
  query.limit = std::numeric_limits<int32_t>::max();
  return PairRanking(records, sides, limits)
      .Run(*set->requirements, std::move(query));
}

}  // namespace ketnoi::server
