// Strict proto3 JSON files: one message per line, or one per file.

#ifndef KETNOI_SERVER_REFERENCE_FILES_H_
#define KETNOI_SERVER_REFERENCE_FILES_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

namespace ketnoi::server {

// Calls `add` for a new message per line of `path` that is not blank, with the
// number of the line, from 1; reads the line into what it returns.
// INVALID_ARGUMENT, with file and line: not JSON, an unknown field, a value of
// the wrong type. NOT_FOUND: there is no such file.
absl::Status ReadMessageLines(
    const std::string& path,
    const std::function<google::protobuf::Message*(int line)>& add);

// Reads the whole of `path` into `message`. Errors as above, with the file.
absl::Status ReadMessageFile(const std::string& path,
                             google::protobuf::Message* message);

// Paths of the files of `folder` with `extension` (".json"), sorted.
absl::StatusOr<std::vector<std::string>> ListFiles(
    const std::string& folder, const std::string& extension);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_REFERENCE_FILES_H_
