#include "tests/matcher/match/agreement.h"

#include <cstdlib>
#include <string_view>
#include <utility>

#include "fmt/format.h"

namespace ketnoi::match {
namespace {

std::string Text(const RankKey& key) {
  return fmt::format("{} standing {} score {} to {}", key.id,
                     static_cast<int>(key.standing), key.score, key.score_high);
}

std::string Text(const CriterionOutcome& outcome) {
  const Judgement& judgement = outcome.judgement;
  return fmt::format("verdict {} {} values {} {} contributions {} {}",
                     static_cast<int>(judgement.verdict),
                     ReasonName(judgement.reason), judgement.value,
                     judgement.value_high, outcome.contribution,
                     outcome.contribution_high);
}

std::string Text(const Match& match) {
  return fmt::format("{} capability {} site {}", Text(match.key),
                     match.capability, match.site);
}

}  // namespace

int CaseCount(int cases) {
  const char* value = std::getenv("KETNOI_LONG");
  return value != nullptr && std::string_view(value) == "1" ? 10 * cases
                                                            : cases;
}

absl::StatusOr<CompiledCase> DrawCase(const testing::RandomWorld& world,
                                      testing::Dice& dice) {
  const model::Requirement requirement =
      testing::RandomRequirement(*world.reference, world.as_of, dice);
  const auto overrides = testing::RandomOverrides(requirement, dice);
  auto program = Compile(requirement, world.criteria_set, *world.reference,
                         {world.as_of, overrides});
  auto question = oracle::NaiveCompile(*world.reference, world.criteria_set,
                                       world.as_of, requirement, overrides);
  EXPECT_EQ(program.status().code(), question.status().code());
  if (!program.ok()) return program.status();
  if (!question.ok()) return question.status();
  EXPECT_EQ(program->steps.size(), question->criteria.size());
  for (size_t i = 0; i < program->steps.size(); ++i) {
    EXPECT_EQ(program->steps[i].criterion.key,
              question->criteria[i].criterion.key);
    EXPECT_EQ(program->steps[i].weight_bp, question->criteria[i].weight_bp);
  }
  return CompiledCase{*std::move(program), *std::move(question)};
}

std::string KindsOf(const CompiledCase& compiled) {
  std::string text;
  for (const auto& criterion : compiled.question.criteria) {
    text += fmt::format(
        " {}", model::KindName(model::KindOf(criterion.criterion.test)));
  }
  return text;
}

Ranking AllPages(const Program& program, const index::Snapshot& snapshot,
                 RankQuery query, int32_t page_size) {
  Ranking whole;
  query.limit = page_size;
  query.after.reset();
  for (;;) {
    absl::StatusOr<Ranking> page = Rank(program, snapshot, query);
    if (!page.ok()) {
      ADD_FAILURE() << page.status();
      return whole;
    }
    EXPECT_EQ(page->skipped, static_cast<int64_t>(whole.matches.size()));
    EXPECT_LE(page->matches.size(), static_cast<size_t>(page_size));
    whole.totals = page->totals;
    for (Match& match : page->matches) {
      whole.matches.push_back(std::move(match));
    }
    if (!page->more) return whole;
    if (page->matches.empty()) {
      ADD_FAILURE() << "an empty page says that more follow";
      return whole;
    }
    if (whole.matches.size() >=
        static_cast<size_t>(snapshot.supplier_count())) {
      ADD_FAILURE() << "more matches than suppliers";
      return whole;
    }
    query.after = whole.matches.back().key;
  }
}

RankQuery Everything() {
  RankQuery query;
  for (bool& standing : query.standings) standing = true;
  return query;
}

Match ExplainAlone(const CompiledCase& compiled,
                   const testing::RandomWorld& world,
                   const std::shared_ptr<const model::Supplier>& supplier) {
  const auto snapshot = index::Snapshot::Build(*world.reference, {supplier}, 1);
  return Explain(compiled.program, *snapshot->Find(supplier->id));
}

oracle::Ranking OnlyStandings(oracle::Ranking ranking, const RankQuery& query) {
  std::erase_if(ranking.matches, [&](const Match& match) {
    return !query.standings[static_cast<size_t>(match.key.standing)];
  });
  return ranking;
}

::testing::AssertionResult SameMatch(const Match& actual,
                                     const Match& expected) {
  if (actual.criteria.size() != expected.criteria.size()) {
    return ::testing::AssertionFailure()
           << Text(actual) << " has " << actual.criteria.size()
           << " criteria instead of " << expected.criteria.size();
  }
  for (size_t i = 0; i < actual.criteria.size(); ++i) {
    const std::string got = Text(actual.criteria[i]);
    const std::string want = Text(expected.criteria[i]);
    if (got != want && actual.capability == expected.capability &&
        actual.site == expected.site) {
      return ::testing::AssertionFailure()
             << Text(actual) << ": criterion " << i << " is " << got
             << " instead of " << want;
    }
  }
  if (Text(actual) != Text(expected)) {
    return ::testing::AssertionFailure()
           << Text(actual) << " instead of " << Text(expected);
  }
  return ::testing::AssertionSuccess();
}

::testing::AssertionResult SameRanking(const Ranking& actual,
                                       const oracle::Ranking& expected) {
  for (size_t i = 0; i < actual.matches.size() && i < expected.matches.size();
       ++i) {
    const auto same = SameMatch(actual.matches[i], expected.matches[i]);
    if (!same) return same;
  }
  if (actual.matches.size() != expected.matches.size()) {
    return ::testing::AssertionFailure()
           << actual.matches.size() << " matches instead of "
           << expected.matches.size();
  }
  if (actual.totals != expected.totals) {
    return ::testing::AssertionFailure()
           << "totals " << actual.totals.eligible << ' '
           << actual.totals.conditional << ' ' << actual.totals.ineligible
           << ' ' << actual.totals.outside_category << " instead of "
           << expected.totals.eligible << ' ' << expected.totals.conditional
           << ' ' << expected.totals.ineligible << ' '
           << expected.totals.outside_category;
  }
  return ::testing::AssertionSuccess();
}

}  // namespace ketnoi::match
