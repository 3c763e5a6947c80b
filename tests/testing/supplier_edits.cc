#include "tests/testing/supplier_edits.h"

#include <algorithm>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "tests/testing/random_values.h"

namespace ketnoi::testing {
namespace {

using model::AttributeValue;
using model::Capability;
using model::MatchRule;
using model::NumberRange;
using model::Reference;
using model::Supplier;

// Sorted insertion; no longer stated as not held.
template <class List, class T>
void Hold(List& list, const T& value) {
  std::erase(list.not_held, value);
  const auto at = std::lower_bound(list.held.begin(), list.held.end(), value);
  if (at == list.held.end() || *at != value) list.held.insert(at, value);
}

void Raise(std::optional<int64_t>& end, int64_t by) {
  if (end) *end += by;
}

void ImproveRange(MatchRule rule, NumberRange& range, int64_t by, Dice& dice) {
  const bool both = range.min && range.max;
  switch (rule) {
    case MatchRule::kAtMost:
      Raise(range.min ? range.min : range.max, -by);
      break;
    case MatchRule::kAtLeast:
      Raise(range.max ? range.max : range.min, by);
      break;
    case MatchRule::kInside:
    case MatchRule::kEqualWithin:  // Narrower, with both ends in order.
      if (!both || *range.max - *range.min < by) break;
      dice.Chance(50) ? Raise(range.min, by) : Raise(range.max, -by);
      break;
    case MatchRule::kOverlaps:
      // One end alone is not better for being farther (docs/scoring.md).
      if (!both) break;
      [[fallthrough]];
    default:  // Covering: wider.
      Raise(range.min, -by);
      Raise(range.max, by);
  }
}

void ImproveAttribute(const Reference& reference, AttributeValue& value,
                      Dice& dice) {
  const auto& definition = reference.attributes[value.attribute.index()];
  if (auto* range = std::get_if<NumberRange>(&value.value)) {
    ImproveRange(definition.rule, *range, RandomScale(dice), dice);
  } else if (auto* sizes = std::get_if<model::Sizes>(&value.value)) {
    const auto which = dice.Below(int32_t(sizes->sizes.size()));
    sizes->sizes[size_t(which)] += dice.Between(1, 3);
    if (definition.any_orientation) {
      std::sort(sizes->sizes.begin(), sizes->sizes.end());
    }
  } else if (auto* codes = std::get_if<model::Codes>(&value.value)) {
    const bool is_class = definition.kind == model::AttributeKind::kClass;
    Hold(*codes, is_class ? definition.codes.front().code
                          : dice.Pick(definition.codes).code);
  }
}

void ImproveRow(const Reference& reference, Capability& row, Dice& dice) {
  switch (dice.Below(8)) {
    case 0:
      Hold(row.processes,
           dice.Pick(IdsOf<model::ProcessId>(reference.processes)));
      break;
    case 1:
      Hold(row.materials,
           dice.Pick(IdsOf<model::MaterialId>(reference.materials)));
      break;
    case 2:
      if (row.monthly_capacity) row.monthly_capacity->value_e3 += 500;
      break;
    case 3:
      if (row.minimum_order) row.minimum_order->value_e3 /= 2;
      break;
    case 4:
      if (row.sample_lead_days) *row.sample_lead_days /= 2;
      if (row.series_lead_days) *row.series_lead_days /= 2;
      break;
    case 5:
      if (row.committed_bp) *row.committed_bp /= 2;
      break;
    default:
      for (AttributeValue& value : row.attributes) {
        if (dice.Chance(50)) ImproveAttribute(reference, value, dice);
      }
  }
}

void ImproveCertificate(model::Certificate& certificate, Dice& dice) {
  switch (dice.Below(3)) {
    case 0:
      certificate.evidence = model::EvidenceLevel::kVerified;
      break;
    case 1:
      if (certificate.level > 0) --certificate.level;
      break;
    default:
      if (certificate.valid_to) {
        certificate.valid_to->days += dice.Between(1, 3);
      }
  }
}

// One that holds; of a scheme that is in force, since a withdrawn one says that
// its successor is not held.
void AddCertificate(const Reference& reference, model::Date as_of,
                    Supplier& supplier, Dice& dice) {
  const auto& schemes = reference.schemes;
  model::Certificate certificate;
  certificate.scheme = dice.Pick(IdsOf<model::SchemeId>(schemes));
  const auto& scheme = schemes[certificate.scheme.index()];
  if (scheme.withdrawn ||
      std::any_of(scheme.relations.begin(), scheme.relations.end(),
                  [](const auto& relation) {
                    return relation.kind ==
                           model::CertificateRelation::Kind::kSupersededBy;
                  })) {
    return;
  }
  certificate.level = 0;
  certificate.valid_from = {as_of.days - dice.Below(3)};
  certificate.valid_to = {as_of.days + 1000};
  certificate.evidence = model::EvidenceLevel(dice.Below(3));
  std::erase(supplier.certificates_not_held, certificate.scheme);
  supplier.certificates.push_back(certificate);
}

void ImproveRecord(const Reference& reference, Supplier& supplier, Dice& dice) {
  if (supplier.export_share_bp) ++*supplier.export_share_bp;
  if (supplier.accepted_payment_term_days) {
    ++*supplier.accepted_payment_term_days;
  }
  if (supplier.confirmed_date) supplier.confirmed_date->days += 50;
  Hold(supplier.industries,
       dice.Pick(IdsOf<model::IndustryId>(reference.industries)));
  Hold(supplier.customers, dice.Pick(Customers()));
  Hold(supplier.languages, dice.Pick(Languages()));
  for (model::Assessment& assessment : supplier.assessments) {
    if (assessment.level > 0) --assessment.level;
    if (assessment.score_e2) *assessment.score_e2 += 100;
  }
}

// The optional fields, where they are absent.
void StateRecord(model::Date as_of, Supplier& supplier, Dice& dice) {
  const auto state = [&](std::optional<int32_t>& field) {
    if (!field) field = dice.Between(0, 5);
  };
  state(supplier.export_share_bp);
  state(supplier.employee_count);
  state(supplier.accepted_payment_term_days);
  if (!supplier.confirmed_date) {
    supplier.confirmed_date = {as_of.days - dice.Between(0, 4) * 100};
  }
  if (supplier.ownership == model::Ownership::kNotStated) {
    supplier.ownership = model::Ownership(dice.Between(1, 5));
  }
}

void StatePlace(const Reference& reference, model::Site& site, Dice& dice) {
  if (!site.place) site.place = dice.Pick(reference.provinces).extent;
  if (!site.province.stated()) {
    site.province = dice.Pick(IdsOf<model::ProvinceId>(reference.provinces));
  }
}

void StateRow(Capability& row, Dice& dice) {
  if (!row.sample_lead_days) row.sample_lead_days = dice.Between(0, 5);
  if (!row.series_lead_days) row.series_lead_days = dice.Between(0, 5);
  const model::Quantity quantity{dice.Between(0, 12) * 500, {0}};
  if (!row.monthly_capacity) row.monthly_capacity = quantity;
  if (!row.minimum_order) row.minimum_order = quantity;
}

void StateAttributes(const Reference& reference, Capability& row, Dice& dice) {
  std::vector<AttributeValue> all;
  for (const auto attribute : IdsOf<model::AttributeId>(reference.attributes)) {
    const auto stated = std::find_if(
        row.attributes.begin(), row.attributes.end(),
        [&](const auto& value) { return value.attribute == attribute; });
    if (stated != row.attributes.end()) {
      all.push_back(*stated);
    } else if (Applies(reference, attribute, row.category)) {
      all.push_back(RandomOfferedValue(reference, attribute, dice));
    }
  }
  row.attributes = std::move(all);
}

void CloseLists(Supplier& supplier) {
  for (Capability& row : supplier.capabilities) {
    row.processes.complete = true;
    row.materials.complete = true;
    for (AttributeValue& value : row.attributes) {
      if (auto* codes = std::get_if<model::Codes>(&value.value)) {
        codes->complete = true;
      }
    }
  }
  supplier.industries.complete = true;
  supplier.customers.complete = true;
  supplier.languages.complete = true;
  supplier.certificates_complete = true;
}

}  // namespace

void KeepOneRow(Supplier& supplier) {
  if (supplier.capabilities.size() > 1) supplier.capabilities.resize(1);
  if (supplier.sites.size() > 1) supplier.sites.resize(1);
  for (Capability& row : supplier.capabilities) row.sites.clear();
  for (auto& certificate : supplier.certificates) certificate.sites.clear();
}

void ImproveOneValue(const Reference& reference, model::Date as_of,
                     Supplier& supplier, Dice& dice) {
  if (dice.Chance(10)) {
    AddCertificate(reference, as_of, supplier, dice);
  } else if (!supplier.capabilities.empty() && dice.Chance(60)) {
    ImproveRow(reference, supplier.capabilities.front(), dice);
  } else if (!supplier.certificates.empty() && dice.Chance(50)) {
    const auto which = dice.Below(int32_t(supplier.certificates.size()));
    ImproveCertificate(supplier.certificates[size_t(which)], dice);
  } else {
    ImproveRecord(reference, supplier, dice);
  }
}

void ResolveOneUnknown(const Reference& reference, model::Date as_of,
                       Supplier& supplier, Dice& dice) {
  const int32_t choice = dice.Below(5);
  if (choice == 0) StateRecord(as_of, supplier, dice);
  if (choice == 1) CloseLists(supplier);
  if (choice == 2 && !supplier.sites.empty()) {
    StatePlace(reference, supplier.sites.front(), dice);
  }
  if (supplier.capabilities.empty()) return;
  Capability& row = supplier.capabilities.front();
  if (choice == 3) StateRow(row, dice);
  if (choice == 4) StateAttributes(reference, row, dice);
}

}  // namespace ketnoi::testing
