// Rankings, explanations, restarts and health.

#include "tests/server/server_fixture.h"

namespace ketnoi::server {
namespace {

constexpr char kRequirement[] = R"(
  title { en: "Bracket" }
  category: "stamping"
  criteria { gate: true certificate { scheme: "iso9001" } }
  criteria { weight: 50 employees { min_count: 50 } }
  criteria { place { provinces { provinces: "01" } } })";

class MatchTest : public ServerTest {
 protected:
  MatchTest() {
    for (int i = 0; i < 30; ++i) {
      v1::Supplier supplier;
      supplier.mutable_legal_name()->set_vi("Tên " + std::to_string(i));
      supplier.set_employee_count(10 * i);
      auto& site = *supplier.add_sites();
      site.set_id("main");
      site.set_province(i % 2 == 0 ? "01" : "31");
      auto& row = *supplier.add_capabilities();
      row.set_id("row");
      row.set_category(i % 5 == 4 ? "casting" : "stamping");
      if (i % 3 != 0) {
        auto& certificate = *supplier.add_certificates();
        certificate.set_id("q");
        certificate.set_scheme("iso9001");
        certificate.set_valid_to(i % 3 == 1 ? "2027-01-01" : "2025-01-01");
      }
      CreateSupplier("s" + std::to_string(i), supplier.DebugString());
    }
    CreateBuyer("b1", R"(display_name { en: "Buyer" })");
    CreateRequirement("buyers/b1", "r1", kRequirement);
  }

  v1::RankSuppliersRequest Request() {
    v1::RankSuppliersRequest request;
    request.set_requirement("buyers/b1/requirements/r1");
    request.mutable_options()->set_as_of_date("2026-06-01");
    return request;
  }

