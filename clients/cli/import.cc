#include <filesystem>
#include <fstream>
#include <optional>
#include <utility>

#include "clients/cli/commands.h"
#include "clients/cli/csv_source.h"
#include "clients/cli/file_kind.h"
#include "clients/cli/import_command.h"
#include "clients/cli/import_report.h"
#include "clients/cli/import_run.h"
#include "clients/cli/jsonl_source.h"
#include "clients/cli/progress_bar.h"
#include "clients/cli/suggestion.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

// The operand for the lines of one bill of materials.
constexpr std::string_view kLinesOfABom = "bom";

// One kind of record that can be imported.
struct ImportKind {
  std::string_view name;
  const CsvTables& (*tables)();
  const google::protobuf::Message& prototype;
  OpenStream open;
};

const std::vector<ImportKind>& Kinds() {
  static const auto& kinds = *new std::vector<ImportKind>{
      {"suppliers", SupplierTables, v1::Supplier::default_instance(),
       [](client::Client& client,
          const v1::ImportOptions& options) -> std::unique_ptr<RecordStream> {
         return std::make_unique<TypedRecordStream<v1::Supplier>>(
             client.ImportSuppliers(options));
       }},
      {"requirements", RequirementTables, v1::Requirement::default_instance(),
       OpenRequirements},
      {"buyers", BuyerTables, v1::Buyer::default_instance(),
       [](client::Client& client,
          const v1::ImportOptions& options) -> std::unique_ptr<RecordStream> {
         return std::make_unique<TypedRecordStream<v1::Buyer>>(
             client.ImportBuyers(options));
       }},
      {"boms", BomTables, v1::Bom::default_instance(),
       [](client::Client& client,
          const v1::ImportOptions& options) -> std::unique_ptr<RecordStream> {
         return std::make_unique<TypedRecordStream<v1::Bom>>(
             client.ImportBoms(options));
       }}};
  return kinds;
}

absl::StatusOr<const ImportKind*> FindImportKind(const std::string& name) {
  std::vector<std::string_view> names;
  for (const ImportKind& kind : Kinds()) {
    if (kind.name == name) return &kind;
    names.push_back(kind.name);
  }
  names.push_back(kLinesOfABom);
  return absl::InvalidArgumentError(
      fmt::format("\"{}\" cannot be imported; use {}{}", name,
                  fmt::join(names, ", "), SuggestionText(name, names)));
}

// Options that say something of the lines of a bill of materials alone.
absl::Status CheckBomOptions(const std::string& kind,
                             const Arguments& arguments) {
  for (const char* option : {"bom", "title", "map", "plant", "composed"}) {
    if (kind == kLinesOfABom || !arguments.Has(option)) continue;
    return absl::InvalidArgumentError(
        fmt::format("--{}: only for import bom", option));
  }
  return absl::OkStatus();
}

// Whether each path is there and is a folder or a text: what a file holds says
// more than what its name lacks.
absl::Status CheckPaths(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) continue;
    std::ifstream file;
    const absl::Status status = OpenText(path, std::nullopt, file);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

// --format, or what the paths' names say.
absl::StatusOr<FileFormat> FormatOf(const Arguments& arguments,
                                    const std::vector<std::string>& paths) {
  if (arguments.Has("format")) {
    const auto stated = arguments.GetOneOf("format", "", {"jsonl", "csv"});
    if (!stated.ok()) return stated.status();
    return *stated == "csv" ? FileFormat::kCsv : FileFormat::kJsonLines;
  }
  size_t csv = 0;
  size_t json = 0;
  for (const std::string& path : paths) {
    std::error_code error;
    const std::string extension =
        std::filesystem::path(path).extension().string();
    if (std::filesystem::is_directory(path, error) || extension == ".csv") {
      ++csv;
    } else if (extension == ".jsonl" || extension == ".ndjson") {
      ++json;
    }
  }
  if (csv == paths.size()) return FileFormat::kCsv;
  if (json == paths.size()) return FileFormat::kJsonLines;
  if (csv > 0 && json > 0) {
    return absl::InvalidArgumentError(
        "JSON Lines and CSV cannot be mixed in one import");
  }
  return absl::InvalidArgumentError(fmt::format(
      "{}: the name does not say the format (.jsonl, .csv or a folder); give "
      "--format",
      paths.front()));
}

