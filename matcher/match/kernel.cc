#include "matcher/match/kernel.h"

#include <algorithm>
#include <cstring>

// Included once per target: what is here once must not be there again.
#ifndef KETNOI_MATCHER_MATCH_KERNEL_ONCE_
#define KETNOI_MATCHER_MATCH_KERNEL_ONCE_

namespace ketnoi::match {
namespace {

uint32_t CodeAt(const uint8_t* codes, size_t width, uint32_t position) {
  uint32_t code = 0;
  std::memcpy(&code, codes + width * position, width);
  return code;
}

// AddByTable from `begin`.
size_t AddOneByOne(const uint8_t* codes, size_t width,
                   const uint32_t* positions, size_t begin, size_t end,
                   const uint32_t* table, uint32_t* sums) {
  for (size_t i = begin; i < end; ++i) {
    const uint32_t found = __atomic_load_n(
        table + CodeAt(codes, width, positions[i]), __ATOMIC_RELAXED);
    if (found == 0) return i;
    sums[i] += found & ((uint32_t{1} << 28) - 1);
  }
  return end;
}

}  // namespace
}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_KERNEL_ONCE_

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

void MarkByLongTable(const uint16_t* codes, size_t count, const uint8_t* table,
                     uint8_t* marks) {
  for (size_t i = 0; i < count; ++i) marks[i] |= table[codes[i]];
}

size_t KeepAtLeast(uint32_t least, size_t count, uint32_t* positions,
                   uint32_t* sums) {
  size_t kept = 0;
  for (size_t i = 0; i < count; ++i) {
    const bool keep = sums[i] >= least;
    positions[kept] = positions[i];
    sums[kept] = sums[i];
    kept += keep ? 1 : 0;
  }
  return kept;
}

size_t AddByTable(const uint8_t* codes, size_t width, const uint32_t* positions,
                  size_t count, const uint32_t* table, uint32_t* sums) {
  return AddOneByOne(codes, width, positions, 0, count, table, sums);
}

