// Finds out which values are equal, while a segment is built.
//
// Not thread-safe.

#ifndef KETNOI_MATCHER_INDEX_VALUE_KEY_H_
#define KETNOI_MATCHER_INDEX_VALUE_KEY_H_

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace ketnoi::index {

// Makes a key of the parts of a value, added in a fixed order.
class KeyWriter {
 public:
  template <class T>
  requires std::is_arithmetic_v<T> KeyWriter& Add(T value) {
    char bytes[sizeof(T)];
    std::memcpy(bytes, &value, sizeof(T));
    key_.append(bytes, sizeof(T));
    return *this;
  }
  KeyWriter& Add(std::string_view text) {
    Add(text.size());
    key_ += text;
    return *this;
  }
  KeyWriter& Add(std::span<const int32_t> values) {
    Add(values.size());
    for (const int32_t value : values) Add(value);
    return *this;
  }
  std::string Take() { return std::move(key_); }

 private:
  std::string key_;
};

// Numbers distinct keys in the order of their first occurrence, from 1.
template <class Key>
class Interner {
 public:
  // The number, and whether it is new.
  std::pair<int32_t, bool> Intern(const Key& key) {
    const auto next = static_cast<int32_t>(numbers_.size()) + 1;
    const auto [it, is_new] = numbers_.try_emplace(key, next);
    return {it->second, is_new};
  }

 private:
  absl::flat_hash_map<Key, int32_t> numbers_;
};

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_VALUE_KEY_H_
