#include <chrono>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "ketnoi/v1/schedule_service.grpc.pb.h"
#include "tests/server/fair_fixture.h"

namespace ketnoi::server {
namespace {

constexpr char kPrinted[] = "fairs/expo/schedules/000001";
// In the first slot.
constexpr char kBegun[] = "2026-11-27T09:05";

// A fair with three buyers, three suppliers and a wish of each pair: "w00" to
// "w22", of which seven are printed: three in each of the first two slots, one
// in the third.
class ReplanScheduleTest : public FairFixture {
 protected:
  using Stub = v1::ScheduleService::Stub;
  using Meetings = std::map<std::string, v1::ScheduledMeeting>;  // by wish

  ReplanScheduleTest() {
    schedules_ = v1::ScheduleService::NewStub(app_->InProcessChannel());
    for (const char* id : {"b0", "b1", "b2"}) {
      EXPECT_TRUE(CreateParticipant(id, "side: PARTICIPANT_SIDE_BUYER").ok());
    }
    for (const char* id : {"s0", "s1", "s2"}) {
      EXPECT_TRUE(
          CreateParticipant(id, "side: PARTICIPANT_SIDE_SUPPLIER").ok());
    }
    for (int w = 0; w < 9; ++w) {
      const std::string b = std::to_string(w / 3), s = std::to_string(w % 3);
      EXPECT_TRUE(
          CreateWish("w" + b + s, "buyer: 'b" + b + "' supplier: 's" + s +
                                      "' value: " + std::to_string(100 + w))
              .ok());
    }
  }

  template <class Request, class Response>
  Response Send(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                             const Request&, Response*),
                const Request& request, grpc::Status* status = nullptr) {
    grpc::ClientContext context;
    Response response;
    const grpc::Status ended =
        (*schedules_.*method)(&context, request, &response);
    EXPECT_TRUE(status != nullptr || ended.ok()) << ended.error_message();
    if (status != nullptr) *status = ended;
    return response;
  }
  template <class Request, class Response>
  Response Call(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                             const Request&, Response*),
                const std::string& text, grpc::Status* status = nullptr) {
    return Send(method, Parse<Request>(text), status);
  }

  // Makes the first schedule, publishes it, and returns its meetings.
  Meetings Print() {
    grpc::ClientContext context;
    const auto reader = schedules_->MakeSchedule(
        &context, Parse<v1::MakeScheduleRequest>(
                      "parent: 'fairs/expo' effort_units: 1000000"));
    v1::MakeScheduleResponse message;
    while (reader->Read(&message)) {
    }
    EXPECT_TRUE(reader->Finish().ok());
    Publish(kPrinted);
    return MeetingsOf(kPrinted);
  }
  v1::PublishScheduleResponse Publish(const std::string& name,
                                      grpc::Status* status = nullptr) {
    return Call(&Stub::PublishSchedule, "name: '" + name + "'", status);
  }
  Meetings MeetingsOf(const std::string& name) {
    Meetings meetings;
    const auto listed =
        Call(&Stub::ListScheduledMeetings, "schedule: '" + name + "'");
    for (const auto& meeting : listed.meetings()) {
      meetings[meeting.wish().substr(18)] = meeting;
    }
    return meetings;
  }
  v1::ReplanScheduleResponse Replan(const std::string& time,
                                    const std::string& rest = "",
                                    grpc::Status* status = nullptr) {
    auto request = Parse<v1::ReplanScheduleRequest>(rest);
    request.set_as_of_time(time);
    if (request.parent().empty()) request.set_parent(kFair);
    if (request.effort_units() == 0) request.set_effort_units(1'000'000);
    return Send(&Stub::ReplanSchedule, request, status);
  }
  ErrorView RefusedReplan(const std::string& time,
                          const std::string& rest = "") {
    grpc::Status status;
    Replan(time, rest, &status);
    return ViewOf(status);
  }

  void SetParticipant(const std::string& id, const std::string& text) {
    v1::UpdateParticipantRequest update;
    *update.mutable_participant() = Parse<v1::Participant>(
        "name: 'fairs/expo/participants/" + id + "' " + text);
    grpc::ClientContext context;
    v1::Participant stored;
    const auto status = fairs_->UpdateParticipant(&context, update, &stored);
    EXPECT_TRUE(status.ok()) << status.error_message();
  }
  void SetWish(const std::string& id, const std::string& text) {
    v1::UpdateWishRequest update;
    *update.mutable_wish() =
        Parse<v1::Wish>("name: 'fairs/expo/wishes/" + id + "' " + text);
    grpc::ClientContext context;
    v1::Wish stored;
    const auto status = fairs_->UpdateWish(&context, update, &stored);
    EXPECT_TRUE(status.ok()) << status.error_message();
  }

