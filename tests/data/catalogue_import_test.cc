// The sample catalogue as the service takes it: in stored form already, nothing
// to refuse, and with something of every standing to show in each sector.

#include <array>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "clients/cli/csv_source.h"
#include "clients/cli/csv_tables.h"
#include "fmt/format.h"
#include "gtest/gtest.h"
#include "ketnoi/v1/buyer.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "ketnoi/v1/supplier.pb.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/change.h"
#include "matcher/match/compile.h"
#include "matcher/match/funnel.h"
#include "matcher/match/matcher.h"
#include "matcher/model/date.h"
#include "matcher/model/edit.h"
#include "server/normalize.h"
#include "server/reference_loader.h"
#include "server/translate_requirement.h"
#include "server/translate_supplier.h"
#include "server/validate.h"
#include "tests/data/message_files.h"

namespace ketnoi::data {
namespace {

template <class M>
std::vector<M> ReadCatalogue(const std::string& file) {
  const std::string path = DataPath(fmt::format("catalogue/{}.jsonl", file));
  std::vector<M> records;
  for (const std::string& line : ReadLines(path)) {
    records.push_back(ParseMessage<M>(line, path));
  }
  return records;
}

class CatalogueImportTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto loaded = server::LoadReferenceData(KETNOI_DATA_DIR, "");
    ASSERT_TRUE(loaded.ok()) << loaded.status();
    data_ = loaded->release();
  }
  static void TearDownTestSuite() { delete data_; }

  static const model::Reference& reference() { return data_->reference; }

  // Every record is accepted and already in stored form.
  template <class M>
  static void ExpectAccepted(const M& record) {
    M stored = record;
    server::Normalize(reference(), stored);
    EXPECT_EQ(stored.DebugString(), record.DebugString());
    server::Violations violations;
    server::Validate(reference(), stored, violations);
    for (const server::Violation& violation : violations.kept()) {
      ADD_FAILURE() << record.name() << " " << violation.field << ": "
                    << violation.description;
    }
  }

  static std::map<std::string, v1::Buyer> Buyers(const std::string& folder) {
    std::map<std::string, v1::Buyer> buyers;
    for (auto& buyer : ReadCatalogue<v1::Buyer>(folder + "/buyers")) {
      buyers[buyer.name()] = std::move(buyer);
    }
    return buyers;
  }

  static const server::ReferenceData* data_;
};

const server::ReferenceData* CatalogueImportTest::data_ = nullptr;

std::string BuyerOf(const v1::Requirement& requirement) {
  return requirement.name().substr(0,
                                   requirement.name().find("/requirements/"));
}

TEST_F(CatalogueImportTest, EveryRecordIsAccepted) {
  for (const std::string folder : {"real", "composed"}) {
    for (const auto& supplier :
         ReadCatalogue<v1::Supplier>(folder + "/suppliers")) {
      ExpectAccepted(supplier);
    }
    const auto buyers = Buyers(folder);
    for (const auto& [name, buyer] : buyers) ExpectAccepted(buyer);
    for (const auto& requirement :
         ReadCatalogue<v1::Requirement>(folder + "/requirements")) {
      ExpectAccepted(requirement);
      server::Violations violations;
      server::CheckPlant(requirement, buyers.at(BuyerOf(requirement)),
                         violations);
      EXPECT_TRUE(violations.empty()) << requirement.name();
    }
  }
}

TEST_F(CatalogueImportTest, TheCsvExampleIsAccepted) {
  const v1::Supplier prototype;
  auto source = cli::CsvSource::Open({DataPath("catalogue/csv_example")},
                                     cli::SupplierTables(), prototype);
  ASSERT_TRUE(source.ok()) << source.status();
  int records = 0;
  for (cli::ImportRow row; (*source)->Next(row); ++records) {
    for (const cli::Problem& problem : row.problems) {
      ADD_FAILURE() << problem.file << ":" << problem.row << " "
                    << problem.field << ": " << problem.reason;
    }
    ASSERT_NE(row.message, nullptr);
    const auto& supplier = static_cast<const v1::Supplier&>(*row.message);
    EXPECT_TRUE(supplier.composed()) << supplier.name();
    ExpectAccepted(supplier);
  }
  EXPECT_EQ(records, 10);
}

// Suppliers by standing for all composed requirements of a sector.
using Totals = std::array<int, 3>;

