#include "matcher/demand/what_if.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "fmt/format.h"
#include "gtest/gtest.h"
#include "tests/matcher/demand/draw_program.h"
#include "tests/matcher/match/agreement.h"

namespace ketnoi::demand {
namespace {

using match::Standing;

// One of the edits that make the supplier a little more like another one.
std::optional<model::Edit> DrawEdit(const model::Supplier& other,
                                    testing::Dice& dice) {
  const int32_t at = dice.Between(model::kEvery, 2);
  const auto capability = other.capabilities.empty()
                              ? std::nullopt
                              : std::optional(dice.Pick(other.capabilities));
  const auto site = other.sites.empty() ? std::nullopt
                                        : std::optional(dice.Pick(other.sites));
  switch (dice.Below(12)) {
    case 0:
      if (!capability || !capability->category.stated()) return std::nullopt;
      return model::AddCapability{capability->category};
    case 1:
      if (!capability || !capability->category.stated()) return std::nullopt;
      return model::SetCategory{at, capability->category};
    case 2:
      if (!capability || capability->processes.held.empty()) {
        return std::nullopt;
      }
      return model::AddProcess{at, dice.Pick(capability->processes.held)};
    case 3:
      if (!capability || capability->materials.held.empty()) {
        return std::nullopt;
      }
      return model::AddMaterial{at, dice.Pick(capability->materials.held)};
    case 4:
    case 5:
      if (!capability || capability->attributes.empty()) return std::nullopt;
      return model::SetAttribute{at, dice.Pick(capability->attributes)};
    case 6:
      if (!capability || !capability->monthly_capacity) return std::nullopt;
      return model::SetMonthlyCapacity{at, *capability->monthly_capacity, {}};
    case 7:
    case 8: {
      if (other.certificates.empty()) return std::nullopt;
      const model::Certificate& held = dice.Pick(other.certificates);
      return model::HoldCertificate{
          at,           held.scheme, held.level, held.valid_from, held.valid_to,
          held.evidence};
    }
    case 9:
      if (!site) return std::nullopt;
      return model::SetPlace{at, site->province, site->place};
    case 10:
      return model::SetEmployees{dice.Between(0, 100)};
    default:
      return model::SetSeriesLeadTime{at, dice.Between(1, 40)};
  }
}

std::vector<model::Edit> DrawEdits(const testing::RandomWorld& world,
                                   testing::Dice& dice) {
  std::vector<model::Edit> edits;
  const int count = dice.Between(0, 3);
  for (int i = 0; i < count; ++i) {
    if (auto edit = DrawEdit(*dice.Pick(world.suppliers), dice)) {
      edits.push_back(*std::move(edit));
    }
  }
  return edits;
}

TEST(VersionsTest, EveryVersionHasTheStandingThatTheNaiveMatcherGivesIt) {
  int64_t flips = 0;
  int64_t outcomes = 0;
  for (int w = 0; w < match::CaseCount(150); ++w) {
    SCOPED_TRACE(w);
    const auto world = testing::MakeRandomWorld(uint64_t(w) + 70'000);
    testing::Dice dice(uint64_t(w) + 9);
    if (world.suppliers.empty()) continue;
    RequirementSetBuilder builder(*world.reference, world.criteria_set);
    std::map<std::string, oracle::Question> questions;
    for (int r = 0; r < 10; ++r) {
      const auto compiled = match::DrawCase(world, dice);
      if (!compiled.ok()) continue;
      const std::string name = fmt::format("r{}", r);
      const Days days = {{}, model::Date{world.as_of.days + dice.Below(4) - 1}};
      builder.Put({name, days, compiled->program});
      if (*days.last >= world.as_of) {
        questions.emplace(name, compiled->question);
      }
    }
    const DemandScope scope(builder.Build(), world.as_of, nullptr);
    for (const auto& supplier : world.suppliers) {
      std::vector<std::vector<model::Edit>> edits(
          static_cast<size_t>(dice.Between(1, 8)));
      for (size_t v = dice.Chance(90) ? 1 : 0; v < edits.size(); ++v) {
        edits[v] = DrawEdits(world, dice);
      }
      std::map<std::string, VersionOutcome> actual;
      const Versions versions(*world.reference, *supplier, edits);
      Versions::Scan scan;
      scan.outcome = [&](int32_t requirement, const VersionOutcome& outcome) {
        actual[scope.name(requirement)] = outcome;
      };
      ASSERT_TRUE(versions.ForEachOutcome(scope, scan).ok());
      for (const auto& [name, question] : questions) {
        VersionOutcome expected;
        for (size_t v = 0; v < edits.size(); ++v) {
          const model::Supplier version = model::Apply(*supplier, edits[v]);
          if (!oracle::IsCandidate(question, version)) continue;
          const Standing standing =
              oracle::NaiveExplain(question, version).key.standing;
          const VersionMask bit = VersionMask{1} << v;
          if (standing == Standing::kEligible) expected.eligible |= bit;
          if (standing != Standing::kIneligible) expected.not_ineligible |= bit;
        }
        const VersionOutcome got = actual[name];
        ASSERT_EQ(got.eligible, expected.eligible) << name;
        ASSERT_EQ(got.not_ineligible, expected.not_ineligible) << name;
        ++outcomes;
        const VersionMask all = edits.size() == kMostVersions
                                    ? ~VersionMask{0}
                                    : (VersionMask{1} << edits.size()) - 1;
        flips += got.eligible != 0 && got.eligible != all ? 1 : 0;
      }
    }
  }
  EXPECT_GT(outcomes, 3000);
  EXPECT_GT(flips, 50);
}

TEST(VersionsTest, AsManyAsThereMayBe) {
  const auto world = testing::MakeRandomWorld(3, 14);
  testing::Dice dice(3);
  RequirementSetBuilder builder(*world.reference, world.criteria_set);
  for (int r = 0; r < 50; ++r) {
    builder.Put({fmt::format("r{}", r), {}, DrawProgram(world, dice)});
  }
  const DemandScope scope(builder.Build(), world.as_of, nullptr);
  const std::vector<std::vector<model::Edit>> same(kMostVersions);
  int seen = 0;
  for (const auto& supplier : world.suppliers) {
    const Versions versions(*world.reference, *supplier, same);
    Versions::Scan scan;
    scan.outcome = [&](int32_t, const VersionOutcome& outcome) {
      ++seen;
      EXPECT_TRUE(outcome.eligible == 0 || outcome.eligible == ~VersionMask{0});
      EXPECT_EQ(outcome.not_ineligible, ~VersionMask{0});
    };
    ASSERT_TRUE(versions.ForEachOutcome(scope, scan).ok());
  }
  EXPECT_GT(seen, 0);
}

TEST(VersionsTest, StopsWhenTheCallerNoLongerWaits) {
  const auto world = testing::MakeRandomWorld(1, 14);
  testing::Dice dice(1);
  RequirementSetBuilder builder(*world.reference, world.criteria_set);
  for (int i = 0; i < 10'000; ++i) {
    builder.Put({fmt::format("r{}", i), {}, DrawProgram(world, dice)});
  }
  const DemandScope scope(builder.Build(), world.as_of, nullptr);
  const std::vector<std::vector<model::Edit>> edits(2);
  int cancelled = 0;
  for (const auto& supplier : world.suppliers) {
    const Versions versions(*world.reference, *supplier, edits);
    Versions::Scan scan;
    scan.outcome = [](int32_t, const VersionOutcome&) {};
    scan.cancelled = [] { return true; };
    const absl::Status status = versions.ForEachOutcome(scope, scan);
    cancelled += absl::IsCancelled(status) ? 1 : 0;
  }
  EXPECT_GT(cancelled, 0);
}

}  // namespace
}  // namespace ketnoi::demand
