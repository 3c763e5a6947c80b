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

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "matcher/index/texts.h"
#include "matcher/model/geo.h"
#include "matcher/model/ids.h"

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
  kCapacity,  // in a month
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
  // Parts of a record, by what it calls them.
  kCapabilityId,
  kSiteId,
};
inline constexpr size_t kFields = 20;
inline constexpr size_t kListFields = 6;
inline constexpr size_t kAmountFields = 2;
inline constexpr size_t kNumberFields = 8;
inline constexpr size_t kPartFields = 2;

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
  void ShrinkToFit();

  ListView At(size_t entry) const {
    const int32_t* values = values_.data();
    return {{values + begin_[entry], values + split_[entry]},
            {values + split_[entry], values + begin_[entry + 1]},
            complete_[entry] != 0};
  }
  size_t size() const { return complete_.size(); }
  // As of other columns (texts.h); and whether all values are below `end`.
  bool Sound(size_t end) const;

  template <class Self, class Visit>
  static void VisitArrays(Self& self, Visit&& visit) {
    visit(self.values_);
    visit(self.begin_);
    visit(self.split_);
    visit(self.complete_);
  }

 private:
  std::vector<int32_t> values_;  // held, then not held, of each entry
  std::vector<uint32_t> begin_;
  std::vector<uint32_t> split_;
  std::vector<uint8_t> complete_;
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
  // The least corner of its cube. Requires stated().
  model::GeoPoint origin() const {
    const auto corner = [](int32_t metres) {
      return metres >> kPlaceCubeBits << kPlaceCubeBits;
    };
    return {corner(low.x), corner(low.y), corner(low.z)};
  }
};

// A point in a cube, from its least corner, m.
struct CubePoint {
  uint16_t x = 0;
  uint16_t y = 0;
  uint16_t z = 0;
};

// An amount or an end of a range that is not stated.
inline constexpr int64_t kOpen = std::numeric_limits<int64_t>::min();
// A number that is not stated.
inline constexpr int32_t kNoNumber = std::numeric_limits<int32_t>::min();

// An amount of goods: thousandths of `unit`, or kOpen. Of a capacity also the
// share of it that is promised to others, in basis points; -1: not stated.
struct Amount {
  int64_t value_e3 = kOpen;
  model::UnitId unit;
  int32_t committed_bp = -1;

  bool stated() const { return value_e3 != kOpen; }
  // What is not promised, rounded down. Requires stated().
  int64_t free_e3() const;
};

// What a supplier was assessed to be.
struct Assessment {
  model::AssessmentSchemeId scheme;
  int32_t level = -1;        // best first; -1: none
  int64_t score_e2 = kOpen;  // or kOpen
};

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_COLUMNS_H_