TEST_F(CatalogueImportTest, EachSectorHasSomethingOfEveryStanding) {
  std::vector<std::shared_ptr<const model::Supplier>> suppliers;
  for (const auto& supplier :
       ReadCatalogue<v1::Supplier>("composed/suppliers")) {
    suppliers.push_back(server::TranslateSupplier(reference(), supplier));
  }
  const auto snapshot =
      index::Snapshot::Build(reference(), std::move(suppliers), 1);
  const auto buyers = Buyers("composed");
  std::map<std::string, std::string> parents;
  for (const auto& category : data_->tables.categories) {
    parents[IdOf(category.name())] = category.parent();
  }
  match::CompileOptions options;
  options.as_of = *model::DateFromText("2026-11-23");
  std::map<std::string, Totals> totals;
  for (const auto& requirement :
       ReadCatalogue<v1::Requirement>("composed/requirements")) {
    const auto program = match::Compile(
        server::TranslateRequirement(reference(), requirement,
                                     &buyers.at(BuyerOf(requirement)))
            .value(),
        data_->criteria_sets.front(), reference(), options);
    ASSERT_TRUE(program.ok()) << requirement.name() << program.status();
    const auto ranking = match::Rank(*program, *snapshot, {});
    ASSERT_TRUE(ranking.ok()) << ranking.status();
    std::string sector = requirement.category();
    while (!parents[sector].empty()) sector = parents[sector];
    totals[sector][0] += ranking->totals.eligible;
    totals[sector][1] += ranking->totals.conditional;
    totals[sector][2] += ranking->totals.ineligible;
    EXPECT_FALSE(ranking->matches.empty()) << requirement.name();
  }
  for (const char* sector :
       {"metal", "electronics", "plastic_rubber", "textile"}) {
    for (const int count : totals[sector]) EXPECT_GT(count, 0) << sector;
    RecordProperty(
        sector,
        fmt::format("{} eligible, {} conditional, {} ineligible",
                    totals[sector][0], totals[sector][1], totals[sector][2]));
  }
}

// What a change claims is so: with all its parts the supplier stands better,
// and without any one of them it does not.
TEST_F(CatalogueImportTest, ChangesDoWhatTheySay) {
  std::map<std::string, std::shared_ptr<const model::Supplier>> records;
  std::map<std::string, v1::Buyer> buyers;
  std::vector<v1::Requirement> requirements;
  for (const std::string folder : {"real", "composed"}) {
    for (const auto& supplier :
         ReadCatalogue<v1::Supplier>(folder + "/suppliers")) {
      auto record = server::TranslateSupplier(reference(), supplier);
      records[record->id] = std::move(record);
    }
    buyers.merge(Buyers(folder));
    for (auto& requirement :
         ReadCatalogue<v1::Requirement>(folder + "/requirements")) {
      requirements.push_back(std::move(requirement));
    }
  }
  std::vector<std::shared_ptr<const model::Supplier>> suppliers;
  for (const auto& [id, record] : records) suppliers.push_back(record);
  const auto snapshot =
      index::Snapshot::Build(reference(), std::move(suppliers), 1);

  match::FunnelWorkspace workspace;
  match::CompileOptions options;
  options.as_of = *model::DateFromText("2026-11-23");
  std::array<int, match::kStandings> lifted{};
  int parts = 0;
  for (const auto& requirement : requirements) {
    auto program = match::Compile(
        server::TranslateRequirement(reference(), requirement,
                                     &buyers.at(BuyerOf(requirement)))
            .value(),
        data_->criteria_sets.front(), reference(), options);
    ASSERT_TRUE(program.ok()) << requirement.name() << program.status();
    const match::BoundProgram bound(*std::move(program));
    match::FunnelQuery funnel_query;
    funnel_query.most_missed = 3;
    funnel_query.limit = 10;
    const auto funnel =
        match::MakeFunnel(bound, *snapshot, funnel_query, workspace);
    ASSERT_TRUE(funnel.ok());
    match::RankQuery conditional;
    conditional.standings[0] = false;
    conditional.limit = 5;
    const auto ranking = match::Rank(bound.program(), *snapshot, conditional);
    ASSERT_TRUE(ranking.ok());
    std::vector<std::string> ids;
    for (const auto& near : funnel->near_misses) {
      ids.push_back(near.key.id);
    }
    for (const auto& match : ranking->matches) {
      ids.push_back(match.key.id);
    }
    for (const std::string& id : ids) {
      const model::Supplier& record = *records.at(id);
      const auto change = match::SmallestChange(bound.program(), record);
      ASSERT_TRUE(change.ok());
      SCOPED_TRACE(requirement.name() + " " + id);
      EXPECT_TRUE(change->lifted || change->stuck != 0);
      if (!change->lifted) continue;
      ++lifted[static_cast<size_t>(change->standing)];
      const auto standing_with = [&](size_t without) {
        std::vector<model::Edit> edits;
        for (size_t i = 0; i < change->parts.size(); ++i) {
          if (i != without) edits.push_back(change->parts[i].edit);
        }
        const auto alone =
            index::Snapshot::Build(reference(),
                                   {std::make_shared<const model::Supplier>(
                                       model::Apply(record, edits))},
                                   1);
        return match::Explain(bound.program(), *alone->Find(id)).key.standing;
      };
      EXPECT_EQ(standing_with(change->parts.size()), *change->lifted);
      EXPECT_LT(*change->lifted, change->standing);
      for (size_t i = 0; i < change->parts.size(); ++i) {
        const bool still = change->standing == match::Standing::kIneligible
                               ? standing_with(i) == change->standing
                               : standing_with(i) != *change->lifted;
        EXPECT_TRUE(still) << match::ChangeKindName(change->parts[i].kind);
        EXPECT_NE(change->parts[i].to, "");
        ++parts;
      }
    }
  }
  EXPECT_GT(lifted[1], 50);
  EXPECT_GT(lifted[2], 50);
  EXPECT_GT(parts, lifted[1] + lifted[2]);
}

}  // namespace
}  // namespace ketnoi::data
