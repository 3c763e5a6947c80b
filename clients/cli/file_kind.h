#ifndef KETNOI_CLIENTS_CLI_FILE_KIND_H_
#define KETNOI_CLIENTS_CLI_FILE_KIND_H_

#include <fstream>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace ketnoi::cli {

enum class FileFormat { kJsonLines, kCsv };

// INVALID_ARGUMENT, saying what the file seems to be, if `beginning`, its first
// bytes, shows it to be of another kind than `format`: a spreadsheet's ZIP,
// UTF-16, compressed data, a JSON array, ... A first line that is merely wrong
// is no reason: like any other line it costs only itself.
absl::Status CheckBeginning(std::string_view beginning, FileFormat format);

// Opens `path` for reading and checks its beginning. The error names the file.
absl::Status OpenText(const std::string& path, FileFormat format,
                      std::ifstream& file);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_FILE_KIND_H_
