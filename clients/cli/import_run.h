#ifndef KETNOI_CLIENTS_CLI_IMPORT_RUN_H_
#define KETNOI_CLIENTS_CLI_IMPORT_RUN_H_

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "clients/cli/import_report.h"
#include "clients/cli/row_source.h"
#include "clients/cpp/client.h"

namespace ketnoi::cli {

// An import stream of any kind of record.
class RecordStream {
 public:
  virtual ~RecordStream() = default;
  virtual bool Write(int64_t row_number,
                     const google::protobuf::Message& record) = 0;
  virtual void WritesDone() = 0;
  virtual bool Read(client::ImportAnswer& answer) = 0;
  virtual absl::Status Finish() = 0;
  virtual void Cancel() = 0;
};

template <typename Resource>
class TypedRecordStream : public RecordStream {
 public:
  explicit TypedRecordStream(
      std::unique_ptr<client::ImportStream<Resource>> stream)
      : stream_(std::move(stream)) {}

  bool Write(int64_t row_number,
             const google::protobuf::Message& record) override {
    return stream_->Write(row_number, static_cast<const Resource&>(record));
  }
  void WritesDone() override { stream_->WritesDone(); }
  bool Read(client::ImportAnswer& answer) override {
    return stream_->Read(answer);
  }
  absl::Status Finish() override { return stream_->Finish(); }
  void Cancel() override { stream_->Cancel(); }

 private:
  std::unique_ptr<client::ImportStream<Resource>> stream_;
};

// Called several times a second while an import runs, from a thread of its own.
using OnProgress = std::function<void(const ImportCounts&, double progress)>;

// Sends the records of a source and collects the answers: one thread reads the
// source and writes, one reads answers, one watches. At most kMaxRows records
// or kMaxBytes wait for their answers, so memory does not grow with the source.
// A record that is too long to be sent is reported and the others go on.
class ImportRun {
 public:
  static constexpr size_t kMaxRows = 1000;
  static constexpr size_t kMaxBytes = 16 << 20;

  // Everything given must outlive the run. If nothing moves for `stall`, the
  // import is given up with DEADLINE_EXCEEDED.
  ImportRun(RowSource& source, RecordStream& stream, ImportReport& report,
            std::chrono::milliseconds stall, OnProgress on_progress);

  // Runs to the end of the source or of the stream. Call it once.
  absl::Status Run();

  // Whether the service was reached: a row went out. After Run.
  bool reached() const { return reached_; }

 private:
  struct Pending {
    ImportRow row;
    int64_t number;  // 0: not sent.
    size_t bytes;
  };
  using Clock = std::chrono::steady_clock;

  void WriteRows();
  void ReadAnswers();
  void Watch();
  // Waits for room, then keeps `row`; false if the stream has ended.
  bool Keep(ImportRow& row, int64_t number);
  // Reports rows at the front that were not sent.
  void SettleFront() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool TakeAnswer(const client::ImportAnswer& answer);

  RowSource& source_;
  RecordStream& stream_;
  ImportReport& report_;
  const std::chrono::milliseconds stall_;
  const OnProgress on_progress_;
  bool reached_ = false;  // Of the thread that writes.

  absl::Mutex mutex_;
  std::deque<Pending> pending_ ABSL_GUARDED_BY(mutex_);
  size_t pending_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t sent_unanswered_ ABSL_GUARDED_BY(mutex_) = 0;
  Clock::time_point moved_ ABSL_GUARDED_BY(mutex_);
  double progress_ ABSL_GUARDED_BY(mutex_) = 0;
  bool answers_ended_ ABSL_GUARDED_BY(mutex_) = false;
  bool done_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_IMPORT_RUN_H_
