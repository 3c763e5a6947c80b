// Messages that cannot be read, or are too large, get an answer that says so;
// what comes after them in a stream is read all the same.

#include <thread>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/error_info.pb.h"
#include "grpcpp/generic/generic_stub.h"
#include "server/rpc_status.h"
#include "tests/server/server_fixture.h"

namespace ketnoi::server {
namespace {

// The first detail of an error.
google::rpc::ErrorInfo InfoOf(const google::rpc::Status& status) {
  google::rpc::ErrorInfo info;
  EXPECT_TRUE(status.details_size() > 0 && status.details(0).UnpackTo(&info));
  return info;
}

google::rpc::ErrorInfo InfoOf(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  return InfoOf(details);
}

class UnreadableTest : public ServerTest {
 protected:
  // By the network, where limits of messages and headers hold.
  std::unique_ptr<v1::SupplierService::Stub> Remote(
      const grpc::ChannelArguments& arguments = {}) {
    return v1::SupplierService::NewStub(grpc::CreateCustomChannel(
        "127.0.0.1:" + std::to_string(app_->port()),
        grpc::InsecureChannelCredentials(), arguments));
  }

  // Of creating a supplier with a name of so many bytes.
  grpc::Status CreateLarge(size_t bytes) {
    v1::CreateSupplierRequest request;
    request.mutable_supplier()->mutable_legal_name()->set_en(
        std::string(bytes, 'x'));
    request.set_supplier_id("large");
    v1::Supplier created;
    grpc::ClientContext context;
    return Remote()->CreateSupplier(&context, request, &created);
  }
};

// A call that must be refused for one field.
template <class Call, class Request, class Response>
void ExpectRefused(Call call, Request request, Response response,
                   const std::string& field) {
  grpc::ClientContext context;
  const grpc::Status status = call(&context, request, &response);
  const ErrorView error = ViewOf(status);
  EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT) << field;
  EXPECT_EQ(error.reason, "FIELD_VIOLATIONS") << field;
  EXPECT_EQ(error.fields, std::set<std::string>{field});
  EXPECT_NE(status.error_message().find("UTF-8"), std::string::npos)
      << status.error_message();
}

TEST_F(UnreadableTest, NamesTheTextThatIsNotUtf8) {
  const char broken[] = "C\xC3";
  v1::UpdateSupplierRequest supplier;
  supplier.mutable_supplier()->add_capabilities()->set_id("c");
  supplier.mutable_supplier()
      ->add_capabilities()
      ->mutable_processes()
      ->add_values(broken);
  ExpectRefused(
      [&](auto... call) { return suppliers_->UpdateSupplier(call...); },
      supplier, v1::Supplier(), "supplier.capabilities[1].processes.values[0]");
  v1::CreateBuyerRequest buyer;
  buyer.mutable_buyer()->mutable_display_name()->set_en(broken);
  ExpectRefused([&](auto... call) { return buyers_->CreateBuyer(call...); },
                buyer, v1::Buyer(), "buyer.display_name.en");
  v1::ListRequirementsRequest list;
  list.set_query(broken);
  ExpectRefused(
      [&](auto... call) { return requirements_->ListRequirements(call...); },
      list, v1::ListRequirementsResponse(), "query");
  v1::RankSuppliersRequest rank;
  rank.mutable_inline_requirement()->mutable_title()->set_vi(broken);
  ExpectRefused([&](auto... call) { return matches_->RankSuppliers(call...); },
                rank, v1::RankSuppliersResponse(),
                "inline_requirement.title.vi");
  v1::ExplainMatchRequest explain;
  explain.set_supplier(broken);
  ExpectRefused([&](auto... call) { return matches_->ExplainMatch(call...); },
                explain, v1::ExplainMatchResponse(), "supplier");
  v1::CreateSupplierRequest create;
  create.mutable_supplier()->mutable_legal_name()->set_vi(broken);
  ExpectRefused([&](auto... call) { return Remote()->CreateSupplier(call...); },
                create, v1::Supplier(), "supplier.legal_name.vi");
  EXPECT_EQ(CountSuppliers(), 0);
}

TEST_F(UnreadableTest, RefusesBytesThatAreNoRequest) {
  const ErrorView error = ViewOf(CallWithBytes(
      *app_, "/ketnoi.v1.SupplierService/GetSupplier", "\x0A\xFF"));
  EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(error.reason, "FIELD_VIOLATIONS");
  EXPECT_EQ(error.fields, std::set<std::string>{""});
}

TEST_F(UnreadableTest, RefusesACallWithoutAMessage) {
  grpc::CompletionQueue queue;
  grpc::ClientContext context;
  grpc::GenericStub stub(app_->InProcessChannel());
  const auto call = stub.PrepareCall(
      &context, "/ketnoi.v1.ReferenceService/ListUnits", &queue);
  void* tag = nullptr;
  bool ok = false;
  call->StartCall(nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok));
  call->WritesDone(nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok));
  grpc::Status status;
  call->Finish(&status, nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok));
  const ErrorView error = ViewOf(status);
  EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(error.fields, std::set<std::string>{""});
}

