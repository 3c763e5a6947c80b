// A server that is killed, also while it writes its column file, starts with
// every supplier that was acknowledged.

#include <signal.h>

#include <chrono>
#include <random>
#include <string>
#include <thread>

#include "fmt/format.h"
#include "gtest/gtest.h"
#include "ketnoi/v1/match_service.grpc.pb.h"
#include "ketnoi/v1/supplier_service.grpc.pb.h"
#include "tests/e2e/server_process.h"

namespace ketnoi::e2e {
namespace {

constexpr int kRounds = 8;
// The file is written first half a second after a start.
constexpr int kShortestLife = 450;
constexpr int kLongestLife = 650;

grpc::Status CreateFirm(v1::SupplierService::Stub& stub, int number) {
  v1::CreateSupplierRequest request;
  request.set_supplier_id(fmt::format("s{}", number));
  request.mutable_supplier()->mutable_legal_name()->set_en("Firm");
  auto& row = *request.mutable_supplier()->add_capabilities();
  row.set_id("c");
  row.set_category("stamping");
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::seconds(10));
  v1::Supplier answer;
  return stub.CreateSupplier(&context, request, &answer);
}

// How many suppliers a ranking of their category finds.
int CountRanked(ServerProcess& server) {
  const auto stub = v1::MatchService::NewStub(server.channel());
  v1::RankSuppliersRequest request;
  request.mutable_inline_requirement()->mutable_title()->set_en("x");
  request.mutable_inline_requirement()->set_category("stamping");
  grpc::ClientContext context;
  v1::RankSuppliersResponse answer;
  const grpc::Status status = stub->RankSuppliers(&context, request, &answer);
  EXPECT_TRUE(status.ok()) << status.error_message();
  const v1::StandingTotals& totals = answer.totals();
  return totals.eligible() + totals.conditional() + totals.ineligible();
}

TEST(ColumnFileKillTest, AKillLeavesWhatTheNextStartCanUse) {
  const TemporaryFolder folder;
  std::mt19937 random(20260101);
  std::uniform_int_distribution<int> life(kShortestLife, kLongestLife);
  int acknowledged = 0;
  int next = 0;
  bool from_file = false;
  for (int round = 0; round < kRounds; ++round) {
    SCOPED_TRACE(fmt::format("after {} kills", round));
    ServerProcess server(folder.path());
    ASSERT_TRUE(server.WaitUntilServing());
    from_file |=
        server.Errors().find("columns of revision") != std::string::npos;
    const int ranked = CountRanked(server);
    EXPECT_GE(ranked, acknowledged);
    EXPECT_LE(ranked, next);  // the last write may be there all the same
    acknowledged = ranked;
    const auto stub = v1::SupplierService::NewStub(server.channel());
    std::thread killer([&server, delay = life(random)] {
      std::this_thread::sleep_for(std::chrono::milliseconds(delay));
      server.Send(SIGKILL);
    });
    while (CreateFirm(*stub, next++).ok()) ++acknowledged;
    killer.join();
    EXPECT_EQ(server.WaitForExit(), 128 + SIGKILL);
  }
  EXPECT_TRUE(from_file);
}

}  // namespace
}  // namespace ketnoi::e2e
