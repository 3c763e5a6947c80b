// Reads on a store and a catalogue without gRPC: everything of one answer is of
// one revision, and a call that nobody waits for ends.

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "server/bom_lines.h"
#include "server/catalogue.h"
#include "server/compare_matches.h"
#include "server/match_calls.h"
#include "server/match_target.h"
#include "server/rank_bom.h"
#include "server/reference_loader.h"
#include "server/resource_lister.h"
#include "server/resource_name.h"
#include "server/resource_writer.h"
#include "server/rpc_status.h"
#include "server/storage/rocks_store.h"
#include "tests/server/forwarding_store.h"
#include "tests/server/server_fixture.h"
#include "tests/testing/temporary_folder.h"

namespace ketnoi::server {
namespace {

using storage::Collection;

// Counts what is read by name, and lets something happen right before a read.
class WatchedStore final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;

  // Happens once, before the next Get or Scan.
  void BeforeNextRead(std::function<void()> hook) { hook_ = std::move(hook); }
  int gets() const { return gets_; }

  absl::StatusOr<storage::Record> Get(Collection collection,
                                      std::string_view name) const override {
    ++gets_;
    RunHook();
    return ForwardingStore::Get(collection, name);
  }
  absl::StatusOr<int64_t> Scan(
      Collection collection, std::string_view prefix, std::string_view after,
      const std::function<bool(const storage::Record&)>& visit) const override {
    RunHook();
    return ForwardingStore::Scan(collection, prefix, after, visit);
  }

 private:
  void RunHook() const {
    if (const auto hook = std::exchange(hook_, nullptr)) hook();
  }

  mutable std::atomic<int> gets_ = 0;
  mutable std::function<void()> hook_;
};

class ReadConsistencyTest : public ::testing::Test {
 protected:
  ReadConsistencyTest() {
    data_ = LoadReferenceData(KETNOI_DATA_DIR, "").value();
    storage::RocksStoreOptions options;
    options.path = folder_.path() + "/store";
    store_ = std::make_unique<WatchedStore>(
        storage::OpenRocksStore(options).value());
    catalogue_ = std::make_unique<Catalogue>(data_->reference, *store_);
    EXPECT_TRUE(catalogue_->Load().ok());
    // Waits until nothing but the calls of a test reads the store.
    EXPECT_TRUE(catalogue_
                    ->Search(Collection::kSuppliers, "",
                             absl::Now() + absl::Seconds(30), nullptr)
                    .ok());
    backend_ = std::make_unique<Backend>(*data_, *store_, *catalogue_);
  }

  // Writes a resource and returns its revision.
  template <class Resource>
  int64_t Put(const ResourceKind& kind, const std::string& name,
              const std::string& text) {
    auto resource = Parse<Resource>(text);
    resource.set_name(name);
    const absl::Status status =
        ResourceWriter(kind, *backend_).Update({}, true, {}, {}, resource);
    EXPECT_TRUE(status.ok()) << status;
    return resource.revision().number();
  }
  int64_t PutSupplier(const std::string& id, const std::string& text) {
    return Put<v1::Supplier>(SupplierKind(), "suppliers/" + id, text);
  }
  int64_t PutBuyer(const std::string& text) {
    return Put<v1::Buyer>(BuyerKind(), "buyers/b", text);
  }
  int64_t PutRequirement(const std::string& text) {
    return Put<v1::Requirement>(RequirementKind(), kName, text);
  }

  int64_t PutBom(const std::string& id) {
    return Put<v1::Bom>(BomKind(), "buyers/b/boms/" + id,
                        R"(title { en: "Bill" })");
  }
  int64_t PutLine(int number, const std::string& bom, int place) {
    return Put<v1::Requirement>(
        RequirementKind(), fmt::format("buyers/b/requirements/l{}", number),
        fmt::format(R"(title {{ en: "Part" }} category: "stamping"
                       bom: "buyers/b/boms/{}" bom_line: {})",
                    bom, place));
  }
  // "1:l1 2:l2 " of the bill x.
  std::string LinesAt(int64_t revision) {
    const auto lines = LinesOf(*store_, "buyers/b/boms/x", revision, {});
    EXPECT_TRUE(lines.ok()) << lines.status();
    std::string text;
    for (const BomLine& line : *lines) {
      text += fmt::format("{}:{} ", line.place, LastId(line.requirement));
    }
    return text;
  }

  static constexpr char kName[] = "buyers/b/requirements/r";

