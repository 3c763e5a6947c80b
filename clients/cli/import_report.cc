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
#include "clients/cli/text_width.h"
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

// Whether `path` leads to what is at `outer` or into it.
bool IsWithin(std::string_view path, std::string_view outer) {
  if (!path.starts_with(outer)) return false;
  return outer.empty() || path.size() == outer.size() ||
         path[outer.size()] == '.' || path[outer.size()] == '[';
}

// Where the part of the record that `path` leads to was read: the innermost
// origin around it.
const Origin* OriginOf(std::string_view path, const ImportRow& row) {
  const Origin* innermost = nullptr;
  for (const Origin& origin : row.origins) {
    if (!IsWithin(path, origin.path)) continue;
    if (innermost == nullptr || innermost->path.size() < origin.path.size()) {
      innermost = &origin;
    }
  }
  return innermost;
}

// The cell that `path`, within `origin`, is about: the one that set the
// innermost field around it; else one that sets a part of it, an empty one if
// there is, since a whole is wrong for what it lacks; else the one that sets no
// field alone. Null if there is none.
const OriginCell* CellOf(std::string_view path, const Origin& origin) {
  const OriginCell* around = nullptr;
  const OriginCell* within = nullptr;
  const OriginCell* other = nullptr;
  for (const OriginCell& cell : origin.cells) {
    if (cell.path.empty()) {
      if (other == nullptr) other = &cell;
    } else if (IsWithin(path, cell.path)) {
      if (around == nullptr || around->path.size() < cell.path.size()) {
        around = &cell;
      }
    } else if (!path.empty() && IsWithin(cell.path, path)) {
      const bool lacks = cell.text.empty();
      if (within == nullptr || (lacks && !within->text.empty())) within = &cell;
    }
  }
  if (around != nullptr) return around;
  return within != nullptr ? within : other;
}

Problem ProblemOf(const ImportRow& row,
                  const client::FieldViolation& violation) {
  Problem problem{row.file, row.row, row.id, "", "", violation.description};
  std::string_view path = PathInRecord(violation.field, *row.message);
  const Origin* origin = OriginOf(path, row);
  if (origin == nullptr) {
    problem.field = path;
    problem.value = TextAt(*row.message, path);
    return problem;
  }
  problem.file = origin->file;
  problem.row = origin->row;
  path.remove_prefix(origin->path.size());
  if (path.starts_with('.')) path.remove_prefix(1);
  if (const OriginCell* cell = CellOf(path, *origin)) {
    problem.field = cell->column;
    problem.value = cell->text;
  } else {
    problem.field = path;
  }
  return problem;
}

// `text` with U+FFFD for what is not UTF-8.
std::string Utf8(std::string_view text) {
  std::string result;
  for (size_t wrong = 0; !IsUtf8(text, &wrong);) {
    result.append(text.substr(0, wrong)).append("\uFFFD");
    text.remove_prefix(wrong + 1);
  }
  return result.append(text);
}

bool FromSeveralFiles(const std::vector<Problem>& problems) {
  return std::any_of(
      problems.begin(), problems.end(),
      [&](const Problem& each) { return each.file != problems.front().file; });
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
  const std::string file = Utf8(problem.file);
  const std::string id = Utf8(problem.id);
  const std::string field = Utf8(problem.field);
  const std::string value = Utf8(problem.value);
  const std::string reason = Utf8(problem.reason);
  if (errors_as_json_) {
    errors_ << fmt::format(
        R"({{"file":{},"row":{},"id":{},"field":{},"value":{},"reason":{}}})"
        "\n",
        JsonString(file), problem.row, JsonString(id), JsonString(field),
        JsonString(value), JsonString(reason));
  } else {
    errors_ << CsvLine(
        {file, fmt::format("{}", problem.row), id, field, value, reason});
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
  // One file is known from the command line; of several the row says nothing
  // without the file.
  const Column file =
      FromSeveralFiles(shown_)
          ? Column{words(Word::kFile), Align::kLeft, 3}
          : Column{words(Word::kFile), Align::kLeft, 1, false, true};
  Table table({file,
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
