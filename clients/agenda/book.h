// What a fair's agendas are printed from: who meets whom, when and where, as
// texts of one language and local times. Plain values; thread-safe.

#ifndef KETNOI_CLIENTS_AGENDA_BOOK_H_
#define KETNOI_CLIENTS_AGENDA_BOOK_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "clients/cli/words.h"
#include "ketnoi/v1/fair.pb.h"
#include "ketnoi/v1/meeting.pb.h"
#include "ketnoi/v1/participant.pb.h"
#include "ketnoi/v1/schedule.pb.h"

namespace ketnoi::agenda {

// Said of a position: there is none.
inline constexpr int kNobody = -1;

struct BookSession {
  std::string id;
  std::string name;  // The id if it has none.
};

struct BookSlot {
  std::string id;
  // kNobody: the fair no longer has a slot of this id.
  int session = kNobody;
  // The fair has another time for the id, or no slot of it.
  bool former = false;
  absl::Time begin;
  absl::Time end;
  // By the clocks of the fair.
  std::string date;  // "2026-11-28", on which it begins.
  std::string from;  // "09:30".
  std::string to;    // "10:00".
};

struct BookTable {
  std::string id;
  std::string name;       // What its sign says.
  std::string area;       // Id; empty: in none.
  std::string area_name;  // The id if it has none.
  int capacity = 1;
  std::vector<std::string> unavailable_slots;  // Ids.
  std::vector<int> meetings;                   // Of FairBook::meetings, rising.
};

// A buyer, a supplier or an interpreter.
struct BookPerson {
  std::string id;
  std::string name;
  std::string organization;  // Empty: not stated.
  bool composed = false;
  bool seated = false;
  int table = kNobody;  // Where it is seated, if that is known.
  v1::ParticipantSide side = v1::PARTICIPANT_SIDE_UNSPECIFIED;
  v1::Attendance attendance = v1::ATTENDANCE_EXPECTED;
  std::vector<int> meetings;  // Of FairBook::meetings, rising.
};

struct BookMeeting {
  std::string id;  // That of its wish.
  int buyer = 0;
  int supplier = 0;
  int slot = 0;
  int table = kNobody;        // kNobody: not stated.
  int interpreter = kNobody;  // kNobody: none is needed.
  v1::MeetingStatus status = v1::MEETING_STATUS_PLANNED;
  int32_t sequence = 0;

  // A meeting that is cancelled takes no place.
  bool takes_place() const { return status != v1::MEETING_STATUS_CANCELLED; }
};

// Members named in plural are referred to by position.
struct FairBook {
  std::string id;
  std::string name;
  std::string venue;
  std::string time_zone;
  absl::TimeZone zone;
  bool composed = false;
  // The number of the schedule; empty: what is published.
  std::string version;
  // The meetings are those of a schedule that is not published.
  bool draft = false;
  std::vector<BookSession> sessions;
  std::vector<BookSlot> slots;      // By time.
  std::vector<BookTable> tables;    // In the fair's order.
  std::vector<BookPerson> persons;  // Buyers, then suppliers, each by name.
  std::vector<BookPerson> interpreters;
  std::vector<BookMeeting> meetings;  // By time, table, id.
};

// The book of a fair as it was published. What the fair no longer has (a table,
// a participant) goes by its id. Names are in the language of `words`, else in
// the other one; control characters are blanks. INVALID_ARGUMENT: a time zone
// that this machine does not know, or a time that is none.
absl::StatusOr<FairBook> BookOfMeetings(
    const v1::Fair& fair, const std::vector<v1::Participant>& participants,
    const std::vector<v1::Meeting>& meetings, const cli::Words& words);

// The book of one schedule, with the times that its meetings have, else those
// of their slots. FAILED_PRECONDITION: it has neither.
absl::StatusOr<FairBook> BookOfSchedule(
    const v1::Fair& fair, const std::vector<v1::Participant>& participants,
    const v1::Schedule& schedule,
    const std::vector<v1::ScheduledMeeting>& meetings, const cli::Words& words);

// The partner of `person`, one of the two sides of `meeting`.
const BookPerson& PartnerOf(const FairBook& book, const BookMeeting& meeting,
                            int person);

// How people read it: the name, marked if it is composed.
std::string LabelOf(const BookPerson& person, const cli::Words& words);

// The day of a slot for people: "Saturday, 2026-11-28".
std::string DayText(const FairBook& book, const BookSlot& slot,
                    const cli::Words& words);

// A name of each slot that no other has: its id; where slots of other times
// have the same id, "s2@2026-11-28T09:30:00+07:00/2026-11-28T10:00:00+07:00".
std::vector<std::string> SlotKeys(const FairBook& book);

// "09:30–10:00".
std::string TimeText(const BookSlot& slot);

// "2026-11-28T09:30:00+07:00".
std::string LocalTimeText(const FairBook& book, absl::Time time);

// "planned", in the language of `words`.
const char* StatusText(v1::MeetingStatus status, const cli::Words& words);

}  // namespace ketnoi::agenda

#endif  // KETNOI_CLIENTS_AGENDA_BOOK_H_
