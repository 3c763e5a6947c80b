#include "server/text_search.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "matcher/model/name_index.h"
#include "unicode/locid.h"
#include "unicode/normalizer2.h"
#include "unicode/uchar.h"
#include "unicode/unistr.h"

namespace ketnoi::server {
namespace {

constexpr size_t kMostQueryBytes = 500;
// What a change copies is the shard of its key.
constexpr size_t kShards = 1024;
// How often a search looks whether it was cancelled, in keys.
constexpr size_t kCancelKeys = 4096;

// A word as written (lower case, NFC) and folded.
struct Word {
  std::string exact;
  std::string folded;
};
using Words = std::vector<Word>;

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

Words Split(std::string_view text) {
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

// How `query` stands in `text`; nullopt: not at all.
std::optional<TextQuality> MatchWord(const Word& query, const Words& text) {
  std::optional<TextQuality> best;
  for (const Word& word : text) {
    if (word.exact == query.exact) return TextQuality::kExact;
    if (word.folded == query.folded) {
      best = TextQuality::kWhole;
    } else if (!best && word.folded.starts_with(query.folded)) {
      best = TextQuality::kPrefix;
    }
  }
  return best;
}

std::optional<TextQuality> MatchWords(const Words& query, const Words& text) {
  TextQuality worst = TextQuality::kExact;
  for (const Word& word : query) {
    const auto quality = MatchWord(word, text);
    if (!quality) return std::nullopt;
    worst = std::max(worst, *quality);
  }
  return worst;
}

}  // namespace

struct TextIndex::Entry {
  std::string key;
  std::vector<Words> texts;

  // The best of its texts' qualities; nullopt: none matches.
  std::optional<TextQuality> Match(const Words& query) const {
    std::optional<TextQuality> best;
    for (const Words& text : texts) {
      const auto quality = MatchWords(query, text);
      if (quality && (!best || *quality < *best)) best = quality;
    }
    return best;
  }
};

TextIndex::TextIndex() : shards_(kShards, std::make_shared<const Shard>()) {}

TextIndex TextIndex::With(const std::vector<TextChange>& changes) const {
  TextIndex next = *this;
  std::vector<Shard*> copied(kShards, nullptr);
  for (const TextChange& change : changes) {
    const size_t at = std::hash<std::string>()(change.key) % kShards;
    if (copied[at] == nullptr) {
      auto copy = std::make_shared<Shard>(*shards_[at]);
      copied[at] = copy.get();
      next.shards_[at] = std::move(copy);
    }
    Shard& shard = *copied[at];
    auto place =
        std::lower_bound(shard.begin(), shard.end(), change.key,
                         [](const auto& entry, const std::string& key) {
                           return entry->key < key;
                         });
    if (place != shard.end() && (*place)->key == change.key) {
      place = shard.erase(place);
    }
    auto entry = std::make_shared<Entry>();
    entry->key = change.key;
    for (const std::string& text : change.texts) {
      if (Words words = Split(text); !words.empty()) {
        entry->texts.push_back(std::move(words));
      }
    }
    if (!entry->texts.empty()) shard.insert(place, std::move(entry));
  }
  return next;
}

absl::StatusOr<std::vector<TextHit>> TextIndex::Search(
    std::string_view query, const std::function<bool()>& cancelled) const {
  std::vector<TextHit> hits;
  const Words words = Split(query.substr(0, kMostQueryBytes));
  if (words.empty()) return hits;
  size_t until_question = kCancelKeys;
  for (const auto& shard : shards_) {
    for (const auto& entry : *shard) {
      if (--until_question == 0) {
        if (cancelled && cancelled()) {
          return absl::CancelledError("the caller ended the search");
        }
        until_question = kCancelKeys;
      }
      if (const auto quality = entry->Match(words)) {
        hits.push_back({*quality, entry->key});
      }
    }
  }
  std::sort(hits.begin(), hits.end());
  return hits;
}

}  // namespace ketnoi::server
