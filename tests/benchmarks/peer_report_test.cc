// Which rows the peers benchmark prints, and which peer is the best.

#include "benchmarks/peers/peer_report.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ketnoi::benchmarks {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr int64_t kMillion = 1'000'000;

const Engine kOurs = {"ketnoi+totals", false, true};
const Engine kOursWithoutTotals = {"ketnoi", false, false};
const Engine kService = {"service", false, true};
const Engine kFast = {"fast", true, false};
const Engine kFastTotals = {"fast+totals", true, true};
const Engine kSlowTotals = {"slow+totals", true, true};

std::vector<std::string> NamesOf(const Report& report) {
  std::vector<std::string> names;
  for (const Measure& measure : report.measures()) {
    names.push_back(measure.name);
  }
  return names;
}

// Requires that there is one of this name.
Measure Find(const Report& report, const std::string& name) {
  for (const Measure& measure : report.measures()) {
    if (measure.name == name) return measure;
  }
  ADD_FAILURE() << "no " << name;
  return {};
}

TEST(PeerReportTest, RowsAreByClassThenByEngineThenTheBestPeer) {
  PeerReport rows(kMillion);
  rows.Add(kOurs, "sector", {1});
  rows.Add(kOurs, "leaf", {1});
  rows.Add(kSlowTotals, "leaf", {9});
  rows.Add(kFastTotals, "sector", {8});
  rows.Add(kFastTotals, "leaf", {7});
  Report report;
  rows.AddTo(report);
  EXPECT_THAT(
      NamesOf(report),
      ElementsAre("leaf.ketnoi+totals", "leaf.slow+totals", "leaf.fast+totals",
                  "leaf.best.fast+totals", "sector.ketnoi+totals",
                  "sector.fast+totals", "sector.best.fast+totals"));
  EXPECT_THAT(Find(report, "leaf.ketnoi+totals").compared_with, IsEmpty());
  EXPECT_EQ(Find(report, "leaf.slow+totals").compared_with,
            "leaf.ketnoi+totals");
  EXPECT_EQ(Find(report, "leaf.best.fast+totals").compared_with,
            "leaf.ketnoi+totals");
}

TEST(PeerReportTest, RequirementsOfAClassWeighAlike) {
  PeerReport rows(kMillion);
  rows.Add(kOurs, "leaf", {1, 1, 1, 1, 1, 1, 1});
  rows.Add(kOurs, "leaf", {5, 6, 7});
  Report report;
  rows.AddTo(report);
  EXPECT_THAT(report.measures().front().samples, ElementsAre(1, 1, 1, 5, 6, 7));
}

TEST(PeerReportTest, TheBestPeerGivesTotalsIfOursDoes) {
  PeerReport rows(kMillion);
  rows.Add(kOurs, "leaf", {1});
  rows.Add(kFast, "leaf", {2});
  rows.Add(kSlowTotals, "leaf", {60});
  rows.Add(kFastTotals, "leaf", {50});
  rows.Add(kOursWithoutTotals, "unfiltered", {1});
  rows.Add(kFastTotals, "unfiltered", {50});
  rows.Add(kFast, "unfiltered", {24});
  Report report;
  rows.AddTo(report);
  const Measure leaf = Find(report, "leaf.best.fast+totals");
  EXPECT_THAT(leaf.samples, ElementsAre(50));
  EXPECT_EQ(leaf.goal, 50);
  EXPECT_TRUE(leaf.more_is_better);
  const Measure unfiltered = Find(report, "unfiltered.best.fast");
  EXPECT_THAT(unfiltered.samples, ElementsAre(24));
  EXPECT_EQ(unfiltered.goal, 25);
  EXPECT_TRUE(report.MissesAGoal());  // the last one
}

TEST(PeerReportTest, GoalsAreForOneSize) {
  for (const int64_t suppliers : {100'000, 1'000'000}) {
    PeerReport rows(suppliers);
    rows.Add(kOurs, "leaf", {1});
    rows.Add(kService, "leaf", {10});
    rows.Add(kFastTotals, "leaf", {60});
    rows.Add(kOurs, "group", {1});
    rows.Add(kFastTotals, "group", {2});
    Report report;
    rows.AddTo(report);
    const bool million = suppliers == kMillion;
    EXPECT_EQ(Find(report, "leaf.best.fast+totals").goal, million ? 50 : 0);
    EXPECT_EQ(Find(report, "group.best.fast+totals").goal, 0);
    const Measure service = Find(report, "leaf.service.best.fast+totals");
    EXPECT_EQ(service.goal, million ? 0 : 8);
    EXPECT_EQ(service.compared_with, "leaf.service");
    EXPECT_EQ(report.MissesAGoal(), !million);  // 6 times as long as 10 ms
  }
}

TEST(PeerReportTest, WithoutPeersThereIsNoBestOne) {
  PeerReport rows(kMillion);
  rows.Add(kOurs, "leaf", {1});
  rows.Add(kService, "leaf", {2});
  rows.Add(kFast, "leaf", {3});  // gives no totals
  Report report;
  rows.AddTo(report);
  EXPECT_THAT(NamesOf(report),
              ElementsAre("leaf.ketnoi+totals", "leaf.service", "leaf.fast"));
  EXPECT_FALSE(report.MissesAGoal());
}

}  // namespace
}  // namespace ketnoi::benchmarks
