// What a watch tells: every step against rankings that were read before and
// after it.

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "gtest/gtest.h"
#include "ketnoi/v1/buyer.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "ketnoi/v1/supplier.pb.h"
#include "matcher/match/matcher.h"
#include "server/translate_requirement.h"
#include "tests/server/watch_fixture.h"
#include "tests/testing/dice.h"

namespace ketnoi::server {
namespace {

using storage::Collection;

// What events say of pairs, by requirement and supplier.
using PairStates = std::map<std::pair<std::string, std::string>, std::string>;

std::string Shown(v1::Standing standing, int32_t score, int32_t score_high,
                  int32_t rank) {
  return fmt::format("{} {} {} #{}", static_cast<int>(standing), score,
                     score_high, rank);
}
std::string Shown(const v1::PairState& state) {
  return Shown(state.standing(), state.score(), state.score_high(),
               state.rank());
}
const std::string kNoPair = Shown(v1::PairState());

bool ShowsPlace(const std::string& shown) { return !shown.ends_with("#0"); }
char ShownStanding(const std::string& shown) {
  // None is as good as INELIGIBLE.
  const char standing = shown.front();
  return standing == '0' + v1::STANDING_INELIGIBLE ? '0' : standing;
}

class WatchTest : public WatchFixture {
 protected:
  // What rankings say, pair by pair, by the code that ranks suppliers.
  PairStates RankAll(const v1::WatchScope& scope, model::Date today) {
    PairStates states;
    std::map<std::string, std::vector<match::RankKey>> rankings;
    EXPECT_TRUE(AwaitFreshness(*backend_, {}, {}).ok());
    const auto snapshot = catalogue_->snapshot();
    const bool of_supplier = !scope.supplier().empty();
    for (const auto& [name, program] : Programs(today)) {
      if (!name.starts_with(scope.requirements())) continue;
      match::RankQuery query;
      query.standings[2] = true;
      query.limit = 100;
      const auto ranking = match::Rank(program, *snapshot, query);
      for (const match::Match& match : ranking->matches) {
        const std::string supplier = "suppliers/" + match.key.id;
        if (of_supplier && supplier != scope.supplier()) continue;
        states[{name, supplier}] = Shown(v1::STANDING_INELIGIBLE, 0, 0, 0);
        if (match.key.standing == match::Standing::kIneligible) continue;
        match::RankKey key = match.key;
        if (of_supplier) key.id = name;
        rankings[of_supplier ? supplier : name].push_back(key);
      }
    }
    for (auto& [of, keys] : rankings) {
      std::sort(keys.begin(), keys.end(),
                [](const auto& a, const auto& b) { return Before(a, b); });
      for (size_t i = 0; i < keys.size(); ++i) {
        const auto rank = static_cast<int32_t>(i) + 1;
        const std::pair pair = of_supplier
                                   ? std::pair(keys[i].id, of)
                                   : std::pair(of, "suppliers/" + keys[i].id);
        states[pair] = Shown(keys[i].standing == match::Standing::kEligible
                                 ? v1::STANDING_ELIGIBLE
                                 : v1::STANDING_CONDITIONAL,
                             keys[i].score, keys[i].score_high,
                             rank <= scope.first() ? rank : 0);
      }
    }
    return states;
  }

