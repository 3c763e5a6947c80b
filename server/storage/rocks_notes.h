// The notes of the store on RocksDB.

#ifndef KETNOI_SERVER_STORAGE_ROCKS_NOTES_H_
#define KETNOI_SERVER_STORAGE_ROCKS_NOTES_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "server/storage/commit_log.h"
#include "server/storage/database.h"
#include "server/storage/notes.h"

namespace ketnoi::storage {

// Thread-safe. Both arguments outlive it.
class RocksNotes final : public Notes {
 public:
  RocksNotes(const Database& database, CommitLog& log)
      : database_(database), log_(log) {}

  absl::StatusOr<std::string> Get(std::string_view key) const override;
  absl::Status Scan(
      std::string_view prefix,
      const std::function<bool(std::string_view key, std::string_view value)>&
          visit) const override;
  absl::Status Write(const std::vector<NoteChange>& changes) override;

 private:
  const Database& database_;
  CommitLog& log_;
};

}  // namespace ketnoi::storage

#endif  // KETNOI_SERVER_STORAGE_ROCKS_NOTES_H_
