#include "clients/cli/text_width.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

namespace ketnoi::cli {
namespace {

// One character of a text; code < 0: a byte that is not UTF-8.
struct Character {
  UChar32 code;
  size_t begin;
  size_t end;
};

Character CharacterAt(std::string_view text, size_t position) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int64_t>(text.size());
  auto next = static_cast<int64_t>(position);
  UChar32 code;
  U8_NEXT(bytes, next, size, code);
  return {code, position, static_cast<size_t>(next)};
}

size_t WidthOf(UChar32 code) {
  if (code < 0) return 1;
  switch (u_charType(code)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
      return 0;
    default:
      break;
  }
  const int width = u_getIntPropertyValue(code, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

// The byte offset behind as many characters of `text` as fit into `width`,
// with the marks that belong to the last one.
size_t FittingBytes(std::string_view text, size_t width) {
  size_t used = 0;
  size_t position = 0;
  while (position < text.size()) {
    const Character character = CharacterAt(text, position);
    used += WidthOf(character.code);
    if (used > width) break;
    position = character.end;
  }
  return position;
}

// Where to break a word of which `end` bytes fit: behind a comma or the like
// within it, and never before one.
size_t BreakInWord(std::string_view word, size_t end) {
  constexpr std::string_view kBreakBehind = ",;/-_|";
  const size_t found = word.substr(0, end).find_last_of(kBreakBehind);
  if (found != std::string_view::npos && found > 0) return found + 1;
  if (end >= word.size() || (word[end] != ',' && word[end] != ';')) return end;
  size_t last = 0;  // Where the last character that fits begins.
  for (size_t at = 0; at < end; at = CharacterAt(word, at).end) last = at;
  return last > 0 ? last : end;
}

}  // namespace

size_t DisplayWidth(std::string_view text) {
  size_t width = 0;
  for (size_t position = 0; position < text.size();) {
    const Character character = CharacterAt(text, position);
    width += WidthOf(character.code);
    position = character.end;
  }
  return width;
}

std::string Shorten(std::string_view text, size_t width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  if (width == 0) return "";
  std::string_view kept = text.substr(0, FittingBytes(text, width - 1));
  while (!kept.empty() && kept.back() == ' ') kept.remove_suffix(1);
  return std::string(kept) + "…";
}

std::vector<std::string> Wrap(std::string_view text, size_t width) {
  if (width == 0) width = 1;
  std::vector<std::string> lines;
  while (DisplayWidth(text) > width) {
    size_t end = FittingBytes(text, width);
    if (end == 0) end = CharacterAt(text, 0).end;
    size_t blank = text.substr(0, end + 1).rfind(' ');
    if (blank == std::string_view::npos || blank == 0) {
      blank = BreakInWord(text, end);
    }
    std::string_view line = text.substr(0, blank);
    while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
    lines.emplace_back(line);
    text.remove_prefix(blank);
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  }
  if (!text.empty() || lines.empty()) lines.emplace_back(text);
  return lines;
}

std::string Printable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (size_t position = 0; position < text.size();) {
    const Character character = CharacterAt(text, position);
    if (character.code < 0) {
      result += "\uFFFD";
    } else if (u_iscntrl(character.code) != 0) {
      result += ' ';
    } else {
      result += text.substr(character.begin, character.end - character.begin);
    }
    position = character.end;
  }
  return result;
}

bool IsUtf8(std::string_view text, size_t* position) {
  for (size_t at = 0; at < text.size();) {
    // Most bytes are ASCII: skipped without decoding.
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const Character character = CharacterAt(text, at);
    if (character.code < 0) {
      *position = at;
      return false;
    }
    at = character.end;
  }
  return true;
}

}  // namespace ketnoi::cli
