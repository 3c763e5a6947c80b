// Imports rows of one kind of resource, a batch at a time.
//
// Rows are checked one by one and committed together; a bad row is answered
// with its errors and never stops the others. Not thread-safe; one per import.

#ifndef KETNOI_SERVER_IMPORT_RUNNER_H_
#define KETNOI_SERVER_IMPORT_RUNNER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "ketnoi/v1/import.pb.h"
#include "server/backend.h"
#include "server/resource_kind.h"

namespace ketnoi::server {

struct ImportRow {
  int64_t number = 0;
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
  // Rows that are committed together at most.
  static constexpr size_t kBatch = storage::kMaxOperations;

  // Both must outlive this. `options` must have passed CheckImportOptions.
  ImportRunner(const ResourceKind& kind, Backend& backend,
               const v1::ImportOptions& options)
      : kind_(kind), backend_(backend), options_(options) {}

  // An answer per row, in their order; what they say was written is durable.
  // At most kBatch rows.
  std::vector<ImportAnswer> Run(std::vector<ImportRow> rows);

 private:
  struct Write {
    size_t row;
    storage::Operation operation;
  };

  absl::Status Reject(const ImportRow& row);
  // What is to be written for the row, if anything, and its outcome so far.
  // Normalizes the row's resource, unless it is merged into what is stored.
  absl::Status Prepare(ImportRow& row, size_t position, ImportAnswer& answer,
                       std::vector<Write>& writes);
  absl::Status Commit(const std::vector<Write>& writes,
                      std::vector<ImportAnswer>& answers);
  absl::Status CommitOnce(const Write& write, const ImportRow& row,
                          ImportAnswer& answer);
  void RunAlone(ImportRow& row, ImportAnswer& answer);

  const ResourceKind& kind_;
  Backend& backend_;
  const v1::ImportOptions options_;
  absl::flat_hash_set<std::string> names_;  // of the rows so far
};

absl::Status CheckImportOptions(const v1::ImportOptions& options);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_IMPORT_RUNNER_H_
