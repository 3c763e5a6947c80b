// `ketnoi fair` of schedules and meetings, against a service that keeps the
// last requests.

#include <cstdint>
#include <string>
#include <vector>

#include "clients/cli/fair.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "ketnoi/v1/fair_service.grpc.pb.h"
#include "ketnoi/v1/schedule_service.grpc.pb.h"
#include "tests/clients/command_line.h"
#include "tests/clients/local_server.h"

namespace ketnoi::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

// 2027-03-04 09:30 in Hà Nội.
constexpr int64_t kNineThirty = 1'804'127'400;

class FakeSchedules final : public v1::ScheduleService::Service {
 public:
  grpc::Status MakeSchedule(
      grpc::ServerContext*, const v1::MakeScheduleRequest* request,
      grpc::ServerWriter<v1::MakeScheduleResponse>* writer) override {
    made = *request;
    v1::MakeScheduleResponse message;
    message.mutable_progress()->set_value(7);
    writer->Write(message);
    v1::Schedule& schedule = *message.mutable_schedule();
    schedule.set_name(request->parent() + "/schedules/000003");
    schedule.set_state(v1::SCHEDULE_STATE_DRAFT);
    schedule.set_meeting_count(1234);
    v1::ScheduleLevel& level = *schedule.add_levels();
    level.set_goal(v1::FAIR_GOAL_VALUE);
    level.set_achieved(9950);
    level.set_bound(10'000);
    writer->Write(message);
    return grpc::Status::OK;
  }
  grpc::Status PublishSchedule(grpc::ServerContext*,
                               const v1::PublishScheduleRequest* request,
                               v1::PublishScheduleResponse* response) override {
    published = *request;
    response->set_added_count(5);
    response->set_moved_count(6);
    return grpc::Status::OK;
  }
  grpc::Status CompareSchedules(
      grpc::ServerContext*, const v1::CompareSchedulesRequest* request,
      v1::CompareSchedulesResponse* response) override {
    compared = *request;
    const bool second = request->page_token() == "next";
    v1::MeetingChange& change = *response->add_changes();
    change.set_wish(second ? "fairs/expo/wishes/w2" : "fairs/expo/wishes/w1");
    change.set_kind(second ? v1::MEETING_CHANGE_KIND_ADDED
                           : v1::MEETING_CHANGE_KIND_SLOT);
    change.mutable_after()->set_slot("s9");
    change.mutable_after()->set_buyer("fairs/expo/participants/acme");
    if (!second) change.mutable_before()->set_slot("s1");
    if (!second)
      change.mutable_before()->mutable_start_time()->set_seconds(kNineThirty);
    if (!second) response->set_next_page_token("next");
    if (!second) response->set_changed_agenda_count(2);
    response->set_total_size(2);
    return grpc::Status::OK;
  }
  grpc::Status UpdateMeeting(grpc::ServerContext*,
                             const v1::UpdateMeetingRequest* request,
                             v1::Meeting* response) override {
    updated = *request;
    *response = request->meeting();
    return grpc::Status::OK;
  }
  grpc::Status ListMeetings(grpc::ServerContext*,
                            const v1::ListMeetingsRequest* request,
                            v1::ListMeetingsResponse* response) override {
    listed = *request;
    v1::Meeting& meeting = *response->add_meetings();
    meeting.set_name("fairs/expo/meetings/w1");
    meeting.set_slot("s4");
    meeting.set_status(v1::MEETING_STATUS_HELD);
    response->set_total_size(1);
    return grpc::Status::OK;
  }
  grpc::Status DeleteSchedule(grpc::ServerContext*,
                              const v1::DeleteScheduleRequest* request,
                              v1::DeleteScheduleResponse*) override {
    deleted = *request;
    return grpc::Status::OK;
  }

  v1::MakeScheduleRequest made;
  v1::PublishScheduleRequest published;
  v1::CompareSchedulesRequest compared;
  v1::UpdateMeetingRequest updated;
  v1::ListMeetingsRequest listed;
  v1::DeleteScheduleRequest deleted;
};

class HanoiFairs final : public v1::FairService::Service {
 public:
  grpc::Status GetFair(grpc::ServerContext*, const v1::GetFairRequest* request,
                       v1::Fair* response) override {
    response->set_name(request->name());
    response->set_time_zone("Asia/Ho_Chi_Minh");
    return grpc::Status::OK;
  }
};

class ScheduleCommandTest : public ::testing::Test {
 protected:
  CommandResult Run(std::vector<std::string> words) {
    words.insert(words.begin(), "fair");
    return RunCommand(words, server_.address());
  }
  std::string UsageError(const std::vector<std::string>& words) {
    const CommandResult result = Run(words);
    EXPECT_EQ(result.code, 2);
    return result.err;
  }

