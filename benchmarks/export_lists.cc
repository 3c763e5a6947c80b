#include "benchmarks/export_lists.h"

#include <map>
#include <optional>
#include <utility>

#include "fmt/format.h"

namespace ketnoi::benchmarks {
namespace {

using match::Verdict;

constexpr int32_t kBits = 62;
constexpr int64_t kWhole = 10'000;

int64_t Bit(int32_t item) { return int64_t{1} << (item % kBits); }

}  // namespace

Text ListColumns::Test(Side side, const std::vector<int32_t>& items,
                       bool all) const {
  std::map<int32_t, int64_t> masks;  // by word
  for (const int32_t item : items) masks[item / kBits] |= Bit(item);
  std::vector<Text> tests;
  for (const auto& [word, mask] : masks) {
    const auto value = [list = list_, side, word = word](const RowSource& row) {
      const NumberedList numbers = list(row);
      int64_t bits = 0;
      for (const int32_t item :
           side == Side::kHeld ? numbers.held : numbers.not_held) {
        if (item / kBits == word) bits |= Bit(item);
      }
      return std::optional<int64_t>(bits);
    };
    const Text column = tables_.Use(
        fmt::format("{}_{}_{}", name_,
                    side == Side::kHeld ? "held" : "not_held", word),
        value);
    const Text bits = Both("({} & {})", column, Number(mask));
    tests.push_back(all ? Equals(bits, mask) : Not(Equals(bits, 0)));
  }
  return all ? AllOf(tests) : AnyOf(tests);
}

Text ListColumns::HoldsAnyOf(const std::vector<int32_t>& items) const {
  return Test(Side::kHeld, items, false);
}

Text ListColumns::HoldsAllOf(const std::vector<int32_t>& items) const {
  return Test(Side::kHeld, items, true);
}

Text ListColumns::ExcludesAnyOf(const std::vector<int32_t>& items) const {
  return Test(Side::kNotHeld, items, false);
}

Text ListColumns::ExcludesAllOf(const std::vector<int32_t>& items) const {
  return Test(Side::kNotHeld, items, true);
}

Text ListColumns::Complete() const {
  return Equals(
      tables_.Use(name_ + "_complete",
                  [list = list_](const RowSource& row) {
                    return std::optional<int64_t>(list(row).complete ? 1 : 0);
                  }),
      1);
}

JudgedCriterion JudgeList(const ListColumns& list,
                          const std::vector<int32_t>& items,
                          model::ListMatch match,
                          const model::ValueFunction& codes_held,
                          int64_t weight_bp) {
  const Points all = FixedPoints(weight_bp, kWhole);
  const Points none = FixedPoints(weight_bp, 0);
  if (match == model::ListMatch::kAnyOf) {
    return {{{list.HoldsAnyOf(items), Verdict::kMet, all},
             {AnyOf({list.Complete(), list.ExcludesAllOf(items)}),
              Verdict::kUnmet, none},
             {{}, Verdict::kUnknown, none}}};
  }
  const auto count = static_cast<int64_t>(items.size());
  const auto points_of = [&](int64_t held) {
    const int64_t mean = held * kWhole / count;
    return FixedPoints(weight_bp, mean * codes_held.At(mean) / kWhole);
  };
  Points part = none;
  if (count > 1) {
    Text held = Number(0);
    for (const int32_t item : items) {
      held = Both("({} + {})", held,
                  Choose({{list.HoldsAllOf({item}), Number(1)}}, Number(0)));
    }
    std::vector<Choice> choices;
    for (int64_t k = 1; k < count; ++k) {
      choices.push_back({Equals(held, k), points_of(k).text});
    }
    part = {Choose(std::move(choices), none.text), std::nullopt};
  }
  return {{{list.HoldsAllOf(items), Verdict::kMet, points_of(count)},
           {AnyOf({list.Complete(), list.ExcludesAnyOf(items)}),
            Verdict::kUnmet, part},
           {{}, Verdict::kUnknown, part}}};
}

JudgedCriterion JudgeMaterial(const ListColumns& list,
                              const model::MaterialTest& test,
                              const std::vector<model::Material>& materials,
                              const model::ValueFunction& material_match,
                              int64_t weight_bp) {
  const int32_t id = test.materials.front().value;
  const model::Material& material = materials[static_cast<size_t>(id)];
  const bool is_class = !material.material_class.stated();
  const int32_t class_id = is_class ? id : material.material_class.value;
  std::vector<int32_t> family = {class_id};
  for (size_t other = 0; other < materials.size(); ++other) {
    if (materials[other].material_class.value == class_id) {
      family.push_back(static_cast<int32_t>(other));
    }
  }
  JudgedCriterion judged;
  const auto add = [&](Text when, Verdict verdict, int64_t value) {
    judged.branches.push_back(
        {std::move(when), verdict, FixedPoints(weight_bp, value)});
  };
  if (is_class) {
    add(list.HoldsAnyOf(family), Verdict::kMet, kWhole);
    add(list.ExcludesAnyOf({id}), Verdict::kUnmet, 0);
  } else {
    add(list.HoldsAnyOf({id}), Verdict::kMet, material_match.At(3));
    if (test.acceptance != model::MaterialAcceptance::kSame &&
        !material.equivalents.empty()) {
      std::vector<int32_t> equivalents;
      for (const auto other : material.equivalents) {
        equivalents.push_back(other.value);
      }
      add(list.HoldsAnyOf(equivalents), Verdict::kMet, material_match.At(2));
    }
    if (test.acceptance == model::MaterialAcceptance::kFamily) {
      add(list.HoldsAnyOf(family), Verdict::kMet, material_match.At(1));
    }
    add(list.ExcludesAnyOf({id}), Verdict::kUnmet, 0);
    add(list.HoldsAnyOf({class_id}), Verdict::kUnknown, 0);
    add(list.ExcludesAnyOf({class_id}), Verdict::kUnmet, 0);
  }
  add(list.Complete(), Verdict::kUnmet, 0);
  add({}, Verdict::kUnknown, 0);
  return judged;
}

}  // namespace ketnoi::benchmarks
