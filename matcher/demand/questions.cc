#include "matcher/demand/questions.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <variant>

#include "matcher/demand/supplier_scan.h"

namespace ketnoi::demand {
namespace {

constexpr int64_t kWholeRequirement = 10000;

// A requirement that waits for a topic, and how many others it waits for.
struct Waiter {
  int32_t others;
  const std::string* name;
};

// What gathers of one topic.
struct Gathered {
  int32_t unlocks = 0;
  int64_t worth_bp = 0;
  std::vector<Waiter> waiters;
};

Question QuestionOf(Topic topic, Gathered& gathered, size_t most) {
  Question question;
  question.topic = topic;
  question.unlocks = gathered.unlocks;
  question.waiting = static_cast<int32_t>(gathered.waiters.size());
  question.worth_bp = gathered.worth_bp;
  auto& waiters = gathered.waiters;
  const size_t shown = std::min(most, waiters.size());
  std::partial_sort(
      waiters.begin(), waiters.begin() + static_cast<std::ptrdiff_t>(shown),
      waiters.end(), [](const Waiter& a, const Waiter& b) {
        return std::tie(a.others, *a.name) < std::tie(b.others, *b.name);
      });
  for (size_t i = 0; i < shown; ++i) {
    question.requirements.push_back({*waiters[i].name, waiters[i].others});
  }
  return question;
}

}  // namespace

Topic TopicOf(const model::Test& test, model::CategoryId category) {
  Topic topic{model::KindOf(test), -1};
  if (std::holds_alternative<model::CategoryTest>(test)) {
    topic.id = category.value;
  } else if (const auto* attribute = std::get_if<model::AttributeTest>(&test)) {
    topic.id = attribute->required.attribute.value;
  } else if (const auto* held = std::get_if<model::CertificateTest>(&test)) {
    topic.id = held->scheme.value;
  } else if (const auto* assessed = std::get_if<model::AssessmentTest>(&test)) {
    topic.id = assessed->scheme.value;
  }
  return topic;
}

absl::StatusOr<Questions> QuestionsFor(const RequirementSet& set,
                                       const index::SupplierAt& supplier,
                                       const QuestionQuery& query) {
  Questions result;
  std::map<Topic, Gathered> gathered;
  SupplierScan scan(set, supplier, query.as_of, query.cancelled);
  for (const auto& block : set.blocks()) {
    const auto [begin, end] = block->WithPrefix(query.prefix);
    if (begin == end || !scan.Enter(*block)) continue;
    const absl::Status status = scan.FindBest(begin, end, false);
    if (!status.ok()) return status;
    scan.ForEachConditional(
        [&, &block = *block](size_t requirement,
                             const std::vector<uint32_t>& unknown) {
          std::set<Topic> topics;
          for (const uint32_t test : unknown) {
            topics.insert(
                TopicOf(block.tests()[test]->criterion.test, block.category()));
          }
          ++result.conditional;
          const auto others = static_cast<int32_t>(topics.size()) - 1;
          for (const Topic& topic : topics) {
            Gathered& of_topic = gathered[topic];
            of_topic.unlocks += others == 0 ? 1 : 0;
            of_topic.worth_bp += kWholeRequirement / (others + 1);
            of_topic.waiters.push_back({others, &block.name(requirement)});
          }
        });
  }
  for (auto& [topic, of_topic] : gathered) {
    result.questions.push_back(
        QuestionOf(topic, of_topic, query.most_requirements));
  }
  std::stable_sort(result.questions.begin(), result.questions.end(),
                   [](const Question& a, const Question& b) {
                     return std::tuple(a.unlocks, a.worth_bp) >
                            std::tuple(b.unlocks, b.worth_bp);
                   });
  return result;
}

}  // namespace ketnoi::demand
