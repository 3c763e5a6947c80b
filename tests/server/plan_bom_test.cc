// Sourcing plans: that what is told of them follows from rankings and records.

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "tests/server/bom_fixture.h"

namespace ketnoi::server {
namespace {

// What a stream had, by kind, and how it ended.
struct Planned {
  v1::SourcingPlanStart start;
  v1::SourcingPlan plan;
  std::vector<v1::PlannedLine> lines;
  std::vector<v1::PlannedSupplier> suppliers;
  int answers = 0;
  int32_t lines_done = 0;
  grpc::Status status;
};

class PlanBomTest : public BomTest {
 protected:
  static v1::PlanBomRequest RequestOf(const std::string& fields = "") {
    auto request = Parse<v1::PlanBomRequest>(fields);
    if (request.bom().empty()) request.set_bom(kBom);
    return request;
  }

  Planned Plan(const v1::PlanBomRequest& request) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::seconds(60));
    const auto stream = boms_->PlanBom(&context, request);
    Planned planned;
    v1::PlanBomResponse answer;
    while (stream->Read(&answer)) {
      ++planned.answers;
      EXPECT_LE(planned.lines_done, answer.lines_done());
      planned.lines_done = answer.lines_done();
      if (answer.has_start()) planned.start = answer.start();
      if (answer.has_plan()) planned.plan = answer.plan();
      if (answer.has_line()) planned.lines.push_back(answer.line());
      if (answer.has_supplier()) planned.suppliers.push_back(answer.supplier());
    }
    planned.status = stream->Finish();
    return planned;
  }

  ErrorView Refused(const std::string& fields) {
    const Planned planned = Plan(RequestOf(fields));
    EXPECT_EQ(planned.answers, 0) << fields;
    return ViewOf(planned.status);
  }

  // A supplier of this capacity in a month, and three lines of this volume.
  void CreateLinesForOne(const std::string& capacity,
                         const std::string& volume) {
    CreateSupplier("s", fmt::format(R"(legal_name {{ en: "S" }}
      sites {{ id: "main" }} capabilities {{ id: "c" category: "stamping"
                                             monthly_capacity {{ {} }} }})",
                                    capacity));
    for (const char* id : {"r1", "r2", "r3"}) {
      CreateRequirement("buyers/b1", id,
                        fmt::format(R"(title {{ en: "A" }}
        category: "stamping" bom: "{}" bom_line: 1 criteria {{ weight: 1
        monthly_volume {{ quantity {{ {} }} }} }})",
                                    kBom, volume));
    }
  }

  v1::RankSuppliersResponse RankingOf(const std::string& requirement) {
    v1::RankSuppliersRequest request;
    request.set_requirement(requirement);
    request.set_page_size(100);
    request.mutable_why_not()->set_funnel(true);
    v1::RankSuppliersResponse response;
    grpc::ClientContext context;
    EXPECT_TRUE(matches_->RankSuppliers(&context, request, &response).ok());
    return response;
  }

  // What a line says, from the ranking of its requirement.
  void ExpectFollows(const v1::PlannedLine& line, bool eligible_only) {
    const v1::RankSuppliersResponse ranking = RankingOf(line.requirement());
    std::map<std::string, v1::MatchResult> candidates;
    const bool enough = ranking.totals().eligible() >= line.wanted_sources();
    for (v1::MatchResult result : ranking.results()) {
      if (result.standing() == v1::STANDING_ELIGIBLE ||
          (!enough && !eligible_only)) {
        result.set_rank(0);
        candidates[result.supplier()] = result;
      }
    }
    EXPECT_EQ(line.candidates(), static_cast<int>(candidates.size()));
    EXPECT_LE(line.sources_size(), line.wanted_sources());
    EXPECT_EQ(line.sources_size() < line.wanted_sources(),
              line.shortfall() != v1::SOURCE_SHORTFALL_UNSPECIFIED);
    for (const auto& source : line.sources()) {
      const auto found = candidates.find(source.result().supplier());
      ASSERT_NE(found, candidates.end()) << line.requirement();
      EXPECT_EQ(source.result().SerializeAsString(),
                found->second.SerializeAsString());
      candidates.erase(found);  // Once at most.
    }
    const bool few = line.shortfall() == v1::SOURCE_SHORTFALL_NO_CANDIDATES ||
                     line.shortfall() == v1::SOURCE_SHORTFALL_FEW_CANDIDATES;
    EXPECT_EQ(line.has_funnel(), few);
    if (!few) return;
    EXPECT_TRUE(candidates.empty());
    EXPECT_EQ(line.funnel().SerializeAsString(),
              ranking.why_not().funnel().SerializeAsString());
  }

  // What the plan says as a whole, and of its suppliers, from its lines.
  static void ExpectSums(const Planned& planned) {
    std::map<std::string, int> lines_of;
    std::map<std::string, double> used;
    int64_t complete = 0, others = 0, score = 0, uncovered = 0, conditional = 0;
    for (const v1::PlannedLine& line : planned.lines) {
      const bool is_complete = line.sources_size() == line.wanted_sources();
      complete += is_complete ? 1 : 0;
      others += is_complete ? 0 : line.sources_size();
      uncovered += line.sources().empty() ? 1 : 0;
      for (const auto& source : line.sources()) {
        const v1::MatchResult& result = source.result();
        score += result.score();
        conditional += result.standing() == v1::STANDING_CONDITIONAL ? 1 : 0;
        ++lines_of[result.supplier()];
        if (!source.has_monthly_volume()) continue;
        EXPECT_EQ(source.monthly_volume().unit(), "pcs");
        EXPECT_EQ(source.monthly_volume().value(), 5.0 / line.wanted_sources());
        if (source.capacity_reserved()) {
          used[result.supplier()] += source.monthly_volume().value();
        }
      }
    }
    const v1::SourcingPlan& plan = planned.plan;
    EXPECT_EQ(plan.complete_lines().value(), complete);
    EXPECT_GE(plan.complete_lines().bound(), complete);
    EXPECT_EQ(plan.other_sources().value(), others);
    EXPECT_EQ(plan.suppliers().value(), static_cast<int64_t>(lines_of.size()));
    EXPECT_LE(plan.suppliers().bound(), plan.suppliers().value());
    EXPECT_EQ(plan.score().value(), score);
    EXPECT_EQ(plan.uncovered_lines(), uncovered);
    EXPECT_EQ(plan.conditional_sources(), conditional);
    ASSERT_EQ(planned.suppliers.size(), lines_of.size());
    for (const v1::PlannedSupplier& supplier : planned.suppliers) {
      EXPECT_EQ(supplier.line_count(), lines_of[supplier.supplier()]);
      double of_loads = 0;
      for (const auto& load : supplier.loads()) {
        EXPECT_EQ(load.free().value(), 10);
        EXPECT_LE(load.used().value(), load.free().value());
        of_loads += load.used().value();
      }
      EXPECT_EQ(of_loads, used[supplier.supplier()]);
      if (plan.most_lines() > 0) {
        EXPECT_LE(supplier.line_count(), plan.most_lines());
      }
    }
  }
};

