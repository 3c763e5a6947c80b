// Columns of a segment: one value per capability row, for rows that lie
// together.
//
// Filled row by row in ascending order while a segment is built; immutable and
// thread-safe afterwards. Rows are numbered within the segment; a column of an
// attribute begins at the first row of the categories that have the attribute.

#ifndef KETNOI_MATCHER_INDEX_COLUMNS_H_
#define KETNOI_MATCHER_INDEX_COLUMNS_H_

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "matcher/model/attribute_value.h"
#include "matcher/model/reference.h"

namespace ketnoi::index {

// What one row says by listing, and by leaving out.
struct ListView {
  std::span<const int32_t> held;      // sorted
  std::span<const int32_t> not_held;  // sorted
  bool complete = false;

  // Nothing held, nothing excluded, not complete.
  bool silent() const { return held.empty() && not_held.empty() && !complete; }
};

// A list of small integers per row.
class ListColumn {
 public:
  ListColumn() { begin_.push_back(0); }

  void Append(std::span<const int32_t> held, std::span<const int32_t> not_held,
              bool complete);

  ListView At(size_t position) const {
    const int32_t* values = values_.data();
    return {{values + begin_[position], values + split_[position]},
            {values + split_[position], values + begin_[position + 1]},
            complete_[position] != 0};
  }

 private:
  std::vector<int32_t> values_;  // held, then not held, of each row
  std::vector<uint32_t> begin_;
  std::vector<uint32_t> split_;
  std::vector<uint8_t> complete_;
};

// The codes of one column, numbered. Once a row states the attribute, the
// definition's codes come first, in its order, so that for a class the number
// is its position on the scale.
class Dictionary {
 public:
  // The number of `code`, a new one if needed.
  int32_t Intern(const std::string& code);
  // -1: no row has it.
  int32_t Find(const std::string& code) const;
  bool empty() const { return numbers_.empty(); }

 private:
  absl::flat_hash_map<std::string, int32_t> numbers_;
};

// Whether a row states an attribute.
enum class ValueState : uint8_t { kNotStated, kIncomparable, kStated };

// An end of a range that is not stated.
inline constexpr int64_t kOpen = std::numeric_limits<int64_t>::min();

// The values of one attribute, for rows [first_row, first_row + size).
class AttributeColumn {
 public:
  // `definition` must outlive the column.
  AttributeColumn(const model::AttributeDefinition& definition,
                  int32_t first_row)
      : definition_(&definition), first_row_(first_row) {}

  // States the value of a row; rows that are passed over state none. Rows
  // ascend.
  void Put(int32_t row, const model::AttributeValue& value);
  // No row before `end_row` is left out. Once, at the end.
  void Finish(int32_t end_row);

  // kNotStated for rows outside of the column. The other accessors require
  // kStated, and the attribute's kind.
  ValueState State(int32_t row) const {
    const int64_t position = int64_t{row} - first_row_;
    if (position < 0 || position >= static_cast<int64_t>(state_.size())) {
      return ValueState::kNotStated;
    }
    return state_[static_cast<size_t>(position)];
  }
  int64_t Min(int32_t row) const { return min_[Position(row)]; }
  int64_t Max(int32_t row) const { return max_[Position(row)]; }
  bool Flag(int32_t row) const { return min_[Position(row)] != 0; }
  int32_t Text(int32_t row) const {
    return static_cast<int32_t>(min_[Position(row)]);
  }
  // Sizes that are not there are kOpen.
  const std::array<int64_t, 3>& Sizes(int32_t row) const {
    return sizes_[Position(row)];
  }
  ListView List(int32_t row) const { return lists_.At(Position(row)); }
  // Component number and share in basis points, by component name.
  std::span<const std::pair<int32_t, int32_t>> Mixture(int32_t row) const {
    const size_t position = Position(row);
    const uint32_t begin = position == 0 ? 0 : mixture_end_[position - 1];
    return {mixtures_.data() + begin,
            mixtures_.data() + mixture_end_[position]};
  }
  const Dictionary& dictionary() const { return dictionary_; }

 private:
  size_t Position(int32_t row) const {
    return static_cast<size_t>(row - first_row_);
  }
  void AppendValue(const model::AttributeValue& value);
  void AppendAbsent();
  // Until `size` rows are there.
  void PadTo(size_t size);

  const model::AttributeDefinition* definition_;
  int32_t first_row_;
  std::vector<ValueState> state_;
  std::vector<int64_t> min_;  // numbers; also flags and texts
  std::vector<int64_t> max_;
  std::vector<std::array<int64_t, 3>> sizes_;
  ListColumn lists_;
  std::vector<std::pair<int32_t, int32_t>> mixtures_;
  std::vector<uint32_t> mixture_end_;  // by position
  Dictionary dictionary_;
};

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_COLUMNS_H_
