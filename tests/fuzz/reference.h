// The project's reference data, for targets that need them.

#ifndef KETNOI_TESTS_FUZZ_REFERENCE_H_
#define KETNOI_TESTS_FUZZ_REFERENCE_H_

#include <memory>
#include <utility>

#include "server/reference_loader.h"
#include "tests/fuzz/fuzzer.h"

namespace ketnoi::fuzz {

// Read once from the folder KETNOI_DATA.
inline const server::ReferenceData& Reference() {
  static const std::unique_ptr<const server::ReferenceData> data = [] {
    auto loaded = server::LoadReferenceData(KETNOI_DATA, "");
    Require(loaded.ok());
    return std::move(*loaded);
  }();
  return *data;
}

}  // namespace ketnoi::fuzz

#endif  // KETNOI_TESTS_FUZZ_REFERENCE_H_
