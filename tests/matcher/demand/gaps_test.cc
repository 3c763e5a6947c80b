// Gaps against plain code: each lever is applied to the record, and each pair
// is judged by the naive matcher.

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "fmt/format.h"
#include "gtest/gtest.h"
#include "matcher/demand/gap_supply.h"
#include "matcher/demand/lever_gains.h"
#include "matcher/demand/lever_trial.h"
#include "tests/matcher/demand/draw_lever.h"
#include "tests/matcher/match/agreement.h"

namespace ketnoi::demand {
namespace {

using match::Standing;
using match::Verdict;

// A lever towards what a gate asks.
std::optional<Lever> LeverTowards(const model::Test& test,
                                  testing::Dice& dice) {
  const auto lever = [](auto measure) {
    return Lever{"l", 1, {}, std::move(measure)};
  };
  if (const auto* held = std::get_if<model::CertificateTest>(&test)) {
    return lever(ObtainCertificate{held->scheme, held->level});
  }
  if (const auto* value = std::get_if<model::AttributeTest>(&test)) {
    return lever(ReachAttribute{value->required});
  }
  if (const auto* process = std::get_if<model::ProcessTest>(&test)) {
    return lever(LearnProcess{dice.Pick(process->processes)});
  }
  if (const auto* material = std::get_if<model::MaterialTest>(&test)) {
    return lever(WorkMaterial{dice.Pick(material->materials)});
  }
  return std::nullopt;
}

// A requirement most of whose criteria are gates that levers may meet, compiled
// twice; nothing if it does not compile.
std::optional<match::CompiledCase> DrawWithinReach(
    const testing::RandomWorld& world, testing::Dice& dice) {
  model::Requirement requirement =
      testing::RandomRequirement(*world.reference, world.as_of, dice);
  std::erase_if(requirement.criteria, [&](const model::Criterion& criterion) {
    return !LeverTowards(criterion.test, dice);
  });
  for (model::Criterion& criterion : requirement.criteria) {
    criterion.gate = dice.Chance(85);
  }
  auto program = match::Compile(requirement, world.criteria_set,
                                *world.reference, {world.as_of, {}});
  auto question = oracle::NaiveCompile(*world.reference, world.criteria_set,
                                       world.as_of, requirement, {});
  if (!program.ok() || !question.ok()) return std::nullopt;
  return match::CompiledCase{*std::move(program), *std::move(question)};
}

// A world with a scope of some of its requirements, and levers.
struct GapWorld {
  testing::RandomWorld world;
  std::map<std::string, oracle::Question> questions;  // those in the scope
  std::unique_ptr<DemandScope> scope;
  std::vector<Lever> levers;
  std::shared_ptr<const index::Snapshot> snapshot;
  std::vector<NumberedSupplier> suppliers;
  std::vector<std::shared_ptr<const model::Supplier>> records;  // by number
  std::vector<int32_t> weights;

