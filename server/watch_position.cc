#include "server/watch_position.h"

#include <optional>
#include <utility>

#include "fmt/format.h"
#include "server/page_token.h"
#include "server/rpc_status.h"

namespace ketnoi::server {
namespace {

// What a token is bound to.
std::string HashOfScope(const v1::WatchScope& scope) {
  return QueryHash({"watch", scope.requirements(), scope.supplier(),
                    std::to_string(scope.first()), scope.criteria_set()});
}

}  // namespace

model::Date DayAt(absl::Time time) {
  const int64_t seconds = absl::ToUnixSeconds(time + absl::Hours(7));
  return {static_cast<int32_t>(seconds / 86'400)};
}

// A page token of another kind of query.
std::string EncodePosition(const Backend& backend, const v1::WatchScope& scope,
                           const WatchPosition& position) {
  PageToken token;
  token.query_hash = HashOfScope(scope);
  token.epoch = backend.store.epoch();
  token.revision = position.revision;
  token.as_of_date = model::DateText(position.day);
  token.last_name =
      position.criteria_set->id + ' ' + position.criteria_set->hash;
  return EncodePageToken(token);
}

absl::StatusOr<WatchPosition> DecodePosition(const Backend& backend,
                                             const v1::WatchScope& scope,
                                             std::string_view token,
                                             std::string_view field) {
  const std::optional<PageToken> decoded = DecodePageToken(token);
  if (!decoded) return InvalidField(field, "was not made by this service");
  if (decoded->query_hash != HashOfScope(scope)) {
    return InvalidField(field, "was made for another scope");
  }
  const auto day = model::DateFromText(decoded->as_of_date);
  if (!day) return InvalidField(field, "was not made by this service");
  if (decoded->epoch != backend.store.epoch()) {
    return Error(absl::StatusCode::kFailedPrecondition,
                 v1::ERROR_REASON_EPOCH_MISMATCH,
                 "the position is from before the store was restored",
                 {{"epoch", backend.store.epoch()}});
  }
  WatchPosition position{decoded->revision, *day, nullptr};
  for (const model::CriteriaSet& set : backend.data.criteria_sets) {
    if (set.id + ' ' + set.hash == decoded->last_name) {
      position.criteria_set = &set;
    }
  }
  if (position.criteria_set == nullptr) {
    return PositionLost("its criteria set is no longer there");
  }
  if (position.revision > backend.store.revision()) {
    return PositionLost(
        fmt::format("the store has no revision {}", position.revision));
  }
  return position;
}

absl::Status PositionLost(std::string_view why) {
  return Error(absl::StatusCode::kOutOfRange, v1::ERROR_REASON_POSITION_LOST,
               fmt::format("the position cannot be resumed from: {}; read the "
                           "ranking anew and start from there",
                           why));
}

}  // namespace ketnoi::server
