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

void Violations::Add(std::string_view field, std::string_view description,
                     v1::ErrorReason reason, const ErrorMetadata& metadata) {
  if (found_ == 0) {
    reason_ = reason;
    metadata_ = metadata;
  } else if (reason != reason_) {
    reason_ = v1::ERROR_REASON_FIELD_VIOLATIONS;
    metadata_.clear();
  }
  ++found_;
  if (kept_.size() >= kMostKept) return;
  Violation violation{Shortened(field, kMostTextBytes),
                      Shortened(description, kMostTextBytes)};
  const size_t size = violation.field.size() + violation.description.size();
  if (bytes_ + size > kMostBytes) return;
  bytes_ += size;
  kept_.push_back(std::move(violation));
}

void Violations::AddBelow(std::string_view field, const Violations& below) {
  for (const Violation& violation : below.kept_) {
    Add(std::string(field) + "." + violation.field, violation.description,
        below.reason_, below.metadata_);
  }
  found_ += below.found_ - below.kept_.size();
}

}  // namespace ketnoi::server
