#include "matcher/match/kernel.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "matcher/match/kernel.cc"
#include "hwy/foreach_target.h"  // compiles this file once per target
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace ketnoi::match::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR

void MarkByTable(const uint8_t* codes, size_t count, const uint8_t* table,
                 size_t /*entries*/, uint8_t* marks) {
  for (size_t i = 0; i < count; ++i) marks[i] |= table[codes[i]];
}

size_t SelectUnmarked(const uint8_t* marks, size_t count, uint8_t mask,
                      uint16_t* positions) {
  size_t selected = 0;
  for (size_t i = 0; i < count; ++i) {
    positions[selected] = static_cast<uint16_t>(i);
    selected += (marks[i] & mask) == 0 ? 1 : 0;
  }
  return selected;
}

#else

// A look-up of 16 bytes is one instruction; a longer table is looked up in
// parts, each of which yields 0 for the codes of the others: the sum below has
// its top bit set, which the look-up takes for "none", unless code and part
// agree in their upper half.
void MarkByTable(const uint8_t* codes, size_t count, const uint8_t* table,
                 size_t entries, uint8_t* marks) {
  const hn::ScalableTag<uint8_t> d;
  const auto to_top = hn::Set(d, 0x70);
  const auto index_or_top = hn::Set(d, 0x8F);
  for (size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto code = hn::LoadU(d, codes + i);
    auto mark = hn::LoadU(d, marks + i);
    for (size_t part = 0; part < entries; part += 16) {
      const auto values = hn::LoadDup128(d, table + part);
      const auto here = hn::Xor(code, hn::Set(d, static_cast<uint8_t>(part)));
      const auto index = hn::And(hn::SaturatedAdd(here, to_top), index_or_top);
      mark = hn::Or(mark, hn::TableLookupBytesOr0(values, index));
    }
    hn::StoreU(mark, d, marks + i);
  }
}

size_t SelectUnmarked(const uint8_t* marks, size_t count, uint8_t mask,
                      uint16_t* positions) {
  const hn::ScalableTag<uint8_t> d;
  const size_t lanes = hn::Lanes(d);
  size_t selected = 0;
  for (size_t begin = 0; begin < count; begin += lanes) {
    const auto mark = hn::And(hn::LoadU(d, marks + begin), hn::Set(d, mask));
    uint64_t bits = 0;
    hn::StoreMaskBits(d, hn::Eq(mark, hn::Zero(d)),
                      reinterpret_cast<uint8_t*>(&bits));
    const size_t left = count - begin;
    if (left < lanes) bits &= (uint64_t{1} << left) - 1;
    for (; bits != 0; bits &= bits - 1) {
      positions[selected++] = static_cast<uint16_t>(
          begin + hwy::Num0BitsBelowLS1Bit_Nonzero64(bits));
    }
  }
  return selected;
}

#endif

}  // namespace ketnoi::match::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ketnoi::match {

HWY_EXPORT(MarkByTable);
HWY_EXPORT(SelectUnmarked);

void MarkByTable(const uint8_t* codes, size_t count, const uint8_t* table,
                 size_t entries, uint8_t* marks) {
  HWY_DYNAMIC_DISPATCH(MarkByTable)(codes, count, table, entries, marks);
}

size_t SelectUnmarked(const uint8_t* marks, size_t count, uint8_t mask,
                      uint16_t* positions) {
  return HWY_DYNAMIC_DISPATCH(SelectUnmarked)(marks, count, mask, positions);
}

}  // namespace ketnoi::match
#endif  // HWY_ONCE
