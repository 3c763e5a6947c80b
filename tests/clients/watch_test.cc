// `ketnoi watch` across a real connection.

#include <grpcpp/grpcpp.h>

#include <memory>
#include <mutex>
#include <ostream>
#include <sstream>
#include <streambuf>
#include <string>
#include <vector>

#include "clients/cli/run.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ketnoi/v1/watch_service.grpc.pb.h"
#include "tests/clients/command_line.h"

namespace ketnoi::testing {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

// Tells its start, then one step after another of two events in two messages,
// until nobody reads.
class FakeWatch final : public v1::WatchService::Service {
 public:
  FakeWatch() {
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                             &port);
    builder.RegisterService(this);
    server_ = builder.BuildAndStart();
    address_ = fmt::format("127.0.0.1:{}", port);
  }
  ~FakeWatch() override { server_->Shutdown(std::chrono::system_clock::now()); }

  grpc::Status WatchMatches(
      grpc::ServerContext* context, const v1::WatchMatchesRequest* request,
      grpc::ServerWriter<v1::WatchEvents>* writer) override {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      request_ = *request;
    }
    if (request->resume_token() == "lost") {
      return {grpc::StatusCode::OUT_OF_RANGE, "too old"};
    }
    v1::WatchEvents start;
    start.set_start(true);
    start.set_resume_token("t0");
    start.mutable_revision()->set_number(7);
    start.set_as_of_date("2026-01-02");
    writer->Write(start);
    for (int step = 1; !context->IsCancelled(); ++step) {
      v1::WatchEvents half;
      v1::MatchEvent& event = *half.add_events();
      event.set_requirement("buyers/b/requirements/r");
      event.set_supplier("suppliers/acme");
      event.set_requirement_composed(true);
      event.mutable_before()->set_standing(v1::STANDING_ELIGIBLE);
      event.mutable_before()->set_score(8250);
      event.mutable_before()->set_score_high(9100);
      event.mutable_before()->set_rank(3);
      event.mutable_after()->set_standing(v1::STANDING_INELIGIBLE);
      event.add_causes()->set_kind(v1::CAUSE_KIND_DATE);
      event.mutable_causes(0)->set_date("2026-01-03");
      if (!writer->Write(half)) break;
      event.clear_before();
      event.set_supplier("suppliers/new");
      event.set_supplier_composed(true);
      event.mutable_causes(0)->set_kind(v1::CAUSE_KIND_SUPPLIER);
      event.mutable_causes(0)->set_name("suppliers/new");
      event.mutable_causes(0)->mutable_revision()->set_number(8);
      half.set_resume_token(fmt::format("t{}", step));
      half.mutable_revision()->set_number(7 + step);
      half.set_as_of_date("2026-01-03");
      if (!writer->Write(half)) break;
    }
    return grpc::Status::CANCELLED;
  }

  const std::string& address() const { return address_; }
  v1::WatchMatchesRequest request() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return request_;
  }

 private:
  mutable std::mutex mutex_;
  v1::WatchMatchesRequest request_;
  std::string address_;
  std::unique_ptr<grpc::Server> server_;
};

TEST(WatchCommandTest, PrintsALinePerEventAndWhereToGoOn) {
  const FakeWatch service;
  const auto result =
      RunCommand({"watch", "--requirements", "b/r", "--supplier", "acme",
                  "--first", "5", "--events", "1"},
                 service.address());
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(
      result.out,
      "b/r  [composed]  acme  eligible 82.50–91.00, place 3 → ineligible  "
      "· the day: 2026-01-03\n"
      "b/r  [composed]  new  [composed]  not there → ineligible  · the "
      "supplier's record changed "
      "(revision 8)\n");
  EXPECT_EQ(result.err,
            "Watching from revision 7, 2026-01-02.\n"
            "To go on from here: --resume t1\n");
  const auto scope = service.request().scope();
  EXPECT_EQ(scope.requirements(), "buyers/b/requirements/r");
  EXPECT_EQ(scope.supplier(), "suppliers/acme");
  EXPECT_EQ(scope.first(), 5);
}

