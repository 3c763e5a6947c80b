#include "server/import_format.h"

#include "fmt/format.h"
#include "server/broken_text.h"

namespace ketnoi::server {

absl::Status UnreadableRow(const Message& request, const ImportBytes& received,
                           std::string& name) {
  if (!IsUtf8(name)) name.clear();  // an answer cannot hold it
  if (!received.whole()) return MessageTooLarge(received.size);
  const std::string path =
      FindBrokenText(*request.GetDescriptor(), received.bytes);
  if (path.empty()) {
    return InvalidField("row", "the bytes are not a row of this import");
  }
  // "row.supplier.legal_name.vi" -> "legal_name.vi"
  const size_t dot = path.find('.', path.find('.') + 1);
  const std::string field =
      dot == std::string::npos ? path : path.substr(dot + 1);
  return InvalidField(field, "the text is not UTF-8");
}

absl::Status UnreadableOptions(const Message& request,
                               const ImportBytes& received) {
  if (!received.whole()) return MessageTooLarge(received.size);
  const std::string path =
      FindBrokenText(*request.GetDescriptor(), received.bytes);
  if (!path.empty()) return InvalidField(path, "the text is not UTF-8");
  return InvalidField("options", "the bytes are not options of this import");
}

absl::Status CheckRow(bool has_row, int64_t number) {
  if (!has_row) return InvalidField("row", "the message holds none");
  if (number >= 1) return absl::OkStatus();
  return InvalidField("row_number", fmt::format("{} is not 1 or more", number));
}

}  // namespace ketnoi::server
