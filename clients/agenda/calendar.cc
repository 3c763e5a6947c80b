#include "clients/agenda/calendar.h"

#include "fmt/format.h"

namespace ketnoi::agenda {
namespace {

using cli::Word;

constexpr size_t kMostOctets = 75;

bool ContinuesCharacter(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

std::string UtcText(absl::Time time) {
  return absl::FormatTime("%Y%m%dT%H%M%SZ", time, absl::UTCTimeZone());
}

const char* EventStatus(const FairBook& book, const BookMeeting& meeting) {
  if (!meeting.takes_place()) return "CANCELLED";
  return book.draft ? "TENTATIVE" : "CONFIRMED";
}

// The fair and what the title does not say, a line each.
std::string Description(const FairBook& book, const BookMeeting& meeting,
                        int person, const cli::Words& words) {
  std::string text = book.name;
  if (book.composed) text += fmt::format(" ({})", words(Word::kComposedMark));
  for (const int side : {meeting.buyer, meeting.supplier}) {
    if (side == person) continue;
    const BookPerson& one = book.persons[static_cast<size_t>(side)];
    text += fmt::format(
        "\n{}: {}",
        words(side == meeting.buyer ? Word::kBuyer : Word::kSupplier),
        LabelOf(one, words));
    if (!one.organization.empty()) text += " · " + one.organization;
  }
  if (meeting.interpreter != kNobody) {
    text += fmt::format(
        "\n{}: {}", words(Word::kInterpreter),
        book.interpreters[static_cast<size_t>(meeting.interpreter)].name);
  }
  return text;
}

std::string Location(const FairBook& book, const BookMeeting& meeting,
                     const cli::Words& words) {
  std::string text;
  const auto add = [&text](const std::string& part) {
    if (part.empty()) return;
    if (!text.empty()) text += ", ";
    text += part;
  };
  if (meeting.table != kNobody) {
    const BookTable& table = book.tables[static_cast<size_t>(meeting.table)];
    add(fmt::format("{} {}", words(Word::kTable), table.name));
    add(table.area_name);
  }
  add(book.venue);
  return text;
}

std::string EventText(const FairBook& book, const BookMeeting& meeting,
                      int person, const Edition& edition) {
  const cli::Words& words = edition.words;
  const BookSlot& slot = book.slots[static_cast<size_t>(meeting.slot)];
  const auto label = [&](int side) {
    return LabelOf(book.persons[static_cast<size_t>(side)], words);
  };
  const std::string title =
      person == kNobody ? label(meeting.buyer) + " – " + label(meeting.supplier)
                        : LabelOf(PartnerOf(book, meeting, person), words);
  std::string text = "BEGIN:VEVENT\r\n";
  text += CalendarLine("UID", CalendarValue(MeetingUid(book, meeting)));
  text += CalendarLine("DTSTAMP", UtcText(edition.printed));
  text += CalendarLine("DTSTART", UtcText(slot.begin));
  text += CalendarLine("DTEND", UtcText(slot.end));
  text += CalendarLine("SUMMARY", CalendarValue(title));
  const std::string location = Location(book, meeting, words);
  if (!location.empty()) {
    text += CalendarLine("LOCATION", CalendarValue(location));
  }
  text += CalendarLine(
      "DESCRIPTION", CalendarValue(Description(book, meeting, person, words)));
  text += CalendarLine("SEQUENCE", fmt::format("{}", meeting.sequence));
  text += CalendarLine("STATUS", EventStatus(book, meeting));
  return text + "END:VEVENT\r\n";
}

}  // namespace

std::string MeetingUid(const FairBook& book, const BookMeeting& meeting) {
  return fmt::format("{}.{}@meetings.ketnoi", meeting.id, book.id);
}

std::string CalendarLine(std::string_view name, std::string_view value) {
  std::string line = fmt::format("{}:{}", name, value);
  std::string folded;
  size_t begin = 0, room = kMostOctets;
  while (line.size() - begin > room) {
    size_t end = begin + room;
    while (end > begin && ContinuesCharacter(line[end])) --end;
    if (end == begin) end = begin + room;  // No UTF-8.
    folded.append(line, begin, end - begin);
    folded += "\r\n ";
    begin = end;
    room = kMostOctets - 1;
  }
  folded.append(line, begin);
  return folded + "\r\n";
}

std::string CalendarValue(std::string_view text) {
  std::string value;
  for (const char c : text) {
    if (c == '\n') {
      value += "\\n";
      continue;
    }
    if (c == '\\' || c == ';' || c == ',') value += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) value += c;
  }
  return value;
}

std::string CalendarText(const FairBook& book, int person,
                         const Edition& edition) {
  std::string text =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Ketnoi//Agendas//EN\r\n"
      "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n";
  // The name of the calendar, for programs that show one.
  text += CalendarLine("X-WR-CALNAME", CalendarValue(book.name));
  if (person == kNobody) {
    for (const BookMeeting& meeting : book.meetings) {
      text += EventText(book, meeting, person, edition);
    }
  } else {
    for (const int place : book.persons[static_cast<size_t>(person)].meetings) {
      text += EventText(book, book.meetings[static_cast<size_t>(place)], person,
                        edition);
    }
  }
  return text + "END:VCALENDAR\r\n";
}

}  // namespace ketnoi::agenda
