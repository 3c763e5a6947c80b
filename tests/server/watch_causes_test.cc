// What makes an event of a watch, what is told of it, and which watches are
// refused.

#include <atomic>
#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "ketnoi/v1/buyer.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "ketnoi/v1/supplier.pb.h"
#include "server/rpc_status.h"
#include "server/watch_stream.h"
#include "tests/server/server_fixture.h"
#include "tests/server/watch_fixture.h"

namespace ketnoi::server {
namespace {

using storage::Collection;

class WatchCausesTest : public WatchFixture {
 protected:
  WatchCausesTest() {
    Write(Collection::kBuyers, Parse<v1::Buyer>(R"(name: "buyers/b" plants {
            id: "p" coordinates { latitude: 21.0 longitude: 105.8 } })"));
    Write(Collection::kRequirements, Parse<v1::Requirement>(R"(
      name: "buyers/b/requirements/r" category: "stamping" plant_id: "p"
      criteria { gate: true certificate { scheme: "iso9001" } }
      criteria { gate: true place { distance { max_km: 15 } } })"));
    Write(Collection::kSuppliers, Holder("2026-06-01"));
    scope_.set_requirements("buyers/b/requirements/r");
  }

  static v1::Supplier Holder(const std::string& valid_to) {
    auto supplier = Parse<v1::Supplier>(R"(
      name: "suppliers/s"
      sites { id: "m" coordinates { latitude: 21.0 longitude: 105.8 } }
      capabilities { id: "c" category: "stamping" }
      certificates { id: "q" scheme: "iso9001" })");
    supplier.mutable_certificates(0)->set_valid_to(valid_to);
    return supplier;
  }

  v1::WatchScope scope_;
};

TEST_F(WatchCausesTest, ACertificateThatExpiresOvernightIsAnEvent) {
  const std::string token = TokenOf(scope_);
  const model::Date next{kWatchedDay.days + 1};
  const auto events = Since(scope_, token, next);
  ASSERT_TRUE(events.ok()) << events.status();
  ASSERT_EQ(events->events_size(), 1);
  const v1::MatchEvent& event = events->events(0);
  EXPECT_EQ(event.before().standing(), v1::STANDING_ELIGIBLE);
  EXPECT_EQ(event.after().standing(), v1::STANDING_INELIGIBLE);
  EXPECT_EQ(event.after().score(), 0);
  ASSERT_EQ(event.causes_size(), 1);
  EXPECT_EQ(event.causes(0).kind(), v1::CAUSE_KIND_DATE);
  EXPECT_EQ(event.causes(0).date(), "2026-06-02");
  EXPECT_EQ(events->as_of_date(), "2026-06-02");
  // Nothing is told twice, and what is undone is not told.
  EXPECT_EQ(Since(scope_, events->resume_token(), next)->events_size(), 0);
  Write(Collection::kSuppliers, Holder("2027-01-01"));
  EXPECT_EQ(Since(scope_, token, next)->events_size(), 0);
  const auto renewed = Since(scope_, events->resume_token(), next);
  ASSERT_EQ(renewed->events_size(), 1);
  EXPECT_EQ(renewed->events(0).causes(0).kind(), v1::CAUSE_KIND_SUPPLIER);
  EXPECT_EQ(renewed->events(0).causes(0).revision().number(), 4);
}

TEST_F(WatchCausesTest, MidnightEndsAStreamsWaiting) {
  std::atomic<int64_t> hours = 0;
  const Clock clock = [&] {
    // Noon in Asia/Ho_Chi_Minh.
    return absl::FromUnixSeconds(int64_t{kWatchedDay.days} * 86'400) +
           absl::Hours(5 + hours);
  };
  v1::WatchMatchesRequest request;
  *request.mutable_scope() = scope_;
  std::vector<v1::WatchEvents> sent;
  const absl::Status status =
      WatchMatches(*backend_, {}, request, clock, [&](const std::string& m) {
        EXPECT_TRUE(sent.emplace_back().ParseFromString(m));
        hours = 12;
        return sent.size() < 2;
      });
  EXPECT_TRUE(absl::IsCancelled(status)) << status;
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_EQ(sent[0].as_of_date(), "2026-06-01");
  ASSERT_EQ(sent[1].events_size(), 1);
  EXPECT_EQ(sent[1].events(0).causes(0).kind(), v1::CAUSE_KIND_DATE);
}

TEST_F(WatchCausesTest, WhatElseMovesAPairIsNamed) {
  scope_.set_first(1);
  std::string token = TokenOf(scope_);
  v1::Supplier better = Holder("2027-01-01");
  better.set_name("suppliers/a");
  Write(Collection::kSuppliers, better);
  auto events = Since(scope_, token);
  ASSERT_EQ(events->events_size(), 2);
  EXPECT_EQ(events->events(0).supplier(), "suppliers/a");
  EXPECT_EQ(events->events(0).before().standing(), v1::STANDING_UNSPECIFIED);
  EXPECT_EQ(events->events(0).after().rank(), 1);
  const v1::MatchEvent& out = events->events(1);
  EXPECT_EQ(out.before().rank(), 1);
  EXPECT_EQ(out.after().rank(), 0);
  EXPECT_EQ(out.after().standing(), v1::STANDING_ELIGIBLE);
  ASSERT_EQ(out.causes_size(), 1);
  EXPECT_EQ(out.causes(0).kind(), v1::CAUSE_KIND_OTHER);
  EXPECT_EQ(out.causes(0).name(), "suppliers/a");
  EXPECT_EQ(out.causes(0).revision().number(), 4);

  scope_.set_first(0);
  token = TokenOf(scope_);
  Write(Collection::kBuyers, Parse<v1::Buyer>(R"(name: "buyers/b" plants {
    id: "p" coordinates { latitude: 22.0 longitude: 105.8 } })"));
  events = Since(scope_, token);
  ASSERT_EQ(events->events_size(), 2);
  for (const v1::MatchEvent& event : events->events()) {
    ASSERT_EQ(event.causes_size(), 1);
    EXPECT_EQ(event.causes(0).kind(), v1::CAUSE_KIND_BUYER);
    EXPECT_EQ(event.causes(0).name(), "buyers/b");
  }
}

TEST_F(WatchCausesTest, ARequirementThatMovesOthersIsTheCause) {
  v1::Supplier small = Holder("2027-01-01");
  small.set_employee_count(1);
  Write(Collection::kSuppliers, small);
  v1::Supplier large = small;
  large.set_name("suppliers/t");
  large.set_employee_count(500);
  Write(Collection::kSuppliers, large);
  auto requirement = Parse<v1::Requirement>(R"(
    name: "buyers/b/requirements/r" category: "stamping"
    criteria { certificate { scheme: "iso9001" } }
    criteria { employees { min_count: 1000 } })");
  Write(Collection::kRequirements, requirement);
  scope_.set_first(1);
  const std::string token = TokenOf(scope_);
  requirement.mutable_criteria(1)->mutable_employees()->set_min_count(100);
  Write(Collection::kRequirements, requirement);
  const auto events = Since(scope_, token);
  ASSERT_EQ(events->events_size(), 2);
  const v1::MatchEvent& left = events->events(0);
  EXPECT_EQ(left.supplier(), "suppliers/s");
  EXPECT_EQ(left.after().rank(), 0);
  EXPECT_EQ(left.before().score(), left.after().score());
  for (const v1::MatchEvent& event : events->events()) {
    ASSERT_EQ(event.causes_size(), 1) << event.DebugString();
    EXPECT_EQ(event.causes(0).kind(), v1::CAUSE_KIND_REQUIREMENT);
    EXPECT_EQ(event.causes(0).revision().number(), 7);
  }
}

TEST_F(WatchCausesTest, ComposedRecordsAreMarkedAlsoWhenTheyAreGone) {
  v1::Supplier composed = Holder("2027-01-01");
  composed.set_name("suppliers/made-up");
  composed.set_composed(true);
  Write(Collection::kSuppliers, composed);
  auto requirement = Parse<v1::Requirement>(R"(
    name: "buyers/b/requirements/made-up" category: "stamping" composed: true
    criteria { gate: true certificate { scheme: "iso9001" } })");
  scope_.set_requirements("buyers/-");
  std::string token = TokenOf(scope_);
  Write(Collection::kRequirements, requirement);
  const auto expect_marks = [&](const char* what) {
    const auto events = Since(scope_, token);
    ASSERT_TRUE(events.ok()) << events.status();
    ASSERT_EQ(events->events_size(), 2) << what;
    EXPECT_EQ(events->events(0).supplier(), "suppliers/made-up");
    EXPECT_TRUE(events->events(0).supplier_composed()) << what;
    EXPECT_FALSE(events->events(1).supplier_composed()) << what;
    for (const v1::MatchEvent& event : events->events()) {
      EXPECT_TRUE(event.requirement_composed()) << what;
    }
    token = events->resume_token();
  };
  expect_marks("new");
  Delete(Collection::kRequirements, requirement.name());
  expect_marks("gone");
  Delete(Collection::kSuppliers, composed.name());
  const auto events = Since(scope_, token);
  ASSERT_EQ(events->events_size(), 1);
  EXPECT_TRUE(events->events(0).supplier_composed());
  EXPECT_FALSE(events->events(0).requirement_composed());
}

TEST_F(WatchCausesTest, PositionsThatCannotBeResumedAreRefused) {
  const auto reason = [](const absl::Status& status) {
    return ViewOf(ToRpcStatus(status)).reason;
  };
  const std::string token = TokenOf(scope_);
  v1::WatchScope other = scope_;
  other.set_first(5);
  EXPECT_EQ(ViewOf(ToRpcStatus(Since(other, token).status())).fields,
            std::set<std::string>{"resume_token"});
  EXPECT_TRUE(absl::IsInvalidArgument(Since(scope_, token + "AAAA").status()));

  Open(2);
  for (int i = 0; i < 5; ++i) {
    Write(Collection::kSuppliers, Holder("2027-01-01"));
  }
  const absl::Status old = Since(scope_, token).status();
  EXPECT_TRUE(absl::IsOutOfRange(old)) << old;
  EXPECT_EQ(reason(old), "POSITION_LOST");

  CallLimits ended;
  ended.cancelled = [] { return true; };
  EXPECT_TRUE(absl::IsCancelled(
      EventsSince(*backend_, ended, scope_, TokenOf(scope_)).status()));
}

TEST_F(WatchCausesTest, ScopesAreChecked) {
  const auto fields = [&](const v1::WatchScope& scope) {
    Violations violations;
    const absl::Status status =
        CheckScope(*backend_, scope, "scope", violations);
    std::set<std::string> found;
    for (const auto& violation : violations.kept()) {
      found.insert(violation.field);
    }
    if (!status.ok()) found.insert(std::string(status.message()));
    return found;
  };
  using ScopeFields = std::set<std::string>;
  EXPECT_EQ(fields(scope_), ScopeFields());
  EXPECT_EQ(fields({}), ScopeFields{"scope.requirements"});
  auto scope = Parse<v1::WatchScope>(R"(
    requirements: "r" supplier: "s" first: 101 criteria_set: "x")");
  EXPECT_EQ(fields(scope), (ScopeFields{"scope.requirements", "scope.supplier",
                                        "scope.first", "scope.criteria_set"}));
  for (const char* text :
       {R"(requirements: "buyers/none")", R"(supplier: "suppliers/none")",
        R"(requirements: "buyers/b/requirements/none")",
        R"(requirements: "buyers/-" criteria_set: "criteriaSets/none")"}) {
    Violations violations;
    EXPECT_TRUE(absl::IsNotFound(CheckScope(
        *backend_, Parse<v1::WatchScope>(text), "scope", violations)))
        << text;
  }
}

}  // namespace
}  // namespace ketnoi::server
