// Commits to the store in argv[1] until it is killed; see crash_records.h.

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#include "tests/storage/crash_records.h"

namespace ketnoi::storage {
namespace {

[[noreturn]] void Fail(const absl::Status& status) {
  std::fprintf(stderr, "crash_writer: %s\n", status.ToString().c_str());
  std::_Exit(EXIT_FAILURE);
}

// The number of the thread's last commit; 0 if there was none.
int64_t LastNumber(const Store& store, int thread) {
  absl::StatusOr<Record> record =
      store.Get(Collection::kSuppliers, CrashRecordName(thread, 0));
  if (absl::IsNotFound(record.status())) return 0;
  if (!record.ok()) Fail(record.status());
  return std::strtoll(record->value.c_str(), nullptr, 10);
}

void CommitForever(Store& store, int thread) {
  for (int64_t number = LastNumber(store, thread) + 1;; ++number) {
    absl::StatusOr<CommitResult> result =
        store.Commit(CrashCommit(thread, number));
    if (!result.ok()) Fail(result.status());
    const std::string line =
        fmt::format("{} {} {}\n", thread, number, result->revision);
    // One write, shorter than PIPE_BUF: never torn.
    if (write(STDOUT_FILENO, line.data(), line.size()) < 0) std::_Exit(1);
  }
}

int Main(const char* path) {
  absl::StatusOr<std::unique_ptr<Store>> store =
      OpenRocksStore(CrashStoreOptions(path));
  if (!store.ok()) Fail(store.status());
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kWriterThreads; ++thread) {
    threads.emplace_back([&store, thread] { CommitForever(**store, thread); });
  }
  for (std::thread& thread : threads) thread.join();
  return EXIT_FAILURE;
}

}  // namespace
}  // namespace ketnoi::storage

int main(int argc, char** argv) {
  if (argc != 2) return EXIT_FAILURE;
  return ketnoi::storage::Main(argv[1]);
}
