#ifndef KETNOI_CLIENTS_CLI_JSON_FILE_H_
#define KETNOI_CLIENTS_CLI_JSON_FILE_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "google/protobuf/message.h"

namespace ketnoi::cli {

// Reads a file that holds one record in its proto3 JSON form, of at most
// `most_bytes`. The error names the file and, where it is known, the field.
absl::Status ReadJsonFile(const std::string& path, size_t most_bytes,
                          google::protobuf::Message& message);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_JSON_FILE_H_
