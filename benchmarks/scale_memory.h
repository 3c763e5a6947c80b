// What this program has allocated.

#ifndef KETNOI_BENCHMARKS_SCALE_MEMORY_H_
#define KETNOI_BENCHMARKS_SCALE_MEMORY_H_

#include <cstdint>
#include <optional>

namespace ketnoi::benchmarks {

// Bytes in use by the program, as jemalloc counts them, with what its size
// classes add. Nothing if the program runs with another malloc. Freed memory
// that the calling thread still caches is given back first; other threads
// should have ended. Takes well below a millisecond.
std::optional<int64_t> AllocatedBytes();

// Gives memory that was freed back to the system, which jemalloc keeps as long
// as the program does nothing. Nothing happens with another malloc.
void GiveBackFreedMemory();

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_SCALE_MEMORY_H_
