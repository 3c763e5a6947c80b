#include "clients/cli/import_run.h"

#include <thread>

#include "absl/time/time.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

constexpr absl::Duration kWatchInterval = absl::Milliseconds(100);

// What `row` takes in memory, about.
size_t BytesOf(const ImportRow& row) {
  size_t bytes = row.message->SpaceUsedLong();
  for (const Origin& origin : row.origins) {
    for (const OriginCell& cell : origin.cells) {
      bytes += sizeof(cell) + cell.text.size();
    }
  }
  return bytes;
}

// A record that cannot be sent gets a problem that says so.
void CheckLength(ImportRow& row) {
  const size_t bytes = row.message->ByteSizeLong();
  if (bytes <= client::kMaxImportedBytes) return;
  row.problems.push_back(
      {row.file, row.row, row.id, "", "",
       fmt::format("the record takes {} bytes; at most {} can be sent", bytes,
                   client::kMaxImportedBytes)});
}

}  // namespace

ImportRun::ImportRun(RowSource& source, RecordStream& stream,
                     ImportReport& report, std::chrono::milliseconds stall,
                     OnProgress on_progress)
    : source_(source),
      stream_(stream),
      report_(report),
      stall_(stall),
      on_progress_(std::move(on_progress)),
      moved_(Clock::now()) {}

absl::Status ImportRun::Run() {
  std::thread reader([this] { ReadAnswers(); });
  std::thread watcher([this] { Watch(); });
  WriteRows();
  stream_.WritesDone();
  reader.join();
  {
    absl::MutexLock lock(&mutex_);
    done_ = true;
  }
  watcher.join();
  const absl::Status finished = stream_.Finish();
  absl::MutexLock lock(&mutex_);
  SettleFront();
  if (!failure_.ok()) return failure_;
  if (finished.ok() && sent_unanswered_ > 0) {
    return absl::InternalError(
        fmt::format("the service did not answer {} rows", sent_unanswered_));
  }
  return finished;
}

void ImportRun::WriteRows() {
  ImportRow row;
  int64_t number = 0;
  while (source_.Next(row)) {
    if (row.problems.empty()) CheckLength(row);
    if (!row.problems.empty()) {
      row.message.reset();  // Waits for its turn to be reported, no more.
      row.origins.clear();
      if (!Keep(row, 0)) return;
      continue;
    }
    // Kept before it is sent: the answer may come before Write returns.
    const std::shared_ptr<google::protobuf::Message> record = row.message;
    if (!Keep(row, ++number)) return;
    if (!stream_.Write(number, *record)) return;
    reached_ = true;
    absl::MutexLock lock(&mutex_);
    moved_ = Clock::now();
    progress_ = source_.Progress();
  }
}

bool ImportRun::Keep(ImportRow& row, int64_t number) {
  const size_t bytes = number > 0 ? BytesOf(row) : 0;
  absl::MutexLock lock(&mutex_);
  const auto has_room = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return answers_ended_ || pending_.empty() ||
           (pending_.size() < kMaxRows && pending_bytes_ < kMaxBytes);
  };
  mutex_.Await(absl::Condition(&has_room));
  if (answers_ended_) return false;
  if (number > 0) {
    if (sent_unanswered_ == 0) moved_ = Clock::now();
    ++sent_unanswered_;
  }
  pending_bytes_ += bytes;
  pending_.push_back({std::move(row), number, bytes});
  SettleFront();
  return true;
}

void ImportRun::SettleFront() {
  while (!pending_.empty() && pending_.front().number == 0) {
    report_.AddUnsent(pending_.front().row);
    pending_.pop_front();
  }
}

bool ImportRun::TakeAnswer(const client::ImportAnswer& answer) {
  absl::MutexLock lock(&mutex_);
  moved_ = Clock::now();
  if (pending_.empty() || pending_.front().number != answer.row_number) {
    failure_ = absl::InternalError(fmt::format(
        "the service answered row {} out of turn", answer.row_number));
    return false;
  }
  report_.AddAnswer(pending_.front().row, answer);
  pending_bytes_ -= pending_.front().bytes;
  pending_.pop_front();
  --sent_unanswered_;
  SettleFront();
  return true;
}

void ImportRun::ReadAnswers() {
  client::ImportAnswer answer;
  while (stream_.Read(answer)) {
    if (!TakeAnswer(answer)) {
      stream_.Cancel();
      break;
    }
  }
  absl::MutexLock lock(&mutex_);
  answers_ended_ = true;
}

void ImportRun::Watch() {
  absl::MutexLock lock(&mutex_);
  while (!mutex_.AwaitWithTimeout(absl::Condition(&done_), kWatchInterval)) {
    on_progress_(report_.counts(), progress_);
    const bool waiting = sent_unanswered_ > 0;
    if (waiting && failure_.ok() && Clock::now() - moved_ > stall_) {
      failure_ = absl::DeadlineExceededError(
          fmt::format("no row was answered for {} ms", stall_.count()));
      stream_.Cancel();
    }
  }
}

}  // namespace ketnoi::cli
