#ifndef KETNOI_CLIENTS_CLI_RESOURCE_NAME_H_
#define KETNOI_CLIENTS_CLI_RESOURCE_NAME_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace ketnoi::cli {

enum class ResourceKind { kSupplier, kBuyer, kRequirement, kCriteriaSet };

// What a resource name names, by its collections only; the service checks the
// rest. INVALID_ARGUMENT lists the forms of names.
absl::StatusOr<ResourceKind> KindOfName(std::string_view name);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_RESOURCE_NAME_H_
