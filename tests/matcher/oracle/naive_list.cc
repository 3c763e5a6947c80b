#include "tests/matcher/oracle/naive_list.h"

#include <cstdint>

namespace ketnoi::oracle {
namespace {

using match::Judgement;
using match::Reason;
using match::Verdict;
using model::MaterialAcceptance;
using model::MaterialId;

const Judgement* FirstWith(const std::vector<Judgement>& items,
                           Verdict verdict) {
  for (const Judgement& item : items) {
    if (item.verdict == verdict) return &item;
  }
  return nullptr;
}

bool AnyGradeHeld(const model::Reference& reference,
                  const model::StatedList<MaterialId>& list,
                  MaterialId material_class) {
  for (const MaterialId held : list.held) {
    if (reference.materials[held.index()].material_class == material_class) {
      return true;
    }
  }
  return false;
}

bool AnyEquivalentHeld(const model::Reference& reference,
                       const model::StatedList<MaterialId>& list,
                       MaterialId grade) {
  for (const MaterialId other :
       reference.materials[grade.index()].equivalents) {
    if (Contains(list.held, other)) return true;
  }
  return false;
}

Judgement JudgeGrade(const model::Reference& reference,
                     const model::CriteriaSet& criteria_set,
                     const model::StatedList<MaterialId>& list,
                     MaterialId grade, MaterialAcceptance acceptance) {
  const MaterialId its_class =
      reference.materials[grade.index()].material_class;
  const bool class_held = Contains(list.held, its_class);
  const bool equivalent_held = AnyEquivalentHeld(reference, list, grade);
  const auto& match_value = criteria_set.material_match;
  if (Contains(list.held, grade)) {
    return Met(FunctionValue(match_value, 3), Reason::kListed);
  }
  if (equivalent_held && acceptance != MaterialAcceptance::kSame) {
    return Met(FunctionValue(match_value, 2), Reason::kEquivalentListed);
  }
  if (acceptance == MaterialAcceptance::kFamily &&
      (class_held || AnyGradeHeld(reference, list, its_class))) {
    return Met(FunctionValue(match_value, 1), Reason::kClassListed);
  }
  if (Contains(list.not_held, grade)) {
    return Unmet(0, Reason::kExplicitlyNotHeld);
  }
  if (class_held) return Unknown(0, Reason::kOnlyClassStated);
  if (Contains(list.not_held, its_class)) {
    return Unmet(0, Reason::kExplicitlyNotHeld);
  }
  if (list.complete) return Unmet(0, Reason::kNotOnCompleteList);
  if (equivalent_held) return Unknown(0, Reason::kEquivalentNeedsAccepting);
  return JudgeAbsence(list);
}

}  // namespace

Judgement JudgeMaterial(const model::Reference& reference,
                        const model::CriteriaSet& criteria_set,
                        const model::StatedList<MaterialId>& list,
                        MaterialId wanted, MaterialAcceptance acceptance) {
  const bool is_class =
      !reference.materials[wanted.index()].material_class.stated();
  if (!is_class) {
    return JudgeGrade(reference, criteria_set, list, wanted, acceptance);
  }
  if (AnyGradeHeld(reference, list, wanted)) return Met(10000, Reason::kListed);
  return JudgeItem(list, wanted);
}

Judgement AllOf(const model::CriteriaSet& criteria_set,
                const std::vector<Judgement>& items) {
  const auto count = static_cast<int64_t>(items.size());
  int64_t met = 0;
  int64_t sum = 0;
  for (const Judgement& item : items) {
    if (item.verdict != Verdict::kMet) continue;
    ++met;
    sum += item.value;
  }
  const int64_t counts =
      FunctionValue(criteria_set.codes_held, met * kWhole / count);
  const auto value = static_cast<int32_t>(sum / count * counts / kWhole);
  if (const Judgement* unmet = FirstWith(items, Verdict::kUnmet)) {
    return Unmet(value, unmet->reason);
  }
  if (const Judgement* unknown = FirstWith(items, Verdict::kUnknown)) {
    return Unknown(value, unknown->reason);
  }
  for (const Judgement& item : items) {
    if (item.reason != Reason::kListed) return Met(value, item.reason);
  }
  return Met(value, Reason::kListed);
}

Judgement AnyOf(const std::vector<Judgement>& items) {
  const Judgement* best = nullptr;
  for (const Judgement& item : items) {
    if (item.verdict != Verdict::kMet) continue;
    if (best == nullptr || item.value > best->value) best = &item;
  }
  if (best != nullptr) return *best;
  if (const Judgement* unknown = FirstWith(items, Verdict::kUnknown)) {
    return Unknown(0, unknown->reason);
  }
  return Unmet(0, items.front().reason);
}

Judgement Combine(const model::CriteriaSet& criteria_set,
                  model::ListMatch match, const std::vector<Judgement>& items) {
  return match == model::ListMatch::kAllOf ? AllOf(criteria_set, items)
                                           : AnyOf(items);
}

}  // namespace ketnoi::oracle
