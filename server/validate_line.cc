#include "server/validate_line.h"

#include <algorithm>
#include <string_view>

#include "fmt/format.h"

namespace ketnoi::server {
namespace {

// Dimensions in which goods are counted or measured.
constexpr std::string_view kOfGoods[] = {"area", "cone",  "count", "length",
                                         "mass", "pair",  "panel", "roll",
                                         "set",  "sheet", "volume"};

void CheckAmount(const Path& path, const v1::Quantity& quantity,
                 FieldChecks& checks) {
  const model::Reference& reference = checks.reference();
  // The same word may be a unit of something else too ("t").
  const model::UnitId unit = reference.FindUnit(quantity.unit());
  if (quantity.unit().empty() || !unit.stated()) return;
  const std::string& dimension = reference.units[unit.index()].dimension;
  if (std::find(std::begin(kOfGoods), std::end(kOfGoods), dimension) !=
      std::end(kOfGoods)) {
    return;
  }
  checks.Refuse(Path(path, "unit"),
                fmt::format("'{}' is a unit of {}, not of an amount of goods",
                            quantity.unit(), dimension));
}

void CheckAttributeUnit(const Path& path, model::CategoryId category,
                        const v1::AttributeValue& required,
                        FieldChecks& checks) {
  const model::Reference& reference = checks.reference();
  if (!category.stated() || required.unit().empty()) return;
  const model::AttributeId id =
      reference.FindAttribute(category, required.attribute());
  if (!id.stated()) return;
  const model::AttributeDefinition& definition =
      reference.attributes[id.index()];
  const model::UnitId unit =
      reference.FindUnit(required.unit(), definition.unit);
  if (!unit.stated()) return;
  if (!definition.unit.stated()) {
    checks.Refuse(Path(path, "unit"),
                  fmt::format("'{}' has no unit, so '{}' does not convert",
                              definition.id, required.unit()));
    return;
  }
  const model::Unit& own = reference.units[definition.unit.index()];
  if (reference.units[unit.index()].dimension == own.dimension) return;
  checks.Refuse(Path(path, "unit"),
                fmt::format("'{}' does not convert to {}, the unit of '{}'",
                            required.unit(), own.id, definition.id));
}

}  // namespace

void CheckUnitsOfLine(const v1::Requirement& line, FieldChecks& checks) {
  const model::CategoryId category =
      checks.reference().categories.Find(line.category());
  const Path root;
  for (int i = 0; i < line.criteria_size(); ++i) {
    const v1::Criterion& criterion = line.criteria(i);
    const Path path(root, "criteria", i);
    switch (criterion.test_case()) {
      case v1::Criterion::kMonthlyVolume:
        CheckAmount(Path(path, "monthly_volume.quantity"),
                    criterion.monthly_volume().quantity(), checks);
        break;
      case v1::Criterion::kOrderQuantity:
        CheckAmount(Path(path, "order_quantity.quantity"),
                    criterion.order_quantity().quantity(), checks);
        break;
      case v1::Criterion::kAttribute:
        CheckAttributeUnit(Path(path, "attribute.required"), category,
                           criterion.attribute().required(), checks);
        break;
      default:
        break;
    }
  }
}

}  // namespace ketnoi::server
