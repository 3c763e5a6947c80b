// The row-wise peers: a plain loop over everything, and one over the rows of
// each category. Both answer what match::Rank answers, without criteria.

#ifndef KETNOI_BENCHMARKS_ROWWISE_RANK_H_
#define KETNOI_BENCHMARKS_ROWWISE_RANK_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "benchmarks/rowwise_question.h"
#include "matcher/match/result.h"
#include "matcher/model/reference.h"
#include "matcher/model/supplier.h"

namespace ketnoi::benchmarks {

struct RowwiseRanking {
  std::vector<match::RankKey> top;  // eligible and conditional ones, in order
  match::StandingTotals totals;
};

// Calls `visit` with every row of one capability, in the order of its sites.
template <class Visit>
void ForEachRow(const model::Supplier& supplier, int32_t capability,
                Visit visit) {
  const auto& listed =
      supplier.capabilities[static_cast<size_t>(capability)].sites;
  if (supplier.sites.empty()) {
    visit(RowwiseRow{&supplier, capability, -1});
  } else if (listed.empty()) {
    for (int32_t site = 0; site < std::ssize(supplier.sites); ++site) {
      visit(RowwiseRow{&supplier, capability, site});
    }
  } else {
    for (const int32_t site : listed) {
      visit(RowwiseRow{&supplier, capability, site});
    }
  }
}

// Every supplier, one after another: the best of its candidate rows. O(rows).
// Pure; thread-safe.
RowwiseRanking RankPlainly(
    const RowwiseQuestion& question,
    const std::vector<std::shared_ptr<const model::Supplier>>& suppliers,
    size_t limit);

// The same with the rows of each category together, so that only candidates are
// looked at. Not thread-safe, as it keeps what is known of suppliers between
// calls.
class BucketedRows {
 public:
  // `suppliers` must outlive it.
  BucketedRows(
      const model::Reference& reference,
      const std::vector<std::shared_ptr<const model::Supplier>>& suppliers);

  // Requires a stated() category: without one, everything is a candidate and
  // RankPlainly is the way. O(candidate rows).
  RowwiseRanking Rank(const RowwiseQuestion& question, size_t limit);

  // Rows that compete for a requirement at `category`.
  int64_t CandidateRows(model::CategoryId category) const;
  int64_t row_count() const { return row_count_; }

 private:
  struct Row {
    RowwiseRow row;
    int32_t supplier;  // position
  };
  struct Best {
    RowwiseScore score;
    int32_t supplier;
  };

  // Calls `visit` with the rows of each candidate category.
  template <class Visit>
  void ForEachBucket(model::CategoryId category, Visit visit) const;

  const model::Reference& reference_;
  const std::vector<std::shared_ptr<const model::Supplier>>& suppliers_;
  std::vector<std::vector<Row>> rows_;  // by category
  int64_t row_count_ = 0;
  // By supplier: its place among the candidates of this call; -1 between calls.
  std::vector<int32_t> place_;
  std::vector<Best> candidates_;
};

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_ROWWISE_RANK_H_
