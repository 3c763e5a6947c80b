#include "server/import_runner.h"

#include <algorithm>
#include <utility>

#include "fmt/format.h"
#include "server/buyers_mutex.h"
#include "server/fair_references.h"
#include "server/field_mask.h"
#include "server/page_token.h"
#include "server/resource_writer.h"
#include "server/rpc_status.h"

namespace ketnoi::server {
namespace {

// How often a row is tried whose record others write at the same time.
constexpr int kTries = 20;

// What fails for a row rejects it; a disk that fails is passed on, since it is
// not known then what was written.
absl::Status RejectFor(const absl::Status& error, ImportAnswer& answer) {
  if (error.ok() || absl::IsUnavailable(error)) return error;
  answer.outcome = v1::IMPORT_OUTCOME_REJECTED;
  answer.error = error;
  answer.revision = 0;
  return absl::OkStatus();
}

std::unique_ptr<Message> CopyOf(const Message& message) {
  std::unique_ptr<Message> copy(message.New());
  copy->CopyFrom(message);
  return copy;
}

}  // namespace

absl::Status CheckImportOptions(const v1::ImportOptions& options) {
  Violations violations;
  if (!v1::ImportMode_IsValid(options.mode())) {
    violations.Add(
        "options.mode",
        fmt::format("{} is no mode", static_cast<int>(options.mode())));
  }
  CheckRequestId(options.request_id(), "options.request_id", violations);
  return violations.empty() ? absl::OkStatus() : InvalidFields(violations);
}

absl::StatusOr<std::vector<ImportAnswer>> ImportRunner::Run(
    std::vector<ImportRow> rows) {
  std::vector<ImportAnswer> answers(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    answers[i].number = rows[i].number;
    answers[i].name = rows[i].name;
    const absl::Status status = RejectFor(Reject(rows[i]), answers[i]);
    if (!status.ok()) return status;
  }
  // A request id belongs to one commit.
  const absl::Status status = options_.request_id().empty()
                                  ? RunTogether(rows, answers)
                                  : RunOneByOne(rows, answers);
  if (!status.ok()) return status;
  return answers;
}

absl::Status ImportRunner::Reject(const ImportRow& row) {
  const bool first = row.name.empty() || names_.insert(row.name).second;
  if (!row.error.ok()) return row.error;
  if (first) return absl::OkStatus();
  return InvalidField("name",
                      fmt::format("'{}' came before in this import", row.name),
                      v1::ERROR_REASON_DUPLICATE_IN_IMPORT);
}

absl::Status ImportRunner::RunTogether(Rows& rows, Answers& answers) {
  const WriteLock lock(backend_.buyers_mutex, kind_.collection);
  if (!HasRoomFor(rows)) return RunEach(rows, answers);
  std::vector<Write> writes;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (!answers[i].error.ok()) continue;
    auto operation = Prepare(rows[i], answers[i]);
    const absl::Status status = RejectFor(operation.status(), answers[i]);
    if (!status.ok()) return status;
    if (operation.ok() && *operation) {
      writes.push_back({i, **std::move(operation)});
    }
  }
  for (size_t begin = 0; begin < writes.size();) {
    size_t end = begin;
    for (size_t bytes = 0; end < writes.size(); ++end) {
      const storage::Operation& operation = writes[end].operation;
      bytes += operation.name.size() + operation.value->size();
      if (end > begin && bytes > storage::kMaxCommitBytes) break;
    }
    const absl::Status status =
        CommitTogether(writes, begin, end, rows, answers);
    if (!status.ok()) return status;
    begin = end;
  }
  return absl::OkStatus();
}

