#include "clients/cli/resource_name.h"

#include <vector>

#include "clients/cli/cells.h"
#include "fmt/format.h"

namespace ketnoi::cli {

absl::StatusOr<ResourceKind> KindOfName(std::string_view name) {
  const std::vector<std::string> parts = SplitList(name, '/');
  if (parts.size() == 2 && parts[0] == "suppliers") {
    return ResourceKind::kSupplier;
  }
  if (parts.size() == 2 && parts[0] == "buyers") return ResourceKind::kBuyer;
  if (parts.size() == 4 && parts[0] == "buyers" && parts[2] == "requirements") {
    return ResourceKind::kRequirement;
  }
  if (parts.size() == 2 && parts[0] == "criteriaSets") {
    return ResourceKind::kCriteriaSet;
  }
  return absl::InvalidArgumentError(
      fmt::format("\"{}\" is not a name: suppliers/ID, buyers/ID, "
                  "buyers/ID/requirements/ID or criteriaSets/ID",
                  name));
}

}  // namespace ketnoi::cli
