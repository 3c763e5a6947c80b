// How names are compared, and an index of the names of a table.
//
// Pure functions and a value type; const access is thread-safe.

#ifndef KETNOI_MATCHER_MODEL_NAME_INDEX_H_
#define KETNOI_MATCHER_MODEL_NAME_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
// dashes (of one kind, "-"), "~", "×" or "*" (as "x") and, for want of these, a
// blank. Before a digit: + ± < > ≤ ≥, and a dash, point, comma or slash that
// does not join the digit to a letter. "0 – 10 bar" -> "0-10bar", "M2.5" ->
// "m2.5", "Ra ≤ 0,8" -> "ra≤0,8", "−40 °C" -> "-40c", "V-0" -> "v0".
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

// The folded names of a table in order, to tell people what a text may mean
// that NameIndex does not find. Cost: logarithmic, and a step per name passed
// over.
class NameList {
 public:
  void Add(std::string_view name, int32_t entry);

  // Entries, at most `most` and each once, one of whose names folds as `name`
  // does; or, with `BeginningWith`, to something that begins so. Empty for a
  // name of which folding leaves nothing.
  std::vector<int32_t> Named(std::string_view name, size_t most) const;
  std::vector<int32_t> BeginningWith(std::string_view name, size_t most) const;

 private:
  std::vector<int32_t> Entries(const std::string& folded, bool whole,
                               size_t most) const;

  std::set<std::pair<std::string, int32_t>> names_;
};

}  // namespace ketnoi::model

#endif  // KETNOI_MATCHER_MODEL_NAME_INDEX_H_
