// Proposals for attributes: the nearest value that meets all gates on one.

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "matcher/match/propose.h"

namespace ketnoi::match {
namespace {

using model::AttributeDefinition;
using model::AttributeKind;
using model::AttributeValue;
using model::Codes;
using model::MatchRule;
using model::NumberRange;
using model::Sizes;

using Bound = std::optional<int64_t>;

// The larger, the smaller of what is there.
Bound Larger(Bound a, Bound b) { return a && b ? std::max(a, b) : (a ? a : b); }
Bound Smaller(Bound a, Bound b) {
  return a && b ? std::min(a, b) : (a ? a : b);
}
Bound Or(Bound a, Bound b) { return a ? a : b; }

NumberRange InOrder(NumberRange range) {
  if (range.min && range.max && *range.min > *range.max) {
    std::swap(range.min, range.max);
  }
  return range;
}

// `offered` moved to where its smallest is at most `limit`, or its largest at
// least that; one number stays one.
NumberRange SmallestTo(const NumberRange& offered, int64_t limit) {
  const bool range = offered.max && offered.min != offered.max;
  return {limit, range ? Larger(offered.max, limit) : limit};
}
NumberRange LargestTo(const NumberRange& offered, int64_t limit) {
  const bool range = offered.min && offered.min != offered.max;
  return {range ? Smaller(offered.min, limit) : limit, limit};
}

// Widened to [a, b].
NumberRange Hull(const NumberRange& offered, int64_t a, int64_t b) {
  const Bound low = Smaller(offered.min, offered.max);
  const Bound high = Larger(offered.max, offered.min);
  return {Smaller(low, a), Larger(high, b)};
}

// Moved into [a, b], whose ends may be open; an end that is not stated becomes
// that of it.
NumberRange Into(const NumberRange& offered, Bound a, Bound b) {
  const auto clamp = [&](Bound end, Bound otherwise) {
    return end ? Smaller(Larger(end, a), b) : otherwise;
  };
  return InOrder({clamp(offered.min, a), clamp(offered.max, b)});
}

// So that its smallest is at most `b`, its largest at least `a`.
NumberRange Across(const NumberRange& offered, Bound a, Bound b) {
  NumberRange range;
  range.min = offered.min ? Smaller(offered.min, b) : Smaller(offered.max, b);
  range.max = offered.max ? Larger(offered.max, a) : Larger(offered.min, a);
  return InOrder(range);
}

class AttributeProposer {
 public:
  AttributeProposer(const RowInView& row, const GateGroup& group)
      : row_(row),
        group_(group),
        attribute_(Required(group.open.front()).attribute),
        definition_(row.program.reference->attributes[attribute_.index()]) {
    for (const AttributeValue& value : row.row().attributes) {
      if (value.attribute == attribute_) offered_ = &value;
    }
  }

  std::vector<Proposal> Run() const {
    switch (definition_.kind) {
      case AttributeKind::kNumber:
        return OneOf({Number()});
      case AttributeKind::kDimensions:
        return OneOf({Box()});
      case AttributeKind::kCodes:
        return OneOf(
            {WithCodes(row_.open == Verdict::kUnknown), WithCodes(true)});
      case AttributeKind::kClass:
        return OneOf({Class()});
      case AttributeKind::kFlag:
      case AttributeKind::kComposition:
      case AttributeKind::kText:
        break;
    }
    // What one of the gates requires.
    std::vector<std::optional<AttributeValue>> values;
    for (const size_t step : group_.open) values.emplace_back(Required(step));
    return OneOf(values);
  }

 private:
  const AttributeValue& Required(size_t step) const {
    return row_.TestOf<model::AttributeTest>(step)->required;
  }

  // What is offered, or an empty value.
  template <class T>
  T Offered() const {
    const T* value =
        offered_ == nullptr ? nullptr : std::get_if<T>(&offered_->value);
    return value == nullptr ? T{} : *value;
  }

  // For each gate the value that it requires, unless that cannot be compared.
  template <class T, class Use>
  bool ForRequired(Use use) const {
    bool any = false;
    for (const size_t step : group_.all) {
      const T* value = std::get_if<T>(&Required(step).value);
      if (value == nullptr) continue;
      use(step, *value);
      any = true;
    }
    return any;
  }

  std::vector<Proposal> OneOf(
      const std::vector<std::optional<AttributeValue>>& values) const {
    std::vector<Proposal> proposals;
    for (const auto& value : values) {
      if (!value) continue;
      proposals.push_back({{ChangeKind::kChangeAttribute, group_.open_mask(),
                            model::SetAttribute{row_.capability, *value}}});
    }
    return proposals;
  }

  AttributeValue Stated(
      decltype(AttributeValue::value) value,
      decltype(model::StatedAttribute::value) in_words) const {
    const auto& units = row_.program.reference->units;
    return {attribute_, std::move(value),
            model::StatedText({std::move(in_words), ""},
                              definition_.unit.stated()
                                  ? units[definition_.unit.index()].id
                                  : "")};
  }

  double Plain(int64_t value) const {
    return static_cast<double>(value) / std::pow(10.0, definition_.decimals);
  }

