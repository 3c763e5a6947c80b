#include "benchmarks/generator/attribute_draw.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "benchmarks/generator/ladder.h"
#include "benchmarks/generator/typical_value.h"

namespace ketnoi::generator {
namespace {

using ketnoi::v1::AttributeDefinition;
using ketnoi::v1::AttributeValue;

// How far a single value may be from the firm's quality, per mille.
constexpr int kSpread = 250;
// Sizes of boxes; all other sizes are of plates.
constexpr std::string_view kBoxes[] = {"part_size_mm", "envelope_mm",
                                       "bath_size_mm", "size_mm"};
// Shares in which yarn and fabric are commonly blended, per cent.
struct Blend {
  std::string_view first;
  int percent;
  std::string_view second;
};
constexpr Blend kBlends[] = {{"polyester", 100, ""},
                             {"cotton", 100, ""},
                             {"polyester", 65, "cotton"},
                             {"cotton", 60, "polyester"},
                             {"polyester", 88, "spandex"},
                             {"cotton", 95, "spandex"},
                             {"nylon", 80, "spandex"},
                             {"viscose", 70, "polyester"},
                             {"rpet", 100, ""},
                             {"polyester", 90, "spandex"}};

struct Scale {
  std::string unit;
  std::vector<Micro> steps;
};

// The values of the attribute in one of the units in use; empty if unknown.
Scale DrawScale(const AttributeDefinition& definition, Random& random) {
  const auto rows = TypicalValues(
      fmt::format("{}.{}", definition.category(), definition.attribute()));
  if (rows.empty()) return {};
  std::vector<int> shares;
  for (const TypicalValue* row : rows) shares.push_back(row->share);
  const TypicalValue& row = *rows[random.Weighted(shares)];
  const bool canonical = row.unit == definition.unit();
  const bool whole = canonical && definition.decimals() == 0;
  std::vector<Micro> steps =
      Ladder(ParseMicro(row.low), ParseMicro(row.high), whole ? kMicro : 1);
  if (row.unit == "AWG") {  // gauges are listed by whole numbers
    for (Micro& step : steps) step -= step % kMicro;
  }
  const bool understood = canonical && !definition.unit_required();
  return {understood ? "" : std::string(row.unit), std::move(steps)};
}

// A position near `level` of 0 to 1,000.
size_t StepNear(int64_t level, size_t count, Random& random) {
  const int64_t moved =
      std::clamp<int64_t>(level + random.Between(-kSpread, kSpread), 0, 1000);
  return static_cast<size_t>(moved) * (count - 1) / 1000;
}

void SetRange(Micro low, Micro high, AttributeValue& value) {
  value.mutable_range()->set_min(ToDouble(low));
  value.mutable_range()->set_max(ToDouble(high));
}

// A wide range: both ends lie in the outer parts of the scale, further out for
// a better firm.
void DrawWideRange(const std::vector<Micro>& steps, int quality, Random& random,
                   AttributeValue& value) {
  const int64_t last = static_cast<int64_t>(steps.size()) - 1;
  const int64_t reach = std::max<int64_t>(1, last * (2000 - quality) / 4500);
  const int64_t low = random.Between(0, reach);
  const int64_t high = std::max(low, last - random.Between(0, reach));
  SetRange(steps[static_cast<size_t>(low)], steps[static_cast<size_t>(high)],
           value);
}

// A narrow range anywhere on the scale.
void DrawNarrowRange(const std::vector<Micro>& steps, Random& random,
                     AttributeValue& value) {
  const int64_t last = static_cast<int64_t>(steps.size()) - 1;
  const int64_t low = random.Between(0, last * 3 / 4);
  const int64_t high =
      std::min(last, low + random.Between(1, std::max<int64_t>(1, last / 5)));
  SetRange(steps[static_cast<size_t>(low)], steps[static_cast<size_t>(high)],
           value);
}

bool DrawNumber(const AttributeDefinition& definition, int quality,
                Random& random, AttributeValue& value) {
  const Scale scale = DrawScale(definition, random);
  if (scale.steps.empty()) return false;
  value.set_unit(scale.unit);
  const size_t count = scale.steps.size();
  switch (definition.rule()) {
    case ketnoi::v1::MATCH_RULE_AT_MOST:
      value.set_number(
          ToDouble(scale.steps[StepNear(1000 - quality, count, random)]));
      return true;
    case ketnoi::v1::MATCH_RULE_COVERS:
      DrawWideRange(scale.steps, quality, random, value);
      return true;
    case ketnoi::v1::MATCH_RULE_INSIDE:
    case ketnoi::v1::MATCH_RULE_OVERLAPS:
      DrawNarrowRange(scale.steps, random, value);
      return true;
    default:
      value.set_number(ToDouble(scale.steps[StepNear(quality, count, random)]));
      return true;
  }
}

bool DrawDimensions(const AttributeDefinition& definition, int quality,
                    Random& random, AttributeValue& value) {
  const Scale scale = DrawScale(definition, random);
  if (scale.steps.empty()) return false;
  value.set_unit(scale.unit);
  const bool box = std::find(std::begin(kBoxes), std::end(kBoxes),
                             definition.attribute()) != std::end(kBoxes);
  int64_t step =
      static_cast<int64_t>(StepNear(quality, scale.steps.size(), random));
  for (int size = 0; size < (box ? 3 : 2); ++size) {
    value.mutable_dimensions()->add_sizes(
        ToDouble(scale.steps[static_cast<size_t>(step)]));
    step = std::max<int64_t>(0, step - random.Between(0, 3));
  }
  return true;
}

bool DrawCodes(const AttributeDefinition& definition, int quality,
               Random& random, AttributeValue& value) {
  std::vector<std::string> left;
  for (const auto& code : definition.codes()) left.push_back(code.code());
  if (left.empty()) return false;
  const int64_t count = static_cast<int64_t>(left.size());
  const int64_t held =
      random.Between(1, std::min(count, 2 + quality * count / 1400));
  for (int64_t i = 0; i < held; ++i) {
    const auto drawn = left.begin() + random.Between(0, count - 1 - i);
    value.mutable_codes()->add_values(*drawn);
    left.erase(drawn);
  }
  if (!left.empty() && random.Chance(60)) {
    value.mutable_codes()->add_not_held(left.front());
  }
  return true;
}

// Position of a class; the last one if there is no such class.
size_t PositionOf(const AttributeDefinition& definition,
                  std::string_view code) {
  int position = 0;
  while (position + 1 < definition.codes_size() &&
         definition.codes(position).code() != code) {
    ++position;
  }
  return static_cast<size_t>(position);
}

bool DrawClass(const AttributeDefinition& definition, int quality,
               Random& random, AttributeValue& value) {
  if (definition.codes().empty()) return false;
  size_t best = 0;
  size_t worst = static_cast<size_t>(definition.codes_size()) - 1;
  for (const TypicalValue* row : TypicalValues(fmt::format(
           "{}.{}", definition.category(), definition.attribute()))) {
    best = PositionOf(definition, row->high);
    worst = PositionOf(definition, row->low);
  }
  const size_t position =
      best + StepNear(1000 - quality, worst - best + 1, random);
  value.mutable_codes()->add_values(
      definition.codes(static_cast<int>(position)).code());
  return true;
}

bool HasCode(const AttributeDefinition& definition, std::string_view code) {
  for (const auto& known : definition.codes()) {
    if (known.code() == code) return true;
  }
  return false;
}

void AddComponent(std::string_view code, int percent, AttributeValue& value) {
  auto* component = value.mutable_composition()->add_components();
  component->set_code(std::string(code));
  component->set_percent(percent);
}

bool DrawComposition(const AttributeDefinition& definition, Random& random,
                     AttributeValue& value) {
  const Blend& blend = kBlends[random.Between(0, std::ssize(kBlends) - 1)];
  if (!HasCode(definition, blend.first)) return false;
  if (!blend.second.empty() && !HasCode(definition, blend.second)) return false;
  AddComponent(blend.first, blend.percent, value);
  if (!blend.second.empty()) {
    AddComponent(blend.second, 100 - blend.percent, value);
  }
  return true;
}

bool DrawValue(const AttributeDefinition& definition, int quality,
               Random& random, AttributeValue& value) {
  switch (definition.kind()) {
    case ketnoi::v1::ATTRIBUTE_KIND_NUMBER:
      return DrawNumber(definition, quality, random, value);
    case ketnoi::v1::ATTRIBUTE_KIND_DIMENSIONS:
      return DrawDimensions(definition, quality, random, value);
    case ketnoi::v1::ATTRIBUTE_KIND_FLAG:
      value.set_flag(random.Chance(500 + quality / 2));
      return true;
    case ketnoi::v1::ATTRIBUTE_KIND_CODES:
      return DrawCodes(definition, quality, random, value);
    case ketnoi::v1::ATTRIBUTE_KIND_CLASS:
      return DrawClass(definition, quality, random, value);
    case ketnoi::v1::ATTRIBUTE_KIND_COMPOSITION:
      return DrawComposition(definition, random, value);
    default:
      return false;
  }
}

}  // namespace

std::optional<AttributeValue> DrawOffered(const AttributeDefinition& definition,
                                          int quality, Random& random) {
  AttributeValue value;
  value.set_attribute(definition.attribute());
  if (!DrawValue(definition, quality, random, value)) return std::nullopt;
  return value;
}

std::optional<AttributeValue> DrawRequired(
    const AttributeDefinition& definition, Random& random) {
  AttributeValue value;
  value.set_attribute(definition.attribute());
  // The quality of a weak firm makes a demand that most can meet.
  if (definition.rule() == ketnoi::v1::MATCH_RULE_COVERS) {
    const Scale scale = DrawScale(definition, random);
    if (scale.steps.empty()) return std::nullopt;
    value.set_unit(scale.unit);
    const size_t middle = scale.steps.size() / 2;
    SetRange(scale.steps[middle - middle / 4], scale.steps[middle], value);
    return value;
  }
  if (definition.kind() == ketnoi::v1::ATTRIBUTE_KIND_FLAG) {
    value.set_flag(true);
    return value;
  }
  if (definition.kind() == ketnoi::v1::ATTRIBUTE_KIND_CODES) {
    if (definition.codes_size() == 0) return std::nullopt;
    value.mutable_codes()->add_values(
        definition
            .codes(static_cast<int>(
                random.Between(0, definition.codes_size() - 1)))
            .code());
    return value;
  }
  if (!DrawValue(definition, 350, random, value)) return std::nullopt;
  return value;
}

}  // namespace ketnoi::generator
