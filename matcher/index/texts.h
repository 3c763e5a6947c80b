// Texts of a segment, in flat arrays.
//
// The texts of one column, or of one dictionary, are shorter than 4 GiB
// together: offsets have 32 bits. Columns and dictionaries are filled while a
// segment is built; immutable and thread-safe afterwards. Builders are not
// thread-safe.

#ifndef KETNOI_MATCHER_INDEX_TEXTS_H_
#define KETNOI_MATCHER_INDEX_TEXTS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/index/value_key.h"

namespace ketnoi::index {

// The bytes of a vector's elements.
template <class T>
size_t VectorBytes(const std::vector<T>& values) {
  return values.capacity() * sizeof(T);
}

// Each of these classes lists its arrays in VisitArrays, in a fixed order:
// `visit` is called with each vector. Sound() tells whether vectors of unknown
// origin hold places that are there; nothing else may be called before.

// The bytes of all arrays of a column.
template <class Column>
size_t ArrayBytes(const Column& column) {
  size_t bytes = 0;
  Column::VisitArrays(
      column, [&](const auto& values) { bytes += VectorBytes(values); });
  return bytes;
}

// Whether parts of an array of `end` elements begin there, and the last ends
// with it.
bool AreOffsets(std::span<const uint32_t> begins, size_t end);

// Numbered texts, one behind the other.
class TextColumn {
 public:
  TextColumn() { begin_.push_back(0); }

  void Append(std::string_view text);
  void ShrinkToFit();

  std::string_view At(int32_t number) const {
    const auto index = static_cast<size_t>(number);
    return {bytes_.data() + begin_[index], begin_[index + 1] - begin_[index]};
  }
  int32_t size() const { return static_cast<int32_t>(begin_.size()) - 1; }
  bool Sound() const { return AreOffsets(begin_, bytes_.size()); }

  template <class Self, class Visit>
  static void VisitArrays(Self& self, Visit&& visit) {
    visit(self.bytes_);
    visit(self.begin_);
  }

 private:
  std::vector<char> bytes_;
  std::vector<uint32_t> begin_;  // and one past the last
};

// Distinct texts, numbered.
class Dictionary {
 public:
  // -1: there is none. O(log n).
  int32_t Find(std::string_view text) const;
  std::string_view Text(int32_t number) const { return texts_.At(number); }
  int32_t size() const { return texts_.size(); }
  bool Sound() const;

  template <class Self, class Visit>
  static void VisitArrays(Self& self, Visit&& visit) {
    TextColumn::VisitArrays(self.texts_, visit);
    visit(self.by_text_);
  }

 private:
  friend class DictionaryBuilder;

  TextColumn texts_;              // by number
  std::vector<int32_t> by_text_;  // numbers, in the order of the texts
};

// Numbers texts in the order of their first occurrence, from 0.
class DictionaryBuilder {
 public:
  // The number of `text`, a new one if needed.
  int32_t Intern(const std::string& text);
  // Those of several, ascending.
  std::vector<int32_t> Intern(const std::vector<std::string>& texts);
  std::vector<int32_t> Intern(const Dictionary& other,
                              std::span<const int32_t> numbers);
  // Once, at the end.
  Dictionary Take();

 private:
  Interner<std::string> numbers_;
  Dictionary dictionary_;
};

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_TEXTS_H_
