#include "clients/cli/proto_field.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

#include "clients/cli/cells.h"
#include "fmt/format.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/time_util.h"

namespace ketnoi::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// "EVIDENCE_LEVEL_" of EVIDENCE_LEVEL_UNSPECIFIED, the first value.
std::string PrefixOf(const EnumDescriptor& type) {
  const std::string& first = type.value(0)->name();
  constexpr std::string_view kUnspecified = "UNSPECIFIED";
  return first.substr(0, first.size() - kUnspecified.size());
}

absl::Status SetEnum(std::string_view cell, const FieldDescriptor& field,
                     const Words& words, Message& message) {
  const EnumDescriptor& type = *field.enum_type();
  std::string allowed;
  for (int i = 0; i < type.value_count(); ++i) {
    const std::string name = ShortName(*type.value(i));
    if (name.empty()) continue;
    if (name == Lower(cell)) {
      const Reflection& reflection = *message.GetReflection();
      if (field.is_repeated()) {
        reflection.AddEnum(&message, &field, type.value(i));
      } else {
        reflection.SetEnum(&message, &field, type.value(i));
      }
      return absl::OkStatus();
    }
    if (!allowed.empty()) allowed += ", ";
    allowed += name;
  }
  return absl::InvalidArgumentError(
      words.Format(Word::kCellIsNoChoice, allowed));
}

absl::Status SetInt32(std::string_view cell, const FieldDescriptor& field,
                      const Words& words, Message& message) {
  const auto number = ParseInteger(cell);
  if (!number.has_value() || *number < std::numeric_limits<int32_t>::min() ||
      *number > std::numeric_limits<int32_t>::max()) {
    return absl::InvalidArgumentError(words(Word::kCellIsNoWholeNumber));
  }
  message.GetReflection()->SetInt32(&message, &field,
                                    static_cast<int32_t>(*number));
  return absl::OkStatus();
}

// Of a oneof one member only is stated; setting another would drop it.
absl::Status CheckOneof(const FieldDescriptor& field, const Words& words,
                        const Message& message) {
  const auto* oneof = field.real_containing_oneof();
  if (oneof == nullptr) return absl::OkStatus();
  const auto* stated =
      message.GetReflection()->GetOneofFieldDescriptor(message, oneof);
  if (stated == nullptr || stated == &field) return absl::OkStatus();
  return absl::InvalidArgumentError(
      words.Format(Word::kCellStandsBeside, stated->name()));
}

// One value into a field that does not repeat, or one more into one that does.
absl::Status SetOne(std::string_view cell, const FieldDescriptor& field,
                    const Words& words, Message& message) {
  const Reflection& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      if (field.is_repeated()) {
        reflection.AddString(&message, &field, std::string(cell));
      } else {
        reflection.SetString(&message, &field, std::string(cell));
      }
      return absl::OkStatus();
    case FieldDescriptor::CPPTYPE_ENUM:
      return SetEnum(cell, field, words, message);
    case FieldDescriptor::CPPTYPE_INT32:
      return SetInt32(cell, field, words, message);
    case FieldDescriptor::CPPTYPE_DOUBLE: {
      const auto number = ParseNumber(cell);
      if (!number.has_value()) {
        return absl::InvalidArgumentError(words(Word::kCellIsNoNumber));
      }
      reflection.SetDouble(&message, &field, *number);
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_BOOL: {
      const auto flag = ParseFlag(cell);
      if (!flag.has_value()) {
        return absl::InvalidArgumentError(words(Word::kCellIsNoFlag));
      }
      reflection.SetBool(&message, &field, *flag);
      return absl::OkStatus();
    }
    default:
      return absl::InternalError("no cell can hold this field");
  }
}

const FieldDescriptor* FindField(const Descriptor& type,
                                 std::string_view name) {
  const std::string text(name);
  if (const auto* field = type.FindFieldByName(text)) return field;
  return type.FindFieldByCamelcaseName(text);
}

std::string Json(const Message& message) {
  if (message.GetDescriptor() == google::protobuf::Timestamp::descriptor()) {
    return google::protobuf::util::TimeUtil::ToString(
        static_cast<const google::protobuf::Timestamp&>(message));
  }
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(message, &json).ok()) {
    return "";
  }
  return json;
}

// The text of a field's value, `index` -1 where the field does not repeat.
std::string ScalarText(const Message& message, const FieldDescriptor& field,
                       int index) {
  const Reflection& r = *message.GetReflection();
  const bool one = index < 0;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return one ? r.GetString(message, &field)
                 : r.GetRepeatedString(message, &field, index);
    case FieldDescriptor::CPPTYPE_ENUM:
      return ShortName(one ? *r.GetEnum(message, &field)
                           : *r.GetRepeatedEnum(message, &field, index));
    case FieldDescriptor::CPPTYPE_INT32:
      return fmt::format("{}",
                         one ? r.GetInt32(message, &field)
                             : r.GetRepeatedInt32(message, &field, index));
    case FieldDescriptor::CPPTYPE_INT64:
      return fmt::format("{}",
                         one ? r.GetInt64(message, &field)
                             : r.GetRepeatedInt64(message, &field, index));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return fmt::format("{}",
                         one ? r.GetDouble(message, &field)
                             : r.GetRepeatedDouble(message, &field, index));
    case FieldDescriptor::CPPTYPE_BOOL:
      return r.GetBool(message, &field) ? "true" : "false";
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return Json(one ? r.GetMessage(message, &field)
                      : r.GetRepeatedMessage(message, &field, index));
    default:
      return "";
  }
}

