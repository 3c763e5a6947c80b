#include <sstream>
#include <string>

#include "clients/cli/jsonl.h"
#include "ketnoi/v1/requirement.pb.h"
#include "ketnoi/v1/supplier.pb.h"
#include "tests/fuzz/fuzzer.h"

namespace {

// What is accepted is a message: it has a wire form that parses.
template <typename Message>
void Parse(const std::string& line) {
  Message message;
  if (!ketnoi::cli::ParseJson(line, message).ok()) return;
  Message again;
  ketnoi::fuzz::Require(again.ParseFromString(message.SerializeAsString()));
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
    ketnoi::fuzz::Require(reader.row() > row);
    row = reader.row();
    if (outcome == JsonLinesReader::Outcome::kBad) {
      ketnoi::fuzz::Require(!reader.error().empty());
      continue;
    }
    Parse<ketnoi::v1::Supplier>(reader.line());
    Parse<ketnoi::v1::Requirement>(reader.line());
  }
  return 0;
}