TEST_F(PlanBomTest, APlanFollowsFromTheRankingsOfItsLines) {
  CreateSuppliers();
  constexpr int kLines = 15;
  for (int i = 0; i < kLines; ++i)
    CreateLine(fmt::format("r{:02}", i), i + 1, i);
  std::set<v1::SourceShortfall> shortfalls;
  for (const char* fields :
       {"", "sources: 2 most_lines: 3", "sources: 2 eligible_only: true",
        R"(line_sources { requirement: "buyers/b1/requirements/r03"
                          sources: 16 })",
        R"(most_share_basis_points: 400
           line_sources { requirement: "buyers/b1/requirements/r03"
                          sources: 16 })"}) {
    const auto request = RequestOf(fields);
    const Planned planned = Plan(request);
    ASSERT_TRUE(planned.status.ok()) << planned.status.error_message();
    EXPECT_EQ(planned.start.bom().name(), kBom);
    ASSERT_EQ(planned.lines.size(), static_cast<size_t>(kLines));
    for (int i = 0; i < kLines; ++i) {
      const v1::PlannedLine& line = planned.lines[static_cast<size_t>(i)];
      EXPECT_EQ(line.bom_line(), i + 1);
      const bool is_named = i == 3 && request.line_sources_size() > 0;
      EXPECT_EQ(line.wanted_sources(),
                is_named ? 16 : std::max(1, request.sources()));
      ExpectFollows(line, request.eligible_only());
      shortfalls.insert(line.shortfall());
    }
    ExpectSums(planned);
    if (request.sources() == 0) {
      EXPECT_TRUE(planned.plan.optimal()) << fields;
    }
    // 4 % of some 30 sources is one line.
    if (request.most_share_basis_points() > 0) {
      EXPECT_EQ(planned.plan.most_lines(), 1);
    }
  }
  EXPECT_TRUE(shortfalls.contains(v1::SOURCE_SHORTFALL_NO_CANDIDATES));
  EXPECT_TRUE(shortfalls.contains(v1::SOURCE_SHORTFALL_FEW_CANDIDATES));
  EXPECT_TRUE(shortfalls.contains(v1::SOURCE_SHORTFALL_SUPPLIER_LIMIT));
}

