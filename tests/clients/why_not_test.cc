// The commands why-not and compare, and what explain says of a change.

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/clients/command_line.h"
#include "tests/clients/fake_service.h"

namespace ketnoi::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kAskedRequirement[] = "buyers/b/requirements/r";

TEST(WhyNotCommandTest, PrintsFunnelNearMissesAndRelaxation) {
  const FakeService service;
  const auto result = RunCommand(
      {"why-not", "b/r", "--missed", "3", "--limit", "20", "--let-in", "7"},
      service.address());
  EXPECT_EQ(result.code, 0) << result.err;
  const auto request = service.last_rank();
  EXPECT_EQ(request.requirement(), kAskedRequirement);
  EXPECT_TRUE(request.why_not().funnel());
  EXPECT_EQ(request.why_not().near_miss_limit(), 20);
  EXPECT_EQ(request.why_not().most_missed_gates(), 3);
  EXPECT_EQ(request.why_not().relaxation_target(), 7);
  EXPECT_THAT(result.out, HasSubstr("1,400 suppliers"));
  EXPECT_THAT(result.out, HasSubstr("ISO 9001"));
  EXPECT_THAT(result.out, HasSubstr("1,388"));
  EXPECT_THAT(result.out, HasSubstr("1,377"));
  EXPECT_THAT(result.out, HasSubstr("1.  n1"));
  EXPECT_THAT(result.out, HasSubstr("  - Renew the certificate iso9001\n"
                                    "  - with all of that: eligible\n"));
  EXPECT_THAT(result.out, HasSubstr("in the way: place\n"));
  EXPECT_THAT(result.out, HasSubstr("A proposal, not applied\n"));
}

TEST(WhyNotCommandTest, SpeaksVietnameseAndFitsTheTerminal) {
  const FakeService service({.id_ending = "-hanoi-precision-stamping"});
  for (const char* language : {"vi", "en"}) {
    for (const std::vector<std::string>& line :
         std::vector<std::vector<std::string>>{
             {"why-not", kAskedRequirement},
             {"why-not", kAskedRequirement, "s1"},
             {"compare", kAskedRequirement, "s1", "s2-hanoi-precision"}}) {
      std::vector<std::string> words = line;
      words.insert(words.end(), {"--lang", language});
      const auto result = RunCommand(words, service.address(), "80");
      EXPECT_EQ(result.code, 0) << result.err;
      EXPECT_LE(WidestLine(result.out), 80u) << result.out;
    }
  }
  const auto result = RunCommand({"why-not", kAskedRequirement, "--lang", "vi"},
                                 service.address());
  EXPECT_THAT(result.out, HasSubstr("Gần đạt:"));
  EXPECT_THAT(result.out, HasSubstr("khi đủ các điểm trên: đạt"));
  EXPECT_THAT(result.out, HasSubstr("Cần gia hạn chứng nhận iso9001"));
}

TEST(WhyNotCommandTest, WritesCsvAndJson) {
  const FakeService service;
  const auto csv = RunCommand({"why-not", kAskedRequirement, "--output", "csv"},
                              service.address());
  EXPECT_THAT(csv.out, HasSubstr("what,gates,alone,in_order,rank,supplier,"));
  EXPECT_THAT(csv.out, HasSubstr("\r\nfunnel,certificate.iso9001,1388,1377,,"));
  EXPECT_THAT(csv.out, HasSubstr("\r\nchange,certificate.iso9001,,,1,n1,"));
  EXPECT_THAT(csv.out, HasSubstr(",renew_certificate,"));
  EXPECT_THAT(csv.out, HasSubstr("\r\nchange,place,,,2,n2,"));
  EXPECT_THAT(csv.out, HasSubstr("\r\nrelaxation,certificate.iso9001,"));
  const auto json = RunCommand(
      {"why-not", kAskedRequirement, "--output", "json"}, service.address());
  EXPECT_THAT(json.out, HasSubstr("\"nearMisses\""));
  EXPECT_THAT(json.out, HasSubstr("\"liftedStanding\""));
}

TEST(WhyNotCommandTest, OfOneSupplierSaysWhatWouldLiftIt) {
  const FakeService ineligible({.ineligible = true});
  auto result =
      RunCommand({"why-not", kAskedRequirement, "s1"}, ineligible.address());
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(ineligible.last_explain().supplier(), "suppliers/s1");
  EXPECT_TRUE(ineligible.last_explain().include_change());
  EXPECT_THAT(result.out, HasSubstr("with all of that: eligible"));
  const TestFolder folder;
  const std::string file =
      folder.Write("r.json", "{\"title\": {\"en\": \"Bracket\"}}");
  result = RunCommand({"why-not", "--file", file, "suppliers/s1"},
                      ineligible.address());
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(ineligible.last_explain().inline_requirement().title().en(),
            "Bracket");
  const FakeService service;
  result = RunCommand({"why-not", kAskedRequirement, "s1"}, service.address());
  EXPECT_THAT(result.out, HasSubstr("Nothing is in the way"));
}

TEST(WhyNotCommandTest, UsageErrors) {
  for (const std::vector<std::string>& line :
       std::vector<std::vector<std::string>>{
           {"why-not"},
           {"why-not", "r"},
           {"why-not", kAskedRequirement, "s1", "s2"},
           {"why-not", kAskedRequirement, "--missed", "0"},
           {"why-not", kAskedRequirement, "--missed", "8"},
           {"why-not", kAskedRequirement, "--limit", "101"},
           {"why-not", kAskedRequirement, "--let-in", "-1"},
           {"compare", kAskedRequirement},
           {"compare", kAskedRequirement, "s1"},
           {"compare", "s1", "s2", "s3"}}) {
    const auto result = RunCommand(line);
    EXPECT_EQ(result.code, 2) << result.err;
    EXPECT_THAT(result.err, HasSubstr("ketnoi: "));
  }
}

TEST(ExplainCommandTest, SaysWhatWouldLiftAnIneligibleSupplier) {
  const FakeService service({.ineligible = true});
  const auto result =
      RunCommand({"explain", "s1", kAskedRequirement}, service.address());
  EXPECT_THAT(result.out, HasSubstr("\nWhat would lift it:\n"
                                    "  - Renew the certificate iso9001\n"
                                    "  - with all of that: eligible\n"));
}

TEST(CompareCommandTest, PrintsTheCriteriaOfBoth) {
  const FakeService service;
  const auto result =
      RunCommand({"compare", "b/r", "s1", "suppliers/s2"}, service.address());
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(service.last_compare().requirement(), kAskedRequirement);
  EXPECT_EQ(service.last_compare().suppliers(0), "suppliers/s1");
  EXPECT_EQ(service.last_compare().suppliers(1), "suppliers/s2");
  EXPECT_THAT(result.out, HasSubstr("The first ranks above the second\n"));
  EXPECT_THAT(result.out, HasSubstr("−1.05"));
  EXPECT_THAT(result.out, HasSubstr("It adds 1.05 % more"));
  const auto csv = RunCommand({"compare", "b/r", "s1", "s2", "--output", "csv"},
                              service.address());
  EXPECT_THAT(csv.out, HasSubstr("decided_by,first,second,"));
  EXPECT_THAT(csv.out, HasSubstr(",-1.05,"));
  EXPECT_THAT(csv.out, Not(HasSubstr("−")));
}

}  // namespace
}  // namespace ketnoi::testing
