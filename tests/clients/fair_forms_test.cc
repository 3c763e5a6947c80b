// `ketnoi fair export` and `ketnoi fair report`, against a service that has an
// invented fair.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "ketnoi/v1/fair_service.grpc.pb.h"
#include "ketnoi/v1/schedule_service.grpc.pb.h"
#include "tests/clients/agenda/invented_fair.h"
#include "tests/clients/command_line.h"
#include "tests/clients/local_server.h"

namespace ketnoi::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class InventedFairs final : public v1::FairService::Service {
 public:
  explicit InventedFairs(const agenda::InventedFair& fair) : fair_(fair) {}

  grpc::Status GetFair(grpc::ServerContext*, const v1::GetFairRequest* request,
                       v1::Fair* response) override {
    if (request->name() != fair_.fair.name()) {
      return {grpc::StatusCode::NOT_FOUND, "no such fair"};
    }
    *response = fair_.fair;
    return grpc::Status::OK;
  }
  // A participant a page.
  grpc::Status ListParticipants(
      grpc::ServerContext*, const v1::ListParticipantsRequest* request,
      v1::ListParticipantsResponse* response) override {
    const size_t at = request->page_token().size();
    *response->add_participants() = fair_.participants[at];
    if (at + 1 < fair_.participants.size()) {
      response->set_next_page_token(request->page_token() + "x");
    }
    return grpc::Status::OK;
  }

 private:
  const agenda::InventedFair& fair_;
};

class InventedSchedules final : public v1::ScheduleService::Service {
 public:
  explicit InventedSchedules(const agenda::InventedFair& fair) : fair_(fair) {}

  grpc::Status GetSchedule(grpc::ServerContext*,
                           const v1::GetScheduleRequest* request,
                           v1::Schedule* response) override {
    if (request->name() != fair_.schedule.name()) {
      return {grpc::StatusCode::NOT_FOUND, "no such schedule"};
    }
    *response = fair_.schedule;
    return grpc::Status::OK;
  }
  grpc::Status ListSchedules(grpc::ServerContext*,
                             const v1::ListSchedulesRequest*,
                             v1::ListSchedulesResponse* response) override {
    if (published) *response->add_schedules() = fair_.schedule;
    return grpc::Status::OK;
  }
  grpc::Status ListScheduledMeetings(
      grpc::ServerContext*, const v1::ListScheduledMeetingsRequest*,
      v1::ListScheduledMeetingsResponse* response) override {
    for (const auto& one : fair_.scheduled) *response->add_meetings() = one;
    return grpc::Status::OK;
  }
  grpc::Status ListMeetings(grpc::ServerContext*,
                            const v1::ListMeetingsRequest*,
                            v1::ListMeetingsResponse* response) override {
    for (const auto& one : fair_.published) *response->add_meetings() = one;
    return grpc::Status::OK;
  }
  grpc::Status ListLeftOutWishes(
      grpc::ServerContext*, const v1::ListLeftOutWishesRequest*,
      v1::ListLeftOutWishesResponse* response) override {
    v1::LeftOutWish& wish = *response->add_wishes();
    wish.set_wish(fair_.fair.name() + "/wishes/x1");
    wish.set_buyer(fair_.fair.name() + "/participants/b1");
    wish.set_supplier(fair_.fair.name() + "/participants/s3");
    wish.set_reason(v1::LEFT_OUT_REASON_BUYER_FULL);
    return grpc::Status::OK;
  }

  bool published = true;

 private:
  const agenda::InventedFair& fair_;
};

class FairFormsTest : public ::testing::Test {
 protected:
  CommandResult Run(std::vector<std::string> words) {
    words.insert(words.begin(), "fair");
    return RunCommand(words, server_.address());
  }

  const agenda::InventedFair fair_ = agenda::SmallFair();
  InventedFairs fairs_{fair_};
  InventedSchedules schedules_{fair_};
  const LocalServer server_{&fairs_, &schedules_};
  const TestFolder folder_;
};

