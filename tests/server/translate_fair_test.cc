#include "server/translate_fair.h"

#include <array>
#include <string>
#include <tuple>
#include <vector>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "server/failed_floors.h"
#include "server/rpc_status.h"

namespace ketnoi::server {
namespace {

using schedule::kNone;
using schedule::SlotSet;

template <class M>
M MessageOf(const std::string& text) {
  M message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message))
      << text;
  return message;
}

// Two sessions of a morning and an afternoon, and one of two days.
constexpr char kFairText[] = R"(
  name: "fairs/f" time_zone: "Asia/Ho_Chi_Minh"
  sessions { id: "am"
    slots { id: "s0" start_time: "2026-11-27T09:00" duration_minutes: 20 }
    slots { id: "s1" start_time: "2026-11-27T09:20" duration_minutes: 20 } }
  sessions { id: "pm"
    slots { id: "s2" start_time: "2026-11-27T13:00" duration_minutes: 30 } }
  sessions { id: "rest"
    slots { id: "s3" start_time: "2026-11-28T23:00" duration_minutes: 30 }
    slots { id: "s4" start_time: "2026-11-29T00:10" duration_minutes: 30 } }
  areas { id: "hall" }
  tables { id: "t0" area: "hall" features: "power" }
  tables { id: "t1" capacity: 100 unavailable_slots: "s2" })";

class TranslateFairTest : public ::testing::Test {
 protected:
  TranslateFairTest() { records_.fair = MessageOf<v1::Fair>(kFairText); }

  void Add(const std::string& id, const std::string& text) {
    v1::Participant& one =
        records_.participants.emplace_back(MessageOf<v1::Participant>(text));
    one.set_name("fairs/f/participants/" + id);
  }
  // A buyer "b" and a supplier "s".
  void AddTwo(const std::string& of_b = "", const std::string& of_s = "") {
    Add("b", "side: PARTICIPANT_SIDE_BUYER " + of_b);
    Add("s", "side: PARTICIPANT_SIDE_SUPPLIER " + of_s);
  }
  // Of the two.
  void AddWish(const std::string& id, const std::string& text) {
    v1::Wish& wish = records_.wishes.emplace_back(MessageOf<v1::Wish>(text));
    wish.set_name("fairs/f/wishes/" + id);
    wish.set_buyer("fairs/f/participants/b");
    wish.set_supplier("fairs/f/participants/s");
  }
  // Ends the test if the fair is refused.
  FairModel Model() {
    auto model = TranslateFair(records_);
    EXPECT_TRUE(model.ok()) << model.status().message();
    return model.ok() ? *std::move(model) : FairModel();
  }
  // Of the only wish.
  v1::LeftOutReason Reason() {
    const FairModel model = Model();
    return model.ruled_out.empty() ? v1::LEFT_OUT_REASON_UNSPECIFIED
                                   : model.ruled_out[0].reason;
  }
  std::string Cause() {
    const auto refused = ToRpcStatus(TranslateFair(records_).status());
    const std::string bytes = refused.SerializeAsString();
    for (const char* cause : {"NO_SLOTS", "NO_TABLES", "FIXED"}) {
      if (bytes.find(cause) != std::string::npos) return cause;
    }
    return refused.message();
  }

  FairRecords records_;
};

TEST_F(TranslateFairTest, CountsDaysBySessionAndDate) {
  const FairModel model = Model();
  ASSERT_EQ(model.fair.slots.size(), 5u);
  std::string days, sessions;
  for (const schedule::Slot& slot : model.fair.slots) {
    days += std::to_string(slot.day);
    sessions += std::to_string(slot.session);
  }
  EXPECT_EQ(days, "00123");
  EXPECT_EQ(sessions, "00122");
  EXPECT_EQ(model.slot_ids[4], "s4");
}

