#include "server/watch.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

#include "fmt/format.h"
#include "server/resource_kind.h"
#include "server/resource_name.h"
#include "server/rpc_status.h"
#include "server/watch_changes.h"
#include "server/watch_events.h"

namespace ketnoi::server {
namespace {

constexpr int32_t kMostFirst = 100;
constexpr std::string_view kAllRequirements = "buyers/-";

bool IsBuyer(const std::string& name) {
  return MatchesPattern(BuyerKind().pattern, name);
}
bool IsRequirement(const std::string& name) {
  return MatchesPattern(RequirementKind().pattern, name);
}

// Requires one that CheckScope found right.
demand::PairScope PairScopeOf(const v1::WatchScope& scope) {
  demand::PairScope pairs;
  const std::string& requirements = scope.requirements();
  if (IsRequirement(requirements)) {
    pairs.requirements = {requirements, true};
  } else if (IsBuyer(requirements)) {
    pairs.requirements = {requirements + "/requirements/", false};
  }
  if (!scope.supplier().empty()) pairs.supplier = LastId(scope.supplier());
  pairs.first = scope.first();
  return pairs;
}

absl::Status CheckIsThere(const Backend& backend, const ResourceKind& kind,
                          const std::string& name) {
  const auto record = backend.store.Get(kind.collection, name);
  return absl::IsNotFound(record.status()) ? NotFound(name) : record.status();
}

// One step of a watch.
class WatchStep {
 public:
  WatchStep(const Backend& backend, const CallLimits& limits,
            const v1::WatchScope& scope, const WatchPosition& before)
      : backend_(backend),
        limits_(limits),
        scope_(scope),
        pairs_(PairScopeOf(scope)),
        before_(before) {}

  // `sides`, and the other fields of `after`, are of one revision.
  absl::Status Run(const Catalogue::BothSides& sides,
                   const WatchPosition& after, v1::WatchEvents& events) {
    auto written = ReadWritten(backend_, pairs_, before_.revision,
                               after.revision, limits_);
    if (!written.ok()) return LostIfOld(written.status());
    const auto suppliers =
        ReadFormerSuppliers(backend_, *written, before_.revision, limits_);
    if (!suppliers.ok()) return LostIfOld(suppliers.status());
    const auto requirements = ReadFormerRequirements(
        backend_, *written, *before_.criteria_set, before_.revision, limits_);
    if (!requirements.ok()) return LostIfOld(requirements.status());

    demand::TwoStates states;
    states.before = {before_.day, SetOf(sides, before_)};
    states.after = {after.day, SetOf(sides, after)};
    states.suppliers = sides.snapshot.get();
    states.former_requirements = requirements->get();
    states.former_suppliers = suppliers->get();
    for (const auto& [name, revision] : written->suppliers) {
      states.changed_suppliers.emplace_back(LastId(name));
    }
    for (const auto& [name, revision] : written->requirements) {
      states.changed_requirements.push_back(name);
    }
    for (const std::string& name : written->by_buyer) {
      states.changed_requirements.push_back(name);
    }
    auto& changed = states.changed_requirements;
    std::sort(changed.begin(), changed.end());
    changed.erase(std::unique(changed.begin(), changed.end()), changed.end());

    const auto changes = demand::ComparePairs(
        states, pairs_, [this] { return !CheckLimits(limits_).ok(); });
    if (absl::IsResourceExhausted(changes.status())) {
      return PositionLost(fmt::format("more than {} pairs changed since",
                                      demand::kMostPairChanges));
    }
    if (!changes.ok()) return changes.status();
    AppendEvents(backend_, scope_, before_, after, *written, *changes, events);
    return absl::OkStatus();
  }

 private:
  static const demand::RequirementSet* SetOf(const Catalogue::BothSides& sides,
                                             const WatchPosition& position) {
    return sides.demand->Find(position.criteria_set)->requirements.get();
  }

  absl::Status LostIfOld(const absl::Status& status) const {
    if (!absl::IsOutOfRange(status)) return status;
    return PositionLost(
        fmt::format("revision {} is older than the history "
                    "that is kept",
                    before_.revision));
  }