TEST_F(UnreadableTest, NamesTheOptionsOfAnImportThatAreNotUtf8) {
  grpc::ClientContext context;
  const auto stream = suppliers_->ImportSuppliers(&context);
  v1::ImportSuppliersRequest request;
  request.mutable_options()->set_request_id("\xFF");
  stream->Write(request);
  stream->WritesDone();
  v1::ImportSuppliersResponse answer;
  EXPECT_FALSE(stream->Read(&answer));
  EXPECT_EQ(ViewOf(stream->Finish()).fields,
            std::set<std::string>{"options.request_id"});
}

TEST_F(UnreadableTest, ItsErrorsFitIntoTheHeadersThatClientsTake) {
  v1::CreateSupplierRequest request;
  request.set_supplier_id("many");
  request.mutable_supplier()->mutable_legal_name()->set_vi("Tên");
  for (int i = 0; i < 100; ++i) {
    auto& row = *request.mutable_supplier()->add_capabilities();
    row.set_id("c" + std::to_string(i));
    row.set_category("dập nguội chi tiết kim loại tấm " + std::to_string(i));
  }
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_MAX_METADATA_SIZE, 8192);
  v1::Supplier created;
  grpc::ClientContext context;
  const auto status =
      Remote(arguments)->CreateSupplier(&context, request, &created);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT)
      << status.error_message();
  EXPECT_GT(ViewOf(status).fields.size(), 5U);
  EXPECT_NE(status.error_message().find("(and 99 more)"), std::string::npos)
      << status.error_message();
}

TEST_F(UnreadableTest, RefusesAMessageAboveTheLimit) {
  for (const size_t bytes : {(size_t{4} << 20) + 1, size_t{20} << 20}) {
    const grpc::Status status = CreateLarge(bytes);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
    const google::rpc::ErrorInfo info = InfoOf(status);
    EXPECT_EQ(info.reason(), "MESSAGE_TOO_LARGE");
    EXPECT_EQ(info.metadata().at("limit"), "4194304");
    EXPECT_GE(std::stoul(info.metadata().at("size")), bytes);
  }
  EXPECT_EQ(CountSuppliers(), 0);
}

TEST_F(UnreadableTest, RefusesCompressedMessages) {
  for (const auto algorithm : {GRPC_COMPRESS_GZIP, GRPC_COMPRESS_DEFLATE}) {
    grpc::ClientContext context;
    context.set_compression_algorithm(algorithm);
    v1::CreateSupplierRequest request;
    request.set_supplier_id("one");
    request.mutable_supplier()->mutable_legal_name()->set_en(
        std::string(1000, 'x'));
    v1::Supplier supplier;
    EXPECT_EQ(
        Remote()->CreateSupplier(&context, request, &supplier).error_code(),
        grpc::StatusCode::UNIMPLEMENTED);
  }
  EXPECT_EQ(CountSuppliers(), 0);
}

