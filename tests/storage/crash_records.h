// What the crash test's two programs agree on.
//
// Each thread of the writer has three records. Its commit number n writes all
// three with the same value, which begins with n, and has a request_id of its
// own. After a commit is acknowledged the writer reports it on its standard
// output as a line "thread n revision".

#ifndef KETNOI_TESTS_STORAGE_CRASH_RECORDS_H_
#define KETNOI_TESTS_STORAGE_CRASH_RECORDS_H_

#include <cstdint>
#include <string>

#include "fmt/format.h"
#include "server/storage/rocks_store.h"

namespace ketnoi::storage {

inline constexpr int kWriterThreads = 8;
inline constexpr int kRecordsPerCommit = 3;

inline RocksStoreOptions CrashStoreOptions(std::string path) {
  RocksStoreOptions options;
  options.path = std::move(path);
  // Small, so that crashes also meet flushes and compactions.
  options.write_buffer_bytes = size_t{1} << 20;
  return options;
}

inline std::string CrashRecordName(int thread, int record) {
  return fmt::format("{}/{}", thread, record);
}

inline CommitRequest CrashCommit(int thread, int64_t number) {
  const std::string value = fmt::format("{} {}", number, std::string(500, 'v'));
  CommitRequest request;
  for (int record = 0; record < kRecordsPerCommit; ++record) {
    request.operations.push_back({Collection::kSuppliers,
                                  CrashRecordName(thread, record), value,
                                  std::nullopt});
  }
  request.request_id = fmt::format("{}-{}", thread, number);
  request.request_digest = "digest";
  return request;
}

}  // namespace ketnoi::storage

#endif  // KETNOI_TESTS_STORAGE_CRASH_RECORDS_H_
