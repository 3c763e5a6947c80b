// Gaps: their figures, the pairs behind them, and levers tried on these.

#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ketnoi/v1/gap_service.grpc.pb.h"
#include "server/levers.h"
#include "server/reference_loader.h"
#include "tests/server/server_fixture.h"
#include "tests/testing/temporary_folder.h"

namespace ketnoi::server {
namespace {

class GapServiceTest : public ServerTest {
 protected:
  GapServiceTest() : gaps_(v1::GapService::NewStub(app_->InProcessChannel())) {
    CreateBuyer("b1", R"(display_name { en: "One" }
                         plants { id: "p1" province: "01" })");
    CreateBuyer("b2", R"(display_name { en: "Two" })");
    for (int i = 0; i < 12; ++i) CreateGapRequirement(i);
    for (int i = 0; i < 6; ++i) CreateGapSupplier(i);
  }

  void CreateGapRequirement(int i) {
    v1::Requirement requirement;
    requirement.mutable_title()->set_en("Part " + std::to_string(i));
    requirement.set_category(i == 11 ? "leather"
                             : i % 2 ? "stamping"
                                     : "sheet_metal");
    if (i % 4 < 2) requirement.set_plant_id("p1");
    auto& certificate = *requirement.add_criteria();
    certificate.set_gate(true);
    certificate.mutable_certificate()->set_scheme(i % 3 == 0 ? "iso9001"
                                                             : "iatf16949");
    if (i % 3 == 1) {
      auto& language = *requirement.add_criteria();
      language.set_gate(true);
      language.mutable_languages()->add_values("ja");
    }
    auto& volume = *requirement.add_criteria();
    volume.mutable_monthly_volume()->mutable_quantity()->set_value(100 *
                                                                   (i + 1));
    volume.mutable_monthly_volume()->mutable_quantity()->set_unit(
        i % 5 == 4 ? "kg" : "pcs");
    CreateRequirement(i % 4 < 2 ? "buyers/b1" : "buyers/b2",
                      "r" + std::to_string(i), requirement.DebugString());
  }

  void CreateGapSupplier(int i) {
    v1::Supplier supplier;
    supplier.mutable_legal_name()->set_vi("Tên " + std::to_string(i));
    supplier.mutable_languages()->add_values("vi");
    supplier.mutable_languages()->set_complete_as_of("2026-01-01");
    supplier.set_certificates_complete_as_of("2026-01-01");
    auto& site = *supplier.add_sites();
    site.set_id("main");
    site.set_province(i % 2 == 0 ? "01" : "04");
    for (const char* category : {"stamping", "sheet_metal", "springs"}) {
      auto& row = *supplier.add_capabilities();
      row.set_id(std::string(category) == "sheet_metal" ? "sheet" : category);
      row.set_category(category);
      if (i < 2) break;
    }
    if (i == 0 || i == 5) {
      auto& certificate = *supplier.add_certificates();
      certificate.set_id("q");
      certificate.set_scheme("iso9001");
      certificate.set_valid_to("2028-01-01");
    }
    CreateSupplier("s" + std::to_string(i), supplier.DebugString());
  }

  static v1::AnalyzeGapsRequest Everything() {
    v1::AnalyzeGapsRequest request;
    request.mutable_options()->set_as_of_date("2026-06-01");
    request.mutable_map_options()->set_supplier_provinces(true);
    request.mutable_lever_options()->set_pair_count(1000);
    request.mutable_lever_options()->set_supplier_count(100);
    request.mutable_portfolio_options()->set_most_cost(1'000'000);
    request.set_surplus(true);
    return request;
  }

  struct Analysis {
    v1::GapSummary summary;
    v1::GapMap map;
    std::vector<v1::GapLever> levers;
    v1::GapPortfolio portfolio;
    std::vector<v1::GapStep> steps;
    v1::GapSurplus surplus;
  };

  grpc::Status Analyze(const v1::AnalyzeGapsRequest& request,
                       Analysis* analysis = nullptr) {
    Analysis ignored;
    Analysis& to = analysis == nullptr ? ignored : *analysis;
    grpc::ClientContext context;
    const auto stream = gaps_->AnalyzeGaps(&context, request);
    v1::AnalyzeGapsResponse part;
    while (stream->Read(&part)) {
      if (part.has_summary()) to.summary = part.summary();
      if (part.has_map()) to.map = part.map();
      if (part.has_lever()) to.levers.push_back(part.lever());
      if (part.has_portfolio()) to.portfolio = part.portfolio();
      if (part.has_step()) to.steps.push_back(part.step());
      if (part.has_surplus()) to.surplus = part.surplus();
    }
    return stream->Finish();
  }

