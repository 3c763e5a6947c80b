#include <string>
#include <utility>

#include "matcher/demand/questions.h"
#include "matcher/match/matcher.h"
#include "matcher/model/date.h"
#include "server/demand_calls.h"
#include "server/demand_target.h"
#include "server/resource_kind.h"
#include "server/resource_lister.h"
#include "server/rpc_status.h"
#include "server/topic_words.h"
#include "server/wire_writer.h"

namespace ketnoi::server {
namespace {

constexpr int32_t kDefaultQuestions = 20;
constexpr int32_t kMostQuestions = 100;
constexpr int32_t kDefaultRequirements = 5;
constexpr int32_t kMostRequirements = 20;

// One call.
class SuggestQuestionsCall {
 public:
  SuggestQuestionsCall(const Backend& backend, const CallLimits& limits,
                       const v1::SuggestQuestionsRequest& request)
      : backend_(backend),
        limits_(limits),
        request_(request),
        choice_(ReadRankingOptions(backend.data, request.options(),
                                   {.vi = true, .en = true}, violations_)) {}

  absl::Status Run(std::string& answer) {
    Check();
    if (!violations_.empty()) return InvalidFields(violations_);
    auto target = FindDemandTarget(backend_, limits_, request_.read(),
                                   request_.supplier(), choice_);
    if (!target.ok()) return target.status();
    target_ = *std::move(target);
    query_.as_of = choice_.as_of;
    query_.cancelled = [this] { return !CheckLimits(limits_).ok(); };
    const auto found = demand::QuestionsFor(*target_.set->requirements,
                                            target_.supplier, query_);
    if (!found.ok()) return found.status();
    for (const demand::Question& question : found->questions) {
      if (written_ == question_count_) break;
      const absl::Status status = WriteQuestion(question);
      if (!status.ok()) return status;
      ++written_;
    }
    WriteRest(*found);
    answer = writer_.Take();
    return absl::OkStatus();
  }

 private:
  using Response = v1::SuggestQuestionsResponse;

  void Check() {
    CheckName(SupplierKind(), request_.supplier(), "supplier", violations_);
    query_.prefix = RequirementPrefix(request_.parent(), violations_);
    RefuseWeights(request_.options(), violations_);
    question_count_ = PageSize(request_.question_count(), kDefaultQuestions,
                               kMostQuestions, violations_, "question_count");
    query_.most_requirements = static_cast<size_t>(
        PageSize(request_.requirement_count(), kDefaultRequirements,
                 kMostRequirements, violations_, "requirement_count"));
    CheckReadOptions(request_.read(), violations_);
  }

  absl::Status WriteQuestion(const demand::Question& question) {
    using Field = v1::Question;
    const size_t begin = writer_.Begin(Response::kQuestionsFieldNumber);
    writer_.Text(Field::kKeyFieldNumber,
                 TopicKey(backend_.data, question.topic));
    writer_.Text(Field::kKindFieldNumber, model::KindName(question.topic.kind));
    writer_.Number(Field::kUnlocksFieldNumber, question.unlocks);
    writer_.Number(Field::kWaitingFieldNumber, question.waiting);
    writer_.Number(Field::kWorthBasisPointsFieldNumber, question.worth_bp);
    bool named = false;
    for (const demand::Waiting& waiting : question.requirements) {
      absl::Status status = CheckLimits(limits_);
      if (!status.ok()) return status;
      status = WriteWaiting(question.topic, waiting, named);
      if (!status.ok()) return status;
    }
    writer_.End(begin);
    return absl::OkStatus();
  }

  // Writes the question's name, too, unless it is `named`.
  absl::Status WriteWaiting(const demand::Topic& topic,
                            const demand::Waiting& waiting, bool& named) {
    const auto sought =
        ReadSought(backend_, waiting.requirement, target_.revision(), choice_);
    if (!sought.ok()) return sought.status();
    const match::Program& program = sought->compiled->program();
    const match::Match match = match::Explain(program, target_.supplier);
    using Field = v1::WaitingRequirement;
    const size_t begin = writer_.Begin(v1::Question::kRequirementsFieldNumber);
    writer_.Text(Field::kRequirementFieldNumber, waiting.requirement);
    writer_.Message(Field::kTitleFieldNumber, sought->requirement.title());
    writer_.Number(Field::kComposedFieldNumber, sought->requirement.composed());
    writer_.Number(Field::kOtherQuestionsFieldNumber, waiting.other_topics);
    for (size_t i = 0; i < program.steps.size(); ++i) {
      const model::Criterion& criterion = program.steps[i].criterion;
      if (!criterion.gate ||
          match.criteria[i].judgement.verdict != match::Verdict::kUnknown ||
          demand::TopicOf(criterion.test, program.category) != topic) {
        continue;
      }
      const size_t result = writer_.Begin(Field::kCriteriaFieldNumber);
      sought->compiled->writer.WriteCriterion(i, match, choice_.languages,
                                              writer_);
      writer_.End(result);
    }
    writer_.End(begin);
    if (!named) {
      writer_.Message(v1::Question::kDisplayNameFieldNumber,
                      TopicName(backend_.data, topic));
      named = true;
    }
    return absl::OkStatus();
  }

  void WriteRest(const demand::Questions& found) {
    writer_.Number(Response::kTotalQuestionsFieldNumber,
                   static_cast<int64_t>(found.questions.size()));
    writer_.Number(Response::kConditionalFieldNumber, found.conditional);
    writer_.Text(Response::kAsOfDateFieldNumber,
                 model::DateText(choice_.as_of));
    writer_.Text(Response::kCriteriaSetFieldNumber,
                 "criteriaSets/" + choice_.criteria_set->id);
    v1::ReadState state;
    FillReadState(backend_, target_.revision(), state);
    writer_.Message(Response::kReadStateFieldNumber, state);
  }

  const Backend& backend_;
  const CallLimits& limits_;
  const v1::SuggestQuestionsRequest& request_;
  Violations violations_;
  RankingChoice choice_;
  int32_t question_count_ = 0;
  demand::QuestionQuery query_;
  DemandTarget target_;
  int32_t written_ = 0;
  WireWriter writer_;
};

}  // namespace

absl::Status SuggestQuestions(const Backend& backend, const CallLimits& limits,
                              const v1::SuggestQuestionsRequest& request,
                              std::string& answer) {
  return SuggestQuestionsCall(backend, limits, request).Run(answer);
}

}  // namespace ketnoi::server
