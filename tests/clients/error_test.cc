#include "clients/cpp/error.h"

#include "google/rpc/error_details.pb.h"
#include "google/rpc/error_info.pb.h"
#include "gtest/gtest.h"

namespace ketnoi::client {
namespace {

TEST(DetailsOfTest, DecodesWhatTheServiceSays) {
  google::rpc::ErrorInfo info;
  info.set_reason("ETAG_MISMATCH");
  info.set_domain("ketnoi");
  (*info.mutable_metadata())["name"] = "suppliers/a";
  google::rpc::BadRequest bad_request;
  bad_request.add_field_violations()->set_field("supplier.etag");
  google::rpc::Status status;
  status.set_code(10);
  status.set_message("not the current one");
  status.add_details()->PackFrom(info);
  status.add_details()->PackFrom(bad_request);
  status.add_details()->set_type_url("type.googleapis.com/unknown.Type");

  const absl::Status error = StatusOf(status);
  EXPECT_EQ(error.code(), absl::StatusCode::kAborted);
  const ErrorDetails details = DetailsOf(error);
  EXPECT_EQ(details.reason, "ETAG_MISMATCH");
  EXPECT_EQ(details.domain, "ketnoi");
  EXPECT_EQ(details.metadata.at("name"), "suppliers/a");
  ASSERT_EQ(details.field_violations.size(), 1U);
  EXPECT_EQ(details.field_violations[0].field, "supplier.etag");
}

TEST(DetailsOfTest, BearsWhatItCannotRead) {
  EXPECT_TRUE(DetailsOf(absl::OkStatus()).reason.empty());
  EXPECT_TRUE(DetailsOf(absl::NotFoundError("x")).reason.empty());
  EXPECT_TRUE(DetailsOf(StatusOfCall(3, "x", "\xFF garbage")).reason.empty());
  EXPECT_EQ(StatusOfCall(99, "x", "").code(), absl::StatusCode::kUnknown);
  EXPECT_TRUE(StatusOf(google::rpc::Status()).ok());
}

}  // namespace
}  // namespace ketnoi::client