TEST_F(TranslateFairTest, KeepsTablesAsTheyAre) {
  const FairModel model = Model();
  ASSERT_EQ(model.fair.tables.size(), 2u);
  EXPECT_EQ(model.fair.tables[0].capacity, 1);
  EXPECT_EQ(model.fair.tables[1].capacity, 100);
  EXPECT_NE(model.fair.tables[0].area, model.fair.tables[1].area);
  EXPECT_EQ(model.fair.tables[1].available.Count(), 4);
  EXPECT_FALSE(model.fair.tables[1].available.Has(2));
}

TEST_F(TranslateFairTest, SaysWhenParticipantsAreThere) {
  AddTwo(R"(arrival_time: "2026-11-27T09:20" departure_time: "2026-11-29T00:30"
            unavailable_slots: "s2" seated: true table: "t1" seats: 3)",
         "attendance: ATTENDANCE_NO_SHOW min_meetings: 2");
  const FairModel model = Model();
  const schedule::Participant& buyer = model.fair.participants[0];
  SlotSet there = SlotSet::Of(1);
  there.Add(3);
  EXPECT_EQ(buyer.available, there);
  EXPECT_EQ(buyer.home_table, 1);
  EXPECT_EQ(buyer.seats, 3);
  EXPECT_EQ(model.fair.participants[1].side, schedule::Side::kSupplier);
  EXPECT_TRUE(model.fair.participants[1].available.Empty());
  EXPECT_EQ(model.fair.participants[1].min_meetings, 0);
}

TEST_F(TranslateFairTest, KnowsWhoUnderstandsWhom) {
  records_.fair.add_default_languages("vi");
  *records_.fair.add_interpreters() = MessageOf<v1::Interpreter>(
      "id: 'i' languages: 'ja' languages: 'vi' unavailable_slots: 's0'");
  AddTwo("", "languages: 'ja' languages: 'en'");
  const FairModel model = Model();
  const auto& [buyer, supplier] =
      std::tie(model.fair.participants[0], model.fair.participants[1]);
  EXPECT_FALSE(schedule::Understand(buyer, supplier));
  EXPECT_TRUE(
      schedule::Interprets(model.fair.interpreters[0], buyer, supplier));
  EXPECT_FALSE(model.fair.interpreters[0].available.Has(0));
  records_.participants[1].clear_languages();
  const FairModel same = Model();
  EXPECT_TRUE(schedule::Understand(same.fair.participants[0],
                                   same.fair.participants[1]));
}

TEST_F(TranslateFairTest, RefusesMoreLanguagesThanItCanTellApart) {
  AddTwo();
  for (int i = 0; i < 65; ++i) {
    const char tag[] = {static_cast<char>('a' + i / 26),
                        static_cast<char>('a' + i % 26), '\0'};
    records_.participants[0].add_languages(tag);
  }
  const auto refused = TranslateFair(records_).status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(refused.message().find("'cm'"), std::string::npos)
      << refused.message();
  records_.participants[0].mutable_languages()->RemoveLast();
  EXPECT_EQ(Model().fair.participants[0].languages, ~uint64_t{0});
}

TEST_F(TranslateFairTest, MakesWishesOfWishes) {
  AddTwo("seated: true table: 't0' priority_tier: 1");
  AddWish("early", "value: 100 buyer_tier: WISH_TIER_MUST_MEET");
  AddWish("late", R"(value: 1000000 sessions: "pm" sessions: "rest"
                     table_features: "power" after: "fairs/f/wishes/early"
                     after: "fairs/f/wishes/none")");
  const FairModel model = Model();
  ASSERT_EQ(model.fair.wishes.size(), 2u);
  EXPECT_EQ(model.fair.wishes[0].value, 125);
  EXPECT_TRUE(model.fair.wishes[0].must);
  EXPECT_EQ(model.fair.wishes[0].slots.Count(), 5);
  const schedule::Wish& late = model.fair.wishes[1];
  EXPECT_EQ(late.value, schedule::kMostWishValue);
  EXPECT_FALSE(late.must || late.fixed);
  EXPECT_EQ(late.slots.Next(0), 2);
  EXPECT_EQ(late.after, std::vector<int32_t>{0});
  EXPECT_EQ(late.features, model.fair.tables[0].features);
  EXPECT_NE(late.features, 0u);
  EXPECT_EQ(late.table, kNone);
}

