// Calls from several threads: what one was told, all that come later see.

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "fmt/format.h"
#include "tests/server/server_fixture.h"

namespace ketnoi::server {
namespace {

constexpr int kWriters = 3;
constexpr int kWrites = 30;
constexpr int kRankings = 60;

class ConcurrencyTest : public ServerTest {
 protected:
  static std::string Name(int writer) {
    return fmt::format("suppliers/writer-{}", writer);
  }

  void PutEmployees(int writer, int employees) {
    auto request = Parse<v1::UpdateSupplierRequest>(R"(
      allow_missing: true
      supplier {
        legal_name { en: "Writer" }
        capabilities { id: "press" category: "stamping" }
      })");
    request.mutable_supplier()->set_name(Name(writer));
    request.mutable_supplier()->set_employee_count(employees);
    grpc::ClientContext context;
    v1::Supplier updated;
    const auto status = suppliers_->UpdateSupplier(&context, request, &updated);
    EXPECT_TRUE(status.ok()) << status.error_message();
  }

  // The standing of the writer's supplier for so many employees at least.
  v1::Standing Explain(int writer, int employees) {
    auto request = Parse<v1::ExplainMatchRequest>(R"(
      inline_requirement {
        title { en: "Bracket" }
        category: "stamping"
        criteria { gate: true weight: 1 employees { } }
      })");
    request.set_supplier(Name(writer));
    request.mutable_inline_requirement()
        ->mutable_criteria(0)
        ->mutable_employees()
        ->set_min_count(employees);
    grpc::ClientContext context;
    v1::ExplainMatchResponse response;
    const auto status = matches_->ExplainMatch(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.result().standing();
  }

  // The revision that the ranking was read at; results are in order, and what
  // is said of near misses is of one record, in the index and in the store.
  int64_t Rank() {
    const auto request = Parse<v1::RankSuppliersRequest>(R"(
      inline_requirement {
        title { en: "Bracket" }
        category: "stamping"
        criteria { weight: 1 employees { min_count: 10 } }
        criteria { key: "many" gate: true weight: 0
                   employees { min_count: 15 } }
      }
      why_not { funnel: true near_miss_limit: 10 relaxation_target: 1 })");
    grpc::ClientContext context;
    v1::RankSuppliersResponse response;
    const auto status = matches_->RankSuppliers(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    for (int i = 1; i < response.results_size(); ++i) {
      EXPECT_GE(response.results(i - 1).score(), response.results(i).score());
    }
    for (const auto& near : response.why_not().near_misses()) {
      EXPECT_EQ(near.change().lifted_standing(), v1::STANDING_ELIGIBLE);
      EXPECT_EQ(near.change().parts(0).from(),
                near.result().criteria(2).offered());
    }
    return response.read_state().revision().number();
  }
};

TEST_F(ConcurrencyTest, WritersSeeTheirWritesWhileOthersRank) {
  std::vector<std::thread> threads;
  for (int writer = 0; writer < kWriters; ++writer) {
    threads.emplace_back([this, writer] {
      for (int employees = 1; employees <= kWrites; ++employees) {
        PutEmployees(writer, employees);
        EXPECT_EQ(Explain(writer, employees), v1::STANDING_ELIGIBLE);
        EXPECT_EQ(Explain(writer, employees + 1), v1::STANDING_INELIGIBLE);
      }
    });
  }
  for (int ranker = 0; ranker < 2; ++ranker) {
    threads.emplace_back([this] {
      int64_t revision = 0;
      for (int i = 0; i < kRankings; ++i) {
        const int64_t next = Rank();
        EXPECT_GE(next, revision);
        revision = next;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(CountSuppliers(), kWriters);
}

TEST_F(ConcurrencyTest, UpdatesWithoutAnEtagNeverFailForEachOther) {
  PutEmployees(0, 1);
  std::vector<std::thread> threads;
  for (int writer = 0; writer < kWriters; ++writer) {
    threads.emplace_back([this] {
      for (int i = 0; i < kWrites; ++i) PutEmployees(0, i);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(GetSupplier(Name(0)).revision().number(), 1 + kWriters * kWrites);
}

TEST_F(ConcurrencyTest, ImportsAndRankingsRunTogether) {
  std::vector<v1::Supplier> rows(200);
  for (size_t i = 0; i < rows.size(); ++i) {
    rows[i].set_name(fmt::format("suppliers/row-{}", i));
    rows[i].mutable_legal_name()->set_en("Row");
  }
  std::thread importer([&] {
    for (const auto& answer : Import(rows)) {
      EXPECT_EQ(answer.outcome(), v1::IMPORT_OUTCOME_CREATED);
    }
  });
  std::thread ranker([&] {
    for (int i = 0; i < kRankings; ++i) Rank();
  });
  importer.join();
  ranker.join();
  EXPECT_EQ(CountSuppliers(), 200);
}

// Lines are written in their order, again and again, so at any revision no line
// is ahead of the one before it, nor the first by more than one of the last.
TEST_F(ConcurrencyTest, ABomIsOfOneRevisionWhileItsLinesAreWritten) {
  constexpr int kLines = 30;
  constexpr int kRounds = 12;
  CreateBuyer("b", R"(display_name { en: "Buyer" })");
  v1::CreateBomRequest create;
  create.set_parent("buyers/b");
  create.set_bom_id("x");
  create.mutable_bom()->mutable_title()->set_en("Bill");
  grpc::ClientContext creating;
  v1::Bom bom;
  ASSERT_TRUE(boms_->CreateBom(&creating, create, &bom).ok());
  PutEmployees(0, 1);
  const auto put = [&](int line, int round) {
    auto request = Parse<v1::UpdateRequirementRequest>(R"(
      allow_missing: true
      requirement { title { en: "Part" } category: "stamping"
                    bom: "buyers/b/boms/x" })");
    v1::Requirement& requirement = *request.mutable_requirement();
    requirement.set_name(fmt::format("buyers/b/requirements/r{}", line));
    requirement.set_bom_line(line + 1);
    requirement.set_part_number(std::to_string(round));
    grpc::ClientContext context;
    v1::Requirement updated;
    const auto status =
        requirements_->UpdateRequirement(&context, request, &updated);
    EXPECT_TRUE(status.ok()) << status.error_message();
  };
  for (int line = 0; line < kLines; ++line) put(line, 0);
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (int round = 1; round <= kRounds; ++round) {
      for (int line = 0; line < kLines; ++line) put(line, round);
    }
    done = true;
  });
  int last = 0;
  do {
    v1::RankBomRequest request;
    request.set_bom("buyers/b/boms/x");
    request.set_omit_criteria(true);
    grpc::ClientContext context;
    const auto stream = boms_->RankBom(&context, request);
    v1::RankBomResponse answer;
    std::vector<int> rounds;
    while (stream->Read(&answer)) {
      if (!answer.has_line()) continue;
      EXPECT_EQ(answer.line().results_size(), 1);
      rounds.push_back(std::stoi(answer.line().part_number()));
    }
    EXPECT_TRUE(stream->Finish().ok());
    ASSERT_EQ(rounds.size(), size_t{kLines});
    EXPECT_TRUE(std::is_sorted(rounds.rbegin(), rounds.rend()));
    EXPECT_LE(rounds.front() - rounds.back(), 1);
    EXPECT_GE(rounds.front(), last);
    last = rounds.front();
  } while (!done);
  writer.join();
}

}  // namespace
}  // namespace ketnoi::server
