#include "clients/agenda/name_order.h"

#include <unicode/coll.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <cstdint>
#include <vector>

namespace ketnoi::agenda {

struct NameOrder::Collator {
  std::unique_ptr<icu::Collator> icu;
};

NameOrder::NameOrder(const char* language)
    : collator_(std::make_unique<Collator>()) {
  UErrorCode error = U_ZERO_ERROR;
  collator_->icu.reset(
      icu::Collator::createInstance(icu::Locale(language), error));
  if (U_FAILURE(error)) collator_->icu.reset();
}

NameOrder::~NameOrder() = default;

std::string NameOrder::KeyOf(std::string_view name) const {
  // An ICU without its data orders by bytes.
  if (collator_->icu == nullptr) return std::string(name);
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(name.data(), static_cast<int32_t>(name.size())));
  const int32_t size = collator_->icu->getSortKey(text, nullptr, 0);
  std::vector<uint8_t> key(static_cast<size_t>(size));
  collator_->icu->getSortKey(text, key.data(), size);
  return std::string(key.begin(), key.end());
}

}  // namespace ketnoi::agenda
