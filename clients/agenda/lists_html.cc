// Signs of tables, the attendance sheet, and who must be told what.

#include <string>
#include <vector>

#include "clients/agenda/html.h"
#include "fmt/format.h"

namespace ketnoi::agenda {
namespace {

using cli::Word;

// Of a person's meetings in a session: the first, and how many there are.
struct InSession {
  const BookMeeting* first = nullptr;
  int count = 0;
};

InSession MeetingsIn(const FairBook& book, const BookPerson& person,
                     int session) {
  InSession result;
  for (const int place : person.meetings) {
    const BookMeeting& meeting = book.meetings[static_cast<size_t>(place)];
    if (!meeting.takes_place() ||
        book.slots[static_cast<size_t>(meeting.slot)].session != session) {
      continue;
    }
    if (result.first == nullptr) result.first = &meeting;
    ++result.count;
  }
  return result;
}

void AddAttendance(const FairBook& book, int session, const cli::Words& words,
                   HtmlDocument& document) {
  size_t rows = 0;  // Of the section that was begun.
  for (const BookPerson& person : book.persons) {
    const InSession meetings = MeetingsIn(book, person, session);
    if (meetings.first == nullptr) continue;
    const BookSlot& slot =
        book.slots[static_cast<size_t>(meetings.first->slot)];
    if (rows == kSectionRows) {
      document.EndTable();
      document.EndSection();
      rows = 0;
    }
    if (rows++ == 0) {
      document.BeginSection(
          words(Word::kAttendanceSheet),
          session == kNobody
              ? DayText(book, slot, words)
              : fmt::format("{} · {}", DayText(book, slot, words),
                            book.sessions[static_cast<size_t>(session)].name));
      document.BeginTable({{words(Word::kPresent), 9},
                           {words(Word::kParticipant), 36},
                           {words(Word::kSide), 11},
                           {words(Word::kFirstMeeting), 13},
                           {words(Word::kTable), 10},
                           {words(Word::kSignature), 21}});
    }
    const bool buys = person.side == v1::PARTICIPANT_SIDE_BUYER;
    const int table = meetings.first->table;
    document.AddRow(
        {{.text = "", .note = "", .box = true},
         {LabelOf(person, words), person.organization},
         {words(buys ? Word::kBuyer : Word::kSupplier)},
         {slot.from,
          fmt::format("{}: {}", words(Word::kMeetingCount), meetings.count)},
         {table == kNobody ? "" : book.tables[static_cast<size_t>(table)].name},
         {}});
  }
  if (rows == 0) return;
  document.EndTable();
  document.EndSection();
}

// When and where a meeting is: with `day`, table and interpreter.
HtmlCell PlaceCell(const FairBook& book, int place, const cli::Words& words) {
  if (place == kNobody) return {};
  const BookMeeting& meeting = book.meetings[static_cast<size_t>(place)];
  const BookSlot& slot = book.slots[static_cast<size_t>(meeting.slot)];
  HtmlCell cell = {DayText(book, slot, words) + ", " + TimeText(slot)};
  if (meeting.table != kNobody) {
    const BookTable& table = book.tables[static_cast<size_t>(meeting.table)];
    cell.note = fmt::format("{}: {}", words(Word::kTable), table.name);
    if (!table.area_name.empty()) cell.note += " · " + table.area_name;
  }
  if (meeting.interpreter != kNobody) {
    cell.note += fmt::format(
        " · {}: {}", words(Word::kInterpreter),
        book.interpreters[static_cast<size_t>(meeting.interpreter)].name);
  }
  return cell;
}

// Whom the one who is told meets: both sides for an interpreter.
std::string PartnerText(const FairBook& book, const BookMeeting& meeting,
                        const Notice& notice, const cli::Words& words) {
  const BookPerson& buyer = book.persons[static_cast<size_t>(meeting.buyer)];
  const BookPerson& supplier =
      book.persons[static_cast<size_t>(meeting.supplier)];
  if (notice.interprets) {
    return LabelOf(buyer, words) + " – " + LabelOf(supplier, words);
  }
  return LabelOf(buyer.id == notice.person.id ? supplier : buyer, words);
}

void AddNotice(const FairBook& before, const FairBook& after,
               const Notice& notice, const cli::Words& words,
               HtmlDocument& document) {
  document.AddHeading(LabelOf(notice.person, words),
                      notice.interprets ? words(Word::kInterpreter)
                                        : notice.person.organization.c_str());
  document.BeginTable({{"", 10},
                       {words(Word::kPartner), 30},
                       {words(Word::kChangeFrom), 30},
                       {words(Word::kChangeTo), 30}});
  for (const MeetingChange& change : notice.changes) {
    const FairBook& book = change.after == kNobody ? before : after;
    const int place = change.after == kNobody ? change.before : change.after;
    document.AddRow(
        {{ChangeText(change.kind, words)},
         {PartnerText(book, book.meetings[static_cast<size_t>(place)], notice,
                      words)},
         PlaceCell(before, change.before, words),
         PlaceCell(after, change.after, words)});
  }
  document.EndTable();
}

}  // namespace

std::string SignsHtml(const FairBook& book, const Edition& edition) {
  HtmlDocument document(book, edition, edition.words(Word::kTableSigns));
  for (size_t i = 0; i < book.tables.size(); ++i) {
    std::vector<std::string> lines = {book.tables[i].name};
    for (const BookPerson& person : book.persons) {
      if (person.table != static_cast<int>(i)) continue;
      lines.push_back(LabelOf(person, edition.words));
    }
    lines.push_back(book.tables[i].area_name);
    document.AddSign(lines);
  }
  return std::move(document).Finish();
}

std::string AttendanceHtml(const FairBook& book, const Edition& edition) {
  HtmlDocument document(book, edition, edition.words(Word::kAttendanceSheet));
  for (size_t i = 0; i < book.sessions.size(); ++i) {
    AddAttendance(book, static_cast<int>(i), edition.words, document);
  }
  AddAttendance(book, kNobody, edition.words, document);
  return std::move(document).Finish();
}

std::string ChangesHtml(const FairBook& before, const FairBook& after,
                        const BookChanges& changes, const Edition& edition) {
  const cli::Words& words = edition.words;
  HtmlDocument document(after, edition, words(Word::kChangeList));
  document.BeginSection(
      words(Word::kChangeList),
      changes.notices.empty()
          ? words(Word::kNobodyToTell)
          : words.Format(Word::kToTell, changes.notices.size(),
                         changes.CountOf(ChangeKind::kNew),
                         changes.CountOf(ChangeKind::kMoved),
                         changes.CountOf(ChangeKind::kDropped)));
  size_t rows = 0;  // Of the section.
  for (const Notice& notice : changes.notices) {
    if (rows >= kSectionRows) {
      document.EndSection();
      document.BeginSection(words(Word::kChangeList), "");
      rows = 0;
    }
    rows += notice.changes.size();
    AddNotice(before, after, notice, words, document);
  }
  document.EndSection();
  return std::move(document).Finish();
}

}  // namespace ketnoi::agenda
