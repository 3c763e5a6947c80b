// Rankings of bills of materials: each line as RankSuppliers ranks it.

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "tests/server/bom_fixture.h"

namespace ketnoi::server {
namespace {

// What a stream had, and how it ended.
struct Ranked {
  std::vector<v1::RankBomResponse> answers;
  grpc::Status status;

  const v1::RankedBomLine& line(size_t i) const {
    return answers.at(i + 1).line();
  }
};

class RankBomTest : public BomTest {
 protected:
  Ranked Rank(const v1::RankBomRequest& request,
              std::chrono::milliseconds timeout = std::chrono::seconds(60)) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + timeout);
    const auto stream = boms_->RankBom(&context, request);
    Ranked ranked;
    v1::RankBomResponse answer;
    while (stream->Read(&answer)) ranked.answers.push_back(answer);
    ranked.status = stream->Finish();
    return ranked;
  }
  static v1::RankBomRequest RequestOf(const std::string& fields = "") {
    auto request = Parse<v1::RankBomRequest>(fields);
    if (request.bom().empty()) request.set_bom(kBom);
    return request;
  }
  ErrorView Refused(const std::string& fields) {
    const Ranked ranked = Rank(RequestOf(fields));
    EXPECT_TRUE(ranked.answers.empty()) << fields;
    return ViewOf(ranked.status);
  }
};

TEST_F(RankBomTest, EachLineIsRankedAsRankSuppliersRanksIt) {
  CreateSuppliers();
  constexpr int kLines = 25;
  // Ids and places are in different orders; two lines share a place.
  for (int i = 0; i < kLines; ++i) {
    CreateLine(fmt::format("r{:02}", (i * 7) % kLines), i / 2 + 1, i);
  }
  CreateRequirement("buyers/b1", "loose",
                    R"(title { en: "A" } category: "stamping")");
  for (const char* fields : {"", "omit_criteria: true page_size: 1",
                             R"(page_size: 100 standings: STANDING_INELIGIBLE
           options { as_of_date: "2028-06-01" language_codes: "vi" })"}) {
    const auto request = RequestOf(fields);
    const Ranked ranked = Rank(request);
    ASSERT_TRUE(ranked.status.ok()) << ranked.status.error_message();
    ASSERT_EQ(ranked.answers.size(), kLines + 1U);
    const v1::RankBomResponse& first = ranked.answers.front();
    ASSERT_TRUE(first.has_start());
    EXPECT_EQ(first.start().bom().name(), kBom);
    EXPECT_TRUE(first.start().bom().composed());
    EXPECT_EQ(first.lines_done(), 0);
    std::pair<int32_t, std::string> before;
    int32_t results = 0;
    for (int i = 0; i < kLines; ++i) {
      const v1::RankedBomLine& line = ranked.line(static_cast<size_t>(i));
      EXPECT_EQ(ranked.answers[static_cast<size_t>(i) + 1].lines_done(), i + 1);
      EXPECT_EQ(ranked.answers[static_cast<size_t>(i) + 1].line_count(),
                kLines);
      EXPECT_LT(before, std::pair(line.bom_line(), line.requirement()));
      before = {line.bom_line(), line.requirement()};
      EXPECT_FALSE(line.has_error());
      EXPECT_FALSE(line.title().vi().empty());
      EXPECT_EQ(line.part_number().substr(0, 2), "P-");

      v1::RankSuppliersRequest single;
      single.set_requirement(line.requirement());
      *single.mutable_options() = request.options();
      *single.mutable_standings() = request.standings();
      single.set_omit_criteria(request.omit_criteria());
      single.set_page_size(request.page_size() == 0 ? 5 : request.page_size());
      v1::RankSuppliersResponse expected;
      grpc::ClientContext context;
      ASSERT_TRUE(matches_->RankSuppliers(&context, single, &expected).ok());
      ASSERT_EQ(line.results_size(), expected.results_size());
      for (int r = 0; r < line.results_size(); ++r) {
        EXPECT_EQ(line.results(r).SerializeAsString(),
                  expected.results(r).SerializeAsString());
      }
      results += line.results_size();
      EXPECT_EQ(line.totals().SerializeAsString(),
                expected.totals().SerializeAsString());
      if (request.omit_criteria()) {
        EXPECT_FALSE(line.has_basis());
        expected.mutable_basis()->clear_requirement();
        expected.mutable_basis()->clear_requirement_revision();
        expected.mutable_basis()->clear_criteria();
        EXPECT_EQ(first.start().basis().SerializeAsString(),
                  expected.basis().SerializeAsString());
      } else {
        EXPECT_EQ(line.basis().SerializeAsString(),
                  expected.basis().SerializeAsString());
      }
    }
    EXPECT_GT(results, kLines / 2) << fields;  // so that something was compared
  }
}

