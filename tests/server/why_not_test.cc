// Why suppliers are not in a ranking, what would change it, and why one is
// above another.

#include <algorithm>

#include "tests/server/server_fixture.h"

namespace ketnoi::server {
namespace {

constexpr char kGatedRequirement[] = R"(
  title { en: "Bracket" }
  category: "stamping"
  criteria { gate: true certificate { scheme: "iso9001" } }
  criteria { gate: true monthly_volume { quantity { value: 1000 } } }
  criteria { gate: true place { provinces { provinces: "01" } } }
  criteria { weight: 50 employees { min_count: 50 } })";

class WhyNotTest : public ServerTest {
 protected:
  WhyNotTest() {
    Add("good", "2027-01-01", 2000, "01");
    Add("late", "2025-01-01", 2000, "01");
    Add("small", "2027-01-01", 500, "01");
    Add("both", "2025-01-01", 500, "01");
    Add("far", "2025-01-01", 500, "31");
    CreateSupplier("silent", R"(
      legal_name { en: "Silent" }
      capabilities { id: "row" category: "stamping" })");
    CreateSupplier("caster", R"(
      legal_name { en: "Caster" }
      capabilities { id: "row" category: "casting" })");
    CreateBuyer("b1", R"(display_name { en: "Buyer" })");
    CreateRequirement("buyers/b1", "r1", kGatedRequirement);
  }

  static std::string Text(const std::string& valid_to, int capacity,
                          const std::string& province) {
    return R"(legal_name { vi: "Công ty" en: "Firm" } employee_count: 100
      sites { id: "main" province: ")" +
           province + R"(" }
      capabilities { id: "row" category: "stamping"
        monthly_capacity { value: )" +
           std::to_string(capacity) + R"( } }
      certificates { id: "q" scheme: "iso9001" valid_to: ")" +
           valid_to + R"(" })";
  }
  void Add(const std::string& id, const std::string& valid_to, int capacity,
           const std::string& province) {
    CreateSupplier(id, Text(valid_to, capacity, province));
  }

  static v1::RankSuppliersRequest Request() {
    v1::RankSuppliersRequest request;
    request.set_requirement("buyers/b1/requirements/r1");
    request.mutable_options()->set_as_of_date("2026-06-01");
    request.mutable_options()->add_language_codes("vi");
    request.mutable_options()->add_language_codes("en");
    request.mutable_why_not()->set_funnel(true);
    request.mutable_why_not()->set_near_miss_limit(10);
    request.mutable_why_not()->set_most_missed_gates(3);
    request.mutable_why_not()->set_relaxation_target(1);
    return request;
  }

