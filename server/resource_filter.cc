#include "server/resource_filter.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "google/protobuf/descriptor.h"
#include "server/field_checks.h"
#include "server/tax_code.h"

namespace ketnoi::server {
namespace {

using Fields = std::vector<std::string_view>;

// In the order in which errors name them.
Fields FieldsOf(const v1::Supplier&) {
  return {"category", "province",  "certificate", "process",
          "material", "ownership", "composed",    "tax_code"};
}
Fields FieldsOf(const v1::Buyer&) {
  return {"country_code", "province", "industry", "composed", "tax_code"};
}
Fields FieldsOf(const v1::Requirement&) {
  return {"category", "state", "composed", "part_number", "bom"};
}
Fields FieldsOf(const v1::Bom&) { return {"composed"}; }

// The enumerators of `type` that say something, without its prefix:
// "DOMESTIC_PRIVATE". The one of number 0 is "not stated".
Fields Enumerators(const google::protobuf::EnumDescriptor& type,
                   std::string_view prefix) {
  Fields names;
  for (int i = 0; i < type.value_count(); ++i) {
    if (type.value(i)->number() == 0) continue;
    names.push_back(
        std::string_view(type.value(i)->name()).substr(prefix.size()));
  }
  return names;
}

// The values of a field that has a few; empty: it has others.
Fields ValuesOf(std::string_view field) {
  if (field == "composed") return {"true", "false"};
  if (field == "ownership") {
    return Enumerators(*v1::Ownership_descriptor(), "OWNERSHIP_");
  }
  if (field == "state") {
    return Enumerators(*v1::RequirementState_descriptor(),
                       "REQUIREMENT_STATE_");
  }
  return {};
}

bool Contains(const Fields& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string UpperCase(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return text;
}

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

// The form of an entry of a table, if `id` names one.
template <class Id, class Table, class Form>
std::optional<std::string> FormOf(Id id, const Table& table, Form form) {
  if (!id.stated()) return std::nullopt;
  return table[id.index()].*form;
}

// `value` as records store it, or nothing if no record can have it. A field
// means the same for every kind that has it.
std::optional<std::string> CanonicalValue(const model::Reference& reference,
                                          std::string_view field,
                                          const std::string& value) {
  if (field == "category") {
    const model::CategoryId id = reference.FindCategory(value);
    if (!id.stated()) return std::nullopt;
    return reference.categories.Name(id);
  }
  if (field == "province") {
    return FormOf(reference.FindProvince(value), reference.provinces,
                  &model::Province::code);
  }
  if (field == "certificate") {
    return FormOf(reference.FindScheme(value), reference.schemes,
                  &model::CertificateScheme::id);
  }
  if (field == "process") {
    return FormOf(reference.FindProcess(value), reference.processes,
                  &model::Process::id);
  }
  if (field == "material") {
    return FormOf(reference.FindMaterial(value), reference.materials,
                  &model::Material::id);
  }
  if (field == "industry") {
    return FormOf(reference.FindIndustry(value), reference.industries,
                  &model::Industry::id);
  }
  if (field == "tax_code") {
    if (!TaxCodeProblem(value).empty()) return std::nullopt;
    return value;
  }
  if (field == "country_code") {
    std::string code = UpperCase(value);
    return IsCountryCode(code) ? std::optional(std::move(code)) : std::nullopt;
  }
  const Fields values = ValuesOf(field);
  if (values.empty()) return value;
  std::string name = field == "composed" ? value : UpperCase(value);
  return Contains(values, name) ? std::optional(std::move(name)) : std::nullopt;
}

std::string Problem(const model::Reference& reference, const Fields& fields,
                    const Condition& condition) {
  if (!Contains(fields, condition.field)) {
    return fmt::format("'{}' is not a field that can be filtered by: {}",
                       condition.field, fmt::join(fields, ", "));
  }
  if (CanonicalValue(reference, condition.field, condition.value)) return "";
  std::string problem = fmt::format("'{}' is not a value of {}",
                                    condition.value, condition.field);
  if (condition.field == "category") {
    return problem + CategoryHint(reference, condition.value);
  }
  if (condition.field == "process") {
    return problem + ProcessHint(reference, condition.value);
  }
  const Fields values = ValuesOf(condition.field);
  if (values.empty()) return problem;
  return fmt::format("{}; accepted: {}", problem, fmt::join(values, ", "));
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
    return v1::Ownership_Name(supplier.ownership()) == "OWNERSHIP_" + value;
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
  if (condition.field == "bom") return requirement.bom() == condition.value;
  return requirement.part_number() == condition.value;
}

}  // namespace

Condition CanonicalCondition(const model::Reference& reference,
                             Condition condition) {
  auto stored = CanonicalValue(reference, condition.field, condition.value);
  if (stored) condition.value = *std::move(stored);
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

bool Passes(const model::Reference&, const v1::Bom& bom,
            const Condition& condition) {
  return Is(bom.composed(), condition) != condition.negated;
}

std::string ConditionProblem(const model::Reference& reference,
                             const v1::Supplier& kind,
                             const Condition& condition) {
  return Problem(reference, FieldsOf(kind), condition);
}

std::string ConditionProblem(const model::Reference& reference,
                             const v1::Buyer& kind,
                             const Condition& condition) {
  return Problem(reference, FieldsOf(kind), condition);
}

std::string ConditionProblem(const model::Reference& reference,
                             const v1::Requirement& kind,
                             const Condition& condition) {
  return Problem(reference, FieldsOf(kind), condition);
}

std::string ConditionProblem(const model::Reference& reference,
                             const v1::Bom& kind, const Condition& condition) {
  return Problem(reference, FieldsOf(kind), condition);
}

}  // namespace ketnoi::server
