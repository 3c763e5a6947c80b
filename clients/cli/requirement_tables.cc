// The CSV files of requirements.

#include <algorithm>
#include <array>

#include "clients/cli/cells.h"
#include "clients/cli/csv_tables.h"
#include "clients/cli/proto_field.h"
#include "clients/cli/suggestion.h"
#include "fmt/format.h"
#include "ketnoi/v1/requirement.pb.h"

namespace ketnoi::cli {
namespace {

// A column of criteria.csv that one kind of criterion has.
struct KindColumn {
  std::string_view kind;
  CsvColumn column;  // Its path is within Criterion.
};

constexpr std::array kKindColumns = {
    KindColumn{"processes", {"processes", "processes.processes"}},
    KindColumn{"processes", {"match", "processes.match"}},
    KindColumn{"materials", {"materials", "materials.materials"}},
    KindColumn{"materials", {"match", "materials.match"}},
    KindColumn{"materials", {"acceptance", "materials.acceptance"}},
    KindColumn{"attribute", {"attribute", "attribute.required.attribute"}},
    KindColumn{"attribute", {"value", ""}},  // Read by ParseAttributeValue.
    KindColumn{"attribute", {"value_kind", ""}},
    KindColumn{"attribute", {"unit", "attribute.required.unit", "value"}},
    KindColumn{"monthly_volume", {"quantity", "monthly_volume.quantity.value"}},
    KindColumn{"monthly_volume",
               {"unit", "monthly_volume.quantity.unit", "quantity"}},
    KindColumn{"order_quantity", {"quantity", "order_quantity.quantity.value"}},
    KindColumn{"order_quantity",
               {"unit", "order_quantity.quantity.unit", "quantity"}},
    KindColumn{"sample_lead_time", {"max_days", "sample_lead_time.max_days"}},
    KindColumn{"series_lead_time", {"max_days", "series_lead_time.max_days"}},
    KindColumn{"payment_term", {"term_days", "payment_term.term_days"}},
    KindColumn{"certificate", {"scheme", "certificate.scheme"}},
    KindColumn{"certificate", {"level", "certificate.level"}},
    KindColumn{"certificate",
               {"minimum_evidence", "certificate.minimum_evidence"}},
    KindColumn{"certificate", {"valid_until", "certificate.valid_until"}},
    KindColumn{"place", {"provinces", "place.provinces.provinces"}},
    KindColumn{"place", {"max_km", "place.distance.max_km"}},
    KindColumn{
        "place",
        {"latitude", "place.distance.coordinates.latitude", "", "longitude"}},
    KindColumn{
        "place",
        {"longitude", "place.distance.coordinates.longitude", "", "latitude"}},
    KindColumn{"place", {"from_province", "place.distance.province"}},
    KindColumn{"ownership", {"allowed", "ownership.allowed"}},
    KindColumn{"industries_served", {"values", "industries_served.values"}},
    KindColumn{"industries_served", {"match", "industries_served.match"}},
    KindColumn{"customers_served", {"values", "customers_served.values"}},
    KindColumn{"customers_served", {"match", "customers_served.match"}},
    KindColumn{"languages", {"values", "languages.values"}},
    KindColumn{"languages", {"match", "languages.match"}},
    KindColumn{"export_share", {"min_percent", "export_share.min_percent"}},
    KindColumn{"employees", {"min_count", "employees.min_count"}},
    KindColumn{"employees", {"max_count", "employees.max_count"}},
    KindColumn{"assessment", {"scheme", "assessment.scheme"}},
    KindColumn{"assessment", {"level", "assessment.level"}},
    KindColumn{"assessment", {"min_score", "assessment.min_score"}},
    KindColumn{"freshness", {"max_age_days", "freshness.max_age_days"}},
};

// The columns that every kind has.
constexpr std::array kCommonColumns = {
    CsvColumn{"key", "key"},
    CsvColumn{"gate", "gate"},
    CsvColumn{"weight", "weight"},
};

std::vector<std::string_view> Kinds() {
  std::vector<std::string_view> kinds = {"category"};
  for (const KindColumn& column : kKindColumns) {
    if (column.kind != kinds.back()) kinds.push_back(column.kind);
  }
  return kinds;
}

// A filled cell that only other kinds have is a mistake, not a detail.
void RefuseOtherKinds(const CsvFile& file, std::string_view kind,
                      ImportRow& record) {
  std::vector<std::string_view> told;
  for (const KindColumn& other : kKindColumns) {
    const std::string_view name = other.column.name;
    if (file.Cell(name).empty()) continue;
    const bool own = std::any_of(
        kKindColumns.begin(), kKindColumns.end(), [&](const KindColumn& c) {
          return c.kind == kind && c.column.name == name;
        });
    if (own || std::find(told.begin(), told.end(), name) != told.end()) {
      continue;
    }
    told.push_back(name);
    AddProblem(file, name,
               file.words().Format(Word::kCellIsOfOtherKind, kind, name),
               record);
  }
}

// The columns of a criterion of `kind`.
std::vector<CsvColumn> ColumnsOf(std::string_view kind) {
  std::vector<CsvColumn> columns = {{"kind", ""}};
  columns.insert(columns.end(), kCommonColumns.begin(), kCommonColumns.end());
  for (const KindColumn& column : kKindColumns) {
    if (column.kind == kind) columns.push_back(column.column);
  }
  return columns;
}

// Gives `criterion` the test of `kind`, which is the name of its field. It is
// there even if no column of it is filled: the service says what it lacks.
void AddTest(std::string_view kind, v1::Criterion& criterion) {
  const auto* field =
      criterion.GetDescriptor()->FindFieldByName(std::string(kind));
  criterion.GetReflection()->MutableMessage(&criterion, field);
}

void SetRequiredValue(const CsvFile& file, v1::AttributeValue& required,
                      ImportRow& record) {
  const std::string_view value = file.Cell("value");
  if (value.empty()) return;
  const absl::Status status = ParseAttributeValue(
      value, file.Cell("value_kind"), file.words(), required);
  if (!status.ok()) {
    AddProblem(file, "value", std::string(status.message()), record);
  }
}

void AddCriterion(const CsvFile& file, ImportRow& record) {
  auto& requirement = static_cast<v1::Requirement&>(*record.message);
  const std::string path =
      fmt::format("criteria[{}]", requirement.criteria_size());
  auto& criterion = *requirement.add_criteria();
  const std::string_view kind = file.Cell("kind");
  const auto kinds = Kinds();
  if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) {
    std::string reason = file.words()(Word::kCellIsNoCriterion);
    const std::string_view meant = Nearest(kind, kinds);
    if (!meant.empty()) reason += file.words().Format(Word::kMeant, meant);
    AddProblem(file, "kind", reason, record);
    return;
  }
  RefuseOtherKinds(file, kind, record);
  const std::vector<CsvColumn> columns = ColumnsOf(kind);
  AddOrigin(file, path, columns, record);
  AddTest(kind, criterion);
  SetColumns(file, columns, criterion, record);
  if (!criterion.has_attribute()) return;
  record.origins.back().cells.push_back(
      {"value", "attribute.required", std::string(file.Cell("value"))});
  SetRequiredValue(file, *criterion.mutable_attribute()->mutable_required(),
                   record);
}

CsvTable Requirements() {
  return {
      .file_name = "requirements.csv",
      .key = {"buyer_id", "id"},
      .columns = {{"title_vi", "title.vi"},
                  {"title_en", "title.en"},
                  {"category", "category"},
                  {"state", "state"},
                  {"visibility", "visibility"},
                  {"valid_from", "valid_from"},
                  {"valid_to", "valid_to"},
                  {"plant_id", "plant_id"},
                  {"part_number", "part_number"},
                  {"bom", "bom"},
                  {"bom_line", "bom_line"},
                  {"composed", "composed"},
                  {"sources", "sources"},
                  {"remarks_vi", "remarks.vi"},
                  {"remarks_en", "remarks.en"}},
      .field = "",
      .add = nullptr,
  };
}

CsvTable Criteria() {
  CsvTable table;
  table.file_name = "criteria.csv";
  table.key = {"buyer_id", "requirement_id"};
  table.columns.assign(kCommonColumns.begin(), kCommonColumns.end());
  table.columns.push_back({"kind", ""});
  for (const KindColumn& column : kKindColumns) {
    table.columns.push_back(column.column);
  }
  table.add = AddCriterion;
  return table;
}

}  // namespace

const CsvTables& RequirementTables() {
  static const auto& tables = *new CsvTables{
      {"buyers/", "/requirements/"}, Requirements(), {Criteria()}};
  return tables;
}

}  // namespace ketnoi::cli
