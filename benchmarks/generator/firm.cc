#include "benchmarks/generator/firm.h"

#include <fmt/format.h>

#include <algorithm>

namespace ketnoi::generator {
namespace {

constexpr int kInternational = 350;
// Firms with 1, 2, ... 12 capabilities, per cent; 3.5 on average.
constexpr int kCapabilityCounts[] = {22, 21, 18, 12, 8, 6, 4, 3, 2, 2, 1, 1};
// Records are rich, usual or thin; firms with certificates write more.
constexpr int kDetail[] = {920, 700, 350};
constexpr int kDetailShares[] = {25, 45, 30};
constexpr int kDetailSharesInternational[] = {60, 32, 8};
// A further capability is of a neighbouring family, or the same once more.
constexpr int kSameFamilyAgain = 120;

std::vector<int> FamilyWeights() {
  std::vector<int> weights;
  for (const FamilyProfile& profile : FamilyProfiles()) {
    weights.push_back(profile.weight);
  }
  return weights;
}

const FamilyProfile* DrawNextFamily(
    const std::vector<const FamilyProfile*>& families, Random& random) {
  const FamilyProfile* from = families[static_cast<size_t>(
      random.Between(0, std::ssize(families) - 1))];
  if (random.Chance(kSameFamilyAgain)) return from;
  const auto neighbours = Words(from->neighbours);
  if (neighbours.empty()) return from;
  return FindFamilyProfile(neighbours[static_cast<size_t>(
      random.Between(0, std::ssize(neighbours) - 1))]);
}

}  // namespace

Firm DrawFirm(Random& random) {
  Firm firm;
  firm.international = random.Chance(kInternational);
  firm.quality = random.Level();
  if (firm.international) firm.quality = (firm.quality + 1000) / 2;
  firm.employees = random.Logarithmic(firm.international ? 24 : 8, 2500);
  int bits = 0;
  while ((firm.employees >> bits) > 0) ++bits;
  firm.size = static_cast<int>(
      std::clamp<int64_t>((bits - 3) * 110 + random.Between(-60, 60), 0, 1000));
  firm.detail = kDetail[random.Weighted(
      firm.international ? std::span<const int>(kDetailSharesInternational)
                         : std::span<const int>(kDetailShares))];
  const auto weights = FamilyWeights();
  firm.families.push_back(&FamilyProfiles()[random.Weighted(weights)]);
  const size_t count = random.Weighted(kCapabilityCounts) + 1;
  while (firm.families.size() < count) {
    firm.families.push_back(DrawNextFamily(firm.families, random));
  }
  return firm;
}

std::string IsoDate(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string HyphenId(std::string_view id) {
  std::string hyphened(id);
  std::replace(hyphened.begin(), hyphened.end(), '_', '-');
  return hyphened;
}

std::vector<std::string_view> Words(std::string_view cell) {
  std::vector<std::string_view> words;
  while (!cell.empty()) {
    const size_t end = std::min(cell.find(' '), cell.size());
    words.push_back(cell.substr(0, end));
    cell.remove_prefix(std::min(end + 1, cell.size()));
  }
  return words;
}

}  // namespace ketnoi::generator
