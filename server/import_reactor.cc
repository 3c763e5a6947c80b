#include "server/import_reactor.h"

#include <deque>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "server/call.h"
#include "server/rpc_status.h"
#include "server/storage/mutex.h"

namespace ketnoi::server {
namespace {

// Messages that wait to be imported, and answers that wait to be sent. Beyond
// these the stream is not read until there is room.
constexpr size_t kMostIncoming = 2 * ImportRunner::kBatch;
constexpr size_t kMostOutgoing = 4 * ImportRunner::kBatch;

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Dump(&slices).ok()) return bytes;
  bytes.reserve(buffer.Length());
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
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
        incoming_.push_back(BytesOf(read_buffer_));
        read_on = incoming_.size() < kMostIncoming;
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
      outgoing_.pop_front();
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
    std::optional<ImportRunner> runner;
    for (;;) {
      const std::vector<std::string> messages = Take();
      if (messages.empty()) break;
      std::vector<ImportRow> rows;
      for (const std::string& bytes : messages) {
        ImportMessage message = format_.read(bytes);
        if (!message.options) {
          if (!runner) {
            return InvalidField("options", "the first message must hold them");
          }
          rows.push_back(std::move(message.row));
          continue;
        }
        if (runner) {
          return InvalidField("options",
                              "only the first message may hold them");
        }
        const absl::Status status = CheckImportOptions(*message.options);
        if (!status.ok()) return status;
        runner.emplace(kind_, backend_, *message.options);
      }
      if (!rows.empty()) Send(runner->Run(std::move(rows)));
    }
    storage::MutexLock lock(mutex_);
    return broken_ ? absl::CancelledError("the import was cancelled")
                   : absl::OkStatus();
  }

  // What has arrived, up to a batch; waits until something has. Empty: no more
  // will come, or the call is broken.
  std::vector<std::string> Take() {
    std::vector<std::string> taken;
    bool read_on = false;
    {
      storage::MutexLock lock(mutex_);
      while (incoming_.empty() && !ended_ && !broken_) changed_.Wait(mutex_);
      if (broken_) return taken;
      while (!incoming_.empty() && taken.size() < ImportRunner::kBatch) {
        taken.push_back(std::move(incoming_.front()));
        incoming_.pop_front();
      }
      read_on = !reading_ && !ended_;
      if (read_on) reading_ = true;
    }
    if (read_on) StartRead(&read_buffer_);
    return taken;
  }

  void Send(const std::vector<ImportAnswer>& answers) {
    bool write_on = false;
    {
      storage::MutexLock lock(mutex_);
      while (outgoing_.size() >= kMostOutgoing && !broken_) {
        changed_.Wait(mutex_);
      }
      if (broken_) return;
      for (const ImportAnswer& answer : answers) {
        outgoing_.push_back(format_.write(backend_.store.epoch(), answer));
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

  // Each belongs to the operation under way, of which there is one at a time.
  grpc::ByteBuffer read_buffer_;
  grpc::ByteBuffer write_buffer_;

  storage::Mutex mutex_;
  storage::Condition changed_;
  std::deque<std::string> incoming_ ABSL_GUARDED_BY(mutex_);
  std::deque<std::string> outgoing_ ABSL_GUARDED_BY(mutex_);
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
