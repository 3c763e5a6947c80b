#include "matcher/match/top_rows.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace ketnoi::match {
namespace {

// How many more rows than are wanted are gathered before the rest is dropped.
constexpr size_t kSlack = 240;

}  // namespace

bool BetterRow(const index::Segment& segment, RowKey a_key, int32_t a,
               RowKey b_key, int32_t b) {
  if (a_key != b_key) return a_key > b_key;
  return std::tuple(segment.capability(a), segment.site(a)) <
         std::tuple(segment.capability(b), segment.site(b));
}

TopRows::TopRows(const index::Segment& segment, size_t limit)
    : segment_(segment), limit_(limit) {
  if (limit == 0) floor_ = ~RowKey{0} >> 1;
}

void TopRows::Offer(const Candidate& candidate) {
  if (!Reaches(candidate.key)) return;
  rows_.push_back(candidate);
  if (rows_.size() >= 2 * limit_ + kSlack) Tighten();
}

void TopRows::Tighten() {
  std::sort(rows_.begin(), rows_.end(),
            [this](const Candidate& a, const Candidate& b) {
              if (a.supplier != b.supplier) return a.supplier < b.supplier;
              return BetterRow(segment_, a.key, a.row, b.key, b.row);
            });
  const auto same = [](const Candidate& a, const Candidate& b) {
    return a.supplier == b.supplier;
  };
  rows_.erase(std::unique(rows_.begin(), rows_.end(), same), rows_.end());
  std::sort(rows_.begin(), rows_.end(),
            [](const Candidate& a, const Candidate& b) {
              return OrderOf(a.key, a.supplier) < OrderOf(b.key, b.supplier);
            });
  if (rows_.size() < limit_) return;
  rows_.resize(limit_);
  if (limit_ > 0) floor_ = rows_.back().key;
}

std::vector<Candidate> TopRows::Take() {
  Tighten();
  return std::exchange(rows_, {});
}

}  // namespace ketnoi::match