  const testing::TemporaryFolder folder_;
  std::unique_ptr<const ReferenceData> data_;
  std::unique_ptr<WatchedStore> store_;
  std::unique_ptr<Catalogue> catalogue_;
  std::unique_ptr<Backend> backend_;
};

TEST_F(ReadConsistencyTest, ARequirementAndItsBuyerAreReadAsOfTheRevision) {
  PutBuyer(R"(display_name { en: "Before" })");
  const int64_t before =
      PutRequirement(R"(title { en: "Before" } category: "stamping")");
  PutBuyer(R"(display_name { en: "After" })");
  const int64_t after =
      PutRequirement(R"(title { en: "After" } category: "casting")");

  const auto at = [&](int64_t revision) {
    const auto records = RecordsOf(*backend_, kName, revision);
    EXPECT_TRUE(records.ok()) << records.status();
    return ReadTarget(*backend_, *records).value();
  };
  const Target then = at(before);
  EXPECT_EQ(then.requirement.category(), "stamping");
  EXPECT_EQ(then.requirement.revision().number(), before);
  EXPECT_EQ(then.buyer.display_name().en(), "Before");
  const Target now = at(after);
  EXPECT_EQ(now.requirement.category(), "casting");
  EXPECT_EQ(now.buyer.display_name().en(), "After");

  const auto buyer = BuyerRecord(*backend_, kName, before);
  ASSERT_TRUE(buyer.ok()) << buyer.status();
  Violations violations;
  const auto target =
      InlineTarget(*backend_, then.requirement, *buyer, violations);
  ASSERT_TRUE(target.ok()) << target.status();
  ASSERT_TRUE(*target);
  EXPECT_EQ((*target)->buyer.display_name().en(), "Before");
  EXPECT_TRUE(absl::IsNotFound(RecordsOf(*backend_, kName, 1).status()));
}

TEST_F(ReadConsistencyTest, ARecordThatWentIsReadAsOfTheRevision) {
  const int64_t before = PutSupplier("a", R"(legal_name { en: "A" })");
  ASSERT_TRUE(ResourceWriter(SupplierKind(), *backend_)
                  .Delete("suppliers/a", "", {})
                  .ok());
  const auto record =
      RecordAt(*store_, Collection::kSuppliers, "suppliers/a", before);
  ASSERT_TRUE(record.ok()) << record.status();
  EXPECT_EQ(record->revision, before);
  EXPECT_TRUE(absl::IsNotFound(
      RecordAt(*store_, Collection::kSuppliers, "suppliers/a", before + 1)
          .status()));
}

TEST_F(ReadConsistencyTest, ASearchReadsWhatIsOnThePage) {
  for (int i = 0; i < 30; ++i) {
    PutSupplier("s" + std::to_string(i), R"(legal_name { en: "Acme" })");
  }
  ListQuery query;
  query.query = "acme";
  query.page_size = 5;
  const int before = store_->gets();
  auto page = List(SupplierKind(), *backend_, query, {});
  ASSERT_TRUE(page.ok()) << page.status();
  EXPECT_EQ(page->resources.size(), 5U);
  EXPECT_EQ(page->total_size, 30);
  EXPECT_EQ(store_->gets() - before, 5);
  query.page_token = page->next_page_token;
  page = List(SupplierKind(), *backend_, query, {});
  ASSERT_TRUE(page.ok()) << page.status();
  EXPECT_EQ(page->resources.size(), 5U);
  EXPECT_EQ(store_->gets() - before, 10);
}

TEST_F(ReadConsistencyTest, ABomIsReadAsOfTheRevision) {
  PutBuyer(R"(display_name { en: "Buyer" })");
  PutBom("x");
  PutBom("y");
  for (int i = 1; i <= 6; ++i) PutLine(i, "x", i);
  const int64_t revision = store_->revision();
  const auto before = LinesAt(revision);
  EXPECT_EQ(before, "1:l1 2:l2 3:l3 4:l4 5:l5 6:l6 ");
  PutLine(2, "x", 9);  // goes elsewhere
  PutLine(3, "y", 3);  // leaves
  PutLine(7, "x", 7);  // comes
  const std::string name = "buyers/b/requirements/l4";
  const auto remove = [&] {
    ASSERT_TRUE(
        ResourceWriter(RequirementKind(), *backend_).Delete(name, "", {}).ok());
  };
  remove();
  PutLine(5, "x", 5);  // is written again as it was
  const std::string after = "1:l1 5:l5 6:l6 7:l7 9:l2 ";
  EXPECT_EQ(LinesAt(revision), before);
  EXPECT_EQ(LinesAt(store_->revision()), after);
  // What is written right before the scan is read as it was.
  const int64_t later = store_->revision();
  store_->BeforeNextRead([&] {
    PutLine(4, "x", 1);
    remove();
    PutLine(1, "y", 1);
  });
  EXPECT_EQ(LinesAt(later), after);
  EXPECT_EQ(LinesAt(revision), before);
  EXPECT_EQ(LinesAt(store_->revision()), "5:l5 6:l6 7:l7 9:l2 ");
}

