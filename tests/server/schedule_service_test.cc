#include <cstdint>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ketnoi/v1/schedule_service.grpc.pb.h"
#include "tests/server/fair_fixture.h"

namespace ketnoi::server {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kFirst[] = "fairs/expo/schedules/000001";
constexpr char kSecond[] = "fairs/expo/schedules/000002";

// A fair with three buyers, three suppliers and a wish of each pair: "w00" to
// "w22". There are three slots, and four places in the first two.
class ScheduleServiceTest : public FairFixture {
 protected:
  ScheduleServiceTest() {
    Open();
    for (const char* id : {"b0", "b1", "b2"}) {
      EXPECT_TRUE(CreateParticipant(id, "side: PARTICIPANT_SIDE_BUYER").ok());
    }
    for (const char* id : {"s0", "s1", "s2"}) {
      EXPECT_TRUE(
          CreateParticipant(id, "side: PARTICIPANT_SIDE_SUPPLIER").ok());
    }
    for (int w = 0; w < 9; ++w) {
      const std::string pair = {static_cast<char>('0' + w / 3),
                                static_cast<char>('0' + w % 3)};
      EXPECT_TRUE(
          CreateWish("w" + pair, "buyer: 'b" + pair.substr(0, 1) +
                                     "' supplier: 's" + pair.substr(1) +
                                     "' value: " + std::to_string(100 + w) +
                                     " pair_score { requirement: "
                                     "'buyers/b/requirements/r' score: 7 "
                                     "score_high: 8 }")
              .ok());
    }
  }

  void Open() {
    Connect();
    schedules_ = v1::ScheduleService::NewStub(app_->InProcessChannel());
  }

  // Makes one; all of its messages, the last of which holds it.
  std::vector<v1::MakeScheduleResponse> Make(const std::string& text = "",
                                             grpc::Status* status = nullptr) {
    auto request = Parse<v1::MakeScheduleRequest>(text);
    if (request.parent().empty()) request.set_parent(kFair);
    if (request.effort_units() == 0) request.set_effort_units(1'000'000);
    grpc::ClientContext context;
    const auto reader = schedules_->MakeSchedule(&context, request);
    std::vector<v1::MakeScheduleResponse> messages;
    v1::MakeScheduleResponse message;
    while (reader->Read(&message)) messages.push_back(message);
    const grpc::Status ended = reader->Finish();
    if (status != nullptr) {
      *status = ended;
    } else {
      EXPECT_TRUE(ended.ok()) << ended.error_message();
    }
    return messages;
  }
  ErrorView RefusedMake(const std::string& text = "") {
    grpc::Status status;
    Make(text, &status);
    return ViewOf(status);
  }

  // Calls a method with a request; fails the test if that fails.
  template <class Request, class Response>
  Response Call(grpc::Status (v1::ScheduleService::Stub::*method)(
                    grpc::ClientContext*, const Request&, Response*),
                const std::string& text, grpc::Status* status = nullptr) {
    grpc::ClientContext context;
    Response response;
    const grpc::Status ended =
        (*schedules_.*method)(&context, Parse<Request>(text), &response);
    if (status != nullptr) {
      *status = ended;
    } else {
      EXPECT_TRUE(ended.ok()) << ended.error_message();
    }
    return response;
  }
  using Stub = v1::ScheduleService::Stub;

  v1::PublishScheduleResponse Publish(const std::string& name,
                                      grpc::Status* status = nullptr) {
    return Call(&Stub::PublishSchedule, "name: '" + name + "'", status);
  }
  v1::ListMeetingsResponse Meetings(const std::string& rest = "") {
    return Call(&Stub::ListMeetings, "parent: 'fairs/expo' " + rest);
  }

