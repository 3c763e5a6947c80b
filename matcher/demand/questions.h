// What to ask a supplier: what its record does not state, and what stands
// between it and requirements that are sought.

#ifndef KETNOI_MATCHER_DEMAND_QUESTIONS_H_
#define KETNOI_MATCHER_DEMAND_QUESTIONS_H_

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/demand/requirement_set.h"
#include "matcher/index/snapshot.h"
#include "matcher/model/date.h"
#include "matcher/model/requirement.h"

namespace ketnoi::demand {

// What a record can state and gates look at.
struct Topic {
  model::CriterionKind kind = model::CriterionKind::kCategory;
  // The id of the category, attribute, certificate scheme or assessment scheme;
  // -1 of other kinds.
  int32_t id = -1;
  friend auto operator<=>(const Topic&, const Topic&) = default;
};

// A requirement that waits for an answer.
struct Waiting {
  std::string requirement;
  int32_t other_topics = 0;  // that it waits for besides
};

struct Question {
  Topic topic;
  // Requirements for which the supplier is CONDITIONAL, and this topic is the
  // only one that its best row leaves open in a gate: if it is answered well,
  // it is ELIGIBLE.
  int32_t unlocks = 0;
  // All requirements that wait for it, those included.
  int32_t waiting = 0;
  // The sum over these of a whole (10,000) divided by the topics that each
  // waits for: what an answer is worth if all are as likely.
  int64_t worth_bp = 0;
  // Those with the fewest other topics first, then by name; at most as many as
  // asked for.
  std::vector<Waiting> requirements;
};

struct QuestionQuery {
  model::Date as_of;              // as in RequirementQuery
  std::string prefix;             // likewise
  size_t most_requirements = 20;  // of a question
  std::function<bool()> cancelled;
};

struct Questions {
  // By unlocks, then worth_bp (both descending), then topic.
  std::vector<Question> questions;
  int32_t conditional = 0;  // requirements that wait for at least one topic
};

// The topic of a test of a requirement in `category`.
Topic TopicOf(const model::Test& test, model::CategoryId category);

// O(as RankRequirements). CANCELLED once `cancelled` (null: never) says so.
absl::StatusOr<Questions> QuestionsFor(const RequirementSet& set,
                                       const index::SupplierAt& supplier,
                                       const QuestionQuery& query);

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_QUESTIONS_H_
