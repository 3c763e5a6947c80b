// A server with a store of its own in a temporary folder and the project's
// reference data, called without a network.

#ifndef KETNOI_TESTS_SERVER_SERVER_FIXTURE_H_
#define KETNOI_TESTS_SERVER_SERVER_FIXTURE_H_

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/text_format.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "ketnoi/v1/bom_service.grpc.pb.h"
#include "ketnoi/v1/buyer_service.grpc.pb.h"
#include "ketnoi/v1/demand_service.grpc.pb.h"
#include "ketnoi/v1/match_service.grpc.pb.h"
#include "ketnoi/v1/reference_service.grpc.pb.h"
#include "ketnoi/v1/requirement_service.grpc.pb.h"
#include "ketnoi/v1/supplier_service.grpc.pb.h"
#include "server/app.h"

namespace ketnoi::server {

// What a caller reads of an error.
struct ErrorView {
  grpc::StatusCode code = grpc::StatusCode::OK;
  std::string reason;  // of ErrorInfo
  std::string domain;
  std::set<std::string> fields;  // of BadRequest
};
ErrorView ViewOf(const grpc::Status& status);
ErrorView ViewOf(const google::rpc::Status& status);

// A message from its text form. Fails the test if it does not parse.
template <class M>
M Parse(const std::string& text) {
  M message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message))
      << text;
  return message;
}

// Calls a unary method, "/ketnoi.v1.MatchService/ExplainMatch", with the bytes
// of a request; `response`, unless null, is set to those of its response.
grpc::Status CallWithBytes(App& app, const std::string& path,
                           const std::string& request,
                           std::string* response = nullptr);

class ServerTest : public ::testing::Test {
 protected:
  ServerTest();
  ~ServerTest() override;

  // Ends the server and starts it again on the same store.
  void Restart();

  // Requests that are expected to succeed.
  v1::Supplier CreateSupplier(const std::string& id, const std::string& text);
  v1::Buyer CreateBuyer(const std::string& id, const std::string& text);
  v1::Requirement CreateRequirement(const std::string& parent,
                                    const std::string& id,
                                    const std::string& text);
  v1::Supplier GetSupplier(const std::string& name,
                           v1::SupplierView view = v1::SUPPLIER_VIEW_FULL);

  // The error of creating a resource, which must not be there afterwards.
  // Fields below the resource are given without it: "tax_code".
  ErrorView RefusedSupplier(const v1::Supplier& supplier);
  ErrorView RefusedRequirement(const v1::Requirement& requirement);

  // Answers to an import of these rows, in order.
  std::vector<v1::ImportSuppliersResponse> Import(
      const std::vector<v1::Supplier>& rows,
      const v1::ImportOptions& options = {});

  int32_t CountSuppliers();

  std::string folder_;
  std::unique_ptr<App> app_;
  std::unique_ptr<v1::SupplierService::Stub> suppliers_;
  std::unique_ptr<v1::BuyerService::Stub> buyers_;
  std::unique_ptr<v1::RequirementService::Stub> requirements_;
  std::unique_ptr<v1::BomService::Stub> boms_;
  std::unique_ptr<v1::ReferenceService::Stub> reference_;
  std::unique_ptr<v1::MatchService::Stub> matches_;
  std::unique_ptr<v1::DemandService::Stub> demand_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_TESTS_SERVER_SERVER_FIXTURE_H_