  v1::Meeting MeetingOf(const std::string& wish) {
    return Call(&Stub::GetMeeting, "name: 'fairs/expo/meetings/" + wish + "'");
  }
  // Why what was made again leaves the wish out; UNSPECIFIED: it does not.
  v1::LeftOutReason ReasonIn(const v1::ReplanScheduleResponse& replanned,
                             const std::string& wish) {
    const auto listed = Call(&Stub::ListLeftOutWishes,
                             "schedule: '" + replanned.schedule().name() + "'");
    for (const v1::LeftOutWish& one : listed.wishes()) {
      if (one.wish() == "fairs/expo/wishes/" + wish) return one.reason();
    }
    return v1::LEFT_OUT_REASON_UNSPECIFIED;
  }

  // What people say of a meeting that was published.
  void Say(const std::string& wish, const std::string& status) {
    Call(&Stub::UpdateMeeting, "meeting { name: 'fairs/expo/meetings/" + wish +
                                   "' status: MEETING_STATUS_" + status + " }");
  }

  static void ExpectSame(const Meetings& before, const Meetings& after,
                         const std::string& wish) {
    const auto found = after.find(wish);
    ASSERT_NE(found, after.end()) << wish;
    EXPECT_EQ(found->second.SerializeAsString(),
              before.at(wish).SerializeAsString());
  }
  // What of `before` is in the slot is in `after` the same.
  static void ExpectKept(const Meetings& before, const Meetings& after,
                         const std::string& slot) {
    for (const auto& [wish, meeting] : before) {
      if (meeting.slot() == slot) ExpectSame(before, after, wish);
    }
  }
  // Of the first meeting in the slot.
  static std::string WishIn(const Meetings& meetings, const std::string& slot) {
    for (const auto& [wish, meeting] : meetings) {
      if (meeting.slot() == slot) return wish;
    }
    ADD_FAILURE() << "nothing in " << slot;
    return "";
  }

  std::unique_ptr<Stub> schedules_;
};

TEST_F(ReplanScheduleTest, KeepsWhatHasBegunOfANoShow) {
  const Meetings printed = Print();
  ASSERT_EQ(printed.size(), 7u);
  SetParticipant("b2", "attendance: ATTENDANCE_NO_SHOW");
  const auto replanned = Replan(kBegun, "note { vi: 'vắng' }");
  const v1::Schedule& made = replanned.schedule();
  EXPECT_EQ(made.name(), "fairs/expo/schedules/000002");
  EXPECT_EQ(made.state(), v1::SCHEDULE_STATE_DRAFT);
  EXPECT_EQ(made.parent_schedule(), kPrinted);
  EXPECT_EQ(made.as_of_time(), kBegun);
  EXPECT_EQ(made.note().vi(), "vắng");
  EXPECT_EQ(replanned.settled_count(), 3);
  const Meetings now = MeetingsOf(made.name());
  EXPECT_EQ(made.meeting_count(), static_cast<int32_t>(now.size()));
  ExpectKept(printed, now, "s1");
  int32_t gone = 0;
  std::set<std::string> told = {"fairs/expo/participants/b2"};
  for (const auto& [wish, meeting] : printed) {
    if (wish[1] != '2' || meeting.slot() == "s1") continue;
    ++gone;
    told.insert(meeting.supplier());
    EXPECT_EQ(now.count(wish), 0u) << wish;
  }
  // They are told, and with so small a fair nobody else.
  ASSERT_EQ(replanned.changed_agendas_size(), static_cast<int>(told.size()));
  for (const auto& one : replanned.changed_agendas()) {
    EXPECT_EQ(told.count(one.participant()), 1u) << one.participant();
  }
  EXPECT_GE(replanned.change_count(), gone);
  EXPECT_EQ(replanned.changes_size(), replanned.change_count());
  EXPECT_GT(replanned.base_value(), 700);
  EXPECT_LT(made.levels(1).achieved(), replanned.base_value());
  EXPECT_GE(made.levels(1).bound(), made.levels(1).achieved());

  const auto published = Publish(made.name());
  EXPECT_EQ(published.cancelled_count(), gone);
  EXPECT_EQ(published.moved_count(), 0);
  const auto listed = Call(&Stub::ListMeetings, "parent: 'fairs/expo'");
  for (const auto& meeting : listed.meetings()) {
    const bool cancelled = meeting.status() == v1::MEETING_STATUS_CANCELLED;
    EXPECT_EQ(meeting.sequence(), cancelled ? 1 : 0) << meeting.name();
  }
}

