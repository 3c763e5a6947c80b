#include "server/reference_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include "fmt/format.h"
#include "google/protobuf/util/json_util.h"

namespace ketnoi::server {
namespace {

absl::Status ReadJson(const std::string& json, const std::string& place,
                      google::protobuf::Message* message) {
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = false;
  const auto status =
      google::protobuf::util::JsonStringToMessage(json, message, options);
  if (status.ok()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      fmt::format("{}: {}", place, status.message().ToString()));
}

absl::Status NoFile(const std::string& path) {
  return absl::NotFoundError(fmt::format("cannot read {}", path));
}

}  // namespace

absl::Status ReadMessageLines(
    const std::string& path,
    const std::function<google::protobuf::Message*(int line)>& add) {
  std::ifstream file(path);
  if (!file) return NoFile(path);
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const absl::Status status =
        ReadJson(line, fmt::format("{}:{}", path, number), add(number));
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status ReadMessageFile(const std::string& path,
                             google::protobuf::Message* message) {
  std::ifstream file(path);
  if (!file) return NoFile(path);
  std::ostringstream text;
  text << file.rdbuf();
  return ReadJson(text.str(), path, message);
}

absl::StatusOr<std::vector<std::string>> ListFiles(
    const std::string& folder, const std::string& extension) {
  std::error_code error;
  std::vector<std::string> paths;
  for (std::filesystem::directory_iterator it(folder, error), end;
       !error && it != end; it.increment(error)) {
    if (it->path().extension() == extension) paths.push_back(it->path());
  }
  if (error) return NoFile(folder);
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace ketnoi::server
