#include "clients/cli/resource_name.h"

#include <vector>

#include "clients/cli/cells.h"
#include "clients/cli/suggestion.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

struct Collection {
  std::string_view name;
  ResourceKind kind;
};

constexpr Collection kCollections[] = {
    {"suppliers", ResourceKind::kSupplier},
    {"buyers", ResourceKind::kBuyer},
    {"criteriaSets", ResourceKind::kCriteriaSet},
};

}  // namespace

absl::StatusOr<ResourceName> ParseName(std::string_view operand) {
  const std::vector<std::string> parts = SplitList(operand, '/');
  std::string suggestion;
  if (parts.size() == 2) {
    std::vector<std::string_view> names;
    for (const Collection& collection : kCollections) {
      if (parts[0] == collection.name) {
        return ResourceName{collection.kind, std::string(operand)};
      }
      names.push_back(collection.name);
    }
    // "supplier/x" is rather a slip than a requirement of the buyer "supplier".
    suggestion = SuggestionText(parts[0], names);
    if (suggestion.empty()) {
      return ResourceName{
          ResourceKind::kRequirement,
          fmt::format("buyers/{}/requirements/{}", parts[0], parts[1])};
    }
  }
  if (parts.size() == 4 && parts[0] == "buyers" && parts[2] == "requirements") {
    return ResourceName{ResourceKind::kRequirement, std::string(operand)};
  }
  if (parts.size() == 4 && parts[0] == "buyers" && parts[2] == "boms") {
    return ResourceName{ResourceKind::kBom, std::string(operand)};
  }
  return absl::InvalidArgumentError(fmt::format(
      "\"{}\" is not a name: suppliers/ID, buyers/ID, "
      "buyers/ID/requirements/ID (or BUYER/REQUIREMENT), buyers/ID/boms/ID or "
      "criteriaSets/ID{}",
      operand, suggestion));
}

absl::StatusOr<std::string> ParseRequirementName(std::string_view operand) {
  const auto name = ParseName(operand);
  if (name.ok() && name->kind == ResourceKind::kRequirement) return name->name;
  return absl::InvalidArgumentError(
      fmt::format("\"{}\" is not a requirement's name: "
                  "buyers/ID/requirements/ID, or BUYER/REQUIREMENT",
                  operand));
}

absl::StatusOr<std::string> ParseBomName(std::string_view operand) {
  const std::vector<std::string> parts = SplitList(operand, '/');
  if (parts.size() == 2 && parts[0] != "buyers") {
    return fmt::format("buyers/{}/boms/{}", parts[0], parts[1]);
  }
  if (parts.size() == 4 && parts[0] == "buyers" && parts[2] == "boms") {
    return std::string(operand);
  }
  return absl::InvalidArgumentError(fmt::format(
      "\"{}\" is not the name of a bill of materials: buyers/ID/boms/ID, or "
      "BUYER/BOM",
      operand));
}

std::string FullName(std::string_view collection, std::string_view operand) {
  if (operand.empty() || operand.find('/') != std::string_view::npos) {
    return std::string(operand);
  }
  return fmt::format("{}{}", collection, operand);
}

std::string ShortForm(std::string_view name) {
  std::string result;
  const std::vector<std::string> parts = SplitList(name, '/');
  if (parts.size() % 2 != 0) return std::string(name);  // It is an id already.
  for (size_t i = 1; i < parts.size(); i += 2) {
    if (!result.empty()) result += '/';
    result += parts[i];
  }
  return result;
}

}  // namespace ketnoi::cli
