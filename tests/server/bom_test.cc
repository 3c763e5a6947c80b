// Bills of materials: the resource, its lines, and what is refused of both.

#include <set>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "tests/server/server_fixture.h"

namespace ketnoi::server {
namespace {

constexpr char kPlainBuyer[] = R"(display_name { en: "Buyer" })";
constexpr char kBicycle[] = R"(title { vi: "Xe đạp" en: "Bicycle" })";

class BomTest : public ServerTest {
 protected:
  BomTest() {
    CreateBuyer("b1", kPlainBuyer);
    CreateBuyer("b2", kPlainBuyer);
  }

  grpc::Status Create(const std::string& buyer, const std::string& id,
                      v1::Bom* created, bool validate_only = false) {
    v1::CreateBomRequest request;
    request.set_parent(buyer);
    request.set_bom_id(id);
    *request.mutable_bom() = Parse<v1::Bom>(kBicycle);
    request.set_validate_only(validate_only);
    grpc::ClientContext context;
    return boms_->CreateBom(&context, request, created);
  }
  v1::Bom CreateBom(const std::string& buyer, const std::string& id) {
    v1::Bom created;
    const auto status = Create(buyer, id, &created);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return created;
  }

  grpc::Status Get(const std::string& name) {
    v1::GetBomRequest request;
    request.set_name(name);
    grpc::ClientContext context;
    v1::Bom bom;
    return boms_->GetBom(&context, request, &bom);
  }

  grpc::Status Delete(const v1::DeleteBomRequest& request,
                      v1::DeleteBomResponse* response = nullptr) {
    v1::DeleteBomResponse ignored;
    grpc::ClientContext context;
    return boms_->DeleteBom(&context, request,
                            response == nullptr ? &ignored : response);
  }
  static v1::DeleteBomRequest DeleteRequest(const std::string& name,
                                            bool force) {
    v1::DeleteBomRequest request;
    request.set_name(name);
    request.set_force(force);
    return request;
  }

  v1::Requirement CreateLine(const std::string& bom, int line) {
    return CreateRequirement(
        "buyers/b1", fmt::format("line-{:04}", line),
        fmt::format(R"(title {{ en: "Part" }} category: "stamping"
                       bom: "{}" bom_line: {})",
                    bom, line));
  }

