#include "clients/cli/json_file.h"

#include <fstream>

#include "clients/cli/byte_order_mark.h"
#include "clients/cli/file_kind.h"
#include "clients/cli/jsonl.h"
#include "fmt/format.h"

namespace ketnoi::cli {

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
  return absl::InvalidArgumentError(
      fmt::format("{}: {}", path, std::string(status.message())));
}

}  // namespace ketnoi::cli
