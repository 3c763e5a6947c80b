// A catalogue that needs more memory than the server may take is refused, at
// the write that would pass the limit and at the start, and nothing is lost.

#include <signal.h>

#include <string>

#include "fmt/format.h"
#include "google/rpc/error_info.pb.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"
#include "ketnoi/v1/supplier_service.grpc.pb.h"
#include "tests/e2e/server_process.h"

namespace ketnoi::e2e {
namespace {

using Stub = v1::SupplierService::Stub;

// A little more than a server takes without suppliers.
const std::vector<std::string> kLittle = {"--memory-limit", "258MiB"};
const std::vector<std::string> kTooLittle = {"--memory-limit", "240MiB"};
constexpr int kMostCreated = 2000;

v1::Supplier SupplierOf(const std::string& name) {
  v1::Supplier supplier;
  supplier.set_name(name);
  supplier.mutable_legal_name()->set_en("Firm");
  supplier.mutable_remarks()->set_en(std::string(1900, 'x'));
  supplier.add_capabilities()->set_id("c");
  supplier.mutable_capabilities(0)->set_category("stamping");
  return supplier;
}

grpc::Status Create(Stub& stub, int number) {
  v1::CreateSupplierRequest request;
  request.set_supplier_id(fmt::format("s{}", number));
  *request.mutable_supplier() = SupplierOf("");
  grpc::ClientContext context;
  v1::Supplier answer;
  return stub.CreateSupplier(&context, request, &answer);
}

grpc::Status Delete(Stub& stub, int number) {
  v1::DeleteSupplierRequest request;
  request.set_name(fmt::format("suppliers/s{}", number));
  grpc::ClientContext context;
  v1::DeleteSupplierResponse answer;
  return stub.DeleteSupplier(&context, request, &answer);
}

std::string ReasonOf(const google::rpc::Status& status) {
  google::rpc::ErrorInfo info;
  if (status.details_size() == 0 || !status.details(0).UnpackTo(&info)) {
    return "";
  }
  return info.reason();
}

int Count(Stub& stub) {
  grpc::ClientContext context;
  v1::ListSuppliersResponse answer;
  const grpc::Status status = stub.ListSuppliers(&context, {}, &answer);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return answer.total_size();
}

// Imports one row; returns its answer.
v1::ImportSuppliersResponse Import(Stub& stub, int number) {
  grpc::ClientContext context;
  const auto stream = stub.ImportSuppliers(&context);
  v1::ImportSuppliersRequest request;
  request.mutable_options();
  EXPECT_TRUE(stream->Write(request));
  request.mutable_row()->set_row_number(1);
  *request.mutable_row()->mutable_supplier() =
      SupplierOf(fmt::format("suppliers/s{}", number));
  EXPECT_TRUE(stream->Write(request));
  stream->WritesDone();
  v1::ImportSuppliersResponse answer;
  EXPECT_TRUE(stream->Read(&answer));
  EXPECT_TRUE(stream->Finish().ok());
  return answer;
}

TEST(MemoryLimitTest, RefusesWhatWouldPassItAndLosesNothing) {
  const TemporaryFolder folder;
  int created = 0;
  {
    ServerProcess server(folder.path(), kLittle);
    ASSERT_TRUE(server.WaitUntilServing());
    const auto stub = v1::SupplierService::NewStub(server.channel());
    grpc::Status status;
    while (created < kMostCreated) {
      status = Create(*stub, created);
      if (!status.ok()) break;
      ++created;
    }
    EXPECT_GT(created, 10);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
    google::rpc::Status details;
    EXPECT_TRUE(details.ParseFromString(status.error_details()));
    EXPECT_EQ(ReasonOf(details), "CATALOGUE_FULL") << status.error_message();

    // What is needed is counted anew now and then, which may make room.
    auto answer = Import(*stub, created);
    while (answer.outcome() == v1::IMPORT_OUTCOME_CREATED) {
      answer = Import(*stub, ++created);
    }
    EXPECT_EQ(answer.outcome(), v1::IMPORT_OUTCOME_REJECTED);
    EXPECT_EQ(ReasonOf(answer.error()), "CATALOGUE_FULL");
    EXPECT_EQ(Count(*stub), created);
    EXPECT_TRUE(Delete(*stub, 0).ok());
    server.Send(SIGTERM);
    EXPECT_EQ(server.WaitForExit(), 0);
  }
  // What was admitted fits at the next start as well.
  {
    ServerProcess server(folder.path(), kLittle);
    ASSERT_TRUE(server.WaitUntilServing()) << server.Errors();
    const auto stub = v1::SupplierService::NewStub(server.channel());
    EXPECT_EQ(Count(*stub), created - 1);
    // Full, but what takes no more room is written.
    while (Create(*stub, created).ok()) ++created;
    v1::UpdateSupplierRequest request;
    *request.mutable_supplier() = SupplierOf("suppliers/s1");
    grpc::ClientContext context;
    v1::Supplier answer;
    const grpc::Status status =
        stub->UpdateSupplier(&context, request, &answer);
    EXPECT_TRUE(status.ok()) << status.error_message();
    server.Send(SIGTERM);
    EXPECT_EQ(server.WaitForExit(), 0);
  }
  for (const bool with_file : {true, false}) {
    if (!with_file) {
      std::filesystem::remove(folder.path() / "store" / "columns.ketnoi");
    }
    ServerProcess refused(folder.path(), kTooLittle);
    EXPECT_EQ(refused.WaitForExit(), 1);
    EXPECT_NE(refused.Errors().find("--memory-limit is 240 MiB"),
              std::string::npos)
        << refused.Errors();
  }
  ServerProcess again(folder.path());
  ASSERT_TRUE(again.WaitUntilServing());
  const auto stub = v1::SupplierService::NewStub(again.channel());
  EXPECT_EQ(Count(*stub), created - 1);
  EXPECT_TRUE(Create(*stub, kMostCreated).ok());
}

TEST(MemoryLimitTest, ALimitThatNoCatalogueFitsIntoIsRefused) {
  const TemporaryFolder folder;
  ServerProcess refused(folder.path(), {"--memory-limit", "100MiB"});
  EXPECT_EQ(refused.WaitForExit(), 1);
  EXPECT_NE(refused.Errors().find("--memory-limit is 100 MiB"),
            std::string::npos)
      << refused.Errors();
}

// A full server ends and starts again, whether or not its columns are kept, by
// itself or by force.
TEST(MemoryLimitTest, AFullServerStartsAgain) {
  const TemporaryFolder folder;
  int created = 0;
  for (const bool with_file : {true, false, true}) {
    ServerProcess server(folder.path(), kLittle);
    ASSERT_TRUE(server.WaitUntilServing()) << server.Errors();
    const auto stub = v1::SupplierService::NewStub(server.channel());
    EXPECT_EQ(Count(*stub), created);
    const auto stream_context = std::make_unique<grpc::ClientContext>();
    const auto stream = stub->ImportSuppliers(stream_context.get());
    v1::ImportSuppliersRequest request;
    request.mutable_options();
    ASSERT_TRUE(stream->Write(request));
    int rejected = 0;
    for (int row = 0; row < kMostCreated && rejected < 50; ++row) {
      request.mutable_row()->set_row_number(row + 1);
      *request.mutable_row()->mutable_supplier() =
          SupplierOf(fmt::format("suppliers/s{}-{}", created, row));
      ASSERT_TRUE(stream->Write(request));
      v1::ImportSuppliersResponse answer;
      ASSERT_TRUE(stream->Read(&answer));
      rejected += answer.outcome() == v1::IMPORT_OUTCOME_REJECTED ? 1 : 0;
    }
    stream->WritesDone();
    EXPECT_GE(rejected, 50);
    created = Count(*stub);
    EXPECT_GT(created, 10);
    server.Send(with_file ? SIGTERM : SIGKILL);
    server.WaitForExit();
    if (!with_file) {
      std::filesystem::remove(folder.path() / "store" / "columns.ketnoi");
    }
  }
}

}  // namespace
}  // namespace ketnoi::e2e
