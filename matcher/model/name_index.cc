#include "matcher/model/name_index.h"

#include <algorithm>

#include "unicode/normalizer2.h"
#include "unicode/uchar.h"
#include "unicode/unistr.h"
#include "unicode/uscript.h"

namespace ketnoi::model {
namespace {

constexpr int32_t kShared = -2;

// Case folded, compatibility characters replaced, invisible ones removed.
icu::UnicodeString Casefolded(std::string_view utf8) {
  UErrorCode error = U_ZERO_ERROR;
  const auto* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(error);
  const auto text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  if (U_FAILURE(error)) return text;
  icu::UnicodeString result;
  normalizer->normalize(text, result, error);
  return U_FAILURE(error) ? text : result;
}

icu::UnicodeString Decomposed(const icu::UnicodeString& text) {
  UErrorCode error = U_ZERO_ERROR;
  const auto* normalizer = icu::Normalizer2::getNFDInstance(error);
  if (U_FAILURE(error)) return text;
  icu::UnicodeString result;
  normalizer->normalize(text, result, error);
  return U_FAILURE(error) ? text : result;
}

icu::UnicodeString Composed(const icu::UnicodeString& text) {
  UErrorCode error = U_ZERO_ERROR;
  const auto* normalizer = icu::Normalizer2::getNFCInstance(error);
  if (U_FAILURE(error)) return text;
  icu::UnicodeString result;
  normalizer->normalize(text, result, error);
  return U_FAILURE(error) ? text : result;
}

// ASCII for Latin letters that have no decomposition; null: the letter is left
// out. Icelandic eth is here because fonts draw it like Đ, and records use it
// so.
const char* PlainLatin(UChar32 c) {
  switch (c) {
    case U'đ':
    case U'ð':
      return "d";
    case U'ø':
      return "o";
    case U'ł':
      return "l";
    case U'ı':
      return "i";
    case U'æ':
      return "ae";
    case U'œ':
      return "oe";
    default:
      return nullptr;
  }
}

bool IsLatin(UChar32 c) {
  UErrorCode error = U_ZERO_ERROR;
  return uscript_getScript(c, &error) == USCRIPT_LATIN;
}

std::string FoldUnicode(std::string_view utf8) {
  const icu::UnicodeString text = Decomposed(Casefolded(utf8));
  icu::UnicodeString kept;
  bool after_latin = false;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    const bool mark = (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
    if (mark ? after_latin : !u_isalnum(c)) continue;
    if (!mark) after_latin = IsLatin(c);
    if (c < 0x80 || mark || !after_latin) {
      kept.append(c);
    } else if (const char* plain = PlainLatin(c)) {
      kept.append(icu::UnicodeString(plain, -1, US_INV));
    }
  }
  std::string result;
  Composed(kept).toUTF8String(result);
  return result;
}

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80;
  });
}

NameIndex::Claim Put(absl::flat_hash_map<std::string, int32_t>& names,
                     std::string name, int32_t entry) {
  const auto [it, is_new] = names.try_emplace(std::move(name), entry);
  if (is_new || it->second == entry) return NameIndex::Claim::kFree;
  it->second = kShared;
  return NameIndex::Claim::kTaken;
}

}  // namespace

std::string FoldName(std::string_view utf8) {
  if (!IsAscii(utf8)) return FoldUnicode(utf8);
  std::string result;
  result.reserve(utf8.size());
  for (const char c : utf8) {
    if (c >= 'A' && c <= 'Z') {
      result += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      result += c;
    }
  }
  return result;
}

std::string FoldUnit(std::string_view utf8) {
  const icu::UnicodeString text = Casefolded(utf8);
  icu::UnicodeString kept;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    if (!u_isUWhiteSpace(c)) kept.append(c);
  }
  std::string result;
  kept.toUTF8String(result);
  return result;
}

NameIndex::Claim NameIndex::Add(std::string_view name, int32_t entry) {
  std::string folded = fold_(name);
  const bool folded_taken = !folded.empty() && Put(folded_, std::move(folded),
                                                   entry) == Claim::kTaken;
  if (Put(exact_, std::string(name), entry) == Claim::kTaken) {
    return Claim::kTaken;
  }
  return folded_taken ? Claim::kFoldedTaken : Claim::kFree;
}

int32_t NameIndex::Find(std::string_view name) const {
  if (const auto it = exact_.find(std::string(name)); it != exact_.end()) {
    return it->second == kShared ? -1 : it->second;
  }
  const auto it = folded_.find(fold_(name));
  return it == folded_.end() || it->second == kShared ? -1 : it->second;
}

}  // namespace ketnoi::model