TEST_F(ReplanScheduleTest, KeepsWhatHasBegunAtABrokenTable) {
  const Meetings printed = Print();
  for (const char* slot : {"s1", "s2", "s3"}) {
    fair_.mutable_tables(0)->add_unavailable_slots(slot);
  }
  fair_.clear_etag();
  ASSERT_TRUE(PutFair(fair_).ok());
  const auto replanned = Replan(kBegun);
  const Meetings now = MeetingsOf(replanned.schedule().name());
  ExpectKept(printed, now, "s1");
  for (const auto& [wish, meeting] : now) {
    EXPECT_TRUE(meeting.slot() == "s1" || meeting.table() == "t2") << wish;
  }
  EXPECT_EQ(now.size(), 5u);
  // It keeps the fair's rules although the fair is changed once more.
  SetParticipant("b0", "attendance: ATTENDANCE_ARRIVED");
  EXPECT_GE(Publish(replanned.schedule().name()).cancelled_count(), 2);
}

// Of two meetings at one table in one slot one is HELD, and the table is out of
// use: the other one goes elsewhere.
TEST_F(ReplanScheduleTest, OpensABrokenTableOnlyToWhatIsSettledThere) {
  const Meetings printed = Print();
  std::vector<std::string> at_t2;
  for (const auto& [wish, meeting] : printed) {
    if (meeting.slot() == "s2" && meeting.table() == "t2") {
      at_t2.push_back(wish);
    }
  }
  ASSERT_EQ(at_t2.size(), 2u);
  Say(at_t2[0], "HELD");
  fair_.mutable_tables(1)->add_unavailable_slots("s2");
  fair_.clear_etag();
  ASSERT_TRUE(PutFair(fair_).ok());
  const Meetings now = MeetingsOf(Replan(kBegun).schedule().name());
  ExpectSame(printed, now, at_t2[0]);
  ExpectKept(printed, now, "s1");
  for (const auto& [wish, meeting] : now) {
    if (wish == at_t2[0] || meeting.slot() != "s2") continue;
    EXPECT_EQ(meeting.table(), "t1") << wish;
  }
}

// Likewise seats and interpreters of those who left.
TEST_F(ReplanScheduleTest, OpensNobodyWhoLeftToOtherMeetings) {
  SetParticipant("b0", "seats: 2 languages: 'vi'");
  for (const char* id : {"s0", "s1", "s2"}) {
    SetParticipant(id, "languages: 'ja'");
  }
  *fair_.add_interpreters() = Parse<v1::Interpreter>(
      "id: 'i1' full_name: 'I' languages: 'vi' languages: 'ja'");
  *fair_.add_interpreters() = Parse<v1::Interpreter>(
      "id: 'i2' full_name: 'J' languages: 'vi' languages: 'ja'");
  fair_.clear_etag();
  ASSERT_TRUE(PutFair(fair_).ok());
  SetWish("w00", "fixed_slot: 's2' value: 900000");
  SetWish("w01", "fixed_slot: 's2' value: 900000");
  const Meetings printed = Print();
  ASSERT_EQ(printed.at("w00").slot(), "s2");
  ASSERT_EQ(printed.at("w01").slot(), "s2");
  const std::string kept = printed.at("w00").interpreter();
  SetWish("w01", "fixed_slot: ''");
  Say("w00", "HELD");
  for (auto& interpreter : *fair_.mutable_interpreters()) {
    if (interpreter.id() == kept) interpreter.add_unavailable_slots("s2");
  }
  fair_.clear_etag();
  ASSERT_TRUE(PutFair(fair_).ok());
  SetParticipant("b0", "unavailable_slots: 's2'");
  const Meetings now = MeetingsOf(Replan(kBegun).schedule().name());
  ExpectSame(printed, now, "w00");
  for (const auto& [wish, meeting] : now) {
    if (wish == "w00" || meeting.slot() != "s2") continue;
    EXPECT_NE(meeting.buyer(), "fairs/expo/participants/b0") << wish;
    EXPECT_NE(meeting.interpreter(), kept) << wish;
  }
}

TEST_F(ReplanScheduleTest, GivesLateParticipantsOnlyWhatIsFree) {
  Print();
  ASSERT_TRUE(CreateParticipant("s3", "side: PARTICIPANT_SIDE_SUPPLIER").ok());
  ASSERT_TRUE(
      CreateWish("w03", "buyer: 'b0' supplier: 's3' value: 900000").ok());
  const auto early = Replan(kBegun, "validate_only: true");
  EXPECT_GE(early.changed_agendas_size(), 1);
  EXPECT_EQ(early.schedule().name(), "");
  SetParticipant("s3", "late_registration: true");
  const auto late = Replan(kBegun);
  EXPECT_EQ(late.changed_agendas_size(), 0);
  EXPECT_EQ(late.schedule().name(), "fairs/expo/schedules/000002");
}

