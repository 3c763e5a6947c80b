// Attribute values: as stated, and in the canonical form that is compared.
//
// Pure value types and functions; thread-safe.

#ifndef KETNOI_MATCHER_MODEL_ATTRIBUTE_VALUE_H_
#define KETNOI_MATCHER_MODEL_ATTRIBUTE_VALUE_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "matcher/model/ids.h"
#include "matcher/model/reference.h"

namespace ketnoi::model {

// A number or range in the definition's unit, integers of its decimals. A
// single number has min == max. An end that is not stated is absent.
struct NumberRange {
  std::optional<int64_t> min;
  std::optional<int64_t> max;
  friend auto operator<=>(const NumberRange&, const NumberRange&) = default;
};

// Sizes in the definition's unit; sorted ascending if they may be turned.
struct Sizes {
  std::vector<int64_t> sizes;  // 1 to 3
  friend auto operator<=>(const Sizes&, const Sizes&) = default;
};

// Codes held and explicitly not held. For classes: positions on the scale are
// those of the definition's codes.
struct Codes {
  std::vector<std::string> held;      // sorted, distinct
  std::vector<std::string> not_held;  // sorted, distinct
  bool complete = false;
  friend auto operator<=>(const Codes&, const Codes&) = default;
};

// Component code and share in basis points, sorted by code.
struct Mixture {
  std::vector<std::pair<std::string, int32_t>> parts;
  friend auto operator<=>(const Mixture&, const Mixture&) = default;
};

// A value that is stated but cannot be compared: its unit does not convert.
// It makes the criterion UNKNOWN.
struct Incomparable {
  friend auto operator<=>(const Incomparable&, const Incomparable&) = default;
};

// Free text, folded by FoldValue.
struct FoldedText {
  std::string text;
  friend auto operator<=>(const FoldedText&, const FoldedText&) = default;
};

// The canonical value of one attribute.
struct AttributeValue {
  AttributeId attribute;
  std::variant<Incomparable, NumberRange, Sizes, bool, Codes, Mixture,
               FoldedText>
      value;
  std::string as_stated;  // with unit, for people: "0.8–1.6 mm"
};

// A value as a record states it, before it is checked.
struct StatedAttribute {
  struct Number {
    std::optional<double> min;
    std::optional<double> max;
    // Stated as a range, though its ends may be equal: problems name the end.
    bool is_range = false;
  };
  struct CodeLists {
    std::vector<std::string> held;
    std::vector<std::string> not_held;
    bool complete = false;
  };
  struct Component {
    std::string code;
    double percent = 0;
  };
  // monostate: no value.
  std::variant<std::monostate, Number, std::vector<double>, bool, CodeLists,
               std::vector<Component>, std::string>
      value;
  std::string unit;  // empty: the definition's, unless that requires one
};

// One thing wrong with a value: `field` is the path below the value
// ("range.max", "codes.values[2]", "unit"; empty: the value itself).
struct ValueProblem {
  std::string field;
  std::string description;  // names the value and what is accepted
};

// Puts `stated` into the canonical form of `attribute`. On any problem the
// result is meaningless and `problems` holds at least one entry. Checks kind,
// unit, order of ends, believable limits, codes and sums.
AttributeValue Canonicalize(const Reference& reference, AttributeId attribute,
                            const StatedAttribute& stated,
                            std::vector<ValueProblem>& problems);

// For people, in no language: "0.8–1.6 mm", "≤ 3", "progressive, transfer".
std::string StatedText(const StatedAttribute& stated,
                       const std::string& default_unit);

}  // namespace ketnoi::model

#endif  // KETNOI_MATCHER_MODEL_ATTRIBUTE_VALUE_H_
