// Writes of buyers and their requirements, and what keeps them together.

#include "server/storage/rocks_store.h"
#include "tests/server/server_fixture.h"

namespace ketnoi::server {
namespace {

constexpr char kCalledBuyer[] = R"(
  display_name { en: "Buyer" }
  country_code: "JP"
  plants { id: "hanoi" province: "01" }
  plants { id: "haiphong" province: "31" })";

constexpr char kNear[] = R"(
  title { en: "Bracket" }
  category: "stamping"
  plant_id: "hanoi"
  criteria { gate: true weight: 1 place { distance { max_km: 50 } } })";

class BuyerCallsTest : public ServerTest {
 protected:
  grpc::Status Update(const v1::Buyer& buyer, const std::string& path,
                      v1::Buyer* updated) {
    v1::UpdateBuyerRequest request;
    *request.mutable_buyer() = buyer;
    request.mutable_buyer()->set_name("buyers/b1");
    if (!path.empty()) request.mutable_update_mask()->add_paths(path);
    grpc::ClientContext context;
    return buyers_->UpdateBuyer(&context, request, updated);
  }

  // The error of leaving the buyer with these plants.
  ErrorView Refused(const std::string& plants) {
    v1::Buyer updated;
    return ViewOf(Update(Parse<v1::Buyer>(plants), "plants", &updated));
  }

  v1::Buyer GetBuyer() {
    v1::GetBuyerRequest request;
    request.set_name("buyers/b1");
    grpc::ClientContext context;
    v1::Buyer buyer;
    EXPECT_TRUE(buyers_->GetBuyer(&context, request, &buyer).ok());
    return buyer;
  }

  grpc::Status Delete(const std::string& requirement) {
    v1::DeleteRequirementRequest request;
    request.set_name(requirement);
    grpc::ClientContext context;
    v1::DeleteRequirementResponse response;
    return requirements_->DeleteRequirement(&context, request, &response);
  }

  std::vector<v1::ImportBuyersResponse> ImportBuyers(
      const std::vector<v1::Buyer>& rows) {
    grpc::ClientContext context;
    return Import<v1::ImportBuyersRequest, v1::ImportBuyersResponse>(
        *buyers_->ImportBuyers(&context), rows,
        [](v1::ImportBuyersRequest::Row& row) -> v1::Buyer& {
          return *row.mutable_buyer();
        });
  }

  std::vector<v1::ImportRequirementsResponse> ImportRequirements(
      const std::vector<v1::Requirement>& rows) {
    grpc::ClientContext context;
    return Import<v1::ImportRequirementsRequest,
                  v1::ImportRequirementsResponse>(
        *requirements_->ImportRequirements(&context), rows,
        [](v1::ImportRequirementsRequest::Row& row) -> v1::Requirement& {
          return *row.mutable_requirement();
        });
  }

 private:
  // For rows so few that none waits for an answer to be read.
  template <class Request, class Response, class Resource, class Take>
  static std::vector<Response> Import(
      grpc::ClientReaderWriterInterface<Request, Response>& stream,
      const std::vector<Resource>& rows, Take take) {
    Request request;
    request.mutable_options();
    EXPECT_TRUE(stream.Write(request));
    for (size_t i = 0; i < rows.size(); ++i) {
      request.mutable_row()->set_row_number(static_cast<int64_t>(i) + 1);
      take(*request.mutable_row()) = rows[i];
      EXPECT_TRUE(stream.Write(request));
    }
    stream.WritesDone();
    std::vector<Response> answers(1);
    while (stream.Read(&answers.back())) answers.emplace_back();
    answers.pop_back();
    EXPECT_TRUE(stream.Finish().ok());
    EXPECT_EQ(answers.size(), rows.size());
    return answers;
  }
};

TEST_F(BuyerCallsTest, UpdatesABuyer) {
  const v1::Buyer created = CreateBuyer("b1", kCalledBuyer);
  v1::Buyer updated;
  ASSERT_TRUE(
      Update(Parse<v1::Buyer>(R"(country_code: "KR")"), "", &updated).ok());
  EXPECT_EQ(updated.country_code(), "KR");
  EXPECT_EQ(updated.display_name().en(), "Buyer");
  EXPECT_EQ(updated.plants_size(), 2);
  EXPECT_GT(updated.revision().number(), created.revision().number());
  EXPECT_EQ(GetBuyer().SerializeAsString(), updated.SerializeAsString());
  EXPECT_EQ(ViewOf(Update(created, "", &updated)).reason, "ETAG_MISMATCH");
}

