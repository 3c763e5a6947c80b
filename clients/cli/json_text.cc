#include "clients/cli/json_text.h"

#include "fmt/format.h"
#include "google/protobuf/util/json_util.h"

namespace ketnoi::cli {
namespace {

std::string Json(const google::protobuf::Message& message, bool indented) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = indented;
  std::string json;
  // A message of the service always has a JSON form.
  if (!google::protobuf::util::MessageToJsonString(message, &json, options)
           .ok()) {
    return "";
  }
  if (json.empty() || json.back() != '\n') json += '\n';
  return json;
}

}  // namespace

std::string JsonString(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      json += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    } else {
      json += c;
    }
  }
  return json + '"';
}

std::string JsonText(const google::protobuf::Message& message) {
  return Json(message, true);
}

std::string JsonLine(const google::protobuf::Message& message) {
  return Json(message, false);
}

}  // namespace ketnoi::cli
