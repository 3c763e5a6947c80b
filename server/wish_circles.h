// Wishes that come after each other in a circle. Pure; thread-safe.

#ifndef KETNOI_SERVER_WISH_CIRCLES_H_
#define KETNOI_SERVER_WISH_CIRCLES_H_

#include <cstdint>
#include <functional>
#include <vector>

namespace ketnoi::server {

// after[w]: those that w comes after. Leaves out one of each circle that it
// finds, the least of it by `less`, until none is left; returns them, rising.
// The same arguments give the same answer. O(wishes + after) for each that is
// left out at worst, and in all where circles are apart.
std::vector<int32_t> BreakCircles(
    const std::vector<std::vector<int32_t>>& after,
    const std::function<bool(int32_t, int32_t)>& less);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_WISH_CIRCLES_H_
