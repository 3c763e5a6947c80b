#include "server/filter.h"

#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "fmt/format.h"

namespace ketnoi::server {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool IsFieldCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  absl::StatusOr<Filter> Parse() {
    Filter filter;
    SkipBlanks();
    if (AtEnd()) return filter;
    for (;;) {
      auto condition = ParseCondition();
      if (!condition.ok()) return condition.status();
      filter.conditions.push_back(*std::move(condition));
      SkipBlanks();
      if (AtEnd()) return filter;
      if (filter.conditions.size() == kMaxConditions) {
        return Error(fmt::format("more than {} conditions", kMaxConditions));
      }
      if (!ParseAnd()) return Error("expected AND or the end");
    }
  }

 private:
  absl::StatusOr<Condition> ParseCondition() {
    Condition condition;
    SkipBlanks();
    while (!AtEnd() && IsFieldCharacter(text_[at_])) {
      condition.field += text_[at_++];
    }
    if (condition.field.empty()) return Error("expected a field");
    SkipBlanks();
    if (!AtEnd() && text_[at_] == '!') {
      condition.negated = true;
      ++at_;
    }
    if (AtEnd() || text_[at_] != '=') return Error("expected = or !=");
    ++at_;
    SkipBlanks();
    if (AtEnd() || text_[at_] != '"') return Error("expected a quoted value");
    ++at_;
    if (!ParseQuoted(condition.value)) return Error("the quote is not closed");
    return condition;
  }

  // The rest of a quoted value, with its closing quote.
  bool ParseQuoted(std::string& value) {
    while (!AtEnd() && text_[at_] != '"') {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      value += text_[at_++];
    }
    if (AtEnd()) return false;
    ++at_;
    return true;
  }

  bool ParseAnd() {
    if (text_.substr(at_, 3) != "AND") return false;
    if (at_ + 3 < text_.size() && !IsBlank(text_[at_ + 3])) return false;
    at_ += 3;
    return true;
  }

  void SkipBlanks() {
    while (!AtEnd() && IsBlank(text_[at_])) ++at_;
  }

  bool AtEnd() const { return at_ == text_.size(); }

  absl::Status Error(std::string_view what) const {
    return absl::InvalidArgumentError(
        fmt::format("filter, position {}: {}", at_ + 1, what));
  }

  const std::string_view text_;
  size_t at_ = 0;
};

}  // namespace

absl::StatusOr<Filter> ParseFilter(std::string_view text) {
  if (text.size() > kMaxFilterBytes) {
    return absl::InvalidArgumentError(
        fmt::format("filter, position {}: {} bytes, at most {} are allowed",
                    kMaxFilterBytes + 1, text.size(), kMaxFilterBytes));
  }
  return Parser(text).Parse();
}

}  // namespace ketnoi::server