TEST_F(ReplanScheduleTest, FillsTheDayWithANewWish) {
  for (const char* id : {"b3", "s3"}) {
    ASSERT_TRUE(CreateParticipant(id, id[0] == 'b'
                                          ? "side: PARTICIPANT_SIDE_BUYER"
                                          : "side: PARTICIPANT_SIDE_SUPPLIER")
                    .ok());
  }
  fair_.mutable_tables(1)->set_capacity(3);
  fair_.clear_etag();
  ASSERT_TRUE(PutFair(fair_).ok());
  const Meetings printed = Print();
  ASSERT_TRUE(CreateWish("w33", "buyer: 'b3' supplier: 's3' value: 5").ok());
  const auto replanned = Replan(kBegun);
  EXPECT_EQ(replanned.changed_agendas_size(), 0);
  ASSERT_EQ(replanned.added_only_size(), 2);
  EXPECT_EQ(replanned.added_only(0).participant(),
            "fairs/expo/participants/b3");
  EXPECT_EQ(replanned.added_only(1).added_count(), 1);
  ASSERT_EQ(replanned.changes_size(), 1);
  // Places are left in the first slot, too, but it has begun.
  EXPECT_EQ(replanned.changes(0).after().slot(), "s2");
}

// What is to come before a meeting that has begun cannot be held any more.
TEST_F(ReplanScheduleTest, NothingComesAfterABegunMeetingThatIsToComeBeforeIt) {
  const Meetings printed = Print();
  std::string begun, first;
  for (const auto& [wish, meeting] : printed) {
    (meeting.slot() == "s1" ? begun : first) = wish;
  }
  SetWish(begun, "after: '" + first + "'");
  const auto replanned = Replan(kBegun);
  const Meetings now = MeetingsOf(replanned.schedule().name());
  EXPECT_EQ(now.count(begun), 1u);
  EXPECT_EQ(now.count(first), 0u);
  const auto left_out = Call(&Stub::ListLeftOutWishes,
                             "schedule: '" + replanned.schedule().name() + "'");
  for (const v1::LeftOutWish& one : left_out.wishes()) {
    if (one.wish() != "fairs/expo/wishes/" + first) continue;
    EXPECT_EQ(one.reason(), v1::LEFT_OUT_REASON_ORDER);
  }
  // And a circle of the two is broken at what has not begun.
  SetWish(first, "after: '" + begun + "'");
  EXPECT_EQ(MeetingsOf(Replan(kBegun).schedule().name()).count(begun), 1u);
}

TEST_F(ReplanScheduleTest, HonoursNoThanksUnlessItIsTooLate) {
  const Meetings printed = Print();
  const std::string begun = WishIn(printed, "s1"),
                    later = WishIn(printed, "s2");
  SetWish(begun, "supplier_tier: WISH_TIER_NO_THANKS");
  SetWish(later, "buyer_tier: WISH_TIER_NO_THANKS");
  const Meetings now = MeetingsOf(Replan(kBegun).schedule().name());
  ExpectKept(printed, now, "s1");
  EXPECT_EQ(now.count(later), 0u);
}

TEST_F(ReplanScheduleTest, HonoursWhatIsSaidOfMeetings) {
  const Meetings printed = Print();
  const std::string held = WishIn(printed, "s2"),
                    cancelled = WishIn(printed, "s3");
  Say(held, "HELD");
  Say(cancelled, "CANCELLED");
  SetParticipant("b" + held.substr(1, 1), "attendance: ATTENDANCE_CANCELLED");
  // Before the fair.
  const auto first = Replan("2026-11-26T18:00");
  EXPECT_EQ(first.settled_count(), 1);
  const Meetings now = MeetingsOf(first.schedule().name());
  ExpectSame(printed, now, held);
  EXPECT_EQ(now.count(cancelled), 0u);
  const auto left_out =
      Call(&Stub::ListLeftOutWishes, "schedule: '" + first.schedule().name() +
                                         "' reason: LEFT_OUT_REASON_CANCELLED");
  ASSERT_EQ(left_out.total_size(), 1);
  EXPECT_EQ(left_out.wishes(0).wish().substr(18), cancelled);
  // Also when what was published has it no more.
  Publish(first.schedule().name());
  EXPECT_EQ(
      MeetingsOf(Replan("2026-11-26T18:00").schedule().name()).count(cancelled),
      0u);
  SetParticipant("b" + cancelled.substr(1, 1),
                 "attendance: ATTENDANCE_ARRIVED");
  SetWish(cancelled, "value: 999000");
  EXPECT_EQ(
      MeetingsOf(Replan("2026-11-26T18:00").schedule().name()).count(cancelled),
      1u);
}

