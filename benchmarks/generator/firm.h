// The outline of one firm, from which its record is drawn.

#ifndef KETNOI_BENCHMARKS_GENERATOR_FIRM_H_
#define KETNOI_BENCHMARKS_GENERATOR_FIRM_H_

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "benchmarks/generator/family_profile.h"
#include "benchmarks/generator/random.h"

namespace ketnoi::generator {

// The day on which every generated record is written; nothing is later except
// the ends of certificates.
inline constexpr std::chrono::sys_days kToday =
    std::chrono::year(2026) / std::chrono::November / 1;

struct Firm {
  // 0 to 1,000. Better firms hold tighter tolerances, deliver faster and have
  // more certificates.
  int quality = 0;
  // Small to large, 0 to 1,000: number of employees and capacity.
  int size = 0;
  int64_t employees = 0;
  // Holds an international certificate.
  bool international = false;
  // How much of an optional field is stated, per mille.
  int detail = 0;
  // One per capability, the first its main one.
  std::vector<const FamilyProfile*> families;
};

Firm DrawFirm(Random& random);

// "2026-11-01".
std::string IsoDate(std::chrono::sys_days day);

// A reference id as an id within a record, which has no underscores.
std::string HyphenId(std::string_view id);

// The blank-separated words of a table's cell.
std::vector<std::string_view> Words(std::string_view cell);

}  // namespace ketnoi::generator

#endif  // KETNOI_BENCHMARKS_GENERATOR_FIRM_H_
