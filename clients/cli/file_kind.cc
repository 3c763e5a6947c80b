#include "clients/cli/file_kind.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "clients/cli/byte_order_mark.h"
#include "clients/cli/cells.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

struct Signature {
  std::string_view bytes;
  const char* what;
};

using namespace std::string_view_literals;

constexpr std::array kSignatures = {
    Signature{"PK\x03\x04"sv,
              "a ZIP archive or a spreadsheet (XLSX, ODS); save each sheet as "
              "a CSV file in UTF-8"},
    Signature{"\xD0\xCF\x11\xE0"sv,
              "an old spreadsheet (XLS); save it as CSV in UTF-8"},
    Signature{"\xFF\xFE"sv, "text in UTF-16; save it in UTF-8"},
    Signature{"\xFE\xFF"sv, "text in UTF-16; save it in UTF-8"},
    Signature{"\x1F\x8B"sv, "compressed with gzip; unpack it first"},
    Signature{"BZh"sv, "compressed with bzip2; unpack it first"},
    Signature{"\xFD\x37zXZ"sv, "compressed with xz; unpack it first"},
    Signature{"\x28\xB5\x2F\xFD"sv, "compressed with zstd; unpack it first"},
    Signature{"%PDF"sv, "a PDF document"},
    Signature{"\x7F\x45LF"sv, "a program"},
};

absl::Status Refuse(std::string_view what) {
  return absl::InvalidArgumentError(fmt::format("it is {}", what));
}

// "<html", "<!DOCTYPE", "<?xml", but not "<<<<<<<".
bool IsMarkup(std::string_view text) {
  if (text.size() < 2) return false;
  const char c = text[1];
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '!' ||
         c == '?';
}

// What spreadsheets write in place of RFC 4180 where the list separator of the
// regional settings is no comma. `text` begins with the header.
absl::Status CheckSeparator(std::string_view text) {
  const std::string_view header = text.substr(0, text.find_first_of("\r\n"));
  const std::string lower = Lower(header);
  if (lower.starts_with("sep=") || lower.starts_with("\"sep=")) {
    return Refuse(
        "CSV with a line \"sep=\" of Excel on top; remove that line, so that "
        "the first one names the columns");
  }
  if (header.find(',') != std::string_view::npos) return absl::OkStatus();
  for (const auto& [separator, name] :
       {std::pair(';', "';'"), std::pair('\t', "tabs")}) {
    if (header.find(separator) == std::string_view::npos) continue;
    return Refuse(fmt::format(
        "separated by {}, it seems, not by commas; save it with commas (Excel "
        "takes the list separator of the regional settings)",
        name));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckBeginning(std::string_view beginning,
                            std::optional<FileFormat> format) {
  for (const Signature& signature : kSignatures) {
    if (beginning.substr(0, signature.bytes.size()) == signature.bytes) {
      return Refuse(signature.what);
    }
  }
  // ASCII in UTF-16 without a byte order mark: every other byte is NUL.
  if (beginning.size() >= 4 &&
      ((beginning[0] == '\0' && beginning[2] == '\0') ||
       (beginning[1] == '\0' && beginning[3] == '\0'))) {
    return Refuse("text in UTF-16; save it in UTF-8");
  }
  if (beginning.find('\0') != std::string_view::npos) {
    return Refuse("not a text: it holds NUL bytes");
  }
  if (beginning.substr(0, 3) == kByteOrderMark) beginning.remove_prefix(3);
  const size_t first = beginning.find_first_not_of(" \t\r\n");
  const char c = first == std::string_view::npos ? '\0' : beginning[first];
  if (c == '<' && IsMarkup(beginning.substr(first))) {
    return Refuse("HTML or XML");
  }
  if (format == FileFormat::kCsv && (c == '{' || c == '[')) {
    return Refuse("JSON, not CSV");
  }
  if (format == FileFormat::kJsonLines && c == '[') {
    return Refuse("a JSON array; JSON Lines has one object per line");
  }
  if (format == FileFormat::kCsv && first != std::string_view::npos) {
    return CheckSeparator(beginning.substr(first));
  }
  return absl::OkStatus();
}

absl::Status OpenText(const std::string& path, std::optional<FileFormat> format,
                      std::ifstream& file) {
  std::error_code error;
  const auto there = std::filesystem::status(path, error);
  if (there.type() == std::filesystem::file_type::not_found) {
    return absl::NotFoundError(fmt::format("{}: does not exist", path));
  }
  if (std::filesystem::is_directory(there)) {
    return absl::InvalidArgumentError(fmt::format("{}: it is a folder", path));
  }
  // Read twice, to look at it first; a pipe can be read once.
  if (std::filesystem::exists(there) &&
      !std::filesystem::is_regular_file(there)) {
    return absl::InvalidArgumentError(fmt::format(
        "{}: it is not a regular file; give a file, not a pipe", path));
  }
  errno = 0;
  file.open(path, std::ios::binary);
  if (!file.is_open()) {
    return absl::NotFoundError(
        fmt::format("{}: cannot be opened: {}", path, std::strerror(errno)));
  }
  std::array<char, 512> bytes;
  file.read(bytes.data(), bytes.size());
  const std::string_view beginning(bytes.data(),
                                   static_cast<size_t>(file.gcount()));
  const absl::Status status = CheckBeginning(beginning, format);
  if (!status.ok()) {
    return absl::InvalidArgumentError(
        fmt::format("{}: {}", path, std::string(status.message())));
  }
  file.clear();
  file.seekg(0);
  if (!file.good()) {
    return absl::InvalidArgumentError(fmt::format("{}: cannot be read", path));
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::cli
