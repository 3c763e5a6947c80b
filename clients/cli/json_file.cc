#include "clients/cli/json_file.h"

#include <algorithm>
#include <cstddef>
#include <fstream>

#include "clients/cli/byte_order_mark.h"
#include "clients/cli/file_kind.h"
#include "clients/cli/jsonl.h"
#include "fmt/format.h"

namespace ketnoi::cli {

namespace {

// Where the parser stopped, of a message that ends in lines with what is
// around it and a mark under it. Without these, or if the text around it is
// there twice: the message as it is.
std::string WithPlace(const std::string& json, const std::string& message) {
  const size_t first = message.find('\n');
  const size_t last = message.rfind('\n');
  if (first == last || message.back() != '^') return message;
  const std::string problem = message.substr(0, first);
  const std::string around = message.substr(first + 1, last - first - 1);
  if (around.empty()) {
    return fmt::format("line {}, the end of the file: {}",
                       1 + std::count(json.begin(), json.end(), '\n'), problem);
  }
  const size_t begin = json.find(around);
  if (begin == std::string::npos ||
      json.find(around, begin + 1) != std::string::npos) {
    return message;
  }
  const size_t at = begin + (message.size() - last - 2);
  const auto end = json.begin() + static_cast<std::ptrdiff_t>(at);
  const size_t line_begin = json.rfind('\n', at == 0 ? 0 : at - 1) + 1;
  return fmt::format("line {}, byte {}: {}",
                     1 + std::count(json.begin(), end, '\n'),
                     at - line_begin + 1, problem);
}

}  // namespace

absl::Status ReadJsonFile(const std::string& path, size_t most_bytes,
                          google::protobuf::Message& message) {
  std::ifstream file;
  absl::Status status = OpenText(path, FileFormat::kJsonLines, file);
  if (!status.ok()) return status;
  std::string json(most_bytes + 1, '\0');
  file.read(json.data(), static_cast<std::streamsize>(json.size()));
  json.resize(static_cast<size_t>(file.gcount()));
  if (json.size() > most_bytes) {
    return absl::InvalidArgumentError(
        fmt::format("{}: it is larger than {} bytes", path, most_bytes));
  }
  if (json.compare(0, kByteOrderMark.size(), kByteOrderMark) == 0) {
    json.erase(0, kByteOrderMark.size());
  }
  if (json.find_first_not_of(" \t\r\n") == std::string::npos) {
    return absl::InvalidArgumentError(
        fmt::format("{}: the file is empty", path));
  }
  status = ParseJson(json, message);
  if (status.ok()) return status;
  return absl::InvalidArgumentError(fmt::format(
      "{}: {}", path, WithPlace(json, std::string(status.message()))));
}

}  // namespace ketnoi::cli
