#include "clients/cli/bom_source.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "clients/cli/cells.h"
#include "clients/cli/resource_name.h"
#include "clients/cli/suggestion.h"
#include "fmt/format.h"
#include "google/protobuf/struct.pb.h"

namespace ketnoi::cli {
namespace {

// What stands before the last part of a name, and that part.
std::pair<std::string, std::string> SplitName(const std::string& name) {
  const size_t slash = name.rfind('/');
  return {name.substr(0, slash), name.substr(slash + 1)};
}

// A value of a JSON object as the text of a cell; absent for objects.
std::optional<std::string> CellText(const google::protobuf::Value& value) {
  switch (value.kind_case()) {
    case google::protobuf::Value::kStringValue:
      return value.string_value();
    case google::protobuf::Value::kNumberValue:
      return fmt::format("{}", value.number_value());
    case google::protobuf::Value::kBoolValue:
      return value.bool_value() ? "true" : "false";
    case google::protobuf::Value::kListValue: {
      std::string text;
      for (const auto& element : value.list_value().values()) {
        const auto part = CellText(element);
        if (!part || element.has_list_value()) return std::nullopt;
        if (!text.empty()) text += "; ";
        text += *part;
      }
      return text;
    }
    case google::protobuf::Value::kStructValue:
      return std::nullopt;
    default:
      return "";
  }
}

}  // namespace

absl::Status AddBomMapping(const std::string& mapping, BomImport& import) {
  const size_t equals = mapping.rfind('=');
  if (equals == std::string::npos || Trim(mapping.substr(0, equals)).empty()) {
    return absl::InvalidArgumentError(fmt::format(
        "--map: \"{}\" is not HEADER=COLUMN, or HEADER= for a column that is "
        "to be left out",
        mapping));
  }
  const std::string header = Lower(Trim(mapping.substr(0, equals)));
  const std::string column = Lower(Trim(mapping.substr(equals + 1)));
  if (!column.empty() && !IsBomColumn(column)) {
    return absl::InvalidArgumentError(
        fmt::format("--map: \"{}\" is no column of a bill of materials: {} or "
                    "attribute.ID{}",
                    column, fmt::join(BomColumnNames(), ", "),
                    SuggestionText(column, BomColumnNames())));
  }
  if (!import.columns.emplace(header, column).second) {
    return absl::InvalidArgumentError(
        fmt::format("--map: \"{}\" was given twice", header));
  }
  return absl::OkStatus();
}

BomSource::BomSource(const std::string& path, BomImport import,
                     const Words& words)
    : path_(path), import_(std::move(import)), words_(words) {}

absl::StatusOr<std::unique_ptr<BomSource>> BomSource::Open(
    const std::string& path, FileFormat format, BomImport import,
    const Words& words) {
  std::unique_ptr<BomSource> source(
      new BomSource(path, std::move(import), words));
  absl::Status status = OpenText(path, format, source->file_);
  if (!status.ok()) return status;
  std::error_code error;
  const auto bytes = std::filesystem::file_size(path, error);
  if (!error && bytes > 0) source->bytes_ = static_cast<double>(bytes);
  if (format == FileFormat::kJsonLines) {
    source->json_ = std::make_unique<JsonLinesReader>(source->file_);
    return source;
  }
  source->csv_ = std::make_unique<CsvReader>(source->file_);
  status = source->ReadHeader();
  if (!status.ok()) return status;
  return source;
}

std::optional<std::string> BomSource::ColumnOf(std::string_view header) const {
  const std::string name = Lower(Trim(header));
  const auto mapped = import_.columns.find(name);
  if (mapped != import_.columns.end()) return mapped->second;
  if (IsBomColumn(name)) return name;
  return std::nullopt;
}

std::string_view BomSource::Kept(std::string_view header) {
  return *names_.emplace(Trim(header)).first;
}

std::string BomSource::UnknownColumn(std::string_view header) const {
  const std::string name(Trim(header));
  return fmt::format(
      "unknown column \"{0}\"{1}; give --map \"{0}=COLUMN\", or "
      "--map \"{0}=\" to leave it out",
      name, SuggestionText(Lower(name), BomColumnNames()));
}

absl::Status BomSource::ReadHeader() {
  const auto fail = [this](size_t column, const std::string& what) {
    return absl::InvalidArgumentError(fmt::format(
        "{}: row {}{}: {}", path_, csv_->row(),
        column == 0 ? "" : fmt::format(", column {}", column), what));
  };
  const auto outcome = csv_->Next();
  if (outcome == CsvReader::Outcome::kEnd) {
    return fail(0, "the file is empty; the first row names the columns");
  }
  if (outcome != CsvReader::Outcome::kRecord) {
    return fail(csv_->error_cell(), csv_->error());
  }
  std::set<std::string> mapped;
  for (const std::string& cell : csv_->cells()) {
    const size_t number = header_.size() + 1;
    const auto column = ColumnOf(cell);
    if (!column) return fail(number, UnknownColumn(cell));
    if (!column->empty() && std::find(columns_.begin(), columns_.end(),
                                      *column) != columns_.end()) {
      return fail(number,
                  fmt::format("a column before is \"{}\" too", *column));
    }
    header_.push_back(Kept(cell));
    columns_.push_back(*column);
    mapped.insert(Lower(Trim(cell)));
  }
  for (const auto& [header, column] : import_.columns) {
    if (mapped.contains(header)) continue;
    return fail(0, fmt::format("--map: there is no column \"{}\"", header));
  }
  return absl::OkStatus();
}

double BomSource::Progress() const {
  const int64_t offset = csv_ ? csv_->offset() : json_->offset();
  return std::min(1.0, static_cast<double>(offset) / bytes_);
}

bool BomSource::NextCsv(ImportRow& row, BomCells& cells) {
  for (;;) {
    const auto outcome = csv_->Next();
    if (outcome == CsvReader::Outcome::kEnd) return false;
    row.row = csv_->row();
    if (outcome != CsvReader::Outcome::kRecord) {
      row.problems.push_back({row.file, row.row, "", "", "", csv_->error()});
      return true;
    }
    const auto& texts = csv_->cells();
    // Spreadsheets write the rows that were cleared too.
    if (std::all_of(texts.begin(), texts.end(), [](const std::string& text) {
          return Trim(text).empty();
        })) {
      continue;
    }
    if (texts.size() != columns_.size()) {
      row.problems.push_back({row.file, row.row, "", "", "",
                              words_.Format(Word::kOtherCellCount, texts.size(),
                                            columns_.size())});
      return true;
    }
    for (size_t i = 0; i < texts.size(); ++i) {
      const std::string_view text = Trim(texts[i]);
      if (columns_[i].empty() || text.empty()) continue;
      cells[columns_[i]] = {header_[i], std::string(text)};
    }
    return true;
  }
}

bool BomSource::NextJson(ImportRow& row, BomCells& cells) {
  const auto outcome = json_->Next();
  if (outcome == JsonLinesReader::Outcome::kEnd) return false;
  row.row = json_->row();
  if (outcome == JsonLinesReader::Outcome::kLine) {
    ReadObject(row, cells);
  } else {
    row.problems.push_back({row.file, row.row, "", "", "", json_->error()});
  }
  return true;
}

void BomSource::ReadObject(ImportRow& row, BomCells& cells) {
  google::protobuf::Struct object;
  const absl::Status status = ParseJson(json_->line(), object);
  if (!status.ok()) {
    row.problems.push_back(
        {row.file, row.row, "", "", "", std::string(status.message())});
    return;
  }
  // In the order of keys, so that a run is as the one before.
  const std::map<std::string, google::protobuf::Value> fields(
      object.fields().begin(), object.fields().end());
  for (const auto& [key, value] : fields) {
    const std::string_view header = Kept(key);
    const auto refuse = [&](std::string reason) {
      row.problems.push_back(
          {row.file, row.row, "", std::string(header), "", std::move(reason)});
    };
    const auto column = ColumnOf(key);
    const auto text = CellText(value);
    if (!column) {
      refuse(UnknownColumn(key));
    } else if (column->empty()) {
      continue;
    } else if (!text) {
      refuse(words_(Word::kCellIsObject));
    } else if (cells.contains(*column)) {
      refuse(words_.Format(Word::kCellStandsBeside, cells[*column].header));
    } else if (!Trim(*text).empty()) {
      cells[*column] = {header, std::string(Trim(*text))};
    }
  }
}

int64_t BomSource::PlaceOf(const BomCells& cells, ImportRow& row) const {
  const auto cell = cells.find("line");
  if (cell == cells.end()) return lines_;
  const auto place = ParseInteger(cell->second.text);
  if (place && *place >= 1) return *place;
  AddBomProblem(cells, "line", words_(Word::kCellIsNoPlace), row);
  return 0;
}

void BomSource::FillLine(const BomCells& cells, ImportRow& row) {
  const auto [boms, bom_id] = SplitName(import_.bom);
  const std::string buyer = SplitName(boms).first;
  const int64_t place = PlaceOf(cells, row);
  if (place == 0) return;
  row.id = fmt::format("{}-{:05}", bom_id, place);
  const int before = taken_[place]++;
  if (before > 0) row.id += fmt::format("-{}", before + 1);

  auto line = std::make_shared<v1::Requirement>();
  row.message = line;
  line->set_name(fmt::format("{}/requirements/{}", buyer, row.id));
  FillBomLine(cells, words_, *line, row);
  constexpr int64_t kLargest = 1'000'000'000;  // The service takes less.
  if (import_.names_bom) {
    line->set_bom(import_.bom);
    line->set_bom_line(static_cast<int32_t>(std::min(place, kLargest)));
  }
  if (line->plant_id().empty()) line->set_plant_id(import_.plant_id);
  if (!cells.contains("composed")) line->set_composed(import_.composed);
  if (line->category().empty()) {
    AddBomProblem(cells, "category", words_(Word::kCellIsEmpty), row);
  }
  if (!line->title().vi().empty() || !line->title().en().empty()) return;
  if (line->part_number().empty()) {
    AddBomProblem(cells, "part_number", words_(Word::kNoPart), row);
  }
  line->mutable_title()->set_en(line->part_number());
}

bool BomSource::Next(ImportRow& row) {
  row = ImportRow();
  row.file = path_;
  BomCells cells;
  if (!(csv_ ? NextCsv(row, cells) : NextJson(row, cells))) return false;
  ++lines_;
  if (row.problems.empty()) FillLine(cells, row);
  return true;
}

}  // namespace ketnoi::cli