TEST_F(TranslateFairTest, RulesOutWhatTheRecordsForbid) {
  AddTwo("type: 'oem'", "type: 'mill'");
  AddWish("w", "value: 5");
  AddWish("x", "supplier_tier: WISH_TIER_NO_THANKS");
  FairModel model = Model();
  EXPECT_EQ(model.fair.wishes.size(), 0u);
  ASSERT_EQ(model.ruled_out.size(), 2u);
  EXPECT_EQ(model.ruled_out[0].reason, v1::LEFT_OUT_REASON_FORBIDDEN);
  EXPECT_EQ(model.wish_positions, (std::vector<int32_t>{kNone, kNone}));

  records_.wishes.pop_back();
  EXPECT_EQ(Reason(), v1::LEFT_OUT_REASON_UNSPECIFIED);
  v1::MeetingRule& rule = *records_.fair.add_meeting_rules();
  rule.set_buyer_type("oem");
  rule.set_supplier_type("trader");
  EXPECT_EQ(Reason(), v1::LEFT_OUT_REASON_TYPES);
  rule.clear_supplier_type();
  EXPECT_EQ(Reason(), v1::LEFT_OUT_REASON_UNSPECIFIED);
  records_.participants[1].set_attendance(v1::ATTENDANCE_CANCELLED);
  EXPECT_EQ(Reason(), v1::LEFT_OUT_REASON_NOT_ATTENDING);
}

TEST_F(TranslateFairTest, LeavesOutOneOfACircle) {
  AddTwo();
  AddWish("u", "value: 5 after: 'fairs/f/wishes/v'");
  AddWish("v", "value: 4 after: 'fairs/f/wishes/w'");
  AddWish("w", "value: 6 after: 'fairs/f/wishes/u'");
  const FairModel model = Model();
  ASSERT_EQ(model.ruled_out.size(), 1u);
  EXPECT_EQ(model.ruled_out[0].wish, 1);
  EXPECT_EQ(model.ruled_out[0].reason, v1::LEFT_OUT_REASON_CIRCLE);
  EXPECT_EQ(model.wish_records, (std::vector<int32_t>{0, 2}));
  EXPECT_EQ(model.fair.wishes[1].after, std::vector<int32_t>{0});
}

TEST_F(TranslateFairTest, FixesWishesToSlots) {
  AddTwo();
  AddWish("w", "fixed_slot: 's2' fixed_table: 't0'");
  const FairModel model = Model();
  EXPECT_TRUE(model.fair.wishes[0].fixed);
  EXPECT_EQ(model.fair.wishes[0].slots, SlotSet::Of(2));
  EXPECT_EQ(model.fair.wishes[0].table, 0);
  records_.wishes[0].set_fixed_table("t1");
  EXPECT_EQ(Reason(), v1::LEFT_OUT_REASON_NO_FREE_TABLE);
  records_.participants[0].add_unavailable_slots("s2");
  EXPECT_EQ(Reason(), v1::LEFT_OUT_REASON_NO_COMMON_SLOT);
  records_.wishes[0].set_fixed_slot("s0");
  records_.participants[0].add_languages("vi");
  records_.participants[1].add_languages("en");
  EXPECT_EQ(Reason(), v1::LEFT_OUT_REASON_NO_INTERPRETER);
}

