// Typical values of numeric attributes, in the units that firms use, and the
// classes that are common of ordered ones.

#ifndef KETNOI_BENCHMARKS_GENERATOR_TYPICAL_VALUE_H_
#define KETNOI_BENCHMARKS_GENERATOR_TYPICAL_VALUE_H_

#include <string_view>
#include <vector>

namespace ketnoi::generator {

// Where the values of one attribute lie, from the weakest to the strongest
// firm, in one unit. An attribute has a row per unit that is in use. Classes
// run from the worst to the best.
struct TypicalValue {
  // "stamping.thickness_mm"; "*.cpk" for every family.
  std::string_view attribute;
  std::string_view unit;
  std::string_view low;
  std::string_view high;
  // Firms that state it in this unit, per mille.
  int share;
};

// The rows of an attribute; their shares sum to 1,000. Empty if there are none.
std::vector<const TypicalValue*> TypicalValues(std::string_view attribute);

}  // namespace ketnoi::generator

#endif  // KETNOI_BENCHMARKS_GENERATOR_TYPICAL_VALUE_H_
