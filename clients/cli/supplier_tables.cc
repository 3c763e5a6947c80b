// The CSV files of suppliers and buyers.

#include "clients/cli/cells.h"
#include "clients/cli/csv_tables.h"
#include "fmt/format.h"
#include "ketnoi/v1/supplier.pb.h"

namespace ketnoi::cli {
namespace {

const std::vector<CsvColumn>& AttributeColumns() {
  static const auto& columns =
      *new std::vector<CsvColumn>{{"value", ""},
                                  {"kind", ""},
                                  {"attribute", "attribute"},
                                  {"unit", "unit", "value"},
                                  {"not_held", "codes.not_held"},
                                  {"complete_as_of", "codes.complete_as_of"}};
  return columns;
}

// The current row as one more attribute of the capability at `path`.
void AddAttributeTo(const CsvFile& file, const std::string& path,
                    v1::Capability& capability, ImportRow& record) {
  const std::string_view value = file.Cell("value");
  if (value.empty() && file.Cell("not_held").empty() &&
      file.Cell("complete_as_of").empty()) {
    return;  // Not stated.
  }
  AddOrigin(
      file,
      fmt::format("{}.attributes[{}]", path, capability.attributes_size()),
      AttributeColumns(), record);
  auto& attribute = *capability.add_attributes();
  if (!value.empty()) {
    const absl::Status status =
        ParseAttributeValue(value, file.Cell("kind"), file.words(), attribute);
    if (!status.ok()) {
      AddProblem(file, "value", std::string(status.message()), record);
    }
  }
  const bool codes = value.empty() || attribute.has_codes();
  for (const CsvColumn& column : AttributeColumns()) {
    const bool misplaced = !codes && column.path.starts_with("codes.") &&
                           !file.Cell(column.name).empty();
    if (misplaced) {
      AddProblem(file, column.name, file.words()(Word::kCellIsOfCodes), record);
    } else {
      SetColumn(file, column, attribute, record);
    }
  }
}

// A row of capability_attributes.csv goes to the capability that it names.
void AddAttribute(const CsvFile& file, ImportRow& record) {
  auto& supplier = static_cast<v1::Supplier&>(*record.message);
  const std::string_view id = file.Cell("capability_id");
  for (int i = 0; i < supplier.capabilities_size(); ++i) {
    auto& capability = *supplier.mutable_capabilities(i);
    if (capability.id() != id) continue;
    AddAttributeTo(file, fmt::format("capabilities[{}]", i), capability,
                   record);
    return;
  }
  AddProblem(file, "capability_id", file.words()(Word::kNoCapability), record);
}

std::vector<CsvColumn> SiteColumns() {
  return {{"id", "id"},
          {"display_name_vi", "display_name.vi"},
          {"display_name_en", "display_name.en"},
          {"address", "address"},
          {"province", "province"},
          {"latitude", "coordinates.latitude", "", "longitude"},
          {"longitude", "coordinates.longitude", "", "latitude"}};
}

CsvTable Suppliers() {
  return {
      .file_name = "suppliers.csv",
      .key = {"id"},
      .columns = {{"tax_code", "tax_code"},
                  {"legal_name_vi", "legal_name.vi"},
                  {"legal_name_en", "legal_name.en"},
                  {"other_names", "other_names"},
                  {"ownership", "ownership"},
                  {"certificates_not_held", "certificates_not_held"},
                  {"certificates_complete_as_of",
                   "certificates_complete_as_of"},
                  {"industries", "track_record.industries.values"},
                  {"industries_not_held", "track_record.industries.not_held"},
                  {"industries_complete_as_of",
                   "track_record.industries.complete_as_of"},
                  {"customers", "track_record.customers.values"},
                  {"customers_not_held", "track_record.customers.not_held"},
                  {"customers_complete_as_of",
                   "track_record.customers.complete_as_of"},
                  {"export_share_percent", "track_record.export_share_percent"},
                  {"languages", "languages.values"},
                  {"languages_not_held", "languages.not_held"},
                  {"languages_complete_as_of", "languages.complete_as_of"},
                  {"employee_count", "employee_count"},
                  {"accepted_payment_term_days", "accepted_payment_term_days"},
                  {"founded_year", "founded_year"},
                  {"confirmed_date", "confirmed_date"},
                  {"composed", "composed"},
                  {"sources", "sources"},
                  {"remarks_vi", "remarks.vi"},
                  {"remarks_en", "remarks.en"},
                  {"industry_codes", "industry_codes"}},
      .field = "",
      .add = nullptr,
  };
}

CsvTable Capabilities() {
  return {
      .file_name = "capabilities.csv",
      .key = {"supplier_id"},
      .columns = {{"id", "id"},
                  {"category", "category"},
                  {"description_vi", "description.vi"},
                  {"description_en", "description.en"},
                  {"processes", "processes.values"},
                  {"processes_not_held", "processes.not_held"},
                  {"processes_complete_as_of", "processes.complete_as_of"},
                  {"materials", "materials.values"},
                  {"materials_not_held", "materials.not_held"},
                  {"materials_complete_as_of", "materials.complete_as_of"},
                  {"monthly_capacity", "monthly_capacity.value"},
                  {"monthly_capacity_unit", "monthly_capacity.unit",
                   "monthly_capacity"},
                  {"committed_percent", "committed_percent"},
                  {"minimum_order", "minimum_order.value"},
                  {"minimum_order_unit", "minimum_order.unit", "minimum_order"},
                  {"sample_lead_days", "sample_lead_days"},
                  {"series_lead_days", "series_lead_days"},
                  {"site_ids", "site_ids"},
                  {"evidence_level", "evidence.level"},
                  {"evidence_date", "evidence.date"},
                  {"evidence_source", "evidence.source"}},
      .field = "capabilities",
      .add = nullptr,
  };
}

CsvTable Attributes() {
  return {
      .file_name = "capability_attributes.csv",
      .key = {"supplier_id", "capability_id"},
      .columns = AttributeColumns(),
      .field = "",
      .add = AddAttribute,
  };
}

CsvTable Certificates() {
  return {
      .file_name = "certificates.csv",
      .key = {"supplier_id"},
      .columns = {{"id", "id"},
                  {"scheme", "scheme"},
                  {"level", "level"},
                  {"number", "number"},
                  {"issuer", "issuer"},
                  {"scope", "scope"},
                  {"valid_from", "valid_from"},
                  {"valid_to", "valid_to"},
                  {"site_ids", "site_ids"},
                  {"scope_unclear", "scope_unclear"},
                  {"evidence_level", "evidence.level"},
                  {"evidence_date", "evidence.date"},
                  {"evidence_source", "evidence.source"}},
      .field = "certificates",
      .add = nullptr,
  };
}

CsvTable Assessments() {
  return {
      .file_name = "assessments.csv",
      .key = {"supplier_id"},
      .columns = {{"scheme", "scheme"},
                  {"level", "level"},
                  {"score", "score"},
                  {"date", "date"},
                  {"assessor", "assessor"},
                  {"evidence_level", "evidence.level"},
                  {"evidence_date", "evidence.date"},
                  {"evidence_source", "evidence.source"}},
      .field = "assessments",
      .add = nullptr,
  };
}

CsvTable Contacts() {
  return {
      .file_name = "contacts.csv",
      .key = {"supplier_id"},
      .columns = {{"full_name", "full_name"},
                  {"position", "position"},
                  {"email", "email"},
                  {"phone", "phone"},
                  {"languages", "languages"}},
      .field = "contacts",
      .add = nullptr,
  };
}

}  // namespace

const CsvTables& SupplierTables() {
  static const auto& tables = *new CsvTables{
      {"suppliers/"},
      Suppliers(),
      {{"sites.csv", {"supplier_id"}, SiteColumns(), "sites", nullptr},
       Capabilities(),
       Attributes(),
       Certificates(),
       Assessments(),
       Contacts()}};
  return tables;
}

const CsvTables& BuyerTables() {
  static const auto& tables = *new CsvTables{
      {"buyers/"},
      {"buyers.csv",
       {"id"},
       {{"display_name_vi", "display_name.vi"},
        {"display_name_en", "display_name.en"},
        {"tax_code", "tax_code"},
        {"country_code", "country_code"},
        {"industries", "industries"},
        {"composed", "composed"},
        {"sources", "sources"}},
       "",
       nullptr},
      {{"plants.csv", {"buyer_id"}, SiteColumns(), "plants", nullptr}}};
  return tables;
}

const CsvTables& BomTables() {
  static const auto& tables = *new CsvTables{{"buyers/", "/boms/"},
                                             {"boms.csv",
                                              {"buyer_id", "id"},
                                              {{"title_vi", "title.vi"},
                                               {"title_en", "title.en"},
                                               {"composed", "composed"},
                                               {"sources", "sources"},
                                               {"remarks_vi", "remarks.vi"},
                                               {"remarks_en", "remarks.en"}},
                                              "",
                                              nullptr},
                                             {}};
  return tables;
}

}  // namespace ketnoi::cli
