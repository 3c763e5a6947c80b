// What every fuzz target shares.

#ifndef KETNOI_TESTS_FUZZ_FUZZER_H_
#define KETNOI_TESTS_FUZZ_FUZZER_H_

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// Called by libFuzzer with each input, or by replay_main.cc with each seed.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace ketnoi::fuzz {

inline std::string_view AsText(const uint8_t* data, size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// Stops the program, which libFuzzer reports with the input, unless `holds`.
inline void Require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace ketnoi::fuzz

#endif  // KETNOI_TESTS_FUZZ_FUZZER_H_