absl::StatusOr<std::unique_ptr<RowSource>> OpenSource(
    FileFormat format, const std::vector<std::string>& paths,
    const ImportKind& kind, const Words& words) {
  if (format == FileFormat::kCsv) {
    auto source = CsvSource::Open(paths, kind.tables(), kind.prototype, words);
    if (!source.ok()) return source.status();
    return std::move(*source);
  }
  auto source = JsonLinesSource::Open(paths, kind.prototype);
  if (!source.ok()) return source.status();
  return std::move(*source);
}

// Opens the errors file, which replaces what is there: so it is none of the
// files that `source` reads, under whatever name or link.
absl::Status OpenErrors(const std::string& path, const RowSource& source,
                        ImportReport& report) {
  for (const std::string& input : source.Paths()) {
    std::error_code error;  // Set if there is no such file yet.
    if (std::filesystem::equivalent(path, input, error)) {
      return absl::InvalidArgumentError(fmt::format(
          "--errors: {} is the file that is imported, {}", path, input));
    }
  }
  return report.WriteProblemsTo(path);
}

// How an import ended, and whether it reached the service.
struct ImportEnd {
  absl::Status status;
  bool reached;
};

ImportEnd Import(OpenStream open, RowSource& source, ImportReport& report,
                 Context& context) {
  v1::ImportOptions options;
  options.set_validate_only(context.arguments.Has("dry-run"));
  options.set_mode(context.arguments.Has("merge") ? v1::IMPORT_MODE_MERGE
                                                  : v1::IMPORT_MODE_REPLACE);
  const auto stream = open(context.client, options);
  ProgressBar bar(context.err, context.progress, context.words);
  ImportRun run(source, *stream, report, context.timeout,
                [&bar](const ImportCounts& counts, double progress) {
                  bar.Update(counts.answered(), progress);
                });
  const absl::Status status = run.Run();
  return {status, run.reached()};
}

// An import that the service took up and that did not come to its end.
int FailBrokenOff(const absl::Status& status, const ImportReport& report,
                  Context& context) {
  PrintCallError(context, status);
  context.err << "  "
              << context.words.Format(Word::kBrokenOff,
                                      Grouped(report.counts().stored()))
              << '\n';
  return kCallFailed;
}

int Conclude(const ImportEnd& end, ImportReport& report, Context& context) {
  const bool any = report.counts().answered() > 0;
  report.PrintProblems(context.err, context.width, context);
  if (any) report.PrintSummary(context.arguments.Has("dry-run"), context);
  if (!end.status.ok()) {
    return end.reached ? FailBrokenOff(end.status, report, context)
                       : FailCall(context, end.status);
  }
  if (!any) {
    return FailUsage(context,
                     absl::InvalidArgumentError("there are no rows to import"));
  }
  const absl::Status closed = report.Close();
  if (!closed.ok()) return FailCall(context, closed);
  return report.counts().rejected > 0 ? kRowsRejected : kDone;
}

}  // namespace

int ImportRows(OpenStream open, RowSource& source, Context& context) {
  ImportReport report;
  if (context.arguments.Has("errors")) {
    const absl::Status status =
        OpenErrors(context.arguments.Get("errors"), source, report);
    if (!status.ok()) return FailUsage(context, status);
  }
  return Conclude(Import(open, source, report, context), report, context);
}

std::unique_ptr<RecordStream> OpenRequirements(
    client::Client& client, const v1::ImportOptions& options) {
  return std::make_unique<TypedRecordStream<v1::Requirement>>(
      client.ImportRequirements(options));
}

int RunImport(Context& context) {
  const Arguments& arguments = context.arguments;
  const std::string& name = arguments.operands().front();
  absl::Status status = CheckBomOptions(name, arguments);
  if (!status.ok()) return FailUsage(context, status);
  const std::vector<std::string> paths(arguments.operands().begin() + 1,
                                       arguments.operands().end());
  const ImportKind* kind = nullptr;
  if (name != kLinesOfABom) {
    const auto found = FindImportKind(name);
    if (!found.ok()) return FailUsage(context, found.status());
    kind = *found;
  }
  status = CheckPaths(paths);
  if (!status.ok()) return FailUsage(context, status);
  const auto format = FormatOf(arguments, paths);
  if (!format.ok()) return FailUsage(context, format.status());
  if (kind == nullptr) return ImportBom(paths, *format, context);
  const auto source = OpenSource(*format, paths, *kind, context.words);
  if (!source.ok()) return FailUsage(context, source.status());
  return ImportRows(kind->open, **source, context);
}

}  // namespace ketnoi::cli