  v1::RankSuppliersResponse Rank(const v1::RankSuppliersRequest& request) {
    v1::RankSuppliersResponse response;
    grpc::ClientContext context;
    const auto status = matches_->RankSuppliers(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  ErrorView Refused(const v1::RankSuppliersRequest& request) {
    v1::RankSuppliersResponse response;
    grpc::ClientContext context;
    return ViewOf(matches_->RankSuppliers(&context, request, &response));
  }

  v1::ExplainMatchResponse Explain(const std::string& supplier) {
    v1::ExplainMatchRequest request;
    request.set_supplier("suppliers/" + supplier);
    request.set_requirement("buyers/b1/requirements/r1");
    request.mutable_options()->set_as_of_date("2026-06-01");
    request.set_include_change(true);
    v1::ExplainMatchResponse response;
    grpc::ClientContext context;
    const auto status = matches_->ExplainMatch(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  static v1::CompareMatchesRequest Comparing(const std::string& a,
                                             const std::string& b) {
    v1::CompareMatchesRequest request;
    request.add_suppliers(a);
    request.add_suppliers(b);
    request.set_requirement("buyers/b1/requirements/r1");
    request.mutable_options()->set_as_of_date("2026-06-01");
    return request;
  }
  grpc::Status Compare(const v1::CompareMatchesRequest& request,
                       v1::CompareMatchesResponse& response) {
    grpc::ClientContext context;
    return matches_->CompareMatches(&context, request, &response);
  }

  // Replaces a supplier's record and says how it stands then.
  v1::Standing StandingWith(const std::string& id, const std::string& text) {
    v1::UpdateSupplierRequest request;
    *request.mutable_supplier() = Parse<v1::Supplier>(text);
    request.mutable_supplier()->set_name("suppliers/" + id);
    v1::Supplier updated;
    grpc::ClientContext context;
    const auto status = suppliers_->UpdateSupplier(&context, request, &updated);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return Explain(id).result().standing();
  }
};

void ExpectWords(const v1::LocalizedText& text) {
  for (const std::string& in : {text.vi(), text.en()}) {
    EXPECT_NE(in, "");
    EXPECT_EQ(in.find('{'), std::string::npos) << in;
  }
}

TEST_F(WhyNotTest, TheFunnelCountsEveryGate) {
  const auto response = Rank(Request());
  const v1::Funnel& funnel = response.why_not().funnel();
  EXPECT_EQ(funnel.candidates(), 6);
  EXPECT_EQ(funnel.past_all(), 2);
  EXPECT_EQ(funnel.past_all(),
            response.totals().eligible() + response.totals().conditional());
  ASSERT_EQ(funnel.gates_size(), 4);
  const int32_t alone[] = {0, 3, 3, 1};
  const int32_t in_order[] = {0, 3, 1, 0};
  int32_t sum = 0;
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(funnel.gates(i).key(), response.basis().criteria(i).key());
    EXPECT_EQ(funnel.gates(i).alone(), alone[i]) << i;
    EXPECT_EQ(funnel.gates(i).in_order(), in_order[i]) << i;
    sum += funnel.gates(i).in_order();
  }
  EXPECT_EQ(sum, funnel.candidates() - funnel.past_all());
}

TEST_F(WhyNotTest, NearMissesSayWhatWouldLiftThem) {
  const auto why_not = Rank(Request()).why_not();
  ASSERT_EQ(why_not.near_misses_size(), 4);
  const char* ids[] = {"small", "late", "both", "far"};
  const int parts[] = {1, 1, 2, 3};
  for (int i = 0; i < 4; ++i) {
    const v1::NearMiss& near = why_not.near_misses(i);
    EXPECT_EQ(near.result().supplier(), std::string("suppliers/") + ids[i]);
    EXPECT_EQ(near.result().rank(), i + 1);
    EXPECT_EQ(near.result().standing(), v1::STANDING_INELIGIBLE);
    EXPECT_EQ(near.change().lifted_standing(), v1::STANDING_ELIGIBLE);
    EXPECT_EQ(near.change().parts_size(), parts[i]);
    EXPECT_EQ(near.change().open_gates_size(), parts[i]);
    EXPECT_EQ(near.change().stuck_gates_size(), 0);
    EXPECT_EQ(near.change().capability_id(), "row");
    EXPECT_EQ(near.change().site_id(), "main");
    for (const auto& part : near.change().parts()) {
      ExpectWords(part.message());
      EXPECT_EQ(part.gates_size(), 1);
    }
  }
  const v1::Change& far = why_not.near_misses(3).change();
  EXPECT_EQ(far.parts(0).kind(), v1::CHANGE_KIND_RENEW_CERTIFICATE);
  EXPECT_EQ(far.parts(0).from(), "iso9001 → 2025-01-01");
  EXPECT_EQ(far.parts(0).to(), "iso9001 → 2026-06-01");
  EXPECT_EQ(far.parts(1).kind(), v1::CHANGE_KIND_RAISE_FREE_CAPACITY);
  EXPECT_EQ(far.parts(1).from(), "500 pcs");
  EXPECT_EQ(far.parts(1).to(), "1000 pcs");
  EXPECT_EQ(far.parts(2).kind(), v1::CHANGE_KIND_MOVE_SITE);
}

TEST_F(WhyNotTest, AChangeThatIsMadeLiftsTheSupplierAndAPartOfItDoesNot) {
  EXPECT_EQ(StandingWith("both", Text("2026-06-01", 500, "01")),
            v1::STANDING_INELIGIBLE);
  EXPECT_EQ(StandingWith("both", Text("2025-01-01", 1000, "01")),
            v1::STANDING_INELIGIBLE);
  EXPECT_EQ(StandingWith("both", Text("2026-06-01", 1000, "01")),
            v1::STANDING_ELIGIBLE);
}

TEST_F(WhyNotTest, LimitsOfNearMissesHold) {
  auto request = Request();
  request.mutable_why_not()->set_near_miss_limit(2);
  EXPECT_EQ(Rank(request).why_not().near_misses_size(), 2);
  request.mutable_why_not()->set_near_miss_limit(100);
  request.mutable_why_not()->set_most_missed_gates(0);  // 2
  EXPECT_EQ(Rank(request).why_not().near_misses_size(), 3);
  request.mutable_why_not()->set_most_missed_gates(1);
  EXPECT_EQ(Rank(request).why_not().near_misses_size(), 2);
}

TEST_F(WhyNotTest, NothingIsSaidThatWasNotAskedFor) {
  auto request = Request();
  request.mutable_why_not()->Clear();
  EXPECT_FALSE(Rank(request).has_why_not());
  request.mutable_why_not()->set_most_missed_gates(3);
  EXPECT_FALSE(Rank(request).has_why_not());
  request.mutable_why_not()->set_funnel(true);
  const auto why_not = Rank(request).why_not();
  EXPECT_TRUE(why_not.has_funnel());
  EXPECT_EQ(why_not.near_misses_size(), 0);
  EXPECT_FALSE(why_not.has_relaxation());
}

TEST_F(WhyNotTest, TheListIsTheSameWithIt) {
  auto request = Request();
  auto with = Rank(request);
  request.clear_why_not();
  const auto without = Rank(request);
  with.clear_why_not();
  EXPECT_EQ(with.SerializeAsString(), without.SerializeAsString());
}

TEST_F(WhyNotTest, LaterPagesAreWithoutIt) {
  auto request = Request();
  request.set_page_size(1);
  const auto first = Rank(request);
  EXPECT_TRUE(first.has_why_not());
  ASSERT_NE(first.next_page_token(), "");
  request.set_page_token(first.next_page_token());
  const auto second = Rank(request);
  EXPECT_EQ(second.results_size(), 1);
  EXPECT_FALSE(second.has_why_not());
  request.mutable_why_not()->set_near_miss_limit(-1);
  EXPECT_EQ(Refused(request).code, grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(WhyNotTest, ProposesTheCheapestRelaxation) {
  auto request = Request();
  // Weights alike but for the certificate, which so is the dearer one.
  (*request.mutable_options()
        ->mutable_weight_overrides())["certificate.iso9001"] = 200;
  (*request.mutable_options()->mutable_weight_overrides())["monthly_volume"] =
      100;
  auto relaxation = Rank(request).why_not().relaxation();
  EXPECT_EQ(relaxation.target(), 1);
  ASSERT_EQ(relaxation.dropped_gates_size(), 1);
  EXPECT_EQ(relaxation.dropped_gates(0), "monthly_volume");
  EXPECT_EQ(relaxation.suppliers_gained(), 1);
  EXPECT_TRUE(relaxation.target_reached());
  ExpectWords(relaxation.message());
  request.mutable_why_not()->set_relaxation_target(3);
  relaxation = Rank(request).why_not().relaxation();
  EXPECT_EQ(relaxation.dropped_gates_size(), 2);
  EXPECT_EQ(relaxation.suppliers_gained(), 3);
  request.mutable_why_not()->set_relaxation_target(1000);
  relaxation = Rank(request).why_not().relaxation();
  EXPECT_EQ(relaxation.dropped_gates_size(), 3);
  EXPECT_EQ(relaxation.suppliers_gained(), 4);
  EXPECT_FALSE(relaxation.target_reached());
  ExpectWords(relaxation.message());
}

TEST_F(WhyNotTest, RefusesWhatIsOutOfRange) {
  auto request = Request();
  request.mutable_why_not()->set_near_miss_limit(101);
  request.mutable_why_not()->set_most_missed_gates(8);
  request.mutable_why_not()->set_relaxation_target(1001);
  const ErrorView refused = Refused(request);
  EXPECT_EQ(refused.code, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(refused.fields,
            (std::set<std::string>{"why_not.near_miss_limit",
                                   "why_not.most_missed_gates",
                                   "why_not.relaxation_target"}));
}

TEST_F(WhyNotTest, ExplainsWhatWouldLiftAnySupplier) {
  EXPECT_FALSE(Explain("good").has_change());
  const auto late = Explain("late").change();
  EXPECT_EQ(late.lifted_standing(), v1::STANDING_ELIGIBLE);
  EXPECT_EQ(late.open_gates_size(), 1);

  const auto silent = Explain("silent");
  EXPECT_EQ(silent.result().standing(), v1::STANDING_CONDITIONAL);
  EXPECT_EQ(silent.change().lifted_standing(), v1::STANDING_ELIGIBLE);
  ASSERT_EQ(silent.change().parts_size(), 3);
  for (const auto& part : silent.change().parts()) {
    EXPECT_NE(part.message().en().find("ask whether"), std::string::npos);
    ExpectWords(part.message());
  }

  const auto caster = Explain("caster").change();
  EXPECT_EQ(caster.lifted_standing(), v1::STANDING_CONDITIONAL);
  ASSERT_EQ(caster.parts_size(), 1);
  EXPECT_EQ(caster.parts(0).kind(), v1::CHANGE_KIND_ADD_CAPABILITY);
  EXPECT_EQ(caster.parts(0).gates(0), "category");
  EXPECT_EQ(caster.parts(0).to(), "stamping");
  EXPECT_EQ(caster.capability_id(), "");
}

TEST_F(WhyNotTest, ComparesTwoSuppliers) {
  v1::CompareMatchesResponse response;
  ASSERT_TRUE(
      Compare(Comparing("suppliers/both", "suppliers/good"), response).ok());
  ASSERT_EQ(response.results_size(), 2);
  EXPECT_EQ(response.results(0).supplier(), "suppliers/good");
  EXPECT_EQ(response.decided_by(), v1::ORDER_RULE_STANDING);
  ExpectWords(response.message());
  EXPECT_NE(response.message().en().find("eligible comes before ineligible"),
            std::string::npos)
      << response.message().en();
  ASSERT_EQ(response.criteria_size(), response.basis().criteria_size());
  int32_t sum = 0;
  int32_t sum_high = 0;
  std::set<std::string> decide;
  for (int i = 0; i < response.criteria_size(); ++i) {
    const auto& criterion = response.criteria(i);
    EXPECT_EQ(criterion.key(), response.basis().criteria(i).key());
    ExpectWords(criterion.message());
    sum += criterion.contribution_difference();
    sum_high += criterion.contribution_high_difference();
    if (criterion.decides()) decide.insert(criterion.key());
  }
  EXPECT_EQ(sum, response.results(0).score() - response.results(1).score());
  EXPECT_EQ(sum_high, response.results(0).score_high() -
                          response.results(1).score_high());
  EXPECT_EQ(decide,
            (std::set<std::string>{"certificate.iso9001", "monthly_volume"}));

  // "late" has the capacity, "small" the certificate.
  ASSERT_TRUE(
      Compare(Comparing("suppliers/small", "suppliers/late"), response).ok());
  EXPECT_EQ(response.decided_by(), v1::ORDER_RULE_SCORE);
  EXPECT_GT(response.results(0).score(), response.results(1).score());
  for (const auto& criterion : response.criteria()) {
    EXPECT_EQ(criterion.decides(), criterion.contribution_difference() > 0);
  }

  Add("good2", "2027-01-01", 2000, "01");
  ASSERT_TRUE(
      Compare(Comparing("suppliers/good2", "suppliers/good"), response).ok());
  EXPECT_EQ(response.decided_by(), v1::ORDER_RULE_SUPPLIER_ID);
  EXPECT_EQ(response.results(0).supplier(), "suppliers/good");
  ExpectWords(response.message());
}

TEST_F(WhyNotTest, ComparesOnlyTwoSuppliersThatAreThere) {
  v1::CompareMatchesResponse response;
  auto refused =
      ViewOf(Compare(Comparing("suppliers/good", "suppliers/good"), response));
  EXPECT_EQ(refused.code, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(refused.fields, std::set<std::string>{"suppliers[1]"});
  refused = ViewOf(Compare(Comparing("good", "suppliers/late"), response));
  EXPECT_EQ(refused.fields, std::set<std::string>{"suppliers[0]"});
  refused = ViewOf(
      Compare(Comparing("suppliers/good", "suppliers/nobody"), response));
  EXPECT_EQ(refused.code, grpc::StatusCode::NOT_FOUND);
  auto request = Comparing("suppliers/good", "suppliers/late");
  request.add_suppliers("suppliers/both");
  request.clear_target();
  refused = ViewOf(Compare(request, response));
  EXPECT_EQ(refused.fields,
            (std::set<std::string>{"suppliers", "requirement"}));
}

}  // namespace
}  // namespace ketnoi::server
