#include "server/fair_as_of.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>

#include "fmt/format.h"
#include "google/protobuf/util/time_util.h"
#include "matcher/optimize/at.h"
#include "server/civil_time.h"
#include "server/fair_frame.h"
#include "server/publication.h"
#include "server/resource_name.h"

namespace ketnoi::server {
namespace {

using google::protobuf::util::TimeUtil;
using store::v1::ScheduleContent;

// Puts positions of the records in place of those of a content.
class ContentPositions {
 public:
  ContentPositions(const FairRecords& records, const FairFrame& frame,
                   const ScheduleContent& content)
      : content_(content) {
    for (const FairFrame::Slot& slot : frame.slots) Add(slot.id, slots_);
    for (const auto& table : records.fair.tables()) Add(table.id(), tables_);
    for (const auto& one : records.fair.interpreters()) {
      Add(one.id(), interpreters_);
    }
    for (size_t w = 0; w < records.wishes.size(); ++w) {
      Add(std::string(LastId(records.wishes[w].name())), wishes_);
    }
  }

  // -1: the fair no longer has it.
  int32_t SlotOf(const ScheduleContent::Meeting& meeting) const {
    return Find(slots_, content_.slots(meeting.slot()));
  }
  int32_t TableOf(const ScheduleContent::Meeting& meeting) const {
    return Find(tables_, content_.tables(meeting.table()));
  }
  int32_t InterpreterOf(const ScheduleContent::Meeting& meeting) const {
    return Find(interpreters_, content_.interpreters(meeting.interpreter()));
  }
  int32_t WishOf(const ScheduleContent::Meeting& meeting) const {
    return Find(wishes_, meeting.wish());
  }

 private:
  using Positions = absl::flat_hash_map<std::string, int32_t>;

  static void Add(const std::string& id, Positions& to) {
    to.emplace(id, static_cast<int32_t>(to.size()));
  }
  static int32_t Find(const Positions& positions, const std::string& id) {
    const auto found = positions.find(id);
    return found == positions.end() ? -1 : found->second;
  }

  const ScheduleContent& content_;
  Positions slots_, tables_, interpreters_, wishes_;
};

// Slots are in the order of time.
int32_t FirstSlotAfter(const FairFrame& frame, const std::string& as_of_time) {
  if (as_of_time.empty()) return 0;
  const absl::Time now = InstantOf(frame.zone, as_of_time);
  return static_cast<int32_t>(
      std::count_if(frame.slots.begin(), frame.slots.end(),
                    [&](const FairFrame::Slot& s) { return s.start <= now; }));
}

bool IsBefore(const google::protobuf::Timestamp& a,
              const google::protobuf::Timestamp& b) {
  return TimeUtil::TimestampToNanoseconds(a) <
         TimeUtil::TimestampToNanoseconds(b);
}

void AddNote(const PublishedMeeting& meeting,
             const store::v1::MeetingNote& note, MeetingNotes& to) {
  const int32_t said = note.status_sequence();
  const bool current = said == meeting.status_sequence();
  switch (note.status()) {
    case v1::MEETING_STATUS_HELD:
    case v1::MEETING_STATUS_NO_SHOW:
      if (current) to.settled.insert(meeting.wish());
      break;
    case v1::MEETING_STATUS_CANCELLED:
      if (current ||
          (meeting.cancelled() && said == meeting.planned_sequence())) {
        to.cancelled.emplace(meeting.wish(), note.update_time());
      }
      break;
    default:
      break;
  }
}

// Whether a slot that the fair no longer has had begun, by the times that were
// printed.
bool HadBegun(const ScheduleContent& content, int32_t slot, int64_t now) {
  if (slot >= content.printed_times_size()) return false;
  const auto& times = content.printed_times(slot);
  return times.end_seconds() > 0 && times.start_seconds() <= now;
}

}  // namespace

absl::StatusOr<MeetingNotes> ReadMeetingNotes(const Backend& backend,
                                              const std::string& fair,
                                              const PublishedFair& published) {
  absl::flat_hash_map<std::string, const PublishedMeeting*> meetings;
  for (const PublishedMeeting& meeting : published.meetings) {
    meetings.emplace(meeting.wish(), &meeting);
  }
  MeetingNotes notes;
  std::string broken;
  const auto read =
      backend.store.Scan(storage::Collection::kMeetings, fair + "/meetings/",
                         "", [&](const storage::Record& record) {
                           store::v1::MeetingNote note;
                           if (!note.ParseFromString(record.value))
                             broken = record.name;
                           const std::string wish(LastId(record.name));
                           const auto meeting = meetings.find(wish);
                           if (meeting != meetings.end()) {
                             AddNote(*meeting->second, note, notes);
                           }
                           return broken.empty();
                         });
  if (!read.ok()) return read.status();
  if (broken.empty()) return notes;
  return absl::InternalError(
      fmt::format("the stored record '{}' is broken", broken));
}

FairAsOf FairAsOfTime(const FairRecords& records,
                      const ScheduleContent& content,
                      const std::string& as_of_time,
                      const MeetingNotes& notes) {
  const FairFrame frame = FrameOf(records.fair);
  const ContentPositions positions(records, frame, content);
  const int64_t now =
      as_of_time.empty()
          ? std::numeric_limits<int64_t>::min()
          : absl::ToUnixSeconds(InstantOf(frame.zone, as_of_time));
  FairAsOf as_of;
  as_of.held_apart.resize(records.wishes.size());
  as_of.first_slot = FirstSlotAfter(frame, as_of_time);
  as_of.cancelled.resize(records.wishes.size());
  for (size_t w = 0; w < records.wishes.size(); ++w) {
    const v1::Wish& wish = records.wishes[w];
    const auto said = notes.cancelled.find(std::string(LastId(wish.name())));
    as_of.cancelled[w] = said != notes.cancelled.end() &&
                         IsBefore(wish.update_time(), said->second);
  }
  for (int m = 0; m < content.meetings_size(); ++m) {
    const ScheduleContent::Meeting& meeting = content.meetings(m);
    if (notes.cancelled.contains(meeting.wish())) continue;
    SettledMeeting to;
    to.slot = positions.SlotOf(meeting);
    const bool noted = notes.settled.contains(meeting.wish());
    if (to.slot >= as_of.first_slot && !noted) continue;
    if (to.slot < 0 && !noted && !HadBegun(content, meeting.slot(), now)) {
      continue;
    }
    to.wish = positions.WishOf(meeting);
    const v1::Wish* const wish =
        to.wish < 0 ? nullptr : &records.wishes[At(to.wish)];
    if (wish == nullptr ||
        LastId(wish->buyer()) != content.participants(meeting.buyer()) ||
        LastId(wish->supplier()) != content.participants(meeting.supplier())) {
      as_of.orphans.push_back(m);
      continue;
    }
    to.table = positions.TableOf(meeting);
    bool there = to.slot >= 0 && to.table >= 0;
    if (meeting.has_interpreter()) {
      to.interpreter = positions.InterpreterOf(meeting);
      there = there && to.interpreter >= 0;
    }
    if (!there) {
      as_of.orphans.push_back(m);
      as_of.held_apart[At(to.wish)] = true;
      continue;
    }
    as_of.settled.push_back(to);
  }
  return as_of;
}

}  // namespace ketnoi::server
