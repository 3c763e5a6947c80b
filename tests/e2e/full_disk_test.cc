// A server whose disk fails says so to everyone who asks.

#include <signal.h>

#include <chrono>
#include <string>
#include <thread>

#include "fmt/format.h"
#include "google/rpc/error_info.pb.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"
#include "ketnoi/v1/supplier_service.grpc.pb.h"
#include "tests/e2e/server_process.h"

namespace ketnoi::e2e {
namespace {

constexpr rlim_t kRoom = 64 << 10;
constexpr int kMoreThanFits = 100;

grpc::Status CreateLarge(v1::SupplierService::Stub& stub, int number) {
  v1::CreateSupplierRequest request;
  request.set_supplier_id(fmt::format("s{}", number));
  request.mutable_supplier()->mutable_legal_name()->set_en("Full");
  request.mutable_supplier()->mutable_remarks()->set_en(std::string(1900, 'x'));
  grpc::ClientContext context;
  v1::Supplier answer;
  return stub.CreateSupplier(&context, request, &answer);
}

std::string ReasonOf(const grpc::Status& status) {
  google::rpc::Status details;
  google::rpc::ErrorInfo info;
  if (!details.ParseFromString(status.error_details()) ||
      details.details_size() == 0 || !details.details(0).UnpackTo(&info)) {
    return "";
  }
  return info.reason();
}

int CountSuppliers(v1::SupplierService::Stub& stub) {
  const v1::ListSuppliersRequest request;
  grpc::ClientContext context;
  v1::ListSuppliersResponse answer;
  const grpc::Status status = stub.ListSuppliers(&context, request, &answer);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return answer.total_size();
}

TEST(FullDiskTest, HealthAndStandardErrorSayThatTheStorageFailed) {
  const TemporaryFolder folder;
  int created = 0;
  {
    ServerProcess server(folder.path());
    ASSERT_TRUE(server.WaitUntilServing());
    const auto stub = v1::SupplierService::NewStub(server.channel());
    server.LimitFiles(kRoom);
    grpc::Status status;
    while (status.ok() && created < kMoreThanFits) {
      status = CreateLarge(*stub, created);
      if (status.ok()) ++created;
    }
    EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
    EXPECT_EQ(ReasonOf(status), "STORAGE_FAILED");
    EXPECT_EQ(StopsServing(*server.channel()), Health::kNotServing);
    EXPECT_NE(server.Errors().find("storage failed"), std::string::npos)
        << server.Errors();
    // What was acknowledged can still be read.
    EXPECT_EQ(CountSuppliers(*stub), created);
    server.Send(SIGTERM);
    EXPECT_EQ(server.WaitForExit(), 0);
  }
  ServerProcess again(folder.path());
  ASSERT_TRUE(again.WaitUntilServing());
  const auto stub = v1::SupplierService::NewStub(again.channel());
  EXPECT_GE(CountSuppliers(*stub), created);
  EXPECT_TRUE(CreateLarge(*stub, kMoreThanFits).ok());
}

}  // namespace
}  // namespace ketnoi::e2e
