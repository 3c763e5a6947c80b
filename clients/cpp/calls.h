// How the client calls: unary calls, streams of answers, imports. Only for the
// files of this folder.

#ifndef KETNOI_CLIENTS_CPP_CALLS_H_
#define KETNOI_CLIENTS_CPP_CALLS_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cpp/client.h"
#include "clients/cpp/error.h"
#include "grpcpp/grpcpp.h"
#include "ketnoi/v1/bom_service.pb.h"
#include "ketnoi/v1/buyer_service.pb.h"
#include "ketnoi/v1/fair_service.pb.h"
#include "ketnoi/v1/requirement_service.pb.h"
#include "ketnoi/v1/supplier_service.pb.h"

namespace ketnoi::client {

// What became of a call.
inline absl::Status Translate(const grpc::Status& status) {
  return StatusOfCall(static_cast<int>(status.error_code()),
                      status.error_message(), status.error_details());
}

// Makes a unary call.
template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> Call(Stub& stub,
                              grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                           const Request&,
                                                           Response*),
                              const Request& request,
                              std::chrono::milliseconds timeout) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + timeout);
  Response response;
  const grpc::Status status = (stub.*method)(&context, request, &response);
  if (!status.ok()) return Translate(status);
  return response;
}

// Puts a resource into a row of its import.
inline void Assign(const v1::Supplier& resource,
                   v1::ImportSuppliersRequest::Row& row) {
  *row.mutable_supplier() = resource;
}
inline void Assign(const v1::Buyer& resource,
                   v1::ImportBuyersRequest::Row& row) {
  *row.mutable_buyer() = resource;
}
inline void Assign(const v1::Requirement& resource,
                   v1::ImportRequirementsRequest::Row& row) {
  *row.mutable_requirement() = resource;
}

inline void Assign(const v1::Bom& resource, v1::ImportBomsRequest::Row& row) {
  *row.mutable_bom() = resource;
}
inline void Assign(const v1::Participant& resource,
                   v1::ImportParticipantsRequest::Row& row) {
  *row.mutable_participant() = resource;
}
inline void Assign(const v1::Wish& resource,
                   v1::ImportWishesRequest::Row& row) {
  *row.mutable_wish() = resource;
}

// Cancels a call when it did not move for a while.
class StallWatch {
 public:
  StallWatch(grpc::ClientContext& context, std::chrono::milliseconds longest)
      : context_(context), longest_(longest), thread_([this] { Watch(); }) {}
  ~StallWatch() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      ended_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  StallWatch(const StallWatch&) = delete;
  StallWatch& operator=(const StallWatch&) = delete;

  void Moved() {
    const std::lock_guard<std::mutex> lock(mutex_);
    ++moves_;
    changed_.notify_all();
  }
  bool stalled() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return stalled_;
  }

 private:
  void Watch() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (int64_t seen = moves_; !ended_; seen = moves_) {
      if (changed_.wait_for(lock, longest_,
                            [&] { return ended_ || moves_ != seen; })) {
        continue;
      }
      stalled_ = true;
      context_.TryCancel();
      return;
    }
  }

  grpc::ClientContext& context_;
  const std::chrono::milliseconds longest_;
  std::mutex mutex_;
  std::condition_variable changed_;
  int64_t moves_ = 0;
  bool ended_ = false;
  bool stalled_ = false;
  std::thread thread_;
};

template <typename Resource, typename Request, typename Response>
class GrpcImportStream : public ImportStream<Resource> {
 public:
  // `open` starts the call in the given context.
  template <typename Open>
  GrpcImportStream(const v1::ImportOptions& options, Open open)
      : stream_(open(&context_)) {
    Request first;
    *first.mutable_options() = options;
    stream_->Write(first);  // A failure shows in the next Write and in Finish.
  }

  ~GrpcImportStream() override {
    if (finished_) return;
    context_.TryCancel();
    Response ignored;
    while (stream_->Read(&ignored)) {
    }
    stream_->Finish();
  }

  bool Write(int64_t row_number, const Resource& resource) override {
    Request request;
    request.mutable_row()->set_row_number(row_number);
    Assign(resource, *request.mutable_row());
    return stream_->Write(request);
  }

  void WritesDone() override { stream_->WritesDone(); }

  bool Read(ImportAnswer& answer) override {
    Response response;
    if (!stream_->Read(&response)) return false;
    answer.row_number = response.row_number();
    answer.name = std::move(*response.mutable_name());
    answer.outcome = response.outcome();
    answer.error = StatusOf(response.error());
    return true;
  }

  absl::Status Finish() override {
    finished_ = true;
    return Translate(stream_->Finish());
  }

  void Cancel() override { context_.TryCancel(); }

 private:
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReaderWriter<Request, Response>> stream_;
  bool finished_ = false;
};

// Cancels a call once `stopped` says so.
class StopWatch {
 public:
  StopWatch(grpc::ClientContext& context, const std::function<bool()>& stopped)
      : context_(context), asks_(stopped), thread_([this] { Watch(); }) {}
  ~StopWatch() {
    ended_ = true;
    thread_.join();
  }
  StopWatch(const StopWatch&) = delete;
  StopWatch& operator=(const StopWatch&) = delete;

  bool stopped() const { return stopped_; }

 private:
  void Watch() {
    constexpr std::chrono::milliseconds kInterval{20};
    for (int i = 0; !ended_; ++i) {
      if (i % 5 == 0 && asks_()) {
        stopped_ = true;
        context_.TryCancel();
        return;
      }
      std::this_thread::sleep_for(kInterval);
    }
  }

  grpc::ClientContext& context_;
  const std::function<bool()>& asks_;
  std::atomic<bool> ended_ = false;
  std::atomic<bool> stopped_ = false;
  std::thread thread_;  // Last: it uses the others.
};

// Takes every answer of a stream. DEADLINE_EXCEEDED: none came for so long.
template <typename Response, typename Open>
absl::Status TakeAll(std::chrono::milliseconds longest, const Open& open,
                     const std::function<void(const Response&)>& take) {
  grpc::ClientContext context;
  StallWatch watch(context, longest);
  const auto stream = open(&context);
  Response answer;
  while (stream->Read(&answer)) {
    watch.Moved();
    take(answer);
    watch.Moved();
  }
  const grpc::Status status = stream->Finish();
  if (!watch.stalled()) return Translate(status);
  return absl::DeadlineExceededError("no answer came for " +
                                     std::to_string(longest.count()) + " ms");
}

}  // namespace ketnoi::client

#endif  // KETNOI_CLIENTS_CPP_CALLS_H_
