#include "matcher/demand/plan_problem.h"

#include <functional>
#include <string>

#include "gtest/gtest.h"

namespace ketnoi::demand {
namespace {

PlanProblem Valid() {
  PlanProblem problem;
  problem.supplier_count = 2;
  problem.pools = {{1, 500}};
  problem.lines = {{1, {{0, 10, -1, 0}, {1, 20, 0, 300}}}, {2, {}}};
  return problem;
}

TEST(PlanProblemTest, AcceptsWhatIsRight) {
  EXPECT_TRUE(CheckProblem({}).ok());
  EXPECT_TRUE(CheckProblem(Valid()).ok());
}

TEST(PlanProblemTest, NamesWhatIsWrong) {
  const struct {
    std::string message;
    std::function<void(PlanProblem&)> spoil;
  } cases[] = {
      {"supplier_count is -1", [](PlanProblem& p) { p.supplier_count = -1; }},
      {"most_lines is -1", [](PlanProblem& p) { p.most_lines = -1; }},
      {"pools[0].supplier is 2",
       [](PlanProblem& p) { p.pools[0].supplier = 2; }},
      {"pools[0].free is -1", [](PlanProblem& p) { p.pools[0].free = -1; }},
      {"pools[0].free is 1000000000000001",
       [](PlanProblem& p) { p.pools[0].free = kMostPlanAmount + 1; }},
      {"lines[1].sources is 0", [](PlanProblem& p) { p.lines[1].sources = 0; }},
      {"lines[1].sources is 17",
       [](PlanProblem& p) { p.lines[1].sources = 17; }},
      {"lines[0].candidates[0].supplier is -1",
       [](PlanProblem& p) { p.lines[0].candidates[0].supplier = -1; }},
      {"lines[0].candidates[1].score is 10001",
       [](PlanProblem& p) { p.lines[0].candidates[1].score = 10001; }},
      {"lines[0].candidates[1].needed is -1",
       [](PlanProblem& p) { p.lines[0].candidates[1].needed = -1; }},
      {"lines[0].candidates[1].pool is 1",
       [](PlanProblem& p) { p.lines[0].candidates[1].pool = 1; }},
      {"lines[0].candidates[1].pool is -2",
       [](PlanProblem& p) { p.lines[0].candidates[1].pool = -2; }},
      // Of another supplier.
      {"lines[0].candidates[0].pool is 0",
       [](PlanProblem& p) { p.lines[0].candidates[0].pool = 0; }},
      {"lines[0].candidates[1].supplier is 0 again",
       [](PlanProblem& p) {
         p.lines[0].candidates[1] = p.lines[0].candidates[0];
       }},
  };
  for (const auto& spoilt : cases) {
    PlanProblem problem = Valid();
    spoilt.spoil(problem);
    const absl::Status status = CheckProblem(problem);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(std::string(status.message()), spoilt.message);
  }
}

TEST(PlanProblemTest, SharesAreRoundedUp) {
  EXPECT_EQ(ShareOf(10, 1), 10);
  EXPECT_EQ(ShareOf(10, 2), 5);
  EXPECT_EQ(ShareOf(10, 3), 4);
  EXPECT_EQ(ShareOf(0, 3), 0);
  EXPECT_EQ(ShareOf(1, 16), 1);
}

TEST(PlanProblemTest, AShareOfSourcesIsANumberOfLines) {
  PlanProblem problem;
  problem.supplier_count = 3;
  // 2 + 1 possible sources: the second line has one candidate for two.
  problem.lines = {{2, {{0, 1, -1, 0}, {1, 1, -1, 0}, {2, 1, -1, 0}}},
                   {2, {{0, 1, -1, 0}}}};
  EXPECT_EQ(PossibleSources(problem), 3);
  EXPECT_EQ(LinesForShare(problem, 10'000), 3);
  EXPECT_EQ(LinesForShare(problem, 9'999), 2);
  EXPECT_EQ(LinesForShare(problem, 1), 1);
}

}  // namespace
}  // namespace ketnoi::demand
