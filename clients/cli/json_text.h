#ifndef KETNOI_CLIENTS_CLI_JSON_TEXT_H_
#define KETNOI_CLIENTS_CLI_JSON_TEXT_H_

#include <string>
#include <string_view>

#include "google/protobuf/message.h"

namespace ketnoi::cli {

// `text` as a JSON string, with its quotes.
std::string JsonString(std::string_view text);

// The proto3 JSON form of `message`, indented, with a line feed at the end.
std::string JsonText(const google::protobuf::Message& message);

// The same in one line, with a line feed at the end.
std::string JsonLine(const google::protobuf::Message& message);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_JSON_TEXT_H_
