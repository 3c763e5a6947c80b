// Writes beside a reader, at one size of catalogue.

#ifndef KETNOI_BENCHMARKS_SCALE_WRITES_H_
#define KETNOI_BENCHMARKS_SCALE_WRITES_H_

#include <vector>

#include "absl/status/status.h"
#include "benchmarks/scale_context.h"
#include "benchmarks/scale_query.h"

namespace ketnoi::benchmarks {

// Adds write.visible: from handing over one of 1,000 upserts a second until it
// is in the snapshot that the next reader takes, beside one reader; and what
// that reader of leaf queries sees, by the clock on the wall, in alternating
// runs: reader.quiet without writes, reader.writes beside them, reader.folds
// while everything is merged all the time, too. Each sample of the latter is
// one run's p50, or p95 in NAME.p95.
void MeasureWrites(const ScaleContext& context,
                   const std::vector<ScaleQuery>& queries);

// Adds commit.durable, a commit of one supplier to a store on disk that holds
// as many (100,000 at most), by one writer; and commit.visible, from when it
// was acknowledged until the catalogue of that store shows it.
absl::Status MeasureCommits(const ScaleContext& context);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_SCALE_WRITES_H_
