// A supplier as the matcher sees it: checked, canonical, by reference ids.
//
// Plain value types, built by the server from stored records. "Not stated" is a
// value of its own everywhere: an absent optional, an id that is not stated(),
// a list that is not complete.

#ifndef KETNOI_MATCHER_MODEL_SUPPLIER_H_
#define KETNOI_MATCHER_MODEL_SUPPLIER_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "matcher/model/attribute_value.h"
#include "matcher/model/date.h"
#include "matcher/model/geo.h"
#include "matcher/model/ids.h"

namespace ketnoi::model {

enum class EvidenceLevel : uint8_t { kClaimed, kDocumented, kVerified };

enum class Ownership : uint8_t {
  kNotStated,
  kDomesticPrivate,
  kState,
  kForeign,
  kJointVenture,
  kCooperative,
};

// A list with what it says by leaving one out: held, not held, or, unless the
// list is complete, unknown.
template <class T>
struct StatedList {
  std::vector<T> held;      // sorted, distinct
  std::vector<T> not_held;  // sorted, distinct, disjoint from held
  bool complete = false;
};

// An amount of goods: thousandths of `unit`.
struct Quantity {
  int64_t value_e3 = 0;
  UnitId unit;
  friend auto operator<=>(const Quantity&, const Quantity&) = default;
};

struct Site {
  std::string id;
  ProvinceId province;
  // The point, or the province's extent; absent: nothing is stated.
  std::optional<GeoCircle> place;
};

struct Capability {
  std::string id;
  CategoryId category;
  StatedList<ProcessId> processes;
  StatedList<MaterialId> materials;
  std::vector<AttributeValue> attributes;  // sorted by attribute, distinct
  std::optional<Quantity> monthly_capacity;
  std::optional<int32_t> committed_bp;  // share promised, basis points
  std::optional<Quantity> minimum_order;
  std::optional<int32_t> sample_lead_days;
  std::optional<int32_t> series_lead_days;
  std::vector<int32_t> sites;  // positions in Supplier.sites; empty: all
  EvidenceLevel evidence = EvidenceLevel::kClaimed;
};

struct Certificate {
  SchemeId scheme;
  int level = -1;  // position in the scheme's levels, best first; -1: none
  std::optional<Date> valid_from;
  std::optional<Date> valid_to;
  std::vector<int32_t> sites;  // positions in Supplier.sites; empty: not stated
  EvidenceLevel evidence = EvidenceLevel::kClaimed;
  bool scope_unclear = false;
};

struct Assessment {
  AssessmentSchemeId scheme;
  int level = -1;  // best first; -1: none
  std::optional<int64_t> score_e2;
};

struct Supplier {
  std::string id;  // the last part of the resource name
  std::string name_vi;
  std::string name_en;
  bool composed = false;
  Ownership ownership = Ownership::kNotStated;
  std::vector<Site> sites;
  std::vector<Capability> capabilities;
  std::vector<Certificate> certificates;
  std::vector<SchemeId> certificates_not_held;  // sorted
  bool certificates_complete = false;
  std::vector<Assessment> assessments;
  StatedList<IndustryId> industries;
  StatedList<std::string> customers;  // folded by FoldName
  StatedList<std::string> languages;  // "vi"
  std::optional<int32_t> export_share_bp;
  std::optional<int32_t> employee_count;
  std::optional<int32_t> accepted_payment_term_days;
  std::optional<Date> confirmed_date;
};

}  // namespace ketnoi::model

#endif  // KETNOI_MATCHER_MODEL_SUPPLIER_H_
