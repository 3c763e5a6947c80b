// Compiled requirements are kept, and never answer for what has changed.

#include "server/program_cache.h"

#include "server/match_program.h"
#include "tests/server/server_fixture.h"

namespace ketnoi::server {
namespace {

using Key = ProgramCache::Key;

// Of a target, and the most that it takes with a short key.
constexpr size_t kBytes = 10000;
constexpr size_t kMost = 12000;

// The cache does not look into what it keeps.
std::shared_ptr<CompiledTarget> Any(size_t bytes = kBytes) {
  static const ReferenceData data;
  auto target = std::make_shared<CompiledTarget>(data, match::Program());
  target->basis_before_revision.resize(bytes);
  return target;
}

size_t Weigh(const CompiledTarget& target) {
  return target.basis_before_revision.size();
}

Key KeyOf(const std::string& requirement) {
  Key key;
  key.requirement = requirement;
  return key;
}

TEST(ProgramCacheTest, KeepsWhatWasPut) {
  ProgramCache cache(2 * kMost, Weigh);
  EXPECT_EQ(cache.Find(KeyOf("a")), nullptr);
  const auto first = Any();
  cache.Put(KeyOf("a"), first);
  EXPECT_EQ(cache.Find(KeyOf("a")), first);
  cache.Put(KeyOf("a"), Any());
  EXPECT_EQ(cache.Find(KeyOf("a")), first);
}

TEST(ProgramCacheTest, TheOneNotAskedForLongestGoesFirst) {
  ProgramCache cache(2 * kMost, Weigh);
  cache.Put(KeyOf("a"), Any());
  cache.Put(KeyOf("b"), Any());
  EXPECT_NE(cache.Find(KeyOf("a")), nullptr);
  cache.Put(KeyOf("c"), Any());
  EXPECT_NE(cache.Find(KeyOf("a")), nullptr);
  EXPECT_EQ(cache.Find(KeyOf("b")), nullptr);
  EXPECT_NE(cache.Find(KeyOf("c")), nullptr);
}

TEST(ProgramCacheTest, LargeEntriesTakeThePlaceOfSeveral) {
  ProgramCache cache(5 * kMost, Weigh);
  for (const char* name : {"a", "b", "c", "d", "e"}) {
    cache.Put(KeyOf(name), Any());
  }
  EXPECT_NE(cache.Find(KeyOf("a")), nullptr);
  cache.Put(KeyOf("large"), Any(3 * kBytes));
  EXPECT_NE(cache.Find(KeyOf("large")), nullptr);
  for (const char* name : {"b", "c", "d"}) {
    EXPECT_EQ(cache.Find(KeyOf(name)), nullptr);
  }
  EXPECT_NE(cache.Find(KeyOf("a")), nullptr);
  EXPECT_NE(cache.Find(KeyOf("e")), nullptr);
  cache.Put(KeyOf("too large"), Any(5 * kMost));
  EXPECT_EQ(cache.Find(KeyOf("too large")), nullptr);
  // The key counts as well.
  const Key long_key = KeyOf(std::string(5 * kMost, 'x'));
  cache.Put(long_key, Any(1));
  EXPECT_EQ(cache.Find(long_key), nullptr);
  EXPECT_NE(cache.Find(KeyOf("a")), nullptr);
}

TEST(ProgramCacheTest, AnEntryThatGrewTakesThePlaceOfOthers) {
  ProgramCache cache(3 * kMost, Weigh);
  const auto growing = Any();
  cache.Put(KeyOf("growing"), growing);
  cache.Put(KeyOf("a"), Any());
  cache.Put(KeyOf("b"), Any());
  growing->basis_before_revision.resize(2 * kBytes);
  EXPECT_EQ(cache.Find(KeyOf("growing")), growing);
  EXPECT_EQ(cache.Find(KeyOf("a")), nullptr);
  EXPECT_NE(cache.Find(KeyOf("b")), nullptr);
  growing->basis_before_revision.resize(4 * kBytes);
  EXPECT_EQ(cache.Find(KeyOf("growing")), growing);
  EXPECT_EQ(cache.Find(KeyOf("growing")), nullptr);
  EXPECT_NE(cache.Find(KeyOf("b")), nullptr);
}

TEST(ProgramCacheTest, EveryPartOfTheKeyCounts) {
  const model::CriteriaSet criteria_set;
  ProgramCache cache(10 * kMost, Weigh);
  cache.Put(KeyOf("a"), Any());
  for (const auto change :
       std::initializer_list<void (*)(Key&, const model::CriteriaSet&)>{
           [](Key&key, const auto&) { key.requirement_revision = 1; },
           [](Key&key, const auto&) { key.buyer_revision = 1; },
           [](Key&key, const auto&set) { key.criteria_set = &set; },
           [](Key&key, const auto&) { key.as_of.days = 1; },
           [](Key&key, const auto&) {
             key.weights = {{"place", 0}};
           }}) {
    Key key = KeyOf("a");
    change(key, criteria_set);
    EXPECT_EQ(cache.Find(key), nullptr);
  }
}

// An inline requirement that was never seen is compiled, so that it says what
// those that are kept must say.
class KeptProgramTest : public ServerTest {
 protected:
  KeptProgramTest() {
    CreateSupplier("s", R"(
      legal_name { en: "S" } confirmed_date: "2026-01-01" employee_count: 100
      sites { id: "main" coordinates { latitude: 21.0 longitude: 105.8 } }
      capabilities { id: "row" category: "stamping" })");
    buyer_ = CreateBuyer("b", R"(
      display_name { en: "B" }
      plants { id: "p" coordinates { latitude: 21.1 longitude: 105.8 } })");
    requirement_ = CreateRequirement("buyers/b", "r", R"(
      title { en: "R" } category: "stamping" plant_id: "p"
      criteria { weight: 50 employees { min_count: 200 } }
      criteria { weight: 50 place { distance { max_km: 50 } } })");
    options_.set_as_of_date("2026-06-01");
  }

