#include "server/fair_frames.h"

#include <cstddef>

#include "absl/status/status.h"
#include "ketnoi/v1/fair.pb.h"
#include "server/fair_frame.h"
#include "server/resource_kind.h"
#include "server/rpc_status.h"

namespace ketnoi::server {
namespace {

constexpr size_t kMostFramesKept = 16;  // then all are forgotten

}  // namespace

absl::StatusOr<std::shared_ptr<const FairFrame>> FairFrames::Of(
    const storage::Store& store, const std::string& name) {
  const auto record = store.Get(storage::Collection::kFairs, name);
  if (absl::IsNotFound(record.status())) return NotFound(name);
  if (!record.ok()) return record.status();
  storage::MutexLock lock(mutex_);
  if (const auto kept = kept_.find(name);
      kept != kept_.end() && kept->second.revision == record->revision) {
    return kept->second.frame;
  }
  v1::Fair fair;
  const absl::Status status = ReadRecord(*record, store.epoch(), fair);
  if (!status.ok()) return status;
  if (kept_.size() >= kMostFramesKept) kept_.clear();
  Kept& kept = kept_[name];
  kept.revision = record->revision;
  kept.frame = std::make_shared<const FairFrame>(FrameOf(fair));
  return kept.frame;
}

}  // namespace ketnoi::server
