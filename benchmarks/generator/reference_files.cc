#include "benchmarks/generator/reference_files.h"

#include <fmt/format.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <fstream>

#include "absl/status/status.h"

namespace ketnoi::generator {
namespace {

template <typename Message>
absl::Status ReadJsonLines(const std::string& path,
                           std::vector<Message>& messages) {
  std::ifstream file(path);
  if (!file) return absl::NotFoundError(fmt::format("cannot read {}", path));
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty()) continue;
    const auto status = google::protobuf::util::JsonStringToMessage(
        line, &messages.emplace_back());
    if (!status.ok()) {
      return absl::InvalidArgumentError(
          fmt::format("{}:{}: {}", path, number, status.ToString()));
    }
  }
  return absl::OkStatus();
}

template <typename Message>
const Message* FindById(const std::vector<Message>& messages,
                        std::string_view id) {
  for (const Message& message : messages) {
    if (IdOf(message.name()) == id) return &message;
  }
  return nullptr;
}

}  // namespace

std::string_view IdOf(std::string_view resource_name) {
  return resource_name.substr(resource_name.find('/') + 1);
}

const ketnoi::v1::Category* ReferenceFiles::FindCategory(
    std::string_view id) const {
  return FindById(categories, id);
}

const ketnoi::v1::CertificateScheme* ReferenceFiles::FindScheme(
    std::string_view id) const {
  return FindById(schemes, id);
}

std::string_view ReferenceFiles::SectorOf(std::string_view category) const {
  const ketnoi::v1::Category* node = FindCategory(category);
  while (node != nullptr && !node->parent().empty()) {
    node = FindCategory(node->parent());
  }
  return node == nullptr ? std::string_view() : IdOf(node->name());
}

std::vector<const ketnoi::v1::AttributeDefinition*>
ReferenceFiles::AttributesOf(std::string_view category) const {
  std::vector<std::string_view> scope;
  for (const ketnoi::v1::Category* node = FindCategory(category);
       node != nullptr; node = FindCategory(node->parent())) {
    scope.push_back(IdOf(node->name()));
  }
  scope.push_back("*");
  std::vector<const ketnoi::v1::AttributeDefinition*> found;
  for (const std::string_view owner : scope) {
    for (const ketnoi::v1::AttributeDefinition& definition : definitions) {
      if (definition.category() != owner ||
          definition.carrier() != ketnoi::v1::ATTRIBUTE_CARRIER_ATTRIBUTE) {
        continue;
      }
      const bool hidden =
          std::any_of(found.begin(), found.end(), [&](const auto* nearer) {
            return nearer->attribute() == definition.attribute();
          });
      if (!hidden) found.push_back(&definition);
    }
  }
  return found;
}

absl::StatusOr<ReferenceFiles> LoadReferenceFiles(const std::string& folder) {
  ReferenceFiles files;
  absl::Status status =
      ReadJsonLines(folder + "/categories.jsonl", files.categories);
  status.Update(ReadJsonLines(folder + "/attribute_definitions.jsonl",
                              files.definitions));
  status.Update(
      ReadJsonLines(folder + "/certificate_schemes.jsonl", files.schemes));
  status.Update(ReadJsonLines(folder + "/provinces.jsonl", files.provinces));
  status.Update(ReadJsonLines(folder + "/industries.jsonl", files.industries));
  if (!status.ok()) return status;
  return files;
}

}  // namespace ketnoi::generator
