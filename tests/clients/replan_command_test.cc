// `ketnoi fair replan`, against a service that keeps what is asked and written.

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/grpcpp.h"
#include "ketnoi/v1/fair_service.grpc.pb.h"
#include "ketnoi/v1/schedule_service.grpc.pb.h"
#include "tests/clients/command_line.h"
#include "tests/clients/local_server.h"

namespace ketnoi::testing {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kReplanFair[] = R"(
  name: "fairs/expo" etag: "1" time_zone: "Asia/Ho_Chi_Minh"
  sessions { id: "am"
    slots { id: "s1" start_time: "2027-03-04T09:00" duration_minutes: 20 }
    slots { id: "s2" start_time: "2027-03-04T10:00" duration_minutes: 20 } }
  tables { id: "t1" }
  interpreters { id: "i1" full_name: "An" }
  interpreters { id: "i2" full_name: "Binh" })";

constexpr char kReplanMeeting[] = R"(
  wish: "fairs/expo/wishes/w" buyer: "fairs/expo/participants/b"
  supplier: "fairs/expo/participants/s" slot: "s2" table: "t1" )";

template <class M>
M ReplanText(const std::string& text) {
  M message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message))
      << text;
  return message;
}

grpc::Status RefusedField(const std::string& field) {
  google::rpc::BadRequest bad_request;
  auto& violation = *bad_request.add_field_violations();
  violation.set_field(field);
  violation.set_description("'x' is no time");
  google::rpc::Status status;
  status.set_code(3);
  status.set_message(field + ": 'x' is no time");
  status.add_details()->PackFrom(bad_request);
  return {grpc::StatusCode::INVALID_ARGUMENT, status.message(),
          status.SerializeAsString()};
}

class FakeReplans final : public v1::ScheduleService::Service {
 public:
  grpc::Status ReplanSchedule(grpc::ServerContext*,
                              const v1::ReplanScheduleRequest* request,
                              v1::ReplanScheduleResponse* response) override {
    if (request->as_of_time() == "x") return RefusedField("as_of_time");
    asked.push_back(*request);
    *response = answer;
    response->mutable_schedule()->set_parent_schedule(
        "fairs/expo/schedules/000001");
    return grpc::Status::OK;
  }
  grpc::Status ListScheduledMeetings(
      grpc::ServerContext*, const v1::ListScheduledMeetingsRequest*,
      v1::ListScheduledMeetingsResponse* response) override {
    if (!printed.wish().empty()) *response->add_meetings() = printed;
    return grpc::Status::OK;
  }

  v1::ScheduledMeeting printed;
  v1::ReplanScheduleResponse answer;
  std::vector<v1::ReplanScheduleRequest> asked;
};

// Says of what is written "table", or the id of the participant.
class FakeRecords final : public v1::FairService::Service {
 public:
  grpc::Status GetFair(grpc::ServerContext*, const v1::GetFairRequest*,
                       v1::Fair* response) override {
    *response = ReplanText<v1::Fair>(kReplanFair);
    return grpc::Status::OK;
  }
  grpc::Status UpdateFair(grpc::ServerContext*,
                          const v1::UpdateFairRequest* request,
                          v1::Fair*) override {
    if (!request->validate_only()) written.push_back("table");
    return grpc::Status::OK;
  }
  grpc::Status UpdateParticipant(grpc::ServerContext*,
                                 const v1::UpdateParticipantRequest* request,
                                 v1::Participant*) override {
    const v1::Participant& one = request->participant();
    if (one.arrival_time() == "x") {
      return RefusedField("participant.arrival_time");
    }
    if (!request->validate_only()) written.push_back(one.name().substr(24));
    return grpc::Status::OK;
  }
  grpc::Status ListParticipants(grpc::ServerContext*,
                                const v1::ListParticipantsRequest*,
                                v1::ListParticipantsResponse* all) override {
    if (long_name.empty()) return grpc::Status::OK;
    v1::Participant& one = *all->add_participants();
    one.set_name("fairs/expo/participants/b");
    one.set_side(v1::PARTICIPANT_SIDE_BUYER);
    one.mutable_display_name()->set_en(long_name);
    return grpc::Status::OK;
  }

  std::vector<std::string> written;
  std::string long_name;  // Of the buyer; empty: the id.
};

class ReplanCommandTest : public ::testing::Test {
 protected:
  CommandResult Run(const std::string& at, std::vector<std::string> words) {
    words.insert(words.begin(), {"fair", "replan", "expo", "--at", at});
    return RunCommand(words, server_.address());
  }

