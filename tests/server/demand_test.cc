// Rankings of requirements for a supplier.

#include <map>
#include <string>
#include <vector>

#include "tests/server/server_fixture.h"

namespace ketnoi::server {
namespace {

class DemandTest : public ServerTest {
 protected:
  DemandTest() {
    CreateBuyer("b1", R"(
      display_name { en: "One" }
      plants { id: "p1" coordinates { latitude: 21.0 longitude: 105.8 } })");
    CreateBuyer("b2", R"(display_name { en: "Two" })");
    for (int i = 0; i < 12; ++i) {
      v1::Requirement requirement;
      requirement.mutable_title()->set_en("Part " + std::to_string(i));
      requirement.set_category(i % 3 == 0   ? "metal"
                               : i % 3 == 1 ? "stamping"
                                            : "casting");
      auto& employees = *requirement.add_criteria();
      employees.set_gate(i % 2 == 0);
      employees.mutable_employees()->set_min_count(20 * i);
      auto& certificate = *requirement.add_criteria();
      certificate.set_gate(i % 4 == 1);
      certificate.mutable_certificate()->set_scheme("iso9001");
      CreateRequirement(i % 2 == 0 ? "buyers/b1" : "buyers/b2",
                        "r" + std::to_string(i), requirement.DebugString());
    }
    for (int i = 0; i < 6; ++i) {
      v1::Supplier supplier;
      supplier.mutable_legal_name()->set_vi("Tên " + std::to_string(i));
      if (i > 0) supplier.set_employee_count(50 * i);
      auto& site = *supplier.add_sites();
      site.set_id("main");
      site.mutable_coordinates()->set_latitude(21.0 + 0.1 * i);
      site.mutable_coordinates()->set_longitude(105.8);
      site.set_province("01");
      for (const char* category : {"stamping", "casting"}) {
        if (i == 2 && category == std::string("casting")) continue;
        auto& row = *supplier.add_capabilities();
        row.set_id(category);
        row.set_category(category);
      }
      if (i % 2 == 0) {
        auto& certificate = *supplier.add_certificates();
        certificate.set_id("q");
        certificate.set_scheme("iso9001");
        certificate.set_valid_to("2027-01-01");
      }
      CreateSupplier("s" + std::to_string(i), supplier.DebugString());
    }
  }

  static v1::RankRequirementsRequest Request(const std::string& supplier) {
    v1::RankRequirementsRequest request;
    request.set_supplier(supplier);
    request.mutable_options()->set_as_of_date("2026-06-01");
    return request;
  }

  static v1::RankRequirementsRequest Everything(const std::string& supplier) {
    v1::RankRequirementsRequest request = Request(supplier);
    request.add_standings(v1::STANDING_ELIGIBLE);
    request.add_standings(v1::STANDING_CONDITIONAL);
    request.add_standings(v1::STANDING_INELIGIBLE);
    request.set_page_size(1000);
    return request;
  }

  grpc::Status Rank(const v1::RankRequirementsRequest& request,
                    v1::RankRequirementsResponse* response) {
    response->Clear();
    grpc::ClientContext context;
    return demand_->RankRequirements(&context, request, response);
  }

