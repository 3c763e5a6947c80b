#include "server/fair_kinds.h"

#include "server/make_kind.h"

namespace ketnoi::server {

using storage::Collection;

const ResourceKind& FairKind() {
  static const ResourceKind kind =
      MakeKind<v1::Fair>(Collection::kFairs, "fairs/*", "fair");
  return kind;
}

const ResourceKind& ParticipantKind() {
  static const ResourceKind kind = MakeKind<v1::Participant>(
      Collection::kParticipants, "fairs/*/participants/*", "participant");
  return kind;
}

const ResourceKind& WishKind() {
  static const ResourceKind kind =
      MakeKind<v1::Wish>(Collection::kWishes, "fairs/*/wishes/*", "wish");
  return kind;
}

}  // namespace ketnoi::server
