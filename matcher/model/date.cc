#include "matcher/model/date.h"

#include <chrono>

namespace ketnoi::model {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2199;

// The number that `text` spells in digits only; -1 if it does not.
int DigitsOnly(std::string_view text) {
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

// Writes the last `count` digits of `number`. Explanations hold many days.
void PutDigits(unsigned number, int count, char* at) {
  for (; count > 0; number /= 10) {
    at[--count] = static_cast<char>('0' + number % 10);
  }
}

}  // namespace

std::optional<Date> DateFromText(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  const int year = DigitsOnly(text.substr(0, 4));
  const int month = DigitsOnly(text.substr(5, 2));
  const int day = DigitsOnly(text.substr(8, 2));
  if (year < kFirstYear || year > kLastYear || month < 1 || day < 1) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{
      std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
      std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  const auto days = std::chrono::sys_days(date).time_since_epoch().count();
  return Date{static_cast<int32_t>(days)};
}

std::string DateText(Date date) {
  const std::chrono::year_month_day day{
      std::chrono::sys_days(std::chrono::days(date.days))};
  std::string text = "YYYY-MM-DD";
  PutDigits(static_cast<unsigned>(static_cast<int>(day.year())), 4, &text[0]);
  PutDigits(static_cast<unsigned>(day.month()), 2, &text[5]);
  PutDigits(static_cast<unsigned>(day.day()), 2, &text[8]);
  return text;
}

}  // namespace ketnoi::model