TEST(WatchCommandTest, PrintsCsvAndJson) {
  const FakeWatch service;
  const auto csv = RunCommand(
      {"watch", "--requirements", "acme", "--events", "2", "--output", "csv"},
      service.address());
  EXPECT_EQ(csv.out,
            "requirement,requirement_composed,supplier,composed,before_"
            "standing,before_score,before_score_"
            "high,before_rank,standing,score,score_high,rank,causes,cause_"
            "names,revision,as_of_date\r\n"
            "buyers/b/requirements/r,true,suppliers/"
            "acme,false,eligible,82.50,91.00,3,"
            "ineligible,0.00,0.00,,date,2026-01-03,,\r\n"
            "buyers/b/requirements/r,true,suppliers/"
            "new,true,,,,,ineligible,0.00,0.00,,"
            "supplier,suppliers/new,8,2026-01-03\r\n");
  EXPECT_EQ(service.request().scope().requirements(), "buyers/acme");
  const auto json =
      RunCommand({"watch", "--requirements", "buyers/-", "--resume", "t",
                  "--events", "1", "--output", "json"},
                 service.address());
  EXPECT_THAT(json.out, HasSubstr("\"resumeToken\":\"t1\""));
  EXPECT_EQ(service.request().resume_token(), "t");
  EXPECT_EQ(service.request().scope().requirements(), "buyers/-");
}

// Takes so many bytes, as a disk that is then full.
class LittleRoom : public std::streambuf {
 public:
  explicit LittleRoom(size_t room) : room_(room) {}

 protected:
  int_type overflow(int_type byte) override {
    if (room_ == 0) return traits_type::eof();
    --room_;
    return byte;
  }

 private:
  size_t room_;
};

// What `ketnoi watch` says on standard error with so much room; it must fail.
std::string ErrorsWithRoom(size_t room, const std::string& address,
                           const std::vector<std::string>& more) {
  LittleRoom buffer(room);
  std::ostream out(&buffer);
  std::ostringstream err;
  std::vector<std::string> words = {"watch", "--supplier", "acme", "--output",
                                    "csv",   "--address",  address};
  words.insert(words.end(), more.begin(), more.end());
  const cli::Surroundings surroundings{
      out, err, [](const std::string&) { return std::string(); }};
  EXPECT_EQ(cli::Run(words, surroundings), 3);
  return err.str();
}

TEST(WatchCommandTest, TellsTheTokenOfTheLastStepThatWasWritten) {
  const FakeWatch service;
  const std::string none = ErrorsWithRoom(0, service.address(), {});
  EXPECT_THAT(none, Not(HasSubstr("--resume")));
  EXPECT_EQ(ErrorsWithRoom(0, service.address(), {"--resume", "t"}),
            none + "To go on from here: --resume t\n");
}

TEST(WatchCommandTest, TellsNoTokenOfAStepThatIsNotWhole) {
  const FakeWatch service;
  const auto step = RunCommand(
      {"watch", "--supplier", "acme", "--output", "csv", "--events", "2"},
      service.address());
  EXPECT_THAT(ErrorsWithRoom(step.out.size() - 1, service.address(), {}),
              EndsWith("\nTo go on from here: --resume t0\n"));
  EXPECT_THAT(ErrorsWithRoom(step.out.size() + 1, service.address(), {}),
              EndsWith("\nTo go on from here: --resume t1\n"));
}

TEST(WatchCommandTest, SaysWhatIsWrong) {
  const FakeWatch service;
  auto result = RunCommand({"watch"}, service.address());
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.err, HasSubstr("--requirements buyers/- watches all"));
  for (const auto& empty : {std::vector<std::string>{"--resume", ""},
                            std::vector<std::string>{"--resume="}}) {
    std::vector<std::string> words = {"watch", "--supplier", "a"};
    words.insert(words.end(), empty.begin(), empty.end());
    result = RunCommand(words, service.address());
    EXPECT_EQ(result.code, 2);
    EXPECT_EQ(result.err, "ketnoi: --resume is empty\n");
  }
  EXPECT_EQ(RunCommand({"watch", "--supplier", "a", "--first", "101"},
                       service.address())
                .code,
            2);
  result = RunCommand({"watch", "--supplier", "a", "--resume", "lost"},
                      service.address());
  EXPECT_EQ(result.code, 3);
  EXPECT_THAT(result.err, HasSubstr("too old"));
  EXPECT_THAT(result.err, Not(HasSubstr("--resume")));
}

}  // namespace
}  // namespace ketnoi::testing
