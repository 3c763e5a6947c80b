#ifndef KETNOI_CLIENTS_CLI_TEXT_WIDTH_H_
#define KETNOI_CLIENTS_CLI_TEXT_WIDTH_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ketnoi::cli {

// Terminal columns that `text` (UTF-8) takes: combining marks none, East Asian
// wide and full-width characters two, everything else one. A byte that is not
// UTF-8 counts one.
size_t DisplayWidth(std::string_view text);

// `text` if it fits into `width` columns, else its beginning with "…" at the
// end. Never cuts between a letter and its combining marks.
std::string Shorten(std::string_view text, size_t width);

// `text` broken at blanks into lines of at most `width` columns; words that
// are longer are broken behind a comma, hyphen or the like, else anywhere, but
// not before a comma. At least one line.
std::vector<std::string> Wrap(std::string_view text, size_t width);

// `text` with control characters as blanks and broken UTF-8 as U+FFFD, so that
// a record cannot steer the terminal that shows it.
std::string Printable(std::string_view text);

// Whether `text` is UTF-8. If not, `*position` is the first wrong byte's
// offset.
bool IsUtf8(std::string_view text, size_t* position);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_TEXT_WIDTH_H_
