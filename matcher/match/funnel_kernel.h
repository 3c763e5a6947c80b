// The inner loops of a funnel, in the widest vectors that the machine has.
//
// As kernel.h: compiled for every instruction set, all of which give the same
// integers. Pure functions; thread-safe.

#ifndef KETNOI_MATCHER_MATCH_FUNNEL_KERNEL_H_
#define KETNOI_MATCHER_MATCH_FUNNEL_KERNEL_H_

#include <cstddef>
#include <cstdint>

namespace ketnoi::match {

// Arrays may be read, and those of a byte or two per row written, so many
// elements past their last one: kKernelPadding.

// missed[i] |= `bit` for i < count, if marks[i] has kUnmetMark.
void AddMissed(const uint8_t* marks, size_t count, uint8_t bit,
               uint8_t* missed);

// What rows get past, of eight gates, bit by gate: each alone in the lower
// byte; it, and all of the eight before it, in the upper one. `missed`: gates
// that rows miss. Of rows whose byte of `earlier`, unless that is null, is not
// 0 the upper byte is 0.
void FindPast(const uint8_t* missed, const uint8_t* earlier, size_t count,
              uint16_t* past);

// counts[i] += how many bits missed[i] has, for i < count.
void AddBitCounts(const uint8_t* missed, size_t count, uint8_t* counts);

// columns[b] += how many of the first `count` words have bit b.
void CountColumns(const uint16_t* words, size_t count, int32_t columns[16]);

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_FUNNEL_KERNEL_H_