  std::unique_ptr<v1::ScheduleService::Stub> schedules_;
};

TEST_F(ScheduleServiceTest, MakesAScheduleAndKeepsIt) {
  const auto messages =
      Make("seed: 7 note { en: 'first' } effort_units: 500000");
  ASSERT_GE(messages.size(), 2u);
  EXPECT_TRUE(messages[0].has_progress());
  const v1::Schedule& made = messages.back().schedule();
  EXPECT_EQ(made.name(), kFirst);
  EXPECT_EQ(made.state(), v1::SCHEDULE_STATE_DRAFT);
  EXPECT_EQ(made.seed(), 7);
  EXPECT_EQ(made.effort_units_asked(), 500'000);
  EXPECT_LE(made.effort_units_used(), 500'000);
  EXPECT_EQ(made.note().en(), "first");
  EXPECT_EQ(made.fingerprint().size(), 64u);
  EXPECT_EQ(made.meeting_count() + made.left_out_count(), 9);
  // Three meetings in each of the first two slots, one at the table that is
  // left in the third.
  EXPECT_EQ(made.meeting_count(), 7);
  ASSERT_EQ(made.levels_size(), 6);
  EXPECT_EQ(made.levels(1).goal(), v1::FAIR_GOAL_VALUE);
  EXPECT_GE(made.levels(1).bound(), made.levels(1).achieved());

  Restart();
  Open();
  const auto kept =
      Call(&Stub::GetSchedule, std::string("name: '") + kFirst + "'");
  EXPECT_EQ(kept.SerializeAsString(), made.SerializeAsString());
  const auto again = Make("seed: 7 effort_units: 500000");
  EXPECT_EQ(again.back().schedule().name(), kSecond);
  EXPECT_EQ(again.back().schedule().fingerprint(), made.fingerprint());
  const auto compared =
      Call(&Stub::CompareSchedules,
           std::string("name: '") + kSecond + "' base: '" + kFirst + "'");
  EXPECT_EQ(compared.total_size(), 0);
}

TEST_F(ScheduleServiceTest, ListsMeetingsAndWhatIsLeftOut) {
  Make();
  const std::string one = std::string("schedule: '") + kFirst + "' ";
  const auto all = Call(&Stub::ListScheduledMeetings, one);
  ASSERT_EQ(all.meetings_size(), 7);
  EXPECT_EQ(all.total_size(), 7);
  int32_t of_b1 = 0;
  for (const auto& meeting : all.meetings()) {
    EXPECT_EQ(meeting.wish().substr(0, 18), "fairs/expo/wishes/");
    EXPECT_EQ(meeting.buyer().back(), meeting.wish()[19]);
    of_b1 += meeting.buyer() == "fairs/expo/participants/b1" ? 1 : 0;
  }
  EXPECT_EQ(Call(&Stub::ListScheduledMeetings, one + "participant: 'b1'")
                .total_size(),
            of_b1);
  auto page = Call(&Stub::ListScheduledMeetings, one + "page_size: 5");
  ASSERT_EQ(page.meetings_size(), 5);
  page = Call(&Stub::ListScheduledMeetings, one + "page_size: 5 page_token: '" +
                                                page.next_page_token() + "'");
  EXPECT_EQ(page.meetings_size(), 2);
  EXPECT_EQ(page.next_page_token(), "");
  EXPECT_EQ(page.meetings(1).wish(), all.meetings(6).wish());
  const auto left_out = Call(&Stub::ListLeftOutWishes, one);
  ASSERT_EQ(left_out.wishes_size(), 2);
  EXPECT_NE(left_out.wishes(0).reason(), v1::LEFT_OUT_REASON_UNSPECIFIED);
  grpc::Status status;
  Call(&Stub::ListScheduledMeetings, "schedule: 'fairs/expo/schedules/7'",
       &status);
  EXPECT_EQ(ViewOf(status).code, grpc::StatusCode::NOT_FOUND);
  Call(&Stub::ListScheduledMeetings,
       one + "participant: 'fairs/f/participants/b1'", &status);
  EXPECT_EQ(ViewOf(status).fields, std::set<std::string>{"participant"});
}

TEST_F(ScheduleServiceTest, RefusesWhatCannotBeMade) {
  EXPECT_EQ(RefusedMake("parent: 'fairs/none'").code,
            grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(RefusedMake("effort_units: -1 time_limit { seconds: 601 }").fields,
            (std::set<std::string>{"effort_units", "time_limit"}));
  fair_.set_exposure_floor(4);
  ASSERT_TRUE(PutFair(fair_).ok());
  EXPECT_EQ(RefusedMake("require_floors: true").reason, "FAIR_NOT_SCHEDULABLE");
  EXPECT_EQ(Make().back().schedule().failed_floors_size(), 3);
  fair_.clear_etag();
  fair_.clear_tables();
  ASSERT_TRUE(PutFair(fair_).ok());
  EXPECT_EQ(RefusedMake().reason, "FAIR_NOT_SCHEDULABLE");
  EXPECT_EQ(Call(&Stub::ListSchedules, "parent: 'fairs/expo'").total_size(), 1);
}

// A supplier whose only wish cannot be held, and six who have too few.
TEST_F(ScheduleServiceTest, NamesFloorsThatAreNotMet) {
  fair_.set_exposure_floor(4);
  ASSERT_TRUE(PutFair(fair_).ok());
  for (const char* id : {"x1", "x2", "x3", "x4"}) {
    ASSERT_TRUE(CreateParticipant(id,
                                  "side: PARTICIPANT_SIDE_SUPPLIER "
                                  "unavailable_slots: 's3'")
                    .ok());
    const auto status = CreateWish(
        id, std::string("buyer: 'b0' fixed_slot: 's3' supplier: '") + id + "'");
    ASSERT_TRUE(status.ok()) << status.error_message();
  }
  const v1::Schedule made = Make().back().schedule();
  ASSERT_EQ(made.failed_floors_size(), 7);
  const v1::FailedFloor& last = made.failed_floors(6);
  EXPECT_EQ(last.participant(), "fairs/expo/participants/x4");
  EXPECT_EQ(last.floor(), 4);
  EXPECT_EQ(last.reason(), v1::FLOOR_FAILURE_FEW_WISHES);
  EXPECT_EQ(last.wish(), "fairs/expo/wishes/x4");
  EXPECT_EQ(last.wish_reason(), v1::LEFT_OUT_REASON_NO_COMMON_SLOT);

  grpc::Status status;
  Make("require_floors: true", &status);
  const ErrorView view = ViewOf(status);
  EXPECT_EQ(view.code, grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(view.reason, "FAIR_NOT_SCHEDULABLE");
  EXPECT_EQ(view.fields.size(), 7u);
  EXPECT_EQ(view.fields.count("fairs/expo/participants/x4"), 1u);
  EXPECT_THAT(status.error_message(),
              HasSubstr("7 floors are not met: s0 has "));
  EXPECT_THAT(status.error_message(), HasSubstr("; s1 has "));
  EXPECT_THAT(status.error_message(), HasSubstr("; and 3 more"));
  EXPECT_THAT(status.error_message(), Not(HasSubstr("FLOOR_FAILURE")));
  EXPECT_LE(status.error_message().size(), 300u);
  EXPECT_EQ(Call(&Stub::ListSchedules, "parent: 'fairs/expo'").total_size(), 1);
}

TEST_F(ScheduleServiceTest, NamesTheRuleThatFixedMeetingsBreak) {
  ASSERT_TRUE(
      CreateWish("a", "buyer: 'b0' supplier: 's0' fixed_slot: 's2'").ok());
  ASSERT_TRUE(CreateWish("b",
                         "buyer: 'b1' supplier: 's1' fixed_slot: 's1' "
                         "after: 'fairs/expo/wishes/a'")
                  .ok());
  grpc::Status status;
  Make("", &status);
  EXPECT_EQ(status.error_message(),
            "fairs/expo/wishes/b: fixed_slot 's1' cannot be kept beside the "
            "other fixed ones: fairs/expo/wishes/a is to come before it");
}

TEST_F(ScheduleServiceTest, ReviewsDeletesAndRestores) {
  Make();
  const std::string name = std::string("name: '") + kFirst + "' ";
  const auto reviewed =
      Call(&Stub::ReviewSchedule, name + "note { vi: 'tốt' }");
  EXPECT_EQ(reviewed.state(), v1::SCHEDULE_STATE_REVIEWED);
  EXPECT_EQ(reviewed.note().vi(), "tốt");
  EXPECT_EQ(reviewed.meeting_count(), 7);
  const auto restored = Call(&Stub::RestoreSchedule, name);
  EXPECT_EQ(restored.name(), kSecond);
  EXPECT_EQ(restored.parent_schedule(), kFirst);
  EXPECT_EQ(restored.state(), v1::SCHEDULE_STATE_DRAFT);
  EXPECT_EQ(restored.meeting_count(), 7);
  grpc::Status status;
  Call(&Stub::DeleteSchedule, name + "etag: 'other'", &status);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::ABORTED);
  Call(&Stub::DeleteSchedule, name);
  Call(&Stub::DeleteSchedule, name, &status);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  const auto left = Call(&Stub::ListSchedules, "parent: 'fairs/expo'");
  ASSERT_EQ(left.schedules_size(), 1);
  EXPECT_EQ(left.schedules(0).name(), kSecond);
  // A number is given once.
  EXPECT_EQ(Make().back().schedule().number(), 3);
  EXPECT_EQ(Call(&Stub::ListSchedules,
                 "parent: 'fairs/expo' filter: 'state = \"REVIEWED\"'")
                .total_size(),
            0);
}

TEST_F(ScheduleServiceTest, PublishesAndCountsWhatChanges) {
  Make();
  EXPECT_EQ(Meetings().total_size(), 0);
  const auto published = Publish(kFirst);
  EXPECT_EQ(published.schedule().state(), v1::SCHEDULE_STATE_PUBLISHED);
  EXPECT_EQ(published.added_count(), 7);
  const auto meetings = Meetings();
  ASSERT_EQ(meetings.meetings_size(), 7);
  EXPECT_EQ(meetings.schedule(), kFirst);
  const v1::Meeting first = meetings.meetings(0);
  EXPECT_EQ(first.status(), v1::MEETING_STATUS_PLANNED);
  EXPECT_EQ(first.sequence(), 0);
  EXPECT_EQ(first.pair_score().score(), 7);
  EXPECT_GT(first.start_time().seconds(), 0);
  EXPECT_EQ(first.wish().substr(18), first.name().substr(20));
  EXPECT_EQ(Publish(kFirst).added_count(), 0);
  grpc::Status status;
  Call(&Stub::DeleteSchedule, std::string("name: '") + kFirst + "'", &status);
  EXPECT_EQ(ViewOf(status).reason, "RESOURCE_IN_USE");
  v1::DeleteFairRequest removal;
  removal.set_name(kFair);
  grpc::ClientContext unforced;
  v1::DeleteFairResponse removed;
  EXPECT_THAT(fairs_->DeleteFair(&unforced, removal, &removed).error_message(),
              ::testing::HasSubstr(kFirst));

  // Without the first meeting's wish, and back again.
  const std::string id = first.name().substr(20);
  v1::UpdateWishRequest update;
  *update.mutable_wish() = Parse<v1::Wish>("name: 'fairs/expo/wishes/" + id +
                                           "' buyer_tier: WISH_TIER_NO_THANKS");
  grpc::ClientContext context;
  v1::Wish wish;
  ASSERT_TRUE(fairs_->UpdateWish(&context, update, &wish).ok());
  Make();
  const auto second = Publish(kSecond);
  EXPECT_GE(second.cancelled_count(), 1);
  EXPECT_EQ(
      Call(&Stub::GetSchedule, std::string("name: '") + kFirst + "'").state(),
      v1::SCHEDULE_STATE_REVIEWED);
  const std::string meeting = "name: '" + first.name() + "'";
  const auto cancelled = Call(&Stub::GetMeeting, meeting);
  EXPECT_EQ(cancelled.status(), v1::MEETING_STATUS_CANCELLED);
  EXPECT_EQ(cancelled.sequence(), 1);
  EXPECT_EQ(cancelled.schedule(), kSecond);
  EXPECT_EQ(Meetings("status: MEETING_STATUS_CANCELLED").total_size(),
            second.cancelled_count());
  // The first breaks the rules of the fair now.
  Publish(kFirst, &status);
  EXPECT_EQ(ViewOf(status).reason, "FAIR_NOT_SCHEDULABLE");
  Call(&Stub::PublishSchedule,
       std::string("allow_outdated: true name: '") + kFirst + "'");
  Restart();
  Open();
  const auto back = Call(&Stub::GetMeeting, meeting);
  EXPECT_EQ(back.status(), v1::MEETING_STATUS_PLANNED);
  EXPECT_EQ(back.sequence(), 2);
  EXPECT_EQ(back.slot(), first.slot());
  EXPECT_EQ(Meetings("status: MEETING_STATUS_PLANNED").total_size(), 7);
}

TEST_F(ScheduleServiceTest, KeepsWhatBecameOfAMeeting) {
  Make();
  Publish(kFirst);
  const std::string name = Meetings().meetings(0).name();
  const auto updated =
      Call(&Stub::UpdateMeeting, "meeting { name: '" + name +
                                     R"(' status: MEETING_STATUS_HELD outcome {
        kind: MEETING_OUTCOME_KIND_ORDER note: "gấp"
        order_value { currency_code: "VND" units: 9000000 } } })");
  EXPECT_EQ(updated.status(), v1::MEETING_STATUS_HELD);
  const auto read = Call(&Stub::GetMeeting, "name: '" + name + "'");
  EXPECT_EQ(read.SerializeAsString(), updated.SerializeAsString());
  EXPECT_EQ(Meetings("status: MEETING_STATUS_HELD").total_size(), 1);
  const auto cleared =
      Call(&Stub::UpdateMeeting,
           "meeting { name: '" + name + "' } update_mask { paths: 'outcome' }");
  EXPECT_FALSE(cleared.has_outcome());
  EXPECT_EQ(cleared.status(), v1::MEETING_STATUS_HELD);
  grpc::Status status;
  Call(&Stub::UpdateMeeting,
       "meeting { name: '" + name + R"(' etag: "other" })", &status);
  EXPECT_EQ(ViewOf(status).reason, "ETAG_MISMATCH");
  Call(&Stub::UpdateMeeting,
       "meeting { name: '" + name +
           R"(' outcome { kind: MEETING_OUTCOME_KIND_NONE
                          order_value { currency_code: "dong" units: -1 } } }
                          update_mask { paths: "slot" })",
       &status);
  EXPECT_EQ(ViewOf(status).fields,
            (std::set<std::string>{"meeting.outcome.order_value",
                                   "meeting.outcome.order_value.currency_code",
                                   "meeting.outcome.order_value.units",
                                   "update_mask.paths[0]"}));
  Call(&Stub::UpdateMeeting, "meeting { name: 'fairs/expo/meetings/none' }",
       &status);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST_F(ScheduleServiceTest, SaysWhoMustBeTold) {
  Make();
  const std::string first = std::string("name: '") + kFirst + "' ";
  EXPECT_EQ(Call(&Stub::CompareSchedules, first).total_size(), 7);
  Publish(kFirst);
  const auto same = Call(&Stub::CompareSchedules, first);
  EXPECT_EQ(same.base(), kFirst);
  EXPECT_EQ(same.total_size(), 0);
  v1::UpdateParticipantRequest update;
  *update.mutable_participant() = Parse<v1::Participant>(
      "name: 'fairs/expo/participants/b2' attendance: ATTENDANCE_NO_SHOW");
  grpc::ClientContext context;
  v1::Participant participant;
  ASSERT_TRUE(fairs_->UpdateParticipant(&context, update, &participant).ok());
  Make();
  const auto compared =
      Call(&Stub::CompareSchedules,
           std::string("name: '") + kSecond + "' participant: 'b2'");
  EXPECT_EQ(compared.base(), kFirst);
  EXPECT_GE(compared.total_size(), 1);
  for (const auto& change : compared.changes()) {
    EXPECT_EQ(change.kind(), v1::MEETING_CHANGE_KIND_REMOVED);
    EXPECT_FALSE(change.has_after());
  }
  bool told = false;
  for (const auto& one : compared.participants()) {
    if (one.participant() != "fairs/expo/participants/b2") continue;
    told = true;
    EXPECT_EQ(one.removed_count(), compared.total_size());
  }
  EXPECT_TRUE(told);
  EXPECT_GE(compared.changed_agenda_count(), 2);
}

