#include "server/text_search.h"

#include <algorithm>
#include <utility>

#include "matcher/model/name_index.h"
#include "unicode/locid.h"
#include "unicode/normalizer2.h"
#include "unicode/uchar.h"
#include "unicode/unistr.h"

namespace ketnoi::server {
namespace {

constexpr size_t kMostQueryBytes = 500;

icu::UnicodeString LowerNfc(std::string_view text) {
  icu::UnicodeString unicode = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  unicode.toLower(icu::Locale::getRoot());
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(error);
  if (U_FAILURE(error)) return unicode;
  icu::UnicodeString normal = nfc->normalize(unicode, error);
  return U_FAILURE(error) ? unicode : normal;
}

bool IsWordCharacter(UChar32 c) {
  return u_isalnum(c) || u_charType(c) == U_NON_SPACING_MARK;
}

}  // namespace

TextIndex::Words TextIndex::Split(std::string_view text) {
  Words words;
  const icu::UnicodeString lower = LowerNfc(text);
  icu::UnicodeString word;
  const auto finish = [&] {
    Word entry;
    word.toUTF8String(entry.exact);
    word.remove();
    entry.folded = model::FoldName(entry.exact);
    if (!entry.folded.empty()) words.push_back(std::move(entry));
  };
  for (int32_t i = 0; i < lower.length(); i = lower.moveIndex32(i, 1)) {
    const UChar32 c = lower.char32At(i);
    if (IsWordCharacter(c)) {
      word.append(c);
    } else {
      finish();
    }
  }
  finish();
  return words;
}

void TextIndex::Put(const std::string& key,
                    const std::vector<std::string>& texts) {
  std::vector<Words>& entry = texts_[key];
  entry.clear();
  for (const std::string& text : texts) {
    if (Words words = Split(text); !words.empty()) {
      entry.push_back(std::move(words));
    }
  }
}

void TextIndex::Remove(const std::string& key) { texts_.erase(key); }

TextIndex::Quality TextIndex::MatchWord(const Word& query, const Words& text) {
  Quality best = Quality::kNone;
  for (const Word& word : text) {
    if (word.exact == query.exact) return Quality::kExact;
    if (word.folded == query.folded) {
      best = std::min(best, Quality::kWhole);
    } else if (word.folded.starts_with(query.folded)) {
      best = std::min(best, Quality::kPrefix);
    }
  }
  return best;
}

TextIndex::Quality TextIndex::Match(const Words& query, const Words& text) {
  Quality worst = Quality::kExact;
  for (const Word& word : query) {
    worst = std::max(worst, MatchWord(word, text));
    if (worst == Quality::kNone) break;
  }
  return worst;
}

std::vector<std::string> TextIndex::Search(std::string_view query) const {
  const Words words = Split(query.substr(0, kMostQueryBytes));
  if (words.empty()) return {};
  std::vector<std::pair<Quality, const std::string*>> found;
  for (const auto& [key, texts] : texts_) {
    Quality best = Quality::kNone;
    for (const Words& text : texts) best = std::min(best, Match(words, text));
    if (best != Quality::kNone) found.emplace_back(best, &key);
  }
  std::stable_sort(
      found.begin(), found.end(),
      [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> keys;
  keys.reserve(found.size());
  for (const auto& [quality, key] : found) keys.push_back(*key);
  return keys;
}

}  // namespace ketnoi::server