TEST_F(BuyerCallsTest, KeepsPlantsThatRequirementsNameAndTheirPlaces) {
  CreateBuyer("b1", kCalledBuyer);
  CreateRequirement("buyers/b1", "r1", kNear);
  for (const char* plants : {"", R"(plants { id: "haiphong" province: "31" })",
                             R"(plants { id: "hanoi" })"}) {
    const ErrorView error = Refused(plants);
    EXPECT_EQ(error.code, grpc::StatusCode::FAILED_PRECONDITION) << plants;
    EXPECT_EQ(error.reason, "RESOURCE_IN_USE") << plants;
  }
  EXPECT_EQ(GetBuyer().plants_size(), 2);

  v1::Buyer updated;
  const auto status = Update({}, "plants", &updated);
  for (const char* word : {"buyers/b1/requirements/r1", "hanoi"}) {
    EXPECT_NE(status.error_message().find(word), std::string::npos)
        << status.error_message();
  }
  const auto moved = Parse<v1::Buyer>(
      R"(plants { id: "hanoi" coordinates { latitude: 21 longitude: 105 } })");
  EXPECT_TRUE(Update(moved, "plants", &updated).ok());
  ASSERT_TRUE(Delete("buyers/b1/requirements/r1").ok());
  EXPECT_TRUE(Update({}, "plants", &updated).ok());
}

TEST_F(BuyerCallsTest, APlantWithoutAPlaceDoesWhereNoneIsMeasuredFrom) {
  CreateBuyer("b1", kCalledBuyer);
  CreateRequirement(
      "buyers/b1", "r1",
      R"(title { en: "Bracket" } category: "stamping" plant_id: "hanoi")");
  v1::Buyer updated;
  const auto bare = Parse<v1::Buyer>(R"(plants { id: "hanoi" })");
  EXPECT_TRUE(Update(bare, "plants", &updated).ok());
  EXPECT_EQ(Refused("").reason, "RESOURCE_IN_USE");
}

TEST_F(BuyerCallsTest, ImportsBuyersButKeepsTheirPlants) {
  CreateBuyer("b1", kCalledBuyer);
  CreateRequirement("buyers/b1", "r1", kNear);
  const auto answers = ImportBuyers(
      {Parse<v1::Buyer>(R"(name: "buyers/b1" display_name { en: "Bare" })"),
       Parse<v1::Buyer>(R"(name: "buyers/b2" display_name { en: "Other" })")});
  EXPECT_EQ(answers[0].outcome(), v1::IMPORT_OUTCOME_REJECTED);
  EXPECT_EQ(ViewOf(answers[0].error()).reason, "RESOURCE_IN_USE");
  EXPECT_EQ(answers[1].outcome(), v1::IMPORT_OUTCOME_CREATED);
  EXPECT_EQ(GetBuyer().plants_size(), 2);

  v1::Buyer row = GetBuyer();
  row.set_country_code("KR");
  EXPECT_EQ(ImportBuyers({row})[0].outcome(), v1::IMPORT_OUTCOME_UPDATED);
}

