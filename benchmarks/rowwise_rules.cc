#include "benchmarks/rowwise_rules.h"

#include <optional>
#include <string>
#include <variant>

#include "tests/matcher/oracle/naive_attribute.h"

namespace ketnoi::benchmarks {
namespace {

using match::Verdict;
using model::AttributeDefinition;
using model::Codes;
using model::CriteriaSet;
using model::MatchRule;
using model::NumberRange;

constexpr int64_t kWhole = 10000;
constexpr int64_t kLargestRatio = 1000000;

constexpr RowwiseVerdict kUndecided = {Verdict::kUnknown, 0};

// Whether dividing makes sense; else `ratio` is said by the signs.
bool Divides(int64_t offered, int64_t required, int64_t& ratio) {
  if (required > 0 && offered >= 0) return true;
  ratio = offered == required ? kWhole : offered < required ? 0 : kLargestRatio;
  return false;
}

// Both ends of a comparison; an absent one is open.
RowwiseVerdict BothHold(std::optional<bool> first, std::optional<bool> second) {
  if ((first && !*first) || (second && !*second)) return {Verdict::kUnmet, 0};
  if (!first || !second) return kUndecided;
  return {Verdict::kMet, kWhole};
}

// "smallest <= x" and so on, of a range of which an end may not be stated.
std::optional<bool> SmallestAtMost(const NumberRange& range, int64_t x) {
  if (range.min) return *range.min <= x;
  if (range.max && *range.max <= x) return true;
  return std::nullopt;
}

std::optional<bool> LargestAtLeast(const NumberRange& range, int64_t x) {
  if (range.max) return *range.max >= x;
  if (range.min && *range.min >= x) return true;
  return std::nullopt;
}

std::optional<bool> SmallestAtLeast(const NumberRange& range, int64_t x) {
  if (range.min) return *range.min >= x;
  if (range.max && *range.max < x) return false;
  return std::nullopt;
}

std::optional<bool> LargestAtMost(const NumberRange& range, int64_t x) {
  if (range.max) return *range.max <= x;
  if (range.min && *range.min > x) return false;
  return std::nullopt;
}

RowwiseVerdict Covers(const NumberRange& required, const NumberRange& offered) {
  const int64_t a = required.min ? *required.min : *required.max;
  const int64_t b = required.max ? *required.max : *required.min;
  std::optional<bool> below;
  std::optional<bool> above;
  if (offered.min) below = *offered.min <= a;
  if (!offered.min && *offered.max < a) below = false;
  if (offered.max) above = *offered.max >= b;
  if (!offered.max && *offered.min > b) above = false;
  return BothHold(below, above);
}

RowwiseVerdict Inside(const NumberRange& required, const NumberRange& offered,
                      int64_t tolerance) {
  return BothHold(
      required.min ? SmallestAtLeast(offered, *required.min - tolerance) : true,
      required.max ? LargestAtMost(offered, *required.max + tolerance) : true);
}

RowwiseVerdict JudgeNumber(const CriteriaSet& set,
                           const AttributeDefinition& definition,
                           const NumberRange& required,
                           const NumberRange& offered) {
  switch (definition.rule) {
    case MatchRule::kAtMost: {
      const int64_t limit = required.max ? *required.max : *required.min;
      if (offered.min)
        return AtMost(*offered.min, limit, set.smaller_is_better);
      if (*offered.max > limit) return kUndecided;
      return AtMost(*offered.max, limit, set.smaller_is_better);
    }
    case MatchRule::kAtLeast: {
      const int64_t limit = required.min ? *required.min : *required.max;
      if (offered.max)
        return AtLeast(*offered.max, limit, set.larger_is_better);
      if (*offered.min < limit) return kUndecided;
      return AtLeast(*offered.min, limit, set.larger_is_better);
    }
    case MatchRule::kCovers:
      return Covers(required, offered);
    case MatchRule::kOverlaps:
      return BothHold(
          required.max ? SmallestAtMost(offered, *required.max) : true,
          required.min ? LargestAtLeast(offered, *required.min) : true);
    case MatchRule::kEqualWithin:
      return Inside(required, offered, definition.tolerance);
    default:
      return Inside(required, offered, 0);
  }
}

RowwiseVerdict JudgeFits(const std::vector<int64_t>& required,
                         const std::vector<int64_t>& offered,
                         bool any_orientation) {
  const size_t common = std::min(required.size(), offered.size());
  // Sizes that may be turned are sorted ascending and compared from the
  // largest offered one down; required ones left over are the largest.
  const size_t skipped = any_orientation ? offered.size() - common : 0;
  for (size_t i = 0; i < common; ++i) {
    if (required[i] > offered[i + skipped]) return {Verdict::kUnmet, 0};
  }
  if (required.size() > common) return kUndecided;
  return {Verdict::kMet, kWhole};
}

// Position on the scale, best first; classes have no open vocabulary.
int64_t ClassOf(const AttributeDefinition& definition,
                const std::string& code) {
  const auto found =
      std::find_if(definition.codes.begin(), definition.codes.end(),
                   [&](const auto& entry) { return entry.code == code; });
  return found - definition.codes.begin();
}

RowwiseVerdict ClassAtLeast(const CriteriaSet& set,
                            const AttributeDefinition& definition,
                            const Codes& required, const Codes& offered) {
  int64_t worst = 0;
  for (const std::string& code : required.held) {
    worst = std::max(worst, ClassOf(definition, code));
  }
  int64_t best = std::ssize(definition.codes);
  for (const std::string& code : offered.held) {
    best = std::min(best, ClassOf(definition, code));
  }
  if (!offered.held.empty()) {
    return MetIf(best <= worst, set.class_steps.At(worst - best));
  }
  return JudgeItem(offered, definition.codes[static_cast<size_t>(worst)].code);
}

bool HoldsEquivalent(const AttributeDefinition& definition,
                     const Codes& offered, const std::string& code) {
  for (const model::AttributeCode& entry : definition.codes) {
    if (entry.code != code) continue;
    for (const std::string& other : entry.equivalents) {
      if (std::binary_search(offered.held.begin(), offered.held.end(), other)) {
        return true;
      }
    }
  }
  return false;
}

RowwiseVerdict JudgeCodes(const CriteriaSet& set,
                          const AttributeDefinition& definition,
                          const Codes& required, const Codes& offered) {
  if (definition.rule == MatchRule::kClassAtLeast) {
    return ClassAtLeast(set, definition, required, offered);
  }
  ListSum sum;
  for (const std::string& code : required.held) {
    RowwiseVerdict item = JudgeItem(offered, code);
    if (definition.rule == MatchRule::kSameOrEquivalent &&
        item.verdict != Verdict::kMet &&
        HoldsEquivalent(definition, offered, code)) {
      item = {Verdict::kMet, set.material_match.At(2)};
    }
    sum.Add(item);
  }
  return sum.Result(definition.rule == MatchRule::kAnyOf
                        ? model::ListMatch::kAnyOf
                        : model::ListMatch::kAllOf,
                    set.codes_held);
}

}  // namespace

int64_t RatioOfMore(int64_t offered, int64_t required) {
  int64_t ratio = 0;
  if (!Divides(offered, required, ratio)) return ratio;
  if (offered / required >= kLargestRatio / kWhole) return kLargestRatio;
  if (!__builtin_mul_overflow(offered, kWhole, &ratio)) return ratio / required;
  return static_cast<int64_t>(static_cast<__int128>(offered) * kWhole /
                              required);
}

int64_t RatioOfLess(int64_t offered, int64_t required) {
  int64_t ratio = 0;
  if (!Divides(offered, required, ratio)) return ratio;
  if (offered / required >= kLargestRatio / kWhole) return kLargestRatio;
  if (!__builtin_mul_overflow(offered, kWhole, &ratio)) {
    return ratio / required + (ratio % required != 0 ? 1 : 0);
  }
  return static_cast<int64_t>(
      (static_cast<__int128>(offered) * kWhole + required - 1) / required);
}

RowwiseVerdict AtMost(int64_t offered, int64_t required,
                      const model::ValueFunction& function) {
  return MetIf(offered <= required,
               function.At(RatioOfLess(offered, required)));
}

RowwiseVerdict AtLeast(int64_t offered, int64_t required,
                       const model::ValueFunction& function) {
  return MetIf(offered >= required,
               function.At(RatioOfMore(offered, required)));
}

RowwiseVerdict ListSum::Result(model::ListMatch match,
                               const model::ValueFunction& codes_held) const {
  if (match == model::ListMatch::kAnyOf) {
    if (met_ > 0) return {Verdict::kMet, largest_};
    return {unknown_ ? Verdict::kUnknown : Verdict::kUnmet, 0};
  }
  const int64_t mean = sum_ / count_;
  const int64_t counts = codes_held.At(met_ * kWhole / count_);
  const auto value = static_cast<int32_t>(mean * counts / kWhole);
  if (unmet_) return {Verdict::kUnmet, value};
  return {unknown_ ? Verdict::kUnknown : Verdict::kMet, value};
}

RowwiseVerdict JudgeAttribute(const model::Reference& reference,
                              const CriteriaSet& criteria_set,
                              const model::AttributeValue& required,
                              const model::AttributeValue* offered) {
  if (offered == nullptr ||
      std::holds_alternative<model::Incomparable>(required.value) ||
      std::holds_alternative<model::Incomparable>(offered->value)) {
    return kUndecided;
  }
  const AttributeDefinition& definition =
      reference.attributes[required.attribute.index()];
  if (const auto* range = std::get_if<NumberRange>(&required.value)) {
    return JudgeNumber(criteria_set, definition, *range,
                       std::get<NumberRange>(offered->value));
  }
  if (const auto* codes = std::get_if<Codes>(&required.value)) {
    return JudgeCodes(criteria_set, definition, *codes,
                      std::get<Codes>(offered->value));
  }
  if (const auto* sizes = std::get_if<model::Sizes>(&required.value)) {
    return JudgeFits(sizes->sizes, std::get<model::Sizes>(offered->value).sizes,
                     definition.any_orientation);
  }
  if (const auto* flag = std::get_if<bool>(&required.value)) {
    const bool same = *flag == std::get<bool>(offered->value);
    return MetIf(same, same ? kWhole : 0);
  }
  // Compositions and texts, which few ask.
  const match::Judgement judgement =
      oracle::JudgeAttribute(reference, criteria_set, required, offered);
  return {judgement.verdict, judgement.value};
}

}  // namespace ketnoi::benchmarks
