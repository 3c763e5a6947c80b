#include "benchmarks/fair_instances.h"

#include <fstream>
#include <iterator>
#include <string>

#include "benchmarks/fair_opb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/schedule/all_meetings.h"

namespace ketnoi::benchmarks {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string FairFile(const std::string& name) {
  std::ifstream file(std::string(KETNOI_FAIR_DIR) + "/" + name);
  return {std::istreambuf_iterator<char>(file), {}};
}
std::string Small() { return FairFile("small.original.dzn"); }

TEST(FairInstancesTest, ReadsWhatThePublishedFormatSays) {
  const auto fair = ReadFairInstance(Small(), "small");
  ASSERT_TRUE(fair.ok()) << fair.status();
  EXPECT_EQ(fair->slots.size(), 6u);
  EXPECT_EQ(fair->slots[2].session, 0);
  EXPECT_EQ(fair->slots[3].session, 1);
  EXPECT_EQ(fair->tables.size(), 2u);
  EXPECT_EQ(fair->participants.size(), 6u);
  EXPECT_FALSE(fair->participants[2].available.Has(2));
  EXPECT_EQ(fair->participants[2].available.Count(), 5);
  ASSERT_EQ(fair->wishes.size(), 9u);
  EXPECT_EQ(fair->wishes[4].a, 1);
  EXPECT_EQ(fair->wishes[4].b, 4);
  EXPECT_EQ(fair->wishes[4].slots.Next(0), 3);  // session 2
  EXPECT_TRUE(fair->wishes[6].fixed);
  EXPECT_TRUE(fair->wishes[6].slots.Has(5));
  EXPECT_THAT(fair->wishes[8].after, ::testing::ElementsAre(3, 5));
}

TEST(FairInstancesTest, HoldsAllMeetingsOfTheSmallFileAsPublished) {
  const auto fair = ReadFairInstance(Small(), "small");
  const auto tasks =
      FairTasks(FairFile("best_known.csv"), {"small.original.dzn", "new.dzn"});
  ASSERT_TRUE(tasks.ok()) << tasks.status();
  ASSERT_EQ(tasks->size(), 3u);
  for (size_t i = 0; i < 2; ++i) {
    const FairTask& task = (*tasks)[i];
    const auto result =
        schedule::HoldAll(*fair, {task.difference, 10'000}, nullptr, nullptr);
    ASSERT_TRUE(result.ok()) << result.status();
    EXPECT_EQ(result->state, schedule::HoldAllState::kOptimal);
    EXPECT_EQ(result->breaks, task.breaks);
  }
  EXPECT_EQ((*tasks)[2].file, "new.dzn");
  EXPECT_FALSE((*tasks)[2].is_published);
}

// What is said of the text in which `from` is replaced.
std::string WrongFair(const std::string& from, const std::string& to) {
  std::string text = Small();
  text.replace(text.find(from), from.size(), to);
  const auto fair = ReadFairInstance(text, "small");
  EXPECT_EQ(fair.status().code(), absl::StatusCode::kInvalidArgument) << to;
  return std::string(fair.status().message());
}

TEST(FairInstancesTest, NamesFileAndFieldThatAreWrong) {
  EXPECT_EQ(WrongFair("nTables = 2;", ""), "small: nTables is missing");
  EXPECT_EQ(WrongFair("nTables = 2;", "nTables = 2"),
            "small: nTables, line 5: ';' is missing");
  EXPECT_EQ(WrongFair("nTables = 2;", "nTables = -2;"),
            "small: nTables, line 4: a number is missing");
  EXPECT_EQ(WrongFair("nTables = 2;", "nTables = 5001;"),
            "small: nTables has 5001, and not 0 to 5000");
  EXPECT_EQ(WrongFair("nTables = 2;", "nTables = [2];"),
            "small: nTables is not a number");
  EXPECT_EQ(WrongFair("nTables = 2;", "nTables = 2; nTables = 2;"),
            "small: nTables, line 4: is twice");
  EXPECT_EQ(WrongFair("nTables = 2;", "nTables = 2; nChairs = 2;"),
            "small: nChairs is no field of this format");
  EXPECT_EQ(WrongFair("nTables = 2;", "nTables = 99999999999999999999;"),
            "small: nTables, line 4: is more than 1000000");
  EXPECT_EQ(WrongFair("|1, 5,3", "|1, 7,3"),
            "small: requested has 7, and not 1 to 6");
  EXPECT_EQ(WrongFair("|1, 5,3", "|1, 1,3"),
            "small: requested lets 1 meet itself");
  EXPECT_EQ(WrongFair("|1, 5,3", "|1, 5"),
            "small: requested has a row of 2, and not 3 numbers");
  EXPECT_EQ(WrongFair("{0,3}", "{0,7}"),
            "small: forbidden has 7, and not 0 to 6");
  EXPECT_EQ(WrongFair("{0,3}", "{0,3"),
            "small: forbidden, line 31: a number is missing");
  EXPECT_EQ(WrongFair("[0,0,1", "[0,0,0,1"),
            "small: fixed has 10 elements, and not 9");
  EXPECT_EQ(WrongFair("{4,6}", "{4,10}"),
            "small: precedences has 10, and not 1 to 9");
  EXPECT_THAT(WrongFair("precedences = [{}", "precedences = [{2}"),
              StartsWith("small: wishes[].after: wish "));
  EXPECT_EQ(WrongFair("{1,2,5,8}", "{1,2,5,9}"),
            "small: meetingsxBusiness of 4 is not as in requested");
  EXPECT_EQ(WrongFair("[3,3", "[3,4"),
            "small: nMeetingsBusiness of 2 is 4, and requested has 3");
}

TEST(FairInstancesTest, NamesTheCellThatIsWrong) {
  const auto wrong = [](const std::string& row) {
    return std::string(FairTasks("file,fairness_d,optimum_breaks\n" + row, {})
                           .status()
                           .message());
  };
  EXPECT_EQ(wrong("a.dzn,2,5"), "");
  EXPECT_EQ(wrong("a.dzn,2"),
            "best_known.csv, line 2: number of cells is wrong");
  EXPECT_EQ(wrong("a.dzn,-2,5"), "best_known.csv, line 2: fairness_d is wrong");
  EXPECT_EQ(wrong("a.dzn,2,many"),
            "best_known.csv, line 2: optimum_breaks is wrong");
}

TEST(FairOpbTest, SaysTheProblemAndReadsTheSolution) {
  schedule::Fair fair;
  fair.slots.resize(3);
  schedule::Table table;
  table.available = schedule::SlotSet::First(3);
  fair.tables = {table};
  schedule::Participant one;
  one.available = schedule::SlotSet::First(3);
  fair.participants = {one, one};
  schedule::Wish wish;
  wish.b = 1;
  wish.slots = schedule::SlotSet::Of(2);
  fair.wishes = {wish};
  const FairOpb opb(fair, 1);
  EXPECT_THAT(opb.text(), HasSubstr("+1 x1 = 1 ;\n"));
  const auto schedule = opb.ScheduleOf(" x1 -x2 x3");
  ASSERT_TRUE(schedule.ok());
  EXPECT_TRUE(Check(fair, *schedule).ok());
  EXPECT_EQ(schedule->meetings[0].slot, 2);
  EXPECT_FALSE(opb.ScheduleOf(" -x1 x2 x3").ok());
}

}  // namespace
}  // namespace ketnoi::benchmarks