// Whatever else is held: it is no matter of other fixed wishes.
TEST_F(TranslateFairTest, LeavesOutFixedWishesThatCannotBeHeldAlone) {
  AddTwo("wants_lunch: true");
  AddWish("w", "fixed_slot: 's1'");
  records_.fair.add_lunch_windows()->add_slots("s1");
  EXPECT_EQ(Reason(), v1::LEFT_OUT_REASON_REST);
  records_.fair.mutable_lunch_windows(0)->add_slots("s2");
  EXPECT_EQ(Reason(), v1::LEFT_OUT_REASON_UNSPECIFIED);

  Add("t", "side: PARTICIPANT_SIDE_SUPPLIER seated: true table: 't0'");
  EXPECT_EQ(Reason(), v1::LEFT_OUT_REASON_UNSPECIFIED);
  Add("u", "side: PARTICIPANT_SIDE_SUPPLIER seated: true table: 't1'");
  EXPECT_EQ(Reason(), v1::LEFT_OUT_REASON_NO_SUITABLE_TABLE);
  records_.wishes[0].set_fixed_table("t1");
  EXPECT_EQ(Reason(), v1::LEFT_OUT_REASON_UNSPECIFIED);

  records_.participants[0].add_languages("vi");
  records_.participants[1].add_languages("en");
  v1::Interpreter& one = *records_.fair.add_interpreters();
  one.add_languages("vi");
  one.add_languages("en");
  EXPECT_EQ(Reason(), v1::LEFT_OUT_REASON_UNSPECIFIED);
  one.add_unavailable_slots("s1");
  EXPECT_EQ(Reason(), v1::LEFT_OUT_REASON_NO_FREE_INTERPRETER);
}

// It would come after the other, which it cannot keep from being held.
TEST_F(TranslateFairTest, WhatCannotBeHeldIsInNoCircle) {
  AddTwo();
  AddWish("u", "value: 9 after: 'fairs/f/wishes/v' table_features: 'lift'");
  AddWish("v", "value: 4 after: 'fairs/f/wishes/u'");
  const FairModel model = Model();
  ASSERT_EQ(model.ruled_out.size(), 1u);
  EXPECT_EQ(model.ruled_out[0].wish, 0);
  EXPECT_EQ(model.ruled_out[0].reason, v1::LEFT_OUT_REASON_NO_SUITABLE_TABLE);
  EXPECT_TRUE(model.fair.wishes[0].after.empty());
}

TEST_F(TranslateFairTest, RefusesFixedSlotsThatCollide) {
  AddTwo("seats: 2");
  AddWish("w", "fixed_slot: 's0'");
  AddWish("x", "fixed_slot: 's0'");
  EXPECT_EQ(Cause(), "FIXED");
  records_.participants[1].set_seats(2);
  EXPECT_EQ(Model().fair.wishes.size(), 2u);
  records_.wishes[0].set_fixed_table("t0");
  records_.wishes[1].set_fixed_table("t0");
  EXPECT_EQ(Cause(), "FIXED");
}

TEST_F(TranslateFairTest, RefusesAFairWithoutSlotsOrTables) {
  records_.fair.clear_tables();
  EXPECT_EQ(Cause(), "NO_TABLES");
  records_.fair.clear_sessions();
  EXPECT_EQ(Cause(), "NO_SLOTS");
}

TEST_F(TranslateFairTest, SetsFloorsAndCaps) {
  records_.fair.set_exposure_floor(3);
  records_.fair.set_supplier_meeting_cap(2);
  records_.fair.set_buyer_meeting_cap(9);
  AddTwo("min_meetings: 1");
  Add("t", "side: PARTICIPANT_SIDE_SUPPLIER max_meetings: 7");
  AddWish("w", "");
  const FairModel model = Model();
  EXPECT_EQ(model.fair.participants[0].min_meetings, 1);
  EXPECT_EQ(model.fair.participants[0].max_meetings, 9);
  EXPECT_EQ(model.fair.participants[1].min_meetings, 2);
  EXPECT_EQ(model.fair.participants[1].max_meetings, 2);
  EXPECT_EQ(model.fair.participants[2].min_meetings, 0);
  EXPECT_EQ(model.fair.participants[2].max_meetings, 7);
}

