#include "matcher/demand/best_load.h"

#include <algorithm>

#include "matcher/optimize/at.h"

namespace ketnoi::demand {
namespace {

constexpr int64_t kSharesBelow = int64_t{1} << 30;
// Of the search in one pool.
constexpr int kMostNodes = 400;

}  // namespace

BestLoad::BestLoad(const PlanGraph& graph)
    : graph_(graph), share_(At(graph.entry_count())) {
  for (int32_t p = 0; p < graph.pool_count(); ++p) {
    int shift = 0;
    while (graph.free(p) >> shift >= kSharesBelow) ++shift;
    room_.push_back(graph.free(p) >> shift);
    for (const int32_t e : graph.OfPool(p)) {
      share_[At(e)] = graph.entry(e).share >> shift;
    }
  }
}

int64_t BestLoad::Of(int32_t supplier, const std::vector<int64_t>& worth) {
  all_.clear();
  entries_.clear();
  int64_t sum = 0;
  for (const int32_t e : graph_.OfSupplier(supplier)) {
    if (worth[At(e)] <= 0) continue;
    all_.push_back({worth[At(e)], share_[At(e)], e});
    sum += worth[At(e)];
  }
  if (graph_.IsFree(supplier)) {
    for (const Item& item : all_) entries_.push_back(item.entry);
    return sum;
  }
  // Entries of one pool beside each other.
  std::sort(all_.begin(), all_.end(), [this](const Item& a, const Item& b) {
    const int32_t first = graph_.entry(a.entry).pool;
    const int32_t second = graph_.entry(b.entry).pool;
    return first != second ? first < second : a.entry < b.entry;
  });
  int64_t packed = 0;
  for (size_t begin = 0; begin < all_.size();) {
    const int32_t pool = graph_.entry(all_[begin].entry).pool;
    items_.clear();
    for (; begin < all_.size() && graph_.entry(all_[begin].entry).pool == pool;
         ++begin) {
      items_.push_back(all_[begin]);
    }
    packed += Pack(pool < 0 ? kSharesBelow : room_[At(pool)]);
  }
  const auto most = static_cast<size_t>(graph_.most_lines(supplier));
  return entries_.size() > most ? std::min(packed, Best(most)) : packed;
}

int64_t BestLoad::Best(size_t count) {
  std::sort(all_.begin(), all_.end(), [](const Item& a, const Item& b) {
    return a.worth != b.worth ? a.worth > b.worth : a.entry < b.entry;
  });
  entries_.clear();
  int64_t sum = 0;
  for (size_t i = 0; i < count; ++i) {
    sum += all_[i].worth;
    entries_.push_back(all_[i].entry);
  }
  return sum;
}

int64_t BestLoad::Pack(int64_t room) {
  int64_t sum = 0, shares = 0;
  for (const Item& item : items_) {
    sum += item.worth;
    shares += item.share;
  }
  in_.assign(items_.size(), 1);
  best_in_ = in_;
  best_ = sum;
  if (shares > room) {
    // The worth of a share is compared without division: below 2^58.
    std::sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) {
      const int64_t first = a.worth * b.share, second = b.worth * a.share;
      return first != second ? first > second : a.entry < b.entry;
    });
    in_.assign(items_.size(), 0);
    best_ = value_ = 0;
    nodes_ = 0;
    const int64_t bound = Fraction(0, room);
    if (PackFrom(0, room) > kMostNodes) best_ = bound;
  }
  for (size_t i = 0; i < items_.size(); ++i) {
    if (best_in_[i] != 0) entries_.push_back(items_[i].entry);
  }
  return best_;
}

// Items from `item` on, the last of them in part; rounded up.
int64_t BestLoad::Fraction(size_t item, int64_t room) const {
  int64_t sum = 0;
  for (; item < items_.size() && items_[item].share <= room; ++item) {
    sum += items_[item].worth;
    room -= items_[item].share;
  }
  if (item == items_.size()) return sum;
  return sum + items_[item].worth * room / items_[item].share + 1;
}

// Returns the number of nodes; more than kMostNodes: given up.
int64_t BestLoad::PackFrom(size_t item, int64_t room) {
  if (++nodes_ > kMostNodes) return nodes_;
  if (value_ > best_) {
    best_ = value_;
    best_in_ = in_;
  }
  if (item == items_.size() || value_ + Fraction(item, room) <= best_) {
    return nodes_;
  }
  const Item& next = items_[item];
  if (next.share <= room) {
    in_[item] = 1;
    value_ += next.worth;
    PackFrom(item + 1, room - next.share);
    value_ -= next.worth;
    in_[item] = 0;
  }
  return PackFrom(item + 1, room);
}

}  // namespace ketnoi::demand
