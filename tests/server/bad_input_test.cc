// Bad input gets the canonical code and the field's path, all of it at once,
// and leaves the store as it was.

#include "tests/server/server_fixture.h"

namespace ketnoi::server {
namespace {

using BadInputTest = ServerTest;

TEST_F(BadInputTest, NamesTheFieldOfASupplier) {
  const struct {
    const char* supplier;
    const char* field;
  } kCases[] = {
      {R"(capabilities { id: "c" category: "nonsense" })",
       "capabilities[0].category"},
      {R"(capabilities { id: "c" category: "stamping"
            processes { values: "nonsense" } })",
       "capabilities[0].processes.values[0]"},
      {R"(capabilities { id: "c" category: "stamping"
            materials { values: "unobtainium" } })",
       "capabilities[0].materials.values[0]"},
      {R"(certificates { id: "c" scheme: "nonsense" })",
       "certificates[0].scheme"},
      {R"(sites { id: "s" province: "Atlantis" })", "sites[0].province"},
      {R"(sites { id: "s" coordinates { latitude: 91 } })",
       "sites[0].coordinates.latitude"},
      {R"(employee_count: -5)", "employee_count"},
      {R"(founded_year: 3000)", "founded_year"},
      {R"(accepted_payment_term_days: 366)", "accepted_payment_term_days"},
      {R"(track_record { export_share_percent: 101 })",
       "track_record.export_share_percent"},
      {R"(capabilities { id: "c" category: "stamping"
            monthly_capacity { value: -1 } })",
       "capabilities[0].monthly_capacity.value"},
      {R"(capabilities { id: "c" category: "stamping"
            monthly_capacity { value: inf } })",
       "capabilities[0].monthly_capacity.value"},
      {R"(capabilities { id: "c" category: "stamping"
            monthly_capacity { value: 1 unit: "furlong" } })",
       "capabilities[0].monthly_capacity.unit"},
      {R"(capabilities { id: "c" category: "stamping"
            attributes { attribute: "nonsense" number: 1 } })",
       "capabilities[0].attributes[0].attribute"},
      {R"(capabilities { id: "c" category: "stamping" site_ids: "s" })",
       "capabilities[0].site_ids[0]"},
      {R"(capabilities { id: "c" category: "stamping" }
          capabilities { id: "c" category: "stamping" })",
       "capabilities[1].id"},
      {R"(certificates { id: "c" scheme: "iso9001" valid_to: "2026-02-30" })",
       "certificates[0].valid_to"},
      {R"(certificates { id: "c" scheme: "iso9001" valid_from: "2026-02-03"
            valid_to: "2026-02-02" })",
       "certificates[0].valid_to"},
      {R"(certificates { id: "c" scheme: "iso9001" }
          certificates_not_held: "iso9001")",
       "certificates_not_held[0]"},
      {R"(languages { values: "vi" not_held: "vi" })", "languages.not_held[0]"},
      {R"(languages { values: "vi" values: "vi" })", "languages.values[1]"},
      {R"(tax_code: "0100109107")", "tax_code"},
      {R"(tax_code: "12345")", "tax_code"},
  };
  for (const auto& c : kCases) {
    v1::Supplier supplier = Parse<v1::Supplier>(c.supplier);
    supplier.mutable_legal_name()->set_vi("Tên");
    const ErrorView error = RefusedSupplier(supplier);
    EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT) << c.supplier;
    EXPECT_EQ(error.reason, "FIELD_VIOLATIONS") << c.supplier;
    EXPECT_EQ(error.fields, std::set<std::string>{c.field}) << c.supplier;
  }
}

TEST_F(BadInputTest, NamesAnInvertedRange) {
  v1::Supplier supplier = Parse<v1::Supplier>(R"(
    legal_name { vi: "Tên" }
    capabilities { id: "c" category: "stamping"
      attributes { attribute: "thickness_mm" range { min: 3 max: 1 } } })");
  const ErrorView error = RefusedSupplier(supplier);
  EXPECT_EQ(error.fields,
            std::set<std::string>{"capabilities[0].attributes[0].range.min"});
}

