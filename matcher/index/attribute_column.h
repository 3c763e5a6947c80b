// The distinct values of one attribute in a segment, as columns.h describes.
//
// Values are distinct by what is compared and by how they were stated, so that
// an entry can be shown as the record has it.

#ifndef KETNOI_MATCHER_INDEX_ATTRIBUTE_COLUMN_H_
#define KETNOI_MATCHER_INDEX_ATTRIBUTE_COLUMN_H_

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "matcher/index/columns.h"
#include "matcher/index/texts.h"
#include "matcher/index/value_key.h"
#include "matcher/index/words.h"
#include "matcher/model/attribute_value.h"
#include "matcher/model/reference.h"

namespace ketnoi::index {

// Whether an entry states an attribute.
enum class ValueState : uint8_t { kNotStated, kIncomparable, kStated };

// A part of a mixture: the number of its name, and its share in basis points.
struct Component {
  int32_t code = 0;
  int32_t share_bp = 0;
};

// An entry as a whole. What is not of the attribute's kind is as it is here.
struct AttributeEntry {
  ValueState state = ValueState::kNotStated;
  int64_t min = kOpen;  // numbers; also flags and texts
  int64_t max = kOpen;
  std::array<int64_t, 3> sizes = {kOpen, kOpen, kOpen};
  ListView list;
  std::span<const Component> mixture;
  std::string as_stated;
};

class AttributeColumn {
 public:
  // With entry 0.
  explicit AttributeColumn(model::AttributeKind kind);

  model::AttributeKind kind() const { return kind_; }
  // Lists are views that live as long as the column does not grow. What stands
  // in records is there once the column is finished.
  AttributeEntry At(int32_t entry) const;
  ValueState State(int32_t entry) const { return state_[Index(entry)]; }
  // For people, with the unit; empty if nothing is stated.
  std::string AsStated(int32_t entry) const { return as_stated_.At(entry); }
  // The others require kStated, and the attribute's kind.
  int64_t Min(int32_t entry) const { return min_[Index(entry)]; }
  int64_t Max(int32_t entry) const { return max_[Index(entry)]; }
  bool Flag(int32_t entry) const { return min_[Index(entry)] != 0; }
  int32_t Text(int32_t entry) const {
    return static_cast<int32_t>(min_[Index(entry)]);
  }
  // Sizes that are not there are kOpen.
  const std::array<int64_t, 3>& Sizes(int32_t entry) const {
    return sizes_[Index(entry)];
  }
  ListView List(int32_t entry) const { return lists_.At(Index(entry)); }
  // By component name.
  std::span<const Component> Mixture(int32_t entry) const {
    const size_t index = Index(entry);
    const uint32_t begin = index == 0 ? 0 : mixture_end_[index - 1];
    return {mixtures_.data() + begin, mixtures_.data() + mixture_end_[index]};
  }
  // Numbers of codes, components and texts. The definition's codes come first,
  // in its order, so that for a class the number is its position on the scale.
  const Dictionary& dictionary() const { return dictionary_; }
  size_t size() const { return state_.size(); }
  // As of other columns (texts.h).
  bool Sound(const model::AttributeDefinition& definition) const;

  template <class Self, class Visit>
  static void VisitArrays(Self& self, Visit&& visit) {
    visit(self.state_);
    visit(self.min_);
    visit(self.max_);
    visit(self.sizes_);
    ListColumn::VisitArrays(self.lists_, visit);
    visit(self.mixtures_);
    visit(self.mixture_end_);
    WordColumn::VisitArrays(self.as_stated_, visit);
    Dictionary::VisitArrays(self.dictionary_, visit);
  }

 private:
  friend class AttributeColumnBuilder;

  static size_t Index(int32_t entry) { return static_cast<size_t>(entry); }
  void Append(const AttributeEntry& entry);
  void ShrinkToFit();
  bool SoundValues(const model::AttributeDefinition& definition) const;
  bool SoundTexts() const;
  bool SoundMixtures() const;

  model::AttributeKind kind_;
  std::vector<ValueState> state_;
  std::vector<int64_t> min_;
  std::vector<int64_t> max_;
  std::vector<std::array<int64_t, 3>> sizes_;
  ListColumn lists_;
  std::vector<Component> mixtures_;
  std::vector<uint32_t> mixture_end_;  // by entry
  WordColumn as_stated_;
  Dictionary dictionary_;
};

// Fills a column. Not thread-safe.
class AttributeColumnBuilder {
 public:
  // `column` has entry 0 only; it must outlive the builder.
  AttributeColumnBuilder(const model::AttributeDefinition& definition,
                         AttributeColumn& column);

  // The entry of a value, a new one if needed.
  int32_t Add(const model::AttributeValue& value);
  // The same for a value that another column of the attribute has.
  int32_t Add(const AttributeColumn& other, int32_t entry);
  // Once, at the end: from then on the column has its texts and dictionary.
  void Finish();

 private:
  int32_t Intern(const AttributeEntry& entry);

  AttributeColumn& column_;
  DictionaryBuilder codes_;
  WordColumnBuilder as_stated_;
  Interner<std::string> entries_;
};

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_ATTRIBUTE_COLUMN_H_
