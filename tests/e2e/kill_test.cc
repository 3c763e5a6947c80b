// What the service acknowledged is there after kill -9, however often.

#include <signal.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "fmt/format.h"
#include "gtest/gtest.h"
#include "ketnoi/v1/supplier_service.grpc.pb.h"
#include "tests/e2e/server_process.h"

namespace ketnoi::e2e {
namespace {

constexpr int kWriters = 4;
constexpr int kNamesPerWriter = 20;
constexpr int kDeleteEvery = 7;
constexpr auto kLongestService = std::chrono::milliseconds(300);

int Rounds() { return std::getenv("KETNOI_LONG") != nullptr ? 50 : 10; }

// The number that was written last; absent: deleted, or never written.
using Content = std::optional<int>;

// What one writer knows of the names that only it writes.
struct Writer {
  std::map<std::string, Content> acknowledged;
  // The write that was not answered, if any.
  std::optional<std::pair<std::string, Content>> in_flight;
  int64_t last_revision = 0;
  int count = 0;
};

void SetDeadline(grpc::ClientContext& context) {
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::seconds(10));
}

// The revision, or none if the call was not acknowledged.
std::optional<int64_t> Put(v1::SupplierService::Stub& stub,
                           const std::string& name, int number) {
  v1::UpdateSupplierRequest request;
  request.set_allow_missing(true);
  request.mutable_supplier()->set_name(name);
  request.mutable_supplier()->mutable_legal_name()->set_en("Killed often");
  request.mutable_supplier()->mutable_remarks()->set_en(
      fmt::format("write {}", number));
  grpc::ClientContext context;
  SetDeadline(context);
  v1::Supplier answer;
  if (!stub.UpdateSupplier(&context, request, &answer).ok()) {
    return std::nullopt;
  }
  return answer.revision().number();
}

std::optional<int64_t> Delete(v1::SupplierService::Stub& stub,
                              const std::string& name) {
  v1::DeleteSupplierRequest request;
  request.set_name(name);
  grpc::ClientContext context;
  SetDeadline(context);
  v1::DeleteSupplierResponse answer;
  if (!stub.DeleteSupplier(&context, request, &answer).ok()) {
    return std::nullopt;
  }
  return answer.revision().number();
}

// Writes until a write is not answered, which is when the server dies.
void WriteUntilKilled(v1::SupplierService::Stub& stub, int index,
                      Writer& writer) {
  while (true) {
    const int number = ++writer.count;
    const std::string name =
        fmt::format("suppliers/w{}-{}", index, number % kNamesPerWriter);
    const bool deletes =
        number % kDeleteEvery == 0 && writer.acknowledged[name].has_value();
    const Content content = deletes ? Content() : number;
    writer.in_flight = {name, content};
    const auto revision =
        deletes ? Delete(stub, name) : Put(stub, name, number);
    if (!revision.has_value()) return;
    EXPECT_GT(*revision, writer.last_revision);
    writer.last_revision = *revision;
    writer.acknowledged[name] = content;
    writer.in_flight.reset();
  }
}

Content Read(v1::SupplierService::Stub& stub, const std::string& name) {
  v1::GetSupplierRequest request;
  request.set_name(name);
  grpc::ClientContext context;
  SetDeadline(context);
  v1::Supplier supplier;
  const grpc::Status status = stub.GetSupplier(&context, request, &supplier);
  if (status.error_code() == grpc::StatusCode::NOT_FOUND) return std::nullopt;
  EXPECT_TRUE(status.ok()) << name << ": " << status.error_message();
  return std::stoi(supplier.remarks().en().substr(sizeof("write")));
}

// Every name has the content that was acknowledged, or that of the write whose
// answer did not come; from now on, what is there counts.
void ExpectAcknowledged(v1::SupplierService::Stub& stub, Writer& writer) {
  if (writer.in_flight.has_value()) {
    const auto& [name, content] = *writer.in_flight;
    if (Read(stub, name) == content) writer.acknowledged[name] = content;
  }
  writer.in_flight.reset();
  for (const auto& [name, content] : writer.acknowledged) {
    EXPECT_EQ(Read(stub, name), content) << name;
  }
}

TEST(KillTest, EveryAcknowledgedWriteSurvives) {
  const TemporaryFolder folder;
  std::array<Writer, kWriters> writers;
  std::mt19937 random(20260101);
  std::uniform_int_distribution<int64_t> life(1, kLongestService.count());

  for (int round = 0; round <= Rounds(); ++round) {
    SCOPED_TRACE(fmt::format("after {} kills", round));
    ServerProcess server(folder.path());
    ASSERT_TRUE(server.WaitUntilServing());
    const auto stub = v1::SupplierService::NewStub(server.channel());
    for (Writer& writer : writers) ExpectAcknowledged(*stub, writer);
    if (HasFailure() || round == Rounds()) break;

    std::vector<std::thread> threads;
    for (int i = 0; i < kWriters; ++i) {
      threads.emplace_back([&, i] {
        WriteUntilKilled(*stub, i, writers[static_cast<size_t>(i)]);
      });
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(life(random)));
    server.Send(SIGKILL);
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(server.WaitForExit(), 128 + SIGKILL);
  }
  for (const Writer& writer : writers) EXPECT_GT(writer.count, Rounds());
}

}  // namespace
}  // namespace ketnoi::e2e
