// Every requirement of many against every supplier.

#ifndef KETNOI_BENCHMARKS_SCALE_MATRIX_H_
#define KETNOI_BENCHMARKS_SCALE_MATRIX_H_

#include "absl/status/status.h"
#include "benchmarks/scale_context.h"

namespace ketnoi::benchmarks {

// Adds `matrix` and `matrix.threads`: 5,000 generated requirements in one
// batch, standing and scores of every candidate of each, in one thread and in
// as many as the machine has. Of the smallest catalogue only; nothing for
// others. INTERNAL: an answer is not that of a ranking of its own.
absl::Status MeasureMatrix(const ScaleContext& context);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_SCALE_MATRIX_H_
