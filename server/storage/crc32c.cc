#include "server/storage/crc32c.h"

#include <array>
#include <cstddef>

namespace ketnoi::storage {
namespace {

constexpr uint32_t kPolynomial = 0x82f63b78;  // 0x1edc6f41 with bits reversed
constexpr size_t kStride = 8;                 // bytes taken per step

using Tables = std::array<std::array<uint32_t, 256>, kStride>;

// tables[k][b] is the checksum state of byte b followed by k zero bytes, so
// that eight look-ups, combined, advance the state by eight bytes.
constexpr Tables MakeTables() {
  Tables tables{};
  for (uint32_t byte = 0; byte < 256; ++byte) {
    uint32_t state = byte;
    for (int bit = 0; bit < 8; ++bit) {
      state = (state >> 1) ^ ((state & 1) != 0 ? kPolynomial : 0);
    }
    tables[0][byte] = state;
  }
  for (size_t k = 1; k < kStride; ++k) {
    for (size_t byte = 0; byte < 256; ++byte) {
      const uint32_t state = tables[k - 1][byte];
      tables[k][byte] = (state >> 8) ^ tables[0][state & 0xff];
    }
  }
  return tables;
}

constexpr Tables kTables = MakeTables();

uint32_t LoadLittleEndian32(const unsigned char* bytes) {
  return static_cast<uint32_t>(bytes[0]) |
         static_cast<uint32_t>(bytes[1]) << 8 |
         static_cast<uint32_t>(bytes[2]) << 16 |
         static_cast<uint32_t>(bytes[3]) << 24;
}

}  // namespace

uint32_t Crc32c(std::string_view bytes) {
  const auto* next = reinterpret_cast<const unsigned char*>(bytes.data());
  size_t left = bytes.size();
  uint32_t state = 0xffffffff;
  for (; left >= kStride; left -= kStride, next += kStride) {
    const uint32_t low = state ^ LoadLittleEndian32(next);
    const uint32_t high = LoadLittleEndian32(next + 4);
    state = kTables[7][low & 0xff] ^ kTables[6][(low >> 8) & 0xff] ^
            kTables[5][(low >> 16) & 0xff] ^ kTables[4][low >> 24] ^
            kTables[3][high & 0xff] ^ kTables[2][(high >> 8) & 0xff] ^
            kTables[1][(high >> 16) & 0xff] ^ kTables[0][high >> 24];
  }
  for (; left > 0; --left, ++next) {
    state = (state >> 8) ^ kTables[0][(state ^ *next) & 0xff];
  }
  return state ^ 0xffffffff;
}

}  // namespace ketnoi::storage
