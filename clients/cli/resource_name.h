#ifndef KETNOI_CLIENTS_CLI_RESOURCE_NAME_H_
#define KETNOI_CLIENTS_CLI_RESOURCE_NAME_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace ketnoi::cli {

enum class ResourceKind { kSupplier, kBuyer, kRequirement, kBom, kCriteriaSet };

struct ResourceName {
  ResourceKind kind;
  std::string name;  // In full.
};

// What an operand names: a resource name, or BUYER/REQUIREMENT for
// buyers/BUYER/requirements/REQUIREMENT. By its collections only; the service
// checks the rest. INVALID_ARGUMENT lists the forms of names.
absl::StatusOr<ResourceName> ParseName(std::string_view operand);

// ParseName, but INVALID_ARGUMENT for what is not a requirement.
absl::StatusOr<std::string> ParseRequirementName(std::string_view operand);

// A bill of materials: its name in full or BUYER/BOM. INVALID_ARGUMENT for what
// cannot be one.
absl::StatusOr<std::string> ParseBomName(std::string_view operand);

// The name that an operand stands for, which may be the id that ends it:
// "acme" in "suppliers/". Nothing for nothing.
std::string FullName(std::string_view collection, std::string_view operand);

// A resource's name as tables show it: without its collections, which leaves a
// requirement's BUYER/REQUIREMENT, a bill's BUYER/BOM and an id of everything
// else.
std::string ShortForm(std::string_view name);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_RESOURCE_NAME_H_