absl::Status ImportRunner::CommitTogether(std::vector<Write>& writes,
                                          size_t begin, size_t end, Rows& rows,
                                          Answers& answers) {
  storage::CommitRequest request;
  for (size_t i = begin; i < end; ++i) {
    request.operations.push_back(std::move(writes[i].operation));
  }
  const auto result = backend_.store.Commit(request);
  if (absl::IsUnavailable(result.status())) return result.status();
  for (size_t i = begin; i < end; ++i) {
    const size_t row = writes[i].row;
    if (result.ok()) {
      answers[row].revision = result->revision;
      continue;
    }
    const absl::Status status =
        RejectFor(RunAlone(rows[row], answers[row]), answers[row]);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status ImportRunner::RunOneByOne(Rows& rows, Answers& answers) {
  for (size_t i = 0; i < rows.size(); ++i) {
    if (!answers[i].error.ok()) continue;
    const WriteLock lock(backend_.buyers_mutex, kind_.collection);
    const absl::Status status =
        RejectFor(RunAlone(rows[i], answers[i]), answers[i]);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status ImportRunner::RunEach(Rows& rows, Answers& answers) {
  for (size_t i = 0; i < rows.size(); ++i) {
    if (!answers[i].error.ok()) continue;
    const absl::Status status =
        RejectFor(RunAlone(rows[i], answers[i]), answers[i]);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

bool ImportRunner::HasRoomFor(const Rows& rows) const {
  if (kind_.collection != storage::Collection::kParticipants &&
      kind_.collection != storage::Collection::kWishes) {
    return true;
  }
  return std::all_of(rows.begin(), rows.end(), [&](const ImportRow& row) {
    const auto room = RoomAtFair(backend_, kind_, row.name);
    return room.ok() && *room >= rows.size();
  });
}

absl::Status ImportRunner::RunAlone(ImportRow& row, ImportAnswer& answer) {
  std::string request_id;
  std::string digest;
  if (!options_.request_id().empty() && !options_.validate_only()) {
    request_id = fmt::format("{}#{}", options_.request_id(), row.number);
    digest = QueryHash(fmt::format("import {}\n{}\n{}",
                                   static_cast<int>(options_.mode()), row.etag,
                                   row.resource->SerializeAsString()));
  }
  // With an etag, whoever wrote in between made it stale. It is looked at once
  // more, as it may have been this import itself, in a call that broke off.
  const int tries = row.etag.empty() ? kTries : 2;
  absl::Status status;
  for (int i = 0; i < tries; ++i) {
    status = TryAlone(row, request_id, digest, answer);
    if (!absl::IsAborted(status)) break;
  }
  return status;
}

// ABORTED: the record was written by others in between, or the row's etag is
// not current.
absl::Status ImportRunner::TryAlone(ImportRow& row,
                                    const std::string& request_id,
                                    const std::string& digest,
                                    ImportAnswer& answer) {
  const auto replay = FindReplay(backend_.store, request_id, digest);
  if (!replay.ok()) return replay.status();
  if (*replay) return AnswerReplay(**replay, answer);

  auto operation = Prepare(row, answer);
  if (!operation.ok()) return operation.status();
  if (!*operation) return absl::OkStatus();
  storage::CommitRequest request;
  request.operations.push_back(**std::move(operation));
  request.request_id = request_id;
  request.request_digest = digest;
  const auto result = backend_.store.Commit(request);
  if (!result.ok()) return CommitError(result.status(), row.name);
  if (result->replayed) return AnswerReplay(result->revision, answer);
  answer.revision = result->revision;
  return absl::OkStatus();
}

absl::StatusOr<std::optional<storage::Operation>> ImportRunner::Prepare(
    ImportRow& row, ImportAnswer& answer) const {
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
    const absl::Status status = ReadRecord(*record, epoch, *current);
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
  Violations violations;
  CheckName(kind_, row.name, "name", violations);
  const absl::Status status =
      CheckResource(kind_, backend_, current.get(), resource, violations);
  if (!violations.empty()) return InvalidFields(violations);
  if (!status.ok()) return status;
  if (!row.etag.empty() && RevisionOfEtag(epoch, row.etag) != revision) {
    return EtagMismatch(row.name);
  }
  std::optional<storage::Operation> operation;
  if (current != nullptr && SameContent(*current, resource)) {
    answer.outcome = v1::IMPORT_OUTCOME_UNCHANGED;
    return operation;
  }
  answer.outcome = current == nullptr ? v1::IMPORT_OUTCOME_CREATED
                                      : v1::IMPORT_OUTCOME_UPDATED;
  if (options_.validate_only()) return operation;
  operation = storage::Operation{kind_.collection, row.name,
                                 StoredForm(created, now, resource), revision};
  return operation;
}

absl::Status ImportRunner::AnswerReplay(int64_t revision,
                                        ImportAnswer& answer) const {
  const auto record =
      backend_.store.GetAt(kind_.collection, answer.name, revision);
  if (!record.ok()) return record.status();
  answer.revision = revision;
  answer.outcome = record->create_revision == record->revision
                       ? v1::IMPORT_OUTCOME_CREATED
                       : v1::IMPORT_OUTCOME_UPDATED;
  return absl::OkStatus();
}

}  // namespace ketnoi::server
