#include <sstream>
#include <string>

#include "clients/cli/jsonl.h"
#include "google/protobuf/util/json_util.h"
#include "ketnoi/v1/requirement.pb.h"
#include "ketnoi/v1/supplier.pb.h"
#include "tests/fuzz/fuzzer.h"

namespace {

using google::protobuf::util::MessageToJsonString;
using ketnoi::fuzz::Require;

// What is accepted has a wire form that parses, and a JSON form; what that
// reads as has a JSON form that reads the same. (The first reading may differ:
// -0 is printed without its sign.)
template <typename Message>
void Parse(const std::string& line) {
  Message message;
  if (!ketnoi::cli::ParseJson(line, message).ok()) return;
  Message again;
  Require(again.ParseFromString(message.SerializeAsString()));
  std::string json;
  if (!MessageToJsonString(message, &json).ok()) return;
  Require(ketnoi::cli::ParseJson(json, message).ok());
  json.clear();
  Require(MessageToJsonString(message, &json).ok());
  Require(ketnoi::cli::ParseJson(json, again).ok());
  Require(again.SerializeAsString() == message.SerializeAsString());
}

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using ketnoi::cli::JsonLinesReader;
  std::istringstream in{std::string(ketnoi::fuzz::AsText(data, size))};
  JsonLinesReader reader(in);
  int64_t row = 0;
  while (true) {
    const auto outcome = reader.Next();
    if (outcome == JsonLinesReader::Outcome::kEnd) break;
    Require(reader.row() > row);
    row = reader.row();
    if (outcome == JsonLinesReader::Outcome::kBad) {
      Require(!reader.error().empty());
      continue;
    }
    Parse<ketnoi::v1::Supplier>(reader.line());
    Parse<ketnoi::v1::Requirement>(reader.line());
  }
  return 0;
}
