// SIGTERM lets calls in progress end, and no new ones begin.

#include <signal.h>

#include <chrono>
#include <memory>
#include <string>

#include "fmt/format.h"
#include "gtest/gtest.h"
#include "ketnoi/v1/supplier_service.grpc.pb.h"
#include "tests/e2e/server_process.h"

namespace ketnoi::e2e {
namespace {

using ImportStream = grpc::ClientReaderWriter<v1::ImportSuppliersRequest,
                                              v1::ImportSuppliersResponse>;

// Sends a row and waits for its answer.
v1::ImportOutcome ImportRow(ImportStream& stream, int number) {
  v1::ImportSuppliersRequest request;
  request.mutable_row()->set_row_number(number);
  v1::Supplier& supplier = *request.mutable_row()->mutable_supplier();
  supplier.set_name(fmt::format("suppliers/drained-{}", number));
  supplier.mutable_legal_name()->set_en("Drained");
  v1::ImportSuppliersResponse answer;
  if (!stream.Write(request) || !stream.Read(&answer)) {
    return v1::IMPORT_OUTCOME_UNSPECIFIED;
  }
  return answer.outcome();
}

TEST(DrainTest, AnImportInProgressEndsWell) {
  const TemporaryFolder folder;
  {
    ServerProcess server(folder.path());
    ASSERT_TRUE(server.WaitUntilServing());
    const auto stub = v1::SupplierService::NewStub(server.channel());
    grpc::ClientContext context;
    const std::unique_ptr<ImportStream> stream =
        stub->ImportSuppliers(&context);
    v1::ImportSuppliersRequest options;
    options.mutable_options();
    ASSERT_TRUE(stream->Write(options));
    ASSERT_EQ(ImportRow(*stream, 1), v1::IMPORT_OUTCOME_CREATED);

    server.Send(SIGTERM);
    EXPECT_EQ(StopsServing(*server.channel()), Health::kNotServing);
    // Those who come now are still told so.
    const auto late = server.NewChannel();
    EXPECT_EQ(CheckHealth(*late), Health::kNotServing);
    grpc::ClientContext late_context;
    v1::ListSuppliersResponse none;
    EXPECT_EQ(v1::SupplierService::NewStub(late)
                  ->ListSuppliers(&late_context, {}, &none)
                  .error_code(),
              grpc::StatusCode::UNAVAILABLE);
    EXPECT_EQ(ImportRow(*stream, 2), v1::IMPORT_OUTCOME_CREATED);
    stream->WritesDone();
    const grpc::Status status = stream->Finish();
    EXPECT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(server.WaitForExit(), 0);
  }
  ServerProcess again(folder.path());
  ASSERT_TRUE(again.WaitUntilServing());
  const auto stub = v1::SupplierService::NewStub(again.channel());
  v1::ListSuppliersRequest request;
  grpc::ClientContext context;
  v1::ListSuppliersResponse answer;
  ASSERT_TRUE(stub->ListSuppliers(&context, request, &answer).ok());
  EXPECT_EQ(answer.total_size(), 2);
}

// A client that never ends its call cannot keep the server up.
TEST(DrainTest, EndsAfterTheTimeForCallsInProgress) {
  const TemporaryFolder folder;
  ServerProcess server(folder.path(), {"--drain-seconds", "1"});
  ASSERT_TRUE(server.WaitUntilServing());
  const auto stub = v1::SupplierService::NewStub(server.channel());
  grpc::ClientContext context;
  const std::unique_ptr<ImportStream> stream = stub->ImportSuppliers(&context);
  v1::ImportSuppliersRequest options;
  options.mutable_options();
  ASSERT_TRUE(stream->Write(options));
  ASSERT_EQ(ImportRow(*stream, 1), v1::IMPORT_OUTCOME_CREATED);

  const auto start = std::chrono::steady_clock::now();
  server.Send(SIGTERM);
  EXPECT_EQ(server.WaitForExit(), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(15));
  EXPECT_FALSE(stream->Finish().ok());
}

}  // namespace
}  // namespace ketnoi::e2e
