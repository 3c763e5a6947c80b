#include "benchmarks/export_attributes.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "benchmarks/export_lists.h"
#include "fmt/format.h"

namespace ketnoi::benchmarks {
namespace {

using match::Verdict;
using model::AttributeDefinition;
using model::AttributeId;
using model::MatchRule;
using model::NumberRange;

constexpr int64_t kWhole = 10'000;

// What the row states of the attribute; null: nothing that can be compared.
template <class Value>
const Value* Find(const RowSource& row, AttributeId attribute) {
  for (const auto& value : row.capability->attributes) {
    if (value.attribute == attribute) return std::get_if<Value>(&value.value);
  }
  return nullptr;
}

// The position of the code in the definition; -1: it is not there.
int32_t PositionOf(const AttributeDefinition& definition,
                   const std::string& code) {
  for (size_t i = 0; i < definition.codes.size(); ++i) {
    if (definition.codes[i].code == code) return static_cast<int32_t>(i);
  }
  return -1;
}

std::vector<int32_t> PositionsOf(const AttributeDefinition& definition,
                                 const std::vector<std::string>& codes) {
  std::vector<int32_t> positions;
  for (const std::string& code : codes) {
    const int32_t position = PositionOf(definition, code);
    if (position >= 0) positions.push_back(position);
  }
  return positions;
}

class AttributeWriter {
 public:
  AttributeWriter(const match::Program& program, const match::Step& step,
                  ExportTables& tables)
      : functions_(*program.criteria_set),
        required_(std::get<model::AttributeTest>(step.criterion.test).required),
        attribute_(required_.attribute),
        definition_(program.reference->attributes[attribute_.index()]),
        weight_bp_(step.weight_bp),
        tables_(tables) {
    const std::string family =
        definition_.category.stated()
            ? program.reference->categories.Name(definition_.category)
            : "any";
    name_ = family + "_" + definition_.id;
  }

  std::optional<JudgedCriterion> Write() const {
    if (const auto* range = std::get_if<NumberRange>(&required_.value)) {
      return Numbers(*range);
    }
    if (const auto* flag = std::get_if<bool>(&required_.value)) {
      return Flag(*flag);
    }
    if (const auto* codes = std::get_if<model::Codes>(&required_.value)) {
      return Codes(*codes);
    }
    return std::nullopt;
  }

 private:
  Text End(bool max) const {
    return tables_.Use(name_ + (max ? "_max" : "_min"),
                       [attribute = attribute_, max](const RowSource& row) {
                         const auto* range = Find<NumberRange>(row, attribute);
                         if (range == nullptr) return std::optional<int64_t>();
                         return max ? range->max : range->min;
                       });
  }

  Points Fixed(int64_t value) const { return FixedPoints(weight_bp_, value); }

  std::optional<JudgedCriterion> Numbers(const NumberRange& range) const {
    const auto low = range.min ? range.min : range.max;
    const auto high = range.max ? range.max : range.min;
    switch (definition_.rule) {
      case MatchRule::kAtMost:
        if (*high <= 0) return std::nullopt;
        return Limit(End(false), End(true), *high, true);
      case MatchRule::kAtLeast:
        if (*low <= 0) return std::nullopt;
        return Limit(End(true), End(false), *low, false);
      case MatchRule::kCovers:
        return Covers(*low, *high);
      default:
        return std::nullopt;
    }
  }

  // AT_MOST: `best` is the smallest offered, `other` the largest; AT_LEAST: the
  // reverse. Without the best one, the other counts if it meets the limit.
  JudgedCriterion Limit(const Text& best, const Text& other, int64_t limit,
                        bool most) const {
    const auto meets = [=](const Text& text) {
      return most ? AtMost(text, limit) : AtLeast(text, limit);
    };
    const Text offered = FirstStated(best, other);
    const Points points =
        most ? PointsOf(functions_.smaller_is_better, weight_bp_,
                        RatioUpOf(offered, limit))
             : PointsOf(functions_.larger_is_better, weight_bp_,
                        RatioDownOf(offered, limit));
    return {{{AllOf({IsNull(best), AnyOf({IsNull(other), Not(meets(other))})}),
              Verdict::kUnknown, Fixed(0)},
             {meets(offered), Verdict::kMet, points},
             {{}, Verdict::kUnmet, points}}};
  }

