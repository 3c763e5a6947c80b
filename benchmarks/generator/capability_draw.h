// Draws the capabilities of a firm.

#ifndef KETNOI_BENCHMARKS_GENERATOR_CAPABILITY_DRAW_H_
#define KETNOI_BENCHMARKS_GENERATOR_CAPABILITY_DRAW_H_

#include "benchmarks/generator/firm.h"
#include "benchmarks/generator/random.h"
#include "benchmarks/generator/reference_files.h"
#include "ketnoi/v1/supplier.pb.h"

namespace ketnoi::generator {

// Adds a row per family of the firm to `supplier`, whose sites are there.
void AddCapabilities(const ReferenceFiles& reference, const Firm& firm,
                     Random& random, ketnoi::v1::Supplier& supplier);

}  // namespace ketnoi::generator

#endif  // KETNOI_BENCHMARKS_GENERATOR_CAPABILITY_DRAW_H_
