// Composed requirements for benchmarks.

#ifndef KETNOI_BENCHMARKS_GENERATOR_REQUIREMENT_GENERATOR_H_
#define KETNOI_BENCHMARKS_GENERATOR_REQUIREMENT_GENERATOR_H_

#include <cstdint>

#include "benchmarks/generator/reference_files.h"
#include "ketnoi/v1/requirement.pb.h"

namespace ketnoi::generator {

// The buyer of every generated requirement.
inline constexpr char kGeneratedBuyer[] = "buyers/generated";

// Thread-safe. `reference` must outlive it.
class RequirementGenerator {
 public:
  RequirementGenerator(const ReferenceFiles& reference, uint64_t seed)
      : reference_(reference), seed_(seed) {}

  // The requirement `index`, the same on every machine: a family (the index
  // runs through all of them), gates on certificate, lead time, volume and
  // place, and a gate or a wish on each of a few attributes. index >= 0.
  ketnoi::v1::Requirement Make(int64_t index) const;

 private:
  const ReferenceFiles& reference_;
  uint64_t seed_;
};

}  // namespace ketnoi::generator

#endif  // KETNOI_BENCHMARKS_GENERATOR_REQUIREMENT_GENERATOR_H_
