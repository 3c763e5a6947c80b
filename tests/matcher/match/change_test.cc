// Every proposed change lifts the standing, by the naive matcher, and without
// any one of its parts it does not.

#include "matcher/match/change.h"

#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "matcher/match/offered.h"
#include "tests/matcher/match/agreement.h"

namespace ketnoi::match {
namespace {

using testing::Dice;
using testing::RandomWorld;

// A requirement with more gates than most, some of them on the same thing.
absl::StatusOr<CompiledCase> DrawGates(const RandomWorld& world, Dice& dice) {
  model::Requirement requirement =
      testing::RandomRequirement(*world.reference, world.as_of, dice);
  model::Requirement more = requirement;
  while (more.category != requirement.category ||
         more.criteria.data() == requirement.criteria.data()) {
    more = testing::RandomRequirement(*world.reference, world.as_of, dice);
  }
  for (model::Criterion& criterion : more.criteria) {
    if (criterion.key[0] != 'c' || criterion.key == "category") continue;
    criterion.key[0] = 'd';
    requirement.criteria.push_back(std::move(criterion));
  }
  const auto is_category = [](const model::Criterion& criterion) {
    return std::holds_alternative<model::CategoryTest>(criterion.test);
  };
  const int32_t gates = dice.Between(10, 60);
  const model::Criterion& some = dice.Pick(requirement.criteria);
  for (model::Criterion& criterion : requirement.criteria) {
    criterion.gate = dice.Chance(gates);
    if (is_category(criterion) || is_category(some)) continue;
    // Asks for the same thing once more, in whatever way.
    if (dice.Chance(15)) criterion.test = some.test;
  }
  auto program = Compile(requirement, world.criteria_set, *world.reference,
                         {world.as_of, {}});
  if (!program.ok()) return program.status();
  auto question = oracle::NaiveCompile(*world.reference, world.criteria_set,
                                       world.as_of, requirement, {});
  if (!question.ok()) return question.status();
  return CompiledCase{*std::move(program), *std::move(question)};
}

std::vector<model::Edit> EditsOf(const Change& change) {
  std::vector<model::Edit> edits;
  for (const ChangePart& part : change.parts) edits.push_back(part.edit);
  return edits;
}

Standing StandingWith(const CompiledCase& compiled,
                      const model::Supplier& supplier,
                      std::span<const model::Edit> edits) {
  return oracle::NaiveExplain(compiled.question, model::Apply(supplier, edits))
      .key.standing;
}

// How many gates of a judged row have the verdict.
int CountOf(const Match& row, uint64_t gates, Verdict verdict) {
  int count = 0;
  for (size_t i = 0; i < row.criteria.size(); ++i) {
    count +=
        (gates >> i & 1) != 0 && row.criteria[i].judgement.verdict == verdict;
  }
  return count;
}

int FewestOpen(const CompiledCase& compiled, const model::Supplier& supplier,
               Standing standing) {
  const uint64_t gates = compiled.program.gates;
  int fewest = 64;
  for (const Match& row : oracle::CandidateRows(compiled.question, supplier)) {
    const int unmet = CountOf(row, gates, Verdict::kUnmet);
    if (standing == Standing::kIneligible) {
      fewest = std::min(fewest, unmet);
    } else if (unmet == 0) {
      fewest = std::min(fewest, CountOf(row, gates, Verdict::kUnknown));
    }
  }
  return fewest;
}

// Gates that look at the same thing as others, or that nothing can meet.
bool MayBeStuck(const Program& program, size_t step) {
  const model::Test& test = program.steps[step].criterion.test;
  const auto kind = model::KindOf(test);
  if (const auto* certificate = std::get_if<model::CertificateTest>(&test)) {
    const auto& schemes = program.reference->schemes;
    if (schemes[certificate->scheme.index()].withdrawn) return true;
  }
  if (const auto* freshness = std::get_if<model::FreshnessTest>(&test)) {
    if (!freshness->max_age_days) return true;
  }
  if (const auto* attribute = std::get_if<model::AttributeTest>(&test)) {
    if (std::holds_alternative<model::Incomparable>(
            attribute->required.value)) {
      return true;
    }
  }
  if (const auto* distance = std::get_if<model::DistanceTest>(&test)) {
    if (distance->origin.radius_m > distance->max_m) return true;
  }
  int same = 0;
  for (size_t i = 0; i < program.steps.size(); ++i) {
    same += (program.gates >> i & 1) != 0 &&
            model::KindOf(program.steps[i].criterion.test) == kind;
  }
  return same > 1;
}

// A difference between what is claimed and what is so; empty if there is none.
std::string Problem(const CompiledCase& compiled,
                    const model::Supplier& supplier, const Change& change) {
  const Standing before = StandingWith(compiled, supplier, {});
  if (change.standing != before) return "it starts from another standing";
  if (before == Standing::kEligible) {
    return change.lifted || !change.parts.empty() ? "nothing can be better"
                                                  : "";
  }
  const Standing goal = before == Standing::kIneligible ? Standing::kConditional
                                                        : Standing::kEligible;
  uint64_t for_gates = change.stuck;
  for (const ChangePart& part : change.parts) for_gates |= part.gates;
  if ((for_gates & ~change.open) != 0) return "a part is for no open gate";
  if (oracle::IsCandidate(compiled.question, supplier) &&
      std::popcount(change.open) != FewestOpen(compiled, supplier, before)) {
    return fmt::format("of standing {}, {} and not {} gates are open",
                       static_cast<int>(before), std::popcount(change.open),
                       FewestOpen(compiled, supplier, before));
  }
  if (!change.lifted) {
    if (change.stuck == 0) return "nothing is stuck, but it is not lifted";
    for (size_t i = 0; i < compiled.program.steps.size(); ++i) {
      if ((change.stuck >> i & 1) != 0 && !MayBeStuck(compiled.program, i)) {
        return fmt::format("gate {} is stuck", i);
      }
    }
    return "";
  }
  const std::vector<model::Edit> edits = EditsOf(change);
  const Standing after = StandingWith(compiled, supplier, edits);
  if (after > goal) return "it is not lifted";
  if (after != *change.lifted) return "it is lifted to another standing";
  for (size_t i = 0; i < edits.size(); ++i) {
    std::vector<model::Edit> without = edits;
    without.erase(without.begin() + static_cast<ptrdiff_t>(i));
    if (StandingWith(compiled, supplier, without) <= goal) {
      return fmt::format("part {}, {}, is not needed", i,
                         ChangeKindName(change.parts[i].kind));
    }
  }
  return "";
}

TEST(ChangeTest, LiftsTheStandingAndNoPartIsDispensable) {
  std::map<ChangeKind, int> kinds;
  int lifted = 0;
  int stuck = 0;
  int several = 0;
  int merged = 0;
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    const RandomWorld world = testing::MakeRandomWorld(seed);
    Dice dice(seed);
    for (int i = 0; i < CaseCount(12); ++i) {
      const auto compiled = DrawGates(world, dice);
      if (!compiled.ok()) continue;
      for (const auto& supplier : world.suppliers) {
        const auto made = SmallestChange(compiled->program, *supplier);
        ASSERT_TRUE(made.ok());
        const Change& change = *made;
        ASSERT_EQ(Problem(*compiled, *supplier, change), "")
            << "seed " << seed << " case " << i << " supplier " << supplier->id
            << KindsOf(*compiled);
        lifted += change.lifted ? 1 : 0;
        stuck += change.stuck != 0 ? 1 : 0;
        several += change.lifted && change.parts.size() > 1 ? 1 : 0;
        for (const ChangePart& part : change.parts) {
          if (!change.lifted) continue;
          ++kinds[part.kind];
          merged += std::popcount(part.gates) > 1 ? 1 : 0;
          EXPECT_FALSE(part.to.empty()) << ChangeKindName(part.kind);
        }
      }
    }
  }
  EXPECT_GT(lifted, 1000);
  EXPECT_GT(several, 300);
  EXPECT_GT(merged, 50);
  EXPECT_GT(stuck, 10);
  EXPECT_LT(stuck, lifted);
  for (int kind = 0; kind < kChangeKinds; ++kind) {
    EXPECT_GT(kinds[ChangeKind(kind)], 0) << ChangeKindName(ChangeKind(kind));
  }
}

TEST(ChangeTest, EndsWhenItIsToldTo) {
  const RandomWorld world = testing::MakeRandomWorld(3);
  Dice dice(3);
  int ended = 0;
  for (int i = 0; i < 20; ++i) {
    const auto compiled = DrawGates(world, dice);
    if (!compiled.ok()) continue;
    for (const auto& supplier : world.suppliers) {
      bool asked = false;
      const auto change =
          SmallestChange(compiled->program, *supplier, [&asked] {
            asked = true;
            return true;
          });
      if (!asked) continue;
      EXPECT_EQ(change.status().code(), absl::StatusCode::kCancelled);
      ++ended;
    }
  }
  EXPECT_GT(ended, 10);
}

TEST(ChangeTest, KindsHaveDistinctNames) {
  std::set<std::string> names;
  for (int kind = 0; kind < kChangeKinds; ++kind) {
    names.insert(ChangeKindName(ChangeKind(kind)));
  }
  EXPECT_EQ(names.size(), size_t{kChangeKinds});
  EXPECT_EQ(names.count(""), 0u);
}

}  // namespace
}  // namespace ketnoi::match
