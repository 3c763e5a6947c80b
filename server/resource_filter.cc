#include "server/resource_filter.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "fmt/format.h"

namespace ketnoi::server {
namespace {

constexpr std::string_view kOwnershipPrefix = "OWNERSHIP_";
constexpr std::string_view kStatePrefix = "REQUIREMENT_STATE_";

template <class List, class Predicate>
bool Any(const List& list, Predicate predicate) {
  return std::any_of(list.begin(), list.end(), predicate);
}

bool Is(bool value, const Condition& condition) {
  return condition.value == (value ? "true" : "false");
}

bool Under(const model::Reference& reference, const std::string& root,
           const std::string& category) {
  const model::CategoryId id = reference.categories.Find(category);
  return id.stated() &&
         reference.categories.Covers(reference.categories.Find(root), id);
}

std::string UnknownField(const Condition& condition, std::string_view known) {
  return fmt::format("'{}' is not a field that can be filtered by: {}",
                     condition.field, known);
}

std::string UnknownValue(const Condition& condition, bool known) {
  if (known) return "";
  return fmt::format("'{}' is not a value of {}", condition.value,
                     condition.field);
}

bool IsOneOf(std::string_view text,
             std::initializer_list<std::string_view> values) {
  return std::find(values.begin(), values.end(), text) != values.end();
}

bool IsTruth(const Condition& condition) {
  return IsOneOf(condition.value, {"true", "false"});
}

bool SupplierHas(const model::Reference& reference,
                 const v1::Supplier& supplier, const Condition& condition) {
  const std::string& value = condition.value;
  if (condition.field == "category") {
    return Any(supplier.capabilities(), [&](const v1::Capability& row) {
      return Under(reference, value, row.category());
    });
  }
  if (condition.field == "province") {
    return Any(supplier.sites(),
               [&](const v1::Site& site) { return site.province() == value; });
  }
  if (condition.field == "certificate") {
    return Any(supplier.certificates(), [&](const v1::Certificate& held) {
      return held.scheme() == value;
    });
  }
  const auto is_value = [&](const std::string& held) { return held == value; };
  if (condition.field == "process") {
    return Any(supplier.capabilities(), [&](const v1::Capability& row) {
      return Any(row.processes().values(), is_value);
    });
  }
  if (condition.field == "material") {
    return Any(supplier.capabilities(), [&](const v1::Capability& row) {
      return Any(row.materials().values(), is_value);
    });
  }
  if (condition.field == "ownership") {
    return v1::Ownership_Name(supplier.ownership()) ==
           std::string(kOwnershipPrefix) + value;
  }
  if (condition.field == "composed") return Is(supplier.composed(), condition);
  return supplier.tax_code() == value;
}

bool BuyerHas(const v1::Buyer& buyer, const Condition& condition) {
  const std::string& value = condition.value;
  if (condition.field == "country_code") return buyer.country_code() == value;
  if (condition.field == "province") {
    return Any(buyer.plants(), [&](const v1::Plant& plant) {
      return plant.province() == value;
    });
  }
  if (condition.field == "industry") {
    return Any(buyer.industries(),
               [&](const std::string& held) { return held == value; });
  }
  if (condition.field == "composed") return Is(buyer.composed(), condition);
  return buyer.tax_code() == value;
}

bool RequirementHas(const model::Reference& reference,
                    const v1::Requirement& requirement,
                    const Condition& condition) {
  if (condition.field == "category") {
    return Under(reference, condition.value, requirement.category());
  }
  if (condition.field == "state") {
    const bool closed = requirement.state() == v1::REQUIREMENT_STATE_CLOSED;
    return condition.value == (closed ? "CLOSED" : "OPEN");
  }
  if (condition.field == "composed") {
    return Is(requirement.composed(), condition);
  }
  return requirement.part_number() == condition.value;
}

std::string UpperCase(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return text;
}

}  // namespace

Condition CanonicalCondition(const model::Reference& reference,
                             Condition condition) {
  std::string& value = condition.value;
  if (condition.field == "province") {
    const auto id = reference.FindProvince(value);
    if (id.stated()) value = reference.provinces[id.index()].code;
  } else if (condition.field == "certificate") {
    const auto id = reference.FindScheme(value);
    if (id.stated()) value = reference.schemes[id.index()].id;
  } else if (condition.field == "material") {
    const auto id = reference.FindMaterial(value);
    if (id.stated()) value = reference.materials[id.index()].id;
  } else if (condition.field == "industry") {
    const auto id = reference.FindIndustry(value);
    if (id.stated()) value = reference.industries[id.index()].id;
  } else if (condition.field == "ownership" || condition.field == "state") {
    value = UpperCase(std::move(value));
  }
  return condition;
}

bool Passes(const model::Reference& reference, const v1::Supplier& supplier,
            const Condition& condition) {
  return SupplierHas(reference, supplier, condition) != condition.negated;
}

bool Passes(const model::Reference&, const v1::Buyer& buyer,
            const Condition& condition) {
  return BuyerHas(buyer, condition) != condition.negated;
}

bool Passes(const model::Reference& reference,
            const v1::Requirement& requirement, const Condition& condition) {
  return RequirementHas(reference, requirement, condition) != condition.negated;
}

std::string ConditionProblem(const model::Reference& reference,
                             const v1::Supplier&, const Condition& condition) {
  const std::string& field = condition.field;
  const std::string& value = condition.value;
  if (field == "category") {
    return UnknownValue(condition, reference.categories.Find(value).stated());
  }
  if (field == "province") {
    return UnknownValue(condition, reference.FindProvince(value).stated());
  }
  if (field == "certificate") {
    return UnknownValue(condition, reference.FindScheme(value).stated());
  }
  if (field == "process") {
    return UnknownValue(condition, reference.FindProcess(value).stated());
  }
  if (field == "material") {
    return UnknownValue(condition, reference.FindMaterial(value).stated());
  }
  if (field == "ownership") {
    v1::Ownership ownership;
    return UnknownValue(
        condition,
        v1::Ownership_Parse(std::string(kOwnershipPrefix) + value, &ownership));
  }
  if (field == "composed") return UnknownValue(condition, IsTruth(condition));
  if (field == "tax_code") return "";
  return UnknownField(condition,
                      "category, province, certificate, process, material, "
                      "ownership, composed, tax_code");
}

std::string ConditionProblem(const model::Reference& reference,
                             const v1::Buyer&, const Condition& condition) {
  const std::string& field = condition.field;
  if (field == "province") {
    return UnknownValue(condition,
                        reference.FindProvince(condition.value).stated());
  }
  if (field == "industry") {
    return UnknownValue(condition,
                        reference.FindIndustry(condition.value).stated());
  }
  if (field == "composed") return UnknownValue(condition, IsTruth(condition));
  if (field == "country_code" || field == "tax_code") return "";
  return UnknownField(condition,
                      "country_code, province, industry, composed, tax_code");
}

std::string ConditionProblem(const model::Reference& reference,
                             const v1::Requirement&,
                             const Condition& condition) {
  const std::string& field = condition.field;
  if (field == "category") {
    return UnknownValue(condition,
                        reference.categories.Find(condition.value).stated());
  }
  if (field == "state") {
    v1::RequirementState state;
    return UnknownValue(
        condition, v1::RequirementState_Parse(
                       std::string(kStatePrefix) + condition.value, &state));
  }
  if (field == "composed") return UnknownValue(condition, IsTruth(condition));
  if (field == "part_number") return "";
  return UnknownField(condition, "category, state, composed, part_number");
}

}  // namespace ketnoi::server
