// The fake service's rankings, of suppliers and of requirements: invented
// results, and what they were asked for.

#ifndef KETNOI_TESTS_CLIENTS_FAKE_RANKINGS_H_
#define KETNOI_TESTS_CLIENTS_FAKE_RANKINGS_H_

#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <mutex>
#include <string>

#include "fmt/format.h"
#include "ketnoi/v1/demand_service.grpc.pb.h"
#include "ketnoi/v1/match_service.grpc.pb.h"
#include "tests/clients/fake_service.h"
#include "tests/clients/invented_results.h"

namespace ketnoi::testing {

class FakeMatch : public v1::MatchService::Service {
 public:
  explicit FakeMatch(const FakeBehaviour& behaviour) : behaviour_(behaviour) {}

  grpc::Status RankSuppliers(grpc::ServerContext*,
                             const v1::RankSuppliersRequest* request,
                             v1::RankSuppliersResponse* response) override {
    const std::lock_guard<std::mutex> lock(mutex);
    rank = *request;
    int next =
        request->page_token().empty() ? 0 : std::stoi(request->page_token());
    const int end = std::min(behaviour_.ranked_suppliers,
                             next + std::min(request->page_size(), 1000));
    for (; next < end; ++next) {
      *response->add_results() = InventedResult(
          fmt::format("suppliers/s{:04}{}", next + 1, behaviour_.id_ending),
          next + 1);
      if (request->omit_criteria()) {
        response->mutable_results()->rbegin()->clear_criteria();
      }
    }
    if (end < behaviour_.ranked_suppliers) {
      response->set_next_page_token(fmt::format("{}", end));
    }
    response->mutable_totals()->set_conditional(behaviour_.ranked_suppliers);
    response->mutable_totals()->set_outside_category(1234);
    *response->mutable_basis() = InventedBasis();
    response->mutable_basis()->set_requirement(request->requirement());
    response->mutable_basis()->set_requirement_composed(
        behaviour_.composed_requirement);
    if (request->why_not().funnel()) {
      *response->mutable_why_not() =
          InventedWhyNot(request->why_not(), behaviour_.id_ending);
    }
    return grpc::Status::OK;
  }

  grpc::Status CompareMatches(grpc::ServerContext*,
                              const v1::CompareMatchesRequest* request,
                              v1::CompareMatchesResponse* response) override {
    const std::lock_guard<std::mutex> lock(mutex);
    compare = *request;
    for (const std::string& supplier : request->suppliers()) {
      *response->add_results() = InventedResult(supplier, 0);
    }
    response->set_decided_by(v1::ORDER_RULE_SCORE);
    for (const auto& criterion : response->results(0).criteria()) {
      auto& comparison = *response->add_criteria();
      comparison.set_key(criterion.key());
      comparison.set_contribution_difference(-105);
      comparison.set_decides(criterion.gate());
      comparison.mutable_message()->set_en("It adds 1.05 % more");
      comparison.mutable_message()->set_vi("Được thêm 1.05 %");
    }
    response->mutable_message()->set_en("The first ranks above the second");
    response->mutable_message()->set_vi("Bên thứ nhất xếp trên bên thứ hai");
    *response->mutable_basis() = InventedBasis();
    return grpc::Status::OK;
  }

  grpc::Status ExplainMatch(grpc::ServerContext*,
                            const v1::ExplainMatchRequest* request,
                            v1::ExplainMatchResponse* response) override {
    const std::lock_guard<std::mutex> lock(mutex);
    explain = *request;
    *response->mutable_result() = InventedResult(request->supplier(), 0);
    if (behaviour_.outside_category) {
      auto& category = *response->mutable_result()->mutable_criteria(0);
      category.set_verdict(v1::VERDICT_UNMET);
      category.set_reason("CATEGORY_OUTSIDE");
    }
    if (request->include_change() && behaviour_.ineligible) {
      response->mutable_result()->set_standing(v1::STANDING_INELIGIBLE);
      *response->mutable_change() = InventedChange();
    }
    *response->mutable_basis() = InventedBasis();
    response->mutable_basis()->set_requirement_composed(
        behaviour_.composed_requirement);
    return grpc::Status::OK;
  }

  std::mutex mutex;
  v1::RankSuppliersRequest rank;
  v1::ExplainMatchRequest explain;
  v1::CompareMatchesRequest compare;

 private:
  const FakeBehaviour& behaviour_;
};

class FakeDemand : public v1::DemandService::Service {
 public:
  grpc::Status RankRequirements(
      grpc::ServerContext*, const v1::RankRequirementsRequest* request,
      v1::RankRequirementsResponse* response) override {
    const std::lock_guard<std::mutex> lock(mutex);
    rank = *request;
    for (int i = 1; i <= 2; ++i) {
      auto& match = *response->add_results();
      match.set_requirement(fmt::format("buyers/b/requirements/r{}", i));
      match.mutable_title()->set_vi("Giá đỡ");
      match.mutable_title()->set_en("Bracket");
      match.set_composed(i == 2);
      *match.mutable_result() = InventedResult(request->supplier(), i);
      if (request->omit_criteria()) {
        match.mutable_result()->clear_criteria();
      } else {
        *match.mutable_criteria() = InventedBasis().criteria();
      }
    }
    response->mutable_totals()->set_conditional(2);
    response->mutable_totals()->set_unrankable(3);
    const v1::RankingBasis basis = InventedBasis();
    response->set_as_of_date(basis.as_of_date());
    response->set_criteria_set(basis.criteria_set());
    response->set_criteria_set_hash(basis.criteria_set_hash());
    *response->mutable_read_state()->mutable_revision() = basis.revision();
    return grpc::Status::OK;
  }

  grpc::Status SuggestQuestions(
      grpc::ServerContext*, const v1::SuggestQuestionsRequest* request,
      v1::SuggestQuestionsResponse* response) override {
    const std::lock_guard<std::mutex> lock(mutex);
    questions = *request;
    auto& question = *response->add_questions();
    question.set_key("certificate.iso9001");
    question.set_kind("certificate");
    question.mutable_display_name()->set_en("ISO 9001");
    question.set_unlocks(1);
    question.set_waiting(2);
    question.set_worth_basis_points(15000);
    auto& waiting = *question.add_requirements();
    waiting.set_requirement("buyers/b/requirements/r1");
    waiting.mutable_title()->set_en("Bracket");
    waiting.set_composed(true);
    *waiting.add_criteria() = InventedResult("", 0).criteria(1);
    response->set_total_questions(9);
    response->set_conditional(2);
    return grpc::Status::OK;
  }

  std::mutex mutex;
  v1::RankRequirementsRequest rank;
  v1::SuggestQuestionsRequest questions;
};

}  // namespace ketnoi::testing

#endif  // KETNOI_TESTS_CLIENTS_FAKE_RANKINGS_H_
