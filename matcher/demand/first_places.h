// Who is among the first, before and after, and who moved whom.
//
// Internal to the matcher.

#ifndef KETNOI_MATCHER_DEMAND_FIRST_PLACES_H_
#define KETNOI_MATCHER_DEMAND_FIRST_PLACES_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "matcher/match/judged.h"

namespace ketnoi::demand {

// One of those that are ranked, not INELIGIBLE. Its id is kept by whoever
// places it: there are many, and few of them are told.
struct Placed {
  std::string_view id;  // of a supplier; of a requirement its name
  match::RowKey key = 0;
  int32_t rank = 0;  // from 1; 0: none
};

// The order of rankings.
inline bool PlacedBefore(const Placed& a, const Placed& b) {
  return a.key != b.key ? a.key > b.key : a.id < b.id;
}

// The first of those that were offered.
class FirstPlaces {
 public:
  explicit FirstPlaces(size_t limit) : limit_(limit) {}

  // Whether one with this key may be among them.
  bool Reaches(match::RowKey key) const {
    return placed_.size() < limit_ || key >= placed_.back().key;
  }
  void Offer(std::string_view id, match::RowKey key);
  // Whether all places are taken by keys above this one.
  bool AreAbove(match::RowKey key) const {
    return placed_.size() == limit_ && placed_.back().key > key;
  }
  const std::vector<Placed>& placed() const { return placed_; }

 private:
  const size_t limit_;
  std::vector<Placed> placed_;
};

// One that is something else than before.
struct Moved {
  std::string_view id;
  match::RowKey key_before = 0;  // 0: it was not among those that are ranked
  match::RowKey key_after = 0;
  int32_t rank_before = 0;
  int32_t rank_after = 0;
  bool by_others = false;  // as in PairChange
  std::string_view other;  // as PairChange::other
};

// Those whose standing differs, or whether they are among the first `first`, by
// id. Ids are distinct on each side. What is left out on both sides must be the
// same on both, and behind the first of both. `was_written` is asked for each
// that came among the first or left them. O(n log n).
std::vector<Moved> FindMoved(
    std::vector<Placed> before, std::vector<Placed> after, size_t first,
    const std::function<bool(std::string_view id)>& was_written);

// 0 for INELIGIBLE and for no pair.
inline uint32_t RankedStanding(match::RowKey key) { return key >> 28; }

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_FIRST_PLACES_H_
