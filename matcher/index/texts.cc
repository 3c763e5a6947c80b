#include "matcher/index/texts.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace ketnoi::index {

void TextColumn::Append(std::string_view text) {
  bytes_.insert(bytes_.end(), text.begin(), text.end());
  begin_.push_back(static_cast<uint32_t>(bytes_.size()));
}

void TextColumn::ShrinkToFit() {
  bytes_.shrink_to_fit();
  begin_.shrink_to_fit();
}

bool AreOffsets(std::span<const uint32_t> begins, size_t end) {
  return !begins.empty() && begins.front() == 0 && begins.back() == end &&
         std::is_sorted(begins.begin(), begins.end());
}

int32_t Dictionary::Find(std::string_view text) const {
  const auto it =
      std::lower_bound(by_text_.begin(), by_text_.end(), text,
                       [this](int32_t number, std::string_view wanted) {
                         return texts_.At(number) < wanted;
                       });
  return it == by_text_.end() || texts_.At(*it) != text ? -1 : *it;
}

bool Dictionary::Sound() const {
  return texts_.Sound() &&
         by_text_.size() == static_cast<size_t>(texts_.size()) &&
         std::all_of(by_text_.begin(), by_text_.end(), [this](int32_t number) {
           return number >= 0 && number < texts_.size();
         });
}

int32_t DictionaryBuilder::Intern(const std::string& text) {
  const auto [number, is_new] = numbers_.Intern(text);
  if (is_new) dictionary_.texts_.Append(text);
  return number - 1;
}

std::vector<int32_t> DictionaryBuilder::Intern(
    const std::vector<std::string>& texts) {
  std::vector<int32_t> numbers;
  numbers.reserve(texts.size());
  for (const std::string& text : texts) numbers.push_back(Intern(text));
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

std::vector<int32_t> DictionaryBuilder::Intern(
    const Dictionary& other, std::span<const int32_t> numbers) {
  std::vector<int32_t> interned;
  interned.reserve(numbers.size());
  for (const int32_t number : numbers) {
    interned.push_back(Intern(std::string(other.Text(number))));
  }
  std::sort(interned.begin(), interned.end());
  return interned;
}

Dictionary DictionaryBuilder::Take() {
  dictionary_.texts_.ShrinkToFit();
  auto& by_text = dictionary_.by_text_;
  by_text.resize(static_cast<size_t>(dictionary_.size()));
  std::iota(by_text.begin(), by_text.end(), 0);
  std::sort(by_text.begin(), by_text.end(), [this](int32_t a, int32_t b) {
    return dictionary_.Text(a) < dictionary_.Text(b);
  });
  return std::move(dictionary_);
}

}  // namespace ketnoi::index
