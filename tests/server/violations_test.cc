// Pure parts: violations, error details, limits, tax codes, names, broken text.

#include "server/violations.h"

#include <gtest/gtest.h>

#include <string>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/error_info.pb.h"
#include "ketnoi/v1/supplier.pb.h"
#include "server/backend.h"
#include "server/bounded_queue.h"
#include "server/broken_text.h"
#include "server/field_path.h"
#include "server/resource_name.h"
#include "server/rpc_status.h"
#include "server/tax_code.h"

namespace ketnoi::server {
namespace {

TEST(PathTest, NamesElementsByPosition) {
  const Path root;
  const Path row(root, "capabilities", 2);
  EXPECT_EQ(Path(row, "category").Text(), "capabilities[2].category");
  EXPECT_EQ(Path(row, "").Text(), "capabilities[2]");
}

TEST(ViolationsTest, CountsAllAndKeepsSome) {
  Violations violations;
  for (int i = 0; i < 1000; ++i) violations.Add("field", "wrong");
  EXPECT_EQ(violations.found(), 1000U);
  EXPECT_EQ(violations.kept().size(), Violations::kMostKept);
}

TEST(ViolationsTest, CountsAndPrefixesWhatIsBelowAField) {
  Violations below;
  for (int i = 0; i < 60; ++i) below.Add("tax_code", "wrong");
  Violations violations;
  violations.Add("name", "wrong");
  violations.AddBelow("supplier", below);
  EXPECT_EQ(violations.found(), 61U);
  EXPECT_EQ(violations.kept()[1].field, "supplier.tax_code");
}

TEST(ViolationsTest, HaveAReasonOfTheirOwnOnlyIfAllHaveIt) {
  Violations violations;
  violations.Add("filter", "wrong", v1::ERROR_REASON_FILTER_BROKEN,
                 {{"position", "3"}});
  violations.Add("filter", "wrong", v1::ERROR_REASON_FILTER_BROKEN);
  EXPECT_EQ(violations.reason(), v1::ERROR_REASON_FILTER_BROKEN);
  EXPECT_EQ(violations.metadata().size(), 1U);
  violations.Add("page_size", "wrong");
  EXPECT_EQ(violations.reason(), v1::ERROR_REASON_FIELD_VIOLATIONS);
  EXPECT_TRUE(violations.metadata().empty());
  violations.Add("filter", "wrong", v1::ERROR_REASON_FILTER_BROKEN);
  EXPECT_EQ(violations.reason(), v1::ERROR_REASON_FIELD_VIOLATIONS);
}

TEST(ViolationsTest, CutsTextsBetweenCharacters) {
  EXPECT_EQ(Shortened("đđđđ", 8), "đđđđ");
  EXPECT_EQ(Shortened("đđđđ", 7), "đđ…");
  EXPECT_EQ(Shortened("đđđđ", 6), "đ…");
}

// As HTTP/2 carries an error: details as base64, each byte of the message that
// is not printable ASCII as three.
size_t HeaderBytes(const grpc::Status& status) {
  size_t bytes = (status.error_details().size() + 2) / 3 * 4;
  for (const char c : status.error_message()) {
    bytes += c >= ' ' && c <= '~' && c != '%' ? 1 : 3;
  }
  return bytes;
}

TEST(RpcStatusTest, LeavesRoomInEightKibibytesOfHeaders) {
  constexpr size_t kOtherHeaders = 1000;
  for (const size_t length : {1U, 30U, 60U, 5000U}) {
    std::string text;
    while (text.size() < length) text += "đ";
    Violations violations;
    for (int i = 0; i < 100; ++i) violations.Add(text, text);
    const grpc::Status status = ToGrpcStatus(InvalidFields(violations));
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    EXPECT_LE(status.error_details().size(), kMostDetailBytes);
    EXPECT_LE(HeaderBytes(status) + kOtherHeaders, 8192U) << length;
    EXPECT_NE(status.error_message().find("(and 99 more)"), std::string::npos)
        << status.error_message();
  }
}

TEST(RpcStatusTest, TellsAFailedDiskFromAServerThatStarts) {
  const auto status = ToRpcStatus(absl::UnavailableError("I/O error"));
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(status.details(0).UnpackTo(&info));
  EXPECT_EQ(info.reason(), "STORAGE_FAILED");
}

TEST(RpcStatusTest, StatesLimitAndSizeOfWhatIsTooLarge) {
  const auto status = ToRpcStatus(MessageTooLarge(5'000'000));
  EXPECT_EQ(status.code(), 8);  // RESOURCE_EXHAUSTED
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(status.details(0).UnpackTo(&info));
  EXPECT_EQ(info.reason(), "MESSAGE_TOO_LARGE");
  EXPECT_EQ(info.metadata().at("limit"), "4194304");
  EXPECT_EQ(info.metadata().at("size"), "5000000");
}

TEST(BoundedQueueTest, IsFullByNumberAndByBytes) {
  BoundedQueue<int> queue(3, 100);
  queue.Push(1, 60);
  EXPECT_FALSE(queue.full());
  queue.Push(2, 60);
  EXPECT_TRUE(queue.full());
  EXPECT_EQ(queue.Pop(), 1);
  EXPECT_FALSE(queue.full());
  queue.Push(3, 0);
  queue.Push(4, 0);
  EXPECT_TRUE(queue.full());
  EXPECT_EQ(queue.front(), 2);
  EXPECT_EQ(queue.front_bytes(), 60U);
}

TEST(WaitLimitTest, FollowsTheDeadline) {
  const absl::Time now = absl::FromUnixSeconds(1'800'000'000);
  EXPECT_EQ(WaitLimit(now, absl::InfiniteFuture()), now + absl::Seconds(30));
  EXPECT_EQ(WaitLimit(now, now + absl::Minutes(5)),
            now + absl::Minutes(5) - absl::Milliseconds(50));
  EXPECT_EQ(WaitLimit(now, now + absl::Milliseconds(40)),
            now + absl::Milliseconds(30));
  EXPECT_LT(WaitLimit(now, now - absl::Seconds(1)), now);
}

TEST(RpcStatusTest, GivesEveryErrorAReason) {
  for (int code = 1; code <= 16; ++code) {
    const auto status =
        ToRpcStatus(absl::Status(static_cast<absl::StatusCode>(code), "x"));
    ASSERT_EQ(status.details_size(), 1) << code;
    google::rpc::ErrorInfo info;
    ASSERT_TRUE(status.details(0).UnpackTo(&info));
    EXPECT_EQ(info.domain(), "ketnoi");
    EXPECT_NE(info.reason(), "") << code;
  }
}

TEST(TaxCodeTest, ChecksTheCheckDigit) {
  for (const char* right : {"0100109106", "0100109106-001", "001234567890"}) {
    EXPECT_EQ(TaxCodeProblem(right), "") << right;
  }
  for (const char* wrong : {"", "0100109107", "0100109106-01", "0100109106001",
                            "01001O9106", "0100109106-0a1", "00123456789a"}) {
    EXPECT_NE(TaxCodeProblem(wrong), "") << wrong;
  }
}

TEST(ResourceNameTest, FollowsThePattern) {
  EXPECT_TRUE(MatchesPattern("suppliers/*", "suppliers/a-1"));
  EXPECT_TRUE(
      MatchesPattern("buyers/*/requirements/*", "buyers/b/requirements/r"));
  for (const char* wrong : {"suppliers/", "suppliers/A", "suppliers/a/b",
                            "buyers/a", "suppliers", "", "suppliers/-a"}) {
    EXPECT_FALSE(MatchesPattern("suppliers/*", wrong)) << wrong;
  }
  EXPECT_FALSE(IsId(std::string(64, 'a')));
  EXPECT_EQ(ParentName("buyers/b/requirements/r"), "buyers/b");
  EXPECT_EQ(ParentName("buyers/b"), "");
}

TEST(BrokenTextTest, FindsTheTextThatIsNotUtf8) {
  v1::Supplier supplier;
  supplier.mutable_legal_name()->set_vi("Tên");
  const auto& type = *v1::Supplier::descriptor();
  EXPECT_EQ(FindBrokenText(type, supplier.SerializeAsString()), "");
  supplier.add_capabilities()->mutable_processes()->add_values("ok");
  supplier.mutable_capabilities(0)->mutable_processes()->add_values("\xFF");
  EXPECT_EQ(FindBrokenText(type, supplier.SerializeAsString()),
            "capabilities[0].processes.values[1]");
  EXPECT_EQ(FindBrokenText(type, "\x0A\xFF"), "");
}

}  // namespace
}  // namespace ketnoi::server
