// How names are compared, and an index of the names of a table.
//
// Pure functions and a value type; const access is thread-safe.

#ifndef KETNOI_MATCHER_MODEL_NAME_INDEX_H_
#define KETNOI_MATCHER_MODEL_NAME_INDEX_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"

namespace ketnoi::model {

// The form in which names are compared: lower case, without accents (đ is d),
// blanks and punctuation; ASCII letters and digits only survive from Latin
// script, other scripts are kept. "Bà Rịa - Vũng Tàu" -> "bariavungtau".
// Composed, decomposed and full-width spellings give the same; bytes that are
// not UTF-8 are left out.
std::string FoldName(std::string_view utf8);

// The form in which values of attributes are compared: as FoldName, but what
// tells numbers apart stays. Between digits: points, commas, slashes, colons,
// dashes (of one kind, "-"), "~", "×" or "*" (as "x") and, for want of these, a blank.
// Before a digit: + ± < > ≤ ≥, and a dash, point, comma or slash that does not
// join the digit to a letter. "0 – 10 bar" -> "0-10bar", "M2.5" -> "m2.5",
// "Ra ≤ 0,8" -> "ra≤0,8", "−40 °C" -> "-40c", "V-0" -> "v0".
std::string FoldValue(std::string_view utf8);

// The form in which units are compared: lower case, without blanks,
// compatibility characters replaced ("g/m²" -> "g/m2"); signs stay, since "°C"
// is not "C".
std::string FoldUnit(std::string_view utf8);

// Finds the entry of a table that a name stands for. An exact spelling comes
// first; a folded one counts only if no two entries share it ("+1" and "-1" are
// found by their exact spellings alone).
class NameIndex {
 public:
  using Fold = std::string (*)(std::string_view);

  enum class Claim : uint8_t {
    kFree,         // no other entry has this name
    kFoldedTaken,  // another entry has one that folds alike
    kTaken,        // another entry has this very name
  };

  explicit NameIndex(Fold fold = &FoldName) : fold_(fold) {}

  // Makes `name` stand for `entry` (>= 0), or, if it is taken, for none.
  Claim Add(std::string_view name, int32_t entry);

  // -1 if the name stands for no entry, or for more than one.
  int32_t Find(std::string_view name) const;

 private:
  Fold fold_;
  absl::flat_hash_map<std::string, int32_t> exact_;
  absl::flat_hash_map<std::string, int32_t> folded_;
};

}  // namespace ketnoi::model

#endif  // KETNOI_MATCHER_MODEL_NAME_INDEX_H_
