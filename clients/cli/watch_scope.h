#ifndef KETNOI_CLIENTS_CLI_WATCH_SCOPE_H_
#define KETNOI_CLIENTS_CLI_WATCH_SCOPE_H_

#include "absl/status/statusor.h"
#include "clients/cli/arguments.h"
#include "ketnoi/v1/watch.pb.h"

namespace ketnoi::cli {

// Whether the options say anything of which pairs are watched.
bool HasWatchScope(const Arguments& arguments);

// Which pairs are watched, by --requirements, --supplier, --first and
// --criteria-set; what is not given is as in `scope`. INVALID_ARGUMENT: one of
// them is none of its kind.
absl::StatusOr<v1::WatchScope> ReadWatchScope(const Arguments& arguments,
                                              v1::WatchScope scope = {});

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_WATCH_SCOPE_H_
