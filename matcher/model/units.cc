// Conversion of units: Reference::Convert and Reference::Inverts.

#include <optional>

#include "matcher/model/reference.h"
#include "matcher/model/wide_integer.h"

namespace ketnoi::model {
namespace {

// A value in the base unit of a dimension, exactly: numerator / denominator.
// Finish limits offsets to 9 decimals, so that all figures stay below 2^512.
struct BaseValue {
  SignedWide numerator;
  WideInteger denominator;
};

SignedWide Signed(int64_t value) {
  const auto bits = static_cast<uint64_t>(value);
  return {value < 0, WideInteger(value < 0 ? ~bits + 1 : bits)};
}

WideInteger PowerOfTen(int exponent) {
  return WideInteger(1).ScaleByPowerOfTen(exponent);
}

BaseValue FromDecimal(Decimal value) {
  return {Signed(value.digits), PowerOfTen(value.scale)};
}

// a + b, or a - b.
BaseValue Plus(BaseValue a, Decimal b, bool subtract) {
  const SignedWide digits = Signed(b.digits);
  SignedWide added{digits.negative != subtract, a.denominator};
  added.magnitude *= digits.magnitude.low_64_bits();
  a.numerator.magnitude.ScaleByPowerOfTen(b.scale);
  a.denominator.ScaleByPowerOfTen(b.scale);
  a.numerator = a.numerator + added;
  return a;
}

std::optional<BaseValue> LinearBase(Decimal value, const Unit& unit) {
  BaseValue base = FromDecimal(value);
  base.numerator.magnitude *= static_cast<uint64_t>(unit.numerator);
  base.denominator *= static_cast<uint64_t>(unit.denominator);
  return Plus(base, unit.offset, false);
}

std::optional<BaseValue> ReciprocalBase(Decimal value, const Unit& unit) {
  if (value.digits <= 0) return std::nullopt;
  BaseValue base{{false, PowerOfTen(value.scale)},
                 WideInteger(static_cast<uint64_t>(value.digits))};
  base.numerator.magnitude *= static_cast<uint64_t>(unit.numerator);
  base.denominator *= static_cast<uint64_t>(unit.denominator);
  return base;
}

std::optional<BaseValue> TableBase(Decimal value, const Unit& unit) {
  if (value.scale != 0) return std::nullopt;
  for (const Unit::Point& point : unit.points) {
    if (point.value == value.digits) return FromDecimal(point.base);
  }
  return std::nullopt;
}

std::optional<BaseValue> ToBase(Decimal value, const Unit& unit) {
  switch (unit.conversion) {
    case Unit::Conversion::kLinear:
      return LinearBase(value, unit);
    case Unit::Conversion::kReciprocal:
      return ReciprocalBase(value, unit);
    case Unit::Conversion::kTable:
      return TableBase(value, unit);
  }
  return std::nullopt;
}

std::optional<int64_t> ToLinear(const BaseValue& base, const Unit& unit,
                                int decimals) {
  BaseValue value = Plus(base, unit.offset, true);
  (value.numerator.magnitude *= static_cast<uint64_t>(unit.denominator))
      .ScaleByPowerOfTen(decimals);
  value.denominator *= static_cast<uint64_t>(unit.numerator);
  return DivideHalfEven(value.numerator, value.denominator);
}

std::optional<int64_t> ToReciprocal(const BaseValue& base, const Unit& unit,
                                    int decimals) {
  if (base.numerator.negative || base.numerator.magnitude.is_zero()) {
    return std::nullopt;
  }
  SignedWide numerator{false, base.denominator};
  (numerator.magnitude *= static_cast<uint64_t>(unit.numerator))
      .ScaleByPowerOfTen(decimals);
  WideInteger denominator = base.numerator.magnitude;
  denominator *= static_cast<uint64_t>(unit.denominator);
  return DivideHalfEven(numerator, denominator);
}

// Only a base value that is listed has a table value.
std::optional<int64_t> ToTable(const BaseValue& base, const Unit& unit,
                               int decimals) {
  if (base.numerator.negative) return std::nullopt;
  for (const Unit::Point& point : unit.points) {
    WideInteger listed = base.denominator;
    listed *= static_cast<uint64_t>(point.base.digits);
    WideInteger asked = base.numerator.magnitude;
    asked.ScaleByPowerOfTen(point.base.scale);
    if (listed == asked) return Rescale({point.value, 0}, 1, 1, {}, decimals);
  }
  return std::nullopt;
}

// 1 if larger values of `unit` are larger in the base unit, else -1.
int Direction(const Unit& unit) {
  if (unit.conversion == Unit::Conversion::kReciprocal) return -1;
  if (unit.conversion == Unit::Conversion::kLinear) return 1;
  if (unit.points.size() < 2) return 1;
  const Decimal& first = unit.points.front().base;
  const Decimal& last = unit.points.back().base;
  WideInteger first_wide(static_cast<uint64_t>(first.digits));
  WideInteger last_wide(static_cast<uint64_t>(last.digits));
  first_wide.ScaleByPowerOfTen(last.scale);
  last_wide.ScaleByPowerOfTen(first.scale);
  return first_wide <= last_wide ? 1 : -1;
}

}  // namespace

std::optional<int64_t> Reference::Convert(Decimal value, UnitId from, UnitId to,
                                          int decimals) const {
  if (from == to) return Rescale(value, 1, 1, {}, decimals);
  if (!from.stated() || !to.stated()) return std::nullopt;
  const Unit& source = units[from.index()];
  const Unit& target = units[to.index()];
  if (source.dimension != target.dimension) return std::nullopt;
  const std::optional<BaseValue> base = ToBase(value, source);
  if (!base) return std::nullopt;
  switch (target.conversion) {
    case Unit::Conversion::kLinear:
      return ToLinear(*base, target, decimals);
    case Unit::Conversion::kReciprocal:
      return ToReciprocal(*base, target, decimals);
    case Unit::Conversion::kTable:
      return ToTable(*base, target, decimals);
  }
  return std::nullopt;
}

bool Reference::Inverts(UnitId from, UnitId to) const {
  if (from == to || !from.stated() || !to.stated()) return false;
  return Direction(units[from.index()]) != Direction(units[to.index()]);
}

}  // namespace ketnoi::model
