// Kills a writer at random moments, many times over the same store, and looks
// for every commit that was acknowledged.

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <map>
#include <random>
#include <sstream>
#include <thread>

#include "tests/storage/crash_records.h"
#include "tests/storage/store_fixture.h"

namespace ketnoi::storage {
namespace {

struct Acknowledged {
  int64_t number = 0;
  int64_t revision = 0;
};

// By thread, in order.
using Report = std::map<int, std::vector<Acknowledged>>;

// A running crash_writer and the reading end of its standard output.
class Writer {
 public:
  explicit Writer(const std::string& path) {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) return;
    pid_ = fork();
    if (pid_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      close(ends[0]);
      close(ends[1]);
      execl(KETNOI_CRASH_WRITER, KETNOI_CRASH_WRITER, path.c_str(), nullptr);
      _exit(EXIT_FAILURE);
    }
    close(ends[1]);
    output_ = ends[0];
  }
  ~Writer() { close(output_); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Waits for the first acknowledged commit and `delay` more, then kills.
  // The writer's whole output; empty if it ended by itself.
  std::string Kill(std::chrono::microseconds delay) {
    std::string output = ReadSome();
    std::this_thread::sleep_for(delay);
    kill(pid_, SIGKILL);
    for (std::string more = ReadSome(); !more.empty(); more = ReadSome()) {
      output += more;
    }
    int status = 0;
    waitpid(pid_, &status, 0);
    return WIFSIGNALED(status) ? output : "";
  }

 private:
  std::string ReadSome() {
    std::string bytes(4096, '\0');
    const ssize_t size = read(output_, bytes.data(), bytes.size());
    bytes.resize(size > 0 ? static_cast<size_t>(size) : 0);
    return bytes;
  }

  pid_t pid_ = -1;
  int output_ = -1;
};

Report Parse(const std::string& output) {
  Report report;
  std::istringstream lines(output);
  int thread = 0;
  Acknowledged commit;
  while (lines >> thread >> commit.number >> commit.revision) {
    report[thread].push_back(commit);
  }
  return report;
}

int Rounds() {
  const char* is_long = std::getenv("KETNOI_LONG");
  return is_long != nullptr && std::string_view(is_long) == "1" ? 300 : 20;
}

class CrashTest : public StoreFixture {
 protected:
  CrashTest() { options_ = CrashStoreOptions(folder_.path() + "/crashed"); }

  void ExpectAcknowledged(int thread, const Acknowledged& commit) {
    const CommitRequest request = CrashCommit(thread, commit.number);
    for (const Operation& operation : request.operations) {
      ASSERT_EQ(ReadAt(operation.name, commit.revision), *operation.value);
    }
  }

  void ExpectARetryIsRecognised(int thread, const Acknowledged& last) {
    absl::StatusOr<CommitResult> retry =
        store_->Commit(CrashCommit(thread, last.number));
    ASSERT_TRUE(retry.ok()) << retry.status();
    EXPECT_TRUE(retry->replayed);
    EXPECT_EQ(retry->revision, last.revision);
  }

  // Acknowledged or not, a commit is there with all of its records.
  void ExpectNothingHalfCommitted(int64_t after) {
    absl::StatusOr<std::vector<FeedEntry>> feed =
        store_->ReadFeed(after, 10'000'000);
    ASSERT_TRUE(feed.ok()) << feed.status();
    ASSERT_EQ(feed->size(), static_cast<size_t>(store_->revision() - after) *
                                kRecordsPerCommit);
    for (size_t i = 0; i < feed->size(); ++i) {
      const int64_t revision =
          after + 1 + static_cast<int64_t>(i) / kRecordsPerCommit;
      ASSERT_EQ((*feed)[i].revision, revision);
      ASSERT_EQ((*feed)[i].value, (*feed)[i - i % kRecordsPerCommit].value);
    }
    for (int thread = 0; thread < kWriterThreads; ++thread) {
      for (int record = 1; record < kRecordsPerCommit; ++record) {
        ASSERT_EQ(Read(CrashRecordName(thread, record)),
                  Read(CrashRecordName(thread, 0)));
      }
    }
  }
};

TEST_F(CrashTest, EveryAcknowledgedCommitSurvivesSigkill) {
  std::mt19937 random(20260102);
  std::uniform_int_distribution<int> delay(0, 120'000);
  int64_t revision = 0;
  for (int round = 0; round < Rounds() && !HasFatalFailure(); ++round) {
    Close();
    Writer writer(options_.path);
    const Report report =
        Parse(writer.Kill(std::chrono::microseconds(delay(random))));
    ASSERT_FALSE(report.empty()) << "the writer ended by itself";
    Reopen();
    for (const auto& [thread, commits] : report) {
      for (const Acknowledged& commit : commits) {
        ASSERT_LE(commit.revision, store_->revision());
        ExpectAcknowledged(thread, commit);
      }
      ExpectARetryIsRecognised(thread, commits.back());
    }
    ExpectNothingHalfCommitted(revision);
    revision = store_->revision();
  }
  RecordProperty("commits", std::to_string(revision));
}

}  // namespace
}  // namespace ketnoi::storage
