#include "server/wire_writer.h"

#include <algorithm>
#include <utility>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace ketnoi::server {

void WireWriter::Message(int field,
                         const google::protobuf::MessageLite& message) {
  const size_t begin = Begin(field);
  const size_t size = message.ByteSizeLong();
  auto* const at = reinterpret_cast<uint8_t*>(Room(size));
  message.SerializeWithCachedSizesToArray(at);
  size_ += size;
  End(begin);
}

std::string WireWriter::Take() {
  bytes_.resize(std::exchange(size_, 0));
  return std::exchange(bytes_, {});
}

void WireWriter::Grow(size_t most) {
  bytes_.resize(std::max(2 * bytes_.size(), size_ + most));
}

void WireWriter::WriteLength(size_t begin, size_t size) {
  char length[kMostVarint];
  const auto bytes = static_cast<size_t>(WriteVarint(size, length) - length);
  Room(bytes - 1);
  char* const fields = bytes_.data() + begin;
  std::memmove(fields + bytes - 1, fields, size);
  std::memcpy(fields - 1, length, bytes);
  size_ += bytes - 1;
}

std::string DeterministicBytes(const google::protobuf::MessageLite& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return bytes;
}

}  // namespace ketnoi::server
