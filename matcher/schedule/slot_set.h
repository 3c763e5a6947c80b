// A set of a fair's slots.

#ifndef KETNOI_MATCHER_SCHEDULE_SLOT_SET_H_
#define KETNOI_MATCHER_SCHEDULE_SLOT_SET_H_

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace ketnoi::schedule {

inline constexpr int32_t kMostSlots = 256;

// Of the slots 0 to kMostSlots - 1, which every call's `slot` must be. A value:
// small, copied as it is, safe to read from several threads.
class SlotSet {
 public:
  // The slots 0 to count - 1.
  static SlotSet First(int32_t count) {
    SlotSet set;
    for (int32_t slot = 0; slot < count; ++slot) set.Add(slot);
    return set;
  }
  static SlotSet Of(int32_t slot) {
    SlotSet set;
    set.Add(slot);
    return set;
  }

  void Add(int32_t slot) { words_[Word(slot)] |= Bit(slot); }
  void Remove(int32_t slot) { words_[Word(slot)] &= ~Bit(slot); }
  bool Has(int32_t slot) const { return (words_[Word(slot)] & Bit(slot)) != 0; }
  bool Empty() const {
    return (words_[0] | words_[1] | words_[2] | words_[3]) == 0;
  }
  int32_t Count() const {
    int32_t count = 0;
    for (const uint64_t word : words_) count += std::popcount(word);
    return count;
  }

  // The first slot that is `from` or after it; -1: there is none. `from` may be
  // kMostSlots.
  int32_t Next(int32_t from) const {
    if (from >= kMostSlots) return -1;
    size_t word = Word(from);
    uint64_t bits = words_[word] & ~(Bit(from) - 1);
    while (bits == 0) {
      if (++word == words_.size()) return -1;
      bits = words_[word];
    }
    return static_cast<int32_t>(word) * 64 + std::countr_zero(bits);
  }

  SlotSet& operator&=(const SlotSet& other) {
    for (size_t w = 0; w < words_.size(); ++w) words_[w] &= other.words_[w];
    return *this;
  }
  SlotSet& operator|=(const SlotSet& other) {
    for (size_t w = 0; w < words_.size(); ++w) words_[w] |= other.words_[w];
    return *this;
  }
  // Removes the slots of `other`.
  SlotSet& operator-=(const SlotSet& other) {
    for (size_t w = 0; w < words_.size(); ++w) words_[w] &= ~other.words_[w];
    return *this;
  }
  friend SlotSet operator&(SlotSet a, const SlotSet& b) { return a &= b; }
  friend SlotSet operator|(SlotSet a, const SlotSet& b) { return a |= b; }
  friend SlotSet operator-(SlotSet a, const SlotSet& b) { return a -= b; }
  friend bool operator==(const SlotSet&, const SlotSet&) = default;

 private:
  static size_t Word(int32_t slot) { return static_cast<size_t>(slot) / 64; }
  static uint64_t Bit(int32_t slot) {
    return uint64_t{1} << (static_cast<uint32_t>(slot) % 64);
  }

  std::array<uint64_t, kMostSlots / 64> words_ = {};
};

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_SLOT_SET_H_