TEST_F(PlanBomTest, CapacityIsPromisedOnce) {
  CreateLinesForOne(R"(value: 11 unit: "pcs")", R"(value: 5 unit: "pcs")");
  const Planned planned = Plan(RequestOf());
  ASSERT_TRUE(planned.status.ok()) << planned.status.error_message();
  EXPECT_EQ(planned.plan.complete_lines().value(), 2);
  EXPECT_EQ(planned.plan.uncovered_lines(), 1);
  ASSERT_EQ(planned.suppliers.size(), 1U);
  EXPECT_EQ(planned.suppliers[0].loads(0).capability_id(), "c");
  EXPECT_EQ(planned.suppliers[0].loads(0).used().value(), 10);
  EXPECT_EQ(planned.suppliers[0].loads(0).free().value(), 11);
  const auto left = std::find_if(
      planned.lines.begin(), planned.lines.end(),
      [](const v1::PlannedLine& line) { return line.sources().empty(); });
  ASSERT_NE(left, planned.lines.end());
  EXPECT_EQ(left->shortfall(), v1::SOURCE_SHORTFALL_CAPACITY_TAKEN);
}

// Each is less than half a thousandth of the unit of the capacity.
TEST_F(PlanBomTest, SmallVolumesTakeCapacityToo) {
  CreateLinesForOne(R"(value: 0.002 unit: "t")", R"(value: 400 unit: "g")");
  const Planned planned = Plan(RequestOf());
  ASSERT_TRUE(planned.status.ok()) << planned.status.error_message();
  EXPECT_EQ(planned.plan.complete_lines().value(), 2);
  ASSERT_EQ(planned.suppliers.size(), 1U);
  EXPECT_EQ(planned.suppliers[0].loads(0).used().value(), 0.002);
}

TEST_F(PlanBomTest, AnEmptyBillHasAnEmptyPlan) {
  const Planned planned = Plan(RequestOf());
  ASSERT_TRUE(planned.status.ok()) << planned.status.error_message();
  EXPECT_EQ(planned.answers, 2);
  EXPECT_TRUE(planned.plan.optimal());
}

TEST_F(PlanBomTest, SaysWhatIsWrongWithARequest) {
  CreateLine("r", 1, 0);
  const ErrorView error = Refused(R"(
    bom: "buyers/b1" sources: 17 most_share_basis_points: 10001 most_lines: -1
    candidate_count: -1 read { max_staleness { seconds: -1 } }
    options { weight_overrides { key: "place" value: 1 } }
    line_sources { requirement: "r" sources: 1 }
    line_sources { requirement: "r" sources: 0 })");
  EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(
      error.fields,
      (std::set<std::string>{
          "bom", "sources", "most_share_basis_points", "most_lines",
          "candidate_count", "read.max_staleness", "options.weight_overrides",
          "line_sources[1].sources", "line_sources[1].requirement"}));
  EXPECT_EQ(Refused(R"(line_sources { requirement: "buyers/b1/requirements/x"
                                      sources: 1 })")
                .fields,
            std::set<std::string>{"line_sources[0].requirement"});
  EXPECT_EQ(Refused(R"(bom: "buyers/b1/boms/none")").code,
            grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(Refused(R"(options { criteria_set: "criteriaSets/none" })").code,
            grpc::StatusCode::NOT_FOUND);
}

// What no write leads to, but a record may be of another time.
TEST_F(PlanBomTest, ALineThatCannotBeRankedIsStillThere) {
  CreateSuppliers();
  CreateLine("r1", 1, 3);
  StoreLineOfAnotherTime("r2", 2);
  const Planned planned = Plan(RequestOf());
  ASSERT_TRUE(planned.status.ok()) << planned.status.error_message();
  ASSERT_EQ(planned.lines.size(), 2U);
  EXPECT_EQ(planned.lines[0].sources_size(), 1);
  EXPECT_FALSE(planned.lines[0].has_error());
  EXPECT_EQ(planned.lines[1].part_number(), "X");
  EXPECT_EQ(ViewOf(planned.lines[1].error()).code,
            grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(planned.plan.failed_lines(), 1);
  EXPECT_EQ(planned.plan.uncovered_lines(), 1);
}

TEST_F(PlanBomTest, EndsWhenItsCallerDoes) {
  CreateSuppliers();
  for (int i = 1; i <= 100; ++i) CreateLine(fmt::format("r{}", i), i, i);
  grpc::ClientContext context;
  const auto stream = boms_->PlanBom(&context, RequestOf());
  v1::PlanBomResponse answer;
  ASSERT_TRUE(stream->Read(&answer));
  context.TryCancel();
  while (stream->Read(&answer)) {
  }
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
  EXPECT_TRUE(Plan(RequestOf()).status.ok());
}

}  // namespace
}  // namespace ketnoi::server
