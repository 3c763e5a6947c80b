#include "server/fair_ids.h"

#include "fmt/format.h"

namespace ketnoi::server {

void TextBits::Add(const Texts& texts) {
  for (const std::string& text : texts) bits_.emplace(text, 0);
}

void TextBits::Number(std::string_view field, std::string_view what,
                      Violations& violations) {
  uint64_t bit = 1;
  size_t count = 0;
  for (auto& [text, number] : bits_) {
    if (++count > kMost) {
      violations.Add(field, fmt::format("'{}' is one {} too many: {} are in "
                                        "use, and at most {} can be",
                                        text, what, bits_.size(), kMost));
      return;
    }
    number = bit;
    bit <<= 1;
  }
}

uint64_t TextBits::Of(const Texts& texts) const {
  uint64_t all = 0;
  for (const std::string& text : texts) {
    const auto found = bits_.find(text);
    if (found != bits_.end()) all |= found->second;
  }
  return all;
}

schedule::SlotSet FairIds::SlotsOf(const Texts& slot_ids) const {
  schedule::SlotSet set;
  for (const std::string& id : slot_ids) {
    const auto found = slots.find(id);
    if (found != slots.end()) set.Add(found->second);
  }
  return set;
}

}  // namespace ketnoi::server
