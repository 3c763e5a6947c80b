// The distinct values of each column of a segment.
//
// A column holds every value once, as an entry; the rows of a segment refer to
// entries by number (packed_codes.h). Entry 0 of every column is "nothing
// stated". What a criterion says of a row depends on the entry alone, so it is
// judged once per entry and not once per row. The packing is lossless: an entry
// is the whole value.
//
// Filled while a segment is built; immutable and thread-safe afterwards.

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
#include "matcher/model/geo.h"
#include "matcher/model/reference.h"

namespace ketnoi::index {

// The columns that every segment has, beside those of the attributes.
enum class Field : uint8_t {
  // Lists.
  kProcesses,
  kMaterials,
  kSchemes,  // of the certificates of the row's site
  kLanguages,
  kIndustries,
  kCustomers,
  // Amounts.
  kFreeCapacity,  // in a month
  kMinimumOrder,
  // Numbers.
  kSampleLeadDays,
  kSeriesLeadDays,
  kProvince,
  kConfirmedDate,  // days since 1970-01-01
  kOwnership,
  kEmployees,
  kExportShare,  // basis points
  kPaymentTerm,  // days
  // Assessments.
  kAssessments,
  // Places.
  kPlace,
};
inline constexpr size_t kFields = 18;
inline constexpr size_t kListFields = 6;
inline constexpr size_t kAmountFields = 2;
inline constexpr size_t kNumberFields = 8;

// A field, or an attribute.
struct ColumnId {
  int32_t value = -1;  // -1: none

  static ColumnId Of(Field field) { return {static_cast<int32_t>(field)}; }
  static ColumnId Of(model::AttributeId attribute) {
    return {static_cast<int32_t>(kFields) + attribute.value};
  }
  friend constexpr auto operator<=>(ColumnId, ColumnId) = default;
};

// What a list says by listing, and by leaving out.
struct ListView {
  std::span<const int32_t> held;      // sorted
  std::span<const int32_t> not_held;  // sorted
  bool complete = false;

  // Nothing held, nothing excluded, not complete.
  bool silent() const { return held.empty() && not_held.empty() && !complete; }
};

// Lists of small integers.
class ListColumn {
 public:
  ListColumn() { begin_.push_back(0); }

  void Append(const ListView& list);

  ListView At(size_t entry) const {
    const int32_t* values = values_.data();
    return {{values + begin_[entry], values + split_[entry]},
            {values + split_[entry], values + begin_[entry + 1]},
            complete_[entry] != 0};
  }
  size_t size() const { return complete_.size(); }
  size_t Bytes() const;

 private:
  std::vector<int32_t> values_;  // held, then not held, of each entry
  std::vector<uint32_t> begin_;
  std::vector<uint32_t> split_;
  std::vector<uint8_t> complete_;
};

// The codes of one column, numbered. Once an entry states the attribute, the
// definition's codes come first, in its order, so that for a class the number
// is its position on the scale.
class Dictionary {
 public:
  // The number of `code`, a new one if needed.
  int32_t Intern(const std::string& code);
  // -1: no entry has it.
  int32_t Find(const std::string& code) const;
  bool empty() const { return numbers_.empty(); }
  // By number; they live as long as nothing is interned. O(size).
  std::vector<const std::string*> Codes() const;
  size_t Bytes() const;

 private:
  absl::flat_hash_map<std::string, int32_t> numbers_;
};

// Centres in one cube of 2^kPlaceCubeBits m share a box.
inline constexpr int kPlaceCubeBits = 13;
// No point of a box is farther from its middle, m: half a cube's diagonal, and
// what rounding may add.
inline constexpr int32_t kPlaceBoxReach = 7110;

// Where the sites of an entry of kPlace are: places that lie near each other,
// as a box around their centres and the radius that all of them have.
struct PlaceBox {
  model::GeoPoint low;
  model::GeoPoint high;
  int32_t radius_m = -1;  // -1: nothing stated

  bool stated() const { return radius_m >= 0; }
};

// Whether an entry states an attribute.
enum class ValueState : uint8_t { kNotStated, kIncomparable, kStated };

// An end of a range that is not stated.
inline constexpr int64_t kOpen = std::numeric_limits<int64_t>::min();
// A number that is not stated.
inline constexpr int32_t kNoNumber = std::numeric_limits<int32_t>::min();

// The values of one attribute.
class AttributeColumn {
 public:
  // With entry 0. `definition` must outlive the column.
  explicit AttributeColumn(const model::AttributeDefinition& definition);

  // Adds an entry.
  void Append(const model::AttributeValue& value);

  ValueState State(int32_t entry) const { return state_[Index(entry)]; }
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
  // Component number and share in basis points, by component name.
  std::span<const std::pair<int32_t, int32_t>> Mixture(int32_t entry) const {
    const size_t index = Index(entry);
    const uint32_t begin = index == 0 ? 0 : mixture_end_[index - 1];
    return {mixtures_.data() + begin, mixtures_.data() + mixture_end_[index]};
  }
  // What Append was given but for as_stated and the attribute's id; `codes` are
  // those of dictionary(). Not for entry 0.
  model::AttributeValue ValueOf(
      int32_t entry, std::span<const std::string* const> codes) const;
  const Dictionary& dictionary() const { return dictionary_; }
  size_t size() const { return state_.size(); }
  size_t Bytes() const;

 private:
  static size_t Index(int32_t entry) { return static_cast<size_t>(entry); }
  void AppendValue(const model::AttributeValue& value);
  void AppendAbsent();

  const model::AttributeDefinition* definition_;
  std::vector<ValueState> state_;
  std::vector<int64_t> min_;  // numbers; also flags and texts
  std::vector<int64_t> max_;
  std::vector<std::array<int64_t, 3>> sizes_;
  ListColumn lists_;
  std::vector<std::pair<int32_t, int32_t>> mixtures_;
  std::vector<uint32_t> mixture_end_;  // by entry
  Dictionary dictionary_;
};

// The bytes of a vector's elements.
template <class T>
size_t VectorBytes(const std::vector<T>& values) {
  return values.capacity() * sizeof(T);
}

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_COLUMNS_H_