void SelectUnmarked(const uint8_t* marks, size_t count, uint8_t mask,
                    uint64_t* bits) {
  for (size_t begin = 0; begin < count; begin += 64) {
    uint64_t word = 0;
    for (size_t i = begin; i < std::min(count, begin + 64); ++i) {
      word |= uint64_t{(marks[i] & mask) == 0} << (i - begin);
    }
    bits[begin / 64] = word;
  }
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

void MarkByLongTable(const uint16_t* codes, size_t count, const uint8_t* table,
                     uint8_t* marks) {
  const hn::ScalableTag<int32_t> d;
  const hn::Rebind<uint16_t, decltype(d)> d_code;
  const hn::Rebind<uint8_t, decltype(d)> d_mark;
  const auto* base = reinterpret_cast<const int32_t*>(table);
  const auto low_byte = hn::Set(d, 0xFF);
  for (size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto offset = hn::PromoteTo(d, hn::LoadU(d_code, codes + i));
    const auto found = hn::And(hn::GatherOffset(d, base, offset), low_byte);
    const auto mark = hn::DemoteTo(d_mark, found);
    hn::StoreU(hn::Or(hn::LoadU(d_mark, marks + i), mark), d_mark, marks + i);
  }
}

size_t KeepAtLeast(uint32_t least, size_t count, uint32_t* positions,
                   uint32_t* sums) {
  const hn::ScalableTag<uint32_t> d;
  const hn::RebindToSigned<decltype(d)> d_signed;
  const auto below = hn::Set(d_signed, static_cast<int32_t>(least) - 1);
  const size_t lanes = hn::Lanes(d);
  size_t kept = 0;
  for (size_t i = 0; i < count; i += lanes) {
    const auto sum = hn::LoadU(d, sums + i);
    const auto position = hn::LoadU(d, positions + i);
    auto keep = hn::RebindMask(d, hn::Gt(hn::BitCast(d_signed, sum), below));
    if (count - i < lanes) keep = hn::And(keep, hn::FirstN(d, count - i));
    hn::CompressStore(position, keep, d, positions + kept);
    kept += hn::CompressStore(sum, keep, d, sums + kept);
  }
  return kept;
}

// Codes are gathered as the four bytes that begin with them.
size_t AddByTable(const uint8_t* codes, size_t width, const uint32_t* positions,
                  size_t count, const uint32_t* table, uint32_t* sums) {
  const hn::ScalableTag<int32_t> d;
  const hn::RebindToUnsigned<decltype(d)> d_unsigned;
  const auto* code_base = reinterpret_cast<const int32_t*>(codes);
  const auto* table_base = reinterpret_cast<const int32_t*>(table);
  const int shift = width == 4 ? 2 : width == 2 ? 1 : 0;
  const auto code_mask = hn::Set(
      d,
      width == 4 ? -1 : static_cast<int32_t>((uint32_t{1} << 8 * width) - 1));
  const auto score_mask = hn::Set(d, (1 << 28) - 1);
  size_t i = 0;
  for (; i + hn::Lanes(d) <= count; i += hn::Lanes(d)) {
    const auto position = hn::BitCast(d, hn::LoadU(d_unsigned, positions + i));
    const auto offset = hn::ShiftLeftSame(position, shift);
    const auto code =
        hn::And(hn::GatherOffset(d, code_base, offset), code_mask);
    const auto found = hn::GatherIndex(d, table_base, code);
    if (!hn::AllFalse(d, hn::Eq(found, hn::Zero(d)))) return i;
    const auto sum = hn::BitCast(d, hn::LoadU(d_unsigned, sums + i));
    hn::StoreU(
        hn::BitCast(d_unsigned, hn::Add(sum, hn::And(found, score_mask))),
        d_unsigned, sums + i);
  }
  return AddOneByOne(codes, width, positions, i, count, table, sums);
}

void SelectUnmarked(const uint8_t* marks, size_t count, uint8_t mask,
                    uint64_t* bits) {
  const hn::CappedTag<uint8_t, 64> d;
  const size_t lanes = hn::Lanes(d);
  const auto masks = hn::Set(d, mask);
  for (size_t begin = 0; begin < count; begin += 64) {
    uint64_t word = 0;
    for (size_t i = 0; i < 64; i += lanes) {
      const auto mark = hn::And(hn::LoadU(d, marks + begin + i), masks);
      uint64_t some = 0;
      hn::StoreMaskBits(d, hn::Eq(mark, hn::Zero(d)),
                        reinterpret_cast<uint8_t*>(&some));
      word |= some << i;
    }
    const size_t left = count - begin;
    if (left < 64) word &= (uint64_t{1} << left) - 1;
    bits[begin / 64] = word;
  }
}

#endif

}  // namespace ketnoi::match::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ketnoi::match {

HWY_EXPORT(MarkByTable);
HWY_EXPORT(MarkByLongTable);
HWY_EXPORT(AddByTable);
HWY_EXPORT(KeepAtLeast);
HWY_EXPORT(SelectUnmarked);

void MarkByTable(const uint8_t* codes, size_t count, const uint8_t* table,
                 size_t entries, uint8_t* marks) {
  HWY_DYNAMIC_DISPATCH(MarkByTable)(codes, count, table, entries, marks);
}

void MarkByLongTable(const uint16_t* codes, size_t count, const uint8_t* table,
                     uint8_t* marks) {
  HWY_DYNAMIC_DISPATCH(MarkByLongTable)(codes, count, table, marks);
}

size_t AddByTable(const uint8_t* codes, size_t width, const uint32_t* positions,
                  size_t count, const uint32_t* table, uint32_t* sums) {
  return HWY_DYNAMIC_DISPATCH(AddByTable)(codes, width, positions, count, table,
                                          sums);
}

size_t KeepAtLeast(uint32_t least, size_t count, uint32_t* positions,
                   uint32_t* sums) {
  return HWY_DYNAMIC_DISPATCH(KeepAtLeast)(least, count, positions, sums);
}

void SelectUnmarked(const uint8_t* marks, size_t count, uint8_t mask,
                    uint64_t* bits) {
  HWY_DYNAMIC_DISPATCH(SelectUnmarked)(marks, count, mask, bits);
}

}  // namespace ketnoi::match
#endif  // HWY_ONCE