TEST_F(ReadConsistencyTest, ABomIsRankedAsOfOneRevisionWhateverIsWritten) {
  PutSupplier("a", R"(
      legal_name { en: "Acme" } capabilities { id: "c" category: "stamping" })");
  PutBuyer(
      R"(display_name { en: "Before" } plants { id: "p" province: "01" })");
  PutBom("x");
  constexpr int kLines = 200;  // more than is ranked ahead
  for (int i = 1; i <= kLines; ++i) PutLine(i, "x", i);
  const int64_t revision = store_->revision();
  v1::RankBomRequest request;
  request.set_bom("buyers/b/boms/x");
  std::vector<v1::RankBomResponse> answers;
  const auto send = [&](const std::string& bytes) {
    EXPECT_TRUE(answers.emplace_back().ParseFromString(bytes));
    EXPECT_EQ(answers.back().SerializeAsString(), bytes);
    if (answers.size() == 1) {
      PutSupplier("b", R"(
        legal_name { en: "B" } capabilities { id: "c" category: "stamping" })");
      PutBom("x");
      PutLine(kLines + 1, "x", kLines + 1);
      PutLine(kLines, "x", 1);
    } else if (answers.size() == 2) {
      EXPECT_TRUE(ResourceWriter(RequirementKind(), *backend_)
                      .Delete("buyers/b/requirements/l199", "", {})
                      .ok());
    }
    return true;
  };
  ASSERT_TRUE(RankBom(*backend_, {}, request, send).ok());
  ASSERT_EQ(answers.size(), kLines + 1U);
  EXPECT_EQ(answers[0].start().basis().revision().number(), revision);
  EXPECT_LT(answers[0].start().bom().revision().number(), revision);
  for (int i = 1; i <= kLines; ++i) {
    const v1::RankedBomLine& line = answers[static_cast<size_t>(i)].line();
    EXPECT_EQ(line.requirement(), fmt::format("buyers/b/requirements/l{}", i));
    EXPECT_EQ(line.bom_line(), i);
    EXPECT_EQ(line.basis().revision().number(), revision);
    EXPECT_LE(line.basis().requirement_revision().number(), revision);
    EXPECT_EQ(line.results_size(), 1);
  }
}

TEST_F(ReadConsistencyTest, ARankingOfABomEndsSoonAfterItsCall) {
  PutSupplier("a", R"(
      legal_name { en: "Acme" } capabilities { id: "c" category: "stamping" })");
  PutBuyer(R"(display_name { en: "Buyer" })");
  PutBom("x");
  for (int i = 1; i <= 20; ++i) PutLine(i, "x", i);
  v1::RankBomRequest request;
  request.set_bom("buyers/b/boms/x");
  CallLimits late;
  late.deadline = absl::Now() - absl::Seconds(1);
  CallLimits limits;
  bool cancelled = false;
  limits.cancelled = [&] { return cancelled; };
  size_t sent = 0;
  const auto send = [&](const std::string&) {
    cancelled = ++sent >= 3;
    return true;
  };
  EXPECT_TRUE(
      absl::IsDeadlineExceeded(RankBom(*backend_, late, request, send)));
  EXPECT_EQ(sent, 0U);
  const absl::Status status = RankBom(*backend_, limits, request, send);
  EXPECT_TRUE(absl::IsCancelled(status)) << status;
  EXPECT_EQ(sent, 3U);
  EXPECT_TRUE(absl::IsCancelled(RankBom(
      *backend_, {}, request, [](const std::string&) { return false; })));
}

TEST_F(ReadConsistencyTest, AListNamesTheRevisionThatItScanned) {
  PutSupplier("a", R"(legal_name { en: "Acme" })");
  int64_t revision = 0;
  store_->BeforeNextRead(
      [&] { revision = PutSupplier("b", R"(legal_name { en: "Acme" })"); });
  const auto page = List(SupplierKind(), *backend_, {}, {});
  ASSERT_TRUE(page.ok()) << page.status();
  EXPECT_EQ(page->total_size, 2);
  EXPECT_EQ(page->read_state.revision().number(), revision);
}

