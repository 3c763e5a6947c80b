#include "clients/cli/watch_scope.h"

#include <cstdint>
#include <string>
#include <utility>

#include "clients/cli/resource_name.h"

namespace ketnoi::cli {
namespace {

constexpr int64_t kMostWatchedFirst = 100;  // The service's.
constexpr char kAllBuyers[] = "buyers/-";

// "buyers/-", a buyer or a requirement, in full.
absl::StatusOr<std::string> WatchedRequirements(const std::string& text) {
  if (text.empty() || text == kAllBuyers) return text;
  if (text.find('/') == std::string::npos) return FullName("buyers/", text);
  const auto name = ParseName(text);
  if (!name.ok()) return name.status();
  return name->name;
}

}  // namespace

bool HasWatchScope(const Arguments& arguments) {
  for (const char* option :
       {"requirements", "supplier", "first", "criteria-set"}) {
    if (arguments.Has(option)) return true;
  }
  return false;
}

absl::StatusOr<v1::WatchScope> ReadWatchScope(const Arguments& arguments,
                                              v1::WatchScope scope) {
  if (arguments.Has("requirements")) {
    auto requirements = WatchedRequirements(arguments.Get("requirements"));
    if (!requirements.ok()) return requirements.status();
    scope.set_requirements(*std::move(requirements));
  }
  if (arguments.Has("supplier")) {
    scope.set_supplier(FullName("suppliers/", arguments.Get("supplier")));
  }
  const auto first =
      arguments.GetInteger("first", scope.first(), 0, kMostWatchedFirst);
  if (!first.ok()) return first.status();
  scope.set_first(static_cast<int32_t>(*first));
  if (arguments.Has("criteria-set")) {
    scope.set_criteria_set(
        FullName("criteriaSets/", arguments.Get("criteria-set")));
  }
  return scope;
}

}  // namespace ketnoi::cli
