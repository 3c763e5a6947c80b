#include "tests/matcher/oracle/naive_attribute.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "tests/matcher/oracle/naive_list.h"
#include "tests/matcher/oracle/naive_value.h"

namespace ketnoi::oracle {
namespace {

using match::Judgement;
using match::Reason;
using model::AttributeDefinition;
using model::Codes;
using model::CriteriaSet;
using model::MatchRule;
using model::NumberRange;

// What one comparison says.
enum class Answer { kHolds, kFails, kOpen };

Answer AnswerOf(bool holds) { return holds ? Answer::kHolds : Answer::kFails; }

// "smallest <= x": the largest, if it is all that is known, can only confirm.
Answer SmallestAtMost(const NumberRange& offered, int64_t x) {
  if (offered.min) return AnswerOf(*offered.min <= x);
  if (offered.max && *offered.max <= x) return Answer::kHolds;
  return Answer::kOpen;
}

// "largest >= x", mirrored.
Answer LargestAtLeast(const NumberRange& offered, int64_t x) {
  if (offered.max) return AnswerOf(*offered.max >= x);
  if (offered.min && *offered.min >= x) return Answer::kHolds;
  return Answer::kOpen;
}

// "smallest >= x": the largest can only refute.
Answer SmallestAtLeast(const NumberRange& offered, int64_t x) {
  if (offered.min) return AnswerOf(*offered.min >= x);
  if (offered.max && *offered.max < x) return Answer::kFails;
  return Answer::kOpen;
}

// "largest <= x", mirrored.
Answer LargestAtMost(const NumberRange& offered, int64_t x) {
  if (offered.max) return AnswerOf(*offered.max <= x);
  if (offered.min && *offered.min > x) return Answer::kFails;
  return Answer::kOpen;
}

// Covering needs both ends: "smallest <= a" with only the largest known.
Answer CoversBelow(const NumberRange& offered, int64_t a) {
  if (offered.min) return AnswerOf(*offered.min <= a);
  if (offered.max && *offered.max < a) return Answer::kFails;
  return Answer::kOpen;
}

Answer CoversAbove(const NumberRange& offered, int64_t b) {
  if (offered.max) return AnswerOf(*offered.max >= b);
  if (offered.min && *offered.min > b) return Answer::kFails;
  return Answer::kOpen;
}

Judgement BothHold(Answer first, Answer second) {
  if (first == Answer::kFails || second == Answer::kFails) {
    return Unmet(0, Reason::kNotMet);
  }
  if (first == Answer::kOpen || second == Answer::kOpen) {
    return Unknown(0, Reason::kPartlyStated);
  }
  return Met(10000, Reason::kMet);
}

Judgement AtMost(const CriteriaSet& set, const NumberRange& required,
                 const NumberRange& offered) {
  const int64_t limit = required.max ? *required.max : *required.min;
  if (offered.min) {
    return MetIf(
        *offered.min <= limit,
        FunctionValue(set.smaller_is_better, RatioOfLess(*offered.min, limit)));
  }
  if (offered.max && *offered.max <= limit) {
    return Met(
        FunctionValue(set.smaller_is_better, RatioOfLess(*offered.max, limit)),
        Reason::kMet);
  }
  return Unknown(0, Reason::kPartlyStated);
}

Judgement AtLeast(const CriteriaSet& set, const NumberRange& required,
                  const NumberRange& offered) {
  const int64_t limit = required.min ? *required.min : *required.max;
  if (offered.max) {
    return MetIf(
        *offered.max >= limit,
        FunctionValue(set.larger_is_better, RatioOfMore(*offered.max, limit)));
  }
  if (offered.min && *offered.min >= limit) {
    return Met(
        FunctionValue(set.larger_is_better, RatioOfMore(*offered.min, limit)),
        Reason::kMet);
  }
  return Unknown(0, Reason::kPartlyStated);
}

Judgement Covers(const NumberRange& required, const NumberRange& offered) {
  const int64_t a = required.min ? *required.min : *required.max;
  const int64_t b = required.max ? *required.max : *required.min;
  return BothHold(CoversBelow(offered, a), CoversAbove(offered, b));
}

Judgement Inside(const NumberRange& required, const NumberRange& offered,
                 int64_t tolerance) {
  Answer above = Answer::kHolds;
  Answer below = Answer::kHolds;
  if (required.min) above = SmallestAtLeast(offered, *required.min - tolerance);
  if (required.max) below = LargestAtMost(offered, *required.max + tolerance);
  return BothHold(above, below);
}

Judgement Overlaps(const NumberRange& required, const NumberRange& offered) {
  Answer below = Answer::kHolds;
  Answer above = Answer::kHolds;
  if (required.max) below = SmallestAtMost(offered, *required.max);
  if (required.min) above = LargestAtLeast(offered, *required.min);
  return BothHold(below, above);
}

Judgement SameMixture(const model::Mixture& required,
                      const model::Mixture& offered, int64_t tolerance) {
  std::map<std::string, int64_t> difference;
  for (const auto& [code, share] : required.parts) difference[code] += share;
  for (const auto& [code, share] : offered.parts) difference[code] -= share;
  for (const auto& [code, shares] : difference) {
    if (std::abs(shares) > tolerance) return Unmet(0, Reason::kNotMet);
  }
  return Met(10000, Reason::kMet);
}

Judgement Fits(std::vector<int64_t> required, std::vector<int64_t> offered,
               bool any_orientation) {
  Answer answer = Answer::kHolds;
  if (any_orientation) {
    std::sort(required.rbegin(), required.rend());
    std::sort(offered.rbegin(), offered.rend());
    while (required.size() > offered.size()) {
      required.erase(required.begin());
      answer = Answer::kOpen;
    }
  }
  for (size_t i = 0; i < required.size(); ++i) {
    if (i >= offered.size()) {
      answer = Answer::kOpen;
    } else if (required[i] > offered[i]) {
      return Unmet(0, Reason::kNotMet);
    }
  }
  return BothHold(answer, answer);
}

Judgement JudgeNumber(const CriteriaSet& set,
                      const AttributeDefinition& definition,
                      const NumberRange& required, const NumberRange& offered) {
  switch (definition.rule) {
    case MatchRule::kAtMost:
      return AtMost(set, required, offered);
    case MatchRule::kAtLeast:
      return AtLeast(set, required, offered);
    case MatchRule::kCovers:
      return Covers(required, offered);
    case MatchRule::kInside:
      return Inside(required, offered, 0);
    case MatchRule::kOverlaps:
      return Overlaps(required, offered);
    case MatchRule::kEqualWithin:
      return Inside(required, offered, definition.tolerance);
    default:
      std::abort();  // no rule of numbers
  }
}

Judgement JudgeCodeOrEquivalent(const CriteriaSet& set,
                                const AttributeDefinition& definition,
                                const Codes& offered, const std::string& code) {
  if (!Contains(offered.held, code)) {
    for (const model::AttributeCode& entry : definition.codes) {
      if (entry.code != code) continue;
      for (const std::string& other : entry.equivalents) {
        if (Contains(offered.held, other)) {
          return Met(FunctionValue(set.material_match, 2),
                     Reason::kEquivalentListed);
        }
      }
    }
  }
  return JudgeItem(offered, code);
}

// Position on the scale, best first.
int64_t ClassPosition(const AttributeDefinition& definition,
                      const std::string& code) {
  for (size_t i = 0; i < definition.codes.size(); ++i) {
    if (definition.codes[i].code == code) return static_cast<int64_t>(i);
  }
  std::abort();  // classes have no open vocabulary
}

Judgement ClassAtLeast(const CriteriaSet& set,
                       const AttributeDefinition& definition,
                       const Codes& required, const Codes& offered) {
  std::string required_code = required.held.front();
  for (const std::string& code : required.held) {
    if (ClassPosition(definition, code) >
        ClassPosition(definition, required_code)) {
      required_code = code;
    }
  }
  const int64_t worst = ClassPosition(definition, required_code);
  std::optional<int64_t> best;
  for (const std::string& code : offered.held) {
    const int64_t position = ClassPosition(definition, code);
    if (!best || position < *best) best = position;
  }
  if (best) {
    return MetIf(*best <= worst, FunctionValue(set.class_steps, worst - *best));
  }
  return JudgeItem(offered, required_code);
}

Judgement JudgeCodes(const CriteriaSet& set,
                     const AttributeDefinition& definition,
                     const Codes& required, const Codes& offered) {
  if (definition.rule == MatchRule::kClassAtLeast) {
    return ClassAtLeast(set, definition, required, offered);
  }
  std::vector<Judgement> items;
  for (const std::string& code : required.held) {
    items.push_back(definition.rule == MatchRule::kSameOrEquivalent
                        ? JudgeCodeOrEquivalent(set, definition, offered, code)
                        : JudgeItem(offered, code));
  }
  return definition.rule == MatchRule::kAnyOf ? AnyOf(items)
                                              : AllOf(set, items);
}

}  // namespace

Judgement JudgeAttribute(const model::Reference& reference,
                         const CriteriaSet& criteria_set,
                         const model::AttributeValue& required,
                         const model::AttributeValue* offered) {
  if (offered == nullptr) return NotStated();
  if (std::holds_alternative<model::Incomparable>(required.value) ||
      std::holds_alternative<model::Incomparable>(offered->value)) {
    return Unknown(0, Reason::kUnitsDiffer);
  }
  const AttributeDefinition& definition =
      reference.attributes[required.attribute.index()];
  const auto& want = required.value;
  const auto& have = offered->value;
  if (const auto* range = std::get_if<NumberRange>(&want)) {
    return JudgeNumber(criteria_set, definition, *range,
                       std::get<NumberRange>(have));
  }
  if (const auto* sizes = std::get_if<model::Sizes>(&want)) {
    return Fits(sizes->sizes, std::get<model::Sizes>(have).sizes,
                definition.any_orientation);
  }
  if (const auto* flag = std::get_if<bool>(&want)) {
    const bool same = *flag == std::get<bool>(have);
    return MetIf(same, same ? 10000 : 0);
  }
  if (const auto* codes = std::get_if<Codes>(&want)) {
    return JudgeCodes(criteria_set, definition, *codes, std::get<Codes>(have));
  }
  if (const auto* mixture = std::get_if<model::Mixture>(&want)) {
    return SameMixture(*mixture, std::get<model::Mixture>(have),
                       definition.tolerance);
  }
  const bool same =
      std::get<model::FoldedText>(want) == std::get<model::FoldedText>(have);
  return same ? Met(10000, Reason::kMet) : Unknown(0, Reason::kTextDiffers);
}

}  // namespace ketnoi::oracle
