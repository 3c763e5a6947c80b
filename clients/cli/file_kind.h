#ifndef KETNOI_CLIENTS_CLI_FILE_KIND_H_
#define KETNOI_CLIENTS_CLI_FILE_KIND_H_

#include <fstream>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace ketnoi::cli {

enum class FileFormat { kJsonLines, kCsv };

// INVALID_ARGUMENT, saying what the file seems to be and what to do, if
// `beginning`, its first bytes, shows it to be of another kind than `format`: a
// spreadsheet's ZIP, UTF-16, compressed data, a JSON array, cells separated by
// ';', ... A first line that is merely wrong is no reason: like any other line
// it costs only itself. Without a format: only what neither takes.
absl::Status CheckBeginning(std::string_view beginning,
                            std::optional<FileFormat> format);

// Opens the regular file `path` for reading and checks its beginning. The error
// names the file; NOT_FOUND if there is none.
absl::Status OpenText(const std::string& path, std::optional<FileFormat> format,
                      std::ifstream& file);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_FILE_KIND_H_