  static v1::ListGapPairsRequest PairsOf(const v1::AnalyzeGapsRequest& of) {
    v1::ListGapPairsRequest request;
    *request.mutable_scope() = of.scope();
    *request.mutable_options() = of.options();
    return request;
  }

  grpc::Status ListPairs(const v1::ListGapPairsRequest& request,
                         v1::ListGapPairsResponse* response) {
    response->Clear();
    grpc::ClientContext context;
    return gaps_->ListGapPairs(&context, request, response);
  }

  // All pairs, three at a time.
  std::vector<v1::GapPair> AllPairs(v1::ListGapPairsRequest request,
                                    v1::ListGapPairsResponse* first) {
    std::vector<v1::GapPair> pairs;
    v1::ListGapPairsResponse page;
    request.set_page_size(3);
    do {
      request.set_page_token(page.next_page_token());
      const grpc::Status status = ListPairs(request, &page);
      EXPECT_TRUE(status.ok()) << status.error_message();
      if (pairs.empty()) *first = page;
      pairs.insert(pairs.end(), page.pairs().begin(), page.pairs().end());
    } while (!page.next_page_token().empty());
    EXPECT_EQ(static_cast<int64_t>(pairs.size()), first->total_pairs());
    return pairs;
  }

  template <class Levers>
  bool Flips(const std::string& supplier, const std::string& requirement,
             const Levers& levers) {
    v1::TryLeversRequest request;
    request.set_supplier(supplier);
    request.set_requirement(requirement);
    for (const std::string& lever : levers) request.add_levers(lever);
    request.mutable_options()->set_as_of_date("2026-06-01");
    v1::TryLeversResponse response;
    grpc::ClientContext context;
    const grpc::Status status = gaps_->TryLevers(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    EXPECT_NE(response.before().standing(), v1::STANDING_ELIGIBLE);
    EXPECT_EQ(response.flips(),
              response.after().standing() == v1::STANDING_ELIGIBLE);
    return response.flips();
  }

  bool FlipsByOneOrTwo(const std::string& supplier,
                       const std::string& requirement,
                       const std::set<std::string>& levers) {
    for (const std::string& a : levers) {
      for (const std::string& b : levers) {
        const std::set<std::string> both = {a, b};
        if (Flips(supplier, requirement, both)) return true;
      }
    }
    return false;
  }

  std::unique_ptr<v1::GapService::Stub> gaps_;
};

TEST_F(GapServiceTest, EveryFigureOpensToPairsThatFlip) {
  Analysis all;
  const auto request = Everything();
  ASSERT_TRUE(Analyze(request, &all).ok());
  EXPECT_EQ(all.summary.requirements().requirements(), 12);
  EXPECT_EQ(all.summary.suppliers(), 6);

  int together = 0;
  for (const v1::GapLever& lever : all.levers) {
    auto of_lever = PairsOf(request);
    *of_lever.mutable_lever()->mutable_levers() = lever.levers();
    v1::ListGapPairsResponse first;
    std::set<std::string> suppliers;
    for (const v1::GapPair& pair : AllPairs(of_lever, &first)) {
      const std::string& requirement = pair.requirement().requirement();
      suppliers.insert(pair.supplier());
      EXPECT_TRUE(Flips(pair.supplier(), requirement, lever.levers()));
      if (lever.levers_size() < 2) continue;
      ++together;
      for (const std::string& alone : lever.levers()) {
        EXPECT_FALSE(Flips(pair.supplier(), requirement, std::vector{alone}));
      }
    }
    EXPECT_EQ(first.total_pairs(), lever.gain().pairs());
    EXPECT_EQ(first.total_requirements(),
              lever.gain().requirements().requirements());
    EXPECT_EQ(int(suppliers.size()), lever.suppliers());
    of_lever.mutable_lever()->set_first_sources(true);
    ASSERT_TRUE(ListPairs(of_lever, &first).ok());
    EXPECT_EQ(first.total_requirements(),
              lever.gain().first_sources().requirements());
    const auto& best = lever.supplier_gains(0);
    of_lever.mutable_lever()->set_first_sources(false);
    of_lever.mutable_lever()->set_supplier(best.supplier());
    ASSERT_TRUE(ListPairs(of_lever, &first).ok());
    EXPECT_EQ(first.total_pairs(), best.gain().pairs());
  }
  EXPECT_GT(together, 0);

  std::set<std::string> unlocked;
  std::map<std::string, std::set<std::string>> given;
  for (const v1::GapStep& step : all.steps) {
    given[step.supplier()].insert(step.levers().begin(), step.levers().end());
    for (const auto& requirement : step.requirements()) {
      EXPECT_TRUE(unlocked.insert(requirement.requirement()).second);
      EXPECT_TRUE(FlipsByOneOrTwo(step.supplier(), requirement.requirement(),
                                  given[step.supplier()]));
    }
  }
  EXPECT_EQ(int(unlocked.size()), all.portfolio.unlocked().requirements());
  EXPECT_EQ(all.portfolio.unlocked().weight(),
            all.portfolio.unlockable_weight());
  EXPECT_EQ(all.portfolio.gap(), 0);
  EXPECT_GT(unlocked.size(), 0U);
}

TEST_F(GapServiceTest, TheMapCountsRequirementsByTheirSuppliers) {
  Analysis all;
  auto request = Everything();
  request.set_weight_unit("pcs");
  ASSERT_TRUE(Analyze(request, &all).ok());
  const auto metal = all.map.categories(0);
  EXPECT_EQ(metal.category(), "metal");
  EXPECT_EQ(metal.buckets().all().requirements(), 11);
  // r0, r3, r6 and r9 ask for ISO 9001, which s0 and s5 have; s0 makes no
  // sheet metal.
  EXPECT_EQ(metal.buckets().one().requirements(), 2);
  EXPECT_EQ(metal.buckets().two().requirements(), 2);
  EXPECT_EQ(metal.buckets().none().requirements(), 7);
  EXPECT_EQ(metal.buckets().one().weight(), 100 + 700);
  EXPECT_EQ(metal.buckets().two().weight(), 400 + 0);  // r9 is in kilograms
  EXPECT_EQ(metal.gates(0).key(), "certificate.iatf16949");
  EXPECT_EQ(metal.gates(0).requirements(), 7);
  EXPECT_EQ(all.summary.weightless(), 2);  // r4, r9
  ASSERT_EQ(all.map.provinces_size(), 2);
  EXPECT_EQ(all.map.provinces(0).province(), "");
  EXPECT_EQ(all.map.provinces(1).province(), "01");
  EXPECT_EQ(all.map.provinces(1).buckets().all().requirements(), 6);
  ASSERT_EQ(all.map.supplier_provinces_size(), 2);
  EXPECT_EQ(all.map.supplier_provinces(0).suppliers(), 1);  // s0
  EXPECT_EQ(all.map.supplier_provinces(1).requirements().requirements(), 4);
  ASSERT_EQ(all.surplus.categories_size(), 1);
  EXPECT_EQ(all.surplus.categories(0).category(), "springs");
  EXPECT_EQ(all.surplus.categories(0).suppliers(), 4);

  auto pairs = PairsOf(request);
  pairs.mutable_scope()->set_category("metal");
  v1::ListGapPairsResponse page;
  const auto requirements = [&](v1::GapBucket bucket) {
    pairs.set_bucket(bucket);
    EXPECT_TRUE(ListPairs(pairs, &page).ok());
    return page.total_requirements();
  };
  EXPECT_EQ(requirements(v1::GAP_BUCKET_ONE), 2);
  EXPECT_EQ(requirements(v1::GAP_BUCKET_TWO), 2);
  EXPECT_EQ(page.total_pairs(), 4);
  EXPECT_EQ(requirements(v1::GAP_BUCKET_NONE), 7);
  pairs.set_gate("certificate.iatf16949");
  EXPECT_EQ(requirements(v1::GAP_BUCKET_NONE), 7);
  EXPECT_EQ(page.total_pairs(), metal.gates(0).pairs());
  EXPECT_EQ(page.pairs(0).standing(), v1::STANDING_INELIGIBLE);
  pairs.clear_gate();
  pairs.mutable_scope()->clear_category();
  EXPECT_EQ(requirements(v1::GAP_BUCKET_NO_CANDIDATE), 1);
  EXPECT_EQ(page.pairs(0).requirement().requirement(),
            "buyers/b2/requirements/r11");

  request.mutable_scope()->set_province("01");
  ASSERT_TRUE(Analyze(request, &all).ok());
  EXPECT_EQ(all.summary.requirements().requirements(), 6);
  request.mutable_scope()->set_parent("buyers/b2");
  ASSERT_TRUE(Analyze(request, &all).ok());
  EXPECT_EQ(all.summary.requirements().requirements(), 0);
}

TEST_F(GapServiceTest, NamesWhatIsWrong) {
  using GapFields = std::set<std::string>;
  const auto refused =
      [&](const std::function<void(v1::AnalyzeGapsRequest&)>& change) {
        auto request = Everything();
        change(request);
        return ViewOf(Analyze(request)).fields;
      };
  EXPECT_EQ(refused([](auto& r) {
              r.mutable_portfolio_options()->set_most_supports(0);
              r.mutable_portfolio_options()->set_most_cost(0);
            }),
            (GapFields{"portfolio_options.most_supports",
                       "portfolio_options.most_cost"}));
  EXPECT_EQ(refused([](auto& r) {
              r.mutable_portfolio_options()->clear_most_cost();
            }),
            GapFields{"portfolio_options.most_supports"});
  EXPECT_EQ(refused([](auto& r) {
              r.mutable_scope()->set_category("kites");
              r.mutable_scope()->set_province("Hanoi");
              r.mutable_scope()->set_parent("b1");
              r.set_weight_unit("boxes");
              r.add_levers("levers/iso9001");
              r.add_levers("levers/none");
              r.add_levers("levers/iso9001");
            }),
            (GapFields{"scope.category", "scope.province", "scope.parent",
                       "weight_unit", "levers[1]", "levers[2]"}));
  EXPECT_EQ(refused([](auto& r) {
              r.clear_map_options();
              r.clear_lever_options();
              r.clear_portfolio_options();
              r.clear_surplus();
            }),
            GapFields{"map_options"});
  auto of_nobody = Everything();
  of_nobody.mutable_scope()->set_parent("buyers/none");
  EXPECT_EQ(ViewOf(Analyze(of_nobody)).code, grpc::StatusCode::NOT_FOUND);
  v1::ListGapPairsResponse page;
  auto pairs = PairsOf(Everything());
  EXPECT_EQ(ViewOf(ListPairs(pairs, &page)).fields, GapFields{"bucket"});
  pairs.mutable_lever();
  pairs.set_page_token("x");
  EXPECT_EQ(ViewOf(ListPairs(pairs, &page)).fields,
            (GapFields{"lever.levers", "page_token"}));
  v1::TryLeversRequest request;
  request.set_supplier("suppliers/s1");
  request.set_requirement("buyers/b1/requirements/r0");
  request.add_levers("levers/none");
  v1::TryLeversResponse response;
  grpc::ClientContext context;
  EXPECT_EQ(gaps_->TryLevers(&context, request, &response).error_code(),
            grpc::StatusCode::NOT_FOUND);
}

TEST(LeversTest, NamesFileLineAndField) {
  const std::string data = KETNOI_DATA_DIR;
  const auto reference = LoadReferenceData(data, "");
  ASSERT_TRUE(reference.ok());
  const auto table = LoadLevers(data, (*reference)->reference);
  ASSERT_TRUE(table.ok()) << table.status();
  EXPECT_GE((*table)->levers.size(), 30U);
  EXPECT_EQ((*table)->Find("levers/iso9001"), 0);
  EXPECT_EQ((*table)->Find("levers/none"), -1);

  const testing::TemporaryFolder folder;
  const std::string tables = folder.path() + "/reference";
  std::filesystem::create_directories(tables);
  std::filesystem::copy(data + "/reference/lever_cost_classes.jsonl", tables);
  const auto load = [&](const std::string& fields) {
    std::ofstream(tables + "/levers.jsonl")
        << "\n{\"name\": \"levers/a\", \"displayName\": {\"vi\": \"a\", "
           "\"en\": \"a\"}, \"costClass\": \"system\", "
        << fields << "}\n";
    const auto status =
        LoadLevers(folder.path(), (*reference)->reference).status();
    const std::string message(status.message());
    const size_t file = message.find("levers.jsonl:2: ");
    return file == std::string::npos
               ? message
               : message.substr(file + std::string("levers.jsonl:2: ").size());
  };
  EXPECT_EQ(load(R"("obtainCertificate": {"scheme": "iso9001"})"), "");
  EXPECT_EQ(load(R"("source": "none")"), "measure: is required");
  EXPECT_EQ(load(R"("obtainCertificate": {"scheme": "iso1"})"),
            "obtain_certificate.scheme: 'iso1' is not there");
  EXPECT_EQ(load(R"("category": "stamping", "reachAttribute": {})"),
            "reach_attribute.value.attribute: is required");
  EXPECT_EQ(load(R"("category": "stamping", "reachAttribute":)"
                 R"( {"value": {"attribute": "layers", "number": 2}})"),
            "reach_attribute.value.attribute: 'stamping' has no attribute "
            "'layers'");
  EXPECT_EQ(load(R"("reachAttribute": {"value": {"attribute": "cpk"}})"),
            "category: is required for an attribute");
  EXPECT_EQ(load(R"("raiseCapacity": {"percent": 100})")
                .find("raise_capacity.percent: "),
            0U);
  EXPECT_EQ(load(R"("costClass": "none", "learnLanguage": {"language": "ja"})")
                .find("cost_class: "),
            0U);
}

}  // namespace
}  // namespace ketnoi::server
