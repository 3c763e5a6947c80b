#include "benchmarks/scale_memory.h"

#include <cstddef>

// jemalloc's, null where the program is linked without it: sanitizers bring
// their own malloc.
extern "C" int mallctl(const char* name, void* old_value, size_t* old_size,
                       void* new_value, size_t new_size) __attribute__((weak));

namespace ketnoi::benchmarks {

std::optional<int64_t> AllocatedBytes() {
  if (mallctl == nullptr) return std::nullopt;
  mallctl("thread.tcache.flush", nullptr, nullptr, nullptr, 0);
  // Statistics are as of the last time that the epoch was advanced.
  uint64_t epoch = 1;
  mallctl("epoch", nullptr, nullptr, &epoch, sizeof(epoch));
  size_t allocated = 0;
  size_t size = sizeof(allocated);
  if (mallctl("stats.allocated", &allocated, &size, nullptr, 0) != 0) {
    return std::nullopt;
  }
  return static_cast<int64_t>(allocated);
}

void GiveBackFreedMemory() {
  if (mallctl == nullptr) return;
  mallctl("thread.tcache.flush", nullptr, nullptr, nullptr, 0);
  // 4096 is MALLCTL_ARENAS_ALL.
  mallctl("arena.4096.purge", nullptr, nullptr, nullptr, 0);
}

}  // namespace ketnoi::benchmarks
