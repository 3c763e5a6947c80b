#include "clients/cli/bom_columns.h"

#include <algorithm>
#include <array>
#include <utility>

#include "clients/cli/cells.h"
#include "clients/cli/proto_field.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

struct BomField {
  std::string_view column;
  std::string_view path;
};

// Of the requirement itself.
constexpr std::array kFields = {
    BomField{"part_number", "part_number"},
    BomField{"title_vi", "title.vi"},
    BomField{"title_en", "title.en"},
    BomField{"category", "category"},
    BomField{"plant_id", "plant_id"},
    BomField{"state", "state"},
    BomField{"visibility", "visibility"},
    BomField{"valid_from", "valid_from"},
    BomField{"valid_to", "valid_to"},
    BomField{"composed", "composed"},
    BomField{"sources", "sources"},
    BomField{"remarks_vi", "remarks.vi"},
    BomField{"remarks_en", "remarks.en"},
};

// Of a criterion: a line has it if it has the first column of its kind. A unit
// stands in a column of its own or behind the amount.
struct BomCriterion {
  std::string_view column;
  std::string_view path;
  std::string_view unit_column = "";
  std::string_view unit_path = "";
};
constexpr std::array kCriteria = {
    BomCriterion{"processes", "processes.processes"},
    BomCriterion{"materials", "materials.materials"},
    BomCriterion{"monthly_quantity", "monthly_volume.quantity.value",
                 "monthly_unit", "monthly_volume.quantity.unit"},
    BomCriterion{"order_quantity", "order_quantity.quantity.value",
                 "order_unit", "order_quantity.quantity.unit"},
    BomCriterion{"sample_lead_days", "sample_lead_time.max_days"},
    BomCriterion{"series_lead_days", "series_lead_time.max_days"},
    BomCriterion{"payment_term_days", "payment_term.term_days"},
    BomCriterion{"provinces", "place.provinces.provinces"},
    BomCriterion{"max_km", "place.distance.max_km"},
};

constexpr std::string_view kLine = "line";
constexpr std::string_view kCertificates = "certificates";
constexpr std::string_view kAttribute = "attribute.";
constexpr std::string_view kUnitEnd = ".unit";

constexpr std::string_view kQuantityPath = "attribute.required";

// "3 mm" as "3" and "mm": the last word, if a number ends before it and it
// begins with none. Else all of it and nothing.
std::pair<std::string_view, std::string_view> SplitUnit(std::string_view cell) {
  const size_t blank = cell.find_last_of(" \t");
  if (blank == std::string_view::npos) return {cell, ""};
  const std::string_view amount = Trim(cell.substr(0, blank));
  const std::string_view unit = cell.substr(blank + 1);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (amount.empty() || !is_digit(amount.back()) || is_digit(unit.front()) ||
      unit.front() == '.' || unit.front() == '-') {
    return {cell, ""};
  }
  return {amount, unit};
}

std::string_view TextOf(const BomCells& cells, std::string_view column) {
  const auto found = cells.find(column);
  return found == cells.end() ? std::string_view() : found->second.text;
}

// One per line.
class LineFiller {
 public:
  LineFiller(const BomCells& cells, const Words& words, v1::Requirement& line,
             ImportRow& row)
      : cells_(cells), words_(words), line_(line), row_(row) {}

  void Fill() {
    AddOrigin("");
    AddCell(kLine, "bom_line");
    for (const BomField& field : kFields) {
      AddCell(field.column, field.path);
      Set(field.column, TextOf(cells_, field.column), field.path, line_);
    }
    for (const BomCriterion& criterion : kCriteria) FillCriterion(criterion);
    FillCertificates();
    for (const auto& [column, cell] : cells_) {
      if (column.starts_with(kAttribute)) FillAttribute(column, cell);
    }
  }

 private:
  void AddOrigin(std::string path) {
    row_.origins.push_back({std::move(path), row_.file, row_.row, {}});
  }
  // The cell that sets the field at `path` of the last origin.
  void AddCell(std::string_view column, std::string_view path) {
    const auto found = cells_.find(column);
    const bool filled = found != cells_.end();
    row_.origins.back().cells.push_back(
        {filled ? found->second.header : column, path,
         filled ? found->second.text : std::string()});
  }

