// Strong integer ids of reference data.
//
// An id is the position of its entry in one `Reference`; it means nothing
// outside of it and is never stored. kNone (-1) stands for "not stated".
// Immutable value types; copying is free.

#ifndef KETNOI_MATCHER_MODEL_IDS_H_
#define KETNOI_MATCHER_MODEL_IDS_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace ketnoi::model {

template <class Tag>
struct Id {
  int32_t value = -1;

  constexpr bool stated() const { return value >= 0; }
  constexpr size_t index() const { return static_cast<size_t>(value); }
  friend constexpr auto operator<=>(Id, Id) = default;

  template <class H>
  friend H AbslHashValue(H h, Id id) {
    return H::combine(std::move(h), id.value);
  }
};

// Categories are numbered depth-first: a subtree is a contiguous range.
using CategoryId = Id<struct CategoryTag>;
using AttributeId = Id<struct AttributeTag>;
using UnitId = Id<struct UnitTag>;
using ProcessId = Id<struct ProcessTag>;
using MaterialId = Id<struct MaterialTag>;
using SchemeId = Id<struct SchemeTag>;
using AssessmentSchemeId = Id<struct AssessmentSchemeTag>;
using IndustryId = Id<struct IndustryTag>;
using ProvinceId = Id<struct ProvinceTag>;

}  // namespace ketnoi::model

#endif  // KETNOI_MATCHER_MODEL_IDS_H_