TEST_F(ReplanScheduleTest, ACancelledMeetingGoesAlsoOnceItsSlotHasBegun) {
  const Meetings printed = Print();
  const std::string wish = WishIn(printed, "s1");
  EXPECT_EQ(MeetingOf(wish).sequence(), 0);
  Say(wish, "CANCELLED");
  // A calendar believes what is of a higher sequence.
  EXPECT_EQ(MeetingOf(wish).sequence(), 1);
  auto replanned = Replan(kBegun);
  EXPECT_EQ(replanned.settled_count(), 2);
  EXPECT_EQ(MeetingsOf(replanned.schedule().name()).count(wish), 0u);
  EXPECT_EQ(ReasonIn(replanned, wish), v1::LEFT_OUT_REASON_CANCELLED);
  // After all it was not.
  Say(wish, "HELD");
  EXPECT_EQ(MeetingOf(wish).sequence(), 2);
  EXPECT_EQ(Replan(kBegun, "validate_only: true").settled_count(), 3);
  // A wish that was changed since wants another meeting, and the one that was
  // cancelled has not begun for that.
  Say(wish, "CANCELLED");
  SetWish(wish, "value: 150");
  replanned = Replan(kBegun);
  EXPECT_EQ(replanned.settled_count(), 2);
  const Meetings now = MeetingsOf(replanned.schedule().name());
  EXPECT_TRUE(now.count(wish) == 0 || now.at(wish).slot() != "s1");
}

TEST_F(ReplanScheduleTest, AMeetingThatIsPublishedAgainIsPlannedAgain) {
  const Meetings printed = Print();
  const std::string wish = WishIn(printed, "s1");
  Say(wish, "CANCELLED");
  const std::string without = Replan(kBegun).schedule().name();
  EXPECT_EQ(Publish(without).cancelled_count(), 1);
  EXPECT_EQ(MeetingOf(wish).status(), v1::MEETING_STATUS_CANCELLED);
  EXPECT_EQ(MeetingOf(wish).sequence(), 2);
  EXPECT_EQ(ReasonIn(Replan(kBegun), wish), v1::LEFT_OUT_REASON_CANCELLED);
  // Its place may be another one's now; what came of it can be said.
  for (const char* status : {"PLANNED", "HELD", "NO_SHOW"}) {
    grpc::Status refused;
    Call(&Stub::UpdateMeeting,
         "meeting { name: 'fairs/expo/meetings/" + wish +
             "' status: MEETING_STATUS_" + status + " }",
         &refused);
    EXPECT_EQ(ViewOf(refused).reason, "FAIR_NOT_SCHEDULABLE") << status;
  }
  Call(&Stub::UpdateMeeting,
       "meeting { name: 'fairs/expo/meetings/" + wish +
           "' outcome { kind: MEETING_OUTCOME_KIND_SAMPLE } }");
  Publish(kPrinted);
  EXPECT_EQ(MeetingOf(wish).status(), v1::MEETING_STATUS_PLANNED);
  EXPECT_EQ(MeetingOf(wish).sequence(), 3);
  const auto replanned = Replan(kBegun);
  EXPECT_EQ(replanned.settled_count(), 3);
  ExpectKept(printed, MeetingsOf(replanned.schedule().name()), "s1");
  // Left out by publishing, which nobody said of the meeting.
  Publish(without);
  EXPECT_NE(ReasonIn(Replan("2026-11-26T18:00"), wish),
            v1::LEFT_OUT_REASON_CANCELLED);
}

