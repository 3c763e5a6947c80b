// Resource names: "suppliers/acme", "buyers/b1/requirements/r1".
// Pure functions; thread-safe.

#ifndef KETNOI_SERVER_RESOURCE_NAME_H_
#define KETNOI_SERVER_RESOURCE_NAME_H_

#include <string>
#include <string_view>

namespace ketnoi::server {

// What an id looks like, for error messages.
inline constexpr char kIdGrammar[] =
    "1 to 63 characters of a-z, 0-9 and '-', beginning with a letter or digit";

// True if `id` is as kIdGrammar says.
bool IsId(std::string_view id);

// True if `name` is as `pattern` with every "*" an id: "suppliers/*".
bool MatchesPattern(std::string_view pattern, std::string_view name);

// Empty if `name` matches `pattern`; else what is wrong.
std::string NameProblem(std::string_view pattern, std::string_view name);

// "r1" of "buyers/b1/requirements/r1".
std::string_view LastId(std::string_view name);

// "buyers/b1" of "buyers/b1/requirements/r1"; empty of "buyers/b1".
std::string_view ParentName(std::string_view name);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_RESOURCE_NAME_H_
