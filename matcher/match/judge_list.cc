// Judges of lists: processes, materials, languages, industries, customers.

#include <string>
#include <utility>
#include <vector>

#include "matcher/match/judge.h"
#include "matcher/match/list_rules.h"

namespace ketnoi::match {
namespace {

using index::ListView;
using index::Segment;
using model::MaterialAcceptance;

// A list of which each item is held, not held, or unknown.
class ListJudge : public Judge {
 public:
  // `items`: numbers; -1: one that no row states.
  ListJudge(index::Field field, std::vector<int32_t> items,
            model::ListMatch match, const JudgeContext& context)
      : Judge(index::ColumnId::Of(field)),
        field_(field),
        items_(std::move(items)),
        match_(match),
        segment_(context.segment),
        codes_held_(context.program.criteria_set->codes_held) {}

  Judgement At(int32_t entry) const override {
    const ListView list = segment_.list(field_, entry);
    ListVerdict verdict(match_, codes_held_);
    for (const int32_t item : items_) verdict.Add(JudgeItem(list, item));
    return verdict.Result();
  }

  Verdict VerdictAt(int32_t entry) const override {
    const ListView list = segment_.list(field_, entry);
    return CombineVerdicts(match_, items_, [&](int32_t item) {
      return JudgeItem(list, item).verdict;
    });
  }

 private:
  const index::Field field_;
  const std::vector<int32_t> items_;
  const model::ListMatch match_;
  const Segment& segment_;
  const model::ValueFunction& codes_held_;
};

template <class Tag>
std::vector<int32_t> Numbers(const std::vector<model::Id<Tag>>& ids) {
  std::vector<int32_t> numbers;
  for (const auto id : ids) numbers.push_back(id.value);
  return numbers;
}

std::vector<int32_t> Numbers(const std::vector<std::string>& codes,
                             const index::Dictionary& dictionary) {
  std::vector<int32_t> numbers;
  for (const std::string& code : codes) {
    numbers.push_back(dictionary.Find(code));
  }
  return numbers;
}

class MaterialJudge : public Judge {
 public:
  MaterialJudge(const model::MaterialTest& test, const JudgeContext& context)
      : Judge(index::ColumnId::Of(index::Field::kMaterials)),
        test_(test),
        segment_(context.segment),
        materials_(context.program.reference->materials),
        functions_(*context.program.criteria_set),
        same_(functions_.material_match.At(3)),
        equivalent_(functions_.material_match.At(2)),
        family_(functions_.material_match.At(1)) {}

  Judgement At(int32_t entry) const override {
    const ListView list = segment_.list(index::Field::kMaterials, entry);
    ListVerdict verdict(test_.match, functions_.codes_held);
    for (const auto material : test_.materials) {
      verdict.Add(One(list, material));
    }
    return verdict.Result();
  }

  Verdict VerdictAt(int32_t entry) const override {
    const ListView list = segment_.list(index::Field::kMaterials, entry);
    return CombineVerdicts(test_.match, test_.materials,
                           [&](model::MaterialId material) {
                             return One(list, material).verdict;
                           });
  }

 private:
  Judgement One(const ListView& list, model::MaterialId required) const {
    const bool is_class = !materials_[required.index()].material_class.stated();
    return is_class ? Class(list, required) : Grade(list, required);
  }

  bool HoldsGradeOf(const ListView& list,
                    model::MaterialId material_class) const {
    for (const int32_t held : list.held) {
      if (materials_[static_cast<size_t>(held)].material_class ==
          material_class) {
        return true;
      }
    }
    return false;
  }

  bool HoldsEquivalent(const ListView& list,
                       const model::Material& material) const {
    for (const auto equivalent : material.equivalents) {
      if (Contains(list.held, equivalent.value)) return true;
    }
    return false;
  }

  Judgement Class(const ListView& list, model::MaterialId required) const {
    if (Contains(list.held, required.value) || HoldsGradeOf(list, required)) {
      return Met(10000, Reason::kListed);
    }
    return JudgeAbsent(list, required.value);
  }

  Judgement Grade(const ListView& list, model::MaterialId required) const {
    const model::Material& material = materials_[required.index()];
    const auto material_class = material.material_class;
    if (Contains(list.held, required.value)) return Met(same_, Reason::kListed);
    const bool equivalent = HoldsEquivalent(list, material);
    if (equivalent && test_.acceptance != MaterialAcceptance::kSame) {
      return Met(equivalent_, Reason::kEquivalentListed);
    }
    const bool class_held = Contains(list.held, material_class.value);
    if (test_.acceptance == MaterialAcceptance::kFamily &&
        (class_held || HoldsGradeOf(list, material_class))) {
      return Met(family_, Reason::kClassListed);
    }
    if (Contains(list.not_held, required.value)) {
      return Unmet(0, Reason::kExplicitlyNotHeld);
    }
    if (class_held) return Unknown(Reason::kOnlyClassStated);
    if (Contains(list.not_held, material_class.value)) {
      return Unmet(0, Reason::kExplicitlyNotHeld);
    }
    if (equivalent && !list.complete) {
      return Unknown(Reason::kEquivalentNeedsAccepting);
    }
    return JudgeAbsent(list, required.value);
  }

  const model::MaterialTest& test_;
  const Segment& segment_;
  const std::vector<model::Material>& materials_;
  const model::CriteriaSet& functions_;
  const int32_t same_;
  const int32_t equivalent_;
  const int32_t family_;
};

}  // namespace

JudgePtr MakeListJudge(const model::ProcessTest& test,
                       const JudgeContext& context) {
  return std::make_unique<ListJudge>(
      index::Field::kProcesses, Numbers(test.processes), test.match, context);
}

JudgePtr MakeListJudge(const model::LanguagesTest& test,
                       const JudgeContext& context) {
  return std::make_unique<ListJudge>(
      index::Field::kLanguages,
      Numbers(test.languages, context.segment.language_codes()), test.match,
      context);
}

JudgePtr MakeListJudge(const model::IndustriesServedTest& test,
                       const JudgeContext& context) {
  return std::make_unique<ListJudge>(
      index::Field::kIndustries, Numbers(test.industries), test.match, context);
}

JudgePtr MakeListJudge(const model::CustomersServedTest& test,
                       const JudgeContext& context) {
  return std::make_unique<ListJudge>(
      index::Field::kCustomers,
      Numbers(test.customers, context.segment.customer_codes()), test.match,
      context);
}

JudgePtr MakeListJudge(const model::MaterialTest& test,
                       const JudgeContext& context) {
  return std::make_unique<MaterialJudge>(test, context);
}

}  // namespace ketnoi::match
