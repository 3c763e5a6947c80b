// Judges of attributes, by the rule of their definition.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "matcher/match/judge.h"
#include "matcher/match/list_rules.h"
#include "matcher/match/number_rules.h"

namespace ketnoi::match {
namespace {

using index::AttributeColumn;
using index::ListView;
using index::ValueState;
using model::AttributeDefinition;
using model::MatchRule;

// What every attribute judge does first.
class AttributeJudge : public Judge {
 public:
  AttributeJudge(index::ColumnId id, const AttributeColumn& values)
      : Judge(id), values_(values) {}

  Judgement At(int32_t entry) const final {
    switch (values_.State(entry)) {
      case ValueState::kNotStated:
        return Unknown(Reason::kNotStated);
      case ValueState::kIncomparable:
        return Unknown(Reason::kUnitsDiffer);
      case ValueState::kStated:
        break;
    }
    return Compare(entry);
  }

 protected:
  virtual Judgement Compare(int32_t entry) const = 0;
  const AttributeColumn& values() const { return values_; }

 private:
  const AttributeColumn& values_;
};

// No row of the segment states the attribute.
class UnstatedJudge : public Judge {
 public:
  explicit UnstatedJudge(index::ColumnId id) : Judge(id) {}
  Judgement At(int32_t) const override { return Unknown(Reason::kNotStated); }
};

// The required value itself cannot be compared.
class IncomparableJudge : public AttributeJudge {
 public:
  using AttributeJudge::AttributeJudge;
  Judgement Compare(int32_t) const override {
    return Unknown(Reason::kUnitsDiffer);
  }
};

class NumberJudge : public AttributeJudge {
 public:
  NumberJudge(index::ColumnId id, const AttributeColumn& column,
              const AttributeDefinition& definition,
              const model::NumberRange& required,
              const model::CriteriaSet& functions)
      : AttributeJudge(id, column),
        definition_(definition),
        required_{required.min.value_or(index::kOpen),
                  required.max.value_or(index::kOpen)},
        functions_(functions) {}

  Judgement Compare(int32_t entry) const override {
    return JudgeNumber(definition_.rule, required_,
                       {values().Min(entry), values().Max(entry)},
                       definition_.tolerance, functions_);
  }

 private:
  const AttributeDefinition& definition_;
  const Ends required_;
  const model::CriteriaSet& functions_;
};

class SizesJudge : public AttributeJudge {
 public:
  SizesJudge(index::ColumnId id, const AttributeColumn& column,
             const model::Sizes& required, bool any_orientation)
      : AttributeJudge(id, column), any_orientation_(any_orientation) {
    required_.fill(index::kOpen);
    std::copy(required.sizes.begin(), required.sizes.end(), required_.begin());
  }

  Judgement Compare(int32_t entry) const override {
    return JudgeFits(required_, values().Sizes(entry), any_orientation_);
  }

 private:
  std::array<int64_t, 3> required_;
  const bool any_orientation_;
};

class FlagJudge : public AttributeJudge {
 public:
  FlagJudge(index::ColumnId id, const AttributeColumn& column, bool required)
      : AttributeJudge(id, column), required_(required) {}

  Judgement Compare(int32_t entry) const override {
    return values().Flag(entry) == required_ ? Met(10000) : Unmet(0);
  }

 private:
  const bool required_;
};

class TextJudge : public AttributeJudge {
 public:
  TextJudge(index::ColumnId id, const AttributeColumn& column,
            const model::FoldedText& required)
      : AttributeJudge(id, column),
        required_(column.dictionary().Find(required.text)) {}

  Judgement Compare(int32_t entry) const override {
    return values().Text(entry) == required_ ? Met(10000)
                                             : Unknown(Reason::kTextDiffers);
  }

 private:
  const int32_t required_;
};

class CodesJudge : public AttributeJudge {
 public:
  CodesJudge(index::ColumnId id, const AttributeColumn& column,
             const AttributeDefinition& definition,
             const model::Codes& required, const model::CriteriaSet& functions)
      : AttributeJudge(id, column),
        match_(definition.rule == MatchRule::kAnyOf ? model::ListMatch::kAnyOf
                                                    : model::ListMatch::kAllOf),
        codes_held_(functions.codes_held),
        equivalent_(functions.material_match.At(2)) {
    for (const std::string& code : required.held) {
      Item& item = items_.emplace_back();
      item.code = column.dictionary().Find(code);
      if (definition.rule != MatchRule::kSameOrEquivalent) continue;
      for (const std::string& other : EquivalentsOf(definition, code)) {
        item.equivalents.push_back(column.dictionary().Find(other));
      }
    }
  }

  Judgement Compare(int32_t entry) const override {
    const ListView list = values().List(entry);
    ListVerdict verdict(match_, codes_held_);
    for (const Item& item : items_) verdict.Add(One(list, item));
    return verdict.Result();
  }

