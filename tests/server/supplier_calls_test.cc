// The standard methods, on suppliers, buyers and requirements.

#include "tests/server/server_fixture.h"

namespace ketnoi::server {
namespace {

constexpr char kAcme[] = R"(
  legal_name { vi: "Cơ khí Ánh Dương" }
  other_names: "ADM"
  contacts { full_name: "Nguyễn Văn A" email: "a@example.com" }
  employee_count: 120)";

class SupplierCallsTest : public ServerTest {
 protected:
  grpc::Status Update(const v1::UpdateSupplierRequest& request,
                      v1::Supplier* updated) {
    grpc::ClientContext context;
    return suppliers_->UpdateSupplier(&context, request, updated);
  }

  grpc::Status Delete(const std::string& name, const std::string& etag = "",
                      const std::string& request_id = "",
                      int64_t* revision = nullptr) {
    v1::DeleteSupplierRequest request;
    request.set_name(name);
    request.set_etag(etag);
    request.set_request_id(request_id);
    grpc::ClientContext context;
    v1::DeleteSupplierResponse response;
    const auto status =
        suppliers_->DeleteSupplier(&context, request, &response);
    if (revision != nullptr) *revision = response.revision().number();
    return status;
  }
};

TEST_F(SupplierCallsTest, ReturnsWhatWasCreated) {
  const v1::Supplier created = CreateSupplier("acme", kAcme);
  EXPECT_EQ(created.name(), "suppliers/acme");
  EXPECT_GT(created.revision().number(), 0);
  EXPECT_EQ(created.revision().epoch().size(), 16U);
  EXPECT_NE(created.etag(), "");
  EXPECT_GT(created.create_time().seconds(), 0);
  EXPECT_EQ(GetSupplier("suppliers/acme", v1::SUPPLIER_VIEW_BASIC)
                .SerializeAsString(),
            created.SerializeAsString());
}

TEST_F(SupplierCallsTest, AnswersWritesWithoutContacts) {
  const v1::Supplier created = CreateSupplier("acme", kAcme);
  EXPECT_EQ(created.contacts_size(), 0);
  v1::UpdateSupplierRequest request;
  *request.mutable_supplier() = created;
  v1::Supplier updated;
  ASSERT_TRUE(Update(request, &updated).ok());
  EXPECT_EQ(updated.contacts_size(), 0);
  EXPECT_EQ(GetSupplier("suppliers/acme").contacts_size(), 1);
}

TEST_F(SupplierCallsTest, ShowsContactsOnlyInAFullView) {
  CreateSupplier("acme", kAcme);
  EXPECT_EQ(GetSupplier("suppliers/acme").contacts_size(), 1);
  EXPECT_EQ(
      GetSupplier("suppliers/acme", v1::SUPPLIER_VIEW_BASIC).contacts_size(),
      0);
  EXPECT_EQ(GetSupplier("suppliers/acme", v1::SUPPLIER_VIEW_UNSPECIFIED)
                .contacts_size(),
            0);
}

TEST_F(SupplierCallsTest, RefusesASecondOneOfTheSameName) {
  CreateSupplier("acme", kAcme);
  v1::CreateSupplierRequest request;
  *request.mutable_supplier() = Parse<v1::Supplier>(kAcme);
  request.set_supplier_id("acme");
  grpc::ClientContext context;
  v1::Supplier created;
  const ErrorView error =
      ViewOf(suppliers_->CreateSupplier(&context, request, &created));
  EXPECT_EQ(error.code, grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(error.reason, "RESOURCE_EXISTS");
  EXPECT_EQ(error.domain, "ketnoi");
}

TEST_F(SupplierCallsTest, AnswersARetryWithTheFirstResult) {
  v1::CreateSupplierRequest request;
  *request.mutable_supplier() = Parse<v1::Supplier>(kAcme);
  request.set_supplier_id("acme");
  request.set_request_id("r-1");
  v1::Supplier first;
  v1::Supplier second;
  grpc::ClientContext context;
  ASSERT_TRUE(suppliers_->CreateSupplier(&context, request, &first).ok());
  grpc::ClientContext retry;
  ASSERT_TRUE(suppliers_->CreateSupplier(&retry, request, &second).ok());
  EXPECT_EQ(first.SerializeAsString(), second.SerializeAsString());

  request.mutable_supplier()->set_employee_count(7);
  grpc::ClientContext reuse;
  const ErrorView error =
      ViewOf(suppliers_->CreateSupplier(&reuse, request, &second));
  EXPECT_EQ(error.code, grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(error.reason, "REQUEST_ID_REUSED");
}

TEST_F(SupplierCallsTest, AnswersARetryWhateverBecameOfTheRecordSince) {
  v1::CreateSupplierRequest create;
  *create.mutable_supplier() = Parse<v1::Supplier>(kAcme);
  create.set_supplier_id("acme");
  create.set_request_id("create");
  v1::Supplier created;
  grpc::ClientContext context;
  ASSERT_TRUE(suppliers_->CreateSupplier(&context, create, &created).ok());
  v1::UpdateSupplierRequest update;
  *update.mutable_supplier() = created;
  update.mutable_supplier()->set_employee_count(1);
  update.set_request_id("update");
  v1::Supplier updated;
  ASSERT_TRUE(Update(update, &updated).ok());
  int64_t deleted = 0;
  ASSERT_TRUE(
      Delete("suppliers/acme", updated.etag(), "delete", &deleted).ok());

  v1::Supplier again;
  grpc::ClientContext retry;
  ASSERT_TRUE(suppliers_->CreateSupplier(&retry, create, &again).ok());
  EXPECT_EQ(again.SerializeAsString(), created.SerializeAsString());
  ASSERT_TRUE(Update(update, &again).ok());
  EXPECT_EQ(again.SerializeAsString(), updated.SerializeAsString());
  int64_t deleted_again = 0;
  ASSERT_TRUE(
      Delete("suppliers/acme", updated.etag(), "delete", &deleted_again).ok());
  EXPECT_EQ(deleted_again, deleted);
  EXPECT_EQ(CountSuppliers(), 0);

  update.mutable_supplier()->set_employee_count(2);
  EXPECT_EQ(ViewOf(Update(update, &again)).reason, "REQUEST_ID_REUSED");
}

TEST_F(SupplierCallsTest, WritesNothingWhenOnlyValidating) {
  v1::CreateSupplierRequest request;
  *request.mutable_supplier() = Parse<v1::Supplier>(kAcme);
  request.set_supplier_id("acme");
  request.set_validate_only(true);
  grpc::ClientContext context;
  v1::Supplier created;
  EXPECT_TRUE(suppliers_->CreateSupplier(&context, request, &created).ok());
  EXPECT_EQ(CountSuppliers(), 0);
}

TEST_F(SupplierCallsTest, ReplacesOnlyTheFieldsOfTheMask) {
  const v1::Supplier created = CreateSupplier("acme", kAcme);
  v1::UpdateSupplierRequest request;
  request.mutable_supplier()->set_name("suppliers/acme");
  request.mutable_supplier()->set_employee_count(5);
  request.mutable_update_mask()->add_paths("employee_count");
  request.mutable_update_mask()->add_paths("other_names");
  v1::Supplier updated;
  ASSERT_TRUE(Update(request, &updated).ok());
  EXPECT_EQ(updated.employee_count(), 5);
  EXPECT_EQ(updated.other_names_size(), 0);
  EXPECT_EQ(updated.legal_name().vi(), "Cơ khí Ánh Dương");
  EXPECT_GT(updated.revision().number(), created.revision().number());
  EXPECT_EQ(updated.create_time().seconds(), created.create_time().seconds());
}

TEST_F(SupplierCallsTest, ReplacesWhatIsSetIfThereIsNoMask) {
  CreateSupplier("acme", kAcme);
  v1::UpdateSupplierRequest request;
  *request.mutable_supplier() =
      GetSupplier("suppliers/acme", v1::SUPPLIER_VIEW_BASIC);
  request.mutable_supplier()->clear_other_names();
  request.mutable_supplier()->clear_legal_name();
  request.mutable_supplier()->mutable_legal_name()->set_en("Sun Mechanics");
  v1::Supplier updated;
  ASSERT_TRUE(Update(request, &updated).ok());
  const v1::Supplier stored = GetSupplier("suppliers/acme");
  EXPECT_EQ(stored.contacts_size(), 1);
  EXPECT_EQ(stored.other_names_size(), 1);
  EXPECT_EQ(stored.legal_name().vi(), "");
  EXPECT_EQ(stored.legal_name().en(), "Sun Mechanics");
}

TEST_F(SupplierCallsTest, ReplacesEverythingUnderAStar) {
  CreateSupplier("acme", kAcme);
  v1::UpdateSupplierRequest request;
  *request.mutable_supplier() =
      GetSupplier("suppliers/acme", v1::SUPPLIER_VIEW_BASIC);
  request.mutable_supplier()->clear_other_names();
  request.mutable_update_mask()->add_paths("*");
  v1::Supplier updated;
  ASSERT_TRUE(Update(request, &updated).ok());
  const v1::Supplier stored = GetSupplier("suppliers/acme");
  EXPECT_EQ(stored.contacts_size(), 0);
  EXPECT_EQ(stored.other_names_size(), 0);
  EXPECT_EQ(stored.employee_count(), 120);
}

TEST_F(SupplierCallsTest, RefusesAMaskOfUnknownOrOutputOnlyFields) {
  CreateSupplier("acme", kAcme);
  for (const char* path : {"nonsense", "revision", "name", "legal_name.vi"}) {
    v1::UpdateSupplierRequest request;
    request.mutable_supplier()->set_name("suppliers/acme");
    request.mutable_update_mask()->add_paths(path);
    v1::Supplier updated;
    const ErrorView error = ViewOf(Update(request, &updated));
    EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT) << path;
    EXPECT_EQ(error.fields.count("update_mask"), 1U) << path;
  }
}

TEST_F(SupplierCallsTest, NamesAllThatIsWrongWithAWriteByItsPathInTheRequest) {
  v1::CreateSupplierRequest create;
  *create.mutable_supplier() = Parse<v1::Supplier>(kAcme);
  create.mutable_supplier()->set_tax_code("12345");
  create.set_supplier_id("A");
  create.set_request_id("a b");
  v1::Supplier supplier;
  grpc::ClientContext context;
  const ErrorView error =
      ViewOf(suppliers_->CreateSupplier(&context, create, &supplier));
  EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(error.fields, (std::set<std::string>{"request_id", "supplier_id",
                                                 "supplier.tax_code"}));

  CreateSupplier("acme", kAcme);
  v1::UpdateSupplierRequest update;
  update.mutable_supplier()->set_name("suppliers/acme");
  update.mutable_supplier()->set_tax_code("12345");
  update.mutable_update_mask()->add_paths("nonsense");
  update.set_request_id("a b");
  EXPECT_EQ(ViewOf(Update(update, &supplier)).fields,
            (std::set<std::string>{"request_id", "update_mask",
                                   "supplier.tax_code"}));
  update.mutable_supplier()->set_name("x");
  EXPECT_EQ(
      ViewOf(Update(update, &supplier)).fields,
      (std::set<std::string>{"request_id", "update_mask", "supplier.name"}));
  EXPECT_EQ(ViewOf(Delete("x", "", "a b")).fields,
            (std::set<std::string>{"request_id", "name"}));
}

TEST_F(SupplierCallsTest, RefusesAStaleEtag) {
  const v1::Supplier created = CreateSupplier("acme", kAcme);
  v1::UpdateSupplierRequest request;
  *request.mutable_supplier() = created;
  request.mutable_supplier()->set_employee_count(1);
  v1::Supplier updated;
  ASSERT_TRUE(Update(request, &updated).ok());
  request.mutable_supplier()->set_employee_count(2);
  const ErrorView error = ViewOf(Update(request, &updated));
  EXPECT_EQ(error.code, grpc::StatusCode::ABORTED);
  EXPECT_EQ(error.reason, "ETAG_MISMATCH");
  EXPECT_EQ(Delete("suppliers/acme", created.etag()).error_code(),
            grpc::StatusCode::ABORTED);
  EXPECT_EQ(GetSupplier("suppliers/acme").employee_count(), 1);
}

TEST_F(SupplierCallsTest, CreatesWhatIsMissingOnlyIfAllowed) {
  v1::UpdateSupplierRequest request;
  *request.mutable_supplier() = Parse<v1::Supplier>(kAcme);
  request.mutable_supplier()->set_name("suppliers/acme");
  v1::Supplier updated;
  EXPECT_EQ(ViewOf(Update(request, &updated)).reason, "RESOURCE_NOT_FOUND");
  request.set_allow_missing(true);
  EXPECT_TRUE(Update(request, &updated).ok());
  EXPECT_EQ(CountSuppliers(), 1);
}

TEST_F(SupplierCallsTest, DeletesOnce) {
  CreateSupplier("acme", kAcme);
  EXPECT_TRUE(Delete("suppliers/acme").ok());
  EXPECT_EQ(CountSuppliers(), 0);
  EXPECT_EQ(Delete("suppliers/acme").error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(Delete("suppliers/acme", "0123abcd-1").error_code(),
            grpc::StatusCode::NOT_FOUND);
}

TEST_F(SupplierCallsTest, KeepsABuyerThatHasRequirements) {
  CreateBuyer("b1", R"(display_name { en: "Buyer" })");
  CreateRequirement("buyers/b1", "r1",
                    R"(title { en: "Bracket" } category: "stamping")");
  v1::DeleteBuyerRequest request;
  request.set_name("buyers/b1");
  v1::DeleteBuyerResponse response;
  grpc::ClientContext context;
  const ErrorView error =
      ViewOf(buyers_->DeleteBuyer(&context, request, &response));
  EXPECT_EQ(error.code, grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(error.reason, "RESOURCE_IN_USE");
}

TEST_F(SupplierCallsTest, NeedsTheBuyerOfARequirement) {
  v1::CreateRequirementRequest request;
  request.set_parent("buyers/nobody");
  request.set_requirement_id("r1");
  *request.mutable_requirement() =
      Parse<v1::Requirement>(R"(title { en: "Bracket" } category: "stamping")");
  v1::Requirement created;
  grpc::ClientContext context;
  const ErrorView error =
      ViewOf(requirements_->CreateRequirement(&context, request, &created));
  EXPECT_EQ(error.code, grpc::StatusCode::NOT_FOUND);
}

TEST_F(SupplierCallsTest, SaysInTrailingMetadataWhatWasRead) {
  const v1::Supplier created = CreateSupplier("acme", kAcme);
  v1::GetSupplierRequest request;
  request.set_name("suppliers/nobody");
  v1::Supplier supplier;
  grpc::ClientContext context;
  suppliers_->GetSupplier(&context, request, &supplier);
  const auto& metadata = context.GetServerTrailingMetadata();
  const auto revision = metadata.find("ketnoi-revision");
  ASSERT_NE(revision, metadata.end());
  EXPECT_EQ(std::string(revision->second.data(), revision->second.size()),
            created.revision().epoch() + ":" +
                std::to_string(created.revision().number()));
  EXPECT_EQ(metadata.count("ketnoi-staleness-ms"), 1U);
}

TEST_F(SupplierCallsTest, RefusesARevisionOfAnotherEpochAndOneNotReached) {
  const v1::Supplier created = CreateSupplier("acme", kAcme);
  v1::GetSupplierRequest request;
  request.set_name("suppliers/acme");
  auto& asked = *request.mutable_read()->mutable_at_least_as_fresh_as();
  asked.set_epoch("0123456789abcdef");
  v1::Supplier supplier;
  grpc::ClientContext other;
  EXPECT_EQ(ViewOf(suppliers_->GetSupplier(&other, request, &supplier)).reason,
            "EPOCH_MISMATCH");
  asked = created.revision();
  grpc::ClientContext reached;
  EXPECT_TRUE(suppliers_->GetSupplier(&reached, request, &supplier).ok());
}

}  // namespace
}  // namespace ketnoi::server