  v1::RankRequirementsResponse Ranked(
      const v1::RankRequirementsRequest& request) {
    v1::RankRequirementsResponse response;
    const grpc::Status status = Rank(request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  // The names in the ranking of everything.
  std::vector<std::string> Names(const std::string& supplier) {
    std::vector<std::string> names;
    const auto response = Ranked(Everything(supplier));
    for (const auto& match : response.results()) {
      names.push_back(match.requirement());
    }
    return names;
  }
};

TEST_F(DemandTest, PairsHaveTheFiguresOfTheRankingOfSuppliers) {
  using Pair = std::pair<std::string, std::string>;
  std::map<Pair, std::string> forward;
  for (int i = 0; i < 12; ++i) {
    v1::RankSuppliersRequest request;
    request.set_requirement(std::string("buyers/b") + (i % 2 == 0 ? "1" : "2") +
                            "/requirements/r" + std::to_string(i));
    *request.mutable_options() = Everything("").options();
    *request.mutable_standings() = Everything("").standings();
    v1::RankSuppliersResponse response;
    grpc::ClientContext context;
    ASSERT_TRUE(matches_->RankSuppliers(&context, request, &response).ok());
    for (auto& result : *response.mutable_results()) {
      result.clear_rank();
      forward[{result.supplier(), request.requirement()}] =
          result.SerializeAsString();
    }
  }
  size_t pairs = 0;
  for (int i = 0; i < 6; ++i) {
    const std::string supplier = "suppliers/s" + std::to_string(i);
    const auto response = Ranked(Everything(supplier));
    EXPECT_EQ(response.as_of_date(), "2026-06-01");
    EXPECT_EQ(response.criteria_set_hash().size(), 64U);
    const auto& totals = response.totals();
    EXPECT_EQ(totals.eligible() + totals.conditional() + totals.ineligible(),
              response.results_size());
    EXPECT_EQ(response.results_size() + totals.outside_category(), 12);
    int32_t rank = 0;
    for (const auto& match : response.results()) {
      v1::MatchResult result = match.result();
      EXPECT_EQ(result.rank(), ++rank);
      EXPECT_EQ(match.criteria_size(), result.criteria_size());
      EXPECT_NE(match.title().en(), "");
      result.clear_rank();
      const Pair pair(supplier, match.requirement());
      EXPECT_EQ(result.SerializeAsString(), forward[pair]);
      ++pairs;
    }
  }
  EXPECT_EQ(pairs, forward.size());
}

TEST_F(DemandTest, PagesAreTheWholeListInParts) {
  v1::RankRequirementsRequest request = Everything("suppliers/s1");
  const auto whole = Ranked(request);
  ASSERT_GT(whole.results_size(), 7);
  request.set_page_size(3);
  int seen = 0;
  v1::RankRequirementsResponse page;
  do {
    page = Ranked(request);
    for (const auto& match : page.results()) {
      EXPECT_EQ(match.SerializeAsString(),
                whole.results(seen++).SerializeAsString());
    }
    EXPECT_EQ(page.totals().SerializeAsString(),
              whole.totals().SerializeAsString());
    request.set_page_token(page.next_page_token());
  } while (!page.next_page_token().empty());
  EXPECT_EQ(seen, whole.results_size());

  request.set_page_size(3);
  request.clear_page_token();
  request.set_page_token(Ranked(request).next_page_token());
  CreateBuyer("b3", R"(display_name { en: "Three" })");
  EXPECT_TRUE(Ranked(request).catalogue_changed());
  request.set_supplier("suppliers/s2");
  EXPECT_EQ(ViewOf(Rank(request, &page)).reason, "PAGE_TOKEN_OF_OTHER_QUERY");
}

TEST_F(DemandTest, AParentLimitsWhatCounts) {
  v1::RankRequirementsRequest request = Everything("suppliers/s1");
  request.set_parent("buyers/b2");
  const auto of_one = Ranked(request);
  EXPECT_GT(of_one.results_size(), 0);
  for (const auto& match : of_one.results()) {
    EXPECT_EQ(match.requirement().rfind("buyers/b2/", 0), 0U);
  }
  EXPECT_EQ(of_one.results_size() + of_one.totals().outside_category(), 6);
  request.set_parent("buyers/-");
  EXPECT_EQ(Ranked(request).results_size(),
            Ranked(Everything("suppliers/s1")).results_size());
}

TEST_F(DemandTest, EveryWriteIsSeenByTheNextCall) {
  const size_t before = Names("suppliers/s1").size();
  const std::string text = R"(title { en: "New" } category: "stamping")";
  CreateRequirement("buyers/b1", "new", text);
  EXPECT_EQ(Names("suppliers/s1").size(), before + 1);

  v1::UpdateRequirementRequest close;
  close.mutable_requirement()->set_name("buyers/b1/requirements/new");
  close.mutable_requirement()->set_state(v1::REQUIREMENT_STATE_CLOSED);
  close.mutable_update_mask()->add_paths("state");
  v1::Requirement updated;
  {
    grpc::ClientContext context;
    ASSERT_TRUE(
        requirements_->UpdateRequirement(&context, close, &updated).ok());
  }
  EXPECT_EQ(Names("suppliers/s1").size(), before);

  close.mutable_requirement()->set_state(v1::REQUIREMENT_STATE_OPEN);
  close.mutable_requirement()->set_valid_to("2026-05-31");
  close.mutable_update_mask()->add_paths("valid_to");
  {
    grpc::ClientContext context;
    ASSERT_TRUE(
        requirements_->UpdateRequirement(&context, close, &updated).ok());
  }
  EXPECT_EQ(Names("suppliers/s1").size(), before);
  v1::RankRequirementsRequest earlier = Everything("suppliers/s1");
  earlier.mutable_options()->set_as_of_date("2026-05-31");
  EXPECT_EQ(Ranked(earlier).results_size(), static_cast<int>(before) + 1);

  v1::DeleteRequirementRequest remove;
  remove.set_name("buyers/b1/requirements/new");
  {
    grpc::ClientContext context;
    v1::DeleteRequirementResponse deleted;
    ASSERT_TRUE(
        requirements_->DeleteRequirement(&context, remove, &deleted).ok());
  }
  EXPECT_EQ(Ranked(earlier).results_size(), static_cast<int>(before));
}

TEST_F(DemandTest, APlantThatMovesMovesItsRequirements) {
  CreateRequirement("buyers/b1", "near", R"(
    title { en: "Near" } category: "stamping" plant_id: "p1"
    criteria { gate: true place { distance { max_km: 15 } } })");
  const auto standing = [&](const std::string& supplier) {
    const auto response = Ranked(Everything(supplier));
    for (const auto& match : response.results()) {
      if (match.requirement() == "buyers/b1/requirements/near") {
        return match.result().standing();
      }
    }
    return v1::STANDING_UNSPECIFIED;
  };
  EXPECT_EQ(standing("suppliers/s0"), v1::STANDING_ELIGIBLE);
  EXPECT_EQ(standing("suppliers/s5"), v1::STANDING_INELIGIBLE);
  v1::UpdateBuyerRequest move;
  move.mutable_buyer()->set_name("buyers/b1");
  auto& plant = *move.mutable_buyer()->add_plants();
  plant.set_id("p1");
  plant.mutable_coordinates()->set_latitude(21.5);
  plant.mutable_coordinates()->set_longitude(105.8);
  move.mutable_update_mask()->add_paths("plants");
  grpc::ClientContext context;
  v1::Buyer moved;
  const auto status = buyers_->UpdateBuyer(&context, move, &moved);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(standing("suppliers/s0"), v1::STANDING_INELIGIBLE);
  EXPECT_EQ(standing("suppliers/s5"), v1::STANDING_ELIGIBLE);
  Restart();
  EXPECT_EQ(standing("suppliers/s5"), v1::STANDING_ELIGIBLE);
}

TEST_F(DemandTest, ARestartChangesNothing) {
  std::vector<std::string> before;
  for (int i = 0; i < 6; ++i) {
    const auto response = Ranked(Everything("suppliers/s" + std::to_string(i)));
    before.push_back(response.SerializeAsString());
  }
  Restart();
  for (size_t i = 0; i < 6; ++i) {
    EXPECT_EQ(Ranked(Everything("suppliers/s" + std::to_string(i)))
                  .SerializeAsString(),
              before[i]);
  }
}

TEST_F(DemandTest, CountsWhatCannotBeRanked) {
  EXPECT_EQ(Ranked(Request("suppliers/s1")).totals().unrankable(), 0);
  CreateRequirement("buyers/b1", "zero", R"(
    title { en: "Zero" } category: "stamping"
    criteria { weight: 0 category {} }
    criteria { weight: 0 freshness { max_age_days: 10 } })");
  const auto response = Ranked(Everything("suppliers/s1"));
  EXPECT_EQ(response.totals().unrankable(), 1);
  EXPECT_EQ(response.results_size() + response.totals().outside_category(), 12);
}

TEST_F(DemandTest, QuestionsUnlockWhatTheySay) {
  // s0 states no number of employees.
  v1::SuggestQuestionsRequest request;
  request.set_supplier("suppliers/s0");
  request.mutable_options()->set_as_of_date("2026-06-01");
  request.set_requirement_count(20);
  v1::SuggestQuestionsResponse response;
  {
    grpc::ClientContext context;
    ASSERT_TRUE(demand_->SuggestQuestions(&context, request, &response).ok());
  }
  const auto before = Ranked(Everything("suppliers/s0"));
  EXPECT_EQ(response.conditional(), before.totals().conditional());
  EXPECT_EQ(response.total_questions(), response.questions_size());
  const v1::Question* employees = nullptr;
  for (const auto& question : response.questions()) {
    EXPECT_NE(question.display_name().vi(), "");
    EXPECT_GT(question.requirements_size(), 0);
    for (const auto& one : question.requirements()) {
      ASSERT_GT(one.criteria_size(), 0);
      EXPECT_EQ(one.criteria(0).verdict(), v1::VERDICT_UNKNOWN);
      EXPECT_NE(one.criteria(0).message().en(), "");
    }
    if (question.key() == "employees") employees = &question;
  }
  ASSERT_NE(employees, nullptr);
  EXPECT_EQ(employees->waiting(), employees->requirements_size());
  EXPECT_GT(employees->unlocks(), 0);

  v1::Supplier supplier = GetSupplier("suppliers/s0");
  supplier.set_employee_count(100'000);
  Import({supplier});
  const auto after = Ranked(Everything("suppliers/s0"));
  EXPECT_EQ(after.totals().eligible(),
            before.totals().eligible() + employees->unlocks());
}

TEST_F(DemandTest, BadRequestsNameTheirFields) {
  v1::RankRequirementsResponse response;
  v1::RankRequirementsRequest request = Request("suppliers/none");
  EXPECT_EQ(Rank(request, &response).error_code(), grpc::StatusCode::NOT_FOUND);
  request.set_supplier("s1");
  request.set_parent("suppliers/s1");
  request.set_page_size(-1);
  request.add_standings(static_cast<v1::Standing>(9));
  (*request.mutable_options()->mutable_weight_overrides())["place"] = 1;
  request.mutable_options()->set_as_of_date("today");
  const ErrorView error = ViewOf(Rank(request, &response));
  EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(error.fields,
            (std::set<std::string>{"supplier", "parent", "page_size",
                                   "standings[0]", "options.weight_overrides",
                                   "options.as_of_date"}));
  request = Request("suppliers/s1");
  request.mutable_options()->set_criteria_set("criteriaSets/none");
  EXPECT_EQ(Rank(request, &response).error_code(), grpc::StatusCode::NOT_FOUND);
  request = Request("suppliers/s1");
  request.set_page_token("nonsense");
  EXPECT_EQ(ViewOf(Rank(request, &response)).fields,
            std::set<std::string>{"page_token"});

  v1::SuggestQuestionsRequest questions;
  questions.set_question_count(-1);
  questions.set_requirement_count(-2);
  v1::SuggestQuestionsResponse asked;
  grpc::ClientContext context;
  EXPECT_EQ(
      ViewOf(demand_->SuggestQuestions(&context, questions, &asked)).fields,
      (std::set<std::string>{"supplier", "question_count",
                             "requirement_count"}));
}

}  // namespace
}  // namespace ketnoi::server
