// Composed supplier records for demonstrations and benchmarks.
//
// README.md states the distributions; tests/benchmarks checks them.

#ifndef KETNOI_BENCHMARKS_GENERATOR_SUPPLIER_GENERATOR_H_
#define KETNOI_BENCHMARKS_GENERATOR_SUPPLIER_GENERATOR_H_

#include <cstdint>

#include "benchmarks/generator/reference_files.h"
#include "ketnoi/v1/supplier.pb.h"

namespace ketnoi::generator {

// Thread-safe: it has no state but its arguments. `reference` must outlive it.
class SupplierGenerator {
 public:
  SupplierGenerator(const ReferenceFiles& reference, uint64_t seed)
      : reference_(reference), seed_(seed) {}

  // The record of firm `index`, the same on every machine and independent of
  // the other indices. 0 <= index < FirmNameCount(); names are distinct.
  ketnoi::v1::Supplier Make(int64_t index) const;

 private:
  const ReferenceFiles& reference_;
  uint64_t seed_;
};

}  // namespace ketnoi::generator

#endif  // KETNOI_BENCHMARKS_GENERATOR_SUPPLIER_GENERATOR_H_
