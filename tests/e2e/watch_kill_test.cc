// A watch that the server's death ends goes on as if it had not died.

#include <signal.h>

#include <chrono>
#include <memory>
#include <set>
#include <string>

#include "fmt/format.h"
#include "gtest/gtest.h"
#include "ketnoi/v1/buyer_service.grpc.pb.h"
#include "ketnoi/v1/requirement_service.grpc.pb.h"
#include "ketnoi/v1/supplier_service.grpc.pb.h"
#include "ketnoi/v1/watch_service.grpc.pb.h"
#include "tests/e2e/server_process.h"

namespace ketnoi::e2e {
namespace {

constexpr int kDeaths = 3;
constexpr int kWritesBetween = 10;

void SetWatchDeadline(grpc::ClientContext& context) {
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::seconds(20));
}

void CreateWatched(const ServerProcess& server) {
  v1::CreateBuyerRequest buyer;
  buyer.set_buyer_id("b");
  buyer.mutable_buyer()->mutable_display_name()->set_en("B");
  grpc::ClientContext first;
  v1::Buyer made;
  ASSERT_TRUE(v1::BuyerService::NewStub(server.channel())
                  ->CreateBuyer(&first, buyer, &made)
                  .ok());
  v1::CreateRequirementRequest requirement;
  requirement.set_parent("buyers/b");
  requirement.set_requirement_id("r");
  requirement.mutable_requirement()->mutable_title()->set_en("R");
  requirement.mutable_requirement()->set_category("stamping");
  grpc::ClientContext second;
  v1::Requirement sought;
  ASSERT_TRUE(v1::RequirementService::NewStub(server.channel())
                  ->CreateRequirement(&second, requirement, &sought)
                  .ok());
}

std::string CreateMaker(v1::SupplierService::Stub& stub, int number) {
  v1::CreateSupplierRequest request;
  request.set_supplier_id(fmt::format("s{}", number));
  request.mutable_supplier()->mutable_legal_name()->set_en("Maker");
  auto& capability = *request.mutable_supplier()->add_capabilities();
  capability.set_id("c");
  capability.set_category("stamping");
  grpc::ClientContext context;
  SetWatchDeadline(context);
  v1::Supplier made;
  EXPECT_TRUE(stub.CreateSupplier(&context, request, &made).ok());
  return made.name();
}

TEST(WatchKillTest, TellsEveryChangeOnce) {
  const TemporaryFolder folder;
  std::multiset<std::string> told;
  std::multiset<std::string> made;
  v1::WatchMatchesRequest request;
  request.mutable_scope()->set_requirements("buyers/-");
  int number = 0;
  for (int death = 0; death <= kDeaths; ++death) {
    ServerProcess server(folder.path());
    ASSERT_TRUE(server.WaitUntilServing()) << server.Errors();
    if (death == 0) CreateWatched(server);
    const auto suppliers = v1::SupplierService::NewStub(server.channel());
    // What nobody watches while it happens.
    if (death > 0) made.insert(CreateMaker(*suppliers, number++));

    const auto watches = v1::WatchService::NewStub(server.channel());
    grpc::ClientContext context;
    SetWatchDeadline(context);
    const auto reader = watches->WatchMatches(&context, request);
    v1::WatchEvents step;
    ASSERT_TRUE(reader->Read(&step));
    const auto take = [&] {
      for (const auto& event : step.events()) told.insert(event.supplier());
      request.set_resume_token(step.resume_token());
    };
    take();
    for (int i = 0; i < kWritesBetween; ++i) {
      made.insert(CreateMaker(*suppliers, number++));
    }
    // Dies with some of it told.
    for (int i = 0; i <= death && told.size() < made.size(); ++i) {
      if (!reader->Read(&step)) break;
      take();
    }
    if (death < kDeaths) {
      server.Send(SIGKILL);
      server.WaitForExit();
      continue;
    }
    while (told.size() < made.size() && reader->Read(&step)) take();
    context.TryCancel();
  }
  EXPECT_EQ(told, made);
}

}  // namespace
}  // namespace ketnoi::e2e