TEST_F(ReadConsistencyTest, ASearchReadsAsOfTheRevisionThatItNames) {
  const int64_t before = PutSupplier("a", R"(legal_name { en: "Acme" })");
  store_->BeforeNextRead([&] {
    PutSupplier("a", R"(legal_name { en: "Other" })");
    ASSERT_TRUE(ResourceWriter(SupplierKind(), *backend_)
                    .Delete("suppliers/a", "", {})
                    .ok());
  });
  ListQuery query;
  query.query = "acme";
  const auto page = List(SupplierKind(), *backend_, query, {});
  ASSERT_TRUE(page.ok()) << page.status();
  ASSERT_EQ(page->resources.size(), 1U);
  EXPECT_EQ(
      static_cast<const v1::Supplier&>(*page->resources[0]).legal_name().en(),
      "Acme");
  EXPECT_EQ(page->read_state.revision().number(), before);
}

TEST_F(ReadConsistencyTest, ARankingAndAnExplanationAreOfTheirBasis) {
  PutSupplier("a", R"(
      legal_name { en: "Acme" } capabilities { id: "c" category: "stamping" })");
  PutBuyer(R"(display_name { en: "Buyer" })");
  const auto check = [&](const v1::RankingBasis& basis, int64_t revision) {
    EXPECT_EQ(basis.requirement_revision().number(), revision);
    EXPECT_EQ(basis.revision().number(), revision);
    EXPECT_TRUE(basis.requirement_composed());
    ASSERT_GT(basis.criteria_size(), 0);
  };
  for (const bool explain : {false, true}) {
    const int64_t revision = PutRequirement(
        R"(title { en: "Part" } category: "stamping" composed: true)");
    // Another requirement is stored before this one is read.
    store_->BeforeNextRead(
        [&] { PutRequirement(R"(title { en: "Part" } category: "casting")"); });
    if (explain) {
      v1::ExplainMatchRequest request;
      request.set_requirement(kName);
      request.set_supplier("suppliers/a");
      std::string answer;
      ASSERT_TRUE(ExplainMatch(*backend_, {}, request, answer).ok());
      v1::ExplainMatchResponse response;
      ASSERT_TRUE(response.ParseFromString(answer));
      check(response.basis(), revision);
      EXPECT_EQ(response.result().standing(), v1::STANDING_ELIGIBLE);
    } else {
      v1::RankSuppliersRequest request;
      request.set_requirement(kName);
      std::string answer;
      ASSERT_TRUE(RankSuppliers(*backend_, {}, request, answer).ok());
      v1::RankSuppliersResponse response;
      ASSERT_TRUE(response.ParseFromString(answer));
      check(response.basis(), revision);
      EXPECT_EQ(response.results_size(), 1);
    }
  }
}

// They are written field by field, and not by the generated class.
TEST_F(ReadConsistencyTest, AnswersAreTheBytesOfTheirMessages) {
  PutSupplier("a", R"(
    legal_name { vi: "Á" } composed: true sites { id: "main" }
    capabilities { id: "row" category: "stamping" })");
  PutSupplier("b", R"(legal_name { en: "B" } employee_count: 7
                      capabilities { id: "row" category: "stamping" })");
  PutBuyer(R"(display_name { en: "Buyer" })");
  PutRequirement(R"(
    title { en: "Part" } category: "stamping" composed: true
    criteria { gate: true weight: 50 employees { min_count: 5 } }
    criteria { weight: 50 place { provinces { provinces: "01" } } })");
  v1::RankSuppliersRequest rank;
  rank.set_requirement(kName);
  v1::ExplainMatchRequest explain;
  explain.set_requirement(kName);
  explain.set_supplier("suppliers/a");
  explain.set_include_change(true);
  rank.mutable_why_not()->set_funnel(true);
  rank.mutable_why_not()->set_near_miss_limit(5);
  rank.mutable_why_not()->set_relaxation_target(1);
  v1::CompareMatchesRequest compare;
  compare.set_requirement(kName);
  compare.add_suppliers("suppliers/a");
  compare.add_suppliers("suppliers/b");
  for (const char* language : {"", "vi", "en"}) {
    if (*language != '\0') {
      rank.mutable_options()->add_language_codes(language);
      explain.mutable_options()->add_language_codes(language);
    }
    for (const int page_size : {1, 2}) {
      rank.set_page_size(page_size);
      std::string answer;
      ASSERT_TRUE(RankSuppliers(*backend_, {}, rank, answer).ok());
      v1::RankSuppliersResponse ranking;
      ASSERT_TRUE(ranking.ParseFromString(answer));
      EXPECT_EQ(ranking.results_size(), page_size);
      EXPECT_EQ(ranking.next_page_token().empty(), page_size == 2);
      EXPECT_EQ(ranking.SerializeAsString(), answer);
      EXPECT_TRUE(ranking.why_not().has_relaxation());
    }
    std::string answer;
    ASSERT_TRUE(ExplainMatch(*backend_, {}, explain, answer).ok());
    v1::ExplainMatchResponse explained;
    ASSERT_TRUE(explained.ParseFromString(answer));
    EXPECT_EQ(explained.result().supplier(), "suppliers/a");
    EXPECT_EQ(explained.SerializeAsString(), answer);
    EXPECT_TRUE(explained.has_change());
    ASSERT_TRUE(CompareMatches(*backend_, {}, compare, answer).ok());
    v1::CompareMatchesResponse compared;
    ASSERT_TRUE(compared.ParseFromString(answer));
    EXPECT_EQ(compared.SerializeAsString(), answer);
  }
}

