// What happened to the pairs that are watched. A watch keeps nothing: each step
// is worked out anew from the position that it begins at, so one that is
// resumed tells the same as one that went on.

#ifndef KETNOI_SERVER_WATCH_H_
#define KETNOI_SERVER_WATCH_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ketnoi/v1/watch.pb.h"
#include "matcher/model/date.h"
#include "server/backend.h"
#include "server/violations.h"
#include "server/watch_position.h"

namespace ketnoi::server {

// Adds what is wrong with the scope, a field called `path`. NOT_FOUND: what it
// names is not there now; what is wrong goes before this.
absl::Status CheckScope(const Backend& backend, const v1::WatchScope& scope,
                        std::string_view path, Violations& violations);

// The net change since `resume_token`, which belongs to the scope and a former
// call, until now: every write that was acknowledged before the call, and the
// day `today`. With the token of now; no events if nothing changed. An empty
// token gives that of now, and `start`. The scope must have passed CheckScope,
// now or once.
//
// Thread-safe. Costs as demand::ComparePairs, and reads what was written.
// Errors of DecodePosition, with the field `resume_token`; OUT_OF_RANGE
// (POSITION_LOST): also if the history no longer reaches back to the position,
// or more than a million pairs changed. UNAVAILABLE (NOT_SERVING): the
// requirements are still being read; errors of AwaitFreshness.
absl::StatusOr<v1::WatchEvents> EventsSince(const Backend& backend,
                                            const CallLimits& limits,
                                            const v1::WatchScope& scope,
                                            const std::string& resume_token,
                                            model::Date today = Today());

// The same from a position that no token tells, such as that of a ranking.
absl::StatusOr<v1::WatchEvents> EventsFrom(const Backend& backend,
                                           const CallLimits& limits,
                                           const v1::WatchScope& scope,
                                           const WatchPosition& position,
                                           model::Date today);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_WATCH_H_
