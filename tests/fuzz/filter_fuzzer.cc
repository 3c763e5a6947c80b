#include <string>

#include "server/filter.h"
#include "tests/fuzz/fuzzer.h"

namespace {

using ketnoi::server::Condition;
using ketnoi::server::Filter;

// The shortest text of a filter: never longer than what it was parsed from.
std::string TextOf(const Filter& filter) {
  std::string text;
  for (const Condition& condition : filter.conditions) {
    if (!text.empty()) text += "AND ";
    text += condition.field + (condition.negated ? "!=\"" : "=\"");
    for (const char c : condition.value) {
      if (c == '"' || c == '\\') text += '\\';
      text += c;
    }
    text += '"';
  }
  return text;
}

}  // namespace

// What is accepted is within the limits and, written again, reads the same.
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using ketnoi::fuzz::Require;
  const auto filter =
      ketnoi::server::ParseFilter(ketnoi::fuzz::AsText(data, size));
  if (!filter.ok()) {
    Require(!filter.status().message().empty());
    return 0;
  }
  Require(size <= ketnoi::server::kMaxFilterBytes);
  Require(filter->conditions.size() <= ketnoi::server::kMaxConditions);
  for (const auto& condition : filter->conditions) {
    Require(!condition.field.empty());
  }
  const auto again = ketnoi::server::ParseFilter(TextOf(*filter));
  Require(again.ok());
  Require(again->conditions == filter->conditions);
  return 0;
}
