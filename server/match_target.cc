#include "server/match_target.h"

#include <utility>

#include "fmt/format.h"
#include "server/normalize.h"
#include "server/resource_lister.h"
#include "server/resource_name.h"
#include "server/rpc_status.h"
#include "server/validate.h"

namespace ketnoi::server {
namespace {

absl::Status ReadBuyer(const Backend& backend,
                       const std::optional<storage::Record>& record,
                       v1::Buyer& buyer) {
  if (!record) return absl::OkStatus();
  return ReadRecord(*record, backend.store.epoch(), buyer);
}

// What is wrong with the name of an inline requirement, which may be empty, and
// with the plant, which is one of the buyer in the name.
void CheckInlineName(const v1::Requirement& requirement, const v1::Buyer& buyer,
                     Violations& violations) {
  const std::string& name = requirement.name();
  if (!name.empty() && !MatchesPattern(RequirementKind().pattern, name)) {
    CheckName(RequirementKind(), name, "name", violations);
  } else if (!requirement.plant_id().empty() && name.empty()) {
    violations.Add("name",
                   "is required beside plant_id: its buyer has the plant");
  } else if (!requirement.plant_id().empty() && buyer.name().empty()) {
    violations.Add("name", fmt::format("there is no '{}', which is to have the "
                                       "plant of plant_id",
                                       ParentName(name)));
  } else {
    CheckPlant(requirement, buyer, violations);
  }
}

}  // namespace

absl::StatusOr<std::optional<storage::Record>> BuyerRecord(
    const Backend& backend, const std::string& requirement, int64_t revision) {
  if (!MatchesPattern(RequirementKind().pattern, requirement)) {
    return std::nullopt;
  }
  auto record = RecordAt(backend.store, storage::Collection::kBuyers,
                         ParentName(requirement), revision);
  if (absl::IsNotFound(record.status())) return std::nullopt;
  if (!record.ok()) return record.status();
  return *std::move(record);
}

absl::StatusOr<StoredRecords> RecordsOf(const Backend& backend,
                                        const std::string& name,
                                        int64_t revision) {
  auto record = RecordAt(backend.store, storage::Collection::kRequirements,
                         name, revision);
  if (absl::IsNotFound(record.status())) return NotFound(name);
  if (!record.ok()) return record.status();
  auto buyer = BuyerRecord(backend, name, revision);
  if (!buyer.ok()) return buyer.status();
  return StoredRecords{*std::move(record), *std::move(buyer)};
}

absl::StatusOr<Target> ReadTarget(const Backend& backend,
                                  const StoredRecords& records) {
  Target target;
  absl::Status status = ReadRecord(records.requirement, backend.store.epoch(),
                                   target.requirement);
  if (!status.ok()) return status;
  status = ReadBuyer(backend, records.buyer, target.buyer);
  if (!status.ok()) return status;
  target.stored = true;
  return target;
}

absl::StatusOr<std::optional<Target>> InlineTarget(
    const Backend& backend, const v1::Requirement& requirement,
    const std::optional<storage::Record>& buyer, Violations& violations) {
  Target target;
  target.requirement = requirement;
  Normalize(backend.data.reference, target.requirement);
  const absl::Status status = ReadBuyer(backend, buyer, target.buyer);
  if (!status.ok()) return status;
  Violations found;
  Validate(backend.data.reference, target.requirement, found);
  CheckInlineName(target.requirement, target.buyer, found);
  if (found.empty()) return target;
  violations.AddBelow("inline_requirement", found);
  return std::nullopt;
}

}  // namespace ketnoi::server
