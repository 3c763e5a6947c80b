#include "tests/testing/random_values.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace ketnoi::testing {
namespace {

using model::AttributeKind;
using model::AttributeValue;
using model::NumberRange;
using model::Reference;

constexpr int64_t kLargestScale = 100000000000000000;

// One end, the other, or both; mostly in a tiny domain that has negative
// numbers.
NumberRange RandomRange(Dice& dice) {
  const int64_t scale = RandomScale(dice);
  // Next to a round number, so that ratios are next to one as well.
  const int64_t off = scale == 1 ? 0 : dice.Between(-1, 1);
  const int64_t a = dice.Between(-1, 6) * scale + off;
  const int64_t b = a + dice.Pick(std::vector<int>{0, 0, 1, 3}) * scale;
  switch (dice.Below(4)) {
    case 0:
      return {a, std::nullopt};
    case 1:
      return {std::nullopt, b};
    default:
      return {a, b};
  }
}

model::Sizes RandomSizes(bool any_orientation, Dice& dice) {
  model::Sizes sizes;
  for (int n = dice.Between(1, 3); n > 0; --n) {
    sizes.sizes.push_back(dice.Between(1, 4) * RandomScale(dice));
  }
  if (any_orientation) std::sort(sizes.sizes.begin(), sizes.sizes.end());
  return sizes;
}

model::Mixture RandomMixture(Dice& dice) {
  const int32_t share = dice.Between(0, 20) * 500;
  model::Mixture mixture;
  if (share > 0) mixture.parts.emplace_back("A", share);
  if (share < 10000) {
    mixture.parts.emplace_back(dice.Chance(70) ? "B" : "C", 10000 - share);
  }
  return mixture;
}

std::vector<std::string> CodesOf(const model::AttributeDefinition& definition) {
  std::vector<std::string> codes;
  for (const auto& entry : definition.codes) codes.push_back(entry.code);
  if (definition.open_vocabulary) codes.push_back("OTHER");
  return codes;
}

// `list`: what the supplier says of codes, or the codes that are required.
AttributeValue RandomValue(const Reference& reference,
                           model::AttributeId attribute, model::Codes list,
                           Dice& dice) {
  const auto& definition = reference.attributes[attribute.index()];
  AttributeValue value;
  value.attribute = attribute;
  value.as_stated = "as stated";
  if (dice.Chance(5)) {
    value.value = model::Incomparable{};
    return value;
  }
  switch (definition.kind) {
    case AttributeKind::kNumber:
      value.value = RandomRange(dice);
      break;
    case AttributeKind::kDimensions:
      value.value = RandomSizes(definition.any_orientation, dice);
      break;
    case AttributeKind::kFlag:
      value.value = dice.Chance(50);
      break;
    case AttributeKind::kCodes:
    case AttributeKind::kClass:
      value.value = std::move(list);
      break;
    case AttributeKind::kComposition:
      value.value = RandomMixture(dice);
      break;
    case AttributeKind::kText:
      value.value = model::FoldedText{dice.Chance(50) ? "one" : "two"};
      break;
  }
  return value;
}

}  // namespace

int64_t RandomScale(Dice& dice) {
  if (dice.Chance(85)) return 1;
  return dice.Pick(std::vector<int64_t>{7, 1000, 1000000000, kLargestScale});
}

int32_t RandomCount(Dice& dice) {
  const int32_t count = dice.Between(0, 5);
  return dice.Chance(5) ? count * 100000000 + dice.Between(0, 1) : count;
}

model::Quantity RandomQuantity(int32_t low, Dice& dice) {
  const int64_t scale = std::min<int64_t>(RandomScale(dice), 1000000000000);
  return {dice.Between(low, 12) * 500 * scale,
          {dice.Pick(std::vector<int32_t>{0, 0, 0, 1, 2, -1})}};
}

std::vector<std::string> Customers() { return {"canon", "honda", "samsung"}; }

std::vector<std::string> Languages() { return {"en", "ja", "vi"}; }

bool Applies(const Reference& reference, model::AttributeId attribute,
             model::CategoryId category) {
  const auto& definition = reference.attributes[attribute.index()];
  return reference.FindAttribute(category, definition.id) == attribute;
}

AttributeValue RandomRequiredValue(const Reference& reference,
                                   model::AttributeId attribute, Dice& dice) {
  const auto& definition = reference.attributes[attribute.index()];
  model::Codes codes;
  if (!definition.codes.empty()) {
    codes.held = dice.SomeOf(CodesOf(definition), 30);
  }
  return RandomValue(reference, attribute, std::move(codes), dice);
}

AttributeValue RandomOfferedValue(const Reference& reference,
                                  model::AttributeId attribute, Dice& dice) {
  const auto& definition = reference.attributes[attribute.index()];
  return RandomValue(reference, attribute,
                     RandomLists<model::Codes>(CodesOf(definition), dice),
                     dice);
}

}  // namespace ketnoi::testing
