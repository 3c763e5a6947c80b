#include "server/fixed_message.h"

#include <charconv>
#include <cstddef>
#include <optional>
#include <string_view>
#include <system_error>

#include "fmt/format.h"
#include "matcher/optimize/at.h"

namespace ketnoi::server {
namespace {

constexpr std::string_view kRule = ", as ";

// The number that follows `what` in the text, as in "wishes[3]".
std::optional<size_t> NumberAfter(std::string_view what,
                                  std::string_view text) {
  const size_t at = text.find(what);
  if (at == std::string_view::npos) return std::nullopt;
  text.remove_prefix(at + what.size());
  size_t position = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), position);
  if (error != std::errc() || end == text.data() + text.size() || *end != ']') {
    return std::nullopt;
  }
  return position;
}

// What the matcher says of the rule, with names for positions; empty: nothing.
std::string NamedRule(std::string_view message, const FairRecords& records,
                      const FairModel& model) {
  const size_t at = message.find(kRule);
  if (at == std::string_view::npos) return "";
  std::string rule(message.substr(at + kRule.size()));
  const std::optional<size_t> wish = NumberAfter("wishes[", rule);
  const std::optional<size_t> participant = NumberAfter("participants[", rule);
  std::string name;
  if (wish.has_value() && *wish < model.wish_records.size()) {
    name = records.wishes[At(model.wish_records[*wish])].name();
  } else if (participant.has_value() &&
             *participant < records.participants.size()) {
    name = records.participants[*participant].name();
  }
  if (!name.empty()) rule.replace(0, rule.find(']') + 1, name);
  return ": " + rule;
}

}  // namespace

std::string FixedMessage(const absl::Status& status, const FairRecords& records,
                         const FairModel& model) {
  const std::string message(status.message());
  const std::optional<size_t> position = NumberAfter("wishes[", message);
  if (!position.has_value() || *position >= model.wish_records.size()) {
    return message;
  }
  const v1::Wish& wish = records.wishes[At(model.wish_records[*position])];
  const std::string rule = NamedRule(message, records, model);
  if (wish.fixed_slot().empty()) {
    return fmt::format(
        "{}: its meeting has begun or was held, and cannot be kept beside the "
        "other fixed ones{}",
        wish.name(), rule);
  }
  return fmt::format(
      "{}: fixed_slot '{}' cannot be kept beside the other fixed ones{}",
      wish.name(), wish.fixed_slot(), rule);
}

}  // namespace ketnoi::server
