// What is refused of fairs, participants and wishes, by its path.

#include <set>
#include <string>

#include "server/fair_fields.h"
#include "tests/server/fair_fixture.h"

namespace ketnoi::server {
namespace {

using FieldSet = std::set<std::string>;

class FairValidationTest : public FairFixture {
 protected:
  // Fields that are refused of the morning with `text` merged into it.
  FieldSet RefusedOfFair(const std::string& text) {
    v1::Fair fair = Parse<v1::Fair>(kMorning);
    fair.MergeFrom(Parse<v1::Fair>(text));
    fair.set_name("fairs/other");
    return FieldsOf(PutFair(fair), "fair.", text);
  }
  FieldSet RefusedOfBuyer(const std::string& text) {
    const auto status =
        CreateParticipant("p", "side: PARTICIPANT_SIDE_BUYER " + text);
    return FieldsOf(status, "participant.", text);
  }
  FieldSet RefusedOfWish(const std::string& text) {
    return FieldsOf(CreateWish("refused", text), "wish.", text);
  }

 private:
  static FieldSet FieldsOf(const grpc::Status& status,
                           const std::string& prefix, const std::string& text) {
    const ErrorView error = ViewOf(status);
    EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT)
        << text << ": " << status.error_message();
    FieldSet fields;
    for (const std::string& field : error.fields) {
      EXPECT_TRUE(field.starts_with(prefix)) << field;
      fields.insert(field.substr(prefix.size()));
    }
    return fields;
  }
};

TEST_F(FairValidationTest, SlotsDoNotOverlapAndAreInOrder) {
  EXPECT_EQ(RefusedOfFair(R"(sessions { id: "x"
      slots { id: "x1" start_time: "2026-11-27T13:29" duration_minutes: 10 }
      slots { id: "x2" start_time: "2026-11-27T13:39" duration_minutes: 0 }
      slots { id: "x3" start_time: "2026-11-26T13:39" duration_minutes: 9 }
    })"),
            (FieldSet{"sessions[2].slots[0].start_time",
                      "sessions[2].slots[1].duration_minutes",
                      "sessions[2].slots[2].start_time"}));
  EXPECT_EQ(
      RefusedOfFair(R"(sessions { id: "am"
      slots { id: "s1" start_time: "2026-11-28T09:00" duration_minutes: 10 }
      slots { id: "?" start_time: "tomorrow" duration_minutes: 1441 } }
      sessions { id: "x" })"),
      (FieldSet{"sessions[2].id", "sessions[2].slots[0].id",
                "sessions[2].slots[1].id", "sessions[2].slots[1].start_time",
                "sessions[2].slots[1].duration_minutes", "sessions[3].slots"}));
}

TEST_F(FairValidationTest, ADayWithAChangeOfClocksWorksButForTheGap) {
  const std::string berlin = R"(time_zone: "Europe/Berlin" sessions { id: "x"
      slots { id: "x1" start_time: "2027-03-28T01:30" duration_minutes: 30 }
      slots { id: "x2" start_time: "2027-03-28T%s" duration_minutes: 30 } })";
  const auto at = [&](const char* time) {
    return std::string(berlin).replace(berlin.find("%s"), 2, time);
  };
  EXPECT_EQ(RefusedOfFair(at("02:30")),
            (FieldSet{"sessions[2].slots[1].start_time"}));
  v1::Fair fair = Parse<v1::Fair>(kMorning);
  fair.MergeFrom(Parse<v1::Fair>(at("03:00")));
  fair.set_name("fairs/berlin");
  const auto status = PutFair(fair);
  EXPECT_TRUE(status.ok()) << status.error_message();
}

TEST_F(FairValidationTest, NamesWhatTheFairDoesNotHave) {
  EXPECT_EQ(RefusedOfFair(R"(time_zone: "Asia/Atlantis")"),
            (FieldSet{"time_zone"}));
  EXPECT_EQ(
      RefusedOfFair(R"(
        areas { id: "hall" }
        tables { id: "t1" area: "garden" capacity: 101 features: "a b"
                 unavailable_slots: "s1" unavailable_slots: "s9" }
        interpreters { id: "i1" languages: "vi" unavailable_slots: "s9" }
        lunch_windows { slots: "s1" slots: "s9" } lunch_windows { slots: "s1" }
        lunch_windows {}
        meeting_rules { buyer_type: "A" }
        default_languages: "klingon" exposure_floor: -1 buyer_meeting_cap: 5121
        goals: FAIR_GOAL_BREAKS goals: FAIR_GOAL_VALUE goals: FAIR_GOAL_BREAKS
        goals: FAIR_GOAL_UNSPECIFIED)"),
      (FieldSet{"areas[1].id", "tables[2].id", "tables[2].area",
                "tables[2].capacity", "tables[2].features[0]",
                "tables[2].unavailable_slots[1]", "interpreters[0].languages",
                "interpreters[0].unavailable_slots[0]",
                "lunch_windows[0].slots[1]", "lunch_windows[1].slots[0]",
                "lunch_windows[2].slots", "meeting_rules[0].buyer_type",
                "default_languages[0]", "exposure_floor", "buyer_meeting_cap",
                "goals[1]", "goals[2]", "goals[3]"}));
}

