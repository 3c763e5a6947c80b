#include "clients/cli/list_pages.h"

#include <limits>

namespace ketnoi::cli {
namespace {

constexpr int64_t kDefaultLimit = 50;
constexpr int64_t kLargestListPage = 1000;  // The service's.

}  // namespace

absl::StatusOr<ListLimits> ReadListLimits(const Arguments& arguments) {
  constexpr int64_t kNoLimit = std::numeric_limits<int64_t>::max();
  if (arguments.Has("all") && arguments.Has("limit")) {
    return absl::InvalidArgumentError("give --limit or --all, not both");
  }
  const auto limit = arguments.GetInteger(
      "limit", arguments.Has("all") ? kNoLimit : kDefaultLimit, 1, kNoLimit);
  if (!limit.ok()) return limit.status();
  const auto page =
      arguments.GetInteger("page-size", kLargestListPage, 1, kLargestListPage);
  if (!page.ok()) return page.status();
  return ListLimits{*limit, *page};
}

}  // namespace ketnoi::cli
