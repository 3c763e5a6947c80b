#include "server/import_reactor.h"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "server/bounded_queue.h"
#include "server/call.h"
#include "server/rpc_status.h"
#include "server/storage/mutex.h"

namespace ketnoi::server {
namespace {

// Messages that wait to be imported, and answers that wait to be sent. Beyond
// these the stream is not read until there is room.
constexpr size_t kMostIncoming = 2 * ImportRunner::kBatch;
constexpr size_t kMostOutgoing = 4 * ImportRunner::kBatch;
// The same in bytes, of each; also what is imported together.
constexpr size_t kMostBytes = size_t{8} << 20;
// What is kept of a message above the limit, to find the number of its row.
constexpr size_t kBeginning = size_t{4} << 10;

ImportBytes Received(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  ImportBytes received;
  if (!buffer.Dump(&slices).ok()) return received;
  received.size = buffer.Length();
  const size_t kept =
      received.size > kLargestMessage ? kBeginning : received.size;
  received.bytes.reserve(kept);
  for (const grpc::Slice& slice : slices) {
    received.bytes.append(reinterpret_cast<const char*>(slice.begin()),
                          std::min(slice.size(), kept - received.bytes.size()));
  }
  return received;
}

grpc::ByteBuffer BufferOf(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

class Reactor final : public ImportStream {
 public:
  Reactor(grpc::CallbackServerContext& context, const ResourceKind& kind,
          Backend& backend, const ImportFormat& format)
      : context_(context), kind_(kind), backend_(backend), format_(format) {
    StartRead(&read_buffer_);
    worker_ = std::thread([this] { Work(); });
  }

  void OnReadDone(bool ok) override {
    bool read_on = false;
    {
      storage::MutexLock lock(mutex_);
      if (ok) {
        ImportBytes received = Received(read_buffer_);
        const size_t bytes = received.bytes.size();
        incoming_.Push(std::move(received), bytes);
        read_on = !incoming_.full();
        reading_ = read_on;
      } else {
        ended_ = true;
      }
      changed_.NotifyAll();
    }
    if (read_on) StartRead(&read_buffer_);
  }

  void OnWriteDone(bool ok) override {
    bool write_on = false;
    {
      storage::MutexLock lock(mutex_);
      broken_ |= !ok;
      outgoing_.Pop();
      write_on = !broken_ && !outgoing_.empty();
      writing_ = write_on;
      if (write_on) write_buffer_ = BufferOf(outgoing_.front());
      changed_.NotifyAll();
    }
    if (write_on) StartWrite(&write_buffer_);
  }

  void OnCancel() override {
    storage::MutexLock lock(mutex_);
    broken_ = true;
    changed_.NotifyAll();
  }

  // Finish was called, which is the last thing the worker does.
  void OnDone() override {
    if (worker_.get_id() == std::this_thread::get_id()) {
      worker_.detach();
    } else {
      worker_.join();
    }
    delete this;
  }

 private:
  void Work() {
    absl::Status status;
    try {
      status = backend_.serving ? Import() : NotServing();
    } catch (const std::exception& exception) {
      status = absl::InternalError(exception.what());
    }
    WaitForWrites();
    for (const auto& [key, value] : TrailingMetadata(backend_)) {
      context_.AddTrailingMetadata(key, value);
    }
    Finish(ToGrpcStatus(status));
  }

  absl::Status Import() {
    for (;;) {
      const std::vector<ImportBytes> messages = Take();
      if (messages.empty()) break;
      std::vector<ImportRow> rows;
      const absl::Status read = ReadMessages(messages, rows);
      // Rows that came before an error are run and answered.
      if (!rows.empty()) {
        const auto answers = runner_->Run(std::move(rows));
        if (!answers.ok()) return answers.status();
        Send(*answers);
      }
      if (!read.ok()) return read;
    }
    storage::MutexLock lock(mutex_);
    return broken_ ? absl::CancelledError("the import was cancelled")
                   : absl::OkStatus();
  }

  // Starts the runner at the options and appends the rows, up to an error.
  absl::Status ReadMessages(const std::vector<ImportBytes>& messages,
                            std::vector<ImportRow>& rows) {
    for (const ImportBytes& received : messages) {
      ImportMessage message = format_.read(received);
      if (message.options && runner_) {
        return InvalidField("options", "only the first message may hold them");
      }
      if (!message.options_error.ok()) return message.options_error;
      if (message.options) {
        const absl::Status status = CheckImportOptions(*message.options);
        if (!status.ok()) return status;
        runner_.emplace(kind_, backend_, *message.options);
        continue;
      }
      if (!runner_) {
        return InvalidField("options", "the first message must hold them");
      }
      ++position_;
      if (message.row.number < 1) message.row.number = position_;
      rows.push_back(std::move(message.row));
    }
    return absl::OkStatus();
  }

  // What has arrived, up to a batch; waits until something has. Empty: no more
  // will come, or the call is broken.
  std::vector<ImportBytes> Take() {
    std::vector<ImportBytes> taken;
    size_t bytes = 0;
    bool read_on = false;
    {
      storage::MutexLock lock(mutex_);
      while (incoming_.empty() && !ended_ && !broken_) changed_.Wait(mutex_);
      if (broken_) return taken;
      while (!incoming_.empty() && taken.size() < ImportRunner::kBatch) {
        bytes += incoming_.front_bytes();
        if (!taken.empty() && bytes > kMostBytes) break;
        taken.push_back(incoming_.Pop());
      }
      read_on = !reading_ && !ended_ && !incoming_.full();
      if (read_on) reading_ = true;
    }
    if (read_on) StartRead(&read_buffer_);
    return taken;
  }

  void Send(const std::vector<ImportAnswer>& answers) {
    bool write_on = false;
    {
      storage::MutexLock lock(mutex_);
      while (outgoing_.full() && !broken_) changed_.Wait(mutex_);
      if (broken_) return;
      for (const ImportAnswer& answer : answers) {
        std::string bytes = format_.write(backend_.store.epoch(), answer);
        const size_t size = bytes.size();
        outgoing_.Push(std::move(bytes), size);
      }
      write_on = !writing_;
      if (write_on) {
        writing_ = true;
        write_buffer_ = BufferOf(outgoing_.front());
      }
    }
    if (write_on) StartWrite(&write_buffer_);
  }

  void WaitForWrites() {
    storage::MutexLock lock(mutex_);
    while (writing_) changed_.Wait(mutex_);
  }

  grpc::CallbackServerContext& context_;
  const ResourceKind& kind_;
  Backend& backend_;
  const ImportFormat& format_;

  // Of the worker.
  std::optional<ImportRunner> runner_;  // once the options have come
  int64_t position_ = 0;                // of the last row in the stream

  // Each belongs to the operation under way, of which there is one at a time.
  grpc::ByteBuffer read_buffer_;
  grpc::ByteBuffer write_buffer_;

  storage::Mutex mutex_;
  storage::Condition changed_;
  BoundedQueue<ImportBytes> incoming_ ABSL_GUARDED_BY(mutex_){kMostIncoming,
                                                              kMostBytes};
  BoundedQueue<std::string> outgoing_ ABSL_GUARDED_BY(mutex_){kMostOutgoing,
                                                              kMostBytes};
  bool reading_ ABSL_GUARDED_BY(mutex_) = true;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;

  std::thread worker_;
};

}  // namespace

ImportStream* StartImport(grpc::CallbackServerContext& context,
                          const ResourceKind& kind, Backend& backend,
                          const ImportFormat& format) {
  return new Reactor(context, kind, backend, format);
}

}  // namespace ketnoi::server