  FakeSchedules service_;
  HanoiFairs fairs_;
  const LocalServer server_{&fairs_, &service_};
};

TEST_F(ScheduleCommandTest, MakesASchedule) {
  CommandResult result =
      Run({"schedule", "expo", "--seed", "7", "--effort", "900", "--time-limit",
           "20", "--require-floors", "--note", "tight"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(service_.made.parent(), "fairs/expo");
  EXPECT_EQ(service_.made.seed(), 7);
  EXPECT_EQ(service_.made.effort_units(), 900);
  EXPECT_EQ(service_.made.time_limit().seconds(), 20);
  EXPECT_TRUE(service_.made.require_floors());
  EXPECT_EQ(service_.made.note().en(), "tight");
  EXPECT_THAT(result.out,
              AllOf(HasSubstr("fairs/expo/schedules/000003 (draft)"),
                    HasSubstr("1,234 meetings"), HasSubstr("9,950"),
                    HasSubstr("10,000"), HasSubstr("0.50")));
  EXPECT_THAT(Run({"schedule", "expo", "--lang", "vi"}).out,
              HasSubstr("fairs/expo/schedules/000003 (bản nháp)"));
  result = Run({"schedule", "expo", "--all-meetings", "--break-difference", "2",
                "--output", "json"});
  EXPECT_EQ(service_.made.mode(), v1::SCHEDULE_MODE_ALL_MEETINGS);
  EXPECT_EQ(service_.made.most_break_difference(), 2);
  EXPECT_THAT(result.out, HasSubstr("\"meetingCount\": 1234"));
}

TEST_F(ScheduleCommandTest, TellsHowFarItIs) {
  v1::ScheduleProgress progress;
  progress.set_value(12'345);
  progress.set_value_bound(12'400);
  progress.set_gap_basis_points(45);
  progress.mutable_elapsed()->set_seconds(3);
  EXPECT_THAT(
      cli::ScheduleProgressText(cli::Words(cli::Language::kEnglish), progress),
      AllOf(HasSubstr("12,345 of at most 12,400"), HasSubstr("gap 0.45 %"),
            HasSubstr("3.0 s")));
  progress.set_waiting(true);
  EXPECT_THAT(cli::ScheduleProgressText(cli::Words(cli::Language::kVietnamese),
                                        progress),
              HasSubstr("đang chờ"));
}

TEST_F(ScheduleCommandTest, PublishesByNumber) {
  const CommandResult result =
      Run({"publish", "expo", "3", "--allow-outdated"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(service_.published.name(), "fairs/expo/schedules/000003");
  EXPECT_TRUE(service_.published.allow_outdated());
  EXPECT_THAT(result.out, HasSubstr("5 new, 6 moved, 0 cancelled"));
  EXPECT_EQ(Run({"delete", "expo/schedules/3"}).code, 0);
  EXPECT_EQ(service_.deleted.name(), "fairs/expo/schedules/000003");
}

TEST_F(ScheduleCommandTest, ComparesAllPages) {
  CommandResult result = Run({"compare", "expo", "3", "1"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(service_.compared.base(), "fairs/expo/schedules/000001");
  EXPECT_THAT(result.out,
              AllOf(HasSubstr("w1"), HasSubstr("w2"), HasSubstr("s9"),
                    HasSubstr("2 changes"), HasSubstr("differ: 2")));
  result = Run({"compare", "expo", "3", "--output", "csv"});
  EXPECT_THAT(result.out, HasSubstr("slot,fairs/expo/wishes/w1,"
                                    "fairs/expo/participants/acme,,s1,,,s9,,,"
                                    "2027-03-04T09:30:00+07:00,"));
}

TEST_F(ScheduleCommandTest, SaysWhatBecameOfAMeeting) {
  CommandResult result =
      Run({"outcome", "expo", "w1", "--status", "held", "--outcome", "order",
           "--order-value", "12.5 USD", "--note", "soon"});
  EXPECT_EQ(result.code, 0) << result.err;
  const v1::Meeting& meeting = service_.updated.meeting();
  EXPECT_EQ(meeting.name(), "fairs/expo/meetings/w1");
  EXPECT_EQ(meeting.status(), v1::MEETING_STATUS_HELD);
  EXPECT_EQ(meeting.outcome().order_value().units(), 12);
  EXPECT_EQ(meeting.outcome().order_value().nanos(), 500'000'000);
  EXPECT_EQ(meeting.outcome().note(), "soon");
  result = Run({"list", "meetings", "expo", "--participant", "acme"});
  EXPECT_EQ(service_.listed.participant(), "acme");
  EXPECT_THAT(result.out, AllOf(HasSubstr("w1"), HasSubstr("s4"),
                                HasSubstr("held"), HasSubstr("1 of 1")));
  // In the language of people; programs read the same in each.
  result = Run({"list", "meetings", "expo", "--lang", "vi"});
  EXPECT_THAT(result.out, AllOf(HasSubstr("đã gặp"), Not(HasSubstr("held"))));
  result = Run({"list", "meetings", "expo", "--lang", "vi", "--output", "csv"});
  EXPECT_THAT(result.out, HasSubstr("held"));
}

TEST_F(ScheduleCommandTest, SaysWhatIsWrongWithTheCommandLine) {
  EXPECT_THAT(UsageError({"publish", "expo"}), HasSubstr("FAIR NUMBER"));
  EXPECT_THAT(UsageError({"publish", "expo", "first"}),
              HasSubstr("not the number of a schedule"));
  EXPECT_THAT(UsageError({"publish", "expo", "1", "--seed", "2"}),
              HasSubstr("--seed is not for fair publish"));
  EXPECT_THAT(UsageError({"outcome", "expo", "w1"}), HasSubstr("--status"));
  EXPECT_THAT(UsageError({"outcome", "expo", "w1", "--outcome", "order",
                          "--order-value", "much"}),
              HasSubstr("\"9000000 VND\""));
  EXPECT_THAT(UsageError({"schedul", "expo"}),
              HasSubstr("did you mean \"schedule\""));
}

}  // namespace
}  // namespace ketnoi::testing
