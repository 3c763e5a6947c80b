#include "clients/cli/jsonl_source.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "clients/cli/cells.h"
#include "clients/cli/file_kind.h"
#include "clients/cli/proto_field.h"
#include "google/protobuf/struct.pb.h"

namespace ketnoi::cli {
namespace {

// Protobuf's messages begin with the path of a wrong value ("(ownership):
// invalid value ..."), or of an unknown field with what it stands in
// ("(capabilities[0]) foo: Cannot find field." or "foo: Cannot find field.").
// Moves it into the problem's field.
void TakeField(Problem& problem) {
  std::string& text = problem.reason;
  std::string path;
  const size_t end = text.find(')');
  if (text.compare(0, 1, "(") == 0 && end != std::string::npos) {
    path = text.substr(1, end - 1);
    text.erase(0, end + 1);
  }
  const size_t colon = text.find(": ");
  const std::string name(Trim(std::string_view(text).substr(0, colon)));
  if (colon != std::string::npos && name.find(' ') == std::string::npos) {
    if (!path.empty() && !name.empty()) path += '.';
    path += name;
    text.erase(0, colon + 2);
  }
  problem.field = path;
}

// The "name" of a JSON object that is no record, so that its row can be told.
std::string NameIn(const std::string& json) {
  google::protobuf::Struct object;
  if (!ParseJson(json, object).ok()) return "";
  const auto name = object.fields().find("name");
  return name == object.fields().end() ? "" : name->second.string_value();
}

}  // namespace

absl::StatusOr<std::unique_ptr<JsonLinesSource>> JsonLinesSource::Open(
    const std::vector<std::string>& paths,
    const google::protobuf::Message& prototype) {
  std::unique_ptr<JsonLinesSource> source(new JsonLinesSource(prototype));
  for (const std::string& path : paths) {
    auto file = std::make_unique<File>();
    const absl::Status status =
        OpenText(path, FileFormat::kJsonLines, file->stream);
    if (!status.ok()) return status;
    std::error_code error;
    const auto bytes = std::filesystem::file_size(path, error);
    file->path = path;
    file->bytes = error ? 0.0 : static_cast<double>(bytes);
    file->reader = std::make_unique<JsonLinesReader>(file->stream);
    source->total_bytes_ += file->bytes;
    source->files_.push_back(std::move(file));
  }
  return source;
}

double JsonLinesSource::Progress() const {
  if (current_ == files_.size() || total_bytes_ == 0) return 1;
  const auto offset = static_cast<double>(files_[current_]->reader->offset());
  return std::min(1.0, (done_bytes_ + offset) / total_bytes_);
}

std::vector<std::string> JsonLinesSource::Paths() const {
  std::vector<std::string> paths;
  for (const auto& file : files_) paths.push_back(file->path);
  return paths;
}

void JsonLinesSource::Parse(const JsonLinesReader& reader,
                            ImportRow& row) const {
  row.message.reset(prototype_.New());
  const absl::Status status = ParseJson(reader.line(), *row.message);
  if (status.ok()) {
    row.id = TextAt(*row.message, "name");
    return;
  }
  row.id = NameIn(reader.line());
  Problem problem{row.file, row.row, row.id,
                  "",       "",      std::string(status.message())};
  TakeField(problem);
  row.problems.push_back(std::move(problem));
}

bool JsonLinesSource::Next(ImportRow& row) {
  row = ImportRow();
  for (; current_ < files_.size(); ++current_) {
    File& file = *files_[current_];
    const auto outcome = file.reader->Next();
    if (outcome == JsonLinesReader::Outcome::kEnd) {
      done_bytes_ += file.bytes;
      continue;
    }
    row.file = file.path;
    row.row = file.reader->row();
    if (outcome == JsonLinesReader::Outcome::kLine) {
      Parse(*file.reader, row);
    } else {
      row.problems.push_back(
          {row.file, row.row, "", "", "", file.reader->error()});
    }
    return true;
  }
  return false;
}

}  // namespace ketnoi::cli
