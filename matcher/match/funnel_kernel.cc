#include "matcher/match/funnel_kernel.h"

#include "matcher/match/block_plan.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "matcher/match/funnel_kernel.cc"
#include "hwy/foreach_target.h"  // compiles this file once per target
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace ketnoi::match::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

void AddMissed(const uint8_t* marks, size_t count, uint8_t bit,
               uint8_t* missed) {
  const hn::ScalableTag<uint8_t> d;
  const auto unmet = hn::Set(d, kUnmetMark);
  const auto bits = hn::Set(d, bit);
  for (size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto misses = hn::TestBit(hn::LoadU(d, marks + i), unmet);
    const auto added = hn::IfThenElseZero(misses, bits);
    hn::StoreU(hn::Or(hn::LoadU(d, missed + i), added), d, missed + i);
  }
}

void FindPast(const uint8_t* missed, const uint8_t* earlier, size_t count,
              uint16_t* past) {
  const hn::ScalableTag<uint16_t> d;
  const hn::Rebind<uint8_t, decltype(d)> d_byte;
  const auto one = hn::Set(d, 1);
  const auto low_byte = hn::Set(d, 0xFF);
  for (size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto misses = hn::PromoteTo(d, hn::LoadU(d_byte, missed + i));
    const auto alone = hn::AndNot(misses, low_byte);
    // The zeros below the first bit.
    auto together = hn::And(hn::Sub(misses, one), alone);
    if (earlier != nullptr) {
      const auto before = hn::PromoteTo(d, hn::LoadU(d_byte, earlier + i));
      together = hn::IfThenElseZero(hn::Eq(before, hn::Zero(d)), together);
    }
    hn::StoreU(hn::Or(alone, hn::ShiftLeft<8>(together)), d, past + i);
  }
}

void AddBitCounts(const uint8_t* missed, size_t count, uint8_t* counts) {
  const hn::ScalableTag<uint8_t> d;
  for (size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto bits = hn::PopulationCount(hn::LoadU(d, missed + i));
    hn::StoreU(hn::Add(hn::LoadU(d, counts + i), bits), d, counts + i);
  }
}

template <class V>
void AddColumns(V words, int32_t weight, int32_t columns[16]) {
  const hn::DFromV<V> d;
  for (int b = 0; b < 16; ++b) {
    const auto bit = hn::Set(d, static_cast<uint16_t>(1 << b));
    columns[b] += weight * static_cast<int32_t>(
                               hn::CountTrue(d, hn::TestBit(words, bit)));
  }
}

// Adds eight vectors bit by bit, with carries, before it counts the bits of
// one: `ones` to `fours` are what is less than eight so far.
void CountColumns(const uint16_t* words, size_t count, int32_t columns[16]) {
  const hn::ScalableTag<uint16_t> d;
  auto ones = hn::Zero(d);
  auto twos = hn::Zero(d);
  auto fours = hn::Zero(d);
  for (size_t i = 0; i < count;) {
    auto eights = hn::Zero(d);
    for (int k = 0; k < 8 && i < count; ++k, i += hn::Lanes(d)) {
      auto word = hn::LoadU(d, words + i);
      if (count - i < hn::Lanes(d)) {
        word = hn::IfThenElseZero(hn::FirstN(d, count - i), word);
      }
      const auto two = hn::And(ones, word);
      ones = hn::Xor(ones, word);
      const auto four = hn::And(twos, two);
      twos = hn::Xor(twos, two);
      eights = hn::Or(eights, hn::And(fours, four));
      fours = hn::Xor(fours, four);
    }
    AddColumns(eights, 8, columns);
  }
  AddColumns(ones, 1, columns);
  AddColumns(twos, 2, columns);
  AddColumns(fours, 4, columns);
}

}  // namespace ketnoi::match::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ketnoi::match {

HWY_EXPORT(AddMissed);
HWY_EXPORT(FindPast);
HWY_EXPORT(AddBitCounts);
HWY_EXPORT(CountColumns);

void AddMissed(const uint8_t* marks, size_t count, uint8_t bit,
               uint8_t* missed) {
  HWY_DYNAMIC_DISPATCH(AddMissed)(marks, count, bit, missed);
}

void FindPast(const uint8_t* missed, const uint8_t* earlier, size_t count,
              uint16_t* past) {
  HWY_DYNAMIC_DISPATCH(FindPast)(missed, earlier, count, past);
}

void AddBitCounts(const uint8_t* missed, size_t count, uint8_t* counts) {
  HWY_DYNAMIC_DISPATCH(AddBitCounts)(missed, count, counts);
}

void CountColumns(const uint16_t* words, size_t count, int32_t columns[16]) {
  HWY_DYNAMIC_DISPATCH(CountColumns)(words, count, columns);
}

}  // namespace ketnoi::match
#endif  // HWY_ONCE
