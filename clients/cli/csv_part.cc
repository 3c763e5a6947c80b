#include "clients/cli/csv_part.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "fmt/format.h"
#include "google/protobuf/descriptor.h"

namespace ketnoi::cli {
namespace {

uint64_t HashOf(std::string_view key) {
  return std::hash<std::string_view>()(key);
}

}  // namespace

CsvPart::CsvPart(const CsvTable& table, size_t key_size,
                 std::unique_ptr<CsvFile> file)
    : table_(table), key_size_(key_size), file_(std::move(file)) {}

absl::StatusOr<std::unique_ptr<CsvPart>> CsvPart::Open(const std::string& path,
                                                       const Words& words,
                                                       const CsvTable& table,
                                                       size_t key_size) {
  auto file = CsvFile::Open(path, words, ColumnNames(table), table.key);
  if (!file.ok()) return file.status();
  std::unique_ptr<CsvPart> part(new CsvPart(table, key_size, std::move(*file)));
  const absl::Status status = part->ReadEntries();
  if (!status.ok()) return status;
  return part;
}

std::string CsvPart::KeyOfRow() const {
  std::string key;
  for (size_t i = 0; i < key_size_; ++i) {
    if (i > 0) key += '/';
    key += file_->Cell(table_.key[i]);
  }
  return key;
}

absl::Status CsvPart::ReadEntries() {
  for (;;) {
    const auto outcome = file_->Next();
    if (outcome == CsvReader::Outcome::kEnd) break;
    if (outcome == CsvReader::Outcome::kBroken) {
      const Problem problem = file_->problem();
      return absl::InvalidArgumentError(fmt::format(
          "{}: row {}, column {}: {}; nothing was imported", problem.file,
          problem.row, problem.field, problem.reason));
    }
    entries_.push_back(
        {HashOf(KeyOfRow()), file_->offset(), file_->row(), false});
  }
  std::sort(entries_.begin(), entries_.end(),
            [](const Entry& a, const Entry& b) {
              return a.hash != b.hash ? a.hash < b.hash : a.row < b.row;
            });
  return absl::OkStatus();
}

void CsvPart::AddRowTo(ImportRow& record) {
  if (table_.add != nullptr) {
    table_.add(*file_, record);
    return;
  }
  google::protobuf::Message& message = *record.message;
  const auto* field =
      message.GetDescriptor()->FindFieldByName(std::string(table_.field));
  const auto* reflection = message.GetReflection();
  AddOrigin(*file_,
            fmt::format("{}[{}]", table_.field,
                        reflection->FieldSize(message, field)),
            table_.columns, record);
  SetColumns(*file_, table_.columns, *reflection->AddMessage(&message, field),
             record);
}

void CsvPart::AddTo(std::string_view key, ImportRow& record) {
  const uint64_t hash = HashOf(key);
  auto entry =
      std::lower_bound(entries_.begin(), entries_.end(), hash,
                       [](const Entry& e, uint64_t h) { return e.hash < h; });
  for (; entry != entries_.end() && entry->hash == hash; ++entry) {
    file_->Seek(entry->offset, entry->row);
    const auto outcome = file_->Next();
    if (KeyOfRow() != key) continue;  // Another key with the same hash.
    entry->used = true;
    if (outcome == CsvReader::Outcome::kRecord) {
      AddRowTo(record);
    } else {
      Problem problem = file_->problem();
      problem.id = record.id;
      record.problems.push_back(std::move(problem));
    }
  }
}

bool CsvPart::NextUnused(Problem& problem) {
  if (unused_ == 0) {
    std::sort(entries_.begin(), entries_.end(),
              [](const Entry& a, const Entry& b) { return a.row < b.row; });
  }
  while (unused_ < entries_.size() && entries_[unused_].used) ++unused_;
  if (unused_ == entries_.size()) return false;
  const Entry& entry = entries_[unused_++];
  file_->Seek(entry.offset, entry.row);
  if (file_->Next() == CsvReader::Outcome::kRecord) {
    problem = Problem();
    problem.file = file_->path();
    problem.row = file_->row();
    problem.field = table_.key[key_size_ - 1];
    problem.value = file_->Cell(problem.field);
    problem.reason = file_->words()(Word::kNoRecord);
  } else {
    problem = file_->problem();
  }
  problem.id = KeyOfRow();
  return true;
}

}  // namespace ketnoi::cli