  grpc::Status Rank(const v1::RankSuppliersRequest& request,
                    v1::RankSuppliersResponse* response) {
    grpc::ClientContext context;
    return matches_->RankSuppliers(&context, request, response);
  }
};

TEST_F(MatchTest, ContributionsSumToScoresAndTotalsToTheCatalogue) {
  v1::RankSuppliersResponse response;
  ASSERT_TRUE(Rank(Request(), &response).ok());
  ASSERT_GT(response.results_size(), 0);
  int32_t rank = 0;
  for (const auto& result : response.results()) {
    int32_t score = 0;
    int32_t score_high = 0;
    for (const auto& criterion : result.criteria()) {
      score += criterion.contribution();
      score_high += criterion.contribution_high();
    }
    EXPECT_EQ(result.score(), score);
    EXPECT_EQ(result.score_high(), score_high);
    EXPECT_EQ(result.rank(), ++rank);
    EXPECT_NE(result.supplier_name().vi(), "");
    EXPECT_NE(result.standing(), v1::STANDING_INELIGIBLE);
  }
  const auto& totals = response.totals();
  EXPECT_EQ(totals.eligible() + totals.conditional() + totals.ineligible() +
                totals.outside_category(),
            30);
  EXPECT_GT(totals.eligible(), 0);
  EXPECT_GT(totals.ineligible(), 0);
  EXPECT_EQ(response.basis().criteria(0).key(), "category");
  EXPECT_EQ(response.basis().as_of_date(), "2026-06-01");
  EXPECT_EQ(response.basis().criteria_set_hash().size(), 64U);
}

TEST_F(MatchTest, ExplainsThePairsOfARankingWithTheSameFigures) {
  v1::RankSuppliersRequest request = Request();
  request.add_standings(v1::STANDING_ELIGIBLE);
  request.add_standings(v1::STANDING_CONDITIONAL);
  request.add_standings(v1::STANDING_INELIGIBLE);
  request.set_page_size(100);
  v1::RankSuppliersResponse ranking;
  ASSERT_TRUE(Rank(request, &ranking).ok());
  for (const auto& result : ranking.results()) {
    v1::ExplainMatchRequest explain;
    explain.set_supplier(result.supplier());
    explain.set_requirement(request.requirement());
    *explain.mutable_options() = request.options();
    v1::ExplainMatchResponse response;
    grpc::ClientContext context;
    ASSERT_TRUE(matches_->ExplainMatch(&context, explain, &response).ok());
    v1::MatchResult explained = response.result();
    EXPECT_EQ(explained.rank(), 0);
    explained.set_rank(result.rank());
    for (auto& criterion : *explained.mutable_criteria()) {
      EXPECT_NE(criterion.message().vi(), "");
      EXPECT_NE(criterion.message().en(), "");
      EXPECT_EQ(criterion.message().en().find('{'), std::string::npos);
      criterion.clear_message();
    }
    EXPECT_EQ(explained.SerializeAsString(), result.SerializeAsString());
  }
}

TEST_F(MatchTest, ExplainsASupplierOutsideTheCategory) {
  v1::ExplainMatchRequest explain;
  explain.set_supplier("suppliers/s4");
  explain.set_requirement("buyers/b1/requirements/r1");
  v1::ExplainMatchResponse response;
  grpc::ClientContext context;
  ASSERT_TRUE(matches_->ExplainMatch(&context, explain, &response).ok());
  EXPECT_EQ(response.result().standing(), v1::STANDING_INELIGIBLE);
  EXPECT_EQ(response.result().criteria(0).reason(), "CATEGORY_OUTSIDE");
}

TEST_F(MatchTest, PagesAreTheWholeListInParts) {
  v1::RankSuppliersRequest request = Request();
  request.set_page_size(100);
  v1::RankSuppliersResponse whole;
  ASSERT_TRUE(Rank(request, &whole).ok());
  request.set_page_size(3);
  int32_t seen = 0;
  v1::RankSuppliersResponse page;
  do {
    ASSERT_TRUE(Rank(request, &page).ok());
    for (const auto& result : page.results()) {
      EXPECT_EQ(result.SerializeAsString(),
                whole.results(seen++).SerializeAsString());
    }
    EXPECT_FALSE(page.catalogue_changed());
    request.set_page_token(page.next_page_token());
  } while (!page.next_page_token().empty());
  EXPECT_EQ(seen, whole.results_size());
}

TEST_F(MatchTest, PagesSayThatTheCatalogueChanged) {
  v1::RankSuppliersRequest request = Request();
  request.set_page_size(3);
  v1::RankSuppliersResponse page;
  ASSERT_TRUE(Rank(request, &page).ok());
  CreateSupplier("zz", R"(legal_name { en: "New" })");
  request.set_page_token(page.next_page_token());
  ASSERT_TRUE(Rank(request, &page).ok());
  EXPECT_TRUE(page.catalogue_changed());
  EXPECT_EQ(page.results(0).rank(), 4);

  request.mutable_options()->set_as_of_date("2026-06-02");
  EXPECT_EQ(ViewOf(Rank(request, &page)).reason, "PAGE_TOKEN_OF_OTHER_QUERY");
}

TEST_F(MatchTest, PagesNeitherRepeatNorSkipWhileSuppliersAreWritten) {
  v1::RankSuppliersRequest request = Request();
  request.set_page_size(100);
  v1::RankSuppliersResponse whole;
  ASSERT_TRUE(Rank(request, &whole).ok());
  std::vector<std::string> expected;
  for (const auto& result : whole.results()) {
    expected.push_back(result.supplier());
  }
  request.set_page_size(3);
  std::vector<std::string> seen;
  v1::RankSuppliersResponse page;
  do {
    page.Clear();
    ASSERT_TRUE(Rank(request, &page).ok());
    for (const auto& result : page.results()) seen.push_back(result.supplier());
    // The page's last supplier goes, and one that ranks before all others
    // comes.
    v1::DeleteSupplierRequest last;
    last.set_name(seen.back());
    v1::DeleteSupplierResponse deleted;
    grpc::ClientContext context;
    ASSERT_TRUE(suppliers_->DeleteSupplier(&context, last, &deleted).ok());
    v1::Supplier best = GetSupplier("suppliers/s28");
    best.set_name("suppliers/new" + std::to_string(seen.size()));
    best.set_employee_count(1000);
    Import({best});
    request.set_page_token(page.next_page_token());
  } while (!page.next_page_token().empty());
  EXPECT_EQ(seen, expected);
}

TEST_F(MatchTest, PagesEndBeforeAnAnswerIsTooLargeForOtherClients) {
  constexpr size_t kReceived = size_t{4} << 20;  // gRPC's default
  std::vector<v1::Supplier> rows;
  for (int i = 0; i < 800; ++i) {
    v1::Supplier& supplier = rows.emplace_back();
    supplier.set_name("suppliers/many" + std::to_string(i));
    supplier.mutable_legal_name()->set_vi("Tên");
    auto& row = *supplier.add_capabilities();
    row.set_id("row");
    row.set_category("stamping");
    for (int c = 0; c < 200; ++c) {
      auto& certificate = *supplier.add_certificates();
      certificate.set_id("c" + std::to_string(c));
      certificate.set_scheme("iso9001");
      certificate.set_valid_to("2027-01-01");
    }
  }
  Import(rows);
  v1::RankSuppliersRequest request = Request();
  request.mutable_options()->add_language_codes("vi");
  request.mutable_options()->add_language_codes("en");
  request.set_page_size(1000);
  int32_t seen = 0;
  int pages = 0;
  v1::RankSuppliersResponse page;
  do {
    page.Clear();
    ASSERT_TRUE(Rank(request, &page).ok());
    EXPECT_LT(page.ByteSizeLong(), kReceived);
    for (const auto& result : page.results()) {
      EXPECT_EQ(result.rank(), ++seen);
    }
    ++pages;
    request.set_page_token(page.next_page_token());
  } while (!page.next_page_token().empty());
  EXPECT_GT(pages, 1);
  EXPECT_EQ(seen, page.totals().eligible() + page.totals().conditional());
}

TEST_F(MatchTest, RefusesPageTokensOfQueriesThatReadAlike) {
  v1::RankSuppliersRequest request = Request();
  request.set_page_size(3);
  request.add_standings(v1::STANDING_ELIGIBLE);
  (*request.mutable_options()->mutable_weight_overrides())["employees"] = 5;
  v1::RankSuppliersResponse page;
  ASSERT_TRUE(Rank(request, &page).ok());
  ASSERT_NE(page.next_page_token(), "");
  request.set_page_token(page.next_page_token());
  request.clear_standings();
  request.mutable_options()->clear_weight_overrides();
  (*request.mutable_options()->mutable_weight_overrides())["1 employees"] = 5;
  EXPECT_EQ(ViewOf(Rank(request, &page)).fields.count("page_token"), 1U);
}

TEST_F(MatchTest, SaysThatTheRequirementIsComposed) {
  v1::RankSuppliersRequest request = Request();
  v1::RankSuppliersResponse response;
  ASSERT_TRUE(Rank(request, &response).ok());
  EXPECT_FALSE(response.basis().requirement_composed());
  const std::string composed = std::string(kRequirement) + " composed: true";
  CreateRequirement("buyers/b1", "composed", composed);
  request.set_requirement("buyers/b1/requirements/composed");
  ASSERT_TRUE(Rank(request, &response).ok());
  EXPECT_TRUE(response.basis().requirement_composed());
  *request.mutable_inline_requirement() = Parse<v1::Requirement>(composed);
  ASSERT_TRUE(Rank(request, &response).ok());
  EXPECT_TRUE(response.basis().requirement_composed());
}

TEST_F(MatchTest, RanksAnInlineRequirementLikeTheStoredOne) {
  v1::RankSuppliersResponse stored;
  ASSERT_TRUE(Rank(Request(), &stored).ok());
  v1::RankSuppliersRequest request = Request();
  *request.mutable_inline_requirement() = Parse<v1::Requirement>(kRequirement);
  v1::RankSuppliersResponse inlined;
  ASSERT_TRUE(Rank(request, &inlined).ok());
  ASSERT_EQ(inlined.results_size(), stored.results_size());
  for (int i = 0; i < stored.results_size(); ++i) {
    EXPECT_EQ(inlined.results(i).SerializeAsString(),
              stored.results(i).SerializeAsString());
  }
}

TEST_F(MatchTest, RefusesWeightsThatSumToZeroOrNameNoCriterion) {
  v1::RankSuppliersRequest request = Request();
  auto& weights = *request.mutable_options()->mutable_weight_overrides();
  v1::RankSuppliersResponse response;
  weights["nonsense"] = 1;
  EXPECT_EQ(ViewOf(Rank(request, &response)).code,
            grpc::StatusCode::INVALID_ARGUMENT);
  weights.clear();
  ASSERT_TRUE(Rank(request, &response).ok());
  for (const auto& criterion : response.basis().criteria()) {
    weights[criterion.key()] = 0;
  }
  EXPECT_EQ(ViewOf(Rank(request, &response)).reason, "WEIGHTS_SUM_TO_ZERO");
  weights.begin()->second = -1;
  EXPECT_EQ(ViewOf(Rank(request, &response)).code,
            grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(MatchTest, NamesThePathBelowAnInlineRequirement) {
  v1::RankSuppliersRequest request;
  request.mutable_inline_requirement()->mutable_title()->set_en("x");
  request.mutable_inline_requirement()->set_category("nonsense");
  v1::RankSuppliersResponse response;
  EXPECT_EQ(ViewOf(Rank(request, &response)).fields,
            std::set<std::string>{"inline_requirement.category"});
  request.Clear();
  EXPECT_EQ(ViewOf(Rank(request, &response)).fields,
            std::set<std::string>{"requirement"});
}

TEST_F(MatchTest, NamesUnknownOptions) {
  const struct {
    const char* options;
    grpc::StatusCode code;
  } kCases[] = {
      {R"(as_of_date: "2026-02-30")", grpc::StatusCode::INVALID_ARGUMENT},
      {R"(language_codes: "xx")", grpc::StatusCode::INVALID_ARGUMENT},
      {R"(criteria_set: "criteriaSets/none")", grpc::StatusCode::NOT_FOUND},
  };
  for (const auto& c : kCases) {
    v1::RankSuppliersRequest request = Request();
    *request.mutable_options() = Parse<v1::RankingOptions>(c.options);
    v1::RankSuppliersResponse response;
    EXPECT_EQ(ViewOf(Rank(request, &response)).code, c.code) << c.options;
  }
}

TEST_F(MatchTest, RanksTheSameBytesAfterARestart) {
  v1::RankSuppliersRequest request = Request();
  v1::RankSuppliersResponse before;
  ASSERT_TRUE(Rank(request, &before).ok());
  Restart();
  v1::RankSuppliersResponse after;
  ASSERT_TRUE(Rank(request, &after).ok());
  EXPECT_EQ(after.SerializeAsString(), before.SerializeAsString());
}

TEST_F(MatchTest, SeesAWriteInTheNextRanking) {
  v1::RankSuppliersResponse before;
  ASSERT_TRUE(Rank(Request(), &before).ok());
  const std::string best = before.results(0).supplier();
  v1::DeleteSupplierRequest request;
  request.set_name(best);
  v1::DeleteSupplierResponse deleted;
  grpc::ClientContext context;
  ASSERT_TRUE(suppliers_->DeleteSupplier(&context, request, &deleted).ok());
  v1::RankSuppliersResponse after;
  ASSERT_TRUE(Rank(Request(), &after).ok());
  EXPECT_EQ(after.results(0).supplier(), before.results(1).supplier());
}

TEST_F(MatchTest, ServesTheReferenceDataInPages) {
  v1::ListUnitsRequest request;
  request.set_page_size(50);
  v1::ListUnitsResponse response;
  std::set<std::string> names;
  do {
    grpc::ClientContext context;
    ASSERT_TRUE(reference_->ListUnits(&context, request, &response).ok());
    for (const auto& unit : response.units()) {
      EXPECT_TRUE(names.insert(unit.name()).second);
    }
    request.set_page_token(response.next_page_token());
  } while (!response.next_page_token().empty());
  EXPECT_GT(names.size(), 100U);
}

}  // namespace
}  // namespace ketnoi::server
