#include "server/slot_times.h"

#include <algorithm>
#include <cstdint>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "server/fair_frame.h"
#include "server/resource_kind.h"
#include "server/rpc_status.h"

namespace ketnoi::server {
namespace {

bool AllPrinted(const store::v1::ScheduleContent& content) {
  const auto& times = content.printed_times();
  return times.size() == content.slots_size() &&
         std::all_of(times.begin(), times.end(),
                     [](const auto& one) { return one.end_seconds() > 0; });
}

}  // namespace

void SetTimes(const v1::Fair& fair, store::v1::ScheduleContent& content) {
  const FairFrame frame = FrameOf(fair);
  absl::flat_hash_map<std::string, const FairFrame::Slot*> slots;
  for (const FairFrame::Slot& slot : frame.slots) slots.emplace(slot.id, &slot);
  store::v1::ScheduleContent before;
  before.mutable_printed_times()->Swap(content.mutable_printed_times());
  for (const std::string& id : content.slots()) {
    auto& times = *content.add_printed_times();
    const auto found = slots.find(id);
    if (found == slots.end()) {
      const int32_t at = content.printed_times_size() - 1;
      if (at < before.printed_times_size()) times = before.printed_times(at);
      continue;
    }
    times.set_start_seconds(absl::ToUnixSeconds(found->second->start));
    times.set_end_seconds(absl::ToUnixSeconds(found->second->end));
  }
}

absl::Status RenewTimes(const Backend& backend, const std::string& fair,
                        store::v1::ScheduleContent& content) {
  const auto record = backend.store.Get(storage::Collection::kFairs, fair);
  if (absl::IsNotFound(record.status())) return NotFound(fair);
  if (!record.ok()) return record.status();
  v1::Fair read;
  const absl::Status status = ReadRecord(*record, backend.store.epoch(), read);
  if (!status.ok()) return status;
  SetTimes(read, content);
  return absl::OkStatus();
}

absl::Status CompleteTimes(const Backend& backend, const std::string& fair,
                           store::v1::ScheduleContent& content) {
  if (AllPrinted(content)) return absl::OkStatus();
  const auto printed = content.printed_times();
  const absl::Status status = RenewTimes(backend, fair, content);
  if (!status.ok()) return status;
  for (int32_t s = 0; s < printed.size(); ++s) {
    if (printed[s].end_seconds() == 0) continue;
    *content.mutable_printed_times(s) = printed[s];
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::server
