// The inner loops of a scan, in the widest vectors that the machine has.
//
// Written once with Highway and compiled for every instruction set; which one
// runs is decided at run time. All give the same integers. Pure functions;
// thread-safe.

#ifndef KETNOI_MATCHER_MATCH_KERNEL_H_
#define KETNOI_MATCHER_MATCH_KERNEL_H_

#include <cstddef>
#include <cstdint>

namespace ketnoi::match {

// How far past their last element arrays may be read, and marks written.
inline constexpr size_t kKernelPadding = 64;

// marks[i] |= table[codes[i]] for i < count. `table` has 256 bytes, of which
// the codes reach the first `entries` only. Marks past `count`, within the
// padding, become undefined. O(count * entries / 16) in vector steps.
void MarkByTable(const uint8_t* codes, size_t count, const uint8_t* table,
                 size_t entries, uint8_t* marks);

// Writes the positions i < count with (marks[i] & mask) == 0, ascending, and
// returns how many there are. count <= 65,536; `positions` has room for
// `count`.
size_t SelectUnmarked(const uint8_t* marks, size_t count, uint8_t mask,
                      uint16_t* positions);

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_KERNEL_H_