  // One end alone can only refute: a smallest above `low`, a largest below
  // `high`.
  JudgedCriterion Covers(int64_t low, int64_t high) const {
    const Text min = End(false);
    const Text max = End(true);
    return {{{AnyOf({AllOf({Stated(min), AtLeast(min, low + 1)}),
                     AllOf({Stated(max), AtMost(max, high - 1)})}),
              Verdict::kUnmet, Fixed(0)},
             {AnyOf({IsNull(min), IsNull(max)}), Verdict::kUnknown, Fixed(0)},
             {{}, Verdict::kMet, Fixed(kWhole)}}};
  }

  JudgedCriterion Flag(bool required) const {
    const Text flag =
        tables_.Use(name_, [attribute = attribute_](const RowSource& row) {
          const bool* value = Find<bool>(row, attribute);
          return value == nullptr ? std::optional<int64_t>()
                                  : std::optional<int64_t>(*value ? 1 : 0);
        });
    return {{{IsNull(flag), Verdict::kUnknown, Fixed(0)},
             {Equals(flag, required ? 1 : 0), Verdict::kMet, Fixed(kWhole)},
             {{}, Verdict::kUnmet, Fixed(0)}}};
  }

  ListColumns List() const {
    const auto list = [attribute = attribute_,
                       definition = &definition_](const RowSource& row) {
      NumberedList numbers;
      if (const auto* codes = Find<model::Codes>(row, attribute)) {
        numbers.held = PositionsOf(*definition, codes->held);
        numbers.not_held = PositionsOf(*definition, codes->not_held);
        numbers.complete = codes->complete;
      }
      return numbers;
    };
    return ListColumns(name_, list, tables_);
  }

  std::optional<JudgedCriterion> Codes(const model::Codes& required) const {
    const auto items = PositionsOf(definition_, required.held);
    if (items.empty() || items.size() != required.held.size()) {
      return std::nullopt;
    }
    if (definition_.kind == model::AttributeKind::kClass) {
      return Class(*std::max_element(items.begin(), items.end()));
    }
    if (definition_.rule == MatchRule::kSameOrEquivalent) return std::nullopt;
    return JudgeList(List(), items,
                     definition_.rule == MatchRule::kAnyOf
                         ? model::ListMatch::kAnyOf
                         : model::ListMatch::kAllOf,
                     functions_.codes_held, weight_bp_);
  }

  // The best class that is held is a column; what it is worth, a branch.
  JudgedCriterion Class(int32_t required) const {
    const Text best = tables_.Use(
        name_ + "_best", [list = List(), attribute = attribute_,
                          definition = &definition_](const RowSource& row) {
          const auto* codes = Find<model::Codes>(row, attribute);
          if (codes == nullptr) return std::optional<int64_t>();
          const auto held = PositionsOf(*definition, codes->held);
          if (held.empty()) return std::optional<int64_t>();
          return std::optional<int64_t>(
              *std::min_element(held.begin(), held.end()));
        });
    const ListColumns list = List();
    const Text absent =
        AnyOf({list.ExcludesAnyOf({required}), list.Complete()});
    JudgedCriterion judged{
        {{AllOf({IsNull(best), absent}), Verdict::kUnmet, Fixed(0)},
         {IsNull(best), Verdict::kUnknown, Fixed(0)}}};
    const auto count = static_cast<int32_t>(definition_.codes.size());
    for (int32_t held = 0; held < count; ++held) {
      const Points points = Fixed(functions_.class_steps.At(required - held));
      const Verdict verdict =
          held <= required ? Verdict::kMet : Verdict::kUnmet;
      const Branch branch{held + 1 < count ? AtMost(best, held) : Text(),
                          verdict, points};
      Branch& last = judged.branches.back();
      if (last.verdict == verdict && last.points == points && held > 0) {
        last.when = branch.when;  // as good as the class before
      } else {
        judged.branches.push_back(branch);
      }
    }
    return judged;
  }

  const model::CriteriaSet& functions_;
  const model::AttributeValue& required_;
  const AttributeId attribute_;
  const AttributeDefinition& definition_;
  const int64_t weight_bp_;
  ExportTables& tables_;
  std::string name_;
};

}  // namespace

std::optional<JudgedCriterion> JudgeAttribute(const match::Program& program,
                                              const match::Step& step,
                                              ExportTables& tables) {
  return AttributeWriter(program, step, tables).Write();
}

}  // namespace ketnoi::benchmarks