TEST_F(ScheduleServiceTest, HoldsAllMeetingsOrSaysWhyNot) {
  const std::string all = "mode: SCHEDULE_MODE_ALL_MEETINGS ";
  EXPECT_EQ(RefusedMake("most_break_difference: 1").fields,
            std::set<std::string>{"most_break_difference"});
  // Nine meetings, and places for seven.
  grpc::Status status;
  Make(all, &status);
  EXPECT_EQ(ViewOf(status).reason, "FAIR_NOT_SCHEDULABLE");
  EXPECT_NE(status.error_message().find("tables"), std::string::npos)
      << status.error_message();
  fair_.mutable_tables(1)->set_capacity(9);
  fair_.mutable_tables(1)->clear_unavailable_slots();
  ASSERT_TRUE(PutFair(fair_).ok());
  const v1::Schedule made =
      Make(all + "most_break_difference: 0").back().schedule();
  EXPECT_EQ(made.mode(), v1::SCHEDULE_MODE_ALL_MEETINGS);
  EXPECT_EQ(made.most_break_difference(), 0);
  EXPECT_EQ(made.meeting_count(), 9);
  for (const v1::ScheduleLevel& level : made.levels()) {
    if (level.goal() != v1::FAIR_GOAL_BREAKS) continue;
    EXPECT_EQ(level.achieved(), 0);
    EXPECT_EQ(level.bound(), 0);
  }
}

TEST_F(ScheduleServiceTest, EndsWhenItsTimeIsUpOrNobodyWaits) {
  const auto timed =
      Make("effort_units: 100000000000 time_limit { nanos: 100000000 }");
  EXPECT_EQ(timed.back().schedule().meeting_count(), 7);
  EXPECT_LT(timed.back().schedule().effort_units_used(), 100'000'000'000);
  v1::MakeScheduleRequest request;
  request.set_parent(kFair);
  request.set_effort_units(100'000'000'000);
  grpc::ClientContext context;
  const auto reader = schedules_->MakeSchedule(&context, request);
  v1::MakeScheduleResponse message;
  ASSERT_TRUE(reader->Read(&message));
  ASSERT_TRUE(message.has_progress());
  context.TryCancel();
  while (reader->Read(&message)) {
  }
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
  // It is the last to begin, and ends at once.
  Restart();
  Open();
  EXPECT_EQ(Call(&Stub::ListSchedules, "parent: 'fairs/expo'").total_size(), 1);
}

}  // namespace
}  // namespace ketnoi::server
