// Marks the rows of a chunk by the gates of a plan.

#ifndef KETNOI_MATCHER_MATCH_GATE_MARKER_H_
#define KETNOI_MATCHER_MATCH_GATE_MARKER_H_

#include <cstddef>
#include <cstdint>

#include "matcher/index/packed_codes.h"
#include "matcher/match/block_plan.h"
#include "matcher/match/kernel.h"

namespace ketnoi::match {

// Rows of a chunk, and arrays of them.
inline constexpr size_t kChunk = index::kChunkRows;
inline constexpr size_t kChunkWords = kChunk / 64;

// Memory of one thread. Not thread-safe.
class GateMarker {
 public:
  GateMarker();

  // marks[i] |= what the gate says of row begin + i of the plan's block, for
  // i < count <= kChunk. `marks` has kKernelPadding bytes more. Sites are not
  // asked for rows that have kUnmetMark already, if `skip_unmet`.
  void Mark(const BlockPlan& plan, const Gate& gate, size_t begin, size_t count,
            bool skip_unmet, uint8_t* marks);

 private:
  void MarkCertificate(const Gate& gate, size_t begin, size_t count,
                       uint8_t* marks);
  void MarkAsking(const BlockPlan& plan, const Gate& gate, size_t begin,
                  size_t count, bool skip_unmet, uint8_t* marks);
  // What the codes say, to of_gate_.
  void LookUp(const Gate& gate, size_t begin, size_t count);

  const MarkTable marks_of_says_;
  // Of a chunk: what one gate says, or what certificates say.
  alignas(kKernelPadding) uint8_t of_gate_[kChunk + kKernelPadding];
  uint64_t asked_[kChunkWords];
  uint64_t unmarked_[kChunkWords];
};

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_GATE_MARKER_H_