bool IsSet(const Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  return field.is_repeated() ? reflection.FieldSize(message, &field) > 0
                             : reflection.HasField(message, &field);
}

std::string FieldTextOf(const Message& message, const FieldDescriptor& field,
                        std::optional<int> index) {
  if (!IsSet(message, field)) return "";
  if (!field.is_repeated()) return ScalarText(message, field, -1);
  const int size = message.GetReflection()->FieldSize(message, &field);
  if (index.has_value()) {
    return *index < size ? ScalarText(message, field, *index) : "";
  }
  std::string text;
  for (int i = 0; i < size; ++i) {
    if (i > 0) text += "; ";
    text += ScalarText(message, field, i);
  }
  return text;
}

// One segment of a path: "sites[0]".
struct Segment {
  std::string_view name;
  std::optional<int> index;
};

Segment NextSegment(std::string_view& path) {
  const size_t dot = path.find('.');
  std::string_view text = path.substr(0, dot);
  path.remove_prefix(dot == std::string_view::npos ? path.size() : dot + 1);
  const size_t bracket = text.find('[');
  if (bracket == std::string_view::npos || text.back() != ']')
    return {text, {}};
  const auto index =
      ParseInteger(text.substr(bracket + 1, text.size() - bracket - 2));
  Segment segment{text.substr(0, bracket), {}};
  constexpr int64_t kBeyondAnyList = 1'000'000;
  const bool fits = index.has_value() && *index >= 0 && *index < kBeyondAnyList;
  segment.index = static_cast<int>(fits ? *index : kBeyondAnyList);
  return segment;
}

bool IsLeaf(const FieldDescriptor& field) {
  return field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE ||
         field.message_type() == google::protobuf::Timestamp::descriptor() ||
         field.is_map();
}

void FlattenInto(const Message& message, const std::string& prefix,
                 std::vector<FieldText>& texts) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const std::string path = prefix + field->name();
    if (IsLeaf(*field)) {
      texts.push_back({path, FieldTextOf(message, *field, {})});
    } else if (!field->is_repeated()) {
      FlattenInto(reflection.GetMessage(message, field), path + ".", texts);
    } else {
      for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
        FlattenInto(reflection.GetRepeatedMessage(message, field, i),
                    fmt::format("{}[{}].", path, i), texts);
      }
    }
  }
}

// The texts at `path` within every element of a repeated field, each once.
std::string JoinedTextAt(const Message& message, const FieldDescriptor& field,
                         std::string_view path) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<std::string> texts;
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    std::string text =
        TextAt(reflection.GetRepeatedMessage(message, &field, i), path);
    if (text.empty()) continue;
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) {
      texts.push_back(std::move(text));
    }
  }
  return fmt::format("{}", fmt::join(texts, "; "));
}

}  // namespace

std::string ShortName(const EnumValueDescriptor& value) {
  if (value.number() == 0) return "";
  const std::string prefix = PrefixOf(*value.type());
  const std::string& name = value.name();
  return Lower(name.compare(0, prefix.size(), prefix) == 0
                   ? name.substr(prefix.size())
                   : name);
}

absl::Status SetFromCell(std::string_view path, std::string_view cell,
                         const Words& words, Message& message) {
  Message* parent = &message;
  while (true) {
    const Segment segment = NextSegment(path);
    const FieldDescriptor* field =
        FindField(*parent->GetDescriptor(), segment.name);
    if (field == nullptr) return absl::InternalError("no such field");
    const absl::Status alone = CheckOneof(*field, words, *parent);
    if (!alone.ok()) return alone;
    if (!path.empty()) {
      parent = parent->GetReflection()->MutableMessage(parent, field);
      continue;
    }
    if (!field->is_repeated()) return SetOne(cell, *field, words, *parent);
    for (const std::string& part : SplitList(cell)) {
      const absl::Status status = SetOne(part, *field, words, *parent);
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }
}

std::string TextAt(const Message& message, std::string_view path) {
  const Message* parent = &message;
  while (true) {
    const Segment segment = NextSegment(path);
    const FieldDescriptor* field =
        FindField(*parent->GetDescriptor(), segment.name);
    if (field == nullptr) return "";
    if (path.empty()) return FieldTextOf(*parent, *field, segment.index);
    const Reflection& reflection = *parent->GetReflection();
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return "";
    if (!field->is_repeated()) {
      parent = &reflection.GetMessage(*parent, field);
    } else if (segment.index.has_value() &&
               *segment.index < reflection.FieldSize(*parent, field)) {
      parent = &reflection.GetRepeatedMessage(*parent, field, *segment.index);
    } else if (!segment.index.has_value()) {
      return JoinedTextAt(*parent, *field, path);
    } else {
      return "";
    }
  }
}

std::vector<FieldText> Flatten(const Message& message) {
  std::vector<FieldText> texts;
  FlattenInto(message, "", texts);
  return texts;
}

}  // namespace ketnoi::cli
