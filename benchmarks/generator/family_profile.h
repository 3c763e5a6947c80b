// What is typical of the firms of each part family.

#ifndef KETNOI_BENCHMARKS_GENERATOR_FAMILY_PROFILE_H_
#define KETNOI_BENCHMARKS_GENERATOR_FAMILY_PROFILE_H_

#include <span>
#include <string_view>

namespace ketnoi::generator {

// Lists are ids separated by blanks, the commonest first.
struct FamilyProfile {
  std::string_view family;
  // Relative number of firms whose main family it is. By sector they sum to
  // the shares stated in README.md.
  int weight;
  std::string_view processes;
  std::string_view materials;
  // Unit of capacity and minimum order; a second one that some firms use.
  std::string_view unit;
  std::string_view other_unit;
  // Monthly capacity at full load, in `unit`.
  std::string_view capacity_low;
  std::string_view capacity_high;
  // Days from order to delivery in series.
  int lead_low;
  int lead_high;
  // Families that the same firms also offer.
  std::string_view neighbours;
};

// Every family of the reference data, once.
std::span<const FamilyProfile> FamilyProfiles();

// Null if the family is none of them.
const FamilyProfile* FindFamilyProfile(std::string_view family);

}  // namespace ketnoi::generator

#endif  // KETNOI_BENCHMARKS_GENERATOR_FAMILY_PROFILE_H_
