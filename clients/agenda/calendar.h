#ifndef KETNOI_CLIENTS_AGENDA_CALENDAR_H_
#define KETNOI_CLIENTS_AGENDA_CALENDAR_H_

#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "clients/agenda/book.h"
#include "clients/agenda/html_document.h"

namespace ketnoi::agenda {

// The meetings of one of FairBook::persons, or all (kNobody), as iCalendar (RFC
// 5545): an event each, in UTC. Its UID is that of MeetingUid, its SEQUENCE the
// meeting's, its STATUS CANCELLED if the meeting is, TENTATIVE in a draft, else
// CONFIRMED. DTSTAMP is when it was printed. Pure; thread-safe.
std::string CalendarText(const FairBook& book, int person,
                         const Edition& edition);

// "MEETING.FAIR@meetings.ketnoi": the same in every calendar and version.
std::string MeetingUid(const FairBook& book, const BookMeeting& meeting);

// A content line with its CRLF, folded so that none has more than 75 octets
// and no character is divided.
std::string CalendarLine(std::string_view name, std::string_view value);

// `text` as a value of the type TEXT.
std::string CalendarValue(std::string_view text);

}  // namespace ketnoi::agenda

#endif  // KETNOI_CLIENTS_AGENDA_CALENDAR_H_
