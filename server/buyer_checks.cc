#include "server/buyer_checks.h"

#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "fmt/format.h"
#include "server/resource_kind.h"
#include "server/resource_name.h"
#include "server/rpc_status.h"
#include "server/validate.h"

namespace ketnoi::server {
namespace {

using storage::Collection;

std::string RequirementsOf(const std::string& buyer) {
  return buyer + "/requirements/";
}

bool HasPlace(const v1::Plant& plant) {
  return plant.has_coordinates() || !plant.province().empty();
}

// The plants of `before` that are gone in `after`, or have lost their place.
absl::flat_hash_set<std::string> LostPlants(const v1::Buyer& before,
                                            const v1::Buyer& after) {
  absl::flat_hash_map<std::string, bool> placed;
  for (const v1::Plant& plant : after.plants()) {
    placed[plant.id()] = HasPlace(plant);
  }
  absl::flat_hash_set<std::string> lost;
  for (const v1::Plant& plant : before.plants()) {
    const auto kept = placed.find(plant.id());
    if (kept == placed.end() || (HasPlace(plant) && !kept->second)) {
      lost.insert(plant.id());
    }
  }
  return lost;
}

// That the requirement goes on with `buyer` as it is to be.
absl::Status CheckGoesOn(const v1::Requirement& requirement,
                         const v1::Buyer& buyer) {
  Violations violations;
  CheckPlant(requirement, buyer, violations);
  if (violations.empty()) return absl::OkStatus();
  const Violation& first = violations.kept().front();
  return Error(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_RESOURCE_IN_USE,
      fmt::format("'{}' refers to the plant '{}', change it first ({}: {})",
                  requirement.name(), requirement.plant_id(), first.field,
                  first.description),
      {{"name", buyer.name()},
       {"requirement", requirement.name()},
       {"plant_id", requirement.plant_id()}});
}

// What is wrong with the bill of materials that the requirement names. A name
// of another form is for Validate to refuse.
absl::Status CheckBomOf(const storage::Store& store,
                        const v1::Requirement& requirement,
                        Violations& violations) {
  const std::string& bom = requirement.bom();
  if (!MatchesPattern(BomKind().pattern, bom)) return absl::OkStatus();
  const std::string_view buyer = ParentName(requirement.name());
  if (ParentName(bom) != buyer) {
    violations.Add(
        "bom", fmt::format("'{}' is not of the requirement's buyer, '{}'", bom,
                           buyer));
    return absl::OkStatus();
  }
  const absl::Status status = store.Get(Collection::kBoms, bom).status();
  if (!absl::IsNotFound(status)) return status;
  violations.Add("bom", fmt::format("there is no '{}'", bom));
  return absl::OkStatus();
}

// FAILED_PRECONDITION: the collection has records whose names begin so.
absl::Status CheckIsEmpty(const storage::Store& store, Collection collection,
                          const std::string& prefix, const std::string& buyer,
                          std::string_view what) {
  bool found = false;
  const auto read =
      store.Scan(collection, prefix, "", [&](const storage::Record&) {
        found = true;
        return false;
      });
  if (!read.ok()) return read.status();
  if (!found) return absl::OkStatus();
  return Error(absl::StatusCode::kFailedPrecondition,
               v1::ERROR_REASON_RESOURCE_IN_USE,
               fmt::format("'{}' has {}; delete them first", buyer, what),
               {{"name", buyer}});
}

}  // namespace

absl::Status CheckBuyerOf(const storage::Store& store,
                          const v1::Requirement& requirement,
                          Violations& violations) {
  const std::string name(ParentName(requirement.name()));
  const auto record = store.Get(Collection::kBuyers, name);
  if (absl::IsNotFound(record.status())) return NotFound(name);
  if (!record.ok()) return record.status();
  v1::Buyer buyer;
  const absl::Status status = ReadRecord(*record, store.epoch(), buyer);
  if (!status.ok()) return status;
  CheckPlant(requirement, buyer, violations);
  return CheckBomOf(store, requirement, violations);
}

absl::Status CheckBuyerOfBom(const storage::Store& store,
                             const std::string& bom) {
  const std::string buyer(ParentName(bom));
  const absl::Status status = store.Get(Collection::kBuyers, buyer).status();
  return absl::IsNotFound(status) ? NotFound(buyer) : status;
}

absl::Status CheckPlantsInUse(const storage::Store& store,
                              const v1::Buyer& before, const v1::Buyer& after) {
  const auto lost = LostPlants(before, after);
  if (lost.empty()) return absl::OkStatus();
  absl::Status status;
  const auto read =
      store.Scan(Collection::kRequirements, RequirementsOf(before.name()), "",
                 [&](const storage::Record& record) {
                   v1::Requirement requirement;
                   status = ReadRecord(record, store.epoch(), requirement);
                   if (status.ok() && lost.contains(requirement.plant_id())) {
                     status = CheckGoesOn(requirement, after);
                   }
                   return status.ok();
                 });
  return read.ok() ? status : read.status();
}

absl::Status CheckHasNothing(const storage::Store& store,
                             const std::string& buyer) {
  const absl::Status status =
      CheckIsEmpty(store, Collection::kRequirements, RequirementsOf(buyer),
                   buyer, "requirements");
  if (!status.ok()) return status;
  return CheckIsEmpty(store, Collection::kBoms, buyer + "/boms/", buyer,
                      "bills of materials");
}

}  // namespace ketnoi::server
