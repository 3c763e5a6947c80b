// The index at one size of catalogue: building, memory, writes, readers.

#ifndef KETNOI_BENCHMARKS_SCALE_INDEX_H_
#define KETNOI_BENCHMARKS_SCALE_INDEX_H_

#include <vector>

#include "absl/status/status.h"
#include "benchmarks/scale_context.h"
#include "benchmarks/scale_query.h"

namespace ketnoi::benchmarks {

// Builds context.snapshot of context.suppliers; sets context.index_bytes. Adds
// index.build and, with jemalloc, index.bytes: what the index adds to the
// records, per capability row.
void MeasureIndex(ScaleContext& context);

// Adds index.fold: the whole catalogue merged to one segment, after some of its
// suppliers were written again.
void MeasureFold(const ScaleContext& context);

// The rest takes queries of class leaf.

// Adds compile and explain: one requirement, one pair.
void MeasureSteps(const ScaleContext& context,
                  const std::vector<ScaleQuery>& queries);

// Adds upsert and upsert.seen: one supplier written, and that with the next
// ranking, which must show the supplier as written; else INTERNAL.
absl::Status MeasureUpserts(const ScaleContext& context,
                            const std::vector<ScaleQuery>& queries);

// Adds threads.1 and threads.N: rankings per second by one thread and by as
// many as the machine runs at once, on one snapshot.
void MeasureThreads(const ScaleContext& context,
                    const std::vector<ScaleQuery>& queries);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_SCALE_INDEX_H_
