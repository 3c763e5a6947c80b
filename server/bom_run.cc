#include "server/bom_run.h"

#include <cstdint>
#include <utility>

#include "fmt/format.h"
#include "matcher/model/date.h"
#include "server/match_target.h"
#include "server/resource_lister.h"
#include "server/validate.h"

namespace ketnoi::server {
namespace {

// Reads the bill and its lines as of the snapshot.
absl::Status ReadBom(const std::string& name, const CallLimits& limits,
                     BomRun& run) {
  const storage::Store& store = run.backend.store;
  run.snapshot = run.backend.catalogue.snapshot();
  const int64_t revision = run.snapshot->revision();
  run.revision.set_epoch(store.epoch());
  run.revision.set_number(revision);
  const auto record =
      RecordAt(store, storage::Collection::kBoms, name, revision);
  if (absl::IsNotFound(record.status())) return NotFound(name);
  if (!record.ok()) return record.status();
  const absl::Status status = ReadRecord(*record, store.epoch(), run.bom);
  if (!status.ok()) return status;
  auto lines = LinesOf(store, name, revision, limits);
  if (!lines.ok()) return lines.status();
  run.lines = *std::move(lines);
  if (run.lines.size() <= size_t{kMostBomLines}) return absl::OkStatus();
  return Error(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_TOO_MANY_LINES,
      fmt::format("'{}' has {} lines; at most {} are ranked in one call", name,
                  run.lines.size(), kMostBomLines),
      {{"name", name}, {"limit", std::to_string(kMostBomLines)}});
}

}  // namespace

absl::StatusOr<BomRun> OpenBom(const Backend& backend, const CallLimits& limits,
                               const std::string& name,
                               const v1::ReadOptions& read,
                               const RankingChoice& choice) {
  if (choice.criteria_set == nullptr) {
    return NotFound(choice.options.criteria_set());
  }
  absl::Status status = AwaitFreshness(backend, read, limits);
  if (!status.ok()) return status;
  BomRun run{.backend = backend,
             .choice = choice,
             .snapshot = nullptr,
             .revision = {},
             .bom = {},
             .lines = {}};
  status = ReadBom(name, limits, run);
  if (!status.ok()) return status;
  return run;
}

OpenLine OpenLineOf(const BomRun& run, const BomLine& line) {
  const auto records =
      RecordsOf(run.backend, line.requirement, run.revision.number());
  if (!records.ok()) return {std::nullopt, records.status()};
  const auto target = ReadTarget(run.backend, *records);
  if (!target.ok()) return {std::nullopt, target.status()};
  Violations violations;
  auto compiled = CompileRecords(run.backend, *records, run.choice, violations);
  if (!violations.empty()) compiled = InvalidFields(violations);
  return {target->requirement, std::move(compiled)};
}

v1::RankingBasis BasisOf(const BomRun& run) {
  const model::CriteriaSet& set = *run.choice.criteria_set;
  v1::RankingBasis basis;
  basis.set_as_of_date(model::DateText(run.choice.as_of));
  basis.set_criteria_set("criteriaSets/" + set.id);
  basis.set_criteria_set_version(set.version);
  basis.set_criteria_set_hash(set.hash);
  *basis.mutable_revision() = run.revision;
  return basis;
}

absl::Status NobodyReads(const CallLimits& limits) {
  const absl::Status status = CheckLimits(limits);
  return status.ok() ? absl::CancelledError("the call was cancelled") : status;
}

}  // namespace ketnoi::server
