#include "server/civil_time.h"

#include <algorithm>
#include <cstddef>

#include "fmt/format.h"
#include "matcher/model/date.h"

namespace ketnoi::server {
namespace {

constexpr size_t kDateChars = 10;  // YYYY-MM-DD
constexpr size_t kTextChars = 16;  // YYYY-MM-DDTHH:MM
constexpr size_t kLongestZone = 64;

// The number that two digits are; -1 if they are none.
int TwoDigits(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!digit(text[0]) || !digit(text[1])) return -1;
  return (text[0] - '0') * 10 + (text[1] - '0');
}

// Names are looked up as files below the folder of zones, so that only what
// looks like one may be.
bool LooksLikeZone(std::string_view name) {
  const auto letter = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  };
  const auto inner = [&](char c) {
    return letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '+' || c == '/';
  };
  return name.size() <= kLongestZone && !name.empty() && name[0] >= 'A' &&
         name[0] <= 'Z' && std::all_of(name.begin(), name.end(), inner);
}

}  // namespace

std::optional<absl::CivilMinute> CivilTimeFromText(std::string_view text) {
  if (text.size() != kTextChars || text[kDateChars] != 'T' ||
      text[kDateChars + 3] != ':') {
    return std::nullopt;
  }
  const auto date = model::DateFromText(text.substr(0, kDateChars));
  const int hour = TwoDigits(text.substr(kDateChars + 1));
  const int minute = TwoDigits(text.substr(kDateChars + 4));
  if (!date || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
    return std::nullopt;
  }
  const absl::CivilDay day = absl::CivilDay(1970, 1, 1) + date->days;
  return absl::CivilMinute(day.year(), day.month(), day.day(), hour, minute);
}

std::string CivilTimeText(absl::CivilMinute time) {
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}", time.year(), time.month(),
                     time.day(), time.hour(), time.minute());
}

std::optional<absl::TimeZone> TimeZoneFromName(const std::string& name) {
  absl::TimeZone zone;
  if (!LooksLikeZone(name) || !absl::LoadTimeZone(name, &zone)) {
    return std::nullopt;
  }
  return zone;
}

std::string CivilTimeProblem(const absl::TimeZone& zone,
                             std::string_view text) {
  const auto time = CivilTimeFromText(text);
  if (!time) {
    return fmt::format(
        "'{}' is not a time of the years 1900 to 2199 as YYYY-MM-DDTHH:MM",
        text);
  }
  switch (zone.At(absl::CivilSecond(*time)).kind) {
    case absl::TimeZone::TimeInfo::UNIQUE:
      return "";
    case absl::TimeZone::TimeInfo::SKIPPED:
      return fmt::format("'{}' is skipped as clocks are changed in {}", text,
                         zone.name());
    case absl::TimeZone::TimeInfo::REPEATED:
      return fmt::format("'{}' comes twice as clocks are changed in {}", text,
                         zone.name());
  }
  return "";
}

absl::Time InstantOf(const absl::TimeZone& zone, std::string_view text) {
  const auto time = CivilTimeFromText(text);
  return time ? absl::FromCivil(absl::CivilSecond(*time), zone)
              : absl::InfinitePast();
}

}  // namespace ketnoi::server
