#include "matcher/demand/questions.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "fmt/format.h"
#include "gtest/gtest.h"
#include "tests/matcher/demand/draw_program.h"
#include "tests/matcher/match/agreement.h"

namespace ketnoi::demand {
namespace {

using match::Standing;
using match::Verdict;

struct Case {
  std::string name;
  match::CompiledCase compiled;
};

// Topics that the supplier's best row leaves open in gates; empty unless it is
// CONDITIONAL.
std::set<Topic> OpenTopics(const Case& one, const model::Supplier& supplier) {
  std::set<Topic> topics;
  const auto& question = one.compiled.question;
  if (!oracle::IsCandidate(question, supplier)) return topics;
  const match::Match match = oracle::NaiveExplain(question, supplier);
  if (match.key.standing != Standing::kConditional) return topics;
  for (size_t i = 0; i < match.criteria.size(); ++i) {
    const model::Criterion& criterion = question.criteria[i].criterion;
    if (criterion.gate &&
        match.criteria[i].judgement.verdict == Verdict::kUnknown) {
      topics.insert(TopicOf(criterion.test, one.compiled.program.category));
    }
  }
  return topics;
}

// The same, topic by topic, from plain lists.
Questions NaiveQuestions(const std::vector<Case>& cases,
                         const model::Supplier& supplier, size_t most) {
  Questions result;
  std::map<Topic, Question> questions;
  for (const Case& one : cases) {
    const std::set<Topic> topics = OpenTopics(one, supplier);
    if (!topics.empty()) ++result.conditional;
    for (const Topic& topic : topics) {
      Question& question = questions[topic];
      question.topic = topic;
      const auto count = static_cast<int32_t>(topics.size());
      question.unlocks += count == 1 ? 1 : 0;
      question.waiting += 1;
      question.worth_bp += 10000 / count;
      question.requirements.push_back({one.name, count - 1});
    }
  }
  for (auto& [topic, question] : questions) {
    std::sort(question.requirements.begin(), question.requirements.end(),
              [](const Waiting& a, const Waiting& b) {
                return std::tie(a.other_topics, a.requirement) <
                       std::tie(b.other_topics, b.requirement);
              });
    if (question.requirements.size() > most) question.requirements.resize(most);
    result.questions.push_back(question);
  }
  std::sort(result.questions.begin(), result.questions.end(),
            [](const Question& a, const Question& b) {
              if (a.unlocks != b.unlocks) return a.unlocks > b.unlocks;
              if (a.worth_bp != b.worth_bp) return a.worth_bp > b.worth_bp;
              return a.topic < b.topic;
            });
  return result;
}

TEST(QuestionsTest, AreThoseOfTheNaiveMatcher) {
  int64_t compared = 0;
  for (int w = 0; w < match::CaseCount(200); ++w) {
    SCOPED_TRACE(w);
    const auto world = testing::MakeRandomWorld(uint64_t(w) + 80'000);
    testing::Dice dice(uint64_t(w) + 11);
    RequirementSetBuilder builder(*world.reference, world.criteria_set);
    std::vector<Case> cases;
    for (int r = 0; r < 15; ++r) {
      auto compiled = match::DrawCase(world, dice);
      if (!compiled.ok()) continue;
      cases.push_back({fmt::format("r{:02}", r), *std::move(compiled)});
      builder.Put({cases.back().name, {}, cases.back().compiled.program});
    }
    const auto set = builder.Build();
    const auto snapshot =
        index::Snapshot::Build(*world.reference, world.suppliers, 1);
    for (const auto& supplier : world.suppliers) {
      QuestionQuery query;
      query.as_of = world.as_of;
      query.most_requirements = static_cast<size_t>(dice.Below(5));
      const auto actual =
          QuestionsFor(*set, *snapshot->Find(supplier->id), query);
      ASSERT_TRUE(actual.ok());
      const Questions expected =
          NaiveQuestions(cases, *supplier, query.most_requirements);
      EXPECT_EQ(actual->conditional, expected.conditional);
      ASSERT_EQ(actual->questions.size(), expected.questions.size());
      for (size_t q = 0; q < expected.questions.size(); ++q) {
        const Question& got = actual->questions[q];
        const Question& want = expected.questions[q];
        ASSERT_EQ(got.topic, want.topic);
        EXPECT_EQ(got.unlocks, want.unlocks);
        EXPECT_EQ(got.waiting, want.waiting);
        EXPECT_EQ(got.worth_bp, want.worth_bp);
        ASSERT_EQ(got.requirements.size(), want.requirements.size());
        for (size_t i = 0; i < want.requirements.size(); ++i) {
          EXPECT_EQ(got.requirements[i].requirement,
                    want.requirements[i].requirement);
          EXPECT_EQ(got.requirements[i].other_topics,
                    want.requirements[i].other_topics);
        }
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 1000);
}

}  // namespace
}  // namespace ketnoi::demand
