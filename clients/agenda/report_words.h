// Names of what a schedule seeks and fails at, for people.

#ifndef KETNOI_CLIENTS_AGENDA_REPORT_WORDS_H_
#define KETNOI_CLIENTS_AGENDA_REPORT_WORDS_H_

#include <string>

#include "clients/cli/words.h"
#include "ketnoi/v1/fair.pb.h"
#include "ketnoi/v1/schedule.pb.h"

namespace ketnoi::agenda {

// The name of a value of an enum, in `words`; of one that is newer than this
// program its name in the contract.
std::string GoalText(v1::FairGoal goal, const cli::Words& words);
std::string LeftOutText(v1::LeftOutReason reason, const cli::Words& words);
std::string FloorText(v1::FloorFailure reason, const cli::Words& words);

// The same for programs: "buyer_full" of LEFT_OUT_REASON_BUYER_FULL.
std::string GoalName(v1::FairGoal goal);
std::string LeftOutName(v1::LeftOutReason reason);
std::string FloorName(v1::FloorFailure reason);

}  // namespace ketnoi::agenda

#endif  // KETNOI_CLIENTS_AGENDA_REPORT_WORDS_H_
