// The best rows of one segment, at most one per supplier.

#ifndef KETNOI_MATCHER_MATCH_TOP_ROWS_H_
#define KETNOI_MATCHER_MATCH_TOP_ROWS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "matcher/index/segment.h"
#include "matcher/match/judged.h"

namespace ketnoi::match {

// A row of a supplier.
struct Candidate {
  int32_t supplier = -1;  // position in the segment
  int32_t row = -1;
  RowKey key = 0;
};

// True if row `a` is chosen over row `b` of the same supplier.
bool BetterRow(const index::Segment& segment, RowKey a_key, int32_t a,
               RowKey b_key, int32_t b);

// The place of a candidate among those of its segment, whose suppliers are
// numbered in the order of their ids: the smaller, the better.
inline uint64_t OrderOf(RowKey key, int32_t supplier) {
  return uint64_t{~key} << 32 | static_cast<uint32_t>(supplier);
}

// Gathers rows that may be among the best, and now and then drops those that
// are not: O(1) a row on average, however many are offered. Not thread-safe.
class TopRows {
 public:
  // Of at most `limit` suppliers. `segment` must outlive it.
  TopRows(const index::Segment& segment, size_t limit);

  size_t limit() const { return limit_; }

  // Whether a row with this key can still be among them.
  bool Reaches(RowKey key) const { return key >= floor_; }
  // The least key that can.
  RowKey floor() const { return floor_; }
  void Offer(const Candidate& candidate);
  // Whether as many rows as are wanted suppliers are there.
  bool IsFull() const { return rows_.size() >= limit_; }
  // Drops what is not among them now, so that Reaches says no as often as it
  // can. O(n log n) in what was offered since.
  void Tighten();
  // Best first; leaves nothing.
  std::vector<Candidate> Take();

 private:
  const index::Segment& segment_;
  const size_t limit_;
  RowKey floor_ = 0;  // the key of the worst that is kept, once `limit` are
  std::vector<Candidate> rows_;
};

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_TOP_ROWS_H_
