// A RocksDB database with the store's column families, whose format is known
// to be ours. Only for the files of this folder and their tests.

#ifndef KETNOI_SERVER_STORAGE_DATABASE_H_
#define KETNOI_SERVER_STORAGE_DATABASE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "rocksdb/db.h"
#include "server/storage/rocks_store.h"

namespace ketnoi::storage {

// What the meta keys say.
struct Meta {
  std::string epoch;
  int64_t revision = 0;         // the last commit
  int64_t oldest_revision = 0;  // GetAt and ReadFeed reach back to here
};

// Thread-safe, as RocksDB is.
class Database {
 public:
  // Opens or creates; errors as of OpenRocksStore.
  static absl::StatusOr<std::unique_ptr<Database>> Open(
      const RocksStoreOptions& options);

  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  rocksdb::DB& db() const { return *db_; }
  rocksdb::ColumnFamilyHandle* meta() const { return meta_; }
  rocksdb::ColumnFamilyHandle* resources() const { return resources_; }
  rocksdb::ColumnFamilyHandle* history() const { return history_; }
  rocksdb::ColumnFamilyHandle* feed() const { return feed_; }
  rocksdb::ColumnFamilyHandle* requests() const { return requests_; }
  rocksdb::ColumnFamilyHandle* notes() const { return notes_; }

  // As of the snapshot in `options`, if it has one.
  absl::StatusOr<Meta> ReadMeta(const rocksdb::ReadOptions& options) const;

 private:
  Database() = default;

  absl::Status OpenFamilies(const RocksStoreOptions& options,
                            rocksdb::Options rocks);
  absl::Status CheckFormat() const;
  absl::Status FindFamilies();
  absl::Status Create(const rocksdb::Options& rocks);
  absl::StatusOr<rocksdb::ColumnFamilyHandle*> AddFamily(
      const rocksdb::Options& rocks, const char* name);
  absl::Status CheckFeedEnd() const;
  absl::StatusOr<bool> IsBlank() const;
  absl::StatusOr<std::string> ReadText(const rocksdb::ReadOptions& options,
                                       std::string_view key) const;

  std::unique_ptr<rocksdb::DB> db_;
  // Owned; destroyed before db_. May hold families of a newer format.
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;
  rocksdb::ColumnFamilyHandle* meta_ = nullptr;
  rocksdb::ColumnFamilyHandle* resources_ = nullptr;
  rocksdb::ColumnFamilyHandle* history_ = nullptr;
  rocksdb::ColumnFamilyHandle* feed_ = nullptr;
  rocksdb::ColumnFamilyHandle* requests_ = nullptr;
  rocksdb::ColumnFamilyHandle* notes_ = nullptr;
};

// RocksDB's view of bytes.
inline rocksdb::Slice ToSlice(std::string_view bytes) {
  return rocksdb::Slice(bytes.data(), bytes.size());
}
inline std::string_view ToView(const rocksdb::Slice& bytes) {
  return std::string_view(bytes.data(), bytes.size());
}

}  // namespace ketnoi::storage

#endif  // KETNOI_SERVER_STORAGE_DATABASE_H_
