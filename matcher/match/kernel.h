// The inner loops of a scan, in the widest vectors that the machine has.
//
// Written once with Highway and compiled for every instruction set; which one
// runs is decided at run time. All give the same integers. Pure functions;
// thread-safe.

#ifndef KETNOI_MATCHER_MATCH_KERNEL_H_
#define KETNOI_MATCHER_MATCH_KERNEL_H_

#include <cstddef>
#include <cstdint>

#include "matcher/match/mark_table.h"

namespace ketnoi::match {

// How far past their last element arrays may be read, and marks written.
inline constexpr size_t kKernelPadding = 64;

// marks[i] |= table.At(codes[i]) for i < count. `codes`: `width` bytes each, 1,
// 2 or 4, of which kKernelPadding bytes past the last may be read. Marks past
// `count`, within the padding, become undefined. O(count), with two bytes a
// code times up to 16 pages of the table.
void MarkByTable(const uint8_t* codes, size_t width, size_t count,
                 const MarkTable& table, uint8_t* marks);

// For each of `positions`, in order: adds the entry of `table` at the row's
// code, but for its upper four bits, to the row's sum. `codes`: `width` bytes
// each, 1, 2 or 4, of which kKernelPadding bytes past the last may be read.
// Stops less than kKernelPadding rows before an entry that is 0; returns how
// many rows were added to. Others may fill entries that are 0 meanwhile,
// atomically.
size_t AddByTable(const uint8_t* codes, size_t width, const uint32_t* positions,
                  size_t count, const uint32_t* table, uint32_t* sums);

// Keeps, in order, the positions and sums of the first `count` whose sum is at
// least `least`; returns how many. What is behind them, within the padding,
// becomes undefined. Sums and `least` are below 2^31, `least` is above 0.
size_t KeepAtLeast(uint32_t least, size_t count, uint32_t* positions,
                   uint32_t* sums);

// Sets bit i of `bits`, for i < count, if (marks[i] & mask) == 0, and clears
// the others of the words that it writes: one for 64 marks.
void SelectUnmarked(const uint8_t* marks, size_t count, uint8_t mask,
                    uint64_t* bits);

// How many bits are set.
size_t CountBits(const uint64_t* words, size_t count);

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_KERNEL_H_
