#include "matcher/index/value_key.h"

#include <variant>

namespace ketnoi::index {

std::string KeyOf(const model::AttributeValue& attribute) {
  struct Visitor {
    KeyWriter& key;

    void operator()(const model::Incomparable&) {}
    void operator()(const model::NumberRange& range) {
      key.Add(range.min).Add(range.max);
    }
    void operator()(const model::Sizes& sizes) {
      for (const int64_t size : sizes.sizes) key.Add(size);
    }
    void operator()(bool flag) { key.Add(flag); }
    void operator()(const model::Codes& codes) {
      key.Add(codes.held.size()).Add(codes.complete);
      for (const auto& code : codes.held) key.Add(code);
      for (const auto& code : codes.not_held) key.Add(code);
    }
    void operator()(const model::Mixture& mixture) {
      for (const auto& [code, share] : mixture.parts) key.Add(code).Add(share);
    }
    void operator()(const model::FoldedText& text) { key.Add(text.text); }
  };
  KeyWriter key;
  key.Add(attribute.value.index());
  std::visit(Visitor{key}, attribute.value);
  return key.Take();
}

}  // namespace ketnoi::index