TEST_F(ReadConsistencyTest, RefusesPageTokensFromBeforeTheStoreWasRestored) {
  PutSupplier("a", R"(legal_name { en: "A" })");
  PageToken token;
  token.query_hash = QueryHash("x");
  token.epoch = "0123456789abcdef";
  Violations violations;
  const auto read = ReadPageToken(*backend_, EncodePageToken(token),
                                  token.query_hash, violations);
  EXPECT_EQ(ViewOf(ToRpcStatus(read.status())).reason, "EPOCH_MISMATCH");
}

TEST_F(ReadConsistencyTest, ACallThatNobodyWaitsForEnds) {
  PutSupplier("a", R"(legal_name { en: "A" })");
  PutBuyer(R"(display_name { en: "Buyer" })");
  PutRequirement(R"(title { en: "Part" } category: "stamping")");
  CallLimits late;
  late.deadline = absl::Now() - absl::Seconds(1);
  CallLimits cancelled;
  cancelled.cancelled = [] { return true; };
  for (const auto& [limits, code] :
       {std::pair(late, grpc::StatusCode::DEADLINE_EXCEEDED),
        std::pair(cancelled, grpc::StatusCode::CANCELLED)}) {
    const auto ends = [code = code](const absl::Status& status) {
      const ErrorView error = ViewOf(ToRpcStatus(status));
      EXPECT_EQ(error.code, code);
      EXPECT_EQ(error.reason, "CALL_ENDED");
    };
    v1::RankSuppliersRequest request;
    request.set_requirement(kName);
    std::string ranking;
    ends(RankSuppliers(*backend_, limits, request, ranking));
    v1::ExplainMatchRequest explain;
    explain.set_requirement(kName);
    explain.set_supplier("suppliers/a");
    std::string explained;
    ends(ExplainMatch(*backend_, limits, explain, explained));
    for (const char* text : {"", "a"}) {
      ListQuery query;
      query.query = text;
      ends(List(SupplierKind(), *backend_, query, limits).status());
    }
  }
}

TEST_F(ReadConsistencyTest, ARankingEndsWhileItScans) {
  // One record, so that its rows lie in one segment: 200 capabilities at each
  // of 50 sites.
  std::string text = R"(legal_name { en: "A" })";
  for (int i = 0; i < 50; ++i) {
    text += " sites { id: \"s" + std::to_string(i) + "\" }";
  }
  for (int i = 0; i < 200; ++i) {
    text += " capabilities { id: \"r" + std::to_string(i) +
            "\" category: \"stamping\" }";
  }
  PutSupplier("large", text);
  PutBuyer(R"(display_name { en: "Buyer" })");
  PutRequirement(R"(title { en: "Part" } category: "stamping")");
  v1::RankSuppliersRequest request;
  request.set_requirement(kName);
  std::string ranking;
  ASSERT_TRUE(
      catalogue_->WaitApplied(store_->revision(), absl::InfiniteFuture()).ok());
  int asked = 0;
  CallLimits limits;
  // The first question is asked before the scan.
  limits.cancelled = [&asked] { return ++asked > 1; };
  EXPECT_TRUE(
      absl::IsCancelled(RankSuppliers(*backend_, limits, request, ranking)));
  EXPECT_EQ(asked, 2);
}

}  // namespace
}  // namespace ketnoi::server