  // The result for the supplier and the basis of a request, without revisions.
  std::string Answer(const v1::RankSuppliersRequest& request) {
    v1::RankSuppliersResponse response;
    grpc::ClientContext context;
    const grpc::Status status =
        matches_->RankSuppliers(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(response.results_size(), 1);
    response.mutable_basis()->clear_requirement_revision();
    return response.results(0).DebugString() + response.basis().DebugString();
  }

  // The answer for the stored requirement, twice, which must be that for the
  // same one inline, also twice.
  std::string Stored() {
    v1::RankSuppliersRequest stored;
    stored.set_requirement(requirement_.name());
    *stored.mutable_options() = options_;
    v1::RankSuppliersRequest inlined;
    *inlined.mutable_inline_requirement() = requirement_;
    *inlined.mutable_options() = options_;
    v1::RankSuppliersRequest fresh = inlined;
    fresh.mutable_inline_requirement()->mutable_title()->set_en(
        "Title " + std::to_string(++titles_));
    const std::string expected = Answer(fresh);
    for (int i = 0; i < 2; ++i) {
      EXPECT_EQ(Answer(stored), expected);
      EXPECT_EQ(Answer(inlined), expected);
    }
    return expected;
  }

  int titles_ = 0;
  v1::Buyer buyer_;
  v1::Requirement requirement_;
  v1::RankingOptions options_;
};

TEST_F(KeptProgramTest, AChangedRequirementIsCompiledAgain) {
  const std::string before = Stored();
  v1::UpdateRequirementRequest request;
  *request.mutable_requirement() = requirement_;
  request.mutable_requirement()
      ->mutable_criteria(0)
      ->mutable_employees()
      ->set_min_count(100);
  grpc::ClientContext context;
  ASSERT_TRUE(
      requirements_->UpdateRequirement(&context, request, &requirement_).ok());
  EXPECT_NE(Stored(), before);
}

TEST_F(KeptProgramTest, APlantThatMovesIsMeasuredFromAgain) {
  const std::string before = Stored();
  v1::UpdateBuyerRequest request;
  *request.mutable_buyer() = buyer_;
  request.mutable_buyer()
      ->mutable_plants(0)
      ->mutable_coordinates()
      ->set_latitude(11);
  grpc::ClientContext context;
  ASSERT_TRUE(buyers_->UpdateBuyer(&context, request, &buyer_).ok());
  EXPECT_NE(Stored(), before);
}

TEST_F(KeptProgramTest, AnotherDayAndOtherWeightsAreCompiledAgain) {
  const std::string before = Stored();
  options_.set_as_of_date("2027-06-01");
  EXPECT_NE(Stored(), before);
  options_.set_as_of_date("2026-06-01");
  (*options_.mutable_weight_overrides())["employees"] = 0;
  EXPECT_NE(Stored(), before);
  options_.clear_weight_overrides();
  EXPECT_EQ(Stored(), before);
}

TEST_F(KeptProgramTest, ARequirementThatIsDeletedIsNotFound) {
  Stored();
  v1::DeleteRequirementRequest request;
  request.set_name(requirement_.name());
  v1::DeleteRequirementResponse deleted;
  grpc::ClientContext deleting;
  ASSERT_TRUE(
      requirements_->DeleteRequirement(&deleting, request, &deleted).ok());
  v1::RankSuppliersRequest rank;
  rank.set_requirement(requirement_.name());
  v1::RankSuppliersResponse response;
  grpc::ClientContext ranking;
  EXPECT_EQ(matches_->RankSuppliers(&ranking, rank, &response).error_code(),
            grpc::StatusCode::NOT_FOUND);
}

}  // namespace
}  // namespace ketnoi::server
