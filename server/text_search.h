// Search by words in names, without regard to case, accents and đ.
//
// A name matches if every word of the query begins a word of it. Names in which
// every query word stands with the same accents come first, then those in which
// every one is a whole word, then those in which one is only a beginning; ties
// by key. So "hàn" finds "Hàn Việt" before "Han Viet", and finds both.

#ifndef KETNOI_SERVER_TEXT_SEARCH_H_
#define KETNOI_SERVER_TEXT_SEARCH_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ketnoi::server {

// The texts of one catalogue. Thread-compatible: Search may run concurrently
// with Search, not with Put and Remove.
class TextIndex {
 public:
  // The texts (UTF-8) under which `key` is found, in place of those before.
  void Put(const std::string& key, const std::vector<std::string>& texts);
  void Remove(const std::string& key);

  // The keys that match, best first. A query without words matches nothing.
  // O(words of all texts): milliseconds at 100,000 names.
  std::vector<std::string> Search(std::string_view query) const;

 private:
  // A word as written (lower case, NFC) and folded.
  struct Word {
    std::string exact;
    std::string folded;
  };
  using Words = std::vector<Word>;
  enum class Quality { kExact, kWhole, kPrefix, kNone };

  static Words Split(std::string_view text);
  static Quality Match(const Words& query, const Words& text);
  static Quality MatchWord(const Word& query, const Words& text);

  std::map<std::string, std::vector<Words>> texts_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_TEXT_SEARCH_H_
