#include "server/fair_references.h"

#include <string_view>

#include "fmt/format.h"
#include "server/fair_fit.h"
#include "server/fair_frame.h"
#include "server/fair_kinds.h"
#include "server/resource_name.h"
#include "server/resource_texts.h"
#include "server/rpc_status.h"

namespace ketnoi::server {
namespace {

using storage::Collection;

size_t MostOf(Collection collection) {
  switch (collection) {
    case Collection::kFairs:
      return kMostFairs;
    case Collection::kParticipants:
      return kMostParticipants;
    default:
      return kMostWishes;
  }
}

// "fairs/f/wishes/" of "fairs/f/wishes/w".
std::string PrefixOfAll(std::string_view name) {
  return std::string(name.substr(0, name.rfind('/') + 1));
}

absl::Status CheckRoom(const Backend& backend, const ResourceKind& kind,
                       const std::string& name) {
  const auto room = RoomAtFair(backend, kind, name);
  if (!room.ok()) return room.status();
  // What is there already is refused for that.
  if (*room > 0 || backend.store.Get(kind.collection, name).ok()) {
    return absl::OkStatus();
  }
  const size_t most = MostOf(kind.collection);
  return Error(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_FAIR_FULL,
               fmt::format("there are {} of '{}' already, as many as there can "
                           "be",
                           most, PrefixOfAll(name)),
               {{"limit", std::to_string(most)}, {"name", name}});
}

// A violation of `field`: there is no record of that name.
absl::Status CheckExists(const storage::Store& store, Collection collection,
                         std::string_view field, const std::string& name,
                         Violations& violations) {
  const absl::Status status = store.Get(collection, name).status();
  if (!absl::IsNotFound(status)) return status;
  violations.Add(field, fmt::format("there is no '{}'", name));
  return absl::OkStatus();
}

// A name is looked up when it is stated, and not again while it stays.
absl::Status CheckCatalogueRecord(const storage::Store& store,
                                  const ResourceKind& kind,
                                  std::string_view field,
                                  const std::string& before,
                                  const std::string& name,
                                  Violations& violations) {
  if (name == before || !MatchesPattern(kind.pattern, name)) {
    return absl::OkStatus();
  }
  return CheckExists(store, kind.collection, field, name, violations);
}

absl::Status CheckParticipant(const Backend& backend,
                              const v1::Participant* current,
                              const v1::Participant& participant,
                              Violations& violations) {
  const auto frame = backend.fair_frames.Of(
      backend.store, std::string(ParentName(participant.name())));
  if (!frame.ok()) return frame.status();
  CheckFits(**frame, participant, violations);
  if (current != nullptr && current->side() != participant.side()) {
    violations.Add("side", "stays as it was created");
  }
  const v1::Participant& before =
      current != nullptr ? *current : v1::Participant::default_instance();
  const absl::Status status = CheckCatalogueRecord(
      backend.store, SupplierKind(), "supplier", before.supplier(),
      participant.supplier(), violations);
  if (!status.ok()) return status;
  return CheckCatalogueRecord(backend.store, BuyerKind(), "buyer",
                              before.buyer(), participant.buyer(), violations);
}

// A violation of `field`: `name`, of the wish's fair, is no participant there,
// or one of the other side. Other names are for Validate to refuse.
absl::Status CheckSide(const storage::Store& store, const v1::Wish& wish,
                       std::string_view field, const std::string& name,
                       v1::ParticipantSide side, Violations& violations) {
  if (!MatchesPattern(ParticipantKind().pattern, name) ||
      ParentName(name) != ParentName(wish.name())) {
    return absl::OkStatus();
  }
  const auto record = store.Get(Collection::kParticipants, name);
  if (absl::IsNotFound(record.status())) {
    violations.Add(field, fmt::format("there is no '{}'", name));
    return absl::OkStatus();
  }
  if (!record.ok()) return record.status();
  v1::Participant participant;
  const absl::Status status = ReadRecord(*record, store.epoch(), participant);
  if (!status.ok()) return status;
  if (participant.side() != side) {
    violations.Add(field, fmt::format("'{}' is of the other side", name));
  }
  return absl::OkStatus();
}

absl::Status CheckWish(const Backend& backend, const v1::Wish& wish,
                       Violations& violations) {
  const auto frame = backend.fair_frames.Of(
      backend.store, std::string(ParentName(wish.name())));
  if (!frame.ok()) return frame.status();
  CheckFits(**frame, wish, violations);
  const absl::Status status =
      CheckSide(backend.store, wish, "buyer", wish.buyer(),
                v1::PARTICIPANT_SIDE_BUYER, violations);
  if (!status.ok()) return status;
  return CheckSide(backend.store, wish, "supplier", wish.supplier(),
                   v1::PARTICIPANT_SIDE_SUPPLIER, violations);
}

// FAILED_PRECONDITION: a resource below `fair`, of the collection, does not
// fit.
template <class Resource>
absl::Status CheckAllFit(const storage::Store& store, Collection collection,
                         const std::string& fair, const FairFrame& frame) {
  absl::Status status;
  const auto read = store.Scan(
      collection, fair + "/", "", [&](const storage::Record& record) {
        Resource resource;
        if (!resource.ParseFromString(record.value)) {
          status = Unreadable(record.name);
          return false;
        }
        Violations violations;
        CheckFits(frame, resource, violations);
        if (violations.empty()) return true;
        const Violation& first = violations.kept().front();
        status = Error(absl::StatusCode::kFailedPrecondition,
                       v1::ERROR_REASON_RESOURCE_IN_USE,
                       fmt::format("'{}' does not go on with this; change it "
                                   "first ({}: {})",
                                   record.name, first.field, first.description),
                       {{"name", fair}, {"used_by", record.name}});
        return false;
      });
  return read.ok() ? status : read.status();
}

absl::Status CheckFairGoesOn(const Backend& backend, const v1::Fair& current,
                             const v1::Fair& fair) {
  if (!Narrows(current, fair)) return absl::OkStatus();
  const FairFrame frame = FrameOf(fair);
  const absl::Status status = CheckAllFit<v1::Participant>(
      backend.store, Collection::kParticipants, fair.name(), frame);
  if (!status.ok()) return status;
  return CheckAllFit<v1::Wish>(backend.store, Collection::kWishes, fair.name(),
                               frame);
}

}  // namespace

absl::Status CheckFairReferences(const Backend& backend,
                                 const ResourceKind& kind,
                                 const Message* current,
                                 const Message& resource,
                                 Violations& violations) {
  const std::string name = NameOf(resource);
  if (!MatchesPattern(kind.pattern, name)) return absl::OkStatus();
  absl::Status status;
  switch (kind.collection) {
    case Collection::kFairs:
      if (current != nullptr && violations.empty()) {
        status =
            CheckFairGoesOn(backend, static_cast<const v1::Fair&>(*current),
                            static_cast<const v1::Fair&>(resource));
      }
      break;
    case Collection::kParticipants:
      status = CheckParticipant(
          backend, static_cast<const v1::Participant*>(current),
          static_cast<const v1::Participant&>(resource), violations);
      break;
    case Collection::kWishes:
      status = CheckWish(backend, static_cast<const v1::Wish&>(resource),
                         violations);
      break;
    default:
      return absl::OkStatus();
  }
  if (!status.ok() || current != nullptr) return status;
  return CheckRoom(backend, kind, name);
}

absl::StatusOr<size_t> RoomAtFair(const Backend& backend,
                                  const ResourceKind& kind,
                                  const std::string& name) {
  const auto count = backend.fair_census.Count(backend.store, kind.collection,
                                               PrefixOfAll(name));
  if (!count.ok()) return count.status();
  const size_t most = MostOf(kind.collection);
  return *count < most ? most - *count : 0;
}

}  // namespace ketnoi::server
