#include "clients/agenda/sheet.h"

#include <map>
#include <utility>

#include "fmt/format.h"

namespace ketnoi::agenda {
namespace {

using Cells = std::vector<std::string>;

std::string FlagText(bool flag) { return flag ? "true" : "false"; }

void Append(Cells& cells, const Cells& more) {
  cells.insert(cells.end(), more.begin(), more.end());
}

void AppendColumns(Sheet& sheet, std::vector<SheetColumn> columns) {
  for (SheetColumn& column : columns) {
    sheet.columns.push_back(std::move(column));
  }
}

// When and where; with `prefix` in front of the keys.
std::vector<SheetColumn> PlaceColumns(const std::string& prefix) {
  std::vector<SheetColumn> columns;
  for (const char* key :
       {"start_time", "end_time", "session", "slot", "table", "table_name",
        "area", "area_name", "interpreter", "interpreter_name"}) {
    columns.push_back({prefix + key});
  }
  return columns;
}

Cells PlaceCells(const FairBook& book, int place) {
  if (place == kNobody) return Cells(10);
  const BookMeeting& meeting = book.meetings[static_cast<size_t>(place)];
  const BookSlot& slot = book.slots[static_cast<size_t>(meeting.slot)];
  Cells cells = {LocalTimeText(book, slot.begin), LocalTimeText(book, slot.end),
                 slot.session == kNobody
                     ? ""
                     : book.sessions[static_cast<size_t>(slot.session)].id,
                 slot.id};
  if (meeting.table == kNobody) {
    Append(cells, Cells(4));
  } else {
    const BookTable& table = book.tables[static_cast<size_t>(meeting.table)];
    Append(cells, {table.id, table.name, table.area, table.area_name});
  }
  if (meeting.interpreter == kNobody) {
    Append(cells, Cells(2));
  } else {
    const BookPerson& one =
        book.interpreters[static_cast<size_t>(meeting.interpreter)];
    Append(cells, {one.id, one.name});
  }
  return cells;
}

std::vector<SheetColumn> PersonColumns(const std::string& key) {
  return {{key},
          {key + "_name"},
          {key + "_organization"},
          {key + "_composed", CellKind::kFlag}};
}

Cells PersonCells(const BookPerson& person) {
  return {person.id, person.name, person.organization,
          FlagText(person.composed)};
}

std::vector<SheetColumn> MeetingColumns() {
  return {{"meeting"}, {"status"}, {"sequence", CellKind::kNumber}};
}

const char* StatusName(v1::MeetingStatus status) {
  switch (status) {
    case v1::MEETING_STATUS_HELD:
      return "held";
    case v1::MEETING_STATUS_NO_SHOW:
      return "no_show";
    case v1::MEETING_STATUS_CANCELLED:
      return "cancelled";
    default:
      return "planned";
  }
}

Cells MeetingCells(const BookMeeting& meeting) {
  return {meeting.id, StatusName(meeting.status),
          fmt::format("{}", meeting.sequence)};
}

const char* SideName(const BookPerson& person) {
  return person.side == v1::PARTICIPANT_SIDE_BUYER ? "buyer" : "supplier";
}

// A row of the grid: who meets at each slot.
template <typename Text>
Cells GridCells(const FairBook& book, Cells head,
                const std::vector<int>& places, const Text& text) {
  const size_t first = head.size();
  head.resize(first + book.slots.size());
  for (const int place : places) {
    const BookMeeting& meeting = book.meetings[static_cast<size_t>(place)];
    if (!meeting.takes_place()) continue;
    std::string& cell = head[first + static_cast<size_t>(meeting.slot)];
    if (!cell.empty()) cell += ';';
    cell += text(meeting);
  }
  return head;
}

}  // namespace

Sheet AgendasSheet(const FairBook& book, const std::vector<int>& persons) {
  Sheet sheet;
  AppendColumns(sheet, PersonColumns("participant"));
  AppendColumns(sheet, {{"side"}});
  AppendColumns(sheet, PlaceColumns(""));
  AppendColumns(sheet, PersonColumns("partner"));
  AppendColumns(sheet, MeetingColumns());
  for (const int at : persons) {
    const BookPerson& person = book.persons[static_cast<size_t>(at)];
    for (const int place : person.meetings) {
      const BookMeeting& meeting = book.meetings[static_cast<size_t>(place)];
      Cells cells = PersonCells(person);
      cells.emplace_back(SideName(person));
      Append(cells, PlaceCells(book, place));
      Append(cells, PersonCells(PartnerOf(book, meeting, at)));
      Append(cells, MeetingCells(meeting));
      sheet.rows.push_back(std::move(cells));
    }
  }
  return sheet;
}

Sheet TablePlansSheet(const FairBook& book) {
  Sheet sheet;
  AppendColumns(sheet, PlaceColumns(""));
  AppendColumns(sheet, PersonColumns("buyer"));
  AppendColumns(sheet, PersonColumns("supplier"));
  AppendColumns(sheet, MeetingColumns());
  for (const BookTable& table : book.tables) {
    for (const int place : table.meetings) {
      const BookMeeting& meeting = book.meetings[static_cast<size_t>(place)];
      Cells cells = PlaceCells(book, place);
      for (const int side : {meeting.buyer, meeting.supplier}) {
        Append(cells, PersonCells(book.persons[static_cast<size_t>(side)]));
      }
      Append(cells, MeetingCells(meeting));
      sheet.rows.push_back(std::move(cells));
    }
  }
  return sheet;
}

Sheet GridSheet(const FairBook& book) {
  Sheet sheet;
  AppendColumns(sheet, {{"kind"}, {"id"}, {"name"}});
  for (const std::string& slot : SlotKeys(book)) {
    sheet.columns.push_back({"slot:" + slot});
  }
  const auto id = [&book](int person) {
    return book.persons[static_cast<size_t>(person)].id;
  };
  for (size_t i = 0; i < book.persons.size(); ++i) {
    const BookPerson& person = book.persons[i];
    if (person.meetings.empty()) continue;
    sheet.rows.push_back(
        GridCells(book, {SideName(person), person.id, person.name},
                  person.meetings, [&](const BookMeeting& meeting) {
                    const std::string& partner =
                        PartnerOf(book, meeting, static_cast<int>(i)).id;
                    if (meeting.table == kNobody) return partner;
                    return partner + "@" +
                           book.tables[static_cast<size_t>(meeting.table)].id;
                  }));
  }
  for (const BookTable& table : book.tables) {
    if (table.meetings.empty()) continue;
    sheet.rows.push_back(
        GridCells(book, {"table", table.id, table.name}, table.meetings,
                  [&](const BookMeeting& meeting) {
                    return id(meeting.buyer) + "+" + id(meeting.supplier);
                  }));
  }
  return sheet;
}

Sheet SignsSheet(const FairBook& book) {
  Sheet sheet;
  AppendColumns(sheet, {{"table"},
                        {"table_name"},
                        {"area"},
                        {"area_name"},
                        {"participants"},
                        {"participant_names"}});
  for (size_t i = 0; i < book.tables.size(); ++i) {
    const BookTable& table = book.tables[i];
    std::string ids, names;
    for (const BookPerson& person : book.persons) {
      if (person.table != static_cast<int>(i)) continue;
      if (!ids.empty()) ids += ';';
      if (!names.empty()) names += "; ";
      ids += person.id;
      names += person.name;
    }
    sheet.rows.push_back(
        {table.id, table.name, table.area, table.area_name, ids, names});
  }
  return sheet;
}

Sheet AttendanceSheet(const FairBook& book) {
  Sheet sheet;
  AppendColumns(sheet, {{"session"}});
  AppendColumns(sheet, PersonColumns("participant"));
  AppendColumns(sheet, {{"side"},
                        {"first_start_time"},
                        {"first_table"},
                        {"meetings", CellKind::kNumber}});
  for (const BookPerson& person : book.persons) {
    // By session; the first meeting, and how many.
    std::map<int, std::pair<const BookMeeting*, int>> sessions;
    for (const int place : person.meetings) {
      const BookMeeting& meeting = book.meetings[static_cast<size_t>(place)];
      if (!meeting.takes_place()) continue;
      auto& [first, count] =
          sessions[book.slots[static_cast<size_t>(meeting.slot)].session];
      if (first == nullptr) first = &meeting;
      ++count;
    }
    for (const auto& [session, meetings] : sessions) {
      const auto& [first, count] = meetings;
      Cells cells = {session == kNobody
                         ? ""
                         : book.sessions[static_cast<size_t>(session)].id};
      Append(cells, PersonCells(person));
      Append(cells,
             {SideName(person),
              LocalTimeText(book,
                            book.slots[static_cast<size_t>(first->slot)].begin),
              first->table == kNobody
                  ? ""
                  : book.tables[static_cast<size_t>(first->table)].id,
              fmt::format("{}", count)});
      sheet.rows.push_back(std::move(cells));
    }
  }
  return sheet;
}

Sheet ChangesSheet(const FairBook& before, const FairBook& after,
                   const BookChanges& changes) {
  Sheet sheet;
  AppendColumns(sheet, {{"kind"}});
  AppendColumns(sheet, PersonColumns("person"));
  AppendColumns(sheet, {{"change"}, {"meeting"}});
  AppendColumns(sheet, PersonColumns("buyer"));
  AppendColumns(sheet, PersonColumns("supplier"));
  AppendColumns(sheet, PlaceColumns("before_"));
  AppendColumns(sheet, PlaceColumns("after_"));
  for (const Notice& notice : changes.notices) {
    for (const MeetingChange& change : notice.changes) {
      const bool dropped = change.after == kNobody;
      const FairBook& book = dropped ? before : after;
      const BookMeeting& meeting = book.meetings[static_cast<size_t>(
          dropped ? change.before : change.after)];
      Cells cells = {notice.interprets ? "interpreter"
                                       : SideName(notice.person)};
      Append(cells, PersonCells(notice.person));
      Append(cells, {ChangeName(change.kind), meeting.id});
      for (const int side : {meeting.buyer, meeting.supplier}) {
        Append(cells, PersonCells(book.persons[static_cast<size_t>(side)]));
      }
      Append(cells, PlaceCells(before, change.before));
      Append(cells, PlaceCells(after, change.after));
      sheet.rows.push_back(std::move(cells));
    }
  }
  return sheet;
}

}  // namespace ketnoi::agenda
