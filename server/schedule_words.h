// Words for what is said of schedules in errors, in English, each to follow
// "as". Pure; thread-safe.

#ifndef KETNOI_SERVER_SCHEDULE_WORDS_H_
#define KETNOI_SERVER_SCHEDULE_WORDS_H_

#include <string_view>

#include "ketnoi/v1/schedule.pb.h"

namespace ketnoi::server {

// "too few of its wishes can be held"; of a participant.
std::string_view FloorFailureText(v1::FloorFailure reason);

// "a side said NO_THANKS"; of a wish.
std::string_view LeftOutText(v1::LeftOutReason reason);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_SCHEDULE_WORDS_H_
