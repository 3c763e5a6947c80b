// Judges of processes, materials and languages.

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

class ProcessJudge : public Judge {
 public:
  ProcessJudge(const model::ProcessTest& test, const JudgeContext& context)
      : test_(test),
        segment_(context.segment),
        codes_held_(context.program.criteria_set->codes_held) {}

  Judgement At(int32_t row) override {
    const ListView list = segment_.processes(row);
    ListVerdict verdict(test_.match, codes_held_);
    for (const auto process : test_.processes) {
      verdict.Add(JudgeItem(list, process.value));
    }
    return verdict.Result();
  }

 private:
  const model::ProcessTest& test_;
  const Segment& segment_;
  const model::ValueFunction& codes_held_;
};

class MaterialJudge : public Judge {
 public:
  MaterialJudge(const model::MaterialTest& test, const JudgeContext& context)
      : test_(test),
        segment_(context.segment),
        materials_(context.program.reference->materials),
        functions_(*context.program.criteria_set),
        same_(functions_.material_match.At(3)),
        equivalent_(functions_.material_match.At(2)),
        family_(functions_.material_match.At(1)) {}

  Judgement At(int32_t row) override {
    const ListView list = segment_.materials(row);
    ListVerdict verdict(test_.match, functions_.codes_held);
    for (const auto material : test_.materials) {
      const bool is_class =
          !materials_[material.index()].material_class.stated();
      verdict.Add(is_class ? Class(list, material) : Grade(list, material));
    }
    return verdict.Result();
  }

 private:
  bool HoldsGradeOf(const ListView& list, model::MaterialId material_class) {
    for (const int32_t held : list.held) {
      if (materials_[static_cast<size_t>(held)].material_class ==
          material_class) {
        return true;
      }
    }
    return false;
  }

  bool HoldsEquivalent(const ListView& list, const model::Material& material) {
    for (const auto equivalent : material.equivalents) {
      if (Contains(list.held, equivalent.value)) return true;
    }
    return false;
  }

  Judgement Class(const ListView& list, model::MaterialId required) {
    if (Contains(list.held, required.value) || HoldsGradeOf(list, required)) {
      return Met(10000, Reason::kListed);
    }
    return JudgeAbsent(list, required.value);
  }

  Judgement Grade(const ListView& list, model::MaterialId required) {
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

class LanguagesJudge : public Judge {
 public:
  LanguagesJudge(const model::LanguagesTest& test, const JudgeContext& context)
      : match_(test.match),
        segment_(context.segment),
        codes_held_(context.program.criteria_set->codes_held) {
    for (const std::string& language : test.languages) {
      languages_.push_back(segment_.language_codes().Find(language));
    }
  }

  Judgement At(int32_t row) override {
    const ListView list = segment_.languages(row);
    ListVerdict verdict(match_, codes_held_);
    for (const int32_t language : languages_) {
      verdict.Add(JudgeItem(list, language));
    }
    return verdict.Result();
  }

 private:
  const model::ListMatch match_;
  const Segment& segment_;
  const model::ValueFunction& codes_held_;
  std::vector<int32_t> languages_;  // -1: no supplier states it
};

}  // namespace

JudgePtr MakeListJudge(const model::LanguagesTest& test,
                       const JudgeContext& context) {
  return std::make_unique<LanguagesJudge>(test, context);
}

JudgePtr MakeListJudge(const model::ProcessTest& test,
                       const JudgeContext& context) {
  return std::make_unique<ProcessJudge>(test, context);
}

JudgePtr MakeListJudge(const model::MaterialTest& test,
                       const JudgeContext& context) {
  return std::make_unique<MaterialJudge>(test, context);
}

}  // namespace ketnoi::match