  const Backend& backend_;
  const CallLimits& limits_;
  const v1::WatchScope& scope_;
  const demand::PairScope pairs_;
  const WatchPosition& before_;
};

// `before`: null for the first answer.
absl::StatusOr<v1::WatchEvents> StepFrom(const Backend& backend,
                                         const CallLimits& limits,
                                         const v1::WatchScope& scope,
                                         const WatchPosition* before,
                                         model::Date today) {
  const absl::Status status = AwaitFreshness(backend, {}, limits);
  if (!status.ok()) return status;
  const auto sides = backend.catalogue.ReadBothSides(
      WaitLimit(absl::Now(), limits.deadline),
      [&limits] { return !CheckLimits(limits).ok(); });
  if (absl::IsDeadlineExceeded(sides.status())) {
    return Error(absl::StatusCode::kUnavailable, v1::ERROR_REASON_NOT_SERVING,
                 "the server has just started and is still reading the "
                 "requirements; retry");
  }
  if (!sides.ok()) return sides.status();
  WatchPosition after;
  after.revision = sides->snapshot->revision();
  after.day = today;
  after.criteria_set = backend.data.FindCriteriaSet(scope.criteria_set());
  if (after.criteria_set == nullptr) {
    return PositionLost("its criteria set is no longer there");
  }
  v1::WatchEvents events;
  if (before != nullptr) {
    const absl::Status compared =
        WatchStep(backend, limits, scope, *before).Run(*sides, after, events);
    if (!compared.ok()) return compared;
  }
  events.set_start(before == nullptr);
  events.set_resume_token(EncodePosition(backend, scope, after));
  events.mutable_revision()->set_epoch(backend.store.epoch());
  events.mutable_revision()->set_number(after.revision);
  events.set_as_of_date(model::DateText(after.day));
  return events;
}

}  // namespace

absl::Status CheckScope(const Backend& backend, const v1::WatchScope& scope,
                        std::string_view path, Violations& violations) {
  const std::string below = std::string(path) + '.';
  const std::string& requirements = scope.requirements();
  const size_t found = violations.found();
  if (requirements.empty() && scope.supplier().empty()) {
    violations.Add(below + "requirements",
                   "requirements or a supplier must be given; 'buyers/-' are "
                   "all requirements");
  }
  if (!requirements.empty() && requirements != kAllRequirements &&
      !IsBuyer(requirements) && !IsRequirement(requirements)) {
    violations.Add(below + "requirements",
                   fmt::format("'{}' is not 'buyers/-', nor of the form '{}' "
                               "or '{}'",
                               requirements, BuyerKind().pattern,
                               RequirementKind().pattern));
  }
  if (!scope.supplier().empty()) {
    CheckName(SupplierKind(), scope.supplier(), below + "supplier", violations);
  }
  if (scope.first() < 0 || scope.first() > kMostFirst) {
    violations.Add(below + "first",
                   fmt::format("{} is not 0 to {}", scope.first(), kMostFirst));
  }
  const std::string problem = scope.criteria_set().empty()
                                  ? ""
                                  : CriteriaSetProblem(scope.criteria_set());
  if (!problem.empty()) violations.Add(below + "criteria_set", problem);
  if (violations.found() > found) return absl::OkStatus();

  if (backend.data.FindCriteriaSet(scope.criteria_set()) == nullptr) {
    return NotFound(scope.criteria_set());
  }
  absl::Status status;
  if (IsBuyer(requirements)) {
    status = CheckIsThere(backend, BuyerKind(), requirements);
  } else if (IsRequirement(requirements)) {
    status = CheckIsThere(backend, RequirementKind(), requirements);
  }
  if (!status.ok() || scope.supplier().empty()) return status;
  return CheckIsThere(backend, SupplierKind(), scope.supplier());
}

absl::StatusOr<v1::WatchEvents> EventsSince(const Backend& backend,
                                            const CallLimits& limits,
                                            const v1::WatchScope& scope,
                                            const std::string& resume_token,
                                            model::Date today) {
  if (resume_token.empty()) {
    return StepFrom(backend, limits, scope, nullptr, today);
  }
  const auto position =
      DecodePosition(backend, scope, resume_token, "resume_token");
  if (!position.ok()) return position.status();
  return StepFrom(backend, limits, scope, &*position, today);
}

absl::StatusOr<v1::WatchEvents> EventsFrom(const Backend& backend,
                                           const CallLimits& limits,
                                           const v1::WatchScope& scope,
                                           const WatchPosition& position,
                                           model::Date today) {
  return StepFrom(backend, limits, scope, &position, today);
}

}  // namespace ketnoi::server
