#include "matcher/match/offered.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "fmt/format.h"
#include "matcher/model/date.h"
#include "matcher/model/decimal.h"
#include "matcher/model/geo.h"

namespace ketnoi::match {
namespace {

using model::Supplier;

constexpr size_t kMostListed = 6;

template <class T>
bool Has(const std::vector<T>& values, const T& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

// "a, b, c, …", with those that are asked for first.
template <class T, class NameOf>
std::string ListText(const std::vector<T>& held, const std::vector<T>& asked,
                     NameOf name_of) {
  std::string text;
  size_t listed = 0;
  for (const bool wanted : {true, false}) {
    for (const T& value : held) {
      if (Has(asked, value) != wanted) continue;
      if (listed == kMostListed) return text + ", …";
      if (listed++ > 0) text += ", ";
      text += name_of(value);
    }
  }
  return text;
}

std::string QuantityText(const model::Reference& reference,
                         const std::optional<model::Quantity>& quantity) {
  if (!quantity) return "";
  std::string text = model::DecimalText(quantity->value_e3, 3);
  if (quantity->unit.stated()) {
    text += " " + reference.units[quantity->unit.index()].id;
  }
  return text;
}

std::string PercentText(int32_t basis_points) {
  return model::DecimalText(basis_points, 2) + " %";
}

std::string_view OwnershipText(model::Ownership ownership) {
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

// One case per kind of criterion; the row's capability and site may be null.
struct Offered {
  const model::Reference& reference;
  const Supplier& supplier;
  const model::Capability* row;
  const model::Site* site;
  int32_t site_position;
  const Judgement& judgement;  // says what to leave out

  std::string operator()(const model::CategoryTest&) const {
    if (row == nullptr || !row->category.stated()) return "";
    return reference.categories.Name(row->category);
  }

  std::string operator()(const model::ProcessTest& test) const {
    if (row == nullptr) return "";
    return ListText(row->processes.held, test.processes,
                    [&](model::ProcessId id) -> const std::string& {
                      return reference.processes[id.index()].id;
                    });
  }

  std::string operator()(const model::MaterialTest& test) const {
    if (row == nullptr) return "";
    std::vector<model::MaterialId> held = row->materials.held;
    std::erase_if(held, [&](model::MaterialId id) {
      return !IsAbout(test.materials, id);
    });
    return ListText(held, test.materials,
                    [&](model::MaterialId id) -> const std::string& {
                      return reference.materials[id.index()].id;
                    });
  }

  std::string operator()(const model::AttributeTest& test) const {
    if (row == nullptr) return "";
    for (const auto& value : row->attributes) {
      if (value.attribute != test.required.attribute) continue;
      return judgement.reason == Reason::kEquivalentListed
                 ? EquivalentsText(test.required, value)
                 : value.as_stated;
    }
    return "";
  }

  std::string operator()(const model::MonthlyVolumeTest&) const {
    if (row == nullptr || !row->monthly_capacity) return "";
    std::string text = QuantityText(reference, row->monthly_capacity);
    if (row->committed_bp) text += " − " + PercentText(*row->committed_bp);
    return text;
  }

  std::string operator()(const model::OrderQuantityTest&) const {
    return row == nullptr ? "" : QuantityText(reference, row->minimum_order);
  }

  std::string operator()(const model::SampleLeadTimeTest&) const {
    return row == nullptr ? "" : Days(row->sample_lead_days);
  }

  std::string operator()(const model::SeriesLeadTimeTest&) const {
    return row == nullptr ? "" : Days(row->series_lead_days);
  }

  std::string operator()(const model::PaymentTermTest&) const {
    return Days(supplier.accepted_payment_term_days);
  }

  // The one that decided, or all that have to do with the asked scheme.
  std::string operator()(const model::CertificateTest& test) const {
    std::string text;
    uint32_t position = 0;
    for (const auto& certificate : supplier.certificates) {
      if (!AtSite(certificate)) continue;
      ++position;
      const bool shown = judgement.about == 0
                             ? Concerns(certificate, test.scheme)
                             : position == judgement.about;
      if (!shown) continue;
      if (!text.empty()) text += "; ";
      AppendCertificate(certificate, text);
    }
    return text;
  }

  std::string operator()(const model::ProvincesTest&) const {
    if (site == nullptr || !site->province.stated()) return "";
    return reference.provinces[site->province.index()].names.front();
  }

  std::string operator()(const model::DistanceTest& test) const {
    if (site == nullptr || !site->place) return "";
    const int64_t metres =
        model::DistanceMeters(site->place->center, test.origin.center);
    const int64_t radii = int64_t{site->place->radius_m} + test.origin.radius_m;
    if (radii == 0) return fmt::format("{} km", Kilometres(metres));
    return fmt::format("{}–{} km",
                       Kilometres(std::max<int64_t>(0, metres - radii)),
                       Kilometres(metres + radii));
  }

  std::string operator()(const model::OwnershipTest&) const {
    return std::string(OwnershipText(supplier.ownership));
  }

  std::string operator()(const model::IndustriesServedTest& test) const {
    return ListText(supplier.industries.held, test.industries,
                    [&](model::IndustryId id) -> const std::string& {
                      return reference.industries[id.index()].id;
                    });
  }

  std::string operator()(const model::CustomersServedTest& test) const {
    return ListText(
        supplier.customers.held, test.customers,
        [](const std::string& name) -> const std::string& { return name; });
  }

  std::string operator()(const model::ExportShareTest&) const {
    if (!supplier.export_share_bp) return "";
    return PercentText(*supplier.export_share_bp);
  }

  std::string operator()(const model::EmployeesTest&) const {
    if (!supplier.employee_count) return "";
    return std::to_string(*supplier.employee_count);
  }

  std::string operator()(const model::AssessmentTest& test) const {
    const auto& scheme = reference.assessment_schemes[test.scheme.index()];
    std::string text;
    for (const auto& assessment : supplier.assessments) {
      if (assessment.scheme != test.scheme) continue;
      if (!text.empty()) text += "; ";
      if (assessment.level >= 0) {
        text += scheme.levels[static_cast<size_t>(assessment.level)];
      }
      if (assessment.score_e2) {
        if (assessment.level >= 0) text += " ";
        text += model::DecimalText(*assessment.score_e2, 2);
      }
    }
    return text;
  }

  std::string operator()(const model::LanguagesTest& test) const {
    return ListText(
        supplier.languages.held, test.languages,
        [](const std::string& tag) -> const std::string& { return tag; });
  }

  std::string operator()(const model::FreshnessTest&) const {
    return supplier.confirmed_date ? model::DateText(*supplier.confirmed_date)
                                   : "";
  }

 private:
  static std::string Days(std::optional<int32_t> days) {
    return days ? fmt::format("{} d", *days) : "";
  }

  static std::string Kilometres(int64_t metres) {
    return model::DecimalText((metres + 50) / 100, 1);
  }

  bool IsAbout(const std::vector<model::MaterialId>& required,
               model::MaterialId held) const {
    for (size_t i = 0; i < required.size(); ++i) {
      if (IsAboutItem(judgement, i) &&
          MayStandFor(reference.materials[required[i].index()], held)) {
        return true;
      }
    }
    return false;
  }

  // By a reason that says that something stands in for what is required.
  bool MayStandFor(const model::Material& required,
                   model::MaterialId held) const {
    const model::MaterialId of_class = required.material_class;
    switch (judgement.reason) {
      case Reason::kEquivalentListed:
      case Reason::kEquivalentNeedsAccepting:
        return Has(required.equivalents, held);
      case Reason::kClassListed:
        return held == of_class ||
               reference.materials[held.index()].material_class == of_class;
      case Reason::kOnlyClassStated:
        return held == of_class;
      default:
        return true;
    }
  }

  // The codes of `offered` that stand in for required ones.
  std::string EquivalentsText(const model::AttributeValue& required,
                              const model::AttributeValue& offered) const {
    const auto& asked = std::get<model::Codes>(required.value).held;
    std::vector<std::string> held = std::get<model::Codes>(offered.value).held;
    const auto& codes = reference.attributes[required.attribute.index()].codes;
    std::erase_if(held, [&](const std::string& code) {
      return std::none_of(codes.begin(), codes.end(), [&](const auto& entry) {
        const auto item = std::find(asked.begin(), asked.end(), entry.code);
        return item != asked.end() &&
               IsAboutItem(judgement,
                           static_cast<size_t>(item - asked.begin())) &&
               Has(entry.equivalents, code);
      });
    });
    return ListText(
        held, asked,
        [](const std::string& code) -> const std::string& { return code; });
  }

  // As an index takes certificates to be those of a row.
  bool AtSite(const model::Certificate& certificate) const {
    return certificate.sites.empty() || Has(certificate.sites, site_position);
  }

  bool Concerns(const model::Certificate& certificate,
                model::SchemeId asked) const {
    if (certificate.scheme == asked) return true;
    const auto& relations =
        reference.schemes[certificate.scheme.index()].relations;
    return std::any_of(relations.begin(), relations.end(),
                       [&](const model::CertificateRelation& relation) {
                         return relation.to_scheme == asked;
                       });
  }

  void AppendCertificate(const model::Certificate& certificate,
                         std::string& text) const {
    const auto& scheme = reference.schemes[certificate.scheme.index()];
    text += scheme.id;
    if (certificate.level >= 0) {
      text += ":";
      text += scheme.levels[static_cast<size_t>(certificate.level)];
    }
    if (certificate.valid_to) {
      text += " → ";
      text += model::DateText(*certificate.valid_to);
    }
  }
};

}  // namespace

std::string OfferedText(const model::Reference& reference,
                        const model::Test& test, const Supplier& supplier,
                        int32_t capability, int32_t site,
                        const Judgement& judgement) {
  const Offered offered{
      reference,
      supplier,
      capability < 0 ? nullptr
                     : &supplier.capabilities[static_cast<size_t>(capability)],
      site < 0 ? nullptr : &supplier.sites[static_cast<size_t>(site)],
      site,
      judgement};
  return std::visit(offered, test);
}

}  // namespace ketnoi::match
