// Imports rows of one kind of resource, a batch at a time.
//
// Rows are checked one by one and committed together; a bad row is answered
// with its errors and never stops the others. Not thread-safe; one per import.

#ifndef KETNOI_SERVER_IMPORT_RUNNER_H_
#define KETNOI_SERVER_IMPORT_RUNNER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ketnoi/v1/import.pb.h"
#include "server/backend.h"
#include "server/resource_kind.h"

namespace ketnoi::server {

struct ImportRow {
  int64_t number = 0;                 // from 1
  std::unique_ptr<Message> resource;  // null if `error`
  std::string name;
  std::string etag;    // as the row states it; empty: none
  absl::Status error;  // why the row could not be read
};

struct ImportAnswer {
  int64_t number = 0;
  std::string name;
  v1::ImportOutcome outcome = v1::IMPORT_OUTCOME_UNSPECIFIED;
  absl::Status error;
  int64_t revision = 0;  // 0: nothing was written
};

class ImportRunner {
 public:
  // Rows that are run together at most.
  static constexpr size_t kBatch = storage::kMaxOperations;

  // Both must outlive this. `options` must have passed CheckImportOptions.
  ImportRunner(const ResourceKind& kind, Backend& backend,
               const v1::ImportOptions& options)
      : kind_(kind), backend_(backend), options_(options) {}

  // An answer per row, in their order; what they say was written is durable.
  // At most kBatch rows, of any size that can be stored. UNAVAILABLE: the disk
  // fails; what became of these rows is not known, and no others can be run.
  absl::StatusOr<std::vector<ImportAnswer>> Run(std::vector<ImportRow> rows);

 private:
  using Rows = std::vector<ImportRow>;
  using Answers = std::vector<ImportAnswer>;

  struct Write {
    size_t row;
    storage::Operation operation;
  };

  absl::Status Reject(const ImportRow& row);
  // Both run the rows whose answers hold no error yet. UNAVAILABLE as above.
  absl::Status RunTogether(Rows& rows, Answers& answers);
  absl::Status RunOneByOne(Rows& rows, Answers& answers);
  // The same under one lock, which the caller holds: each row is committed
  // before the next is judged.
  absl::Status RunEach(Rows& rows, Answers& answers);
  // False: if all were created, there might be more at a fair than there can
  // be.
  bool HasRoomFor(const Rows& rows) const;
  // Commits writes[begin, end) together, or each alone if that fails.
  absl::Status CommitTogether(std::vector<Write>& writes, size_t begin,
                              size_t end, Rows& rows, Answers& answers);

  // Runs a row on its own, under its part of the import's request id.
  absl::Status RunAlone(ImportRow& row, ImportAnswer& answer);
  absl::Status TryAlone(ImportRow& row, const std::string& request_id,
                        const std::string& digest, ImportAnswer& answer);
  // What is to be written for the row, if anything, and its outcome so far.
  // Normalizes the row's resource, unless it is merged into what is stored.
  absl::StatusOr<std::optional<storage::Operation>> Prepare(
      ImportRow& row, ImportAnswer& answer) const;
  // The answer to a row that `revision` wrote.
  absl::Status AnswerReplay(int64_t revision, ImportAnswer& answer) const;

  const ResourceKind& kind_;
  Backend& backend_;
  const v1::ImportOptions options_;
  absl::flat_hash_set<std::string> names_;  // of the rows so far
};

// INVALID_ARGUMENT with all that is wrong with them.
absl::Status CheckImportOptions(const v1::ImportOptions& options);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_IMPORT_RUNNER_H_
