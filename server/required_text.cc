#include "server/required_text.h"

#include <string_view>
#include <variant>
#include <vector>

#include "fmt/format.h"
#include "matcher/model/date.h"
#include "matcher/model/decimal.h"

namespace ketnoi::server {
namespace {

using model::Reference;

std::string EvidenceText(model::EvidenceLevel level) {
  switch (level) {
    case model::EvidenceLevel::kClaimed:
      return "";
    case model::EvidenceLevel::kDocumented:
      return " (DOCUMENTED)";
    case model::EvidenceLevel::kVerified:
      return " (VERIFIED)";
  }
  return "";
}

const char* OwnershipText(model::Ownership ownership) {
  switch (ownership) {
    case model::Ownership::kNotStated:
      return "";
    case model::Ownership::kDomesticPrivate:
      return "DOMESTIC_PRIVATE";
    case model::Ownership::kState:
      return "STATE";
    case model::Ownership::kForeign:
      return "FOREIGN";
    case model::Ownership::kJointVenture:
      return "JOINT_VENTURE";
    case model::Ownership::kCooperative:
      return "COOPERATIVE";
  }
  return "";
}

// One case per kind of criterion.
struct Required {
  const Reference& reference;
  const match::Judgement& judgement;  // says which items to leave out

  std::string operator()(const model::CategoryTest&) const { return ""; }

  std::string operator()(const model::ProcessTest& test) const {
    return Listed(test.processes, test.match, [&](model::ProcessId id) {
      return reference.processes[id.index()].id;
    });
  }

  std::string operator()(const model::MaterialTest& test) const {
    return Listed(test.materials, test.match, [&](model::MaterialId id) {
      return reference.materials[id.index()].id;
    });
  }

  std::string operator()(const model::AttributeTest& test) const {
    const model::AttributeValue& value = test.required;
    if (!value.attribute.stated()) return value.as_stated;
    const auto* range = std::get_if<model::NumberRange>(&value.value);
    const bool single = range != nullptr && range->min == range->max;
    const auto& definition = reference.attributes[value.attribute.index()];
    const auto* codes = std::get_if<model::Codes>(&value.value);
    if (codes != nullptr && judgement.about != 0) {
      return Listed(codes->held,
                    definition.rule == model::MatchRule::kAnyOf
                        ? model::ListMatch::kAnyOf
                        : model::ListMatch::kAllOf,
                    Same);
    }
    if (single && definition.rule == model::MatchRule::kAtMost) {
      return "≤ " + value.as_stated;
    }
    const bool at_least =
        single && definition.rule == model::MatchRule::kAtLeast;
    if (at_least || definition.kind == model::AttributeKind::kClass) {
      return "≥ " + value.as_stated;
    }
    return value.as_stated;
  }

  std::string operator()(const model::MonthlyVolumeTest& test) const {
    return "≥ " + Amount(test.quantity);
  }

  std::string operator()(const model::OrderQuantityTest& test) const {
    return "≤ " + Amount(test.quantity);
  }

  std::string operator()(const model::SampleLeadTimeTest& test) const {
    return fmt::format("≤ {} d", test.max_days);
  }

  std::string operator()(const model::SeriesLeadTimeTest& test) const {
    return fmt::format("≤ {} d", test.max_days);
  }

  std::string operator()(const model::PaymentTermTest& test) const {
    return fmt::format("≥ {} d", test.term_days);
  }

  std::string operator()(const model::CertificateTest& test) const {
    if (!test.scheme.stated()) return "";
    const auto& scheme = reference.schemes[test.scheme.index()];
    std::string text = scheme.id;
    if (test.level >= 0) {
      text += " ≥ " + scheme.levels[static_cast<size_t>(test.level)];
    }
    text += EvidenceText(test.minimum_evidence);
    if (test.valid_until) text += " → " + model::DateText(*test.valid_until);
    return text;
  }

  std::string operator()(const model::ProvincesTest& test) const {
    return Listed(test.provinces, model::ListMatch::kAnyOf,
                  [&](model::ProvinceId id) {
                    return reference.provinces[id.index()].names.front();
                  });
  }

  std::string operator()(const model::DistanceTest& test) const {
    return fmt::format("≤ {} km", model::DecimalText(test.max_m, 3));
  }

  std::string operator()(const model::OwnershipTest& test) const {
    return Listed(test.allowed, model::ListMatch::kAnyOf,
                  [](model::Ownership ownership) {
                    return std::string(OwnershipText(ownership));
                  });
  }

  std::string operator()(const model::IndustriesServedTest& test) const {
    return Listed(test.industries, test.match, [&](model::IndustryId id) {
      return reference.industries[id.index()].id;
    });
  }

  std::string operator()(const model::CustomersServedTest& test) const {
    return Listed(test.customers, test.match, Same);
  }

  std::string operator()(const model::ExportShareTest& test) const {
    return fmt::format("≥ {} %", model::DecimalText(test.min_bp, 2));
  }

  std::string operator()(const model::EmployeesTest& test) const {
    if (test.min_count && test.max_count) {
      return fmt::format("{}–{}", *test.min_count, *test.max_count);
    }
    if (test.min_count) return fmt::format("≥ {}", *test.min_count);
    return test.max_count ? fmt::format("≤ {}", *test.max_count) : "";
  }

  std::string operator()(const model::AssessmentTest& test) const {
    if (!test.scheme.stated()) return "";
    const auto& scheme = reference.assessment_schemes[test.scheme.index()];
    std::string text = scheme.id;
    if (test.level >= 0) {
      text += " ≥ " + scheme.levels[static_cast<size_t>(test.level)];
    }
    if (test.min_score_e2) {
      text += " ≥ " + model::DecimalText(*test.min_score_e2, 2);
    }
    return text;
  }

  std::string operator()(const model::LanguagesTest& test) const {
    return Listed(test.languages, test.match, Same);
  }

  std::string operator()(const model::FreshnessTest& test) const {
    return test.max_age_days ? fmt::format("≤ {} d", *test.max_age_days) : "";
  }

 private:
  // "a + b" if all are required, "a / b" if any will do.
  template <class List, class NameOf>
  std::string Listed(const List& list, model::ListMatch match,
                     NameOf name_of) const {
    std::vector<std::string> names;
    for (size_t i = 0; i < list.size(); ++i) {
      if (IsAboutItem(judgement, i)) names.push_back(name_of(list[i]));
    }
    return fmt::format(
        "{}",
        fmt::join(names, match == model::ListMatch::kAllOf ? " + " : " / "));
  }

  static std::string Same(const std::string& text) { return text; }

  std::string Amount(const model::Quantity& quantity) const {
    std::string text = model::DecimalText(quantity.value_e3, 3);
    if (quantity.unit.stated()) {
      text += " " + reference.units[quantity.unit.index()].id;
    }
    return text;
  }
};

}  // namespace

std::string RequiredText(const Reference& reference, const model::Test& test,
                         const match::Judgement& judgement) {
  return std::visit(Required{reference, judgement}, test);
}

}  // namespace ketnoi::server
