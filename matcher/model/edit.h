// Changes of a supplier's record, one thing at a time: what would have to
// become true of a firm for matches to turn out otherwise.
//
// Nothing here knows a requirement: the same edits say what one supplier lacks
// for one part, and what a measure of support brings about. Plain value types
// and a pure function; thread-safe.

#ifndef KETNOI_MATCHER_MODEL_EDIT_H_
#define KETNOI_MATCHER_MODEL_EDIT_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>

#include "matcher/model/attribute_value.h"
#include "matcher/model/date.h"
#include "matcher/model/geo.h"
#include "matcher/model/ids.h"
#include "matcher/model/supplier.h"

namespace ketnoi::model {

// In place of the position of a capability or a site: all that the record has.
inline constexpr int32_t kEvery = -1;

// A capability at every site, of which only the category is stated; the last.
struct AddCapability {
  CategoryId category;
};
// Lists the capability in another category.
struct SetCategory {
  int32_t capability = kEvery;
  CategoryId category;
};
struct AddProcess {
  int32_t capability = kEvery;
  ProcessId process;
};
struct AddMaterial {
  int32_t capability = kEvery;
  MaterialId material;
};
// In place of what is stated of the attribute, if anything.
struct SetAttribute {
  int32_t capability = kEvery;
  AttributeValue value;
};
struct SetMonthlyCapacity {
  int32_t capability = kEvery;
  Quantity capacity;
  std::optional<int32_t> committed_bp;  // absent: as it was
};
struct SetMinimumOrder {
  int32_t capability = kEvery;
  Quantity quantity;
};
struct SetSampleLeadTime {
  int32_t capability = kEvery;
  int32_t days = 0;
};
struct SetSeriesLeadTime {
  int32_t capability = kEvery;
  int32_t days = 0;
};
// A further certificate, of clear scope; others stay as they are.
struct HoldCertificate {
  int32_t site = kEvery;
  SchemeId scheme;
  int level = -1;
  std::optional<Date> valid_from;
  std::optional<Date> valid_to;
  EvidenceLevel evidence = EvidenceLevel::kClaimed;
};
// Of a supplier without sites the first one is made.
struct SetPlace {
  int32_t site = kEvery;
  ProvinceId province;
  std::optional<GeoCircle> place;
};
struct SetOwnership {
  Ownership ownership = Ownership::kNotStated;
};
struct AddIndustry {
  IndustryId industry;
};
struct AddCustomer {
  std::string customer;  // folded by FoldName
};
struct AddLanguage {
  std::string language;
};
struct SetExportShare {
  int32_t share_bp = 0;
};
struct SetEmployees {
  int32_t count = 0;
};
// A further one; others stay as they are.
struct AddAssessment {
  Assessment assessment;
};
struct SetPaymentTerm {
  int32_t days = 0;
};
// The record is confirmed on the day.
struct Confirm {
  Date date;
};

using Edit = std::variant<AddCapability, SetCategory, AddProcess, AddMaterial,
                          SetAttribute, SetMonthlyCapacity, SetMinimumOrder,
                          SetSampleLeadTime, SetSeriesLeadTime, HoldCertificate,
                          SetPlace, SetOwnership, AddIndustry, AddCustomer,
                          AddLanguage, SetExportShare, SetEmployees,
                          AddAssessment, SetPaymentTerm, Confirm>;

// The supplier after these edits, in their order. Positions are those of the
// record at that moment; an edit of what it does not have changes nothing. What
// is added to a list is no longer stated as not held. O(record + edits).
Supplier Apply(const Supplier& supplier, std::span<const Edit> edits);

}  // namespace ketnoi::model

#endif  // KETNOI_MATCHER_MODEL_EDIT_H_
