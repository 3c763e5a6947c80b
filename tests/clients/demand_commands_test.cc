// requirements-for and questions.

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/clients/command_line.h"
#include "tests/clients/fake_service.h"

namespace ketnoi::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(RequirementsForTest, PrintsATable) {
  const FakeService service;
  const auto result =
      RunCommand({"requirements-for", "acme"}, service.address());
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, StartsWith("suppliers/acme\nAs of 2026-01-02 · "));
  EXPECT_THAT(result.out, HasSubstr("1  b/r1"));
  EXPECT_THAT(result.out, HasSubstr("Bracket"));
  EXPECT_THAT(result.out, HasSubstr("conditional"));
  EXPECT_THAT(result.out, HasSubstr("50.00–100.00"));
  EXPECT_THAT(result.out, HasSubstr("eligible 0 · conditional 2"));
  EXPECT_THAT(result.out, HasSubstr("3 open requirements cannot be ranked"));
  EXPECT_THAT(result.out, Not(HasSubstr("ISO 9001")));
  EXPECT_TRUE(service.last_requirements().omit_criteria());
}

TEST(RequirementsForTest, PassesItsOptionsOn) {
  const FakeService service;
  const auto result =
      RunCommand({"requirements-for", "suppliers/acme", "--parent", "b",
                  "--as-of", "2026-05-01", "--criteria-set", "x", "--standing",
                  "eligible", "--limit", "7", "--details", "--lang", "vi"},
                 service.address());
  EXPECT_EQ(result.code, 0) << result.err;
  const auto request = service.last_requirements();
  EXPECT_EQ(request.supplier(), "suppliers/acme");
  EXPECT_EQ(request.parent(), "buyers/b");
  EXPECT_EQ(request.options().as_of_date(), "2026-05-01");
  EXPECT_EQ(request.options().criteria_set(), "criteriaSets/x");
  EXPECT_EQ(request.options().language_codes(0), "vi");
  ASSERT_EQ(request.standings_size(), 1);
  EXPECT_EQ(request.standings(0), v1::STANDING_ELIGIBLE);
  EXPECT_EQ(request.page_size(), 7);
  EXPECT_FALSE(request.omit_criteria());
  EXPECT_THAT(result.out, HasSubstr("Giá đỡ  [minh họa]"));
  EXPECT_THAT(result.out, HasSubstr("Chưa nêu chứng nhận ISO 9001"));
}

TEST(RequirementsForTest, PrintsCsvAndJson) {
  const FakeService service;
  const auto csv = RunCommand({"requirements-for", "acme", "--output", "csv"},
                              service.address());
  EXPECT_EQ(csv.out,
            "rank,requirement,title,requirement_composed,category,part_number,"
            "valid_to,standing,score,score_high,capability_id,site_id\r\n"
            "1,buyers/b/requirements/r1,Bracket,false,,,,conditional,50.00,"
            "100.00,press,dong-anh\r\n"
            "2,buyers/b/requirements/r2,Bracket,true,,,,conditional,50.00,"
            "100.00,press,dong-anh\r\n");
  const auto details =
      RunCommand({"requirements-for", "acme", "--output", "csv", "--details"},
                 service.address());
  EXPECT_THAT(details.out,
              HasSubstr("certificate.iso9001,true,unknown,50.00,0.00,50.00"));
  const auto json = RunCommand({"requirements-for", "acme", "--output", "json"},
                               service.address());
  EXPECT_THAT(json.out, HasSubstr("\"requirement\": "
                                  "\"buyers/b/requirements/r1\""));
}

TEST(RequirementsForTest, RefusesWrongUse) {
  EXPECT_EQ(RunCommand({"requirements-for"}).code, 2);
  const auto result =
      RunCommand({"requirements-for", "a", "--standing", "eligble"});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.err, HasSubstr("eligible"));
  EXPECT_EQ(RunCommand({"requirements-for", "a", "--limit", "0"}).code, 2);
}

TEST(QuestionsTest, AsksASupplier) {
  const FakeService service;
  const auto result =
      RunCommand({"questions", "acme", "--parent", "buyers/b", "--limit", "3"},
                 service.address());
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("ISO 9001"));
  EXPECT_THAT(result.out, HasSubstr("b/r1 composed, …"));
  EXPECT_THAT(result.out, HasSubstr("ISO 9001 is not stated"));
  EXPECT_THAT(result.out, HasSubstr("1 of 9 questions; 2 requirements wait"));
  const auto request = service.last_questions();
  EXPECT_EQ(request.supplier(), "suppliers/acme");
  EXPECT_EQ(request.parent(), "buyers/b");
  EXPECT_EQ(request.question_count(), 3);
  const auto csv =
      RunCommand({"questions", "acme", "--output", "csv"}, service.address());
  EXPECT_THAT(csv.out, HasSubstr("1,ISO 9001,certificate.iso9001,1,2,1.5000,"
                                 "buyers/b/requirements/r1,Bracket,true,0,"
                                 "ISO 9001 is not stated\r\n"));
}

TEST(QuestionsTest, AsksTheConditionalSuppliersOfARequirement) {
  const FakeService service;
  const auto result =
      RunCommand({"questions", "b/r", "--lang", "vi"}, service.address());
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("1.  s0001"));
  EXPECT_THAT(result.out, HasSubstr("Chưa nêu chứng nhận ISO 9001"));
  const auto request = service.last_rank();
  ASSERT_EQ(request.standings_size(), 1);
  EXPECT_EQ(request.standings(0), v1::STANDING_CONDITIONAL);
  const auto csv =
      RunCommand({"questions", "b/r", "--output", "csv"}, service.address());
  EXPECT_THAT(csv.out, HasSubstr("certificate.iso9001"));
  EXPECT_THAT(csv.out, Not(HasSubstr("CATEGORY_MET")));
  EXPECT_EQ(
      RunCommand({"questions", "b/r", "--parent", "b"}, service.address()).code,
      2);
}

}  // namespace
}  // namespace ketnoi::testing
