#include "benchmarks/generator/capability_draw.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "benchmarks/generator/attribute_draw.h"
#include "benchmarks/generator/ladder.h"

namespace ketnoi::generator {
namespace {

using ketnoi::v1::Capability;

// Per mille. Most rows name their family; some only its group or sector, as
// firms that say "metal work" do, and some a part below it.
constexpr int kAtPart = 60;
constexpr int kAtGroup = 70;
constexpr int kAtSector = 40;
constexpr int kListComplete = 200;
constexpr int kCommitted = 250;
constexpr int kOtherUnit = 350;
constexpr int kOwnSites = 500;
constexpr int kEvidenceShares[] = {250, 430, 220, 100};

// The category that the row names: the family, or a node above or below it.
std::string DrawCategory(const ReferenceFiles& reference,
                         std::string_view family, Random& random) {
  const int64_t draw = random.Between(0, 999);
  if (draw < kAtSector) return std::string(reference.SectorOf(family));
  if (draw < kAtSector + kAtGroup) {
    const auto* node = reference.FindCategory(family);
    return node == nullptr ? std::string(family) : node->parent();
  }
  if (draw < kAtSector + kAtGroup + kAtPart) {
    std::vector<std::string_view> parts;
    for (const auto& category : reference.categories) {
      if (category.parent() == family) parts.push_back(IdOf(category.name()));
    }
    if (!parts.empty()) {
      return std::string(
          parts[static_cast<size_t>(random.Between(0, std::ssize(parts) - 1))]);
    }
  }
  return std::string(family);
}

// The first word is what the trade lives from and is nearly always there; the
// others the rarer, the further back.
void DrawList(std::string_view words, int quality, Random& random,
              ketnoi::v1::StatedList& list) {
  const auto all = Words(words);
  std::string_view missing;
  for (size_t i = 0; i < all.size(); ++i) {
    const int chance =
        i == 0 ? 930
               : std::max(150, 560 + quality / 3 - static_cast<int>(i) * 40);
    if (random.Chance(chance)) {
      list.add_values(std::string(all[i]));
    } else {
      missing = all[i];
    }
  }
  if (list.values().empty() && !all.empty()) {
    list.add_values(std::string(all[0]));
    if (missing == all[0]) missing = {};
  }
  if (random.Chance(kListComplete)) {
    list.set_complete_as_of(
        IsoDate(kToday - std::chrono::days(random.Between(0, 700))));
  } else if (!missing.empty() && random.Chance(100)) {
    list.add_not_held(std::string(missing));
  }
}

void DrawAmounts(const FamilyProfile& profile, const Firm& firm, Random& random,
                 Capability& row) {
  const std::string unit(!profile.other_unit.empty() &&
                                 random.Chance(kOtherUnit)
                             ? profile.other_unit
                             : profile.unit);
  const auto steps = Ladder(ParseMicro(profile.capacity_low),
                            ParseMicro(profile.capacity_high));
  const int64_t last = std::ssize(steps) - 1;
  const int64_t level = std::clamp<int64_t>(
      (firm.size * 2 + firm.quality) / 3 + random.Between(-250, 250), 0, 1000);
  const Micro capacity = steps[static_cast<size_t>(level * last / 1000)];
  if (random.Chance(firm.detail)) {
    row.mutable_monthly_capacity()->set_value(ToDouble(capacity));
    row.mutable_monthly_capacity()->set_unit(unit);
    if (random.Chance(kCommitted)) {
      row.set_committed_percent(static_cast<double>(random.Between(2, 18) * 5));
    }
  }
  if (random.Chance(firm.detail * 3 / 4)) {
    // A fiftieth of the month's capacity, more or less, in round figures.
    const Micro wanted = capacity / random.Between(20, 400);
    const auto orders = Ladder(kMicro, std::max(capacity, kMicro));
    const auto order = std::upper_bound(orders.begin(), orders.end(), wanted);
    row.mutable_minimum_order()->set_value(
        ToDouble(order == orders.begin() ? orders.front() : *(order - 1)));
    row.mutable_minimum_order()->set_unit(unit);
  }
}

// Days between the ends; a better firm is faster.
int32_t DrawDays(int low, int high, int quality, Random& random) {
  const int64_t level =
      std::clamp<int64_t>(1000 - quality + random.Between(-250, 250), 0, 1000);
  return static_cast<int32_t>(low + (high - low) * level / 1000);
}

void DrawLeadTimes(const FamilyProfile& profile, const Firm& firm,
                   Random& random, Capability& row) {
  if (random.Chance(firm.detail)) {
    row.set_series_lead_days(
        DrawDays(profile.lead_low, profile.lead_high, firm.quality, random));
  }
  if (random.Chance(firm.detail * 3 / 4)) {
    row.set_sample_lead_days(DrawDays(3, 45, firm.quality, random));
  }
}

void DrawAttributes(const ReferenceFiles& reference, const Firm& firm,
                    Random& random, Capability& row) {
  for (const auto* definition : reference.AttributesOf(row.category())) {
    if (!definition->stated_by_supplier()) continue;
    // What holds for every family is seldom written down per row.
    const int chance =
        definition->category() == "*" ? firm.detail / 4 : firm.detail;
    if (!random.Chance(chance)) continue;
    auto value = DrawOffered(*definition, firm.quality, random);
    if (value.has_value()) *row.add_attributes() = *std::move(value);
  }
}

void DrawEvidence(Random& random, Capability& row) {
  const size_t level = random.Weighted(kEvidenceShares);
  if (level == 0) return;
  auto* evidence = row.mutable_evidence();
  evidence->set_level(static_cast<ketnoi::v1::EvidenceLevel>(level));
  if (level > ketnoi::v1::EVIDENCE_LEVEL_CLAIMED) {
    evidence->set_date(
        IsoDate(kToday - std::chrono::days(random.Between(0, 900))));
  }
}

}  // namespace

void AddCapabilities(const ReferenceFiles& reference, const Firm& firm,
                     Random& random, ketnoi::v1::Supplier& supplier) {
  std::map<std::string, int> used;
  for (const FamilyProfile* profile : firm.families) {
    Capability& row = *supplier.add_capabilities();
    row.set_category(DrawCategory(reference, profile->family, random));
    const std::string id = HyphenId(row.category());
    const int count = ++used[id];
    row.set_id(count == 1 ? id : fmt::format("{}-{}", id, count));
    if (!profile->processes.empty() && random.Chance(firm.detail + 100)) {
      DrawList(profile->processes, firm.quality, random,
               *row.mutable_processes());
    }
    if (!profile->materials.empty() && random.Chance(firm.detail + 50)) {
      DrawList(profile->materials, firm.quality, random,
               *row.mutable_materials());
    }
    DrawAttributes(reference, firm, random, row);
    DrawAmounts(*profile, firm, random, row);
    DrawLeadTimes(*profile, firm, random, row);
    if (supplier.sites_size() > 1 && random.Chance(kOwnSites)) {
      row.add_site_ids(supplier
                           .sites(static_cast<int>(
                               random.Between(0, supplier.sites_size() - 1)))
                           .id());
    }
    DrawEvidence(random, row);
  }
}

}  // namespace ketnoi::generator