  v1::ListRequirementsResponse ListLines(const std::string& bom) {
    v1::ListRequirementsRequest request;
    request.set_parent("buyers/b1");
    request.set_filter("bom = \"" + bom + "\"");
    request.set_page_size(1000);
    grpc::ClientContext context;
    v1::ListRequirementsResponse response;
    const auto status =
        requirements_->ListRequirements(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  // Fields that are refused of a line.
  std::set<std::string> RefusedOf(const std::string& fields) {
    const ErrorView error = RefusedRequirement(Parse<v1::Requirement>(
        R"(title { en: "Part" } category: "stamping" )" + fields));
    EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT) << fields;
    return error.fields;
  }
};

using Fields = std::set<std::string>;

TEST_F(BomTest, IsCreatedReadListedAndUpdated) {
  const v1::Bom created = CreateBom("buyers/b1", "bike");
  EXPECT_EQ(created.name(), "buyers/b1/boms/bike");
  EXPECT_FALSE(created.etag().empty());
  CreateBom("buyers/b1", "car");
  CreateBom("buyers/b2", "bike");
  v1::Bom again;
  EXPECT_EQ(Create("buyers/b1", "bike", &again).error_code(),
            grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_TRUE(Create("buyers/b1", "plan", &again, true).ok());
  EXPECT_EQ(Get("buyers/b1/boms/plan").error_code(),
            grpc::StatusCode::NOT_FOUND);

  const auto list = [&](const std::string& parent, const std::string& query,
                        const std::string& filter) {
    v1::ListBomsRequest request;
    request.set_parent(parent);
    request.set_query(query);
    request.set_filter(filter);
    grpc::ClientContext context;
    v1::ListBomsResponse response;
    EXPECT_TRUE(boms_->ListBoms(&context, request, &response).ok());
    return response.total_size();
  };
  EXPECT_EQ(list("buyers/b1", "", ""), 2);
  EXPECT_EQ(list("buyers/-", "", ""), 3);
  EXPECT_EQ(list("buyers/-", "xe dap", ""), 3);
  EXPECT_EQ(list("buyers/-", "moto", ""), 0);
  EXPECT_EQ(list("buyers/-", "", "composed = \"true\""), 0);

  v1::UpdateBomRequest update;
  *update.mutable_bom() = created;
  update.mutable_bom()->mutable_title()->set_en("Folding bicycle");
  update.mutable_bom()->set_composed(true);
  grpc::ClientContext context;
  v1::Bom updated;
  ASSERT_TRUE(boms_->UpdateBom(&context, update, &updated).ok());
  EXPECT_EQ(updated.title().en(), "Folding bicycle");
  EXPECT_EQ(list("buyers/-", "folding", "composed = \"true\""), 1);
  grpc::ClientContext stale;
  EXPECT_EQ(ViewOf(boms_->UpdateBom(&stale, update, &updated)).reason,
            "ETAG_MISMATCH");
  Restart();
  EXPECT_TRUE(Get(created.name()).ok());
  EXPECT_EQ(list("buyers/-", "folding", ""), 1);
}

TEST_F(BomTest, IsRefusedWithoutItsBuyerOrATitle) {
  v1::Bom bom;
  EXPECT_EQ(Create("buyers/nobody", "bike", &bom).error_code(),
            grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(ViewOf(Create("suppliers/b1", "Bike", &bom)).fields,
            (Fields{"parent", "bom_id"}));
  v1::CreateBomRequest request;
  request.set_parent("buyers/b1");
  request.set_bom_id("bike");
  request.mutable_bom()->add_sources(std::string(3000, 'a'));
  grpc::ClientContext context;
  EXPECT_EQ(ViewOf(boms_->CreateBom(&context, request, &bom)).fields,
            (Fields{"bom.title", "bom.sources[0]"}));
  v1::UpdateBomRequest update;
  update.mutable_bom()->set_name("buyers/b1/bom/bike");
  grpc::ClientContext updating;
  EXPECT_EQ(ViewOf(boms_->UpdateBom(&updating, update, &bom)).fields,
            Fields{"bom.name"});
}

TEST_F(BomTest, ALineNamesABomOfItsBuyerAndItsPlace) {
  const std::string bom = CreateBom("buyers/b1", "bike").name();
  CreateBom("buyers/b2", "bike");
  const std::string named = "bom: \"" + bom + "\" ";
  EXPECT_EQ(RefusedOf(named), Fields{"bom_line"});
  EXPECT_EQ(RefusedOf(named + "bom_line: -1"), Fields{"bom_line"});
  EXPECT_EQ(RefusedOf(named + "bom_line: 100001"), Fields{"bom_line"});
  EXPECT_EQ(RefusedOf("bom_line: 1"), Fields{"bom_line"});
  for (const char* other : {"buyers/b2/boms/bike", "buyers/b1/boms/none",
                            "buyers/b1", "bike", "buyers/b1/boms/Bike"}) {
    EXPECT_EQ(RefusedOf(fmt::format("bom: \"{}\" bom_line: 1", other)),
              Fields{"bom"})
        << other;
  }
  // Places may be shared: the same part is asked for twice.
  CreateRequirement("buyers/b1", "a",
                    R"(title { en: "A" } category: "stamping" )" + named +
                        "bom_line: 100000");
  CreateRequirement("buyers/b1", "b",
                    R"(title { en: "A" } category: "stamping" )" + named +
                        "bom_line: 100000");
  CreateRequirement("buyers/b1", "c",
                    R"(title { en: "A" } category: "stamping")");
  EXPECT_EQ(ListLines(bom).total_size(), 2);
}

TEST_F(BomTest, UnitsOfALineConvert) {
  const std::string bom = CreateBom("buyers/b1", "bike").name();
  const std::string in_line = "bom: \"" + bom + "\" bom_line: 1 ";
  const char* const kWrong[] = {
      R"(criteria { monthly_volume { quantity { value: 1 unit: "degC" } } })",
      R"(criteria { order_quantity { quantity { value: 1 unit: "kN" } } })",
      R"(criteria { attribute { required { attribute: "thickness_mm"
                    range { min: 1 max: 2 } unit: "kg" } } })"};
  const char* const kUnits[] = {"monthly_volume.quantity.unit",
                                "order_quantity.quantity.unit",
                                "attribute.required.unit"};
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(RefusedOf(in_line + kWrong[i]),
              Fields{std::string("criteria[0].") + kUnits[i]});
    // Of other requirements it is a question that nobody can answer.
    CreateRequirement(
        "buyers/b1", fmt::format("loose-{}", i),
        std::string(R"(title { en: "A" } category: "stamping" )") + kWrong[i]);
  }
  EXPECT_EQ(RefusedOf(in_line + R"(criteria { monthly_volume { quantity {
                        value: 1 unit: "parsec" } } })"),
            Fields{"criteria[0].monthly_volume.quantity.unit"});
  CreateRequirement("buyers/b1", "line",
                    R"(title { en: "A" } category: "stamping"
      criteria { monthly_volume { quantity { value: 1 unit: "t" } } }
      criteria { order_quantity { quantity { value: 2 unit: "roll" } } }
      criteria { attribute { required { attribute: "thickness_mm"
                 range { min: 0.1 max: 0.2 } unit: "inch" } } } )" +
                        in_line);
}

