#include "server/demand_target.h"

#include <utility>

#include "absl/time/clock.h"
#include "server/match_target.h"
#include "server/resource_kind.h"
#include "server/resource_name.h"
#include "server/rpc_status.h"

namespace ketnoi::server {

std::string RequirementPrefix(const std::string& parent,
                              Violations& violations) {
  if (parent.empty() || parent == "buyers/-") return "";
  CheckName(BuyerKind(), parent, "parent", violations);
  return parent + "/requirements/";
}

void RefuseWeights(const v1::RankingOptions& options, Violations& violations) {
  if (options.weight_overrides().empty()) return;
  violations.Add("options.weight_overrides",
                 "must be empty: each requirement has its own weights");
}

absl::StatusOr<Catalogue::BothSides> ReadSides(const Backend& backend,
                                               const CallLimits& limits) {
  auto sides = backend.catalogue.ReadBothSides(
      WaitLimit(absl::Now(), limits.deadline),
      [&limits] { return !CheckLimits(limits).ok(); });
  if (absl::IsDeadlineExceeded(sides.status())) {
    return Error(absl::StatusCode::kUnavailable, v1::ERROR_REASON_NOT_SERVING,
                 "the server has just started and is still reading the "
                 "requirements; retry");
  }
  return sides;
}

absl::StatusOr<DemandTarget> FindDemandTarget(const Backend& backend,
                                              const CallLimits& limits,
                                              const v1::ReadOptions& read,
                                              const std::string& supplier,
                                              const RankingChoice& choice) {
  if (choice.criteria_set == nullptr) {
    return NotFound(choice.options.criteria_set());
  }
  const absl::Status status = AwaitFreshness(backend, read, limits);
  if (!status.ok()) return status;
  auto sides = ReadSides(backend, limits);
  if (!sides.ok()) return sides.status();
  DemandTarget target;
  target.sides = *std::move(sides);
  const auto found = target.sides.snapshot->Find(LastId(supplier));
  if (!found) return NotFound(supplier);
  target.supplier = *found;
  target.set = target.sides.demand->Find(choice.criteria_set);
  return target;
}

absl::StatusOr<SoughtTarget> ReadSought(const Backend& backend,
                                        const std::string& name,
                                        int64_t revision,
                                        const RankingChoice& choice) {
  const auto records = RecordsOf(backend, name, revision);
  if (!records.ok()) return records.status();
  SoughtTarget target;
  const absl::Status status = ReadRecord(
      records->requirement, backend.store.epoch(), target.requirement);
  if (!status.ok()) return status;
  Violations violations;
  auto compiled = CompileStored(backend, name, revision, choice, violations);
  if (!compiled.ok()) return compiled.status();
  if (!*compiled) {
    return absl::InternalError(
        "a requirement that is sought does not compile: " + name);
  }
  target.compiled = *std::move(compiled);
  return target;
}

}  // namespace ketnoi::server
