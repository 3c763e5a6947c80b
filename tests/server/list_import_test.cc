// Lists, searches and imports.

#include "tests/server/server_fixture.h"

namespace ketnoi::server {
namespace {

v1::Supplier Firm(const std::string& id, const std::string& name) {
  v1::Supplier supplier;
  supplier.set_name("suppliers/" + id);
  supplier.mutable_legal_name()->set_vi(name);
  return supplier;
}

class ListTest : public ServerTest {
 protected:
  grpc::Status List(const v1::ListSuppliersRequest& request,
                    v1::ListSuppliersResponse* response) {
    grpc::ClientContext context;
    return suppliers_->ListSuppliers(&context, request, response);
  }

  std::vector<std::string> Names(const v1::ListSuppliersRequest& request) {
    v1::ListSuppliersResponse response;
    const auto status = List(request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    std::vector<std::string> names;
    for (const auto& supplier : response.suppliers()) {
      names.push_back(supplier.name());
    }
    return names;
  }
};

TEST_F(ListTest, PagesNeitherRepeatNorSkipWhileOthersWrite) {
  std::vector<v1::Supplier> rows;
  for (int i = 0; i < 25; ++i) {
    rows.push_back(Firm("s" + std::to_string(10 + i), "Tên"));
  }
  Import(rows);
  v1::ListSuppliersRequest request;
  request.set_page_size(10);
  std::vector<std::string> names;
  v1::ListSuppliersResponse response;
  do {
    ASSERT_TRUE(List(request, &response).ok());
    for (const auto& s : response.suppliers()) names.push_back(s.name());
    if (names.size() == 10) CreateSupplier("s05", R"(legal_name { en: "x" })");
    request.set_page_token(response.next_page_token());
  } while (!response.next_page_token().empty());
  ASSERT_EQ(names.size(), 25U);
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  EXPECT_EQ(response.total_size(), 26);
}

TEST_F(ListTest, RefusesPageTokensOfOtherQueriesAndBrokenOnes) {
  Import({Firm("a", "A"), Firm("b", "B")});
  v1::ListSuppliersRequest request;
  request.set_page_size(1);
  v1::ListSuppliersResponse response;
  ASSERT_TRUE(List(request, &response).ok());
  request.set_page_token(response.next_page_token());
  request.set_filter("composed = \"true\"");
  EXPECT_EQ(ViewOf(List(request, &response)).reason,
            "PAGE_TOKEN_OF_OTHER_QUERY");
  request.set_page_token("nonsense");
  EXPECT_EQ(ViewOf(List(request, &response)).reason, "PAGE_TOKEN_BROKEN");
}

TEST_F(ListTest, RefusesNegativePageSizesAndBrokenFilters) {
  v1::ListSuppliersRequest request;
  v1::ListSuppliersResponse response;
  request.set_page_size(-1);
  EXPECT_EQ(ViewOf(List(request, &response)).fields.count("page_size"), 1U);
  request.set_page_size(0);
  for (const char* filter : {"composed", "nonsense = \"x\"",
                             "composed = \"maybe\"", "category = \"x\""}) {
    request.set_filter(filter);
    const ErrorView error = ViewOf(List(request, &response));
    EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT) << filter;
    EXPECT_EQ(error.reason, "FILTER_BROKEN") << filter;
    EXPECT_EQ(error.fields.count("filter"), 1U) << filter;
  }
}

TEST_F(ListTest, FiltersByWhatSuppliersState) {
  v1::Supplier hanoi = Firm("hanoi", "A");
  hanoi.add_sites()->set_id("s");
  hanoi.mutable_sites(0)->set_province("01");
  auto& row = *hanoi.add_capabilities();
  row.set_id("c");
  row.set_category("stamping");
  v1::Supplier composed = Firm("composed", "B");
  composed.set_composed(true);
  Import({hanoi, composed});
  v1::ListSuppliersRequest request;
  const struct {
    const char* filter;
    const char* found;
  } kCases[] = {
      {"province = \"01\"", "suppliers/hanoi"},
      {"province = \"Hà Nội\"", "suppliers/hanoi"},
      {"category = \"metal\"", "suppliers/hanoi"},
      {"category != \"stamping\"", "suppliers/composed"},
      {"composed = \"true\" AND province != \"01\"", "suppliers/composed"},
  };
  for (const auto& c : kCases) {
    request.set_filter(c.filter);
    EXPECT_EQ(Names(request), std::vector<std::string>{c.found}) << c.filter;
  }
}

TEST_F(ListTest, FindsWithoutAccentsAndPutsExactAccentsFirst) {
  Import({Firm("a", "Cơ khí Hoa Binh"), Firm("b", "Cơ khí Hòa Bình"),
          Firm("c", "Nhựa Đông Á")});
  v1::ListSuppliersRequest request;
  request.set_query("hòa bình");
  EXPECT_EQ(Names(request),
            (std::vector<std::string>{"suppliers/b", "suppliers/a"}));
  request.set_query("dong a");
  EXPECT_EQ(Names(request), std::vector<std::string>{"suppliers/c"});
}

using ImportTest = ServerTest;

TEST_F(ImportTest, AnswersEveryRowInOrderAndKeepsTheGoodOnes) {
  v1::Supplier bad = Firm("bad", "Tên");
  bad.set_employee_count(-1);
  v1::Supplier broken = Firm("broken", "C\xC3");
  const auto answers =
      Import({Firm("a", "A"), bad, Firm("a", "A"), broken, Firm("b", "B")});
  ASSERT_EQ(answers.size(), 5U);
  for (size_t i = 0; i < answers.size(); ++i) {
    EXPECT_EQ(answers[i].row_number(), static_cast<int64_t>(i) + 1);
  }
  EXPECT_EQ(answers[0].outcome(), v1::IMPORT_OUTCOME_CREATED);
  EXPECT_GT(answers[0].revision().number(), 0);
  EXPECT_EQ(answers[1].outcome(), v1::IMPORT_OUTCOME_REJECTED);
  EXPECT_EQ(ViewOf(answers[1].error()).fields,
            std::set<std::string>{"employee_count"});
  EXPECT_EQ(ViewOf(answers[2].error()).reason, "DUPLICATE_IN_IMPORT");
  EXPECT_EQ(ViewOf(answers[3].error()).fields,
            std::set<std::string>{"legal_name.vi"});
  EXPECT_EQ(answers[4].outcome(), v1::IMPORT_OUTCOME_CREATED);
  EXPECT_EQ(CountSuppliers(), 2);
}

TEST_F(ImportTest, AnswersTheRowsBeforeOptionsThatComeAgain) {
  v1::ImportSuppliersRequest options;
  options.mutable_options();
  v1::ImportSuppliersRequest row;
  row.mutable_row()->set_row_number(1);
  *row.mutable_row()->mutable_supplier() = Firm("a", "A");
  grpc::ClientContext context;
  const auto stream = suppliers_->ImportSuppliers(&context);
  for (const auto& request : {options, row, options}) {
    EXPECT_TRUE(stream->Write(request));
  }
  stream->WritesDone();
  v1::ImportSuppliersResponse answer;
  ASSERT_TRUE(stream->Read(&answer));
  EXPECT_EQ(answer.outcome(), v1::IMPORT_OUTCOME_CREATED);
  EXPECT_FALSE(stream->Read(&answer));
  EXPECT_EQ(ViewOf(stream->Finish()).fields, std::set<std::string>{"options"});
  EXPECT_EQ(CountSuppliers(), 1);
}

TEST_F(ImportTest, NamesAllThatIsWrongWithItsOptions) {
  v1::ImportSuppliersRequest options;
  options.mutable_options()->set_mode(static_cast<v1::ImportMode>(99));
  options.mutable_options()->set_request_id("a b");
  grpc::ClientContext context;
  const auto stream = suppliers_->ImportSuppliers(&context);
  stream->Write(options);
  stream->WritesDone();
  v1::ImportSuppliersResponse answer;
  EXPECT_FALSE(stream->Read(&answer));
  EXPECT_EQ(ViewOf(stream->Finish()).fields,
            (std::set<std::string>{"options.mode", "options.request_id"}));
}

TEST_F(ImportTest, AnswersMessagesWithoutARowOrItsNumberByTheirPosition) {
  std::vector<v1::ImportSuppliersRequest> requests(5);
  requests[0].mutable_options();
  requests[1].mutable_row()->set_row_number(7);
  *requests[1].mutable_row()->mutable_supplier() = Firm("a", "A");
  *requests[3].mutable_row()->mutable_supplier() = Firm("b", "B");
  // The rejected row has used up the name.
  requests[4].mutable_row()->set_row_number(9);
  *requests[4].mutable_row()->mutable_supplier() = Firm("b", "B");
  grpc::ClientContext context;
  const auto stream = suppliers_->ImportSuppliers(&context);
  for (const auto& request : requests) EXPECT_TRUE(stream->Write(request));
  stream->WritesDone();
  const struct {
    int64_t number;
    std::set<std::string> fields;
  } kAnswers[] = {{7, {}}, {2, {"row"}}, {3, {"row_number"}}, {9, {"name"}}};
  v1::ImportSuppliersResponse answer;
  for (const auto& expected : kAnswers) {
    ASSERT_TRUE(stream->Read(&answer));
    EXPECT_EQ(answer.row_number(), expected.number);
    EXPECT_EQ(ViewOf(answer.error()).fields, expected.fields);
  }
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(CountSuppliers(), 1);
}

TEST_F(ImportTest, SaysWhatChanged) {
  Import({Firm("a", "A"), Firm("b", "B")});
  v1::Supplier changed = Firm("b", "B");
  changed.set_employee_count(3);
  const auto answers = Import({Firm("a", "A"), changed, Firm("c", "C")});
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_EQ(answers[0].outcome(), v1::IMPORT_OUTCOME_UNCHANGED);
  EXPECT_EQ(answers[1].outcome(), v1::IMPORT_OUTCOME_UPDATED);
  EXPECT_EQ(answers[2].outcome(), v1::IMPORT_OUTCOME_CREATED);
}

TEST_F(ImportTest, MergesTheFieldsThatARowSets) {
  v1::Supplier before = Firm("a", "A");
  before.set_employee_count(3);
  Import({before});
  v1::ImportOptions options;
  options.set_mode(v1::IMPORT_MODE_MERGE);
  v1::Supplier row = Firm("a", "Mới");
  EXPECT_EQ(Import({row}, options)[0].outcome(), v1::IMPORT_OUTCOME_UPDATED);
  const v1::Supplier after = GetSupplier("suppliers/a");
  EXPECT_EQ(after.legal_name().vi(), "Mới");
  EXPECT_EQ(after.employee_count(), 3);
}

TEST_F(ImportTest, MergesTextsAndListsFieldByField) {
  v1::Supplier before = Firm("a", "A");
  before.mutable_legal_name()->set_en("A Company");
  auto& record = *before.mutable_track_record();
  record.mutable_industries()->add_values("automotive");
  record.mutable_industries()->set_complete_as_of("2026-01-01");
  record.set_export_share_percent(30);
  record.mutable_customers()->add_values("Old Customer");
  Import({before});
  v1::ImportOptions options;
  options.set_mode(v1::IMPORT_MODE_MERGE);
  v1::Supplier row = Firm("a", "Mới");
  row.mutable_track_record()->mutable_customers()->add_values("New Customer");
  row.mutable_track_record()->mutable_industries()->add_values(
      "consumer_electronics");
  ASSERT_EQ(Import({row}, options)[0].outcome(), v1::IMPORT_OUTCOME_UPDATED);
  const v1::Supplier after = GetSupplier("suppliers/a");
  EXPECT_EQ(after.legal_name().vi(), "Mới");
  EXPECT_EQ(after.legal_name().en(), "A Company");
  const v1::TrackRecord& merged = after.track_record();
  EXPECT_EQ(merged.export_share_percent(), 30);
  ASSERT_EQ(merged.customers().values_size(), 1);
  EXPECT_EQ(merged.customers().values(0), "New Customer");
  ASSERT_EQ(merged.industries().values_size(), 1);
  EXPECT_EQ(merged.industries().values(0), "consumer_electronics");
  EXPECT_EQ(merged.industries().complete_as_of(), "2026-01-01");
}

TEST_F(ImportTest, WritesNothingWhenOnlyValidating) {
  v1::ImportOptions options;
  options.set_validate_only(true);
  EXPECT_EQ(Import({Firm("a", "A")}, options)[0].outcome(),
            v1::IMPORT_OUTCOME_CREATED);
  EXPECT_EQ(CountSuppliers(), 0);
}

TEST_F(ImportTest, TakesEffectOnceUnderARequestId) {
  v1::ImportOptions options;
  options.set_request_id("import-1");
  const auto first = Import({Firm("a", "A"), Firm("b", "B")}, options);
  v1::Supplier changed = Firm("a", "Sau");
  Import({changed});
  const auto again = Import({Firm("a", "A"), Firm("b", "B")}, options);
  EXPECT_EQ(again[0].outcome(), v1::IMPORT_OUTCOME_CREATED);
  EXPECT_EQ(again[0].revision().number(), first[0].revision().number());
  EXPECT_EQ(GetSupplier("suppliers/a").legal_name().vi(), "Sau");
}

TEST_F(ImportTest, AnswersARetryOfRowsWithTheEtagsOfThen) {
  Import({Firm("a", "A"), Firm("b", "B")});
  std::vector<v1::Supplier> rows = {GetSupplier("suppliers/a"),
                                    GetSupplier("suppliers/b")};
  for (v1::Supplier& row : rows) row.set_employee_count(7);
  v1::ImportOptions options;
  options.set_request_id("import-1");
  const auto first = Import(rows, options);
  const auto again = Import(rows, options);
  for (size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(first[i].outcome(), v1::IMPORT_OUTCOME_UPDATED);
    EXPECT_EQ(again[i].outcome(), v1::IMPORT_OUTCOME_UPDATED);
    EXPECT_EQ(again[i].revision().number(), first[i].revision().number());
  }
  const auto stale = Import(rows);
  EXPECT_EQ(ViewOf(stale[0].error()).reason, "ETAG_MISMATCH");
}

TEST_F(ImportTest, TakesMoreRowsThanOneBatch) {
  std::vector<v1::Supplier> rows;
  for (int i = 0; i < 1000; ++i) {
    rows.push_back(Firm("s" + std::to_string(i), "Tên"));
  }
  const auto answers = Import(rows);
  ASSERT_EQ(answers.size(), rows.size());
  EXPECT_EQ(CountSuppliers(), 1000);
}

}  // namespace
}  // namespace ketnoi::server
