// Reference::FinishAttributes: checks definitions of attributes and indexes
// their codes.

#include <algorithm>
#include <cstddef>

#include "fmt/format.h"
#include "matcher/model/reference.h"

namespace ketnoi::model {
namespace {

using Definition = AttributeDefinition;

absl::Status Wrong(const Definition& definition, std::string_view what) {
  return absl::InvalidArgumentError(
      fmt::format("attribute '{}' {}", definition.id, what));
}

bool HasCodes(AttributeKind kind) {
  return kind == AttributeKind::kCodes || kind == AttributeKind::kClass ||
         kind == AttributeKind::kComposition;
}

bool HasUnit(AttributeKind kind) {
  return kind == AttributeKind::kNumber || kind == AttributeKind::kDimensions;
}

bool RuleFits(AttributeKind kind, MatchRule rule) {
  switch (rule) {
    case MatchRule::kAtMost:
    case MatchRule::kAtLeast:
    case MatchRule::kCovers:
    case MatchRule::kInside:
    case MatchRule::kOverlaps:
      return kind == AttributeKind::kNumber;
    case MatchRule::kEqualWithin:
      return kind == AttributeKind::kNumber ||
             kind == AttributeKind::kComposition;
    case MatchRule::kFits:
      return kind == AttributeKind::kDimensions;
    case MatchRule::kHas:
      return kind == AttributeKind::kFlag;
    case MatchRule::kAllOf:
    case MatchRule::kAnyOf:
    case MatchRule::kSameOrEquivalent:
      return kind == AttributeKind::kCodes;
    case MatchRule::kClassAtLeast:
      return kind == AttributeKind::kClass;
    case MatchRule::kAsk:
      return kind == AttributeKind::kText;
  }
  return false;
}

absl::Status CheckNumbers(const Definition& d) {
  constexpr int kLargestDecimals = 9;
  if (d.decimals < 0 || d.decimals > kLargestDecimals) {
    return Wrong(d, fmt::format("has {} decimals, not 0 to {}", d.decimals,
                                kLargestDecimals));
  }
  if (!HasUnit(d.kind) &&
      (d.unit.stated() || d.decimals != 0 || d.min || d.max)) {
    return Wrong(d, "has a unit, decimals or limits, but no numbers");
  }
  if (d.min && d.max && *d.min > *d.max) {
    return Wrong(d,
                 fmt::format("has the smallest value {} above the largest {}",
                             DecimalText(*d.min, d.decimals),
                             DecimalText(*d.max, d.decimals)));
  }
  if (d.tolerance < 0) return Wrong(d, "has a negative tolerance");
  if (d.tolerance != 0 && d.rule != MatchRule::kEqualWithin) {
    return Wrong(d, "has a tolerance that its rule does not use");
  }
  if (d.unit_required && !d.unit.stated()) {
    return Wrong(d, "requires a unit, but has none");
  }
  if (d.any_orientation && d.kind != AttributeKind::kDimensions) {
    return Wrong(d, "has no sizes that could be turned");
  }
  return absl::OkStatus();
}

// Adds the codes and aliases of `d` to `names`.
absl::Status IndexCodes(const Definition& d, NameIndex& names) {
  for (size_t i = 0; i < d.codes.size(); ++i) {
    std::vector<std::string> spellings = d.codes[i].aliases;
    spellings.push_back(d.codes[i].code);
    for (const std::string& spelling : spellings) {
      if (spelling.empty()) return Wrong(d, "has an empty code or alias");
      // Codes that only fold alike ("+1", "-1") need their exact spelling.
      if (names.Add(spelling, static_cast<int32_t>(i)) ==
          NameIndex::Claim::kTaken) {
        return Wrong(d, fmt::format("has '{}' for two codes", spelling));
      }
    }
  }
  return absl::OkStatus();
}

absl::Status CheckCodes(const Definition& d) {
  const bool has_codes = HasCodes(d.kind);
  if (!has_codes && (!d.codes.empty() || d.open_vocabulary)) {
    return Wrong(d, "has codes, but its kind takes none");
  }
  if (has_codes && d.codes.empty() && !d.open_vocabulary) {
    return Wrong(d, "has no codes");
  }
  if (d.kind == AttributeKind::kClass && d.open_vocabulary) {
    return Wrong(d, "has classes, which cannot be an open vocabulary");
  }
  return absl::OkStatus();
}

// Puts codes for their spellings among the equivalents, sorted and distinct.
// Each must be a code of its own.
absl::Status ResolveEquivalents(Definition& d, const NameIndex& names) {
  for (size_t i = 0; i < d.codes.size(); ++i) {
    auto& list = d.codes[i].equivalents;
    for (std::string& spelling : list) {
      const int32_t found = names.Find(spelling);
      if (found < 0 || static_cast<size_t>(found) == i) {
        return Wrong(d, fmt::format("has the equivalent '{}' of '{}', which is "
                                    "not another code",
                                    spelling, d.codes[i].code));
      }
      spelling = d.codes[static_cast<size_t>(found)].code;
    }
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
  return absl::OkStatus();
}

absl::Status CheckDefinition(Definition& d, NameIndex& names) {
  if (!RuleFits(d.kind, d.rule)) {
    return Wrong(d, "has a rule that does not compare its kind of value");
  }
  absl::Status status = CheckNumbers(d);
  if (status.ok()) status = CheckCodes(d);
  if (status.ok()) status = IndexCodes(d, names);
  if (status.ok()) status = ResolveEquivalents(d, names);
  return status;
}

}  // namespace

absl::Status Reference::FinishAttributes() {
  attribute_ids_.clear();
  code_names_.assign(attributes.size(), NameIndex(&FoldValue));
  for (size_t i = 0; i < attributes.size(); ++i) {
    AttributeDefinition& d = attributes[i];
    if (d.id.empty()) return Wrong(d, "has no id");
    if (d.category.value < -1 || d.category.value >= categories.size()) {
      return Wrong(d, "belongs to a category that is not there");
    }
    if (d.unit.value < -1 || d.unit.value >= static_cast<int>(units.size())) {
      return Wrong(d, "has a unit that is not there");
    }
    const std::pair<int32_t, std::string> key(d.category.value, d.id);
    if (!attribute_ids_.emplace(key, static_cast<int32_t>(i)).second) {
      return Wrong(d, "is defined twice for one category");
    }
    absl::Status status = CheckDefinition(d, code_names_[i]);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::model
