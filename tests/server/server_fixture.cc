#include "tests/server/server_fixture.h"

#include <stdlib.h>

#include <filesystem>
#include <thread>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/error_info.pb.h"
#include "grpcpp/generic/generic_stub.h"

namespace ketnoi::server {
namespace {

// `view` with fields that begin with `prefix` given without it.
ErrorView Below(const std::string& prefix, ErrorView view) {
  std::set<std::string> fields;
  for (const std::string& field : view.fields) {
    fields.insert(field.starts_with(prefix) ? field.substr(prefix.size())
                                            : field);
  }
  view.fields = fields;
  return view;
}

}  // namespace

ErrorView ViewOf(const google::rpc::Status& status) {
  ErrorView view;
  view.code = static_cast<grpc::StatusCode>(status.code());
  for (const auto& detail : status.details()) {
    google::rpc::ErrorInfo info;
    google::rpc::BadRequest bad_request;
    if (detail.UnpackTo(&info)) {
      view.reason = info.reason();
      view.domain = info.domain();
    } else if (detail.UnpackTo(&bad_request)) {
      for (const auto& violation : bad_request.field_violations()) {
        view.fields.insert(violation.field());
      }
    }
  }
  return view;
}

ErrorView ViewOf(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  ErrorView view = ViewOf(details);
  view.code = status.error_code();
  return view;
}

grpc::Status CallWithBytes(App& app, const std::string& path,
                           const std::string& request, std::string* response) {
  const grpc::Slice slice(request);
  grpc::CompletionQueue queue;
  grpc::ClientContext context;
  grpc::GenericStub stub(app.InProcessChannel());
  const auto call = stub.PrepareUnaryCall(&context, path,
                                          grpc::ByteBuffer(&slice, 1), &queue);
  call->StartCall();
  grpc::ByteBuffer bytes;
  grpc::Status status;
  call->Finish(&bytes, &status, nullptr);
  void* tag = nullptr;
  bool ok = false;
  EXPECT_TRUE(queue.Next(&tag, &ok));
  std::vector<grpc::Slice> slices;
  if (response == nullptr || !bytes.Dump(&slices).ok()) return status;
  response->clear();
  for (const grpc::Slice& part : slices) {
    response->append(reinterpret_cast<const char*>(part.begin()), part.size());
  }
  return status;
}

ServerTest::ServerTest() {
  char folder[] = "/tmp/ketnoi_server_test_XXXXXX";
  folder_ = mkdtemp(folder);
  Restart();
}

ServerTest::~ServerTest() {
  app_.reset();
  std::filesystem::remove_all(folder_);
}

void ServerTest::Restart() {
  app_.reset();
  Options options;
  options.data_dir = folder_ + "/store";
  options.reference_dir = KETNOI_DATA_DIR;
  options.address = "127.0.0.1:0";
  auto app = App::Start(options);
  if (!app.ok()) {
    std::fprintf(stderr, "%s\n", app.status().ToString().c_str());
    std::abort();
  }
  app_ = *std::move(app);
  const auto channel = app_->InProcessChannel();
  suppliers_ = v1::SupplierService::NewStub(channel);
  buyers_ = v1::BuyerService::NewStub(channel);
  requirements_ = v1::RequirementService::NewStub(channel);
  boms_ = v1::BomService::NewStub(channel);
  reference_ = v1::ReferenceService::NewStub(channel);
  matches_ = v1::MatchService::NewStub(channel);
  demand_ = v1::DemandService::NewStub(channel);
}

v1::Supplier ServerTest::CreateSupplier(const std::string& id,
                                        const std::string& text) {
  v1::CreateSupplierRequest request;
  *request.mutable_supplier() = Parse<v1::Supplier>(text);
  request.set_supplier_id(id);
  grpc::ClientContext context;
  v1::Supplier created;
  const auto status = suppliers_->CreateSupplier(&context, request, &created);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return created;
}

v1::Buyer ServerTest::CreateBuyer(const std::string& id,
                                  const std::string& text) {
  v1::CreateBuyerRequest request;
  *request.mutable_buyer() = Parse<v1::Buyer>(text);
  request.set_buyer_id(id);
  grpc::ClientContext context;
  v1::Buyer created;
  const auto status = buyers_->CreateBuyer(&context, request, &created);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return created;
}

v1::Requirement ServerTest::CreateRequirement(const std::string& parent,
                                              const std::string& id,
                                              const std::string& text) {
  v1::CreateRequirementRequest request;
  request.set_parent(parent);
  *request.mutable_requirement() = Parse<v1::Requirement>(text);
  request.set_requirement_id(id);
  grpc::ClientContext context;
  v1::Requirement created;
  const auto status =
      requirements_->CreateRequirement(&context, request, &created);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return created;
}

v1::Supplier ServerTest::GetSupplier(const std::string& name,
                                     v1::SupplierView view) {
  v1::GetSupplierRequest request;
  request.set_name(name);
  request.set_view(view);
  grpc::ClientContext context;
  v1::Supplier supplier;
  const auto status = suppliers_->GetSupplier(&context, request, &supplier);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return supplier;
}

ErrorView ServerTest::RefusedSupplier(const v1::Supplier& supplier) {
  const int32_t before = CountSuppliers();
  v1::CreateSupplierRequest request;
  *request.mutable_supplier() = supplier;
  request.set_supplier_id("refused");
  grpc::ClientContext context;
  v1::Supplier created;
  const auto status = suppliers_->CreateSupplier(&context, request, &created);
  EXPECT_FALSE(status.ok());
  EXPECT_EQ(CountSuppliers(), before);
  return Below("supplier.", ViewOf(status));
}

ErrorView ServerTest::RefusedRequirement(const v1::Requirement& requirement) {
  v1::CreateRequirementRequest request;
  request.set_parent("buyers/b1");
  *request.mutable_requirement() = requirement;
  request.set_requirement_id("refused");
  grpc::ClientContext context;
  v1::Requirement created;
  const auto status =
      requirements_->CreateRequirement(&context, request, &created);
  EXPECT_FALSE(status.ok());
  grpc::ClientContext get_context;
  v1::GetRequirementRequest get;
  get.set_name("buyers/b1/requirements/refused");
  EXPECT_EQ(
      requirements_->GetRequirement(&get_context, get, &created).error_code(),
      grpc::StatusCode::NOT_FOUND);
  return Below("requirement.", ViewOf(status));
}

std::vector<v1::ImportSuppliersResponse> ServerTest::Import(
    const std::vector<v1::Supplier>& rows, const v1::ImportOptions& options) {
  grpc::ClientContext context;
  const auto stream = suppliers_->ImportSuppliers(&context);
  // Rows are written beside reading: the server reads on only while its
  // answers are taken.
  std::thread writer([&] {
    v1::ImportSuppliersRequest request;
    *request.mutable_options() = options;
    EXPECT_TRUE(stream->Write(request));
    int64_t number = 0;
    for (const v1::Supplier& row : rows) {
      request.mutable_row()->set_row_number(++number);
      *request.mutable_row()->mutable_supplier() = row;
      EXPECT_TRUE(stream->Write(request));
    }
    stream->WritesDone();
  });
  std::vector<v1::ImportSuppliersResponse> answers;
  v1::ImportSuppliersResponse answer;
  while (stream->Read(&answer)) answers.push_back(answer);
  writer.join();
  const auto status = stream->Finish();
  EXPECT_TRUE(status.ok()) << status.error_message();
  return answers;
}

int32_t ServerTest::CountSuppliers() {
  v1::ListSuppliersRequest request;
  request.set_page_size(1);
  grpc::ClientContext context;
  v1::ListSuppliersResponse response;
  const auto status = suppliers_->ListSuppliers(&context, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response.total_size();
}

}  // namespace ketnoi::server
