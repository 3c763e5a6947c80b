#include "matcher/model/canonical_numbers.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "fmt/format.h"

namespace ketnoi::model {
namespace {

// One number, stated as both ends; NaN is none less than itself.
bool IsSingle(const StatedAttribute::Number& number) {
  return !number.is_range && number.min && number.max &&
         !(*number.min < *number.max) && !(*number.min > *number.max);
}

}  // namespace

CanonicalNumbers::CanonicalNumbers(const Reference& reference,
                                   const AttributeDefinition& definition,
                                   const std::string& unit,
                                   std::vector<ValueProblem>& problems)
    : reference_(reference),
      definition_(definition),
      problems_(problems),
      unit_(definition.unit) {
  if (unit.empty() && !definition.unit_required) return;
  if (unit.empty()) {
    Refuse("unit", fmt::format("'{}' must state its unit, since several are "
                               "in daily use:{} or one that converts to it",
                               definition.id, UnitText(definition.unit)));
    converts_ = false;
    return;
  }
  unit_ = reference_.FindUnit(unit, definition.unit);
  if (!unit_.stated()) {
    Refuse("unit", fmt::format("'{}' is not a known unit", unit));
    converts_ = false;
    return;
  }
  converts_ = unit_ == definition_.unit ||
              (definition_.unit.stated() &&
               reference_.units[unit_.index()].dimension ==
                   reference_.units[definition_.unit.index()].dimension);
}

CanonicalNumbers::Result CanonicalNumbers::Range(
    const StatedAttribute::Number& number) {
  if (!number.min && !number.max) {
    Refuse("range", "neither end of the range is stated");
    return {};
  }
  const bool single = IsSingle(number);
  const std::string_view min_field = single ? "number" : "range.min";
  bool usable = CheckFinite(number.min, min_field);
  if (!single) usable = CheckFinite(number.max, "range.max") && usable;
  if (!usable) return {};
  if (number.min && number.max && *number.min > *number.max) {
    Refuse("range.min",
           fmt::format("{} is above the upper end {}", NumberText(*number.min),
                       NumberText(*number.max)));
    return {};
  }
  if (!converts_) return Incomparable{};
  NumberRange range;
  range.min = ToDefinition(number.min, min_field);
  range.max = single ? range.min : ToDefinition(number.max, "range.max");
  if (reference_.Inverts(unit_, definition_.unit)) {
    std::swap(range.min, range.max);
  }
  return range;
}

CanonicalNumbers::Result CanonicalNumbers::Box(
    const std::vector<double>& stated) {
  constexpr size_t kMostSizes = 3;
  if (stated.empty() || stated.size() > kMostSizes) {
    Refuse("dimensions.sizes", fmt::format("{} sizes; 1 to {} are accepted",
                                           stated.size(), kMostSizes));
    return {};
  }
  Sizes result;
  for (size_t i = 0; i < stated.size(); ++i) {
    const std::string field = fmt::format("dimensions.sizes[{}]", i);
    if (!(stated[i] > 0)) {
      Refuse(field, fmt::format("{} is not above 0", NumberText(stated[i])));
    } else if (!converts_) {
      CheckFinite(stated[i], field);
    } else {
      result.sizes.push_back(ToDefinition(stated[i], field).value_or(0));
    }
  }
  if (!converts_) return Incomparable{};
  if (definition_.any_orientation) {
    std::sort(result.sizes.begin(), result.sizes.end());
  }
  return result;
}

void CanonicalNumbers::Refuse(std::string_view field, std::string description) {
  problems_.push_back({std::string(field), std::move(description)});
}

bool CanonicalNumbers::CheckFinite(std::optional<double> number,
                                   std::string_view field) {
  if (!number || DecimalFromDouble(*number)) return true;
  Refuse(field, fmt::format("{} is not a usable number", *number));
  return false;
}

std::string CanonicalNumbers::UnitText(UnitId unit) const {
  return unit.stated() ? " " + reference_.units[unit.index()].id : "";
}

std::optional<int64_t> CanonicalNumbers::ToDefinition(
    std::optional<double> stated, std::string_view field) {
  if (!stated) return std::nullopt;
  const std::optional<Decimal> decimal = DecimalFromDouble(*stated);
  if (!decimal) {
    CheckFinite(stated, field);
    return std::nullopt;
  }
  const std::optional<int64_t> value = reference_.Convert(
      *decimal, unit_, definition_.unit, definition_.decimals);
  if (!value) {
    Refuse(field, fmt::format("{}{} has no value in{}; it is out of range or "
                              "not listed",
                              NumberText(*stated), UnitText(unit_),
                              UnitText(definition_.unit)));
    return std::nullopt;
  }
  CheckLimits(*stated, *value, field);
  return value;
}

void CanonicalNumbers::CheckLimits(double stated, int64_t value,
                                   std::string_view field) {
  const bool below = definition_.min && value < *definition_.min;
  const bool above = definition_.max && value > *definition_.max;
  if (!below && !above) return;
  Refuse(field,
         fmt::format("{}{} is {} the {} believable value, {}{}",
                     NumberText(stated), UnitText(unit_),
                     below ? "below" : "above", below ? "smallest" : "largest",
                     DecimalText(below ? *definition_.min : *definition_.max,
                                 definition_.decimals),
                     UnitText(definition_.unit)));
}

}  // namespace ketnoi::model
