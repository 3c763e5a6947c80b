// Streams of watches, as callers see them.

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "ketnoi/v1/watch_service.grpc.pb.h"
#include "server/watch_service.h"
#include "tests/server/server_fixture.h"

namespace ketnoi::server {
namespace {

// A stream that is open until it is cancelled.
struct OpenWatch {
  std::unique_ptr<grpc::ClientContext> context;
  std::unique_ptr<grpc::ClientReader<v1::WatchEvents>> reader;

  v1::WatchEvents Next() const {
    v1::WatchEvents events;
    EXPECT_TRUE(reader->Read(&events)) << reader->Finish().error_message();
    return events;
  }
  grpc::Status End() const {
    v1::WatchEvents events;
    while (reader->Read(&events)) {
    }
    return reader->Finish();
  }
};

class WatchStreamTest : public ServerTest {
 protected:
  WatchStreamTest() {
    CreateBuyer("b", R"(display_name { en: "B" })");
    CreateRequirement("buyers/b", "r", R"(
      title { en: "R" } category: "stamping"
      criteria { gate: true certificate { scheme: "iso9001" } })");
    request_.mutable_scope()->set_requirements("buyers/b/requirements/r");
  }

  OpenWatch Watch(const v1::WatchMatchesRequest& request) {
    OpenWatch watch;
    watch.context = std::make_unique<grpc::ClientContext>();
    watch.context->set_deadline(std::chrono::system_clock::now() +
                                std::chrono::seconds(20));
    stub_ = v1::WatchService::NewStub(app_->InProcessChannel());
    watch.reader = stub_->WatchMatches(watch.context.get(), request);
    return watch;
  }

  // The certificate is valid up to the day.
  static std::string Holder(const std::string& valid_to) {
    return R"(legal_name { vi: "S" }
      capabilities { id: "c" category: "stamping" }
      certificates { id: "q" scheme: "iso9001" valid_to: ")" +
           valid_to + "\" }";
  }

  v1::WatchMatchesRequest request_;
  std::unique_ptr<v1::WatchService::Stub> stub_;
};

TEST_F(WatchStreamTest, ResumesAfterARestartWithoutLossOrRepetition) {
  std::string token;
  {
    const OpenWatch watch = Watch(request_);
    EXPECT_TRUE(watch.Next().start());
    CreateSupplier("one", Holder("2100-01-01"));
    const v1::WatchEvents events = watch.Next();
    ASSERT_EQ(events.events_size(), 1);
    EXPECT_EQ(events.events(0).supplier(), "suppliers/one");
    EXPECT_EQ(events.events(0).after().standing(), v1::STANDING_ELIGIBLE);
    token = events.resume_token();
    Restart();  // while the stream is open
    const auto code = watch.End().error_code();
    EXPECT_TRUE(code == grpc::StatusCode::UNAVAILABLE ||
                code == grpc::StatusCode::CANCELLED);
  }
  CreateSupplier("two", Holder("2100-01-01"));
  request_.set_resume_token(token);
  const OpenWatch watch = Watch(request_);
  const v1::WatchEvents events = watch.Next();
  EXPECT_FALSE(events.start());
  ASSERT_EQ(events.events_size(), 1);
  EXPECT_EQ(events.events(0).supplier(), "suppliers/two");
  watch.context->TryCancel();
  EXPECT_EQ(watch.End().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(WatchStreamTest, BeginsWhereARankingWasRead) {
  CreateSupplier("one", Holder("2026-01-31"));
  v1::RankSuppliersRequest rank;
  rank.set_requirement("buyers/b/requirements/r");
  rank.mutable_options()->set_as_of_date("2026-01-31");
  v1::RankSuppliersResponse ranking;
  grpc::ClientContext context;
  ASSERT_TRUE(matches_->RankSuppliers(&context, rank, &ranking).ok());
  ASSERT_EQ(ranking.totals().eligible(), 1);
  CreateSupplier("two", Holder("2100-01-01"));
  *request_.mutable_start()->mutable_revision() = ranking.basis().revision();
  request_.mutable_start()->set_as_of_date(ranking.basis().as_of_date());
  request_.mutable_heartbeat()->set_seconds(1);
  const OpenWatch watch = Watch(request_);
  const v1::WatchEvents events = watch.Next();
  ASSERT_EQ(events.events_size(), 2);
  EXPECT_EQ(events.events(0).causes(0).kind(), v1::CAUSE_KIND_DATE);
  EXPECT_EQ(events.events(1).causes(0).kind(), v1::CAUSE_KIND_SUPPLIER);
  const v1::WatchEvents heartbeat = watch.Next();
  EXPECT_EQ(heartbeat.events_size(), 0);
  EXPECT_NE(heartbeat.resume_token(), "");
  watch.context->TryCancel();
}

TEST_F(WatchStreamTest, BadRequestsNameTheirFields) {
  using Fields = std::set<std::string>;
  v1::WatchMatchesRequest request;
  request.set_resume_token("nonsense");
  request.mutable_start()->mutable_revision()->set_number(-1);
  request.mutable_heartbeat()->set_nanos(1);
  EXPECT_EQ(ViewOf(Watch(request).End()).fields,
            (Fields{"scope.requirements", "start", "start.revision",
                    "start.as_of_date", "heartbeat"}));
  request_.set_resume_token("nonsense");
  EXPECT_EQ(ViewOf(Watch(request_).End()).fields, Fields{"resume_token"});
  request_.clear_resume_token();
  request_.mutable_start()->set_as_of_date("2026-01-01");
  request_.mutable_start()->mutable_revision()->set_epoch("other");
  EXPECT_EQ(ViewOf(Watch(request_).End()).reason, "EPOCH_MISMATCH");
  request_.clear_start();
  request_.mutable_scope()->set_requirements("buyers/none");
  EXPECT_EQ(Watch(request_).End().error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST_F(WatchStreamTest, OnlySoManyAreOpen) {
  std::vector<OpenWatch> watches;
  for (int i = 0; i < kMostWatches; ++i) {
    watches.push_back(Watch(request_));
    EXPECT_TRUE(watches.back().Next().start());
  }
  const ErrorView error = ViewOf(Watch(request_).End());
  EXPECT_EQ(error.code, grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(error.reason, "TOO_MANY_WATCHES");
  for (const OpenWatch& watch : watches) watch.context->TryCancel();
}

}  // namespace
}  // namespace ketnoi::server
