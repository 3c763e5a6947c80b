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

bool IsMark(UChar32 c) { return (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0; }

// Puts the folded form together from a decomposed text.
class Folded {
 public:
  // `c` is a letter, a digit or a mark.
  void Add(UChar32 c) {
    const bool mark = IsMark(c);
    if (mark && after_latin_) return;
    if (!mark) after_latin_ = IsLatin(c);
    if (c < 0x80 || mark || !after_latin_) {
      text_.append(c);
    } else if (const char* plain = PlainLatin(c)) {
      text_.append(icu::UnicodeString(plain, -1, US_INV));
    }
  }

  void AddSigns(const icu::UnicodeString& signs) { text_.append(signs); }

  std::string Text() const {
    std::string result;
    Composed(text_).toUTF8String(result);
    return result;
  }

 private:
  icu::UnicodeString text_;
  bool after_latin_ = false;
};

std::string FoldUnicode(std::string_view utf8) {
  const icu::UnicodeString text = Decomposed(Casefolded(utf8));
  Folded folded;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    if (IsMark(c) || u_isalnum(c)) folded.Add(c);
  }
  return folded.Text();
}

// One character for all kinds of dashes, of slashes and of crosses.
UChar32 UsualSign(UChar32 c) {
  switch (c) {
    case U'\u2212':  // minus
      return U'-';
    case U'\u2044':  // fraction slash, "½" is 1⁄2
    case U'\u2215':  // division slash
      return U'/';
    case U'\u223C':  // tilde operator
      return U'~';
    case U'×':
    case U'*':
      return U'x';
    default:
      return u_charType(c) == U_DASH_PUNCTUATION ? U'-' : c;
  }
}

// Changes a number wherever it stands before it.
bool ComparesOrSigns(UChar32 c) {
  return c == U'+' || c == U'±' || c == U'<' || c == U'>' || c == U'≤' ||
         c == U'≥';
}

// What stands between the character before it (0: none) and a digit, less what
// does not change the number.
icu::UnicodeString SignsBeforeDigit(UChar32 before,
                                    const icu::UnicodeString& between) {
  constexpr std::u32string_view kJoints = U"-.,/:~x";
  constexpr std::u32string_view kOfOneNumber = U"-.,/";
  const bool after_digit = u_isdigit(before);
  icu::UnicodeString signs;
  for (int32_t i = 0; i < between.length(); i = between.moveIndex32(i, 1)) {
    const UChar32 c = UsualSign(between.char32At(i));
    const auto sign = static_cast<char32_t>(c);
    const bool next_to_digit = between.moveIndex32(i, 1) >= between.length();
    const bool next_to_letter = before != 0 && i == 0;
    const bool stays =
        after_digit ? kJoints.find(sign) != std::u32string_view::npos
                    : kOfOneNumber.find(sign) != std::u32string_view::npos &&
                          next_to_digit && !next_to_letter;
    if (stays || ComparesOrSigns(c)) signs.append(c);
  }
  if (after_digit && signs.isEmpty() && !between.isEmpty()) signs.append(u' ');
  return signs;
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

std::string FoldValue(std::string_view utf8) {
  const icu::UnicodeString text = Decomposed(Casefolded(utf8));
  Folded folded;
  UChar32 before = 0;  // the last letter or digit
  icu::UnicodeString between;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    if (u_isalnum(c)) {
      if (u_isdigit(c)) folded.AddSigns(SignsBeforeDigit(before, between));
      between.remove();
      before = c;
    }
    if (u_isalnum(c) || IsMark(c)) {
      folded.Add(c);
    } else {
      between.append(c);
    }
  }
  return folded.Text();
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

void NameList::Add(std::string_view name, int32_t entry) {
  names_.emplace(FoldName(name), entry);
}

std::vector<int32_t> NameList::Named(std::string_view name, size_t most) const {
  return Entries(FoldName(name), true, most);
}

std::vector<int32_t> NameList::BeginningWith(std::string_view name,
                                             size_t most) const {
  return Entries(FoldName(name), false, most);
}

std::vector<int32_t> NameList::Entries(const std::string& folded, bool whole,
                                       size_t most) const {
  std::vector<int32_t> entries;
  if (folded.empty()) return entries;
  for (auto it = names_.lower_bound({folded, 0});
       it != names_.end() && entries.size() < most; ++it) {
    const auto& [name, entry] = *it;
    if (whole ? name != folded : !name.starts_with(folded)) break;
    if (std::find(entries.begin(), entries.end(), entry) == entries.end()) {
      entries.push_back(entry);
    }
  }
  return entries;
}

}  // namespace ketnoi::model
