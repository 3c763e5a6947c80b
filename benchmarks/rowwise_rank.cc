#include "benchmarks/rowwise_rank.h"

#include <algorithm>

namespace ketnoi::benchmarks {
namespace {

using match::Standing;
using model::CategoryId;
using model::Supplier;

// Of two rows of one supplier.
bool Better(const RowwiseScore& a, const RowwiseScore& b) {
  if (a.standing != b.standing) return a.standing < b.standing;
  if (a.score != b.score) return a.score > b.score;
  return a.score_high > b.score_high;
}

// The best `limit` suppliers seen so far, in a heap whose front is the worst.
class TopList {
 public:
  explicit TopList(size_t limit) : limit_(limit) {}

  // Counts a candidate by its best row, and keeps it if it is among the best.
  void Add(const Supplier& supplier, const RowwiseScore& score) {
    switch (score.standing) {
      case Standing::kEligible:
        ++totals_.eligible;
        break;
      case Standing::kConditional:
        ++totals_.conditional;
        break;
      case Standing::kIneligible:
        ++totals_.ineligible;
        return;
    }
    const Entry entry{&supplier, score};
    if (entries_.size() == limit_) {
      if (!Before(entry, entries_.front())) return;
      std::pop_heap(entries_.begin(), entries_.end(), Before);
      entries_.pop_back();
    }
    entries_.push_back(entry);
    std::push_heap(entries_.begin(), entries_.end(), Before);
  }

  RowwiseRanking Finish(size_t supplier_count) {
    std::sort_heap(entries_.begin(), entries_.end(), Before);
    RowwiseRanking ranking;
    for (const Entry& entry : entries_) {
      ranking.top.push_back({entry.score.standing, entry.score.score,
                             entry.score.score_high, entry.supplier->id});
    }
    ranking.totals = totals_;
    ranking.totals.outside_category = static_cast<int32_t>(supplier_count) -
                                      totals_.eligible - totals_.conditional -
                                      totals_.ineligible;
    return ranking;
  }

 private:
  struct Entry {
    const Supplier* supplier;
    RowwiseScore score;
  };

  static bool Before(const Entry& a, const Entry& b) {
    if (Better(a.score, b.score)) return true;
    if (Better(b.score, a.score)) return false;
    return a.supplier->id < b.supplier->id;
  }

  const size_t limit_;
  std::vector<Entry> entries_;
  match::StandingTotals totals_;
};

}  // namespace

RowwiseRanking RankPlainly(
    const RowwiseQuestion& question,
    const std::vector<std::shared_ptr<const Supplier>>& suppliers,
    size_t limit) {
  TopList top(limit);
  for (const auto& supplier : suppliers) {
    RowwiseScore best;
    bool candidate = false;
    const auto count = static_cast<int32_t>(supplier->capabilities.size());
    for (int32_t i = 0; i < count; ++i) {
      const auto& capability = supplier->capabilities[static_cast<size_t>(i)];
      if (!question.IsCandidate(capability.category)) continue;
      candidate = true;
      ForEachRow(*supplier, i, [&](const RowwiseRow& row) {
        const RowwiseScore score = question.Score(row);
        if (Better(score, best)) best = score;
      });
    }
    if (candidate) top.Add(*supplier, best);
  }
  return top.Finish(suppliers.size());
}

BucketedRows::BucketedRows(
    const model::Reference& reference,
    const std::vector<std::shared_ptr<const Supplier>>& suppliers)
    : reference_(reference),
      suppliers_(suppliers),
      rows_(static_cast<size_t>(reference.categories.size())),
      place_(suppliers.size(), -1) {
  for (size_t s = 0; s < suppliers.size(); ++s) {
    const auto& capabilities = suppliers[s]->capabilities;
    for (size_t i = 0; i < capabilities.size(); ++i) {
      if (!capabilities[i].category.stated()) continue;
      ForEachRow(*suppliers[s], static_cast<int32_t>(i),
                 [&](const RowwiseRow& row) {
                   rows_[capabilities[i].category.index()].push_back(
                       {row, static_cast<int32_t>(s)});
                   ++row_count_;
                 });
    }
  }
}

template <class Visit>
void BucketedRows::ForEachBucket(CategoryId category, Visit visit) const {
  const model::CategoryTree& tree = reference_.categories;
  for (CategoryId below = category; below < tree.End(category); ++below.value) {
    visit(rows_[below.index()]);
  }
  for (CategoryId above = tree.Parent(category); above.stated();
       above = tree.Parent(above)) {
    visit(rows_[above.index()]);
  }
}

int64_t BucketedRows::CandidateRows(CategoryId category) const {
  int64_t count = 0;
  ForEachBucket(category, [&](const std::vector<Row>& rows) {
    count += std::ssize(rows);
  });
  return count;
}

RowwiseRanking BucketedRows::Rank(const RowwiseQuestion& question,
                                  size_t limit) {
  candidates_.clear();
  ForEachBucket(
      question.requirement().category, [&](const std::vector<Row>& rows) {
        for (const Row& row : rows) {
          const RowwiseScore score = question.Score(row.row);
          int32_t& place = place_[static_cast<size_t>(row.supplier)];
          if (place < 0) {
            place = static_cast<int32_t>(candidates_.size());
            candidates_.push_back({score, row.supplier});
          } else {
            RowwiseScore& best = candidates_[static_cast<size_t>(place)].score;
            if (Better(score, best)) best = score;
          }
        }
      });
  TopList top(limit);
  for (const Best& best : candidates_) {
    top.Add(*suppliers_[static_cast<size_t>(best.supplier)], best.score);
    place_[static_cast<size_t>(best.supplier)] = -1;
  }
  return top.Finish(suppliers_.size());
}

}  // namespace ketnoi::benchmarks