// A slot keeps its id and begins later: everybody in it is told of another time
// by whoever is asked.
TEST_F(ReplanScheduleTest, TellsOfSlotsThatHaveOtherTimes) {
  const Meetings printed = Print();
  const std::string wish = WishIn(printed, "s3");
  fair_.mutable_sessions(1)->mutable_slots(0)->set_start_time(
      "2026-11-27T13:30");
  fair_.clear_etag();
  ASSERT_TRUE(PutFair(fair_).ok());
  const auto replanned = Replan(kBegun);
  const std::string name = replanned.schedule().name();
  ASSERT_EQ(replanned.changes_size(), 1);
  const v1::MeetingChange& change = replanned.changes(0);
  EXPECT_EQ(change.kind(), v1::MEETING_CHANGE_KIND_SLOT);
  EXPECT_EQ(change.after().start_time().seconds() -
                change.before().start_time().seconds(),
            30 * 60);
  EXPECT_EQ(change.before().SerializeAsString(),
            printed.at(wish).SerializeAsString());
  ASSERT_EQ(replanned.changed_agendas_size(), 2);
  EXPECT_EQ(replanned.changed_agendas(0).slot_count(), 1);
  auto compared = Call(&Stub::CompareSchedules, "name: '" + name + "'");
  EXPECT_EQ(compared.changed_agenda_count(), 2);
  EXPECT_EQ(Publish(name).moved_count(), 1);
  EXPECT_EQ(MeetingOf(wish).sequence(), 1);
  // Each is as it was printed, also once another one is.
  compared = Call(&Stub::CompareSchedules,
                  "name: '" + name + "' base: '" + kPrinted + "'");
  EXPECT_EQ(compared.changed_agenda_count(), 2);
  EXPECT_EQ(MeetingsOf(kPrinted).at(wish).SerializeAsString(),
            printed.at(wish).SerializeAsString());
  EXPECT_EQ(MeetingsOf(name).at(wish).SerializeAsString(),
            change.after().SerializeAsString());
  // To publish the former one, or to restore it, would not restore the time.
  compared =
      Call(&Stub::CompareSchedules, std::string("name: '") + kPrinted + "'");
  EXPECT_EQ(compared.total_size(), 0);
  const auto restored =
      Call(&Stub::RestoreSchedule, std::string("name: '") + kPrinted + "'");
  EXPECT_EQ(MeetingsOf(restored.name()).at(wish).SerializeAsString(),
            change.after().SerializeAsString());
}

TEST_F(ReplanScheduleTest, LeavesOutFixedMeetingsThatCollideSinceATableBroke) {
  for (const char* wish : {"w00", "w11", "w22"}) {
    SetWish(wish, "fixed_slot: 's2'");
  }
  SetWish("w11", "buyer_tier: WISH_TIER_MUST_MEET");
  const Meetings printed = Print();
  fair_.mutable_tables(1)->add_unavailable_slots("s2");
  fair_.clear_etag();
  ASSERT_TRUE(PutFair(fair_).ok());
  const auto replanned = Replan(kBegun);
  const Meetings now = MeetingsOf(replanned.schedule().name());
  ExpectKept(printed, now, "s1");
  ASSERT_EQ(now.count("w11"), 1u);
  EXPECT_EQ(now.at("w11").slot(), "s2");
  for (const char* wish : {"w00", "w22"}) {
    EXPECT_EQ(ReasonIn(replanned, wish), v1::LEFT_OUT_REASON_FIXED_COLLIDES);
  }
  // A schedule made anew is refused: the wishes are to be put right.
  grpc::ClientContext context;
  const auto reader = schedules_->MakeSchedule(
      &context, Parse<v1::MakeScheduleRequest>("parent: 'fairs/expo'"));
  v1::MakeScheduleResponse message;
  while (reader->Read(&message)) {
  }
  EXPECT_EQ(ViewOf(reader->Finish()).reason, "FAIR_NOT_SCHEDULABLE");
  // Also when the fair is changed once more it is known why they are left out.
  SetParticipant("b0", "attendance: ATTENDANCE_ARRIVED");
  EXPECT_GE(Publish(replanned.schedule().name()).cancelled_count(), 2);
}

TEST_F(ReplanScheduleTest, LeavesOutAFixedMeetingThatIsToComeBeforeABegunOne) {
  const Meetings printed = Print();
  const std::string begun = WishIn(printed, "s1"),
                    fixed = WishIn(printed, "s3");
  SetWish(fixed, "fixed_slot: 's3'");
  SetWish(begun, "after: '" + fixed + "'");
  const auto replanned = Replan(kBegun);
  ExpectKept(printed, MeetingsOf(replanned.schedule().name()), "s1");
  EXPECT_EQ(ReasonIn(replanned, fixed), v1::LEFT_OUT_REASON_FIXED_COLLIDES);
}