TEST_F(UnreadableTest, LeavesToGrpcWhatIsFarAboveTheLimit) {
  const grpc::Status status = CreateLarge(33 << 20);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(status.error_details(), "");

  const auto stub = Remote();
  grpc::ClientContext context;
  const auto stream = stub->ImportSuppliers(&context);
  v1::ImportSuppliersRequest request;
  request.mutable_options();
  EXPECT_TRUE(stream->Write(request));
  request.mutable_row()->mutable_supplier()->set_name(
      std::string(33 << 20, 'x'));
  stream->WriteLast(request, grpc::WriteOptions());
  v1::ImportSuppliersResponse answer;
  EXPECT_FALSE(stream->Read(&answer));
  EXPECT_EQ(stream->Finish().error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(CountSuppliers(), 0);
}

TEST_F(UnreadableTest, ARowAboveTheLimitDoesNotStopTheOthers) {
  std::vector<v1::ImportSuppliersRequest> requests(6);
  requests[0].mutable_options();
  for (int i = 1; i <= 5; ++i) {
    auto& row = *requests[static_cast<size_t>(i)].mutable_row();
    row.set_row_number(10 * i);
    row.mutable_supplier()->set_name("suppliers/s" + std::to_string(i));
    row.mutable_supplier()->mutable_legal_name()->set_en("Tên");
  }
  const std::string large(5 << 20, 'x');
  requests[2].mutable_row()->mutable_supplier()->mutable_remarks()->set_en(
      large);
  // Without a number that can be read: the third row.
  requests[3].mutable_row()->set_row_number(0);
  requests[3].mutable_row()->mutable_supplier()->set_name(large);

  const auto stub = Remote();
  grpc::ClientContext context;
  const auto stream = stub->ImportSuppliers(&context);
  std::thread writer([&] {
    for (const auto& request : requests) EXPECT_TRUE(stream->Write(request));
    stream->WritesDone();
  });
  std::vector<v1::ImportSuppliersResponse> answers;
  for (v1::ImportSuppliersResponse answer; stream->Read(&answer);) {
    answers.push_back(answer);
  }
  writer.join();
  const grpc::Status status = stream->Finish();
  EXPECT_TRUE(status.ok()) << status.error_message();

  ASSERT_EQ(answers.size(), 5U);
  for (const size_t good : {0U, 3U, 4U}) {
    EXPECT_EQ(answers[good].outcome(), v1::IMPORT_OUTCOME_CREATED);
  }
  for (const size_t bad : {1U, 2U}) {
    EXPECT_EQ(answers[bad].outcome(), v1::IMPORT_OUTCOME_REJECTED);
    EXPECT_EQ(answers[bad].error().code(),
              static_cast<int>(grpc::StatusCode::RESOURCE_EXHAUSTED));
    EXPECT_EQ(InfoOf(answers[bad].error()).reason(), "MESSAGE_TOO_LARGE");
  }
  EXPECT_EQ(answers[1].row_number(), 20);
  EXPECT_EQ(answers[1].name(), "suppliers/s2");
  EXPECT_EQ(answers[2].row_number(), 3);
  EXPECT_EQ(CountSuppliers(), 3);
}

// Together they are more than one commit takes.
TEST_F(UnreadableTest, ImportsManyLargeRows) {
  std::vector<v1::Supplier> rows(120);
  for (size_t i = 0; i < rows.size(); ++i) {
    rows[i].set_name("suppliers/s" + std::to_string(i));
    rows[i].mutable_legal_name()->set_en("Large");
    for (int j = 0; j < 200; ++j) {
      auto& certificate = *rows[i].add_certificates();
      certificate.set_id("c" + std::to_string(j));
      certificate.set_scheme("iso9001");
      certificate.set_scope(std::string(1900, 'x'));
    }
  }
  for (const auto& answer : Import(rows)) {
    EXPECT_EQ(answer.outcome(), v1::IMPORT_OUTCOME_CREATED)
        << answer.error().message();
  }
  EXPECT_EQ(CountSuppliers(), 120);
}

}  // namespace
}  // namespace ketnoi::server
