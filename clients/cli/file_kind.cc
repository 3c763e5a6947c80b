#include "clients/cli/file_kind.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

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
              "a ZIP archive or a spreadsheet (XLSX, ODS); save it as CSV"},
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

absl::Status Refuse(const char* what) {
  return absl::InvalidArgumentError(fmt::format("it is {}", what));
}

// "<html", "<!DOCTYPE", "<?xml", but not "<<<<<<<".
bool IsMarkup(std::string_view text) {
  if (text.size() < 2) return false;
  const char c = text[1];
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '!' ||
         c == '?';
}

}  // namespace

absl::Status CheckBeginning(std::string_view beginning, FileFormat format) {
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
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
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
  return absl::OkStatus();
}

absl::Status OpenText(const std::string& path, FileFormat format,
                      std::ifstream& file) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    return absl::InvalidArgumentError(fmt::format("{}: it is a folder", path));
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
    return absl::InvalidArgumentError(
        fmt::format("{}: cannot be read twice; give a file, not a pipe", path));
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::cli
