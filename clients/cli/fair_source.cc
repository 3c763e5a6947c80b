#include "clients/cli/fair_source.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "clients/cli/cells.h"
#include "clients/cli/context.h"
#include "clients/cli/proto_field.h"
#include "clients/cli/resource_name.h"
#include "clients/cli/suggestion.h"
#include "fmt/format.h"
#include "ketnoi/v1/participant.pb.h"
#include "ketnoi/v1/wish.pb.h"

namespace ketnoi::cli {
namespace {

constexpr size_t kMostIdBytes = 63;

std::vector<std::string_view> CsvColumnsOf(const FairRecords& records) {
  std::vector<std::string_view> names = {"id"};
  for (const auto* columns : {&records.columns, &records.contacts}) {
    for (const CsvColumn& column : *columns) names.push_back(column.name);
  }
  return names;
}

void AddFairProblem(std::string_view column, std::string reason,
                    ImportRow& row) {
  Problem problem;
  problem.file = row.file;
  problem.row = row.row;
  problem.id = row.id;
  problem.field = column;
  problem.reason = std::move(reason);
  row.problems.push_back(std::move(problem));
}

void SetText(const char* field, const std::string& text,
             google::protobuf::Message& message) {
  message.GetReflection()->SetString(
      &message, message.GetDescriptor()->FindFieldByName(field), text);
}

}  // namespace

const FairRecords& ParticipantRecords() {
  static const auto& columns = *new std::vector<CsvColumn>{
      {"side", "side"},
      {"supplier", "supplier"},
      {"buyer", "buyer"},
      {"display_name_vi", "display_name.vi"},
      {"display_name_en", "display_name.en"},
      {"organization", "organization"},
      {"type", "type"},
      {"seats", "seats"},
      {"arrival_time", "arrival_time"},
      {"departure_time", "departure_time"},
      {"unavailable_slots", "unavailable_slots"},
      {"languages", "languages"},
      {"seated", "seated"},
      {"table", "table"},
      {"min_meetings", "min_meetings"},
      {"max_meetings", "max_meetings"},
      {"most_consecutive_meetings", "most_consecutive_meetings"},
      {"wants_lunch", "wants_lunch"},
      {"priority_tier", "priority_tier"},
      {"attendance", "attendance"},
      {"late_registration", "late_registration"},
      {"composed", "composed"},
      {"remarks_vi", "remarks.vi"},
      {"remarks_en", "remarks.en"}};
  static const auto& contacts =
      *new std::vector<CsvColumn>{{"contact_name", "full_name"},
                                  {"contact_position", "position"},
                                  {"contact_email", "email"},
                                  {"contact_phone", "phone"},
                                  {"contact_languages", "languages"}};
  static const auto& records =
      *new FairRecords{"participants", v1::Participant::default_instance(),
                       columns, contacts, false};
  return records;
}

const FairRecords& WishRecords() {
  static const auto& columns =
      *new std::vector<CsvColumn>{{"buyer", "buyer"},
                                  {"supplier", "supplier"},
                                  {"value", "value"},
                                  {"buyer_tier", "buyer_tier"},
                                  {"supplier_tier", "supplier_tier"},
                                  {"source", "source"},
                                  {"requirement", "pair_score.requirement"},
                                  {"bom", "pair_score.bom"},
                                  {"bom_line", "pair_score.bom_line"},
                                  {"standing", "pair_score.standing"},
                                  {"score", "pair_score.score"},
                                  {"score_high", "pair_score.score_high"},
                                  {"as_of_date", "pair_score.as_of_date"},
                                  {"fixed_slot", "fixed_slot"},
                                  {"fixed_table", "fixed_table"},
                                  {"sessions", "sessions"},
                                  {"table_features", "table_features"},
                                  {"after", "after"},
                                  {"composed", "composed"},
                                  {"remarks_vi", "remarks.vi"},
                                  {"remarks_en", "remarks.en"}};
  static const auto& contacts = *new std::vector<CsvColumn>();
  static const auto& records = *new FairRecords{
      "wishes", v1::Wish::default_instance(), columns, contacts, true};
  return records;
}

absl::Status AddFairMapping(const std::string& mapping,
                            const FairRecords& records, HeaderMap& columns) {
  const size_t equals = mapping.rfind('=');
  if (equals == std::string::npos || Trim(mapping.substr(0, equals)).empty()) {
    return absl::InvalidArgumentError(fmt::format(
        "--map: \"{}\" is not HEADER=COLUMN, or HEADER= for a column that is "
        "to be left out",
        mapping));
  }
  const std::string header = Lower(Trim(mapping.substr(0, equals)));
  const std::string column = Lower(Trim(mapping.substr(equals + 1)));
  const auto names = CsvColumnsOf(records);
  if (!column.empty() &&
      std::find(names.begin(), names.end(), column) == names.end()) {
    return absl::InvalidArgumentError(fmt::format(
        "--map: \"{}\" is no column of {}: {}{}", column, records.collection,
        fmt::join(names, ", "), SuggestionText(column, names)));
  }
  if (!columns.emplace(header, column).second) {
    return absl::InvalidArgumentError(
        fmt::format("--map: \"{}\" was given twice", header));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<FairSource>> FairSource::Open(
    const std::string& path, FileFormat format, const std::string& fair,
    const FairRecords& records, const HeaderMap& columns, const Words& words) {
  std::unique_ptr<FairSource> source(
      new FairSource(path, fair, records, words));
  if (format == FileFormat::kJsonLines) {
    auto json = JsonLinesSource::Open({path}, records.prototype);
    if (!json.ok()) return json.status();
    source->json_ = std::move(*json);
    return source;
  }
  std::vector<std::string_view> required;
  if (!records.ids_of_sides) required.push_back("id");
  auto csv =
      CsvFile::Open(path, words, CsvColumnsOf(records), required, &columns);
  if (!csv.ok()) return csv.status();
  source->csv_ = std::move(*csv);
  std::error_code error;
  const auto bytes = std::filesystem::file_size(path, error);
  if (!error && bytes > 0) source->bytes_ = static_cast<double>(bytes);
  return source;
}

double FairSource::Progress() const {
  if (json_) return json_->Progress();
  return std::min(1.0, static_cast<double>(csv_->offset()) / bytes_);
}

bool FairSource::Next(ImportRow& row) {
  row = ImportRow();
  row.file = path_;
  if (!(csv_ ? NextCsv(row) : NextJson(row))) return false;
  if (row.problems.empty()) NameRecord(row);
  return true;
}

bool FairSource::NextCsv(ImportRow& row) {
  const auto outcome = csv_->Next();
  if (outcome == CsvReader::Outcome::kEnd) return false;
  row.row = csv_->row();
  row.id = csv_->Cell("id");
  if (outcome == CsvReader::Outcome::kRecord) {
    ReadCells(row);
    return true;
  }
  row.problems = {csv_->problem()};
  row.problems.front().id = row.id;
  if (outcome == CsvReader::Outcome::kBroken) {
    row.problems.front().reason += "; nothing after it was read";
  }
  return true;
}

void FairSource::ReadCells(ImportRow& row) {
  row.message.reset(records_.prototype.New());
  AddOrigin(*csv_, "", records_.columns, row);
  row.origins.back().cells.push_back({"id", "name", row.id});
  SetColumns(*csv_, records_.columns, *row.message, row);
  const bool contact =
      std::any_of(records_.contacts.begin(), records_.contacts.end(),
                  [&](const CsvColumn& column) {
                    return !csv_->Cell(column.name).empty();
                  });
  if (contact) {
    auto& participant = static_cast<v1::Participant&>(*row.message);
    AddOrigin(*csv_, "contacts[0]", records_.contacts, row);
    SetColumns(*csv_, records_.contacts, *participant.add_contacts(), row);
  }
}

bool FairSource::NextJson(ImportRow& row) { return json_->Next(row); }

void FairSource::NameRecord(ImportRow& row) {
  const std::string prefix = fmt::format("{}/{}/", fair_, records_.collection);
  std::string name = csv_ ? row.id : TextAt(*row.message, "name");
  if (name.empty() && records_.ids_of_sides) {
    name = fmt::format("{}-{}", IdOf(TextAt(*row.message, "buyer")),
                       IdOf(TextAt(*row.message, "supplier")));
    const int before = sides_[name]++;
    if (before > 0) name += fmt::format("-{}", before + 1);
    if (name.size() > kMostIdBytes) {
      AddFairProblem("id", words_.Format(Word::kIdTooLong, name), row);
      return;
    }
  }
  if (name.empty()) {
    AddFairProblem(csv_ ? "id" : "name", words_(Word::kCellIsEmpty), row);
    return;
  }
  name = FullName(prefix, name);
  row.id = IdOf(name);
  if (name.compare(0, prefix.size(), prefix) != 0) {
    AddFairProblem("name", words_.Format(Word::kOfAnotherFair, name, fair_),
                   row);
    return;
  }
  SetText("name", name, *row.message);
  if (records_.ids_of_sides) return;
  auto& participant = static_cast<v1::Participant&>(*row.message);
  participant.set_supplier(FullName("suppliers/", participant.supplier()));
  participant.set_buyer(FullName("buyers/", participant.buyer()));
}

}  // namespace ketnoi::cli
