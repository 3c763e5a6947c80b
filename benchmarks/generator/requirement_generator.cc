#include "benchmarks/generator/requirement_generator.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "benchmarks/generator/attribute_draw.h"
#include "benchmarks/generator/family_profile.h"
#include "benchmarks/generator/firm.h"
#include "benchmarks/generator/ladder.h"
#include "benchmarks/generator/random.h"

namespace ketnoi::generator {
namespace {

using ketnoi::v1::Criterion;
using ketnoi::v1::Requirement;

constexpr int kMostAttributes = 5;
constexpr int kAttributeGate = 500;
// Streams of suppliers and requirements do not overlap.
constexpr uint64_t kFirstStream = uint64_t{1} << 40;

// Weights are on the scale of the published criteria set, about 100.
Criterion& AddCriterion(bool gate, int weight, Requirement& requirement) {
  Criterion& criterion = *requirement.add_criteria();
  criterion.set_gate(gate);
  criterion.set_weight(weight);
  return criterion;
}

void AddRowCriteria(const FamilyProfile& profile, Random& random,
                    Requirement& requirement) {
  const auto processes = Words(profile.processes);
  if (!processes.empty()) {
    AddCriterion(true, 120, requirement)
        .mutable_processes()
        ->add_processes(std::string(processes.front()));
  }
  const auto materials = Words(profile.materials);
  if (!materials.empty()) {
    AddCriterion(random.Chance(500), 90, requirement)
        .mutable_materials()
        ->add_materials(std::string(materials[static_cast<size_t>(
            random.Between(0, std::ssize(materials) - 1))]));
  }
  const auto steps = Ladder(ParseMicro(profile.capacity_low),
                            ParseMicro(profile.capacity_high));
  auto* volume = AddCriterion(true, 120, requirement)
                     .mutable_monthly_volume()
                     ->mutable_quantity();
  volume->set_value(ToDouble(
      steps[static_cast<size_t>(random.Between(0, std::ssize(steps) / 2))]));
  volume->set_unit(std::string(profile.unit));
  AddCriterion(true, 90, requirement)
      .mutable_series_lead_time()
      ->set_max_days(static_cast<int32_t>(random.Between(
          (profile.lead_low + profile.lead_high) / 2, profile.lead_high)));
}

void AddAttributes(const ReferenceFiles& reference, Random& random,
                   Requirement& requirement) {
  int added = 0;
  for (const auto* definition :
       reference.AttributesOf(requirement.category())) {
    if (!definition->stated_by_buyer() || definition->category() == "*") {
      continue;
    }
    if (added == kMostAttributes || !random.Chance(600)) continue;
    auto required = DrawRequired(*definition, random);
    if (!required.has_value()) continue;
    *AddCriterion(random.Chance(kAttributeGate), 60, requirement)
         .mutable_attribute()
         ->mutable_required() = *std::move(required);
    ++added;
  }
}

void AddSupplierCriteria(Random& random, Requirement& requirement) {
  AddCriterion(true, 90, requirement)
      .mutable_certificate()
      ->set_scheme("iso9001");
  if (random.Chance(400)) {
    AddCriterion(false, 60, requirement)
        .mutable_certificate()
        ->set_scheme("iso14001");
  }
  constexpr std::string_view kOrigins[] = {"01", "24", "31", "33", "79"};
  auto* distance = AddCriterion(random.Chance(500), 90, requirement)
                       .mutable_place()
                       ->mutable_distance();
  distance->set_max_km(static_cast<double>(random.Between(3, 30) * 50));
  distance->set_province(
      std::string(kOrigins[random.Between(0, std::ssize(kOrigins) - 1)]));
  AddCriterion(false, 30, requirement).mutable_languages()->add_values("en");
}

}  // namespace

Requirement RequirementGenerator::Make(int64_t index) const {
  Random random(seed_, kFirstStream + static_cast<uint64_t>(index));
  const auto profiles = FamilyProfiles();
  const FamilyProfile& profile =
      profiles[static_cast<size_t>(index) % profiles.size()];
  Requirement requirement;
  requirement.set_name(
      fmt::format("{}/requirements/r{}", kGeneratedBuyer, index + 1));
  requirement.mutable_title()->set_en(
      fmt::format("Generated requirement {}", index + 1));
  requirement.set_category(std::string(profile.family));
  requirement.set_composed(true);
  requirement.add_sources(
      fmt::format("ketnoi-generate requirements --seed {}", seed_));
  AddRowCriteria(profile, random, requirement);
  AddAttributes(reference_, random, requirement);
  AddSupplierCriteria(random, requirement);
  return requirement;
}

}  // namespace ketnoi::generator
