#include "matcher/index/texts.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace ketnoi::index {
namespace {

// The first number of [0, count) for which `before` no longer holds.
template <class Before>
int32_t PartitionPoint(int32_t count, Before before) {
  int32_t first = 0;
  while (count > 0) {
    const int32_t half = count / 2;
    if (before(first + half)) {
      first += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  return first;
}

}  // namespace

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

int32_t FirstNotBefore(const TextColumn& texts, std::string_view text) {
  return PartitionPoint(
      texts.size(), [&](int32_t number) { return texts.At(number) < text; });
}

int32_t FirstAfter(const TextColumn& texts, std::string_view text) {
  return PartitionPoint(
      texts.size(), [&](int32_t number) { return texts.At(number) <= text; });
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

NameColumn::Names NameColumn::At(int32_t number) const {
  size_t code = begin_[static_cast<size_t>(number)];
  Names names;
  names.vi = Read(code);
  names.en = Read(code);
  return names;
}

std::string NameColumn::Read(size_t& code) const {
  std::string name;
  for (bool first = true; codes_[code] != 0; first = false) {
    uint32_t number = 0;
    int shift = 0;
    do {
      number |= uint32_t{codes_[code] & 0x7fu} << shift;
      shift += 7;
    } while ((codes_[code++] & 0x80) != 0);
    if (!first) name += ' ';
    name += words_.At(static_cast<int32_t>(number) - 1);
  }
  ++code;
  return name;
}

bool NameColumn::Sound() const {
  if (!words_.Sound() || !AreOffsets(begin_, codes_.size())) return false;
  for (size_t number = 0; number + 1 < begin_.size(); ++number) {
    size_t code = begin_[number];
    const size_t end = begin_[number + 1];
    if (!SoundName(code, end) || !SoundName(code, end) || code != end) {
      return false;
    }
  }
  return true;
}

bool NameColumn::SoundName(size_t& code, size_t end) const {
  while (code < end && codes_[code] != 0) {
    uint64_t number = 0;
    for (int shift = 0;; shift += 7) {
      if (code == end || shift > 28) return false;
      number |= uint64_t{codes_[code] & 0x7fu} << shift;
      if ((codes_[code++] & 0x80) == 0) break;
    }
    if (number == 0 || number > static_cast<uint64_t>(words_.size())) {
      return false;
    }
  }
  return code++ < end;
}

void NameColumnBuilder::Add(std::string_view vi, std::string_view en) {
  AddName(vi);
  AddName(en);
  names_.begin_.push_back(static_cast<uint32_t>(names_.codes_.size()));
}

void NameColumnBuilder::AddName(std::string_view name) {
  auto& codes = names_.codes_;
  // An empty name has no words; any other one more than it has spaces.
  for (size_t begin = 0; begin < name.size() + (name.empty() ? 0 : 1);) {
    const size_t end = std::min(name.find(' ', begin), name.size());
    const std::string word(name.substr(begin, end - begin));
    const auto [number, is_new] = words_.Intern(word);
    if (is_new) names_.words_.Append(word);
    auto left = static_cast<uint32_t>(number);
    for (; left > 0x7f; left >>= 7) {
      codes.push_back(static_cast<uint8_t>(left | 0x80));
    }
    codes.push_back(static_cast<uint8_t>(left));
    begin = end + 1;
  }
  codes.push_back(0);
}

NameColumn NameColumnBuilder::Take() {
  names_.words_.ShrinkToFit();
  names_.codes_.shrink_to_fit();
  names_.begin_.shrink_to_fit();
  return std::move(names_);
}

}  // namespace ketnoi::index
