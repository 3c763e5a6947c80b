// Invented names, distinct for more than a million firms.

#ifndef KETNOI_BENCHMARKS_GENERATOR_FIRM_NAME_H_
#define KETNOI_BENCHMARKS_GENERATOR_FIRM_NAME_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace ketnoi::generator {

struct FirmName {
  std::string id;  // "zelomavia-mechanical"
  std::string vi;  // "Công ty TNHH Cơ khí Zêlômavia"
  std::string en;  // "Zelomavia Mechanical Co., Ltd"
};

// Firms that can be named.
int64_t FirmNameCount();

// True for the legal forms (0 to 999) that are named cooperatives.
bool IsCooperative(int form);

// The name of firm `index`, 0 <= index < FirmNameCount(). The made-up word is
// different for every index; `form` (0 to 999) chooses the legal form, and the
// trade follows the family.
FirmName MakeFirmName(uint64_t seed, int64_t index, int form,
                      std::string_view family, std::string_view sector);

}  // namespace ketnoi::generator

#endif  // KETNOI_BENCHMARKS_GENERATOR_FIRM_NAME_H_
