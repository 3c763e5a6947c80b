#include "matcher/model/canonical_codes.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <utility>

#include "fmt/format.h"

namespace ketnoi::model {
namespace {

constexpr size_t kMostCodes = 200;
constexpr size_t kMostComponents = 10;
constexpr int32_t kWholeBp = 10'000;
constexpr int32_t kSlackBp = 100;  // sums of rounded shares

}  // namespace

CanonicalCodes::CanonicalCodes(const Reference& reference,
                               AttributeId attribute,
                               std::vector<ValueProblem>& problems)
    : reference_(reference),
      attribute_(attribute),
      definition_(reference.attributes[attribute.index()]),
      problems_(problems) {}

Codes CanonicalCodes::Lists(const StatedAttribute::CodeLists& stated) {
  Codes codes;
  codes.complete = stated.complete;
  codes.held = FindCodes(stated.held, "codes.values");
  codes.not_held = FindCodes(stated.not_held, "codes.not_held");
  if (stated.held.empty() && stated.not_held.empty() && !stated.complete) {
    Refuse("codes", "states no code, and not that there are none");
  }
  for (const std::string& code : codes.held) {
    if (std::binary_search(codes.not_held.begin(), codes.not_held.end(),
                           code)) {
      Refuse("codes.not_held", fmt::format("'{}' is held and not held", code));
    }
  }
  return codes;
}

Mixture CanonicalCodes::Composition(
    const std::vector<StatedAttribute::Component>& stated) {
  if (stated.empty() || stated.size() > kMostComponents) {
    Refuse("composition.components",
           fmt::format("{} components; 1 to {} are accepted", stated.size(),
                       kMostComponents));
    return {};
  }
  Mixture mixture;
  int32_t sum = 0;
  bool all_shares = true;
  for (size_t i = 0; i < stated.size(); ++i) {
    const std::string field = fmt::format("composition.components[{}]", i);
    const auto code = FindCode(stated[i].code, field + ".code");
    const int32_t share = ShareBp(stated[i].percent, field + ".percent");
    all_shares = all_shares && share > 0;
    sum += share;
    if (code) mixture.parts.emplace_back(*code, share);
  }
  if (all_shares && std::abs(sum - kWholeBp) > kSlackBp) {
    Refuse("composition.components",
           fmt::format("the shares sum to {} %, not to 99 to 101 %",
                       DecimalText(sum, 2)));
  }
  SortComponents(mixture);
  return mixture;
}

void CanonicalCodes::Refuse(std::string_view field, std::string description) {
  problems_.push_back({std::string(field), std::move(description)});
}

std::optional<std::string> CanonicalCodes::FindCode(const std::string& text,
                                                    std::string_view field) {
  std::optional<std::string> code = reference_.FindCode(attribute_, text);
  if (!code) {
    Refuse(field, fmt::format("'{}' is not a code of '{}'{}", text,
                              definition_.id, SomeCodes()));
  }
  return code;
}

std::string CanonicalCodes::SomeCodes() const {
  constexpr size_t kShown = 5;
  const auto& codes = definition_.codes;
  std::string text;
  for (size_t i = 0; i < std::min(codes.size(), kShown); ++i) {
    text += (i == 0 ? "; accepted: " : ", ") + codes[i].code;
  }
  return codes.size() > kShown ? text + ", ..." : text;
}

std::vector<std::string> CanonicalCodes::FindCodes(
    const std::vector<std::string>& stated, std::string_view field) {
  std::vector<std::string> codes;
  if (stated.size() > kMostCodes) {
    Refuse(field, fmt::format("{} codes; at most {} are accepted",
                              stated.size(), kMostCodes));
    return codes;
  }
  for (size_t i = 0; i < stated.size(); ++i) {
    const std::string item = fmt::format("{}[{}]", field, i);
    const std::optional<std::string> code = FindCode(stated[i], item);
    if (!code) continue;
    const auto place = std::lower_bound(codes.begin(), codes.end(), *code);
    if (place != codes.end() && *place == *code) {
      Refuse(item, fmt::format("'{}' is there twice", *code));
    } else {
      codes.insert(place, *code);
    }
  }
  return codes;
}

int32_t CanonicalCodes::ShareBp(double percent, std::string_view field) {
  const std::optional<Decimal> decimal = DecimalFromDouble(percent);
  const auto share =
      decimal ? Rescale(*decimal, 1, 1, {}, 2) : std::optional<int64_t>();
  if (share && *share > 0 && *share <= kWholeBp) {
    return static_cast<int32_t>(*share);
  }
  Refuse(field, fmt::format("{} % is not above 0 and at most 100",
                            NumberText(percent)));
  return 0;
}

void CanonicalCodes::SortComponents(Mixture& mixture) {
  auto& parts = mixture.parts;
  std::sort(parts.begin(), parts.end());
  for (size_t i = 1; i < parts.size(); ++i) {
    if (parts[i].first == parts[i - 1].first) {
      Refuse("composition.components",
             fmt::format("'{}' is there twice", parts[i].first));
    }
  }
}

}  // namespace ketnoi::model
