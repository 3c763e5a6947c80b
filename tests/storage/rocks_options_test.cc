#include "server/storage/rocks_options.h"

#include "gtest/gtest.h"
#include "rocksdb/listener.h"
#include "rocksdb/options.h"

namespace ketnoi::storage {
namespace {

// Only a full file system shows what happens otherwise, and a test cannot make
// one without privileges: RocksDB goes on by itself as soon as it finds room,
// on a log that it failed to write.
TEST(RocksOptionsTest, AFailedStoreDoesNotRecoverByItself) {
  const rocksdb::Options options = MakeRocksOptions({});
  EXPECT_EQ(options.max_bgerror_resume_count, 0);
  bool recovers = true;
  for (const auto& listener : options.listeners) {
    listener->OnErrorRecoveryBegin(
        rocksdb::BackgroundErrorReason::kWriteCallback,
        rocksdb::Status::NoSpace(), &recovers);
  }
  EXPECT_FALSE(recovers);
}

}  // namespace
}  // namespace ketnoi::storage