TEST_F(ReplanScheduleTest, TellsOfAnotherInterpreterApart) {
  SetParticipant("b0", "languages: 'vi'");
  for (const char* id : {"s0", "s1", "s2"}) {
    SetParticipant(id, "languages: 'ja'");
  }
  for (const char* id : {"i1", "i2"}) {
    *fair_.add_interpreters() = Parse<v1::Interpreter>(
        std::string("id: '") + id +
        "' full_name: 'I' languages: 'vi' languages: 'ja'");
  }
  fair_.clear_etag();
  ASSERT_TRUE(PutFair(fair_).ok());
  const Meetings printed = Print();
  std::string wish;
  for (const auto& [id, meeting] : printed) {
    if (meeting.slot() != "s1" && !meeting.interpreter().empty()) wish = id;
  }
  ASSERT_NE(wish, "");
  const v1::ScheduledMeeting& meeting = printed.at(wish);
  for (auto& interpreter : *fair_.mutable_interpreters()) {
    if (interpreter.id() != meeting.interpreter()) continue;
    interpreter.add_unavailable_slots(meeting.slot());
  }
  fair_.clear_etag();
  ASSERT_TRUE(PutFair(fair_).ok());
  const auto replanned = Replan(kBegun);
  EXPECT_EQ(replanned.changed_agendas_size(), 0);
  EXPECT_EQ(replanned.added_only_size(), 0);
  ASSERT_EQ(replanned.interpreter_only_size(), 2);
  EXPECT_EQ(replanned.interpreter_only(0).participant(), meeting.buyer());
  EXPECT_EQ(replanned.interpreter_only(0).interpreter_count(), 1);
  const auto compared = Call(&Stub::CompareSchedules,
                             "name: '" + replanned.schedule().name() + "'");
  EXPECT_EQ(compared.changed_agenda_count(), 0);
  EXPECT_EQ(compared.participants(1).interpreter_count(), 1);
}

TEST_F(ReplanScheduleTest, KeepsBegunMeetingsOfDeletedWishes) {
  const Meetings printed = Print();
  const std::string begun = WishIn(printed, "s1");
  v1::DeleteWishRequest request;
  request.set_name("fairs/expo/wishes/" + begun);
  v1::DeleteWishResponse deleted;
  grpc::ClientContext context;
  ASSERT_TRUE(fairs_->DeleteWish(&context, request, &deleted).ok());
  const auto replanned = Replan(kBegun);
  EXPECT_EQ(replanned.settled_count(), 3);
  ExpectKept(printed, MeetingsOf(replanned.schedule().name()), "s1");
  EXPECT_EQ(Publish(replanned.schedule().name()).cancelled_count(), 0);
}

// Of what was in the slot or at the table nothing is left, and whom it was of
// is told.
TEST_F(ReplanScheduleTest, MovesMeetingsOfARemovedSlot) {
  const Meetings printed = Print();
  fair_.mutable_sessions(0)->mutable_slots()->DeleteSubrange(1, 1);
  fair_.clear_etag();
  ASSERT_TRUE(PutFair(fair_).ok());
  const auto replanned = Replan(kBegun);
  const Meetings now = MeetingsOf(replanned.schedule().name());
  ExpectKept(printed, now, "s1");
  ExpectKept(printed, now, "s3");
  std::set<std::string> told;
  for (const auto& one : replanned.changed_agendas()) {
    told.insert(one.participant());
  }
  for (const auto& [wish, meeting] : printed) {
    if (meeting.slot() != "s2") continue;
    EXPECT_EQ(told.count(meeting.buyer()), 1u) << wish;
    EXPECT_EQ(told.count(meeting.supplier()), 1u) << wish;
  }
  for (const auto& [wish, meeting] : now) EXPECT_NE(meeting.slot(), "s2");
  EXPECT_GT(Publish(replanned.schedule().name()).cancelled_count(), 0);
}

TEST_F(ReplanScheduleTest, MovesMeetingsOfARemovedTable) {
  const Meetings printed = Print();
  fair_.mutable_tables()->DeleteSubrange(0, 1);
  fair_.mutable_tables(0)->clear_unavailable_slots();
  fair_.clear_etag();
  ASSERT_TRUE(PutFair(fair_).ok());
  const auto replanned = Replan(kBegun);
  const Meetings now = MeetingsOf(replanned.schedule().name());
  ExpectKept(printed, now, "s1");
  for (const auto& [wish, meeting] : now) {
    EXPECT_TRUE(meeting.slot() == "s1" || meeting.table() == "t2") << wish;
  }
  EXPECT_GT(replanned.changed_agendas_size(), 0);
  // It keeps the fair's rules although the fair is changed once more.
  SetParticipant("b0", "attendance: ATTENDANCE_ARRIVED");
  Publish(replanned.schedule().name());
  EXPECT_EQ(MeetingOf(WishIn(printed, "s1")).sequence(), 0);
}

