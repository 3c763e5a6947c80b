// What happened at a fair, as options say it, and as its records say it then.

#ifndef KETNOI_CLIENTS_CLI_FAIR_HAPPENINGS_H_
#define KETNOI_CLIENTS_CLI_FAIR_HAPPENINGS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/context.h"

namespace ketnoi::cli {

struct FairHappenings {
  struct Arrival {
    std::string participant;  // Id.
    std::string time;
  };

  std::string at;                     // The time of day.
  std::vector<std::string> no_shows;  // Ids of participants.
  std::vector<Arrival> arrivals;
  std::vector<std::string> broken_tables;  // Ids.

  bool empty() const {
    return no_shows.empty() && arrivals.empty() && broken_tables.empty();
  }
};

// What --at, --no-show, --late and --table-out say.
absl::StatusOr<FairHappenings> ReadFairHappenings(const Arguments& arguments);

// Writes them into the records of the fair of this full name, one after the
// other, and says on `context.err` what each changed. A broken table is out of
// use in the slots that begin after `at`. Each is done or not: the error is
// that of the call that failed, and what was said before stays. NOT_FOUND: the
// fair has no such table; nothing was written then.
absl::Status WriteFairHappenings(const std::string& fair,
                                 const FairHappenings& happenings,
                                 Context& context);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_FAIR_HAPPENINGS_H_
