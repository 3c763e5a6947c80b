#include "server/field_mask.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "fmt/format.h"
#include "google/protobuf/descriptor.h"

namespace ketnoi::server {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::FieldMask;
using google::protobuf::Message;

constexpr char kEverything[] = "*";

bool IsWritable(const std::string& field) {
  constexpr std::string_view kFixed[] = {"name",        "create_time",
                                         "update_time", "revision",
                                         "etag",        "delivery_state"};
  return std::find(std::begin(kFixed), std::end(kFixed), field) ==
         std::end(kFixed);
}

bool IsEverything(const FieldMask& mask) {
  return std::find(mask.paths().begin(), mask.paths().end(), kEverything) !=
         mask.paths().end();
}

std::vector<const FieldDescriptor*> SetFields(const Message& message) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  return fields;
}

std::vector<const FieldDescriptor*> FieldsOf(const FieldMask& mask,
                                             const Message& resource) {
  if (mask.paths().empty()) return SetFields(resource);
  std::vector<const FieldDescriptor*> fields;
  for (const std::string& path : mask.paths()) {
    const auto* field = resource.GetDescriptor()->FindFieldByName(path);
    // A path that stands there twice would swap the field back.
    if (std::find(fields.begin(), fields.end(), field) == fields.end()) {
      fields.push_back(field);
    }
  }
  return fields;
}

// Moves what `source` sets into `target`.
void MergeFields(Message& source, Message& target) {
  const google::protobuf::Reflection& reflection = *source.GetReflection();
  for (const FieldDescriptor* field : SetFields(source)) {
    if (!field->is_repeated() &&
        field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      MergeFields(*reflection.MutableMessage(&source, field),
                  *reflection.MutableMessage(&target, field));
    } else {
      reflection.SwapFields(&source, &target, {field});
    }
  }
}

}  // namespace

bool CheckMask(const FieldMask& mask, const Message& resource,
               Violations& violations) {
  const size_t found = violations.found();
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
  return violations.found() == found;
}

void ApplyMask(const FieldMask& mask, const Message& current,
               Message& resource) {
  if (IsEverything(mask)) return;
  const std::unique_ptr<Message> result(resource.New());
  result->CopyFrom(current);
  result->GetReflection()->SwapFields(result.get(), &resource,
                                      FieldsOf(mask, resource));
  resource.GetReflection()->Swap(&resource, result.get());
}

void MergeInto(const Message& current, Message& resource) {
  const std::unique_ptr<Message> result(resource.New());
  result->CopyFrom(current);
  MergeFields(resource, *result);
  resource.GetReflection()->Swap(&resource, result.get());
}

}  // namespace ketnoi::server
