#include "server/violations.h"

#include <utility>

namespace ketnoi::server {

std::string Shortened(std::string_view utf8, size_t limit) {
  if (utf8.size() <= limit) return std::string(utf8);
  constexpr std::string_view kCut = "…";
  size_t end = limit > kCut.size() ? limit - kCut.size() : 0;
  // 10xxxxxx continues a character.
  while (end > 0 && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80) {
    --end;
  }
  return std::string(utf8.substr(0, end)).append(kCut);
}

void Violations::Add(std::string_view field, std::string_view description) {
  ++found_;
  if (kept_.size() >= kMostKept) return;
  Violation violation{Shortened(field, kMostTextBytes),
                      Shortened(description, kMostTextBytes)};
  const size_t size = violation.field.size() + violation.description.size();
  if (bytes_ + size > kMostBytes) return;
  bytes_ += size;
  kept_.push_back(std::move(violation));
}

}  // namespace ketnoi::server