TEST_F(FairValidationTest, HasAtMost256SlotsAndALunchOfOneDay) {
  std::string slots;
  for (int i = 0; i < 254; ++i) {
    slots += "slots { id: 'n" + std::to_string(i) +
             "' start_time: '2026-11-28T09:00' duration_minutes: 1 } ";
  }
  EXPECT_TRUE(RefusedOfFair("sessions { id: 'x' " + slots + "}")
                  .contains("sessions[2].slots"));
  EXPECT_EQ(RefusedOfFair(R"(sessions { id: "x"
      slots { id: "x1" start_time: "2026-11-28T09:00" duration_minutes: 1 } }
      lunch_windows { slots: "s3" slots: "x1" })"),
            (FieldSet{"lunch_windows[0].slots[1]"}));
}

TEST_F(FairValidationTest, ParticipantsAreThereInSomeSlot) {
  EXPECT_EQ(RefusedOfBuyer("unavailable_slots: ['s1', 's2', 's3']"),
            (FieldSet{"unavailable_slots"}));
  EXPECT_EQ(RefusedOfBuyer("arrival_time: '2026-11-27T13:01'"),
            (FieldSet{"arrival_time"}));
  EXPECT_EQ(RefusedOfBuyer("departure_time: '2026-11-27T09:19'"),
            (FieldSet{"departure_time"}));
  EXPECT_EQ(RefusedOfBuyer("arrival_time: '2026-11-27T09:01' "
                           "departure_time: '2026-11-27T09:01'"),
            (FieldSet{"departure_time"}));
  EXPECT_EQ(RefusedOfBuyer("arrival_time: 'noon' unavailable_slots: "
                           "['s1', 's1', 's8']"),
            (FieldSet{"arrival_time", "unavailable_slots[1]",
                      "unavailable_slots[2]"}));
  const auto status = CreateParticipant(
      "p", R"(side: PARTICIPANT_SIDE_BUYER arrival_time: "2026-11-27T13:00"
              departure_time: "2026-11-27T13:30")");
  EXPECT_TRUE(status.ok()) << status.error_message();
}

TEST_F(FairValidationTest, ParticipantsNameWhatThereIs) {
  EXPECT_EQ(RefusedOfBuyer(R"(supplier: "suppliers/x" buyer: "buyers/none"
                              type: "A B" seats: 21 table: "t1"
                              min_meetings: 4 max_meetings: 3
                              most_consecutive_meetings: 257 priority_tier: 4
                              languages: "xx" contacts { email: "nobody" })"),
            (FieldSet{"supplier", "buyer", "type", "seats", "table",
                      "min_meetings", "most_consecutive_meetings",
                      "priority_tier", "languages[0]", "contacts[0].email"}));
  EXPECT_EQ(RefusedOfBuyer("seated: true table: 't9'"), (FieldSet{"table"}));
  EXPECT_EQ(ViewOf(CreateParticipant("p", "")).fields,
            (FieldSet{"participant.side"}));
  EXPECT_EQ(ViewOf(CreateParticipant("p", "side: PARTICIPANT_SIDE_BUYER",
                                     nullptr, "fairs/none"))
                .reason,
            "RESOURCE_NOT_FOUND");
}

TEST_F(FairValidationTest, WishesNameWhatThereIs) {
  CreateAPair();
  EXPECT_EQ(RefusedOfWish("buyer: 's' supplier: 'x' value: 1000001"),
            (FieldSet{"buyer", "supplier", "value"}));
  EXPECT_EQ(RefusedOfWish("supplier: 'fairs/other/participants/s'"),
            (FieldSet{"buyer", "supplier"}));
  EXPECT_EQ(RefusedOfWish(R"(buyer: "b" supplier: "s" fixed_slot: "s9"
        fixed_table: "t9" sessions: ["am", "am", "night"]
        table_features: "A" after: ["refused", "w", "w", "fairs/g/wishes/w"]
        pair_score { requirement: "r" bom_line: 3 score: 10001
                     as_of_date: "today" })"),
            (FieldSet{"fixed_slot", "fixed_table", "sessions[1]", "sessions[2]",
                      "table_features[0]", "after[0]", "after[2]", "after[3]",
                      "pair_score.requirement", "pair_score.bom_line",
                      "pair_score.score", "pair_score.as_of_date"}));
  EXPECT_EQ(RefusedOfWish("buyer: 'b' supplier: 's' fixed_slot: 's3' "
                          "sessions: 'am'"),
            (FieldSet{"fixed_slot"}));
}

TEST(FairGoalsTest, ThoseThatAreNotNamedFollowInTheirHalf) {
  v1::Fair fair;
  const auto names = [&] {
    std::string text;
    for (const v1::FairGoal goal : GoalsInOrder(fair)) {
      text += std::to_string(goal);
    }
    return text;
  };
  EXPECT_EQ(names(), "123456");
  fair.add_goals(v1::FAIR_GOAL_FLOORS);
  fair.add_goals(v1::FAIR_GOAL_TABLE_MOVES);
  EXPECT_EQ(names(), "312645");
}

}  // namespace
}  // namespace ketnoi::server
