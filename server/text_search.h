// Search by words in names, without regard to case, accents and đ.
//
// A name matches if every word of the query begins a word of it. Names in which
// every query word stands with the same accents come first, then those in which
// every one is a whole word, then those in which one is only a beginning; ties
// by key. So "hàn" finds "Hàn Việt" before "Han Viet", and finds both.

#ifndef KETNOI_SERVER_TEXT_SEARCH_H_
#define KETNOI_SERVER_TEXT_SEARCH_H_

#include <compare>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace ketnoi::server {

// How the worst of the query's words stands in a name, the best first.
enum class TextQuality { kExact, kWhole, kPrefix };

// What a search found. The order of hits is total: by quality, then by key
// (bytewise).
struct TextHit {
  TextQuality quality = TextQuality::kExact;
  std::string key;
  friend auto operator<=>(const TextHit&, const TextHit&) = default;
};

// The texts (UTF-8) under which `key` is found from now on; none: it is not.
struct TextChange {
  std::string key;
  std::vector<std::string> texts;
};

// The texts of one catalogue at one revision. Immutable, so that a search never
// waits for a write, nor a write for a search; thread-safe.
class TextIndex {
 public:
  TextIndex();

  // This index with `changes` applied in order; the two share what did not
  // change. A change costs the words of its texts and a thousandth of the keys.
  TextIndex With(const std::vector<TextChange>& changes) const;

  // The keys that match, best first. A query without words matches nothing.
  // CANCELLED once `cancelled` (null: never) says so; it is asked every few
  // thousand keys. O(words of all texts): milliseconds at 100,000 names.
  absl::StatusOr<std::vector<TextHit>> Search(
      std::string_view query,
      const std::function<bool()>& cancelled = nullptr) const;

 private:
  struct Entry;
  // Those keys whose hash falls into one shard, in their order.
  using Shard = std::vector<std::shared_ptr<const Entry>>;

  std::vector<std::shared_ptr<const Shard>> shards_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_TEXT_SEARCH_H_
