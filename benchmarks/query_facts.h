// What queries really asked, and how often what came out.

#ifndef KETNOI_BENCHMARKS_QUERY_FACTS_H_
#define KETNOI_BENCHMARKS_QUERY_FACTS_H_

#include <string>
#include <vector>

#include "benchmarks/rowwise_rank.h"
#include "benchmarks/scale_query.h"
#include "benchmarks/workload.h"

namespace ketnoi::benchmarks {

// Not thread-safe.
class QueryFacts {
 public:
  // Both must outlive it.
  QueryFacts(const ModelSuppliers& suppliers, const BucketedRows& rows)
      : suppliers_(suppliers), rows_(rows) {}

  // Counts a query with its answer. O(candidate rows * criteria) of a sample
  // of suppliers.
  void Add(const ScaleQuery& query, const RowwiseRanking& ranking);

  // In a line for people, of at least one query: criteria, gates, shares of
  // candidate rows, of unknown verdicts among them (of the sample) and of
  // eligible and conditional candidates.
  std::string Text() const;

 private:
  void CountVerdicts(const RowwiseQuestion& question);

  const ModelSuppliers& suppliers_;
  const BucketedRows& rows_;
  double criteria_ = 0, attributes_ = 0, certificates_ = 0, gates_ = 0;
  double eligible_ = 0, conditional_ = 0, candidates_ = 0;
  std::vector<double> row_shares_;   // %, a query each
  int64_t verdicts_[3] = {0, 0, 0};  // by position in match::Verdict
};

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_QUERY_FACTS_H_
