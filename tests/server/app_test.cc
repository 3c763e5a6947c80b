// Health, draining, and readers beside writers.

#include <atomic>
#include <filesystem>
#include <thread>

#include "tests/server/server_fixture.h"

namespace ketnoi::server {
namespace {

class AppTest : public ServerTest {
 protected:
  // The status of grpc.health.v1 for the whole server; 1 is SERVING, 2
  // NOT_SERVING. The message is one enum in field 1, so it is read by hand.
  int Health() { return Health(*app_); }
  static int Health(App& app) {
    std::string response;
    if (!CallWithBytes(app, "/grpc.health.v1.Health/Check", "", &response)
             .ok()) {
      return 0;
    }
    return response.size() == 2 ? response[1] : 0;
  }

  // Of a server beside the fixture's.
  Options Other() const {
    Options options;
    options.data_dir = folder_ + "/other";
    options.reference_dir = KETNOI_DATA_DIR;
    options.address = "127.0.0.1:0";
    options.port_file = folder_ + "/port";
    return options;
  }

  v1::RankSuppliersResponse Rank() {
    v1::RankSuppliersRequest request;
    request.mutable_inline_requirement()->mutable_title()->set_en("x");
    request.mutable_inline_requirement()->set_category("stamping");
    v1::RankSuppliersResponse response;
    grpc::ClientContext context;
    const auto status = matches_->RankSuppliers(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
};

TEST_F(AppTest, SaysThatItServes) { EXPECT_EQ(Health(), 1); }

TEST_F(AppTest, ServesEveryMethodOfTheContract) {
  int methods = 0;
  for (const char* name :
       {"SupplierService", "BuyerService", "RequirementService", "BomService",
        "ReferenceService", "MatchService", "DemandService", "WatchService",
        "WebhookService", "FairService", "ScheduleService", "CandidateService",
        "GapService"}) {
    const auto* service =
        google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(
            std::string("ketnoi.v1.") + name);
    ASSERT_NE(service, nullptr) << name;
    for (int i = 0; i < service->method_count(); ++i, ++methods) {
      const std::string path =
          "/" + service->full_name() + "/" + service->method(i)->name();
      EXPECT_NE(CallWithBytes(*app_, path, "").error_code(),
                grpc::StatusCode::UNIMPLEMENTED)
          << path;
    }
  }
  EXPECT_EQ(methods, 89);
  EXPECT_EQ(
      CallWithBytes(*app_, "/ketnoi.v1.MatchService/None", "").error_code(),
      grpc::StatusCode::UNIMPLEMENTED);
}

TEST_F(AppTest, SaysThatItDoesNotServeUntilItIsLoaded) {
  const auto app = App::Listen(Other());
  ASSERT_TRUE(app.ok()) << app.status();
  EXPECT_EQ(Health(**app), 2);
  const auto stub = v1::SupplierService::NewStub((*app)->InProcessChannel());
  v1::ListSuppliersResponse response;
  grpc::ClientContext early;
  EXPECT_EQ(ViewOf(stub->ListSuppliers(&early, {}, &response)).reason,
            "NOT_SERVING");
  EXPECT_FALSE(std::filesystem::exists(Other().port_file));

  EXPECT_TRUE((*app)->Load().ok());
  EXPECT_EQ(Health(**app), 1);
  grpc::ClientContext context;
  EXPECT_TRUE(stub->ListSuppliers(&context, {}, &response).ok());
  EXPECT_TRUE(std::filesystem::exists(Other().port_file));
}

TEST_F(AppTest, StopsLoadingWhenTold) {
  const auto app = App::Listen(Other());
  ASSERT_TRUE(app.ok()) << app.status();
  (*app)->StopLoading();
  EXPECT_TRUE(absl::IsCancelled((*app)->Load()));
  EXPECT_EQ(Health(**app), 2);
}

TEST_F(AppTest, RefusesToListenOnATakenPort) {
  Options options = Other();
  options.address = "127.0.0.1:" + std::to_string(app_->port());
  const auto status = App::Start(options).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_NE(std::string(status.message()).find("is the address in use?"),
            std::string::npos)
      << status;
}

TEST_F(AppTest, RefusesAStoreThatIsInUse) {
  Options options;
  options.data_dir = folder_ + "/store";
  options.reference_dir = KETNOI_DATA_DIR;
  options.address = "127.0.0.1:0";
  EXPECT_EQ(App::Start(options).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST_F(AppTest, NamesReferenceDataThatAreNotThere) {
  Options options;
  options.data_dir = folder_ + "/other";
  options.reference_dir = folder_;
  const auto status = App::Start(options).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  for (const char* told : {"categories.jsonl", "--reference"}) {
    EXPECT_NE(std::string(status.message()).find(told), std::string::npos)
        << status;
  }
}

TEST_F(AppTest, EndsAnImportWhenTheGraceIsOver) {
  grpc::ClientContext context;
  const auto stream = suppliers_->ImportSuppliers(&context);
  v1::ImportSuppliersRequest request;
  request.mutable_options();
  ASSERT_TRUE(stream->Write(request));
  request.mutable_row()->set_row_number(1);
  request.mutable_row()->mutable_supplier()->set_name("suppliers/a");
  request.mutable_row()->mutable_supplier()->mutable_legal_name()->set_en("A");
  ASSERT_TRUE(stream->Write(request));
  v1::ImportSuppliersResponse answer;
  ASSERT_TRUE(stream->Read(&answer));
  app_->Drain(absl::Milliseconds(50));
  EXPECT_FALSE(stream->Read(&answer));
  EXPECT_FALSE(stream->Finish().ok());
  Restart();
  EXPECT_EQ(CountSuppliers(), 1);
}

TEST_F(AppTest, EveryRankingSeesWholeWritesWhileOthersWrite) {
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (int i = 0; i < 40; ++i) {
      CreateSupplier("s" + std::to_string(i), R"(
        legal_name { en: "S" }
        capabilities { id: "c" category: "stamping" })");
      // Acknowledged, so that the next ranking sees it.
      EXPECT_GE(Rank().totals().conditional() + Rank().totals().eligible(),
                i + 1);
    }
    done = true;
  });
  int32_t last = 0;
  while (!done) {
    const v1::RankSuppliersResponse response = Rank();
    const int32_t found =
        response.totals().eligible() + response.totals().conditional();
    EXPECT_GE(found, last);
    EXPECT_GE(response.basis().revision().number(), found);
    last = found;
  }
  writer.join();
}

}  // namespace
}  // namespace ketnoi::server