  void Set(std::string_view column, std::string_view text,
           std::string_view path, google::protobuf::Message& message) {
    if (text.empty()) return;
    const absl::Status status = SetFromCell(path, text, words_, message);
    if (!status.ok()) {
      AddBomProblem(cells_, column, std::string(status.message()), row_);
    }
  }

  v1::Criterion& AddGate() {
    AddOrigin(fmt::format("criteria[{}]", line_.criteria_size()));
    v1::Criterion& criterion = *line_.add_criteria();
    criterion.set_gate(true);
    return criterion;
  }

  void FillCriterion(const BomCriterion& of) {
    const std::string_view cell = TextOf(cells_, of.column);
    const std::string_view unit = TextOf(cells_, of.unit_column);
    if (cell.empty()) return;  // A unit of nothing states nothing.
    v1::Criterion& criterion = AddGate();
    AddCell(of.column, of.path);
    const auto [amount, inline_unit] = of.unit_column.empty() || !unit.empty()
                                           ? std::pair(cell, std::string_view())
                                           : SplitUnit(cell);
    Set(of.column, amount, of.path, criterion);
    if (of.unit_column.empty()) return;
    const std::string_view unit_column =
        unit.empty() && !inline_unit.empty() ? of.column : of.unit_column;
    AddCell(unit_column, of.unit_path);
    Set(unit_column, unit.empty() ? inline_unit : unit, of.unit_path,
        criterion);
  }

  void FillCertificates() {
    for (const std::string& scheme : SplitList(TextOf(cells_, kCertificates))) {
      v1::Criterion& criterion = AddGate();
      AddCell(kCertificates, "certificate.scheme");
      criterion.mutable_certificate()->set_scheme(scheme);
    }
  }

  void FillAttribute(std::string_view column, const BomCell& cell) {
    if (column.ends_with(kUnitEnd)) return;
    const std::string unit_column = std::string(column) + std::string(kUnitEnd);
    const std::string_view unit = TextOf(cells_, unit_column);
    v1::Criterion& criterion = AddGate();
    v1::AttributeValue& required =
        *criterion.mutable_attribute()->mutable_required();
    required.set_attribute(std::string(column.substr(kAttribute.size())));
    AddCell(column, kQuantityPath);
    const auto [amount, inline_unit] =
        unit.empty()
            ? SplitUnit(cell.text)
            : std::pair(std::string_view(cell.text), std::string_view());
    const absl::Status status =
        ParseAttributeValue(amount, "", words_, required);
    if (!status.ok()) {
      AddBomProblem(cells_, column, std::string(status.message()), row_);
    }
    AddCell(unit.empty() ? column : std::string_view(unit_column),
            "attribute.required.unit");
    required.set_unit(std::string(unit.empty() ? inline_unit : unit));
  }

  const BomCells& cells_;
  const Words& words_;
  v1::Requirement& line_;
  ImportRow& row_;
};

}  // namespace

const std::vector<std::string_view>& BomColumnNames() {
  static const auto& names = *[] {
    auto* all = new std::vector<std::string_view>{kLine};
    for (const BomField& field : kFields) all->push_back(field.column);
    for (const BomCriterion& criterion : kCriteria) {
      all->push_back(criterion.column);
      if (!criterion.unit_column.empty()) {
        all->push_back(criterion.unit_column);
      }
    }
    all->push_back(kCertificates);
    return all;
  }();
  return names;
}

bool IsBomColumn(std::string_view name) {
  if (name.starts_with(kAttribute)) {
    name.remove_prefix(kAttribute.size());
    if (name.ends_with(kUnitEnd)) name.remove_suffix(kUnitEnd.size());
    return !name.empty() && name.find('.') == std::string_view::npos;
  }
  const auto& names = BomColumnNames();
  return std::find(names.begin(), names.end(), name) != names.end();
}

void FillBomLine(const BomCells& cells, const Words& words,
                 v1::Requirement& line, ImportRow& row) {
  LineFiller(cells, words, line, row).Fill();
}

void AddBomProblem(const BomCells& cells, std::string_view column,
                   std::string reason, ImportRow& row) {
  Problem problem{row.file, row.row,          row.id, std::string(column),
                  "",       std::move(reason)};
  const auto found = cells.find(column);
  if (found != cells.end()) {
    problem.field = found->second.header;
    problem.value = found->second.text;
  }
  row.problems.push_back(std::move(problem));
}

}  // namespace ketnoi::cli
