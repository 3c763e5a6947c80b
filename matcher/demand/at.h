#ifndef KETNOI_MATCHER_DEMAND_AT_H_
#define KETNOI_MATCHER_DEMAND_AT_H_

#include <cstddef>
#include <cstdint>

namespace ketnoi::demand {

// A position, at least 0, as vectors want it.
inline size_t At(int32_t position) { return static_cast<size_t>(position); }

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_AT_H_
