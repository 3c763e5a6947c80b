#include "server/storage/rocks_options.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "rocksdb/cache.h"
#include "rocksdb/convenience.h"
#include "rocksdb/filter_policy.h"
#include "rocksdb/listener.h"
#include "rocksdb/table.h"
#include "rocksdb/write_buffer_manager.h"

namespace ketnoi::storage {
namespace {

constexpr int kFilterBitsPerKey = 10;  // about 1 % false positives
constexpr size_t kKeptLogFiles = 4;

rocksdb::CompressionType BestCompression() {
  const std::vector<rocksdb::CompressionType> supported =
      rocksdb::GetSupportedCompressions();
  const bool has_lz4 = std::find(supported.begin(), supported.end(),
                                 rocksdb::kLZ4Compression) != supported.end();
  return has_lz4 ? rocksdb::kLZ4Compression : rocksdb::kNoCompression;
}

// After a failed write nothing is written until the store is opened again.
// RocksDB would go on by itself once there is room, on a log that ends it knows
// not how; the distribution's build of it, which has its assertions on, then
// aborts.
class StaysFailed : public rocksdb::EventListener {
 public:
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason, rocksdb::Status,
                            bool* auto_recovery) override {
    *auto_recovery = false;
  }
};

}  // namespace

rocksdb::Options MakeRocksOptions(const RocksStoreOptions& options) {
  // One cache for every family, with indexes and filters inside it, and one
  // bound for all write buffers: else memory grows with the data.
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(options.block_cache_bytes);
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kFilterBitsPerKey));

  rocksdb::Options rocks;
  rocks.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  rocks.write_buffer_manager =
      std::make_shared<rocksdb::WriteBufferManager>(options.write_buffer_bytes);
  rocks.compression = BestCompression();
  rocks.create_if_missing = false;
  rocks.create_missing_column_families = false;
  // The log ends in a torn record after a crash or loss of power; recovery
  // stops there. What was acknowledged lies before.
  rocks.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  // A log that was synced and is gone or too short is an error, not an end.
  rocks.track_and_verify_wals_in_manifest = true;
  rocks.listeners.push_back(std::make_shared<StaysFailed>());
  rocks.max_bgerror_resume_count = 0;
  rocks.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
  rocks.keep_log_file_num = kKeptLogFiles;
  return rocks;
}

}  // namespace ketnoi::storage
