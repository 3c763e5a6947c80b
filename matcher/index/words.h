// Texts of a segment as the numbers of their words.
//
// Few words make up most texts of a kind: names of firms, ids, lists of codes.
// A word is what goes up to and with a space or a hyphen. One that occurs
// several times is kept once, and the more often it does the shorter is its
// number; one that occurs once stands in its text. So texts are kept as they
// are, whatever they are. They are reached in groups, so to read one is to pass
// over those before it in its group.
//
// Columns are immutable and thread-safe; builders are not.

#ifndef KETNOI_MATCHER_INDEX_WORDS_H_
#define KETNOI_MATCHER_INDEX_WORDS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/index/texts.h"
#include "matcher/index/value_key.h"

namespace ketnoi::index {

// Numbered texts. What they take together is below 4 GiB.
class WordColumn {
 public:
  WordColumn() { group_begin_.push_back(0); }

  // The text as it was added. O(length of the texts of a group).
  std::string At(int32_t number) const;
  // O(length of the texts of a group).
  int32_t size() const;
  // How many texts are before `text`; how many are not after it. Requires
  // ascending texts. O(log n), but for a group.
  int32_t CountBefore(std::string_view text) const;
  int32_t CountUpTo(std::string_view text) const;
  // As of other columns (texts.h).
  bool Sound() const;

  template <class Self, class Visit>
  static void VisitArrays(Self& self, Visit&& visit) {
    TextColumn::VisitArrays(self.words_, visit);
    visit(self.codes_);
    visit(self.group_begin_);
  }

 private:
  friend class WordColumnBuilder;

  static constexpr size_t kGroup = 16;
  // Ends a text.
  static constexpr uint32_t kEnd = 0;
  // Its length and bytes follow, of a word that is not in words_.
  static constexpr uint32_t kSpelled = 1;
  // Of words_[0].
  static constexpr uint32_t kFirstWord = 2;

  size_t groups() const { return group_begin_.size() - 1; }
  // Reads a number; moves `code` behind it.
  uint32_t ReadNumber(size_t& code) const;
  // Moves `code` behind a text.
  void Skip(size_t& code) const;
  std::string Read(size_t& code) const;
  // Whether a number or text stands at `code` and ends before `end`; moves
  // likewise.
  bool SoundNumber(size_t& code, size_t end, uint32_t& number) const;
  bool SoundText(size_t& code, size_t end) const;
  // How many texts `before` holds of, which it does of the first ones.
  template <class Before>
  int32_t Count(Before before) const;

  TextColumn words_;  // the most frequent first
  // Of each text the codes of its words, then kEnd; seven bits a byte, the
  // lowest first, the high bit set in all but the last.
  std::vector<uint8_t> codes_;
  std::vector<uint32_t> group_begin_;  // and one past the last
};

class WordColumnBuilder {
 public:
  void Add(std::string_view text);
  // Once, at the end.
  WordColumn Take();

 private:
  // Chooses the code of each word; returns those codes.
  std::vector<uint32_t> NumberWords(WordColumn& column) const;

  Interner<std::string> numbers_;
  TextColumn words_;            // in the order of their first occurrence
  std::vector<int32_t> texts_;  // by text: its words' numbers, from 1; then 0
};

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_WORDS_H_
