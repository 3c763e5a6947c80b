#include "clients/cli/jsonl.h"

#include <string_view>

#include "clients/cli/byte_order_mark.h"
#include "clients/cli/text_width.h"
#include "fmt/format.h"
#include "google/protobuf/util/json_util.h"

namespace ketnoi::cli {
namespace {}  // namespace

JsonLinesReader::JsonLinesReader(std::istream& in) : in_(in) {}

bool JsonLinesReader::ReadLine() {
  line_.clear();
  std::streambuf* buffer = in_.rdbuf();
  using Traits = std::char_traits<char>;
  bool any = false;
  for (int c = buffer->sbumpc(); c != Traits::eof(); c = buffer->sbumpc()) {
    any = true;
    ++offset_;
    if (c == '\n') break;
    if (line_.size() > kMaxLineBytes) continue;  // Read on, keep nothing.
    line_ += Traits::to_char_type(c);
  }
  return any;
}

JsonLinesReader::Outcome JsonLinesReader::Next() {
  error_.clear();
  do {
    if (!ReadLine()) return Outcome::kEnd;
    ++row_;
    if (row_ == 1 &&
        line_.compare(0, kByteOrderMark.size(), kByteOrderMark) == 0) {
      line_.erase(0, kByteOrderMark.size());
    }
  } while (line_.find_first_not_of(" \t\r") == std::string::npos);

  size_t position = 0;
  if (line_.size() > kMaxLineBytes) {
    error_ = fmt::format("the line is longer than {} bytes", kMaxLineBytes);
  } else if (line_.find('\0') != std::string::npos) {
    error_ = fmt::format("a NUL byte at byte {}", line_.find('\0') + 1);
  } else if (!IsUtf8(line_, &position)) {
    error_ = fmt::format("not UTF-8 at byte {}", position + 1);
  }
  if (error_.empty()) return Outcome::kLine;
  line_.clear();
  return Outcome::kBad;
}

absl::Status ParseJson(const std::string& json,
                       google::protobuf::Message& message) {
  message.Clear();
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = false;
  const auto status =
      google::protobuf::util::JsonStringToMessage(json, &message, options);
  if (status.ok()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      std::string(status.message().data(), status.message().size()));
}

}  // namespace ketnoi::cli
