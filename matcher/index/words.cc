#include "matcher/index/words.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace ketnoi::index {
namespace {

// The length of the word that `text` begins with. Requires a text.
size_t WordLength(std::string_view text) {
  const size_t last = text.find_first_of(" -");
  return last == std::string_view::npos ? text.size() : last + 1;
}

void WriteNumber(uint32_t number, std::vector<uint8_t>& codes) {
  for (; number > 0x7f; number >>= 7) {
    codes.push_back(static_cast<uint8_t>(number | 0x80));
  }
  codes.push_back(static_cast<uint8_t>(number));
}

}  // namespace

uint32_t WordColumn::ReadNumber(size_t& code) const {
  uint32_t number = 0;
  int shift = 0;
  do {
    number |= uint32_t{codes_[code] & 0x7fu} << shift;
    shift += 7;
  } while ((codes_[code++] & 0x80) != 0);
  return number;
}

void WordColumn::Skip(size_t& code) const {
  for (;;) {
    const uint32_t number = ReadNumber(code);
    if (number == kEnd) return;
    if (number == kSpelled) {
      const size_t length = ReadNumber(code);
      code += length;
    }
  }
}

std::string WordColumn::Read(size_t& code) const {
  std::string text;
  for (;;) {
    const uint32_t number = ReadNumber(code);
    if (number == kEnd) return text;
    if (number == kSpelled) {
      const size_t length = ReadNumber(code);
      text.append(reinterpret_cast<const char*>(codes_.data()) + code, length);
      code += length;
    } else {
      text += words_.At(static_cast<int32_t>(number - kFirstWord));
    }
  }
}

std::string WordColumn::At(int32_t number) const {
  const auto index = static_cast<size_t>(number);
  size_t code = group_begin_[index / kGroup];
  for (size_t i = index % kGroup; i > 0; --i) Skip(code);
  return Read(code);
}

int32_t WordColumn::size() const {
  if (groups() == 0) return 0;
  size_t count = (groups() - 1) * kGroup;
  for (size_t code = group_begin_[groups() - 1]; code < codes_.size();
       ++count) {
    Skip(code);
  }
  return static_cast<int32_t>(count);
}

template <class Before>
int32_t WordColumn::Count(Before before) const {
  // Groups [0, first) begin with texts that it holds of.
  size_t first = 0;
  for (size_t count = groups(); count > 0;) {
    const size_t half = count / 2;
    size_t code = group_begin_[first + half];
    if (before(Read(code))) {
      first += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  if (first == 0) return 0;
  size_t number = (first - 1) * kGroup;
  for (size_t code = group_begin_[first - 1];
       code < group_begin_[first] && before(Read(code));) {
    ++number;
  }
  return static_cast<int32_t>(number);
}

int32_t WordColumn::CountBefore(std::string_view text) const {
  return Count([text](const std::string& other) { return other < text; });
}

int32_t WordColumn::CountUpTo(std::string_view text) const {
  return Count([text](const std::string& other) { return other <= text; });
}

bool WordColumn::Sound() const {
  if (!words_.Sound() || !AreOffsets(group_begin_, codes_.size()) ||
      groups() > std::numeric_limits<int32_t>::max() / kGroup) {
    return false;
  }
  for (size_t group = 0; group < groups(); ++group) {
    size_t code = group_begin_[group];
    const size_t end = group_begin_[group + 1];
    size_t count = 0;
    for (; code < end; ++count) {
      if (!SoundText(code, end)) return false;
    }
    const bool last = group + 1 == groups();
    if (count == 0 || count > kGroup || (count < kGroup && !last)) return false;
  }
  return true;
}

bool WordColumn::SoundNumber(size_t& code, size_t end, uint32_t& number) const {
  uint64_t wide = 0;
  for (int shift = 0;; shift += 7) {
    if (code == end || shift > 28) return false;
    wide |= uint64_t{codes_[code] & 0x7fu} << shift;
    if ((codes_[code++] & 0x80) == 0) break;
  }
  number = static_cast<uint32_t>(wide);
  return wide == number;
}

bool WordColumn::SoundText(size_t& code, size_t end) const {
  for (;;) {
    uint32_t number = 0;
    if (!SoundNumber(code, end, number)) return false;
    if (number == kEnd) return true;
    if (number == kSpelled) {
      uint32_t length = 0;
      if (!SoundNumber(code, end, length) || length > end - code) return false;
      code += length;
    } else if (number - kFirstWord >= static_cast<uint32_t>(words_.size())) {
      return false;
    }
  }
}

void WordColumnBuilder::Add(std::string_view text) {
  while (!text.empty()) {
    const std::string word(text.substr(0, WordLength(text)));
    const auto [number, is_new] = numbers_.Intern(word);
    if (is_new) words_.Append(word);
    texts_.push_back(number);
    text.remove_prefix(word.size());
  }
  texts_.push_back(0);
}

std::vector<uint32_t> WordColumnBuilder::NumberWords(WordColumn& column) const {
  const auto words = static_cast<size_t>(words_.size());
  std::vector<int32_t> counts(words);
  for (const int32_t number : texts_) {
    if (number > 0) ++counts[static_cast<size_t>(number) - 1];
  }
  std::vector<int32_t> kept;
  for (size_t word = 0; word < words; ++word) {
    if (counts[word] > 1) kept.push_back(static_cast<int32_t>(word));
  }
  std::stable_sort(kept.begin(), kept.end(), [&](int32_t a, int32_t b) {
    return counts[static_cast<size_t>(a)] > counts[static_cast<size_t>(b)];
  });
  std::vector<uint32_t> codes(words, WordColumn::kSpelled);
  uint32_t code = WordColumn::kFirstWord;
  for (const int32_t word : kept) {
    column.words_.Append(words_.At(word));
    codes[static_cast<size_t>(word)] = code++;
  }
  column.words_.ShrinkToFit();
  return codes;
}

WordColumn WordColumnBuilder::Take() {
  WordColumn column;
  const std::vector<uint32_t> code_of = NumberWords(column);
  auto& codes = column.codes_;
  size_t count = 0;
  for (const int32_t number : texts_) {
    if (number == 0) {
      codes.push_back(WordColumn::kEnd);
      if (++count % WordColumn::kGroup == 0) {
        column.group_begin_.push_back(static_cast<uint32_t>(codes.size()));
      }
      continue;
    }
    const uint32_t code = code_of[static_cast<size_t>(number) - 1];
    WriteNumber(code, codes);
    if (code == WordColumn::kSpelled) {
      const std::string_view word = words_.At(number - 1);
      WriteNumber(static_cast<uint32_t>(word.size()), codes);
      codes.insert(codes.end(), word.begin(), word.end());
    }
  }
  if (count % WordColumn::kGroup != 0) {
    column.group_begin_.push_back(static_cast<uint32_t>(codes.size()));
  }
  codes.shrink_to_fit();
  column.group_begin_.shrink_to_fit();
  return column;
}

}  // namespace ketnoi::index
