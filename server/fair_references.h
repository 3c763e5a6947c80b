// That what is below a fair has what it refers to, now and later, and that no
// fair holds more than it can. The caller holds a WriteLock (buyers_mutex.h).
//
// Thread-safe. Errors of the store are passed on.

#ifndef KETNOI_SERVER_FAIR_REFERENCES_H_
#define KETNOI_SERVER_FAIR_REFERENCES_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "server/backend.h"
#include "server/resource_kind.h"

namespace ketnoi::server {

inline constexpr size_t kMostFairs = 1'000;
inline constexpr size_t kMostParticipants = 20'000;
inline constexpr size_t kMostWishes = 200'000;

// Of a fair, a participant or a wish that is to be stored in place of `current`
// (null: there is none); anything else is right. Expects a normalized resource;
// what Validate refuses is not said again. What is wrong with its fields are
// violations, by paths below the resource; they go before an error:
// NOT_FOUND: its fair is not stored.
// FAILED_PRECONDITION (RESOURCE_IN_USE), naming the first: a participant or
// wish does not go on with the fair as it is to be. Reads all of them if its
// slots, tables or time zone change. RESOURCE_EXHAUSTED (FAIR_FULL): it would
// be one too many.
absl::Status CheckFairReferences(const Backend& backend,
                                 const ResourceKind& kind,
                                 const Message* current,
                                 const Message& resource,
                                 Violations& violations);

// How many more resources there can be beside `name`: of one fair, or fairs.
absl::StatusOr<size_t> RoomAtFair(const Backend& backend,
                                  const ResourceKind& kind,
                                  const std::string& name);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_FAIR_REFERENCES_H_
