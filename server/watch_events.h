// Changes of pairs in their public form, with what made them.

#ifndef KETNOI_SERVER_WATCH_EVENTS_H_
#define KETNOI_SERVER_WATCH_EVENTS_H_

#include <vector>

#include "ketnoi/v1/watch.pb.h"
#include "matcher/demand/pair_changes.h"
#include "server/backend.h"
#include "server/watch_changes.h"
#include "server/watch_position.h"

namespace ketnoi::server {

// Appends an event for each change, in their order. `written`: between the two
// positions.
void AppendEvents(const Backend& backend, const v1::WatchScope& scope,
                  const WatchPosition& before, const WatchPosition& after,
                  const WrittenRecords& written,
                  const std::vector<demand::PairChange>& changes,
                  v1::WatchEvents& events);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_WATCH_EVENTS_H_