TEST_F(BomTest, IsKeptWhileItHasLinesAndKeepsItsBuyer) {
  const std::string bom = CreateBom("buyers/b1", "bike").name();
  const std::string line = CreateLine(bom, 1).name();
  const ErrorView kept = ViewOf(Delete(DeleteRequest(bom, false)));
  EXPECT_EQ(kept.code, grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(kept.reason, "RESOURCE_IN_USE");

  v1::DeleteRequirementRequest request;
  request.set_name(line);
  grpc::ClientContext context;
  v1::DeleteRequirementResponse response;
  ASSERT_TRUE(
      requirements_->DeleteRequirement(&context, request, &response).ok());
  v1::DeleteBuyerRequest buyer;
  buyer.set_name("buyers/b1");
  v1::DeleteBuyerResponse deleted;
  grpc::ClientContext early;
  EXPECT_EQ(ViewOf(buyers_->DeleteBuyer(&early, buyer, &deleted)).reason,
            "RESOURCE_IN_USE");
  EXPECT_TRUE(Delete(DeleteRequest(bom, false)).ok());
  EXPECT_EQ(Delete(DeleteRequest(bom, false)).error_code(),
            grpc::StatusCode::NOT_FOUND);
  grpc::ClientContext late;
  EXPECT_TRUE(buyers_->DeleteBuyer(&late, buyer, &deleted).ok());
}

TEST_F(BomTest, IsDeletedWithItsLinesByForce) {
  const v1::Bom bom = CreateBom("buyers/b1", "bike");
  const std::string other = CreateBom("buyers/b1", "bike-2").name();
  constexpr int kLines = 300;  // more than one commit holds
  for (int i = 1; i <= kLines; ++i) CreateLine(bom.name(), i);
  CreateLine(other, kLines + 1);
  CreateRequirement("buyers/b1", "loose",
                    R"(title { en: "A" } category: "stamping")");

  auto request = DeleteRequest(bom.name(), true);
  request.set_validate_only(true);
  EXPECT_TRUE(Delete(request).ok());
  request.set_validate_only(false);
  request.set_etag("0-1");
  EXPECT_EQ(ViewOf(Delete(request)).reason, "ETAG_MISMATCH");
  EXPECT_EQ(ListLines(bom.name()).total_size(), kLines);

  request.set_etag(bom.etag());
  request.set_request_id("once");
  v1::DeleteBomResponse first;
  const auto status = Delete(request, &first);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(Get(bom.name()).error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(ListLines(bom.name()).total_size(), 0);
  EXPECT_EQ(ListLines(other).total_size(), 1);
  EXPECT_EQ(Delete(DeleteRequest(bom.name(), true)).error_code(),
            grpc::StatusCode::NOT_FOUND);

  // A retry leaves alone what came since under the same name.
  CreateBom("buyers/b1", "bike");
  CreateLine(bom.name(), 1);
  v1::DeleteBomResponse second;
  ASSERT_TRUE(Delete(request, &second).ok());
  EXPECT_EQ(second.revision().number(), first.revision().number());
  EXPECT_EQ(ListLines(bom.name()).total_size(), 1);
}

}  // namespace
}  // namespace ketnoi::server
