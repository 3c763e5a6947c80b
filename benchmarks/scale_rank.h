// Rankings at one size of catalogue: checked, then timed, by the matcher and by
// the row-wise peers.

#ifndef KETNOI_BENCHMARKS_SCALE_RANK_H_
#define KETNOI_BENCHMARKS_SCALE_RANK_H_

#include "absl/status/status.h"
#include "benchmarks/queries.h"
#include "benchmarks/rowwise_rank.h"
#include "benchmarks/scale_context.h"

namespace ketnoi::benchmarks {

// Adds, for CLASS, rank.CLASS, rank.CLASS.row, rank.CLASS.explained,
// plain.CLASS and bucketed.CLASS; for what is unfiltered, which needs no
// buckets, rank.unfiltered.reads. Before that INTERNAL, if an answer is not
// that of a peer, or, of a few answers in catalogues of up to 100,000, not that
// of the naive matcher.
absl::Status MeasureClass(const ScaleContext& context, QueryClass query_class,
                          BucketedRows& buckets);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_SCALE_RANK_H_