  const oracle::Question& question(int32_t requirement) const {
    return questions.at(scope->name(requirement));
  }
  Standing StandingOf(const model::Supplier& supplier,
                      int32_t requirement) const {
    const oracle::Question& asked = question(requirement);
    if (!oracle::IsCandidate(asked, supplier)) return Standing::kIneligible;
    return oracle::NaiveExplain(asked, supplier).key.standing;
  }
};

std::optional<Lever> DrawUsefulLever(const GapWorld& gaps,
                                     testing::Dice& dice) {
  if (gaps.questions.empty() || dice.Chance(20)) {
    return DrawLever(gaps.world, dice);
  }
  auto question = gaps.questions.begin();
  std::advance(question, dice.Below(int(gaps.questions.size())));
  return LeverTowards(dice.Pick(question->second.criteria).criterion.test,
                      dice);
}

GapWorld MakeGapWorld(uint64_t seed, int requirements) {
  GapWorld gaps;
  gaps.world = testing::MakeRandomWorld(seed);
  testing::Dice dice(seed + 5);
  RequirementSetBuilder builder(*gaps.world.reference, gaps.world.criteria_set);
  for (int r = 0; r < requirements; ++r) {
    const auto compiled = DrawWithinReach(gaps.world, dice);
    if (!compiled) continue;
    const std::string name = fmt::format("r{:02}", r);
    const Days days = {{},
                       model::Date{gaps.world.as_of.days + dice.Below(9) - 1}};
    builder.Put({name, days, compiled->program});
    if (*days.last >= gaps.world.as_of && r % 5 != 0) {
      gaps.questions.emplace(name, compiled->question);
    }
  }
  gaps.scope = std::make_unique<DemandScope>(
      builder.Build(), gaps.world.as_of,
      [](const RequirementBlock& block, size_t i) {
        return std::stoi(block.name(i).substr(1)) % 5 != 0;
      });
  gaps.snapshot =
      index::Snapshot::Build(*gaps.world.reference, gaps.world.suppliers, 1);
  gaps.suppliers = NumberSuppliers(*gaps.snapshot);
  for (const NumberedSupplier& supplier : gaps.suppliers) {
    gaps.records.push_back(*std::find_if(
        gaps.world.suppliers.begin(), gaps.world.suppliers.end(),
        [&](const auto& record) { return record->id == supplier.id; }));
  }
  for (int tries = 0; !gaps.records.empty() && tries < 20; ++tries) {
    auto lever = DrawUsefulLever(gaps, dice);
    if (!lever || gaps.levers.size() == 9) continue;
    lever->cost = dice.Between(1, 4);
    gaps.levers.push_back(*std::move(lever));
  }
  for (int32_t r = 0; r < gaps.scope->size(); ++r) {
    gaps.weights.push_back(dice.Between(0, 3));
  }
  return gaps;
}

// (supplier, requirement, first lever, second lever)
using Flip = std::tuple<int32_t, int32_t, int32_t, int32_t>;

// Applies each lever, and each two of them, to the record.
std::set<Flip> PlainFlips(const GapWorld& gaps) {
  std::set<Flip> flips;
  const auto with = [&](const model::Supplier& supplier, size_t lever) {
    return model::Apply(
        supplier, EditsOf(gaps.levers[lever], supplier, *gaps.world.reference,
                          gaps.world.as_of));
  };
  const auto count = static_cast<int32_t>(gaps.levers.size());
  for (size_t s = 0; s < gaps.records.size(); ++s) {
    const auto supplier = static_cast<int32_t>(s);
    std::vector<model::Supplier> helped;
    for (size_t l = 0; l < gaps.levers.size(); ++l) {
      helped.push_back(with(*gaps.records[s], l));
    }
    for (int32_t r = 0; r < gaps.scope->size(); ++r) {
      const auto eligible = [&](const model::Supplier& record) {
        return gaps.StandingOf(record, r) == Standing::kEligible;
      };
      if (eligible(*gaps.records[s])) continue;
      std::vector<bool> alone;
      for (const auto& record : helped) alone.push_back(eligible(record));
      for (int32_t a = 0; a < count; ++a) {
        if (alone[size_t(a)]) {
          flips.emplace(supplier, r, a, -1);
          continue;
        }
        for (int32_t b = a + 1; b < count; ++b) {
          if (alone[size_t(b)]) continue;
          if (eligible(with(helped[size_t(a)], size_t(b)))) {
            flips.emplace(supplier, r, a, b);
          }
        }
      }
    }
  }
  return flips;
}

LeverFlips FoundFlips(const GapWorld& gaps) {
  LeverFlips found;
  for (size_t s = 0; s < gaps.records.size(); ++s) {
    EXPECT_TRUE(TryLevers(*gaps.scope, gaps.levers, static_cast<int32_t>(s),
                          *gaps.records[s], {}, found)
                    .ok());
  }
  return found;
}

TEST(GapsTest, LeversFlipThePairsThatThePlainRecordsFlip) {
  int ones = 0;
  int twos = 0;
  for (int w = 0; w < match::CaseCount(15); ++w) {
    SCOPED_TRACE(w);
    const GapWorld gaps = MakeGapWorld(uint64_t(w) + 4000, 20);
    const LeverFlips found = FoundFlips(gaps);
    std::set<Flip> actual;
    for (const LeverFlip& flip : found) {
      const bool is_new = actual
                              .emplace(flip.supplier, flip.requirement,
                                       flip.levers.first, flip.levers.second)
                              .second;
      ASSERT_TRUE(is_new);
      ++(flip.levers.second < 0 ? ones : twos);
    }
    ASSERT_EQ(actual, PlainFlips(gaps));
  }
  EXPECT_GT(ones, 40);
  EXPECT_GT(twos, 1);
}

TEST(GapsTest, SupplyAndNearestSuppliersAreThoseOfThePlainRows) {
  int nearest_seen = 0;
  for (int w = 0; w < match::CaseCount(40); ++w) {
    SCOPED_TRACE(w);
    const GapWorld gaps = MakeGapWorld(uint64_t(w) + 5000, 12);
    const auto supply = CountSupply(*gaps.scope, gaps.suppliers, {});
    ASSERT_TRUE(supply.ok());
    const auto nearest = FindNearest(*gaps.scope, gaps.suppliers, *supply, {});
    ASSERT_TRUE(nearest.ok());
    for (int32_t r = 0; r < gaps.scope->size(); ++r) {
      const oracle::Question& question = gaps.question(r);
      int32_t eligible = 0;
      int32_t conditional = 0;
      // With what is open in each of the nearest rows.
      std::vector<std::tuple<Distance, int32_t, std::set<std::set<Topic>>>>
          distances;
      for (size_t s = 0; s < gaps.records.size(); ++s) {
        const Standing standing = gaps.StandingOf(*gaps.records[s], r);
        eligible += standing == Standing::kEligible;
        conditional += standing == Standing::kConditional;
        if (!oracle::IsCandidate(question, *gaps.records[s])) continue;
        std::optional<Distance> least;
        std::set<std::set<Topic>> open;
        for (const auto& row :
             oracle::CandidateRows(question, *gaps.records[s])) {
          Distance distance;
          std::set<Topic> of_row;
          for (size_t c = 0; c < row.criteria.size(); ++c) {
            const model::Criterion& criterion = question.criteria[c].criterion;
            const Verdict verdict = row.criteria[c].judgement.verdict;
            if (!criterion.gate || verdict == Verdict::kMet) continue;
            ++(verdict == Verdict::kUnmet ? distance.unmet : distance.unknown);
            of_row.insert(TopicOf(criterion.test, gaps.scope->category(r)));
          }
          if (least && *least < distance) continue;
          if (!least || distance < *least) open.clear();
          least = distance;
          open.insert(of_row);
        }
        distances.emplace_back(*least, static_cast<int32_t>(s), open);
      }
      ASSERT_EQ(supply->eligible[size_t(r)], eligible);
      ASSERT_EQ(supply->conditional[size_t(r)], conditional);
      const Nearest& got = (*nearest)[size_t(r)];
      if (eligible > 0 || distances.empty()) {
        ASSERT_TRUE(got.suppliers.empty());
        continue;
      }
      const Distance least =
          std::get<0>(*std::min_element(distances.begin(), distances.end()));
      std::vector<int32_t> suppliers;
      for (const auto& [distance, supplier, open] : distances) {
        if (distance == least) suppliers.push_back(supplier);
      }
      ASSERT_EQ(got.distance, least);
      ASSERT_EQ(got.suppliers.size(), suppliers.size());
      for (size_t i = 0; i < suppliers.size(); ++i) {
        ASSERT_EQ(got.suppliers[i].supplier, suppliers[i]);
        // Where rows of a supplier are as near, either may be the one shown.
        const auto& topics = got.suppliers[i].topics;
        ASSERT_FALSE(topics.empty());
        ASSERT_LE(int32_t(topics.size()), least.unmet + least.unknown);
        const bool shown = std::any_of(
            distances.begin(), distances.end(), [&](const auto& one) {
              return std::get<1>(one) == suppliers[i] &&
                     std::get<2>(one).count(
                         std::set<Topic>(topics.begin(), topics.end())) == 1;
            });
        ASSERT_TRUE(shown);
      }
      ++nearest_seen;
    }
  }
  EXPECT_GT(nearest_seen, 100);
}

// Of the flips that `wanted` lets pass: pairs, requirements, their weight,
// those without a source, their weight, suppliers.
using PlainGain = std::tuple<int64_t, int64_t, int64_t, int64_t, int64_t>;

template <class Wanted>
PlainGain PlainGainOf(const GapWorld& gaps, const std::set<Flip>& flips,
                      const Supply& supply, Wanted wanted) {
  int64_t pairs = 0;
  std::set<int32_t> requirements;
  for (const Flip& flip : flips) {
    if (!wanted(flip)) continue;
    ++pairs;
    requirements.insert(std::get<1>(flip));
  }
  int64_t weight = 0;
  int64_t first = 0;
  int64_t first_weight = 0;
  for (const int32_t r : requirements) {
    weight += gaps.weights[size_t(r)];
    if (supply.eligible[size_t(r)] > 0) continue;
    ++first;
    first_weight += gaps.weights[size_t(r)];
  }
  return {pairs, int64_t(requirements.size()), weight, first, first_weight};
}

PlainGain AsPlain(const Gain& gain) {
  return {gain.pairs, gain.requirements, gain.weight, gain.first_sources,
          gain.first_source_weight};
}

TEST(GapsTest, GainsAndPortfoliosAreOfTheFlips) {
  int64_t unlocked = 0;
  int bundles = 0;
  for (int w = 0; w < match::CaseCount(15); ++w) {
    SCOPED_TRACE(w);
    const GapWorld gaps = MakeGapWorld(uint64_t(w) + 6000, 20);
    const auto supply = CountSupply(*gaps.scope, gaps.suppliers, {});
    ASSERT_TRUE(supply.ok());
    const LeverFlips found = FoundFlips(gaps);
    const std::set<Flip> flips = PlainFlips(gaps);
    const auto counted = CountGains(found, *supply, gaps.weights, nullptr);
    ASSERT_TRUE(counted.ok());
    const LeverGains& gains = *counted;
    std::set<LeverChoice> choices;
    for (const LeverGain& total : gains.totals) {
      choices.insert(total.levers);
      std::set<int32_t> suppliers;
      ASSERT_EQ(AsPlain(total.gain),
                PlainGainOf(gaps, flips, *supply, [&](const Flip& flip) {
                  const bool same = std::get<2>(flip) == total.levers.first &&
                                    std::get<3>(flip) == total.levers.second;
                  if (same) suppliers.insert(std::get<0>(flip));
                  return same;
                }));
      ASSERT_EQ(total.suppliers, int32_t(suppliers.size()));
    }
    for (const SupplierGain& one : gains.suppliers) {
      ASSERT_EQ(AsPlain(one.gain),
                PlainGainOf(gaps, flips, *supply, [&](const Flip& flip) {
                  return std::get<0>(flip) == one.supplier &&
                         std::get<2>(flip) == one.levers.first &&
                         std::get<3>(flip) == one.levers.second;
                }));
    }
    for (const Flip& flip : flips) {
      ASSERT_TRUE(choices.count({std::get<2>(flip), std::get<3>(flip)}) == 1);
    }
    for (const UnlockGoal goal :
         {UnlockGoal::kFirstSource, UnlockGoal::kAnySource}) {
      for (const int64_t most_cost : {int64_t{5}, int64_t{1'000'000}}) {
        const auto portfolio =
            MakeGapPortfolio(gaps.levers, found, *supply, gaps.weights, goal,
                             {std::nullopt, most_cost}, {}, nullptr);
        ASSERT_TRUE(portfolio.ok());
        const auto all =
            PlainGainOf(gaps, flips, *supply, [](const Flip&) { return true; });
        ASSERT_EQ(portfolio->unlockable, goal == UnlockGoal::kFirstSource
                                             ? std::get<4>(all)
                                             : std::get<2>(all));
        std::set<std::pair<int32_t, int32_t>> given;
        std::set<int32_t> done;
        int64_t cost = 0;
        int64_t weight = 0;
        for (const GapStep& step : portfolio->steps) {
          for (const GapSupport& support : step.supports) {
            ASSERT_TRUE(given.emplace(support.supplier, support.lever).second);
            cost += gaps.levers[size_t(support.lever)].cost;
          }
          std::set<int32_t> now;  // that are unlocked by what is given
          for (const auto& [s, r, a, b] : flips) {
            if (goal == UnlockGoal::kFirstSource &&
                supply->eligible[size_t(r)] > 0) {
              continue;
            }
            if (given.count({s, a}) == 1 &&
                (b < 0 || given.count({s, b}) == 1)) {
              now.insert(r);
            }
          }
          int64_t adds = 0;
          for (const int32_t r : step.requirements) {
            ASSERT_TRUE(now.count(r) == 1 && done.insert(r).second);
            adds += gaps.weights[size_t(r)];
          }
          ASSERT_EQ(step.weight, adds);
          weight += adds;
          bundles += step.supports.size() > 1 ? 1 : 0;
        }
        ASSERT_EQ(portfolio->cost, cost);
        ASSERT_EQ(portfolio->weight, weight);
        ASSERT_LE(cost, most_cost);
        ASSERT_LE(weight, portfolio->bound);
        if (most_cost > 1000) {
          ASSERT_EQ(weight, portfolio->unlockable);
        }
        unlocked += weight;
      }
    }
  }
  EXPECT_GT(unlocked, 60);
  EXPECT_GT(bundles, 0);
}

TEST(GapsTest, SurplusIsWhatNoRequirementAsksAbout) {
  int listed = 0;
  for (int w = 0; w < match::CaseCount(40); ++w) {
    SCOPED_TRACE(w);
    const GapWorld gaps = MakeGapWorld(uint64_t(w) + 7000, w % 4);
    const auto& tree = gaps.world.reference->categories;
    std::map<model::CategoryId, std::pair<std::set<std::string>, int32_t>>
        expected;
    for (const auto& record : gaps.records) {
      for (const model::Capability& capability : record->capabilities) {
        const model::CategoryId at = capability.category;
        if (!at.stated()) continue;
        bool asked = false;
        for (int32_t r = 0; r < gaps.scope->size(); ++r) {
          const model::CategoryId wanted = gaps.scope->category(r);
          asked = asked || tree.Covers(wanted, at) || tree.Covers(at, wanted);
        }
        if (asked) continue;
        expected[at].first.insert(record->id);
        ++expected[at].second;
      }
    }
    const auto surplus = FindSurplus(*gaps.scope, gaps.suppliers, {});
    ASSERT_EQ(surplus.size(), expected.size());
    for (const Surplus& one : surplus) {
      const auto& [suppliers, capabilities] = expected.at(one.category);
      ASSERT_EQ(one.suppliers, int32_t(suppliers.size()));
      ASSERT_EQ(one.capabilities, capabilities);
      ++listed;
    }
  }
  EXPECT_GT(listed, 30);
}

TEST(GapsTest, StopsWhenTheCallerNoLongerWaitsAndAtTheMostFlips) {
  const GapWorld gaps = MakeGapWorld(4002, 20);
  GapProgress stopped;
  stopped.cancelled = [] { return true; };
  EXPECT_TRUE(absl::IsCancelled(
      CountSupply(*gaps.scope, gaps.suppliers, stopped).status()));
  LeverTrialOptions options;
  options.most_flips = 0;
  LeverFlips flips;
  absl::Status status;
  for (size_t s = 0; s < gaps.records.size() && status.ok(); ++s) {
    status = TryLevers(*gaps.scope, gaps.levers, 0, *gaps.records[s], options,
                       flips);
  }
  EXPECT_TRUE(absl::IsResourceExhausted(status));
}

}  // namespace
}  // namespace ketnoi::demand