  // Of the requirements that are sought.
  std::map<std::string, match::Program> Programs(model::Date today) {
    std::map<std::string, match::Program> programs;
    const auto visit = [&](const storage::Record& record) {
      v1::Requirement requirement;
      EXPECT_TRUE(requirement.ParseFromString(record.value));
      const std::string day = model::DateText(today);
      if (requirement.state() == v1::REQUIREMENT_STATE_CLOSED ||
          requirement.valid_from() > day ||
          (!requirement.valid_to().empty() && requirement.valid_to() < day)) {
        return true;
      }
      v1::Buyer buyer;
      EXPECT_TRUE(buyer.ParseFromString(
          store_->Get(Collection::kBuyers, record.name.substr(0, 9))->value));
      match::CompileOptions options;
      options.as_of = today;
      const auto translated =
          TranslateRequirement(data_->reference, requirement, &buyer);
      programs.emplace(record.name,
                       match::Compile(*translated, data_->criteria_sets.front(),
                                      data_->reference, options)
                           .value());
      return true;
    };
    EXPECT_TRUE(store_->Scan(Collection::kRequirements, "", "", visit).ok());
    return programs;
  }
};

std::string ShownOf(const PairStates& states,
                    const std::pair<std::string, std::string>& pair) {
  const auto it = states.find(pair);
  return it == states.end() ? kNoPair : it->second;
}

// `revision`: that the step began from.
void CheckEvents(const v1::WatchEvents& events, int64_t revision,
                 const PairStates& before, const PairStates& after) {
  PairStates expected;  // "before -> after"
  for (const PairStates* states : {&before, &after}) {
    for (const auto& [pair, state] : *states) {
      const std::string then = ShownOf(before, pair);
      const std::string now = ShownOf(after, pair);
      if (ShownStanding(then) != ShownStanding(now) ||
          ShowsPlace(then) != ShowsPlace(now)) {
        expected[pair] = then + " -> " + now;
      }
    }
  }
  PairStates told;
  std::pair<std::string, std::string> last;
  for (const v1::MatchEvent& event : events.events()) {
    const std::pair pair(event.requirement(), event.supplier());
    EXPECT_LT(last, pair);
    last = pair;
    told[pair] = Shown(event.before()) + " -> " + Shown(event.after());
    EXPECT_GT(event.causes_size(), 0) << event.DebugString();
    for (const v1::EventCause& cause : event.causes()) {
      if (!cause.has_revision()) continue;
      EXPECT_GT(cause.revision().number(), revision) << event.DebugString();
      EXPECT_LE(cause.revision().number(), events.revision().number())
          << event.DebugString();
    }
  }
  // A supplier outside of a requirement's category is in no ranking, but there
  // is a pair.
  for (auto* states : {&told, &expected}) {
    for (auto& [pair, text] : *states) {
      const std::string ineligible = Shown(v1::STANDING_INELIGIBLE, 0, 0, 0);
      for (size_t at; (at = text.find(ineligible)) != std::string::npos;) {
        text.replace(at, ineligible.size(), kNoPair);
      }
    }
  }
  EXPECT_EQ(told, expected);
}

v1::Supplier DrawSupplier(int number, model::Date today, testing::Dice& dice) {
  v1::Supplier supplier;
  supplier.set_name(fmt::format("suppliers/s{}", number));
  if (dice.Chance(80)) supplier.set_employee_count(50 * dice.Below(8));
  if (dice.Chance(50)) {
    supplier.set_confirmed_date(
        model::DateText({today.days - 9 * dice.Below(5)}));
  }
  auto& site = *supplier.add_sites();
  site.set_id("main");
  site.set_province("01");
  site.mutable_coordinates()->set_latitude(21.0 + 0.1 * dice.Below(4));
  site.mutable_coordinates()->set_longitude(105.8);
  for (const char* category : {"stamping", "casting"}) {
    if (dice.Chance(30)) continue;
    auto& capability = *supplier.add_capabilities();
    capability.set_id(category);
    capability.set_category(category);
  }
  if (dice.Chance(60)) {
    auto& certificate = *supplier.add_certificates();
    certificate.set_id("q");
    certificate.set_scheme("iso9001");
    certificate.set_valid_to(
        model::DateText({today.days + dice.Between(-1, 3)}));
  }
  return supplier;
}

v1::Requirement DrawRequirement(int number, testing::Dice& dice) {
  v1::Requirement requirement;
  requirement.set_name(
      fmt::format("buyers/b{}/requirements/r{}", number % 2, number));
  requirement.set_category(dice.Chance(50) ? "stamping" : "metal");
  if (dice.Chance(10)) requirement.set_state(v1::REQUIREMENT_STATE_CLOSED);
  if (dice.Chance(20)) {
    requirement.set_valid_to(
        model::DateText({kWatchedDay.days + dice.Between(0, 5)}));
  }
  auto& employees = *requirement.add_criteria();
  employees.set_gate(dice.Chance(60));
  employees.mutable_employees()->set_min_count(50 * dice.Below(8));
  auto& certificate = *requirement.add_criteria();
  certificate.set_gate(dice.Chance(40));
  certificate.mutable_certificate()->set_scheme("iso9001");
  if (dice.Chance(40)) {
    auto& age = *requirement.add_criteria();
    age.set_gate(true);
    age.mutable_freshness()->set_max_age_days(20);
  }
  if (dice.Chance(40)) {
    requirement.set_plant_id("p");
    auto& place = *requirement.add_criteria();
    place.set_gate(true);
    place.mutable_place()->mutable_distance()->set_max_km(15);
  }
  return requirement;
}

v1::Buyer DrawBuyer(int number, testing::Dice& dice) {
  v1::Buyer buyer;
  buyer.set_name(fmt::format("buyers/b{}", number));
  auto& plant = *buyer.add_plants();
  plant.set_id("p");
  plant.mutable_coordinates()->set_latitude(21.0 + 0.1 * dice.Below(4));
  plant.mutable_coordinates()->set_longitude(105.8);
  return buyer;
}

TEST_F(WatchTest, EveryStepIsTheNetChangeOfTheRankings) {
  testing::Dice dice(11);
  for (int b = 0; b < 2; ++b) Write(Collection::kBuyers, DrawBuyer(b, dice));
  for (int i = 0; i < 5; ++i) {
    Write(Collection::kSuppliers, DrawSupplier(i, kWatchedDay, dice));
    Write(Collection::kRequirements, DrawRequirement(i, dice));
  }
  std::vector<v1::WatchScope> scopes(5);
  scopes[0].set_requirements("buyers/");  // stands for all in RankAll
  scopes[1].set_supplier("suppliers/s1");
  scopes[2] = scopes[0];
  scopes[3] = scopes[1];
  scopes[2].set_first(2);
  scopes[3].set_first(2);
  scopes[4].set_requirements("buyers/b1");
  scopes[4].set_first(1);
  // What a request would say.
  const auto asked = [](v1::WatchScope scope) {
    if (scope.requirements() == "buyers/") scope.set_requirements("buyers/-");
    return scope;
  };
  struct Known {
    std::string token;
    int64_t revision;
    PairStates states;
  };
  std::vector<std::vector<Known>> known(scopes.size());
  model::Date today = kWatchedDay;
  std::map<v1::CauseKind, int> causes;
  for (int step = 0; step < 30; ++step) {
    for (int writes = dice.Below(4); writes > 0; --writes) {
      const int number = dice.Below(5);
      const int what = dice.Below(10);
      if (what < 5) {
        Write(Collection::kSuppliers, DrawSupplier(number, today, dice));
      } else if (what < 8) {
        Write(Collection::kRequirements, DrawRequirement(number, dice));
      } else if (what < 9) {
        Write(Collection::kBuyers, DrawBuyer(number % 2, dice));
      } else if (store_
                     ->Get(Collection::kSuppliers,
                           fmt::format("suppliers/s{}", number))
                     .ok()) {
        Delete(Collection::kSuppliers, fmt::format("suppliers/s{}", number));
      }
    }
    if (dice.Chance(30)) ++today.days;
    for (size_t s = 0; s < scopes.size(); ++s) {
      const PairStates now = RankAll(scopes[s], today);
      // From the last step, and over several at once.
      const size_t steps = known[s].size();
      std::set<size_t> from;
      if (steps > 0) from = {steps - 1, steps / 2, steps - 1 - steps / 5};
      std::string token;
      for (const size_t i : from) {
        SCOPED_TRACE(fmt::format("step {} from {} scope {}", step, i, s));
        const auto events = Since(asked(scopes[s]), known[s][i].token, today);
        ASSERT_TRUE(events.ok()) << events.status();
        CheckEvents(*events, known[s][i].revision, known[s][i].states, now);
        if (HasFailure()) return;
        for (const auto& event : events->events()) {
          for (const auto& cause : event.causes()) ++causes[cause.kind()];
        }
        token = events->resume_token();
      }
      if (token.empty()) token = TokenOf(asked(scopes[s]), today);
      known[s].push_back({token, store_->revision(), now});
    }
  }
  for (const auto kind :
       {v1::CAUSE_KIND_SUPPLIER, v1::CAUSE_KIND_REQUIREMENT,
        v1::CAUSE_KIND_BUYER, v1::CAUSE_KIND_DATE, v1::CAUSE_KIND_OTHER}) {
    EXPECT_GT(causes[kind], 0) << v1::CauseKind_Name(kind);
  }
}

}  // namespace
}  // namespace ketnoi::server
