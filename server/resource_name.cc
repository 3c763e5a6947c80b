#include "server/resource_name.h"

#include <algorithm>

#include "fmt/format.h"

namespace ketnoi::server {
namespace {

// Takes the part before the next '/' off `rest`.
std::string_view TakeSegment(std::string_view& rest) {
  const size_t slash = rest.find('/');
  const std::string_view segment = rest.substr(0, slash);
  rest = slash == std::string_view::npos ? std::string_view()
                                         : rest.substr(slash + 1);
  return segment;
}

}  // namespace

bool IsId(std::string_view id) {
  constexpr size_t kLongest = 63;
  if (id.empty() || id.size() > kLongest || id.front() == '-') return false;
  return std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool MatchesPattern(std::string_view pattern, std::string_view name) {
  if (std::count(pattern.begin(), pattern.end(), '/') !=
      std::count(name.begin(), name.end(), '/')) {
    return false;
  }
  while (!pattern.empty()) {
    const std::string_view expected = TakeSegment(pattern);
    const std::string_view segment = TakeSegment(name);
    if (expected == "*" ? !IsId(segment) : expected != segment) return false;
  }
  return name.empty();
}

std::string NameProblem(std::string_view pattern, std::string_view name) {
  if (MatchesPattern(pattern, name)) return "";
  return fmt::format("'{}' is not a name of the form '{}', where * is {}", name,
                     pattern, kIdGrammar);
}

std::string_view LastId(std::string_view name) {
  const size_t slash = name.rfind('/');
  return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

std::string_view ParentName(std::string_view name) {
  size_t slash = name.rfind('/');
  if (slash == std::string_view::npos || slash == 0) return {};
  slash = name.rfind('/', slash - 1);
  return slash == std::string_view::npos ? std::string_view()
                                         : name.substr(0, slash);
}

}  // namespace ketnoi::server
