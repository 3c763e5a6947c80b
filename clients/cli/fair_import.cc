#include <filesystem>

#include "clients/cli/fair.h"
#include "clients/cli/fair_source.h"
#include "clients/cli/import_command.h"
#include "clients/cli/suggestion.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

std::unique_ptr<RecordStream> OpenParticipants(
    client::Client& client, const v1::ImportOptions& options) {
  return std::make_unique<TypedRecordStream<v1::Participant>>(
      client.ImportParticipants(options));
}

std::unique_ptr<RecordStream> OpenWishes(client::Client& client,
                                         const v1::ImportOptions& options) {
  return std::make_unique<TypedRecordStream<v1::Wish>>(
      client.ImportWishes(options));
}

// --format, or what the path's name says.
absl::StatusOr<FileFormat> FairFormatOf(const Arguments& arguments,
                                        const std::string& path) {
  const std::string extension =
      std::filesystem::path(path).extension().string();
  const std::string_view named =
      extension == ".csv"                               ? "csv"
      : extension == ".jsonl" || extension == ".ndjson" ? "jsonl"
                                                        : "";
  const auto stated = arguments.GetOneOf("format", named, {"jsonl", "csv", ""});
  if (!stated.ok()) return stated.status();
  if (stated->empty()) {
    return absl::InvalidArgumentError(
        fmt::format("{}: the name does not say the format (.jsonl or .csv); "
                    "give --format",
                    path));
  }
  return *stated == "csv" ? FileFormat::kCsv : FileFormat::kJsonLines;
}

}  // namespace

int ImportIntoFair(Context& context) {
  const Arguments& arguments = context.arguments;
  const auto& operands = arguments.operands();
  const std::string& what = operands[1];
  const bool wishes = what == "wishes";
  if (!wishes && what != "participants") {
    return FailUsage(
        context,
        absl::InvalidArgumentError(fmt::format(
            "\"{}\" cannot be imported into a fair; use participants or "
            "wishes{}",
            what, SuggestionText(what, {"participants", "wishes"}))));
  }
  const FairRecords& records = wishes ? WishRecords() : ParticipantRecords();
  const std::string& path = operands[3];
  const auto format = FairFormatOf(arguments, path);
  if (!format.ok()) return FailUsage(context, format.status());
  HeaderMap columns;
  for (const std::string& mapping : arguments.GetAll("map")) {
    absl::Status status = AddFairMapping(mapping, records, columns);
    if (status.ok() && *format == FileFormat::kJsonLines) {
      status = absl::InvalidArgumentError("--map: only for CSV files");
    }
    if (!status.ok()) return FailUsage(context, status);
  }
  const auto source = FairSource::Open(path, *format, FairNameOf(operands[2]),
                                       records, columns, context.words);
  if (!source.ok()) return FailUsage(context, source.status());
  return ImportRows(wishes ? OpenWishes : OpenParticipants, **source, context);
}

}  // namespace ketnoi::cli
