#include "server/import_runner.h"

#include <utility>

#include "fmt/format.h"
#include "server/buyers_mutex.h"
#include "server/field_mask.h"
#include "server/page_token.h"
#include "server/resource_writer.h"
#include "server/rpc_status.h"

namespace ketnoi::server {
namespace {

// How often a row is tried whose record others write at the same time.
constexpr int kTries = 3;

void SetRejected(const absl::Status& error, ImportAnswer& answer) {
  answer.outcome = v1::IMPORT_OUTCOME_REJECTED;
  answer.error = error;
  answer.revision = 0;
}

std::unique_ptr<Message> CopyOf(const Message& message) {
  std::unique_ptr<Message> copy(message.New());
  copy->CopyFrom(message);
  return copy;
}

}  // namespace

absl::Status CheckImportOptions(const v1::ImportOptions& options) {
  if (!v1::ImportMode_IsValid(options.mode())) {
    return InvalidField(
        "options.mode",
        fmt::format("{} is no mode", static_cast<int>(options.mode())));
  }
  return CheckRequestId(options.request_id());
}

std::vector<ImportAnswer> ImportRunner::Run(std::vector<ImportRow> rows) {
  std::vector<ImportAnswer> answers(rows.size());
  std::vector<Write> writes;
  const WriteLock lock(backend_.buyers_mutex, kind_.collection);
  for (size_t i = 0; i < rows.size(); ++i) {
    answers[i].number = rows[i].number;
    answers[i].name = rows[i].name;
    absl::Status status = Reject(rows[i]);
    if (status.ok()) status = Prepare(rows[i], i, answers[i], writes);
    if (!status.ok()) SetRejected(status, answers[i]);
  }
  if (writes.empty()) return answers;
  if (!options_.request_id().empty()) {
    for (const Write& write : writes) {
      const absl::Status status =
          CommitOnce(write, rows[write.row], answers[write.row]);
      if (!status.ok()) SetRejected(status, answers[write.row]);
    }
    return answers;
  }
  const absl::Status status = Commit(writes, answers);
  for (const Write& write : writes) {
    if (status.ok()) break;
    if (absl::IsAborted(status)) {
      RunAlone(rows[write.row], answers[write.row]);
    } else {
      SetRejected(status, answers[write.row]);
    }
  }
  return answers;
}

absl::Status ImportRunner::Reject(const ImportRow& row) {
  if (!row.error.ok()) return row.error;
  if (row.number < 1) {
    return InvalidField("row_number",
                        fmt::format("{} is not 1 or more", row.number));
  }
  if (row.name.empty() || names_.insert(row.name).second) {
    return absl::OkStatus();
  }
  return InvalidField("name",
                      fmt::format("'{}' came before in this import", row.name),
                      v1::ERROR_REASON_DUPLICATE_IN_IMPORT);
}

absl::Status ImportRunner::Prepare(ImportRow& row, size_t position,
                                   ImportAnswer& answer,
                                   std::vector<Write>& writes) {
  const std::string& epoch = backend_.store.epoch();
  // What is merged depends on what is stored, so the row itself must stay.
  const bool merge = options_.mode() == v1::IMPORT_MODE_MERGE;
  const std::unique_ptr<Message> copy = merge ? CopyOf(*row.resource) : nullptr;
  Message& resource = merge ? *copy : *row.resource;
  ClearOutputOnly(resource);
  const absl::Time now = absl::Now();
  absl::Time created = now;
  int64_t revision = 0;
  std::unique_ptr<Message> current;
  const auto record = backend_.store.Get(kind_.collection, row.name);
  if (record.ok()) {
    current.reset(resource.New());
    absl::Status status = ReadRecord(*record, epoch, *current);
    if (!status.ok()) return status;
    revision = record->revision;
    created = CreateTimeOf(*current);
    if (merge) {
      MergeInto(*current, resource);
      ClearOutputOnly(resource);
    }
  } else if (!absl::IsNotFound(record.status())) {
    return record.status();
  }
  const absl::Status status =
      CheckResource(kind_, backend_, current.get(), resource);
  if (!status.ok()) return status;
  if (!row.etag.empty() && RevisionOfEtag(epoch, row.etag) != revision) {
    return EtagMismatch(row.name);
  }
  if (current != nullptr && SameContent(*current, resource)) {
    answer.outcome = v1::IMPORT_OUTCOME_UNCHANGED;
    return absl::OkStatus();
  }
  answer.outcome = current == nullptr ? v1::IMPORT_OUTCOME_CREATED
                                      : v1::IMPORT_OUTCOME_UPDATED;
  if (options_.validate_only()) return absl::OkStatus();
  writes.push_back({position,
                    {kind_.collection, row.name,
                     StoredForm(created, now, resource), revision}});
  return absl::OkStatus();
}

absl::Status ImportRunner::Commit(const std::vector<Write>& writes,
                                  std::vector<ImportAnswer>& answers) {
  storage::CommitRequest request;
  for (const Write& write : writes) {
    request.operations.push_back(write.operation);
  }
  const auto result = backend_.store.Commit(request);
  if (!result.ok()) return result.status();
  for (const Write& write : writes) {
    answers[write.row].revision = result->revision;
  }
  return absl::OkStatus();
}

absl::Status ImportRunner::CommitOnce(const Write& write, const ImportRow& row,
                                      ImportAnswer& answer) {
  storage::CommitRequest request;
  request.operations.push_back(write.operation);
  request.request_id = fmt::format("{}#{}", options_.request_id(), row.number);
  request.request_digest =
      QueryHash(fmt::format("import {}\n{}", static_cast<int>(options_.mode()),
                            row.resource->SerializeAsString()));
  const auto result = backend_.store.Commit(request);
  if (absl::IsAlreadyExists(result.status())) {
    return Error(absl::StatusCode::kAlreadyExists,
                 v1::ERROR_REASON_REQUEST_ID_REUSED,
                 "the request_id was used for another row");
  }
  if (absl::IsAborted(result.status())) return EtagMismatch(row.name);
  if (!result.ok()) return result.status();
  answer.revision = result->revision;
  if (!result->replayed) return absl::OkStatus();
  const auto record =
      backend_.store.GetAt(kind_.collection, row.name, result->revision);
  if (!record.ok()) return record.status();
  answer.outcome = record->create_revision == record->revision
                       ? v1::IMPORT_OUTCOME_CREATED
                       : v1::IMPORT_OUTCOME_UPDATED;
  return absl::OkStatus();
}

void ImportRunner::RunAlone(ImportRow& row, ImportAnswer& answer) {
  absl::Status status;
  for (int attempt = 0; attempt < kTries; ++attempt) {
    std::vector<Write> writes;
    std::vector<ImportAnswer> one(1);
    status = Prepare(row, 0, one.front(), writes);
    if (status.ok() && !writes.empty()) status = Commit(writes, one);
    answer.outcome = one.front().outcome;
    answer.revision = one.front().revision;
    if (!absl::IsAborted(status)) break;
  }
  if (absl::IsAborted(status)) status = EtagMismatch(row.name);
  if (!status.ok()) SetRejected(status, answer);
}

}  // namespace ketnoi::server