 private:
  struct Item {
    int32_t code;
    std::vector<int32_t> equivalents;
  };

  static std::vector<std::string> EquivalentsOf(
      const AttributeDefinition& definition, const std::string& code) {
    for (const auto& entry : definition.codes) {
      if (entry.code == code) return entry.equivalents;
    }
    return {};
  }

  Judgement One(const ListView& list, const Item& item) const {
    if (Contains(list.held, item.code)) return Met(10000, Reason::kListed);
    for (const int32_t other : item.equivalents) {
      if (Contains(list.held, other)) {
        return Met(equivalent_, Reason::kEquivalentListed);
      }
    }
    return JudgeAbsent(list, item.code);
  }

  const model::ListMatch match_;
  const model::ValueFunction& codes_held_;
  const int32_t equivalent_;
  std::vector<Item> items_;
};

// Classes: positions on the scale, 0 is the best.
class ClassJudge : public AttributeJudge {
 public:
  ClassJudge(index::ColumnId id, const AttributeColumn& column,
             const AttributeDefinition& definition,
             const model::Codes& required, const model::ValueFunction& steps)
      : AttributeJudge(id, column), steps_(steps) {
    for (size_t c = 0; c < definition.codes.size(); ++c) {
      const auto& code = definition.codes[c].code;
      if (std::binary_search(required.held.begin(), required.held.end(),
                             code)) {
        required_ = static_cast<int32_t>(c);  // the last, which is the worst
      }
    }
  }

  Judgement Compare(int32_t entry) const override {
    const ListView list = values().List(entry);
    if (list.held.empty()) return JudgeAbsent(list, required_);
    const int32_t best = list.held.front();
    const int32_t value = steps_.At(required_ - best);
    return best <= required_ ? Met(value) : Unmet(value);
  }

 private:
  int32_t required_ = 0;
  const model::ValueFunction& steps_;
};

// Compositions: every component within the tolerance.
class MixtureJudge : public AttributeJudge {
 public:
  MixtureJudge(index::ColumnId id, const AttributeColumn& column,
               const model::Mixture& required, int64_t tolerance)
      : AttributeJudge(id, column), tolerance_(tolerance) {
    for (const auto& [code, share] : required.parts) {
      required_.push_back({column.dictionary().Find(code), share});
    }
  }

  Judgement Compare(int32_t entry) const override {
    const auto offered = values().Mixture(entry);
    for (const auto& [code, share] : required_) {
      if (std::abs(Share(offered, code) - share) > tolerance_) return Unmet(0);
    }
    for (const auto& [code, share] : offered) {
      if (std::abs(Share(required_, code) - share) > tolerance_) {
        return Unmet(0);
      }
    }
    return Met(10000);
  }

 private:
  using Parts = std::span<const index::Component>;

  static int64_t Share(Parts parts, int32_t code) {
    for (const auto& [part, share] : parts) {
      if (part == code) return share;
    }
    return 0;
  }

  const int64_t tolerance_;
  std::vector<index::Component> required_;
};

}  // namespace

JudgePtr MakeAttributeJudge(const model::AttributeTest& test,
                            const JudgeContext& context) {
  const auto& functions = *context.program.criteria_set;
  const auto& definition =
      context.program.reference->attributes[test.required.attribute.index()];
  const auto id = index::ColumnId::Of(test.required.attribute);
  const auto* column = context.segment.attribute(test.required.attribute);
  if (column == nullptr) return std::make_unique<UnstatedJudge>(id);

  struct Visitor {
    index::ColumnId id;
    const AttributeColumn& column;
    const AttributeDefinition& definition;
    const model::CriteriaSet& functions;

    JudgePtr operator()(const model::Incomparable&) const {
      return std::make_unique<IncomparableJudge>(id, column);
    }
    JudgePtr operator()(const model::NumberRange& required) const {
      return std::make_unique<NumberJudge>(id, column, definition, required,
                                           functions);
    }
    JudgePtr operator()(const model::Sizes& required) const {
      return std::make_unique<SizesJudge>(id, column, required,
                                          definition.any_orientation);
    }
    JudgePtr operator()(bool required) const {
      return std::make_unique<FlagJudge>(id, column, required);
    }
    JudgePtr operator()(const model::Codes& required) const {
      if (definition.kind == model::AttributeKind::kClass) {
        return std::make_unique<ClassJudge>(id, column, definition, required,
                                            functions.class_steps);
      }
      return std::make_unique<CodesJudge>(id, column, definition, required,
                                          functions);
    }
    JudgePtr operator()(const model::Mixture& required) const {
      return std::make_unique<MixtureJudge>(id, column, required,
                                            definition.tolerance);
    }
    JudgePtr operator()(const model::FoldedText& required) const {
      return std::make_unique<TextJudge>(id, column, required);
    }
  };
  return std::visit(Visitor{id, *column, definition, functions},
                    test.required.value);
}

}  // namespace ketnoi::match
