// The filter of list calls: conditions joined by AND, each comparing one field
// with a quoted value. A small part of AIP-160's language.
//
//   category = "stamping" AND province != "79"
//
// Pure functions; thread-safe.

#ifndef KETNOI_SERVER_FILTER_H_
#define KETNOI_SERVER_FILTER_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace ketnoi::server {

// field = "value", or, negated, field != "value".
struct Condition {
  std::string field;
  bool negated = false;
  std::string value;
  friend bool operator==(const Condition&, const Condition&) = default;
};

// What all must hold; none: everything passes.
struct Filter {
  std::vector<Condition> conditions;
};

inline constexpr size_t kMaxFilterBytes = 2000;
inline constexpr size_t kMaxConditions = 20;

// Fields are a-z, 0-9 and '_'; values stand in double quotes, in which \" and
// \\ stand for a quote and a backslash. INVALID_ARGUMENT, with the position in
// bytes from 1: anything else, or more than the limits above.
absl::StatusOr<Filter> ParseFilter(std::string_view text);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_FILTER_H_
