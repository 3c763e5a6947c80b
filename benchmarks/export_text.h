// Expressions of a requirement, written for the peers: the same one as SQL and
// as C++.
//
// Integers only. A column that is not stated is NULL in SQL and kNull in C++; a
// comparison with one is not true in SQL, so that a condition on a column that
// may be NULL either comes after a branch that asks IsNull, or says Stated
// itself. Pure functions; thread-safe.

#ifndef KETNOI_BENCHMARKS_EXPORT_TEXT_H_
#define KETNOI_BENCHMARKS_EXPORT_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fmt/format.h"

namespace ketnoi::benchmarks {

struct Text {
  std::string sql;
  std::string cpp;
  friend bool operator==(const Text&, const Text&) = default;
};

// A number, or whatever is written alike in both.
inline Text Alike(std::string text) { return {text, text}; }
inline Text Number(int64_t value) { return Alike(std::to_string(value)); }

// `format` with each Text in its language: Both("({} <= {})", a, Number(5)).
template <class... Texts>
Text Both(std::string_view format, const Texts&... texts) {
  return {fmt::format(fmt::runtime(format), texts.sql...),
          fmt::format(fmt::runtime(format), texts.cpp...)};
}

Text IsNull(const Text& column);
Text Stated(const Text& column);
Text FirstStated(const Text& a, const Text& b);
Text Equals(const Text& a, int64_t value);
// One of `values`; at least one.
Text OneOf(const Text& a, const std::vector<int64_t>& values);
inline Text AtMost(const Text& a, int64_t limit) {
  return Both("({} <= {})", a, Number(limit));
}
inline Text AtLeast(const Text& a, int64_t limit) {
  return Both("({} >= {})", a, Number(limit));
}

Text Not(const Text& a);
// Of none: TRUE, FALSE.
Text AllOf(const std::vector<Text>& conditions);
Text AnyOf(const std::vector<Text>& conditions);

// The first whose condition is true gives the value.
struct Choice {
  Text when;
  Text then;
};
Text Choose(std::vector<Choice> choices, const Text& otherwise);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_EXPORT_TEXT_H_
