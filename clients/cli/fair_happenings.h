// What happened at a fair, as options say it, and as its records say it then.

#ifndef KETNOI_CLIENTS_CLI_FAIR_HAPPENINGS_H_
#define KETNOI_CLIENTS_CLI_FAIR_HAPPENINGS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/context.h"
#include "ketnoi/v1/fair_service.pb.h"

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

// What is written for them, and what is said once it is.
struct FairNotes {
  struct Note {
    v1::UpdateParticipantRequest update;
    std::string said;
  };

  v1::UpdateFairRequest tables;  // None are out of use: without a fair.
  std::vector<std::string> said_of_tables;
  std::vector<Note> participants;
};

// Reads what it takes; writes nothing. A broken table is out of use in the
// slots that begin after `at`. NOT_FOUND: the fair of this full name has no
// such table.
absl::StatusOr<FairNotes> MakeFairNotes(const std::string& fair,
                                        const FairHappenings& happenings,
                                        Context& context);

// Asks the service whether each could be written; the first error.
absl::Status CheckFairNotes(const FairNotes& notes, Context& context);

// Writes them into the records of the fair, one after the other, and says on
// `context.err` what each changed. Each is done or not: the error is that of
// the call that failed, and what was said before stays.
absl::Status WriteFairNotes(const FairNotes& notes, Context& context);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_FAIR_HAPPENINGS_H_
