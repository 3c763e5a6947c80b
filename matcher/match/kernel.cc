#include "matcher/match/kernel.h"

#include <algorithm>
#include <bit>
#include <cstring>

// Included once per target: what is here once must not be there again.
#ifndef KETNOI_MATCHER_MATCH_KERNEL_ONCE_
#define KETNOI_MATCHER_MATCH_KERNEL_ONCE_

namespace ketnoi::match {
namespace {

uint32_t CodeAt(const uint8_t* codes, size_t width, size_t position) {
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

// Tables of more pages than this are gathered from, a code at a time.
constexpr size_t kMostPages = 16;

void MarkOneByOne(const uint8_t* codes, size_t width, size_t count,
                  const MarkTable& table, uint8_t* marks) {
  for (size_t i = 0; i < count; ++i) {
    marks[i] =
        static_cast<uint8_t>(marks[i] | table.At(CodeAt(codes, width, i)));
  }
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

void MarkByTable(const uint8_t* codes, size_t width, size_t count,
                 const MarkTable& table, uint8_t* marks) {
  MarkOneByOne(codes, width, count, table, marks);
}

size_t CountBits(const uint64_t* words, size_t count) {
  size_t bits = 0;
  for (size_t i = 0; i < count; ++i) {
    bits += static_cast<size_t>(std::popcount(words[i]));
  }
  return bits;
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

// Codes of one byte: a look-up of 16 bytes, which speak of 64 codes, is one
// instruction; a longer table is looked up in parts, each of which yields 0 for
// the codes of the others: the sum below has its top bit set, which the look-up
// takes for "none", unless code and part agree in their upper half.
void MarkByBytes(const uint8_t* codes, size_t count, const MarkTable& table,
                 uint8_t* marks) {
  const hn::ScalableTag<uint8_t> d;
  const hn::Repartition<uint32_t, decltype(d)> d32;
  const auto to_top = hn::Set(d, 0x70);
  const auto index_or_top = hn::Set(d, 0x8F);
  const auto by_kind = hn::BitCast(d, hn::Set(d32, table.marks()));
  const auto one = hn::Set(d, 1);
  const auto two = hn::Set(d, 2);
  const auto three = hn::Set(d, 3);
  const size_t parts = (table.size() + 63) / 64;
  for (size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto code = hn::LoadU(d, codes + i);
    const auto place = hn::ShiftRight<2>(code);
    auto packed = hn::Zero(d);
    for (size_t part = 0; part < parts; ++part) {
      const auto values = hn::LoadDup128(d, table.packed() + 16 * part);
      const auto here =
          hn::Xor(place, hn::Set(d, static_cast<uint8_t>(16 * part)));
      const auto index = hn::And(hn::SaturatedAdd(here, to_top), index_or_top);
      packed = hn::Or(packed, hn::TableLookupBytesOr0(values, index));
    }
    packed = hn::IfThenElse(hn::TestBit(code, two), hn::ShiftRight<4>(packed),
                            packed);
    packed = hn::IfThenElse(hn::TestBit(code, one), hn::ShiftRight<2>(packed),
                            packed);
    const auto mark = hn::TableLookupBytes(by_kind, hn::And(packed, three));
    hn::StoreU(hn::Or(hn::LoadU(d, marks + i), mark), d, marks + i);
  }
}

// Codes of two bytes: gathers the four bytes that begin with the code's.
void MarkByGathering(const uint16_t* codes, size_t count,
                     const MarkTable& table, uint8_t* marks) {
  const hn::ScalableTag<int32_t> d;
  const hn::RebindToUnsigned<decltype(d)> d_unsigned;
  const hn::Rebind<uint16_t, decltype(d)> d_code;
  const hn::Rebind<uint8_t, decltype(d)> d_mark;
  const auto* base = reinterpret_cast<const int32_t*>(table.packed());
  const auto by_kind = hn::Set(d_unsigned, table.marks());
  const auto three = hn::Set(d_unsigned, 3);
  const auto low_byte = hn::Set(d_unsigned, 0xFF);
  // What stands behind the last code need not be one.
  const auto last =
      hn::Set(d_unsigned, static_cast<uint32_t>((table.size() - 1) / 4));
  for (size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto code = hn::PromoteTo(d_unsigned, hn::LoadU(d_code, codes + i));
    const auto offset = hn::BitCast(d, hn::Min(hn::ShiftRight<2>(code), last));
    const auto packed =
        hn::BitCast(d_unsigned, hn::GatherOffset(d, base, offset));
    const auto shift = hn::ShiftLeft<1>(hn::And(code, three));
    const auto kind = hn::And(hn::Shr(packed, shift), three);
    const auto found =
        hn::And(hn::Shr(by_kind, hn::ShiftLeft<3>(kind)), low_byte);
    const auto mark = hn::DemoteTo(d_mark, hn::BitCast(d, found));
    hn::StoreU(hn::Or(hn::LoadU(d_mark, marks + i), mark), d_mark, marks + i);
  }
}

#if HWY_TARGET == HWY_AVX3_DL

// Marks of 64 codes: by the bytes of the packed table that speak of them, and
// the codes' low bytes. The shift takes, for each byte, the eight bits of its
// group of eight bytes that begin at a bit.
__m512i MarksOf(__m512i packed, __m512i low, __m512i by_kind) {
  const __m512i of_byte = _mm512_set1_epi64(0x3830282018100800);
  const __m512i in_byte =
      _mm512_and_si512(_mm512_add_epi8(low, low), _mm512_set1_epi8(6));
  const __m512i shifted =
      _mm512_multishift_epi64_epi8(_mm512_or_si512(of_byte, in_byte), packed);
  return _mm512_shuffle_epi8(by_kind,
                             _mm512_and_si512(shifted, _mm512_set1_epi8(3)));
}

void AddMarks(__m512i found, uint8_t* marks) {
  _mm512_storeu_si512(marks, _mm512_or_si512(_mm512_loadu_si512(marks), found));
}

// The look-up reads six bits of an index.
void MarkByRegister(const uint8_t* codes, size_t count, const MarkTable& table,
                    uint8_t* marks) {
  const __m512i values = _mm512_loadu_si512(table.packed());
  const __m512i by_kind = _mm512_set1_epi32(static_cast<int>(table.marks()));
  for (size_t i = 0; i < count; i += 64) {
    const __m512i code = _mm512_loadu_si512(codes + i);
    const __m512i packed =
        _mm512_permutexvar_epi8(_mm512_srli_epi16(code, 2), values);
    AddMarks(MarksOf(packed, code, by_kind), marks + i);
  }
}

// The same for two bytes a code, a page of the table at a time, of whose
// indices seven bits are read.
void MarkByPages(const uint16_t* codes, size_t count, const MarkTable& table,
                 uint8_t* marks) {
  alignas(64) uint8_t evens[64];
  for (size_t i = 0; i < 64; ++i) evens[i] = static_cast<uint8_t>(2 * i);
  const __m512i even = _mm512_load_si512(evens);
  const __m512i odd = _mm512_add_epi8(even, _mm512_set1_epi8(1));
  const __m512i six_bits = _mm512_set1_epi8(0x3F);
  const __m512i by_kind = _mm512_set1_epi32(static_cast<int>(table.marks()));
  constexpr size_t kPageBytes = MarkTable::kPageCodes / 4;
  const size_t pages =
      (table.size() + MarkTable::kPageCodes - 1) / MarkTable::kPageCodes;
  for (size_t i = 0; i < count; i += 64) {
    const __m512i first = _mm512_loadu_si512(codes + i);
    const __m512i second = count - i > 32 ? _mm512_loadu_si512(codes + i + 32)
                                          : _mm512_setzero_si512();
    const __m512i low = _mm512_permutex2var_epi8(first, even, second);
    const __m512i high = _mm512_permutex2var_epi8(first, odd, second);
    // Bits 2 to 8 of the code; bits 9 and on are the page.
    const __m512i index = _mm512_ternarylogic_epi64(
        six_bits, _mm512_srli_epi16(low, 2), _mm512_slli_epi16(high, 6), 0xCA);
    const __m512i page =
        _mm512_and_si512(_mm512_srli_epi16(high, 1), _mm512_set1_epi8(0x7F));
    __m512i packed = _mm512_setzero_si512();
    for (size_t p = 0; p < pages; ++p) {
      const uint8_t* values = table.packed() + kPageBytes * p;
      const __m512i found = _mm512_permutex2var_epi8(
          _mm512_loadu_si512(values), index, _mm512_loadu_si512(values + 64));
      const __mmask64 here =
          _mm512_cmpeq_epi8_mask(page, _mm512_set1_epi8(static_cast<char>(p)));
      packed = _mm512_mask_mov_epi8(packed, here, found);
    }
    AddMarks(MarksOf(packed, low, by_kind), marks + i);
  }
}

#endif  // HWY_TARGET == HWY_AVX3_DL

void MarkByTable(const uint8_t* codes, size_t width, size_t count,
                 const MarkTable& table, uint8_t* marks) {
  if (width == 4) return MarkOneByOne(codes, width, count, table, marks);
  const auto* wide = reinterpret_cast<const uint16_t*>(codes);
#if HWY_TARGET == HWY_AVX3_DL
  if (width == 1) return MarkByRegister(codes, count, table, marks);
  if (table.size() <= kMostPages * MarkTable::kPageCodes) {
    return MarkByPages(wide, count, table, marks);
  }
#else
  if (width == 1) return MarkByBytes(codes, count, table, marks);
#endif
  MarkByGathering(wide, count, table, marks);
}

size_t CountBits(const uint64_t* words, size_t count) {
  const hn::ScalableTag<uint64_t> d;
  auto sums = hn::Zero(d);
  size_t i = 0;
  for (; i + hn::Lanes(d) <= count; i += hn::Lanes(d)) {
    sums = hn::Add(sums, hn::PopulationCount(hn::LoadU(d, words + i)));
  }
  size_t bits = hn::GetLane(hn::SumOfLanes(d, sums));
  for (; i < count; ++i) bits += static_cast<size_t>(std::popcount(words[i]));
  return bits;
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
HWY_EXPORT(CountBits);
HWY_EXPORT(AddByTable);
HWY_EXPORT(KeepAtLeast);
HWY_EXPORT(SelectUnmarked);

void MarkByTable(const uint8_t* codes, size_t width, size_t count,
                 const MarkTable& table, uint8_t* marks) {
  HWY_DYNAMIC_DISPATCH(MarkByTable)(codes, width, count, table, marks);
}

size_t CountBits(const uint64_t* words, size_t count) {
  return HWY_DYNAMIC_DISPATCH(CountBits)(words, count);
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
