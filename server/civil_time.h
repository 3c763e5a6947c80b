// Civil times of a place, and the instants that they are. Pure but for the
// machine's files of time zones; thread-safe.

#ifndef KETNOI_SERVER_CIVIL_TIME_H_
#define KETNOI_SERVER_CIVIL_TIME_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace ketnoi::server {

// Reads exactly "YYYY-MM-DDTHH:MM", years 1900 to 2199. nullopt: anything else,
// such as a day or a minute that does not exist.
std::optional<absl::CivilMinute> CivilTimeFromText(std::string_view text);

// "YYYY-MM-DDTHH:MM".
std::string CivilTimeText(absl::CivilMinute time);

// The zone of an IANA name ("Asia/Ho_Chi_Minh"). nullopt: there is none.
std::optional<absl::TimeZone> TimeZoneFromName(const std::string& name);

// Empty if `text` is a civil time that the clocks of `zone` show once; else
// what is wrong: it is none, or they skip it, or have it twice.
std::string CivilTimeProblem(const absl::TimeZone& zone, std::string_view text);

// The instant of a civil time without a problem; of others one nearby, or
// absl::InfinitePast() of a text that is no civil time.
absl::Time InstantOf(const absl::TimeZone& zone, std::string_view text);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_CIVIL_TIME_H_
