#include "benchmarks/check.h"

#include <algorithm>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "tests/matcher/oracle/naive_rank.h"

namespace ketnoi::benchmarks {
namespace {

// Results that an answer has if the caller does not say how many.
constexpr size_t kPageSize = 20;

// A match in one line: what must be the same.
std::string Line(const match::Match& match) {
  std::string line = fmt::format("{} {} {} {}:", match.key.id,
                                 static_cast<int>(match.key.standing),
                                 match.key.score, match.key.score_high);
  for (const match::CriterionOutcome& outcome : match.criteria) {
    line +=
        fmt::format(" {}/{}/{}", match::ReasonName(outcome.judgement.reason),
                    outcome.contribution, outcome.contribution_high);
  }
  return line;
}

std::string Line(const v1::MatchResult& result) {
  std::string line = fmt::format(
      "{} {} {} {}:", result.supplier().substr(result.supplier().find('/') + 1),
      static_cast<int>(result.standing()) - 1, result.score(),
      result.score_high());
  for (const v1::CriterionResult& criterion : result.criteria()) {
    line +=
        fmt::format(" {}/{}/{}", criterion.reason(), criterion.contribution(),
                    criterion.contribution_high());
  }
  return line;
}

std::string Line(const match::RankKey& key) {
  return fmt::format("{} {} {} {}", key.id, static_cast<int>(key.standing),
                     key.score, key.score_high);
}

std::string TotalsLine(int32_t eligible, int32_t conditional,
                       int32_t ineligible, int32_t outside) {
  return fmt::format("totals {} {} {} {}", eligible, conditional, ineligible,
                     outside);
}

// The naive answer: totals, then `count` lines.
absl::StatusOr<std::vector<std::string>> NaiveLines(
    const ReferenceSource& source, const model::Requirement& requirement,
    const ModelSuppliers& suppliers, size_t count) {
  const auto question = oracle::NaiveCompile(
      source.reference(), source.criteria_set(), AsOfDay(), requirement, {});
  if (!question.ok()) return question.status();
  const oracle::Ranking ranking = oracle::NaiveRank(*question, suppliers);
  const match::StandingTotals& totals = ranking.totals;
  std::vector<std::string> lines = {
      TotalsLine(totals.eligible, totals.conditional, totals.ineligible,
                 totals.outside_category)};
  for (const match::Match& match : ranking.matches) {
    if (lines.size() > count) break;
    if (match.key.standing == match::Standing::kIneligible) continue;
    lines.push_back(Line(match));
  }
  return lines;
}

absl::Status Compare(const ReferenceSource& source,
                     const model::Requirement& requirement,
                     const ModelSuppliers& suppliers,
                     const std::vector<std::string>& actual) {
  const auto expected = NaiveLines(source, requirement, suppliers, kPageSize);
  if (!expected.ok()) return expected.status();
  const size_t common = std::min(actual.size(), expected->size());
  for (size_t i = 0; i < common; ++i) {
    if (actual[i] == (*expected)[i]) continue;
    return absl::InternalError(
        fmt::format("wrong answer in category {}, line {}:\n  {}\ninstead of\n"
                    "  {}",
                    source.reference().categories.Name(requirement.category), i,
                    actual[i], (*expected)[i]));
  }
  if (actual.size() == expected->size()) return absl::OkStatus();
  return absl::InternalError(
      fmt::format("{} matches instead of {}", actual.size(), expected->size()));
}

}  // namespace

absl::Status CheckRanking(const ReferenceSource& source,
                          const model::Requirement& requirement,
                          const ModelSuppliers& suppliers,
                          const match::Ranking& ranking) {
  const match::StandingTotals& totals = ranking.totals;
  std::vector<std::string> lines = {
      TotalsLine(totals.eligible, totals.conditional, totals.ineligible,
                 totals.outside_category)};
  for (const match::Match& match : ranking.matches) {
    lines.push_back(Line(match));
  }
  return Compare(source, requirement, suppliers, lines);
}

absl::Status CheckAnswer(const ReferenceSource& source,
                         const model::Requirement& requirement,
                         const ModelSuppliers& suppliers,
                         const v1::RankSuppliersResponse& answer) {
  const v1::StandingTotals& totals = answer.totals();
  std::vector<std::string> lines = {
      TotalsLine(totals.eligible(), totals.conditional(), totals.ineligible(),
                 totals.outside_category())};
  for (const v1::MatchResult& result : answer.results()) {
    lines.push_back(Line(result));
  }
  return Compare(source, requirement, suppliers, lines);
}

absl::Status CheckPeer(std::string_view peer,
                       const std::vector<match::RankKey>& actual,
                       const std::vector<match::RankKey>& expected) {
  const size_t count = std::max(actual.size(), expected.size());
  for (size_t i = 0; i < count; ++i) {
    const std::string ours = i < expected.size() ? Line(expected[i]) : "none";
    const std::string theirs = i < actual.size() ? Line(actual[i]) : "none";
    if (ours == theirs) continue;
    return absl::InternalError(
        fmt::format("place {}: {} by the {}, {} by the matcher", i + 1, theirs,
                    peer, ours));
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::benchmarks