  std::optional<AttributeValue> Number() const {
    // Of all gates the largest lower end, the smallest upper one, and so on.
    NumberRange inner;
    NumberRange outer;
    Bound at_most;
    Bound at_least;
    const bool any =
        ForRequired<NumberRange>([&](size_t, const NumberRange& required) {
          inner.min = Larger(inner.min, required.min);
          inner.max = Smaller(inner.max, required.max);
          outer.min = Smaller(outer.min, Or(required.min, required.max));
          outer.max = Larger(outer.max, Or(required.max, required.min));
          at_most = Smaller(at_most, Or(required.max, required.min));
          at_least = Larger(at_least, Or(required.min, required.max));
        });
    if (!any || !at_most || !at_least) return std::nullopt;
    const NumberRange range =
        Nearest(Offered<NumberRange>(), inner, outer, *at_most, *at_least);
    model::StatedAttribute::Number number;
    if (range.min) number.min = Plain(*range.min);
    if (range.max) number.max = Plain(*range.max);
    return Stated(range, number);
  }

  NumberRange Nearest(const NumberRange& offered, NumberRange inner,
                      const NumberRange& outer, int64_t at_most,
                      int64_t at_least) const {
    switch (definition_.rule) {
      case MatchRule::kAtMost:
        return SmallestTo(offered, at_most);
      case MatchRule::kAtLeast:
        return LargestTo(offered, at_least);
      case MatchRule::kCovers:
        return Hull(offered, *outer.min, *outer.max);
      case MatchRule::kOverlaps:
        return Across(offered, inner.min, inner.max);
      case MatchRule::kInside:
        return Into(offered, inner.min, inner.max);
      default:  // kEqualWithin
        if (inner.min) *inner.min -= definition_.tolerance;
        if (inner.max) *inner.max += definition_.tolerance;
        return Into(offered, inner.min, inner.max);
    }
  }

  // As large as is required in each size, the largest along the largest where
  // they may be turned.
  std::optional<AttributeValue> Box() const {
    std::vector<int64_t> room = Offered<Sizes>().sizes;
    const auto turn = [&](std::vector<int64_t>& sizes) {
      if (definition_.any_orientation) {
        std::sort(sizes.begin(), sizes.end(), std::greater<>());
      }
    };
    turn(room);
    const bool any = ForRequired<Sizes>([&](size_t, const Sizes& required) {
      std::vector<int64_t> need = required.sizes;
      turn(need);
      if (room.size() < need.size()) room.resize(need.size(), 0);
      for (size_t i = 0; i < need.size(); ++i) {
        room[i] = std::max(room[i], need[i]);
      }
    });
    if (!any) return std::nullopt;
    std::vector<double> in_words;
    for (const int64_t size : room) in_words.push_back(Plain(size));
    if (definition_.any_orientation) std::reverse(room.begin(), room.end());
    return Stated(Sizes{std::move(room)}, std::move(in_words));
  }

  // `all`: also the codes that are only not listed.
  std::optional<AttributeValue> WithCodes(bool all) const {
    Codes codes = Offered<Codes>();
    const auto is_held = [&](const std::string& code) {
      return std::binary_search(codes.held.begin(), codes.held.end(), code);
    };
    const auto is_wanted = [&](const std::string& code) {
      return all || codes.complete ||
             std::binary_search(codes.not_held.begin(), codes.not_held.end(),
                                code);
    };
    std::vector<ListGate<std::string>> gates;
    for (const size_t step : group_.open) {
      const auto* required = std::get_if<Codes>(&Required(step).value);
      if (required == nullptr) continue;
      gates.push_back(
          {step, required->held, definition_.rule == MatchRule::kAnyOf});
    }
    const auto items = ItemsToAdd(gates, is_held, is_wanted);
    if (items.empty()) return std::nullopt;
    for (const auto& item : items) Hold(item.item, codes);
    return OfCodes(std::move(codes));
  }

  // The best of the classes that are required; in place of one that is stated.
  std::optional<AttributeValue> Class() const {
    size_t best = definition_.codes.size();
    ForRequired<Codes>([&](size_t, const Codes& required) {
      size_t worst = 0;
      for (size_t c = 0; c < definition_.codes.size(); ++c) {
        if (std::binary_search(required.held.begin(), required.held.end(),
                               definition_.codes[c].code)) {
          worst = c;
        }
      }
      best = std::min(best, worst);
    });
    if (best == definition_.codes.size()) return std::nullopt;
    Codes codes = Offered<Codes>();
    if (codes.held.size() == 1) codes.held.clear();
    Hold(definition_.codes[best].code, codes);
    return OfCodes(std::move(codes));
  }

  static void Hold(const std::string& code, Codes& codes) {
    codes.held.insert(
        std::upper_bound(codes.held.begin(), codes.held.end(), code), code);
    std::erase(codes.not_held, code);
  }

  AttributeValue OfCodes(Codes codes) const {
    model::StatedAttribute::CodeLists in_words{codes.held, codes.not_held,
                                               codes.complete};
    return Stated(std::move(codes), std::move(in_words));
  }

  const RowInView& row_;
  const GateGroup& group_;
  const model::AttributeId attribute_;
  const AttributeDefinition& definition_;
  const AttributeValue* offered_ = nullptr;  // null: not stated
};

}  // namespace

std::vector<Proposal> ProposeAttribute(const RowInView& row,
                                       const GateGroup& group) {
  return AttributeProposer(row, group).Run();
}

}  // namespace ketnoi::match
