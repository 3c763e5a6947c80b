#ifndef KETNOI_CLIENTS_CLI_SUGGESTION_H_
#define KETNOI_CLIENTS_CLI_SUGGESTION_H_

#include <string>
#include <string_view>
#include <vector>

namespace ketnoi::cli {

// The candidate that somebody who typed `word` most likely meant: at most two
// letters changed, added, left out or swapped, or one for words below five
// letters. Empty: none is that near.
std::string_view Nearest(std::string_view word,
                         const std::vector<std::string_view>& candidates);

// "; did you mean \"sites\"?", or nothing.
std::string SuggestionText(std::string_view word,
                           const std::vector<std::string_view>& candidates);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_SUGGESTION_H_
