// What is different between two schedules of a fair, and who must be told.
// Pure; thread-safe.

#ifndef KETNOI_SERVER_SCHEDULE_COMPARISON_H_
#define KETNOI_SERVER_SCHEDULE_COMPARISON_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "ketnoi/store/v1/fair_schedule.pb.h"
#include "ketnoi/v1/schedule_service.pb.h"

namespace ketnoi::server {

// Puts names and times in place of positions. `fair` and `content` must outlive
// it.
class ScheduleNames {
 public:
  ScheduleNames(const std::string& fair,
                const store::v1::ScheduleContent& content)
      : fair_(fair), content_(content) {}

  std::string Wish(const std::string& id) const {
    return fair_ + "/wishes/" + id;
  }
  std::string Participant(int32_t position) const {
    return fair_ + "/participants/" + content_.participants(position);
  }
  template <class Stored, class Shown>
  void FillPair(const Stored& stored, Shown& to) const {
    to.set_wish(Wish(stored.wish()));
    to.set_buyer(Participant(stored.buyer()));
    to.set_supplier(Participant(stored.supplier()));
  }
  void Fill(const store::v1::ScheduleContent::Meeting& meeting,
            v1::ScheduledMeeting& to) const {
    FillPair(meeting, to);
    to.set_slot(content_.slots(meeting.slot()));
    to.set_table(content_.tables(meeting.table()));
    if (meeting.has_interpreter()) {
      to.set_interpreter(content_.interpreters(meeting.interpreter()));
    }
    FillTimes(meeting.slot(), to);
  }
  // Whether the stored meeting or wish is of the participant of this id, or
  // the id is empty.
  template <class Stored>
  bool IsOf(const Stored& stored, const std::string& id) const {
    return id.empty() || content_.participants(stored.buyer()) == id ||
           content_.participants(stored.supplier()) == id;
  }

 private:
  void FillTimes(int32_t slot, v1::ScheduledMeeting& to) const;

  const std::string& fair_;
  const store::v1::ScheduleContent& content_;
};

// What is different between two schedules of a fair, whose contents have the
// times that count.
class ScheduleComparison {
 public:
  ScheduleComparison(const std::string& fair,
                     const store::v1::ScheduleContent& before,
                     const store::v1::ScheduleContent& after);

  // By wish.
  const std::vector<v1::MeetingChange>& changes() const { return changes_; }
  // By name.
  const std::map<std::string, v1::ParticipantChanges>& participants() const {
    return participants_;
  }

 private:
  using Stored = store::v1::ScheduleContent::Meeting;

  void Add(const Stored* before, const Stored* after);
  void Count(v1::MeetingChangeKind kind, const std::string& name);

  const ScheduleNames old_names_, new_names_;
  std::vector<v1::MeetingChange> changes_;
  std::map<std::string, v1::ParticipantChanges> participants_;
};

// Whether a meeting that was printed is removed, or at another time or table.
bool IsOfPrinted(const v1::ParticipantChanges& counts);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_SCHEDULE_COMPARISON_H_