  FakeReplans replans_;
  FakeRecords records_;
  const LocalServer server_{&replans_, &records_};
};

TEST_F(ReplanCommandTest, WritesNothingUnlessAllIsRight) {
  const std::vector<std::string> happened = {"--no-show", "b", "--table-out",
                                             "t1"};
  CommandResult result = Run("x", happened);
  EXPECT_EQ(result.code, 3);
  auto words = happened;
  words.insert(words.end(), {"--late", "s=x"});
  result = Run("2027-03-04T09:10", words);
  EXPECT_EQ(result.code, 3);
  EXPECT_THAT(result.err, HasSubstr("participant.arrival_time"));
  words = happened;
  words.insert(words.end(), {"--table-out", "none"});
  result = Run("2027-03-04T09:10", words);
  EXPECT_EQ(result.code, 3);
  EXPECT_THAT(records_.written, IsEmpty());
  for (const auto& one : replans_.asked) EXPECT_TRUE(one.validate_only());

  words = happened;
  words.insert(words.end(), {"--late", "s=2027-03-04T09:30"});
  result = Run("2027-03-04T09:10", words);
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(records_.written, ElementsAre("table", "b", "s"));
  EXPECT_THAT(result.err,
              AllOf(HasSubstr("b is noted as a no-show."),
                    HasSubstr("s is noted to come at 2027-03-04T09:30.")));
  EXPECT_FALSE(replans_.asked.back().validate_only());
}

TEST_F(ReplanCommandTest, SaysOnceWhatIsWrong) {
  const CommandResult result = Run("x", {});
  EXPECT_EQ(result.code, 3);
  EXPECT_EQ(result.err,
            "ketnoi: INVALID_ARGUMENT: as_of_time: 'x' is no time\n");
}

// The change of `printed_` to `after`, which is all that the answer has.
v1::ReplanScheduleResponse ChangeTo(const v1::ScheduledMeeting& before,
                                    const v1::ScheduledMeeting& after) {
  v1::ReplanScheduleResponse answer;
  v1::MeetingChange& change = *answer.add_changes();
  change.set_wish(before.wish());
  *change.mutable_before() = before;
  *change.mutable_after() = after;
  answer.set_change_count(1);
  return answer;
}

TEST_F(ReplanCommandTest, TellsOfAnotherInterpreterApart) {
  replans_.printed = ReplanText<v1::ScheduledMeeting>(
      std::string(kReplanMeeting) + "interpreter: 'i1'");
  v1::ScheduledMeeting after = replans_.printed;
  after.set_interpreter("i2");
  replans_.answer = ChangeTo(replans_.printed, after);
  const CommandResult result = Run("2027-03-04T09:10", {});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out,
              AllOf(HasSubstr("To be told of another interpreter only: 2"),
                    HasSubstr("Interpreters to be told: 2"),
                    HasSubstr("2027-03-04 10:00, t1, An  "),
                    HasSubstr("2027-03-04 10:00, t1, Binh\n"),
                    Not(HasSubstr("what was printed changes")),
                    Not(HasSubstr("further meetings only"))));
}

// Names break into lines before times and tables lose anything.
TEST_F(ReplanCommandTest, LongNamesLeaveRoomForTimes) {
  records_.long_name = std::string(150, 'm');
  replans_.printed = ReplanText<v1::ScheduledMeeting>(kReplanMeeting);
  v1::ScheduledMeeting after = replans_.printed;
  after.set_slot("s1");
  replans_.answer = ChangeTo(replans_.printed, after);
  const CommandResult result = Run("2027-03-04T08:10", {});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, AllOf(HasSubstr("2027-03-04"), HasSubstr("09:00, t1"),
                                HasSubstr("10:00, t1"), Not(HasSubstr("…"))));
}

TEST_F(ReplanCommandTest, TellsOfASlotThatHasAnotherTime) {
  replans_.printed = ReplanText<v1::ScheduledMeeting>(
      std::string(kReplanMeeting) +
      "start_time { seconds: 1804127400 } end_time { seconds: 1804128600 }");
  v1::ScheduledMeeting after = replans_.printed;
  after.mutable_start_time()->set_seconds(1804129200);
  after.mutable_end_time()->set_seconds(1804130400);
  replans_.answer = ChangeTo(replans_.printed, after);
  const CommandResult result = Run("2027-03-04T09:10", {});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(
      result.out,
      AllOf(HasSubstr("To be told that what was printed changes: 2"),
            HasSubstr("2027-03-04 09:30"), HasSubstr("2027-03-04 10:00")));
}

}  // namespace
}  // namespace ketnoi::testing
