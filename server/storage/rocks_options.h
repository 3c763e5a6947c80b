// How RocksDB is set up.

#ifndef KETNOI_SERVER_STORAGE_ROCKS_OPTIONS_H_
#define KETNOI_SERVER_STORAGE_ROCKS_OPTIONS_H_

#include "rocksdb/options.h"
#include "server/storage/rocks_store.h"

namespace ketnoi::storage {

// Neither creates a database nor a column family by itself.
rocksdb::Options MakeRocksOptions(const RocksStoreOptions& options);

}  // namespace ketnoi::storage

#endif  // KETNOI_SERVER_STORAGE_ROCKS_OPTIONS_H_