// As it was printed, also in what is made of that again.
TEST_F(ReplanScheduleTest, KeepsWhatHasBegunInARemovedSlot) {
  const Meetings printed = Print();
  fair_.mutable_sessions(0)->mutable_slots()->DeleteSubrange(0, 1);
  fair_.clear_etag();
  ASSERT_TRUE(PutFair(fair_).ok());
  const auto replanned = Replan(kBegun);
  EXPECT_EQ(replanned.settled_count(), 3);
  EXPECT_EQ(replanned.changed_agendas_size(), 0);
  ExpectKept(printed, MeetingsOf(replanned.schedule().name()), "s1");
  const auto compared = Call(&Stub::CompareSchedules,
                             "name: '" + replanned.schedule().name() + "'");
  EXPECT_EQ(compared.changed_agenda_count(), 0);
  SetParticipant("b0", "attendance: ATTENDANCE_ARRIVED");
  EXPECT_EQ(Publish(replanned.schedule().name()).cancelled_count(), 0);
  const auto again = Replan(kBegun);
  EXPECT_EQ(again.settled_count(), 3);
  ExpectKept(printed, MeetingsOf(again.schedule().name()), "s1");
}

TEST_F(ReplanScheduleTest, ReplacesARemovedInterpreter) {
  auto interpreter = Parse<v1::Interpreter>(
      "id: 'i1' full_name: 'I' languages: 'vi' languages: 'ja'");
  *fair_.add_interpreters() = interpreter;
  fair_.clear_etag();
  ASSERT_TRUE(PutFair(fair_).ok());
  for (const char* id : {"b0", "b1", "b2"}) {
    SetParticipant(id, "languages: 'vi'");
  }
  SetParticipant("s0", "languages: 'ja'");
  const Meetings printed = Print();
  fair_.mutable_interpreters(0)->set_id("i2");
  ASSERT_TRUE(PutFair(fair_).ok());
  const auto replanned = Replan(kBegun);
  EXPECT_EQ(replanned.changed_agendas_size(), 0);
  const Meetings now = MeetingsOf(replanned.schedule().name());
  ExpectKept(printed, now, "s1");
  int32_t interpreted = 0;
  for (const auto& [wish, meeting] : now) {
    if (meeting.slot() == "s1" || meeting.interpreter().empty()) continue;
    ++interpreted;
    EXPECT_EQ(meeting.interpreter(), "i2") << wish;
  }
  EXPECT_GT(interpreted, 0);
}

TEST_F(ReplanScheduleTest, KnowsTheTimeOnADayWithAClockChange) {
  fair_.set_time_zone("Europe/Berlin");
  auto* const session = fair_.mutable_sessions(0);
  session->mutable_slots(0)->set_start_time("2027-03-28T01:30");
  session->mutable_slots(1)->set_start_time("2027-03-28T03:00");
  fair_.mutable_sessions(1)->mutable_slots(0)->set_start_time(
      "2027-03-28T04:00");
  fair_.clear_etag();
  ASSERT_TRUE(PutFair(fair_).ok());
  Print();
  EXPECT_EQ(RefusedReplan("2027-03-28T02:30").fields,
            std::set<std::string>{"as_of_time"});
  EXPECT_EQ(Replan("2027-03-28T01:59", "validate_only: true").settled_count(),
            3);
  EXPECT_EQ(Replan("2027-03-28T03:00", "validate_only: true").settled_count(),
            6);
}

TEST_F(ReplanScheduleTest, RefusesWhatCannotBe) {
  EXPECT_EQ(RefusedReplan(kBegun).reason, "FAIR_NOT_SCHEDULABLE");
  Print();
  EXPECT_EQ(RefusedReplan("",
                          "change_cost: -1 effort_units: -1 "
                          "base_schedule: 'fairs/f/schedules/000001'")
                .fields,
            (std::set<std::string>{"as_of_time", "base_schedule", "change_cost",
                                   "effort_units"}));
  EXPECT_EQ(RefusedReplan("2026-11-27T25:00").fields,
            std::set<std::string>{"as_of_time"});
  EXPECT_EQ(
      RefusedReplan(kBegun, "base_schedule: 'fairs/expo/schedules/000009'")
          .code,
      grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(RefusedReplan(kBegun, "parent: 'fairs/none'").code,
            grpc::StatusCode::NOT_FOUND);
  const ErrorView after = RefusedReplan("2026-11-27T13:00");
  EXPECT_EQ(after.code, grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(after.reason, "FAIR_NOT_SCHEDULABLE");
  EXPECT_EQ(Call(&Stub::ListSchedules, "parent: 'fairs/expo'").total_size(), 1);
}

TEST_F(ReplanScheduleTest, TakesTheBestSoFarWhenItsDeadlineNears) {
  Print();
  const auto request = Parse<v1::ReplanScheduleRequest>(
      "parent: 'fairs/expo' effort_units: 10000000000 as_of_time: "
      "'2026-11-27T08:00'");
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::milliseconds(800));
  v1::ReplanScheduleResponse response;
  const auto status = schedules_->ReplanSchedule(&context, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.schedule().meeting_count(), 7);
}

}  // namespace
}  // namespace ketnoi::server
