#include "benchmarks/load_requests.h"

#include <set>
#include <utility>

#include "benchmarks/check.h"
#include "benchmarks/generator/requirement_generator.h"
#include "fmt/format.h"
#include "ketnoi/v1/match_service.pb.h"
#include "server/normalize.h"
#include "server/translate_requirement.h"

namespace ketnoi::benchmarks {
namespace {

constexpr size_t kCheckedOneIn = 79;  // of other families each time

// What a requirement asks for, as bytes.
std::string QuestionOf(v1::Requirement requirement) {
  requirement.clear_name();
  requirement.clear_title();
  return requirement.SerializeAsString();
}

Exchange ExchangeOf(v1::RankSuppliersRequest request) {
  request.mutable_options()->set_as_of_date(kAsOf);
  return {request.SerializeAsString(), ""};
}

Exchange InlineExchange(const v1::Requirement& requirement) {
  v1::RankSuppliersRequest request;
  *request.mutable_inline_requirement() = requirement;
  request.mutable_inline_requirement()->clear_name();
  return ExchangeOf(std::move(request));
}

}  // namespace

std::vector<v1::Requirement> DistinctRequirements(const ReferenceSource& source,
                                                  size_t count) {
  const generator::RequirementGenerator generator(source.files, kSeed);
  std::vector<v1::Requirement> requirements;
  std::set<std::string> questions;
  for (int64_t i = 0; requirements.size() < count; ++i) {
    v1::Requirement requirement = generator.Make(i);
    server::Normalize(source.reference(), requirement);
    if (!questions.insert(QuestionOf(requirement)).second) continue;
    requirements.push_back(std::move(requirement));
  }
  return requirements;
}

std::vector<Exchange> StoredRequests(
    const std::vector<v1::Requirement>& requirements) {
  std::vector<Exchange> exchanges;
  for (const v1::Requirement& requirement : requirements) {
    v1::RankSuppliersRequest request;
    request.set_requirement(requirement.name());
    exchanges.push_back(ExchangeOf(std::move(request)));
  }
  return exchanges;
}

std::vector<Exchange> InlineRequests(
    const std::vector<v1::Requirement>& requirements) {
  std::vector<Exchange> exchanges;
  for (const v1::Requirement& requirement : requirements) {
    exchanges.push_back(InlineExchange(requirement));
  }
  return exchanges;
}

std::vector<Exchange> NewRequests(
    const std::vector<v1::Requirement>& requirements,
    const std::vector<Exchange>& inlined, size_t count) {
  std::vector<Exchange> exchanges;
  for (size_t i = 0; i < count; ++i) {
    const size_t at = i % requirements.size();
    v1::Requirement requirement = requirements[at];
    requirement.mutable_title()->set_en(fmt::format("Request {}", i));
    exchanges.push_back(InlineExchange(requirement));
    exchanges.back().answer = inlined[at].answer;
  }
  return exchanges;
}

absl::Status FillAnswers(const ReferenceSource& source,
                         const std::vector<v1::Requirement>& requirements,
                         const ModelSuppliers& suppliers, LoadClient& service,
                         std::vector<Exchange>& exchanges) {
  auto answers = service.AskAll();
  if (!answers.ok()) return answers.status();
  for (size_t i = 0; i < exchanges.size(); ++i) {
    exchanges[i].answer = std::move((*answers)[i]);
  }
  for (size_t i = 0; i < exchanges.size(); i += kCheckedOneIn) {
    v1::RankSuppliersResponse answer;
    if (!answer.ParseFromString(exchanges[i].answer)) {
      return absl::InternalError("an answer does not parse");
    }
    const auto requirement = server::TranslateRequirement(
        source.reference(), requirements[i], nullptr);
    if (!requirement.ok()) return requirement.status();
    const absl::Status status =
        CheckAnswer(source, *requirement, suppliers, answer);
    if (!status.ok()) return status;
  }
  return CheckAnswers(exchanges, service);
}

absl::Status CheckAnswers(const std::vector<Exchange>& exchanges,
                          LoadClient& server) {
  const auto answers = server.AskAll();
  if (!answers.ok()) return answers.status();
  for (size_t i = 0; i < exchanges.size(); ++i) {
    if ((*answers)[i] == exchanges[i].answer) continue;
    return absl::InternalError(
        fmt::format("answer {} is another one than before", i));
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::benchmarks
