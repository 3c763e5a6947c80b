#include "server/slot_times.h"

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "server/fair_frame.h"
#include "server/resource_kind.h"
#include "server/rpc_status.h"

namespace ketnoi::server {

void SetTimes(const v1::Fair& fair, store::v1::ScheduleContent& content) {
  const FairFrame frame = FrameOf(fair);
  absl::flat_hash_map<std::string, const FairFrame::Slot*> slots;
  for (const FairFrame::Slot& slot : frame.slots) slots.emplace(slot.id, &slot);
  content.clear_printed_times();
  for (const std::string& id : content.slots()) {
    auto& times = *content.add_printed_times();
    const auto found = slots.find(id);
    if (found == slots.end()) continue;
    times.set_start_seconds(absl::ToUnixSeconds(found->second->start));
    times.set_end_seconds(absl::ToUnixSeconds(found->second->end));
  }
}

absl::Status CompleteTimes(const Backend& backend, const std::string& fair,
                           store::v1::ScheduleContent& content) {
  if (!content.printed_times().empty()) return absl::OkStatus();
  const auto record = backend.store.Get(storage::Collection::kFairs, fair);
  if (absl::IsNotFound(record.status())) return NotFound(fair);
  if (!record.ok()) return record.status();
  v1::Fair read;
  const absl::Status status = ReadRecord(*record, backend.store.epoch(), read);
  if (!status.ok()) return status;
  SetTimes(read, content);
  return absl::OkStatus();
}

}  // namespace ketnoi::server
