#ifndef KETNOI_MATCHER_OPTIMIZE_AT_H_
#define KETNOI_MATCHER_OPTIMIZE_AT_H_

#include <cstddef>
#include <cstdint>

namespace ketnoi {

// A position, at least 0, as vectors want it.
inline size_t At(int32_t position) { return static_cast<size_t>(position); }

}  // namespace ketnoi

#endif  // KETNOI_MATCHER_OPTIMIZE_AT_H_
