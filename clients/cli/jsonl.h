#ifndef KETNOI_CLIENTS_CLI_JSONL_H_
#define KETNOI_CLIENTS_CLI_JSONL_H_

#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>

#include "absl/status/status.h"
#include "google/protobuf/message.h"

namespace ketnoi::cli {

// Reads a text line by line: LF or CRLF, a UTF-8 byte order mark tolerated,
// blank lines passed over but counted. Never holds more than one line of the
// allowed length in memory.
class JsonLinesReader {
 public:
  enum class Outcome {
    kLine,  // line() has one.
    kBad,   // error() says what is wrong with this line; reading goes on.
    kEnd,
  };

  static constexpr size_t kMaxLineBytes = 1 << 20;

  // `in` must outlive the reader; open it in binary mode.
  explicit JsonLinesReader(std::istream& in);

  Outcome Next();

  const std::string& line() const { return line_; }
  // Number of the line, from 1.
  int64_t row() const { return row_; }
  const std::string& error() const { return error_; }
  // Bytes read so far.
  int64_t offset() const { return offset_; }

 private:
  // False at the end of the input.
  bool ReadLine();

  std::istream& in_;
  std::string line_;
  std::string error_;
  int64_t row_ = 0;
  int64_t offset_ = 0;
};

// Parses the proto3 JSON form of `message`, replacing its content. Unknown
// fields are refused. The status's message names the field where it is known.
absl::Status ParseJson(const std::string& json,
                       google::protobuf::Message& message);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_JSONL_H_
