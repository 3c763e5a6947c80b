#include "server/fixed_message.h"

#include <cstddef>
#include <string_view>

#include "fmt/format.h"
#include "matcher/optimize/at.h"

namespace ketnoi::server {

std::string FixedMessage(const absl::Status& status, const FairRecords& records,
                         const FairModel& model) {
  const std::string message(status.message());
  constexpr std::string_view kWish = "wishes[";
  const size_t at = message.find(kWish);
  const size_t end = message.find(']', at);
  if (at == std::string::npos || end == std::string::npos) {
    return message;
  }
  size_t position = 0;
  for (size_t i = at + kWish.size(); i < end; ++i) {
    position = position * 10 + static_cast<size_t>(message[i] - '0');
  }
  if (position >= model.wish_records.size()) return message;
  const v1::Wish& wish = records.wishes[At(model.wish_records[position])];
  if (wish.fixed_slot().empty()) {
    return fmt::format(
        "{}: its meeting has begun or was held, and cannot be kept beside the "
        "other fixed ones",
        wish.name());
  }
  return fmt::format(
      "{}: fixed_slot '{}' cannot be kept beside the other "
      "fixed ones",
      wish.name(), wish.fixed_slot());
}

}  // namespace ketnoi::server
