#include "clients/cli/import_report.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "clients/cli/csv.h"
#include "clients/cli/json_text.h"
#include "clients/cli/proto_field.h"
#include "clients/cli/table.h"
#include "clients/cpp/error.h"
#include "fmt/format.h"
#include "google/protobuf/descriptor.h"

namespace ketnoi::cli {
namespace {

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() &&
         text.substr(text.size() - end.size()) == end;
}

// A violation's path, from the record: without "supplier." before it.
std::string_view PathInRecord(std::string_view field,
                              const google::protobuf::Message& record) {
  const auto& type = *record.GetDescriptor();
  while (true) {
    const std::string first(field.substr(0, field.find_first_of(".[")));
    const size_t dot = field.find('.');
    if (type.FindFieldByName(first) != nullptr ||
        type.FindFieldByCamelcaseName(first) != nullptr ||
        dot == std::string_view::npos) {
      return field;
    }
    field.remove_prefix(dot + 1);
  }
}

// Where the part of the record that `path` leads to was read: the innermost
// origin around it.
const Origin* OriginOf(std::string_view path, const ImportRow& row) {
  const Origin* innermost = nullptr;
  for (const Origin& origin : row.origins) {
    if (path.substr(0, origin.path.size()) != origin.path) continue;
    if (path.size() > origin.path.size() && path[origin.path.size()] != '.') {
      continue;
    }
    if (innermost == nullptr || innermost->path.size() < origin.path.size()) {
      innermost = &origin;
    }
  }
  return innermost;
}

Problem ProblemOf(const ImportRow& row,
                  const client::FieldViolation& violation) {
  Problem problem{row.file, row.row, row.id, "", "", violation.description};
  std::string_view path = PathInRecord(violation.field, *row.message);
  problem.value = TextAt(*row.message, path);
  if (const Origin* origin = OriginOf(path, row)) {
    problem.file = origin->file;
    problem.row = origin->row;
    path.remove_prefix(std::min(path.size(), origin->path.size() + 1));
  }
  problem.field = path;
  return problem;
}

}  // namespace

absl::Status ImportReport::WriteProblemsTo(const std::string& path) {
  errno = 0;
  errors_.open(path, std::ios::binary | std::ios::trunc);
  if (!errors_.is_open()) {
    return absl::InvalidArgumentError(
        fmt::format("{}: cannot be written: {}", path, std::strerror(errno)));
  }
  errors_path_ = path;
  errors_as_json_ = EndsWith(path, ".json") || EndsWith(path, ".jsonl");
  if (!errors_as_json_) {
    errors_ << CsvLine({"file", "row", "id", "field", "value", "reason"});
  }
  return absl::OkStatus();
}

void ImportReport::Add(const Problem& problem) {
  ++problems_;
  if (shown_.size() < kMaxShown) shown_.push_back(problem);
  if (!errors_.is_open()) return;
  if (errors_as_json_) {
    errors_ << fmt::format(
        R"({{"file":{},"row":{},"id":{},"field":{},"value":{},"reason":{}}})"
        "\n",
        JsonString(problem.file), problem.row, JsonString(problem.id),
        JsonString(problem.field), JsonString(problem.value),
        JsonString(problem.reason));
  } else {
    errors_ << CsvLine({problem.file, fmt::format("{}", problem.row),
                        problem.id, problem.field, problem.value,
                        problem.reason});
  }
}

void ImportReport::AddUnsent(const ImportRow& row) {
  ++counts_.rejected;
  for (const Problem& problem : row.problems) Add(problem);
}

void ImportReport::AddAnswer(const ImportRow& row,
                             const client::ImportAnswer& answer) {
  switch (answer.outcome) {
    case v1::IMPORT_OUTCOME_CREATED:
      ++counts_.created;
      return;
    case v1::IMPORT_OUTCOME_UPDATED:
      ++counts_.updated;
      return;
    case v1::IMPORT_OUTCOME_UNCHANGED:
      ++counts_.unchanged;
      return;
    default:
      break;
  }
  ++counts_.rejected;
  const client::ErrorDetails details = client::DetailsOf(answer.error);
  for (const auto& violation : details.field_violations) {
    Add(ProblemOf(row, violation));
  }
  if (details.field_violations.empty()) {
    Add({row.file, row.row, row.id, "", "",
         std::string(answer.error.message())});
  }
}

void ImportReport::PrintProblems(std::ostream& out, size_t width,
                                 const Context& context) const {
  const Words& words = context.words;
  Table table({{words(Word::kFile), Align::kLeft, 1, false, true},
               {words(Word::kRow), Align::kRight, kNeverShortened},
               {words(Word::kId), Align::kLeft, 7},
               {words(Word::kField), Align::kLeft, kNeverShortened},
               {words(Word::kValue), Align::kLeft, 2},
               {words(Word::kReason), Align::kLeft, 6, true}});
  for (const Problem& problem : shown_) {
    table.AddRow({std::filesystem::path(problem.file).filename().string(),
                  problem.row > 0 ? fmt::format("{}", problem.row) : "",
                  problem.id, problem.field, problem.value, problem.reason});
  }
  table.Print(out, width, context.error_colour);
  const int64_t more = problems_ - static_cast<int64_t>(shown_.size());
  if (more > 0) {
    out << words.Format(errors_path_.empty() ? Word::kMoreProblems
                                             : Word::kMoreProblemsInFile,
                        Grouped(more), errors_path_)
        << '\n';
  }
}

void ImportReport::PrintSummary(bool dry_run, Context& context) const {
  if (context.output == OutputFormat::kJson) {
    context.out << fmt::format(
        "{{\n \"created\": {},\n \"updated\": {},\n \"unchanged\": {},\n "
        "\"rejected\": {},\n \"dryRun\": {}\n}}\n",
        counts_.created, counts_.updated, counts_.unchanged, counts_.rejected,
        dry_run);
    return;
  }
  if (context.output == OutputFormat::kCsv) {
    context.out << CsvLine(
        {"created", "updated", "unchanged", "rejected", "dry_run"});
    context.out << CsvLine(
        {fmt::format("{}", counts_.created), fmt::format("{}", counts_.updated),
         fmt::format("{}", counts_.unchanged),
         fmt::format("{}", counts_.rejected), dry_run ? "true" : "false"});
    return;
  }
  const Words& words = context.words;
  Table table({{words(Word::kCreated), Align::kRight},
               {words(Word::kUpdated), Align::kRight},
               {words(Word::kUnchanged), Align::kRight},
               {words(Word::kRejected), Align::kRight}});
  table.AddRow({Grouped(counts_.created), Grouped(counts_.updated),
                Grouped(counts_.unchanged), Grouped(counts_.rejected)});
  table.Print(context.out, context.width, context.colour);
  if (dry_run) context.out << words(Word::kDryRun) << '\n';
}

absl::Status ImportReport::Close() {
  if (!errors_.is_open()) return absl::OkStatus();
  errors_.close();
  if (!errors_.fail()) return absl::OkStatus();
  return absl::DataLossError(
      fmt::format("{}: could not be written to the end", errors_path_));
}

}  // namespace ketnoi::cli
