// A day of the proleptic Gregorian calendar, without a time zone.

#ifndef KETNOI_MATCHER_MODEL_DATE_H_
#define KETNOI_MATCHER_MODEL_DATE_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ketnoi::model {

// Immutable value type. Days count from 1970-01-01.
struct Date {
  int32_t days = 0;
  friend constexpr auto operator<=>(Date, Date) = default;
};

// Reads exactly "YYYY-MM-DD", years 1900 to 2199. nullopt: anything else, such
// as a day that does not exist.
std::optional<Date> DateFromText(std::string_view text);

// "YYYY-MM-DD". Requires a day of the years 0 to 9999.
std::string DateText(Date date);

}  // namespace ketnoi::model

#endif  // KETNOI_MATCHER_MODEL_DATE_H_
