#include "tests/testing/criterion_edits.h"

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
using model::CategoryId;
using model::NumberRange;
using model::Reference;
using model::Supplier;

template <class T>
bool Has(const std::vector<T>& values, const T& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

Capability* RowOf(Supplier& supplier) {
  return supplier.capabilities.empty() ? nullptr
                                       : &supplier.capabilities.front();
}

model::Site* SiteOf(Supplier& supplier) {
  return supplier.sites.empty() ? nullptr : &supplier.sites.front();
}

AttributeValue* Stated(Capability& row, model::AttributeId attribute) {
  for (AttributeValue& value : row.attributes) {
    if (value.attribute == attribute) return &value;
  }
  return nullptr;
}

class Approaching {
 public:
  Approaching(const Reference& reference, CategoryId category,
              Supplier& supplier, Dice& dice)
      : tree_(reference.categories),
        category_(category),
        supplier_(supplier),
        dice_(dice) {}

  // One level nearer to the required category, or to the top of its tree.
  void operator()(const model::CategoryTest&) const {
    Capability* row = RowOf(supplier_);
    if (row == nullptr || tree_.Covers(category_, row->category)) return;
    CategoryId nearer = category_;
    for (;;) {
      const CategoryId parent = tree_.Parent(nearer);
      if (!parent.stated() || parent == row->category) break;
      nearer = parent;
    }
    row->category = nearer;
  }

  void operator()(const model::AttributeTest& test) const {
    Capability* row = RowOf(supplier_);
    if (row == nullptr) return;
    AttributeValue* value = Stated(*row, test.required.attribute);
    if (value == nullptr) return;
    const auto& required = test.required.value;
    if (std::holds_alternative<bool>(required) ||
        std::holds_alternative<model::Mixture>(required) ||
        std::holds_alternative<model::FoldedText>(required)) {
      value->value = required;
    }
  }

  void operator()(const model::ProvincesTest& test) const {
    model::Site* site = SiteOf(supplier_);
    if (site != nullptr && site->province.stated()) {
      site->province = dice_.Pick(test.provinces);
    }
  }

  void operator()(const model::DistanceTest& test) const {
    model::Site* site = SiteOf(supplier_);
    if (site != nullptr && site->place) {
      site->place->center = test.origin.center;
    }
  }

  void operator()(const model::OwnershipTest& test) const {
    if (supplier_.ownership != model::Ownership::kNotStated) {
      supplier_.ownership = dice_.Pick(test.allowed);
    }
  }

  void operator()(const model::EmployeesTest& test) const {
    auto& count = supplier_.employee_count;
    if (!count) return;
    if (test.max_count && *count > *test.max_count) {
      count = test.max_count;
    } else if (test.min_count && *count < *test.min_count) {
      ++*count;
    }
  }

  template <class Test>
  void operator()(const Test&) const {}

 private:
  const model::CategoryTree& tree_;
  const CategoryId category_;
  Supplier& supplier_;
  Dice& dice_;
};

class Answering {
 public:
  Answering(const Reference& reference, CategoryId category, model::Date as_of,
            Supplier& supplier, Dice& dice)
      : reference_(reference),
        category_(category),
        as_of_(as_of),
        supplier_(supplier),
        dice_(dice) {}

  void operator()(const model::CategoryTest&) const {
    Capability* row = RowOf(supplier_);
    if (row != nullptr) row->category = category_;
  }

  void operator()(const model::ProcessTest& test) const {
    if (Capability* row = RowOf(supplier_)) {
      AnswerList(row->processes, test.processes);
    }
  }

  void operator()(const model::MaterialTest& test) const {
    if (Capability* row = RowOf(supplier_)) {
      AnswerList(row->materials, test.materials);
    }
  }

  void operator()(const model::IndustriesServedTest& test) const {
    AnswerList(supplier_.industries, test.industries);
  }

  void operator()(const model::CustomersServedTest& test) const {
    AnswerList(supplier_.customers, test.customers);
  }

  void operator()(const model::LanguagesTest& test) const {
    AnswerList(supplier_.languages, test.languages);
  }

  void operator()(const model::AttributeTest& test) const {
    Capability* row = RowOf(supplier_);
    if (row == nullptr) return;
    const model::AttributeId attribute = test.required.attribute;
    AttributeValue* value = Stated(*row, attribute);
    if (value == nullptr) {
      if (!Applies(reference_, attribute, row->category)) return;
      const auto at =
          std::find_if(row->attributes.begin(), row->attributes.end(),
                       [&](const auto& v) { return attribute < v.attribute; });
      row->attributes.insert(at,
                             RandomOfferedValue(reference_, attribute, dice_));
    } else if (auto* range = std::get_if<NumberRange>(&value->value)) {
      AnswerRange(test.required.value, *range);
    } else if (auto* sizes = std::get_if<model::Sizes>(&value->value)) {
      while (sizes->sizes.size() < 3) {
        sizes->sizes.push_back(dice_.Between(1, 4) * RandomScale(dice_));
      }
      if (reference_.attributes[attribute.index()].any_orientation) {
        std::sort(sizes->sizes.begin(), sizes->sizes.end());
      }
    } else if (auto* codes = std::get_if<model::Codes>(&value->value)) {
      AnswerCodes(reference_.attributes[attribute.index()], test, *codes);
    }
  }

  void operator()(const model::MonthlyVolumeTest&) const {
    AnswerQuantity(&Capability::monthly_capacity);
  }

  void operator()(const model::OrderQuantityTest&) const {
    AnswerQuantity(&Capability::minimum_order);
  }

  void operator()(const model::SampleLeadTimeTest&) const {
    if (Capability* row = RowOf(supplier_)) State(row->sample_lead_days);
  }

  void operator()(const model::SeriesLeadTimeTest&) const {
    if (Capability* row = RowOf(supplier_)) State(row->series_lead_days);
  }

  void operator()(const model::PaymentTermTest&) const {
    State(supplier_.accepted_payment_term_days);
  }

  void operator()(const model::ExportShareTest&) const {
    State(supplier_.export_share_bp);
  }

  void operator()(const model::EmployeesTest&) const {
    State(supplier_.employee_count);
  }

  void operator()(const model::OwnershipTest&) const {
    if (supplier_.ownership == model::Ownership::kNotStated) {
      supplier_.ownership = model::Ownership(dice_.Between(1, 5));
    }
  }

  void operator()(const model::FreshnessTest&) const {
    if (!supplier_.confirmed_date) {
      supplier_.confirmed_date = {as_of_.days - dice_.Between(0, 4) * 100};
    }
  }

  void operator()(const model::ProvincesTest&) const {
    model::Site* site = SiteOf(supplier_);
    if (site != nullptr && !site->province.stated()) {
      site->province =
          dice_.Pick(IdsOf<model::ProvinceId>(reference_.provinces));
    }
  }

  // Where within the circle it is, at a fraction of the radius from its centre.
  void operator()(const model::DistanceTest&) const {
    model::Site* site = SiteOf(supplier_);
    if (site == nullptr) return;
    if (!site->place) {
      site->place = dice_.Pick(reference_.provinces).extent;
    } else if (site->place->radius_m > 0) {
      const int32_t step = site->place->radius_m / 3;
      site->place->center.x += dice_.Between(-1, 1) * step;
      site->place->center.y += dice_.Between(-1, 1) * step;
      site->place->radius_m = 0;
    }
  }

  void operator()(const model::CertificateTest& test) const {
    for (model::Certificate& certificate : supplier_.certificates) {
      if (certificate.level < 0 && dice_.Chance(70)) {
        certificate.level = dice_.Below(3);
      }
      // A scheme that does not expire leaves no question of an end.
      if (!certificate.valid_to &&
          reference_.schemes[certificate.scheme.index()].expires) {
        certificate.valid_to = {as_of_.days + dice_.Between(-1, 4)};
      }
      if (dice_.Chance(70)) certificate.scope_unclear = false;
      if (dice_.Chance(50)) {
        certificate.evidence = model::EvidenceLevel::kVerified;
      }
    }
    if (dice_.Chance(50)) {
      model::Certificate& added = supplier_.certificates.emplace_back();
      added.scheme = test.scheme;
      added.level = dice_.Between(-1, 2);
      added.valid_to = {as_of_.days + dice_.Between(-1, 4)};
      added.evidence = model::EvidenceLevel(dice_.Below(3));
    } else if (!Has(supplier_.certificates_not_held, test.scheme)) {
      auto& not_held = supplier_.certificates_not_held;
      not_held.push_back(test.scheme);
      std::sort(not_held.begin(), not_held.end());
    }
  }

  void operator()(const model::AssessmentTest& test) const {
    bool any = false;
    for (model::Assessment& assessment : supplier_.assessments) {
      if (assessment.scheme != test.scheme) continue;
      any = true;
      if (assessment.level < 0) assessment.level = dice_.Below(3);
      if (!assessment.score_e2) assessment.score_e2 = dice_.Between(0, 4) * 100;
    }
    if (!any) {
      supplier_.assessments.push_back(
          {test.scheme, dice_.Below(3), dice_.Between(0, 4) * 100});
    }
  }

 private:
  // Yes or no to most of the required items that the list leaves open.
  template <class List, class T>
  void AnswerList(List& list, const std::vector<T>& required) const {
    if (list.complete) return;
    for (const T& item : required) {
      if (Has(list.held, item) || Has(list.not_held, item)) continue;
      if (!dice_.Chance(80)) continue;
      (dice_.Chance(60) ? list.held : list.not_held).push_back(item);
    }
    std::sort(list.held.begin(), list.held.end());
    std::sort(list.not_held.begin(), list.not_held.end());
    list.complete = dice_.Chance(20);
  }

  void AnswerCodes(const model::AttributeDefinition& definition,
                   const model::AttributeTest& test,
                   model::Codes& codes) const {
    if (definition.kind != model::AttributeKind::kClass) {
      const auto* required = std::get_if<model::Codes>(&test.required.value);
      if (required != nullptr) AnswerList(codes, required->held);
      return;
    }
    if (!codes.held.empty() || codes.complete) return;
    const std::string& code = dice_.Pick(definition.codes).code;
    if (!Has(codes.not_held, code)) codes.held.push_back(code);
  }

  // The end that was not stated, near the required ends or anywhere.
  void AnswerRange(const decltype(AttributeValue::value)& required,
                   NumberRange& range) const {
    std::vector<int64_t> ends = {0};
    if (const auto* wanted = std::get_if<NumberRange>(&required)) {
      if (wanted->min) ends.push_back(*wanted->min);
      if (wanted->max) ends.push_back(*wanted->max);
    }
    const int64_t end = dice_.Pick(ends) + dice_.Between(-2, 2);
    if (!range.min) {
      range.min = std::min(*range.max, end);
    } else if (!range.max) {
      range.max = std::max(*range.min, end);
    }
  }

  void AnswerQuantity(std::optional<model::Quantity> Capability::*field) const {
    Capability* row = RowOf(supplier_);
    if (row == nullptr || row->*field) return;
    row->*field = RandomQuantity(0, dice_);
  }

  void State(std::optional<int32_t>& field) const {
    if (!field) field = RandomCount(dice_);
  }

  const Reference& reference_;
  const CategoryId category_;
  const model::Date as_of_;
  Supplier& supplier_;
  Dice& dice_;
};

}  // namespace

void Approach(const Reference& reference, CategoryId category,
              const model::Test& test, Supplier& supplier, Dice& dice) {
  std::visit(Approaching(reference, category, supplier, dice), test);
}

void Answer(const Reference& reference, CategoryId category, model::Date as_of,
            const model::Test& test, Supplier& supplier, Dice& dice) {
  std::visit(Answering(reference, category, as_of, supplier, dice), test);
}

}  // namespace ketnoi::testing
