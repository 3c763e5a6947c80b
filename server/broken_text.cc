#include "server/broken_text.h"

#include <cstdint>
#include <map>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"
#include "unicode/utf8.h"

namespace ketnoi::server {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

constexpr int kDeepest = 20;

std::string Find(const google::protobuf::Descriptor& type,
                 std::string_view bytes, int depth);

// The path of a broken text in one field, or empty.
std::string FindInField(const FieldDescriptor& field, std::string_view value,
                        int index, int depth) {
  std::string path = field.name();
  if (field.is_repeated()) path += '[' + std::to_string(index) + ']';
  if (field.type() == FieldDescriptor::TYPE_STRING) {
    return IsUtf8(value) ? "" : path;
  }
  if (field.type() != FieldDescriptor::TYPE_MESSAGE) return "";
  const std::string below = Find(*field.message_type(), value, depth + 1);
  return below.empty() ? "" : path + '.' + below;
}

std::string Find(const google::protobuf::Descriptor& type,
                 std::string_view bytes, int depth) {
  if (depth > kDeepest) return "";
  CodedInputStream input(reinterpret_cast<const uint8_t*>(bytes.data()),
                         static_cast<int>(bytes.size()));
  std::map<int, int> seen;  // elements of repeated fields so far
  while (const uint32_t tag = input.ReadTag()) {
    if (WireFormatLite::GetTagWireType(tag) !=
        WireFormatLite::WIRETYPE_LENGTH_DELIMITED) {
      if (!WireFormatLite::SkipField(&input, tag)) return "";
      continue;
    }
    uint32_t size = 0;
    if (!input.ReadVarint32(&size)) return "";
    const auto begin = static_cast<size_t>(input.CurrentPosition());
    if (size > bytes.size() - begin) return "";
    input.Skip(static_cast<int>(size));
    const int number = WireFormatLite::GetTagFieldNumber(tag);
    const FieldDescriptor* field = type.FindFieldByNumber(number);
    if (field == nullptr) continue;
    const std::string path =
        FindInField(*field, bytes.substr(begin, size), seen[number]++, depth);
    if (!path.empty()) return path;
  }
  return "";
}

}  // namespace

bool IsUtf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto length = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < length;) {
    UChar32 c;
    U8_NEXT(bytes, i, length, c);
    if (c < 0) return false;
  }
  return true;
}

std::string FindBrokenText(const google::protobuf::Descriptor& type,
                           std::string_view bytes) {
  return Find(type, bytes, 0);
}

}  // namespace ketnoi::server