TEST_F(RankBomTest, AnEmptyBillHasNoLines) {
  const Ranked ranked = Rank(RequestOf());
  ASSERT_TRUE(ranked.status.ok()) << ranked.status.error_message();
  ASSERT_EQ(ranked.answers.size(), 1U);
  EXPECT_TRUE(ranked.answers[0].has_start());
  EXPECT_EQ(ranked.answers[0].line_count(), 0);
}

TEST_F(RankBomTest, SaysWhatIsWrongWithARequest) {
  const ErrorView error = Refused(R"(
    bom: "buyers/b1/requirements/r" page_size: -1 standings: STANDING_ELIGIBLE
    standings: 9 options { as_of_date: "soon" language_codes: "fr"
      weight_overrides { key: "place" value: 1 } }
    read { max_staleness { seconds: -1 } })");
  EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(error.fields,
            (std::set<std::string>{
                "bom", "page_size", "standings[1]", "options.as_of_date",
                "options.language_codes[0]", "options.weight_overrides",
                "read.max_staleness"}));
  EXPECT_EQ(Refused(R"(bom: "buyers/b1/boms/none")").code,
            grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(Refused(R"(options { criteria_set: "criteriaSets/none" })").code,
            grpc::StatusCode::NOT_FOUND);
}

// What no write leads to, but a record may be of another time.
TEST_F(RankBomTest, ALineThatCannotBeRankedSaysSoInItsPlace) {
  for (int i = 1; i <= 3; ++i) CreateLine(fmt::format("r{}", i), i, 0);
  StoreLineOfAnotherTime("r2", 2);
  const Ranked ranked = Rank(RequestOf());
  ASSERT_TRUE(ranked.status.ok()) << ranked.status.error_message();
  ASSERT_EQ(ranked.answers.size(), 4U);
  EXPECT_FALSE(ranked.line(0).has_error());
  EXPECT_TRUE(ranked.line(0).has_totals());
  EXPECT_EQ(ranked.line(1).part_number(), "X");
  EXPECT_EQ(ViewOf(ranked.line(1).error()).code,
            grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_FALSE(ranked.line(1).has_totals());
  EXPECT_FALSE(ranked.line(2).has_error());
}

TEST_F(RankBomTest, EndsWhenItsCallerDoes) {
  CreateSuppliers();
  for (int i = 1; i <= 200; ++i) CreateLine(fmt::format("r{}", i), i, i);
  // Larger answers than the connection holds unread.
  const auto request = RequestOf(R"(
    page_size: 100 standings: [ STANDING_ELIGIBLE, STANDING_CONDITIONAL,
                                STANDING_INELIGIBLE ]
    options { language_codes: [ "vi", "en" ] })");
  {
    grpc::ClientContext context;
    const auto stream = boms_->RankBom(&context, request);
    v1::RankBomResponse answer;
    ASSERT_TRUE(stream->Read(&answer));
    ASSERT_TRUE(stream->Read(&answer));
    context.TryCancel();
    while (stream->Read(&answer)) {
    }
    EXPECT_LT(answer.lines_done(), 200);
    EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
  }
  {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::milliseconds(100));
    const auto stream = boms_->RankBom(&context, request);
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    v1::RankBomResponse answer;
    while (stream->Read(&answer)) {
    }
    EXPECT_EQ(stream->Finish().error_code(),
              grpc::StatusCode::DEADLINE_EXCEEDED);
  }
  // Nobody is left that holds up the server.
  const Ranked ranked = Rank(RequestOf());
  EXPECT_TRUE(ranked.status.ok()) << ranked.status.error_message();
  EXPECT_EQ(ranked.answers.size(), 201U);
}

}  // namespace
}  // namespace ketnoi::server
