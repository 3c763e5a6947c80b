#include "matcher/demand/pair_changes.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "gtest/gtest.h"
#include "matcher/demand/first_places.h"
#include "tests/matcher/match/agreement.h"

namespace ketnoi::demand {
namespace {

using match::RowKey;

// A requirement as it is at one time.
struct OneSought {
  Days days;
  match::CompiledCase compiled;
};

// All that there is at one time.
struct Catalogue {
  model::Date day;
  std::map<std::string, std::shared_ptr<const OneSought>> requirements;
  std::map<std::string, std::shared_ptr<const model::Supplier>> suppliers;
};

std::string SoughtName(int number) {
  return fmt::format("buyers/{}/requirements/{}", number % 3, number);
}

std::shared_ptr<const OneSought> DrawSought(const testing::RandomWorld& world,
                                            testing::Dice& dice) {
  for (;;) {
    auto compiled = match::DrawCase(world, dice);
    if (!compiled.ok()) continue;
    Days days;
    if (dice.Chance(20)) days.first = {world.as_of.days + dice.Between(-2, 2)};
    if (dice.Chance(20)) days.last = {world.as_of.days + dice.Between(-2, 2)};
    return std::make_shared<OneSought>(OneSought{days, *std::move(compiled)});
  }
}

Catalogue DrawCatalogue(const testing::RandomWorld& world,
                        testing::Dice& dice) {
  Catalogue catalogue;
  catalogue.day = world.as_of;
  for (int r = 0; r < 10; ++r) {
    if (dice.Chance(70)) {
      catalogue.requirements[SoughtName(r)] = DrawSought(world, dice);
    }
  }
  for (const auto& supplier : world.suppliers) {
    catalogue.suppliers[supplier->id] = supplier;
  }
  return catalogue;
}

// One of the world, or one that may be new.
std::string DrawId(const testing::RandomWorld& world, testing::Dice& dice) {
  return dice.Chance(80) ? dice.Pick(world.suppliers)->id
                         : fmt::format("new{}", dice.Below(3));
}

// Some writes and deletions of any kind, and perhaps another day.
Catalogue Later(Catalogue catalogue, const testing::RandomWorld& world,
                testing::Dice& dice) {
  const int writes = dice.Below(4);
  for (int i = 0; i < writes; ++i) {
    const std::string id = DrawId(world, dice);
    if (dice.Chance(25)) {
      catalogue.suppliers.erase(id);
    } else {
      catalogue.suppliers[id] =
          testing::RandomSupplier(*world.reference, world.as_of, id, dice);
    }
  }
  const int asked = dice.Below(3);
  for (int i = 0; i < asked; ++i) {
    const std::string name = SoughtName(dice.Below(10));
    if (dice.Chance(25)) {
      catalogue.requirements.erase(name);
    } else {
      catalogue.requirements[name] = DrawSought(world, dice);
    }
  }
  if (dice.Chance(50)) catalogue.day.days += dice.Between(-1, 3);
  return catalogue;
}

bool IsSoughtOn(const OneSought& one, model::Date day) {
  return (!one.days.first || *one.days.first <= day) &&
         (!one.days.last || day <= *one.days.last);
}

// What the naive matcher says of a pair; absent: there is none.
std::optional<RowKey> NaiveKey(const Catalogue& catalogue,
                               const std::string& requirement,
                               const std::string& supplier, model::Date day) {
  const auto r = catalogue.requirements.find(requirement);
  const auto s = catalogue.suppliers.find(supplier);
  if (r == catalogue.requirements.end() || s == catalogue.suppliers.end() ||
      !IsSoughtOn(*r->second, day)) {
    return std::nullopt;
  }
  oracle::Question question = r->second->compiled.question;
  question.basis.as_of = day;
  if (!oracle::IsCandidate(question, *s->second)) return 0;
  const match::RankKey key = oracle::NaiveExplain(question, *s->second).key;
  if (key.standing == match::Standing::kIneligible) return 0;
  return match::MakeRowKey(key.standing,
                           static_cast<match::Judged>(key.score) << 14 |
                               static_cast<match::Judged>(key.score_high));
}

using PairName = std::pair<std::string, std::string>;  // requirement, supplier

struct NaiveState {
  bool exists = false;
  RowKey key = 0;
  int32_t rank = 0;
  friend bool operator==(const NaiveState&, const NaiveState&) = default;
};

std::map<PairName, NaiveState> NaiveStates(const Catalogue& catalogue,
                                           const PairScope& scope) {
  std::map<PairName, NaiveState> states;
  // By what the ranking is of.
  std::map<std::string, std::vector<std::pair<Placed, PairName>>> rankings;
  for (const auto& [name, sought] : catalogue.requirements) {
    if (!scope.requirements.Has(name)) continue;
    for (const auto& [id, supplier] : catalogue.suppliers) {
      if (!scope.supplier.empty() && id != scope.supplier) continue;
      const auto key = NaiveKey(catalogue, name, id, catalogue.day);
      if (!key) continue;
      states[{name, id}] = {true, *key, 0};
      if (*key == 0) continue;
      const bool of_supplier = !scope.supplier.empty();
      rankings[of_supplier ? id : name].push_back(
          {{of_supplier ? name : id, *key, 0}, {name, id}});
    }
  }
  for (auto& [of, ranking] : rankings) {
    std::sort(ranking.begin(), ranking.end(), [](const auto& a, const auto& b) {
      return PlacedBefore(a.first, b.first);
    });
    for (size_t i = 0; i < ranking.size(); ++i) {
      const auto rank = static_cast<int32_t>(i) + 1;
      if (rank <= scope.first) states[ranking[i].second].rank = rank;
    }
  }
  return states;
}

NaiveState StateOf(const std::map<PairName, NaiveState>& states,
                   const PairName& pair) {
  const auto it = states.find(pair);
  return it == states.end() ? NaiveState() : it->second;
}

std::set<PairName> NaiveChanges(const std::map<PairName, NaiveState>& before,
                                const std::map<PairName, NaiveState>& after) {
  std::set<PairName> pairs;
  for (const auto* states : {&before, &after}) {
    for (const auto& [pair, state] : *states) {
      const NaiveState then = StateOf(before, pair);
      const NaiveState now = StateOf(after, pair);
      if (RankedStanding(then.key) != RankedStanding(now.key) ||
          (then.rank > 0) != (now.rank > 0)) {
        pairs.insert(pair);
      }
    }
  }
  return pairs;
}

std::shared_ptr<const RequirementSet> SetOf(
    const testing::RandomWorld& world,
    const std::map<std::string, std::shared_ptr<const OneSought>>& sought) {
  RequirementSetBuilder builder(*world.reference, world.criteria_set);
  for (const auto& [name, one] : sought) {
    builder.Put({name, one->days, one->compiled.program});
  }
  return builder.Build();
}

// What differs by pointer was written.
template <class Map>
std::vector<std::string> WrittenBetween(const Map& before, const Map& after) {
  std::set<std::string> names;
  for (const Map* map : {&before, &after}) {
    for (const auto& [name, value] : *map) {
      const auto b = before.find(name);
      const auto a = after.find(name);
      if (b == before.end() || a == after.end() || b->second != a->second) {
        names.insert(name);
      }
    }
  }
  return {names.begin(), names.end()};
}

// The same of names in `written` only.
template <class Map>
Map OnlyWritten(const Map& all, const std::vector<std::string>& written) {
  Map only;
  for (const std::string& name : written) {
    const auto it = all.find(name);
    if (it != all.end()) only.insert(*it);
  }
  return only;
}

std::vector<std::shared_ptr<const model::Supplier>> RecordsOf(
    const std::map<std::string, std::shared_ptr<const model::Supplier>>& map) {
  std::vector<std::shared_ptr<const model::Supplier>> records;
  for (const auto& [id, supplier] : map) records.push_back(supplier);
  return records;
}

// The snapshot of `after`, made by writes into that of `before`.
std::shared_ptr<const index::Snapshot> WrittenSnapshot(
    const testing::RandomWorld& world, const Catalogue& before,
    const Catalogue& after, const std::vector<std::string>& written) {
  auto snapshot =
      index::Snapshot::Build(*world.reference, RecordsOf(before.suppliers), 1);
  std::vector<index::Change> changes;
  for (const std::string& id : written) {
    const auto it = after.suppliers.find(id);
    changes.push_back({id, it == after.suppliers.end() ? nullptr : it->second});
  }
  return snapshot->With(std::move(changes), 2);
}

absl::StatusOr<std::vector<PairChange>> Compare(
    const testing::RandomWorld& world, const Catalogue& before,
    const Catalogue& after, const PairScope& scope,
    const std::function<bool()>& cancelled = nullptr) {
  TwoStates states;
  states.changed_requirements =
      WrittenBetween(before.requirements, after.requirements);
  states.changed_suppliers = WrittenBetween(before.suppliers, after.suppliers);
  const auto set = SetOf(world, after.requirements);
  const auto former_set = SetOf(
      world, OnlyWritten(before.requirements, states.changed_requirements));
  const auto snapshot =
      WrittenSnapshot(world, before, after, states.changed_suppliers);
  const auto former = index::Snapshot::Build(
      *world.reference,
      RecordsOf(OnlyWritten(before.suppliers, states.changed_suppliers)), 1);
  states.before = {before.day, set.get()};
  states.after = {after.day, set.get()};
  states.suppliers = snapshot.get();
  states.former_requirements = former_set.get();
  states.former_suppliers = former.get();
  return ComparePairs(states, scope, cancelled);
}

PairScope DrawScope(const testing::RandomWorld& world, testing::Dice& dice) {
  PairScope scope;
  if (dice.Chance(30)) {
    scope.requirements.text = fmt::format("buyers/{}/", dice.Below(3));
  } else if (dice.Chance(30)) {
    scope.requirements = {SoughtName(dice.Below(10)), true};
  }
  if (dice.Chance(30)) scope.supplier = DrawId(world, dice);
  if (dice.Chance(60)) scope.first = dice.Between(1, 4);
  return scope;
}

NaiveState Plain(const PairState& state) {
  return {state.exists, state.key, state.rank};
}

// What names who moved a pair says. `written`: suppliers, or requirements in
// the ranking of a supplier.
void CheckOther(const PairChange& change, const PairScope& scope,
                const std::vector<std::string>& written,
                const std::map<PairName, NaiveState>& before,
                const std::map<PairName, NaiveState>& after) {
  const bool left = change.before.rank > 0 && change.after.rank == 0;
  const bool entered = change.before.rank == 0 && change.after.rank > 0;
  const bool against = (left && change.after.key >= change.before.key) ||
                       (entered && change.after.key <= change.before.key);
  ASSERT_EQ(change.by_others, against);
  std::set<std::string> exchanged;
  for (const std::string& one : written) {
    const PairName pair = scope.supplier.empty()
                              ? PairName(change.requirement, one)
                              : PairName(one, change.supplier);
    const bool was_first = StateOf(before, pair).rank > 0;
    const bool is_first = StateOf(after, pair).rank > 0;
    if (was_first == entered && is_first == left) {
      exchanged.insert(one);
    }
  }
  if (!against || exchanged.empty()) {
    EXPECT_EQ(change.other, "");
  } else {
    EXPECT_EQ(exchanged.count(change.other), 1U) << change.other;
  }
}

TEST(PairChangesTest, AreThoseOfTheNaiveStates) {
  size_t told = 0;
  size_t dated = 0;
  size_t others = 0;
  for (int w = 0; w < match::CaseCount(120); ++w) {
    SCOPED_TRACE(w);
    const auto world = testing::MakeRandomWorld(uint64_t(w) + 90'000, 10);
    testing::Dice dice(uint64_t(w) + 9);
    const Catalogue before = DrawCatalogue(world, dice);
    const Catalogue after = Later(before, world, dice);
    const PairScope scope = DrawScope(world, dice);
    const auto naive_before = NaiveStates(before, scope);
    const auto naive_after = NaiveStates(after, scope);
    const auto expected = NaiveChanges(naive_before, naive_after);
    const auto actual = Compare(world, before, after, scope);
    ASSERT_TRUE(actual.ok()) << actual.status();
    ASSERT_EQ(actual->size(), expected.size());
    const auto written =
        scope.supplier.empty()
            ? WrittenBetween(before.suppliers, after.suppliers)
            : WrittenBetween(before.requirements, after.requirements);
    auto want = expected.begin();
    for (const PairChange& change : *actual) {
      const PairName pair(change.requirement, change.supplier);
      ASSERT_EQ(pair, *want++);
      EXPECT_EQ(Plain(change.before), StateOf(naive_before, pair));
      EXPECT_EQ(Plain(change.after), StateOf(naive_after, pair));
      const RowKey then =
          NaiveKey(after, pair.first, pair.second, before.day).value_or(0);
      const bool stands =
          RankedStanding(change.before.key) == RankedStanding(change.after.key);
      EXPECT_EQ(change.by_date, stands ? then != change.after.key
                                       : RankedStanding(then) !=
                                             RankedStanding(change.after.key));
      CheckOther(change, scope, written, naive_before, naive_after);
      ++told;
      dated += change.by_date ? 1 : 0;
      others += change.other.empty() ? 0 : 1;
    }
    if (HasFailure()) return;
  }
  EXPECT_GT(told, 200U);
  EXPECT_GT(dated, 10U);
  EXPECT_GT(others, 10U);
}

// As if all had become another criteria set: both sets are judged in full.
TEST(PairChangesTest, AnotherCriteriaSetComparesEverything) {
  size_t told = 0;
  for (int w = 0; w < match::CaseCount(40); ++w) {
    SCOPED_TRACE(w);
    const auto world = testing::MakeRandomWorld(uint64_t(w) + 91'000, 8);
    testing::Dice dice(uint64_t(w) + 10);
    const Catalogue before = DrawCatalogue(world, dice);
    Catalogue after = before;
    for (auto& [name, one] : after.requirements) {
      if (dice.Chance(50)) one = DrawSought(world, dice);
    }
    const PairScope scope = DrawScope(world, dice);
    const auto set_before = SetOf(world, before.requirements);
    const auto set_after = SetOf(world, after.requirements);
    const auto none = SetOf(world, {});
    const auto snapshot =
        index::Snapshot::Build(*world.reference, RecordsOf(after.suppliers), 1);
    const auto nobody = index::Snapshot::Build(*world.reference, {}, 1);
    TwoStates states;
    states.before = {before.day, set_before.get()};
    states.after = {after.day, set_after.get()};
    states.suppliers = snapshot.get();
    states.former_requirements = none.get();
    states.former_suppliers = nobody.get();
    const auto actual = ComparePairs(states, scope, nullptr);
    ASSERT_TRUE(actual.ok()) << actual.status();
    std::set<PairName> pairs;
    for (const PairChange& change : *actual) {
      pairs.insert({change.requirement, change.supplier});
    }
    EXPECT_EQ(pairs, NaiveChanges(NaiveStates(before, scope),
                                  NaiveStates(after, scope)));
    told += pairs.size();
  }
  EXPECT_GT(told, 50U);
}

TEST(PairChangesTest, StopWhenTheCallerNoLongerWaits) {
  const auto world = testing::MakeRandomWorld(7, 12);
  testing::Dice dice(7);
  Catalogue before = DrawCatalogue(world, dice);
  const auto sought = DrawSought(world, dice);
  for (int i = 0; i < 5000; ++i) {
    before.requirements[SoughtName(100 + i)] = sought;
  }
  Catalogue after = before;
  for (auto& [id, supplier] : after.suppliers) {
    supplier = std::make_shared<model::Supplier>(*supplier);
  }
  int asked = 0;
  const auto changes =
      Compare(world, before, after, {}, [&asked] { return ++asked == 2; });
  EXPECT_TRUE(absl::IsCancelled(changes.status())) << changes.status();
  EXPECT_EQ(asked, 2);
}

}  // namespace
}  // namespace ketnoi::demand