TEST_F(BadInputTest, NamesTheFieldOfARequirement) {
  CreateBuyer("b1", R"(display_name { en: "Buyer" })");
  const struct {
    const char* requirement;
    const char* field;
  } kCases[] = {
      {R"(category: "nonsense")", "category"},
      {R"(category: "stamping" plant_id: "p")", "plant_id"},
      {R"(category: "stamping" criteria { weight: 1 })", "criteria[0]"},
      {R"(category: "stamping" criteria { weight: -1
            processes { processes: "stamping_progressive" } })",
       "criteria[0].weight"},
      {R"(category: "stamping" criteria { processes { } })",
       "criteria[0].processes.processes"},
      {R"(category: "stamping"
          criteria { certificate { scheme: "nonsense" } })",
       "criteria[0].certificate.scheme"},
      {R"(category: "stamping"
          criteria { place { provinces { provinces: "Atlantis" } } })",
       "criteria[0].place.provinces.provinces[0]"},
      {R"(category: "stamping" criteria { place { distance { max_km: -1
            province: "01" } } })",
       "criteria[0].place.distance.max_km"},
      {R"(category: "stamping" criteria { employees { min_count: 5
            max_count: 1 } })",
       "criteria[0].employees.min_count"},
      {R"(category: "stamping" criteria { sample_lead_time { } })",
       "criteria[0].sample_lead_time.max_days"},
      {R"(category: "stamping" valid_from: "2026-13-01")", "valid_from"},
      {R"(category: "stamping"
          criteria { certificate { scheme: "iso9001" } }
          criteria { certificate { scheme: "iso9001" } })",
       "criteria[1].key"},
      {R"(category: "stamping" criteria { monthly_volume { quantity {
            value: 0 } } })",
       "criteria[0].monthly_volume.quantity.value"},
  };
  for (const auto& c : kCases) {
    v1::Requirement requirement = Parse<v1::Requirement>(c.requirement);
    requirement.mutable_title()->set_en("Part");
    const ErrorView error = RefusedRequirement(requirement);
    EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT) << c.requirement;
    EXPECT_EQ(error.fields.count(c.field), 1U) << c.requirement;
  }
}

TEST_F(BadInputTest, NamesEveryWrongFieldAtOnce) {
  const ErrorView error = RefusedSupplier(Parse<v1::Supplier>(
      R"(tax_code: "1" employee_count: -1 sites { id: "S" })"));
  EXPECT_EQ(error.fields,
            (std::set<std::string>{"legal_name", "tax_code", "employee_count",
                                   "sites[0].id"}));
}

TEST_F(BadInputTest, CapsWhatItSendsBack) {
  v1::Supplier supplier;
  supplier.mutable_legal_name()->set_vi("Tên");
  for (int i = 0; i < 200; ++i) {
    auto& row = *supplier.add_capabilities();
    row.set_id("c" + std::to_string(i));
    row.set_category(std::string(1000, 'x'));
  }
  v1::CreateSupplierRequest request;
  *request.mutable_supplier() = supplier;
  request.set_supplier_id("many");
  v1::Supplier created;
  grpc::ClientContext context;
  const auto status = suppliers_->CreateSupplier(&context, request, &created);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_LE(status.error_details().size(), 8192U);
  EXPECT_GT(ViewOf(status).fields.size(), 5U);
}

TEST_F(BadInputTest, RefusesIdsOutsideTheGrammar) {
  for (const char* id : {"", "Acme", "-acme", "a/b", "a b", "công-ty"}) {
    v1::CreateSupplierRequest request;
    request.mutable_supplier()->mutable_legal_name()->set_en("x");
    request.set_supplier_id(id);
    v1::Supplier created;
    grpc::ClientContext context;
    const ErrorView error =
        ViewOf(suppliers_->CreateSupplier(&context, request, &created));
    EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT) << id;
    EXPECT_EQ(error.fields.count("name"), 1U) << id;
  }
}

TEST_F(BadInputTest, RefusesTextThatIsNotUtf8) {
  v1::Supplier supplier;
  supplier.mutable_legal_name()->set_vi("C\xC3");
  const ErrorView error = RefusedSupplier(supplier);
  EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(error.reason, "FIELD_VIOLATIONS");
}

TEST_F(BadInputTest, RefusesAMessageAboveTheLimit) {
  v1::CreateSupplierRequest request;
  request.mutable_supplier()->mutable_legal_name()->set_en(
      std::string(20 << 20, 'x'));
  request.set_supplier_id("large");
  v1::Supplier created;
  grpc::ClientContext context;
  const auto channel =
      grpc::CreateChannel("127.0.0.1:" + std::to_string(app_->port()),
                          grpc::InsecureChannelCredentials());
  const auto stub = v1::SupplierService::NewStub(channel);
  EXPECT_EQ(stub->CreateSupplier(&context, request, &created).error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(CountSuppliers(), 0);
}

TEST_F(BadInputTest, StoresTextComposedAndNamesAsIds) {
  // "Hà Nội" with combining marks; a grade by its standard's name.
  CreateSupplier("acme", R"(
    legal_name { vi: "Ha\xCC\x80 No\xCC\xA3\xCC\x82i" }
    tax_code: " 0100109106 "
    sites { id: "s" province: "Ha Noi" }
    capabilities { id: "c" category: "stamping"
      materials { values: "1.4301" } }
    certificates { id: "q" scheme: "ISO 9001" })");
  const v1::Supplier stored = GetSupplier("suppliers/acme");
  EXPECT_EQ(stored.legal_name().vi(), "Hà Nội");
  EXPECT_EQ(stored.tax_code(), "0100109106");
  EXPECT_EQ(stored.sites(0).province(), "01");
  EXPECT_EQ(stored.capabilities(0).materials().values(0), "sus304");
  EXPECT_EQ(stored.certificates(0).scheme(), "iso9001");
}

}  // namespace
}  // namespace ketnoi::server
