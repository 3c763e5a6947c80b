#ifndef KETNOI_CLIENTS_CLI_PROTO_FIELD_H_
#define KETNOI_CLIENTS_CLI_PROTO_FIELD_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/words.h"
#include "google/protobuf/generated_enum_reflection.h"
#include "google/protobuf/message.h"

namespace ketnoi::cli {

// Sets the field at `path` ("track_record.industries.values", a path without
// indices) from the text of a CSV cell: numbers in decimal, booleans as
// true/false or yes/no, enum values by their short name ("documented"),
// repeated fields separated by ';'. Messages on the way are made; where another
// member of a oneof is stated already, that is an error. `cell` is not empty.
// The error says in `words` what was expected.
absl::Status SetFromCell(std::string_view path, std::string_view cell,
                         const Words& words,
                         google::protobuf::Message& message);

// The field at `path` as text, with indices where fields repeat
// ("sites[0].province"; names in snake_case or lowerCamelCase). Repeated fields
// without an index are joined with "; " ("sites.province": every site's, each
// once). Messages are in JSON. Empty if it is
// not set or there is no such field.
std::string TextAt(const google::protobuf::Message& message,
                   std::string_view path);

// A field of a message and its value, for people.
struct FieldText {
  std::string path;
  std::string text;
};

// Every field that is set, depth first.
std::vector<FieldText> Flatten(const google::protobuf::Message& message);

// The short form of an enum value: "documented" of EVIDENCE_LEVEL_DOCUMENTED.
// Empty for the unspecified one.
std::string ShortName(const google::protobuf::EnumValueDescriptor& value);

// The short name of an enum's value: "eligible"; empty if it has none.
template <typename Enum>
std::string EnumText(Enum value) {
  const auto* descriptor =
      google::protobuf::GetEnumDescriptor<Enum>()->FindValueByNumber(value);
  return descriptor == nullptr ? "" : ShortName(*descriptor);
}

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_PROTO_FIELD_H_
