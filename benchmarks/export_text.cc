#include "benchmarks/export_text.h"

namespace ketnoi::benchmarks {
namespace {

Text Join(const std::vector<Text>& conditions, std::string_view sql,
          std::string_view cpp, const Text& none) {
  if (conditions.empty()) return none;
  if (conditions.size() == 1) return conditions.front();
  Text joined = conditions.front();
  for (size_t i = 1; i < conditions.size(); ++i) {
    joined.sql += fmt::format(" {} {}", sql, conditions[i].sql);
    joined.cpp += fmt::format(" {} {}", cpp, conditions[i].cpp);
  }
  return Both("({})", joined);
}

}  // namespace

Text IsNull(const Text& column) {
  return {fmt::format("({} IS NULL)", column.sql),
          fmt::format("IsNull({})", column.cpp)};
}

Text Stated(const Text& column) {
  return {fmt::format("({} IS NOT NULL)", column.sql),
          fmt::format("(!IsNull({}))", column.cpp)};
}

Text FirstStated(const Text& a, const Text& b) {
  return {fmt::format("COALESCE({}, {})", a.sql, b.sql),
          fmt::format("(IsNull({0}) ? {1} : {0})", a.cpp, b.cpp)};
}

Text Equals(const Text& a, int64_t value) {
  return {fmt::format("({} = {})", a.sql, value),
          fmt::format("({} == {})", a.cpp, value)};
}

Text OneOf(const Text& a, const std::vector<int64_t>& values) {
  if (values.size() == 1) return Equals(a, values.front());
  std::vector<Text> equal;
  std::string list;
  for (const int64_t value : values) {
    equal.push_back(Equals(a, value));
    list += fmt::format("{}{}", list.empty() ? "" : ", ", value);
  }
  return {fmt::format("({} IN ({}))", a.sql, list), AnyOf(equal).cpp};
}

Text Not(const Text& a) {
  return {fmt::format("(NOT {})", a.sql), fmt::format("(!{})", a.cpp)};
}

Text AllOf(const std::vector<Text>& conditions) {
  return Join(conditions, "AND", "&&", {"(1 = 1)", "true"});
}

Text AnyOf(const std::vector<Text>& conditions) {
  return Join(conditions, "OR", "||", {"(1 = 0)", "false"});
}

Text Choose(std::vector<Choice> choices, const Text& otherwise) {
  while (!choices.empty() && choices.back().then == otherwise) {
    choices.pop_back();
  }
  if (choices.empty()) return otherwise;
  Text text{"CASE", "("};
  for (const Choice& choice : choices) {
    text.sql +=
        fmt::format(" WHEN {} THEN {}", choice.when.sql, choice.then.sql);
    text.cpp += fmt::format("{} ? {} : ", choice.when.cpp, choice.then.cpp);
  }
  text.sql += fmt::format(" ELSE {} END", otherwise.sql);
  text.cpp += otherwise.cpp + ")";
  return text;
}

}  // namespace ketnoi::benchmarks
