#include "matcher/match/gate_marker.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "matcher/match/bits.h"

namespace ketnoi::match {
namespace {

// The marks of what certificates say.
constexpr std::array<uint8_t, kSaysValues> kMarksOfSays = [] {
  std::array<uint8_t, kSaysValues> marks{};
  for (size_t says = 1; says < kSaysValues; ++says) {
    const Verdict verdict = VerdictOf(static_cast<Says>(says));
    marks[says] = verdict == Verdict::kMet     ? 0
                  : verdict == Verdict::kUnmet ? kUnmetMark
                                               : kUnknownMark;
  }
  return marks;
}();

// marks[i] |= the table's, by the codes of the gate.
void MarkByCodes(const Gate& gate, size_t begin, size_t count, uint8_t* marks) {
  const size_t width = gate.codes->width;
  MarkByTable(gate.codes->codes + begin * width, width, count, gate.table,
              marks);
}

template <class Code>
void AddSays(const Gate::Held& held, size_t chunk, uint8_t* says) {
  const uint16_t* positions = held.codes->positions;
  const auto* codes = reinterpret_cast<const Code*>(held.codes->words);
  const HoldingTable& table = *held.table;
  const uint32_t end = held.codes->begin[chunk + 1];
  for (uint32_t i = held.codes->begin[chunk]; i < end; ++i) {
    says[positions[i]] |= table.At(codes[i]);
  }
}

}  // namespace

GateMarker::GateMarker() : marks_of_says_(kMarksOfSays) {}

void GateMarker::Mark(const BlockPlan& plan, const Gate& gate, size_t begin,
                      size_t count, bool skip_unmet, uint8_t* marks) {
  if (gate.is_certificate) {
    MarkCertificate(gate, begin, count, marks);
  } else if (gate.asks) {
    MarkAsking(plan, gate, begin, count, skip_unmet, marks);
  } else {
    MarkByCodes(gate, begin, count, marks);
  }
}

void GateMarker::LookUp(const Gate& gate, size_t begin, size_t count) {
  if (gate.codes == nullptr) {
    std::memset(of_gate_, gate.table.At(0), count);
  } else {
    std::memset(of_gate_, 0, count);
    MarkByCodes(gate, begin, count, of_gate_);
  }
}

// What all certificates say, then what that means.
void GateMarker::MarkCertificate(const Gate& gate, size_t begin, size_t count,
                                 uint8_t* marks) {
  LookUp(gate, begin, count);
  for (const Gate::Held& held : gate.held) {
    if (held.codes->width == 2) {
      AddSays<uint16_t>(held, begin / kChunk, of_gate_);
    } else {
      AddSays<uint32_t>(held, begin / kChunk, of_gate_);
    }
  }
  MarkByTable(of_gate_, 1, count, marks_of_says_, marks);
}

// Asks the sites of rows whose codes do not say it.
void GateMarker::MarkAsking(const BlockPlan& plan, const Gate& gate,
                            size_t begin, size_t count, bool skip_unmet,
                            uint8_t* marks) {
  LookUp(gate, begin, count);
  const size_t words = (count + 63) / 64;
  SelectUnmarked(of_gate_, count, kAskMark, asked_);
  SelectUnmarked(marks, count, skip_unmet ? kUnmetMark : 0, unmarked_);
  for (size_t w = 0; w < words; ++w) asked_[w] = ~asked_[w] & unmarked_[w];
  const auto first = plan.block().begin + static_cast<int32_t>(begin);
  ForEachBit(asked_, words, [&](size_t i) {
    const int32_t row = first + static_cast<int32_t>(i);
    of_gate_[i] =
        MarkOf(gate.judge->VerdictAt(plan.segment().site_number(row)));
  });
  for (size_t i = 0; i < count; ++i) {
    marks[i] |= of_gate_[i] & (kUnmetMark | kUnknownMark);
  }
}

}  // namespace ketnoi::match
