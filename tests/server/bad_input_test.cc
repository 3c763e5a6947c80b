// Bad input gets the canonical code and the field's path, all of it at once,
// and leaves the store as it was.

#include "server/rpc_status.h"
#include "tests/server/server_fixture.h"

namespace ketnoi::server {
namespace {

class BadInputTest : public ServerTest {
 protected:
  // Of reading a supplier that is not there.
  grpc::Status Read(const v1::ReadOptions& read, int deadline_ms) {
    v1::GetSupplierRequest request;
    request.set_name("suppliers/none");
    *request.mutable_read() = read;
    v1::Supplier supplier;
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::milliseconds(deadline_ms));
    return suppliers_->GetSupplier(&context, request, &supplier);
  }
};

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
      {R"(sites { id: "s" coordinates { latitude: 91 longitude: 105 } })",
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
  EXPECT_LE(status.error_details().size(), kMostDetailBytes);
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
    EXPECT_EQ(error.fields, std::set<std::string>{"supplier_id"}) << id;
  }
}

TEST_F(BadInputTest, SaysThatARevisionIsNotReached) {
  const v1::Supplier written =
      CreateSupplier("one", R"(legal_name { en: "x" })");
  v1::ReadOptions read;
  *read.mutable_at_least_as_fresh_as() = written.revision();
  EXPECT_EQ(ViewOf(Read(read, 1000)).reason, "RESOURCE_NOT_FOUND");
  read.mutable_at_least_as_fresh_as()->set_number(1000);
  const ErrorView error = ViewOf(Read(read, 1000));
  EXPECT_EQ(error.code, grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(error.reason, "REVISION_NOT_REACHED");
  read.mutable_at_least_as_fresh_as()->set_epoch("0123456789abcdef");
  EXPECT_EQ(ViewOf(Read(read, 1000)).reason, "EPOCH_MISMATCH");
}

TEST_F(BadInputTest, RefusesReadOptionsThatAreNegative) {
  v1::ReadOptions read;
  read.mutable_max_staleness()->set_seconds(-1);
  EXPECT_EQ(ViewOf(Read(read, 1000)).fields,
            std::set<std::string>{"read.max_staleness"});
  read.Clear();
  *read.mutable_at_least_as_fresh_as() =
      CreateSupplier("one", R"(legal_name { en: "x" })").revision();
  read.mutable_at_least_as_fresh_as()->set_number(-1);
  EXPECT_EQ(ViewOf(Read(read, 1000)).fields,
            std::set<std::string>{"read.at_least_as_fresh_as.number"});
}

TEST_F(BadInputTest, NamesAllThatIsWrongWithAList) {
  v1::ListSuppliersRequest request;
  request.set_page_size(-1);
  request.set_page_token("zz");
  request.set_filter("bogus = \"1\"");
  request.set_query(std::string(3000, 'x'));
  request.set_view(static_cast<v1::SupplierView>(99));
  request.mutable_read()->mutable_max_staleness()->set_seconds(-1);
  v1::ListSuppliersResponse response;
  grpc::ClientContext context;
  const ErrorView error =
      ViewOf(suppliers_->ListSuppliers(&context, request, &response));
  EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(error.reason, "FIELD_VIOLATIONS");
  EXPECT_EQ(error.fields,
            (std::set<std::string>{"page_size", "page_token", "filter", "query",
                                   "view", "read.max_staleness"}));

  v1::GetSupplierRequest get;
  get.set_name("x");
  get.set_view(static_cast<v1::SupplierView>(99));
  *get.mutable_read() = request.read();
  v1::Supplier supplier;
  grpc::ClientContext second;
  EXPECT_EQ(ViewOf(suppliers_->GetSupplier(&second, get, &supplier)).fields,
            (std::set<std::string>{"name", "view", "read.max_staleness"}));
}

TEST_F(BadInputTest, NamesAllThatIsWrongWithAListOfReferenceData) {
  v1::ListAttributeDefinitionsRequest request;
  request.set_category("nonsense");
  request.set_page_size(-1);
  request.set_page_token("zz");
  v1::ListAttributeDefinitionsResponse response;
  grpc::ClientContext context;
  EXPECT_EQ(
      ViewOf(reference_->ListAttributeDefinitions(&context, request, &response))
          .fields,
      (std::set<std::string>{"category", "page_size", "page_token"}));
}

TEST_F(BadInputTest, NamesAllThatIsWrongWithARanking) {
  auto request = Parse<v1::RankSuppliersRequest>(R"(
    inline_requirement { name: "nonsense" category: "nonsense" }
    options {
      as_of_date: "2026-02-30"
      criteria_set: "x"
      language_codes: "xx" language_codes: "en" language_codes: "yy"
      weight_overrides { key: "place" value: -1 }
      weight_overrides { key: "price" value: 2000000 }
    }
    standings: 99
    standings: STANDING_ELIGIBLE
    standings: 98
    page_size: -1
    page_token: "zz"
    read { max_staleness { seconds: -1 } })");
  v1::RankSuppliersResponse response;
  grpc::ClientContext context;
  const ErrorView error =
      ViewOf(matches_->RankSuppliers(&context, request, &response));
  EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(error.reason, "FIELD_VIOLATIONS");
  const std::set<std::string> target = {"inline_requirement.name",
                                        "inline_requirement.title",
                                        "inline_requirement.category"};
  const std::set<std::string> options = {"options.as_of_date",
                                         "options.criteria_set",
                                         "options.language_codes[0]",
                                         "options.language_codes[2]",
                                         "options.weight_overrides[\"place\"]",
                                         "options.weight_overrides[\"price\"]",
                                         "read.max_staleness"};
  std::set<std::string> expected = {"standings[0]", "standings[2]", "page_size",
                                    "page_token"};
  expected.insert(target.begin(), target.end());
  expected.insert(options.begin(), options.end());
  EXPECT_EQ(error.fields, expected);

  v1::ExplainMatchRequest explain;
  explain.set_supplier("x");
  *explain.mutable_inline_requirement() = request.inline_requirement();
  *explain.mutable_options() = request.options();
  *explain.mutable_read() = request.read();
  v1::ExplainMatchResponse explained;
  grpc::ClientContext second;
  expected = {"supplier"};
  expected.insert(target.begin(), target.end());
  expected.insert(options.begin(), options.end());
  EXPECT_EQ(ViewOf(matches_->ExplainMatch(&second, explain, &explained)).fields,
            expected);
}

TEST_F(BadInputTest, NamesEveryWeightOfNoCriterion) {
  v1::RankSuppliersRequest request;
  *request.mutable_inline_requirement() =
      Parse<v1::Requirement>(R"(title { en: "Part" } category: "stamping")");
  auto& weights = *request.mutable_options()->mutable_weight_overrides();
  weights["category"] = 1;
  for (int i = 0; i < 80; ++i) weights["k" + std::to_string(i)] = 1;
  request.set_page_size(-1);
  v1::RankSuppliersResponse response;
  grpc::ClientContext context;
  const grpc::Status status =
      matches_->RankSuppliers(&context, request, &response);
  const ErrorView error = ViewOf(status);
  EXPECT_EQ(error.fields.count("page_size"), 1U);
  EXPECT_EQ(error.fields.count("options.weight_overrides[\"k0\"]"), 1U);
  EXPECT_EQ(error.fields.count("options.weight_overrides[\"category\"]"), 0U);
  EXPECT_NE(status.error_message().find("(and 80 more)"), std::string::npos)
      << status.error_message();
}

TEST_F(BadInputTest, TellsCriteriaSetsThatAreNoneFromNamesThatAreNone) {
  const struct {
    const char* name;
    grpc::StatusCode code;
  } kCases[] = {{"x", grpc::StatusCode::INVALID_ARGUMENT},
                {"criteriaSets/", grpc::StatusCode::INVALID_ARGUMENT},
                {"criteriaSets/a/b", grpc::StatusCode::INVALID_ARGUMENT},
                {"criteriaSets/ketnoi-1.0", grpc::StatusCode::NOT_FOUND}};
  for (const auto& c : kCases) {
    v1::RankSuppliersRequest request;
    *request.mutable_inline_requirement() =
        Parse<v1::Requirement>(R"(title { en: "Part" } category: "stamping")");
    request.mutable_options()->set_criteria_set(c.name);
    v1::RankSuppliersResponse response;
    grpc::ClientContext context;
    EXPECT_EQ(
        ViewOf(matches_->RankSuppliers(&context, request, &response)).code,
        c.code)
        << c.name;
    v1::GetCriteriaSetRequest get;
    get.set_name(c.name);
    v1::CriteriaSet set;
    grpc::ClientContext second;
    EXPECT_EQ(ViewOf(reference_->GetCriteriaSet(&second, get, &set)).code,
              c.code)
        << c.name;
  }
}

TEST_F(BadInputTest, NamesTheCriteriaWhoseWeightsSumToZero) {
  const auto requirement = Parse<v1::Requirement>(R"(
    title { en: "Part" }
    category: "stamping"
    criteria { category {} weight: 0 }
    criteria { freshness { max_age_days: 365 } weight: 0 })");
  v1::RankSuppliersRequest request;
  *request.mutable_inline_requirement() = requirement;
  v1::RankSuppliersResponse response;
  grpc::ClientContext context;
  const ErrorView error =
      ViewOf(matches_->RankSuppliers(&context, request, &response));
  EXPECT_EQ(error.reason, "WEIGHTS_SUM_TO_ZERO");
  EXPECT_EQ(error.fields, std::set<std::string>{"inline_requirement.criteria"});

  CreateBuyer("b1", R"(display_name { en: "Buyer" })");
  CreateRequirement("buyers/b1", "r1", requirement.DebugString());
  request.set_requirement("buyers/b1/requirements/r1");
  grpc::ClientContext second;
  EXPECT_EQ(ViewOf(matches_->RankSuppliers(&second, request, &response)).fields,
            std::set<std::string>{"requirement"});
}

TEST_F(BadInputTest, AnInlineRequirementHasNoNameOrOneThatHoldsItsPlant) {
  CreateBuyer("b1", R"(display_name { en: "Buyer" }
                       plants { id: "hanoi" province: "01" })");
  const struct {
    std::string name;
    const char* plant;
    const char* field;  // empty: accepted
  } kCases[] = {
      {"", "", ""},
      {"buyers/b1/requirements/r1", "hanoi", ""},
      {"buyers/none/requirements/r1", "", ""},
      {"nonsense", "", "inline_requirement.name"},
      {std::string(5000, 'a'), "", "inline_requirement.name"},
      {"", "hanoi", "inline_requirement.name"},
      {"buyers/none/requirements/r1", "hanoi", "inline_requirement.name"},
      {"buyers/b1/requirements/r1", "hue", "inline_requirement.plant_id"},
  };
  for (const auto& c : kCases) {
    v1::RankSuppliersRequest request;
    auto& requirement = *request.mutable_inline_requirement();
    requirement =
        Parse<v1::Requirement>(R"(title { en: "Part" } category: "stamping")");
    requirement.set_name(c.name);
    requirement.set_plant_id(c.plant);
    v1::RankSuppliersResponse response;
    grpc::ClientContext context;
    const ErrorView error =
        ViewOf(matches_->RankSuppliers(&context, request, &response));
    std::set<std::string> expected;
    if (*c.field != '\0') expected.insert(c.field);
    EXPECT_EQ(error.fields, expected) << c.name << ' ' << c.plant;
    EXPECT_EQ(error.code, expected.empty() ? grpc::StatusCode::OK
                                           : grpc::StatusCode::INVALID_ARGUMENT)
        << c.name << ' ' << c.plant;
  }
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
