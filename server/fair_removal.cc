#include "server/fair_removal.h"

#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "ketnoi/v1/wish.pb.h"
#include "server/buyers_mutex.h"
#include "server/resource_name.h"
#include "server/resource_texts.h"
#include "server/rpc_status.h"

namespace ketnoi::server {
namespace {

using storage::Collection;

// How often a scan looks whether the call is to go on, in records.
constexpr int64_t kRecordsBetweenLimits = 256;

// What of a fair is deleted with it, in this order.
constexpr Collection kBelowFairs[] = {
    Collection::kMeetings, Collection::kScheduleParts, Collection::kSchedules,
    Collection::kWishes, Collection::kParticipants};

// Likewise, those that people know first.
constexpr Collection kKnownBelowFairs[] = {
    Collection::kSchedules, Collection::kWishes, Collection::kParticipants,
    Collection::kMeetings, Collection::kScheduleParts};

std::string WishesOf(std::string_view fair) {
  return fmt::format("{}/wishes/", fair);
}

// Visits the names of the wishes of `participant`, those after `after`, until
// `visit` says false; `after` becomes the last that was looked at.
absl::Status VisitWishes(const storage::Store& store,
                         const std::string& participant,
                         const CallLimits& limits, std::string& after,
                         const std::function<bool(const std::string&)>& visit) {
  absl::Status status;
  int64_t records = 0;
  const std::string from = after;
  const auto read =
      store.Scan(Collection::kWishes, WishesOf(ParentName(participant)), from,
                 [&](const storage::Record& record) {
                   if (++records % kRecordsBetweenLimits == 0) {
                     status = CheckLimits(limits);
                     if (!status.ok()) return false;
                   }
                   after = record.name;
                   // The bytes of a wish hold the name as it is; few others are
                   // parsed.
                   if (record.value.find(participant) == std::string::npos)
                     return true;
                   v1::Wish wish;
                   if (!wish.ParseFromString(record.value)) {
                     status = Unreadable(record.name);
                     return false;
                   }
                   const bool names = wish.buyer() == participant ||
                                      wish.supplier() == participant;
                   return !names || visit(record.name);
                 });
  return status.ok() ? read.status() : status;
}

// Names of up to a commit's worth of what is below the fair, after the name
// `after`: looking at what was deleted before would take long.
absl::StatusOr<std::vector<std::string>> SomeBelow(const storage::Store& store,
                                                   Collection collection,
                                                   const std::string& fair,
                                                   const std::string& after) {
  std::vector<std::string> names;
  const auto read = store.Scan(collection, fair + "/", after,
                               [&](const storage::Record& record) {
                                 names.push_back(record.name);
                                 return names.size() < storage::kMaxOperations;
                               });
  if (!read.ok()) return read.status();
  return names;
}

absl::Status InUse(const std::string& name, const std::string& used_by) {
  return Error(absl::StatusCode::kFailedPrecondition,
               v1::ERROR_REASON_RESOURCE_IN_USE,
               fmt::format("'{}' is used by '{}'; delete that first, or force "
                           "it",
                           name, used_by),
               {{"name", name}, {"used_by", used_by}});
}

// Deletes the records that `find` finds, until it finds none. `find` is called
// with the lock held.
absl::Status DeleteFound(
    Backend& backend, Collection collection, const CallLimits& limits,
    const std::function<absl::StatusOr<std::vector<std::string>>()>& find) {
  for (;;) {
    absl::Status status = CheckLimits(limits);
    if (!status.ok()) return status;
    const WriteLock lock(backend.buyers_mutex, collection);
    auto names = find();
    if (!names.ok()) return names.status();
    if (names->empty()) return absl::OkStatus();
    storage::CommitRequest request;
    for (std::string& name : *names) {
      request.operations.push_back(
          {collection, std::move(name), std::nullopt, std::nullopt});
    }
    status = backend.store.Commit(request).status();
    if (!status.ok()) return status;
  }
}

}  // namespace

absl::Status CheckUnusedAtFair(const storage::Store& store,
                               const ResourceKind& kind,
                               const std::string& name) {
  if (kind.collection == Collection::kParticipants) {
    std::string after;
    std::string wish;
    const absl::Status status =
        VisitWishes(store, name, {}, after, [&](const std::string& found) {
          wish = found;
          return false;
        });
    if (!status.ok() || wish.empty()) return status;
    return InUse(name, wish);
  }
  if (kind.collection != Collection::kFairs) return absl::OkStatus();
  for (const Collection collection : kKnownBelowFairs) {
    const auto names = SomeBelow(store, collection, name, "");
    if (!names.ok()) return names.status();
    if (!names->empty()) return InUse(name, names->front());
  }
  return absl::OkStatus();
}

absl::Status ClearAtFair(Backend& backend, const ResourceKind& kind,
                         const std::string& name, const CallLimits& limits) {
  if (kind.collection == Collection::kParticipants) {
    std::string after;
    return DeleteFound(backend, Collection::kWishes, limits,
                       [&]() -> absl::StatusOr<std::vector<std::string>> {
                         std::vector<std::string> names;
                         const absl::Status status = VisitWishes(
                             backend.store, name, limits, after,
                             [&](const std::string& wish) {
                               names.push_back(wish);
                               return names.size() < storage::kMaxOperations;
                             });
                         if (!status.ok()) return status;
                         return names;
                       });
  }
  for (const Collection collection : kBelowFairs) {
    std::string after;
    const absl::Status status = DeleteFound(backend, collection, limits, [&] {
      auto names = SomeBelow(backend.store, collection, name, after);
      if (names.ok() && !names->empty()) after = names->back();
      return names;
    });
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::server
