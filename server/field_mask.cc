#include "server/field_mask.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "fmt/format.h"
#include "google/protobuf/descriptor.h"
#include "server/rpc_status.h"
#include "server/violations.h"

namespace ketnoi::server {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::FieldMask;
using google::protobuf::Message;

constexpr char kEverything[] = "*";

bool IsWritable(const std::string& field) {
  constexpr std::string_view kFixed[] = {"name", "create_time", "update_time",
                                         "revision", "etag"};
  return std::find(std::begin(kFixed), std::end(kFixed), field) ==
         std::end(kFixed);
}

bool IsEverything(const FieldMask& mask) {
  return mask.paths().empty() ||
         std::find(mask.paths().begin(), mask.paths().end(), kEverything) !=
             mask.paths().end();
}

// A copy of `current` in which `fields` are as in `resource`.
void Overlay(const Message& current,
             const std::vector<const FieldDescriptor*>& fields,
             Message& resource) {
  const std::unique_ptr<Message> result(resource.New());
  result->CopyFrom(current);
  for (const FieldDescriptor* field : fields) {
    result->GetReflection()->SwapFields(result.get(), &resource, {field});
  }
  resource.GetReflection()->Swap(&resource, result.get());
}

}  // namespace

absl::Status CheckMask(const FieldMask& mask, const Message& resource) {
  Violations violations;
  for (const std::string& path : mask.paths()) {
    if (path == kEverything) continue;
    const auto* field = resource.GetDescriptor()->FindFieldByName(path);
    if (field == nullptr) {
      violations.Add("update_mask",
                     fmt::format("'{}' is not a top-level field", path));
    } else if (!IsWritable(path)) {
      violations.Add("update_mask", fmt::format("'{}' is output only", path));
    }
  }
  return violations.empty() ? absl::OkStatus() : InvalidFields(violations);
}

void ApplyMask(const FieldMask& mask, const Message& current,
               Message& resource) {
  if (IsEverything(mask)) return;
  std::vector<const FieldDescriptor*> fields;
  for (const std::string& path : mask.paths()) {
    const auto* field = resource.GetDescriptor()->FindFieldByName(path);
    // A path that stands there twice would swap the field back.
    if (std::find(fields.begin(), fields.end(), field) == fields.end()) {
      fields.push_back(field);
    }
  }
  Overlay(current, fields, resource);
}

void MergeSetFields(const Message& current, Message& resource) {
  std::vector<const FieldDescriptor*> fields;
  resource.GetReflection()->ListFields(resource, &fields);
  Overlay(current, fields, resource);
}

}  // namespace ketnoi::server
