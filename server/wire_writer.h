// Writes protobuf messages field by field, without making them first.
//
// An answer of a few hundred small messages takes several times as long to
// make, measure, write and free as to write at once. Everything else is better
// off with the generated classes.

#ifndef KETNOI_SERVER_WIRE_WRITER_H_
#define KETNOI_SERVER_WIRE_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "google/protobuf/message_lite.h"

namespace ketnoi::server {

// The fields of one message, in the order in which they are written: in that of
// their numbers the bytes are those that the generated class would write. As
// there, fields of one value that have the default one are left out. Texts are
// UTF-8, which is not checked. Not thread-safe.
class WireWriter {
 public:
  // Expects about so many bytes.
  explicit WireWriter(size_t expected = 0) { bytes_.resize(expected); }

  // A string.
  void Text(int field, std::string_view text) {
    if (text.empty()) return;
    char* at = Room(2 * kMostVarint + text.size());
    at = WriteTag(field, kDelimited, at);
    at = WriteVarint(text.size(), at);
    std::memcpy(at, text.data(), text.size());
    Advance(at + text.size());
  }
  // An integer of any type that is not zigzag or fixed, a bool or an enum.
  void Number(int field, int64_t number) {
    if (number == 0) return;
    char* const at = WriteTag(field, kVarint, Room(2 * kMostVarint));
    Advance(WriteVarint(static_cast<uint64_t>(number), at));
  }
  // A message.
  void Message(int field, const google::protobuf::MessageLite& message);
  // Fields that another writer has written.
  void Fields(std::string_view written) {
    char* const at = Room(written.size());
    std::memcpy(at, written.data(), written.size());
    Advance(at + written.size());
  }

  // A message whose fields are those written until End, which takes what Begin
  // returned.
  size_t Begin(int field) {
    char* const at = WriteTag(field, kDelimited, Room(kMostVarint + 1));
    Advance(at + 1);  // its length, most of which take one byte
    return size_;
  }
  void End(size_t begin) {
    const size_t size = size_ - begin;
    if (size < kTwoBytes) {
      bytes_[begin - 1] = static_cast<char>(size);
    } else {
      WriteLength(begin, size);
    }
  }

  size_t size() const { return size_; }
  // Takes back what was written since `size` bytes were; not a part of a
  // message that has ended.
  void Truncate(size_t size) { size_ = size; }
  // What was written; leaves nothing.
  std::string Take();

 private:
  static constexpr size_t kMostVarint = 10;
  static constexpr uint64_t kTwoBytes = 1 << 7;  // the least that take two
  // How a field is written, in the lowest bits of its tag.
  static constexpr uint64_t kVarint = 0;
  static constexpr uint64_t kDelimited = 2;

  static char* WriteVarint(uint64_t number, char* at) {
    for (; number >= kTwoBytes; number >>= 7) {
      *at++ = static_cast<char>(number | kTwoBytes);
    }
    *at++ = static_cast<char>(number);
    return at;
  }
  static char* WriteTag(int field, uint64_t type, char* at) {
    return WriteVarint(static_cast<uint64_t>(field) << 3 | type, at);
  }

  // Where `most` more bytes may be written.
  char* Room(size_t most) {
    if (bytes_.size() - size_ < most) Grow(most);
    return bytes_.data() + size_;
  }
  void Advance(const char* end) {
    size_ = static_cast<size_t>(end - bytes_.data());
  }
  void Grow(size_t most);
  // Of the fields from `begin` on, which make room for it.
  void WriteLength(size_t begin, size_t size);

  std::string bytes_;  // the first size_ of them are written
  size_t size_ = 0;
};

// Bytes that are equal for equal messages, also if they hold maps.
std::string DeterministicBytes(const google::protobuf::MessageLite& message);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_WIRE_WRITER_H_