// What no write leads to, but a record may be of another time.
TEST_F(BuyerCallsTest, MeasuresNoDistanceFromAPlantThatIsNotThere) {
  CreateBuyer("b1", kCalledBuyer);
  CreateRequirement("buyers/b1", "r1", kNear);
  app_.reset();
  {
    storage::RocksStoreOptions options;
    options.path = folder_ + "/store";
    const auto store = storage::OpenRocksStore(options);
    ASSERT_TRUE(store.ok()) << store.status();
    const auto bare =
        Parse<v1::Buyer>(R"(name: "buyers/b1" display_name { en: "Bare" })");
    storage::CommitRequest request;
    request.operations.push_back({storage::Collection::kBuyers, "buyers/b1",
                                  bare.SerializeAsString(), std::nullopt});
    ASSERT_TRUE((*store)->Commit(request).ok());
  }
  Restart();
  v1::RankSuppliersRequest request;
  request.set_requirement("buyers/b1/requirements/r1");
  grpc::ClientContext context;
  v1::RankSuppliersResponse response;
  const auto status = matches_->RankSuppliers(&context, request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_NE(status.error_message().find("plant_id 'hanoi'"), std::string::npos)
      << status.error_message();
}

TEST_F(BuyerCallsTest, UpdatesAndDeletesARequirement) {
  CreateBuyer("b1", kCalledBuyer);
  const v1::Requirement created = CreateRequirement("buyers/b1", "r1", kNear);
  v1::UpdateRequirementRequest request;
  request.mutable_requirement()->set_name(created.name());
  request.mutable_requirement()->set_part_number("P-1");
  grpc::ClientContext context;
  v1::Requirement updated;
  ASSERT_TRUE(
      requirements_->UpdateRequirement(&context, request, &updated).ok());
  EXPECT_EQ(updated.part_number(), "P-1");
  EXPECT_EQ(updated.criteria_size(), 1);

  request.mutable_requirement()->set_plant_id("nowhere");
  grpc::ClientContext refused;
  const ErrorView error =
      ViewOf(requirements_->UpdateRequirement(&refused, request, &updated));
  EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(error.fields, std::set<std::string>{"requirement.plant_id"});

  EXPECT_TRUE(Delete(created.name()).ok());
  EXPECT_EQ(Delete(created.name()).error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST_F(BuyerCallsTest, NamesAllThatIsWrongWithAWriteByItsPathInTheRequest) {
  v1::CreateRequirementRequest create;
  create.set_parent("x");
  create.set_requirement_id("A");
  create.mutable_requirement()->set_category("nonsense");
  create.set_request_id("a b");
  v1::Requirement requirement;
  grpc::ClientContext creating;
  const ErrorView error =
      ViewOf(requirements_->CreateRequirement(&creating, create, &requirement));
  EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(error.fields, (std::set<std::string>{
                              "parent", "requirement_id", "request_id",
                              "requirement.category", "requirement.title"}));

  CreateBuyer("b1", kCalledBuyer);
  create.set_parent("buyers/b1");
  create.mutable_requirement()->set_plant_id("nowhere");
  grpc::ClientContext again;
  EXPECT_EQ(
      ViewOf(requirements_->CreateRequirement(&again, create, &requirement))
          .fields,
      (std::set<std::string>{"requirement_id", "request_id",
                             "requirement.category", "requirement.title",
                             "requirement.plant_id"}));

  v1::CreateBuyerRequest buyer;
  buyer.set_buyer_id("A");
  buyer.mutable_buyer()->mutable_display_name()->set_en("Buyer");
  buyer.mutable_buyer()->set_country_code("nonsense");
  v1::Buyer created;
  grpc::ClientContext second;
  EXPECT_EQ(ViewOf(buyers_->CreateBuyer(&second, buyer, &created)).fields,
            (std::set<std::string>{"buyer_id", "buyer.country_code"}));
}

TEST_F(BuyerCallsTest, ImportsRequirements) {
  CreateBuyer("b1", kCalledBuyer);
  auto row = Parse<v1::Requirement>(kNear);
  row.set_name("buyers/b1/requirements/r1");
  v1::Requirement orphan = row;
  orphan.set_name("buyers/nobody/requirements/r1");
  v1::Requirement nowhere = row;
  nowhere.set_name("buyers/b1/requirements/r2");
  nowhere.set_plant_id("nowhere");
  const auto answers = ImportRequirements({row, orphan, nowhere});
  EXPECT_EQ(answers[0].outcome(), v1::IMPORT_OUTCOME_CREATED);
  EXPECT_EQ(ViewOf(answers[1].error()).code, grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(ViewOf(answers[2].error()).fields,
            std::set<std::string>{"plant_id"});
  EXPECT_EQ(ImportRequirements({row})[0].outcome(),
            v1::IMPORT_OUTCOME_UNCHANGED);
}

}  // namespace
}  // namespace ketnoi::server