// A floor goes only with wishes that nobody wants, or comes to.
TEST_F(TranslateFairTest, KeepsFloorsOfWishesThatCannotBeHeld) {
  records_.fair.set_exposure_floor(1);
  AddTwo("", "min_meetings: 2");
  AddWish("w", "fixed_slot: 's0' fixed_table: 't1'");
  records_.fair.mutable_tables(1)->add_unavailable_slots("s0");
  ASSERT_EQ(Reason(), v1::LEFT_OUT_REASON_NO_FREE_TABLE);
  EXPECT_EQ(Model().fair.participants[1].min_meetings, 2);
  records_.participants[1].clear_min_meetings();
  EXPECT_EQ(Model().fair.participants[1].min_meetings, 1);
  EXPECT_EQ(Model().fair.participants[0].min_meetings, 0);
  records_.participants[0].set_attendance(v1::ATTENDANCE_NO_SHOW);
  EXPECT_EQ(Model().fair.participants[1].min_meetings, 0);
  records_.participants[0].clear_attendance();
  records_.wishes[0].set_supplier_tier(v1::WISH_TIER_NO_THANKS);
  EXPECT_EQ(Model().fair.participants[1].min_meetings, 0);
  records_.wishes[0].clear_supplier_tier();
  records_.participants[1].set_attendance(v1::ATTENDANCE_CANCELLED);
  EXPECT_EQ(Model().fair.participants[1].min_meetings, 0);
}

// So that a schedule fits into an answer.
TEST_F(TranslateFairTest, NamesWishesOfTheFirstThousandFailedFloors) {
  Add("b", "side: PARTICIPANT_SIDE_BUYER");
  for (int s = 1000; s < 2001; ++s) {
    const std::string id = "s" + std::to_string(s);
    Add(id, "side: PARTICIPANT_SIDE_SUPPLIER min_meetings: 1");
    AddWish(id, "buyer_tier: WISH_TIER_NO_THANKS");
    records_.wishes.back().set_supplier("fairs/f/participants/" + id);
  }
  const FairModel model = Model();
  v1::Schedule schedule;
  FillFailedFloors(records_, model, {}, {}, schedule);
  ASSERT_EQ(schedule.failed_floors_size(), 1001);
  EXPECT_EQ(schedule.failed_floors(999).wish(), "fairs/f/wishes/s1999");
  EXPECT_EQ(schedule.failed_floors(999).wish_reason(),
            v1::LEFT_OUT_REASON_FORBIDDEN);
  EXPECT_EQ(schedule.failed_floors(1000).wish(), "");
  EXPECT_EQ(schedule.failed_floors(1000).reason(),
            v1::FLOOR_FAILURE_FEW_WISHES);
}

TEST_F(TranslateFairTest, CompletesTheGoals) {
  for (const v1::FairGoal goal :
       {v1::FAIR_GOAL_FLOORS, v1::FAIR_GOAL_TABLE_MOVES}) {
    records_.fair.add_goals(goal);
  }
  using schedule::Goal;
  const std::array<Goal, 6> expected = {Goal::kFloors, Goal::kMusts,
                                        Goal::kValue,  Goal::kTableMoves,
                                        Goal::kBreaks, Goal::kAreaMoves};
  EXPECT_EQ(Model().fair.goals, expected);
}

TEST_F(TranslateFairTest, FingerprintsWhatIsSaidAndNotWhen) {
  AddTwo();
  const std::string before = FingerprintOf(records_);
  EXPECT_EQ(before.size(), 64u);
  records_.participants[0].set_etag("other");
  records_.participants[0].mutable_revision()->set_number(7);
  EXPECT_EQ(FingerprintOf(records_), before);
  records_.participants[0].set_seats(2);
  EXPECT_NE(FingerprintOf(records_), before);
}

TEST(TierTest, WeighsBothSides) {
  EXPECT_EQ(TierQuarters(0, 2), 4);
  EXPECT_EQ(TierQuarters(1, 1), 6);
  EXPECT_EQ(TierQuarters(3, 0), 3);
}

}  // namespace
}  // namespace ketnoi::server
