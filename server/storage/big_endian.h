// Big-endian integers at the ends of strings.

#ifndef KETNOI_SERVER_STORAGE_BIG_ENDIAN_H_
#define KETNOI_SERVER_STORAGE_BIG_ENDIAN_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace ketnoi::storage {

template <typename Unsigned>
void AppendBigEndian(std::string& to, Unsigned number) {
  for (size_t byte = sizeof(Unsigned); byte-- > 0;) {
    to.push_back(static_cast<char>((number >> (8 * byte)) & 0xff));
  }
}

// `bytes` holds at least sizeof(Unsigned).
template <typename Unsigned>
Unsigned ReadBigEndian(std::string_view bytes) {
  Unsigned number = 0;
  for (size_t i = 0; i < sizeof(Unsigned); ++i) {
    number = static_cast<Unsigned>((number << 8) |
                                   static_cast<unsigned char>(bytes[i]));
  }
  return number;
}

}  // namespace ketnoi::storage

#endif  // KETNOI_SERVER_STORAGE_BIG_ENDIAN_H_