TEST_F(FairFormsTest, TheFilesNameSaysTheForm) {
  const std::string file = folder_.Path("agendas.html");
  const CommandResult result =
      Run({"export", "ha-noi", "--to", file, "--lang", "vi"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(agenda::CountIn(ReadFile(file), "<section>"), 5);
  EXPECT_THAT(ReadFile(file), AllOf(HasSubstr("lịch phiên bản 3 · In lúc"),
                                    HasSubstr("Khu Đông")));
}

TEST_F(FairFormsTest, EveryFormIsThere) {
  for (const char* what :
       {"agendas", "tables", "grid", "signs", "attendance", "report"}) {
    for (const char* format : {"html", "csv", "json"}) {
      const CommandResult result =
          Run({"export", "ha-noi", "--what", what, "--format", format});
      EXPECT_EQ(result.code, 0) << what << result.err;
      EXPECT_GT(result.out.size(), 100u) << what << format;
    }
  }
  // w3 was cancelled since schedule 3.
  const CommandResult changes = Run({"export", "ha-noi", "--what", "changes",
                                     "--since", "3", "--format", "csv"});
  EXPECT_EQ(changes.code, 0) << changes.err;
  EXPECT_EQ(agenda::CountIn(changes.out, ",dropped,w3,"), 2);
  const CommandResult draft = Run({"export", "ha-noi", "--schedule", "3",
                                   "--format", "ics", "--participant", "b2"});
  EXPECT_EQ(draft.code, 0) << draft.err;
  EXPECT_EQ(agenda::CountIn(draft.out, "STATUS:TENTATIVE"), 2);
}

TEST_F(FairFormsTest, AFolderGetsAFileForEachParticipant) {
  const CommandResult result =
      Run({"export", "ha-noi", "--format", "ics", "--to", folder_.path()});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, StartsWith("5 files in "));
  EXPECT_EQ(agenda::CountIn(ReadFile(folder_.Path("b1.ics")), "BEGIN:VEVENT"),
            2);
  EXPECT_EQ(agenda::CountIn(ReadFile(folder_.Path("s3.ics")), "BEGIN:VEVENT"),
            0);
}

TEST_F(FairFormsTest, SaysWhatIsWrong) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{"export", "ha-noi"}, "--format html, pdf, ics, csv or json"},
      {{"export", "ha-noi", "--format", "pdf"}, "--to says which file"},
      {{"export", "ha-noi", "--what", "grid", "--format", "ics"},
       "--format ics is for agendas"},
      {{"export", "ha-noi", "--what", "changes", "--format", "csv"},
       "--since N"},
      {{"export", "ha-noi", "--since", "2", "--format", "csv"},
       "--since is for changes"},
      {{"export", "ha-noi", "--what", "signs", "--format", "csv",
        "--participant", "b1"},
       "--participant is for agendas"},
      {{"export", "ha-noi", "--what", "signs", "--format", "csv", "--to",
        folder_.path()},
       "is a folder"},
      {{"export", "ha-noi", "--format", "csv", "--output", "json"},
       "--output is for answers"},
      {{"export", "ha-noi", "--format", "csv", "--participant", "b9"},
       "has no \"b9\""}};
  for (const auto& [words, message] : cases) {
    const CommandResult result = Run(words);
    EXPECT_EQ(result.code, 2) << message;
    EXPECT_THAT(result.err, HasSubstr(message));
  }
  const CommandResult missing =
      Run({"export", "ha-noi", "--schedule", "4", "--format", "csv"});
  EXPECT_EQ(missing.code, 3);
  EXPECT_THAT(missing.err, HasSubstr("no such schedule"));
  schedules_.published = false;
  EXPECT_THAT(Run({"report", "ha-noi"}).err,
              HasSubstr("no schedule of fairs/ha-noi is published"));
}

TEST_F(FairFormsTest, TheReportIsATableAndRows) {
  const CommandResult table = Run({"report", "ha-noi"});
  EXPECT_EQ(table.code, 0) << table.err;
  EXPECT_THAT(table.out, AllOf(StartsWith("Fair of parts <2026>\nschedule 3"),
                               HasSubstr("buyer full"), Not(HasSubstr("<b"))));
  EXPECT_LE(WidestLine(table.out), 100u);
  const CommandResult csv =
      Run({"report", "ha-noi", "--schedule", "3", "--output", "csv"});
  EXPECT_THAT(csv.out, HasSubstr("sides,buyer,median,2\r\n"));
  EXPECT_THAT(Run({"report", "ha-noi", "--output", "json"}).out,
              HasSubstr("\"leftOutReasons\": [\n{\"reason\": \"buyer_full\""));
}

}  // namespace
}  // namespace ketnoi::testing
