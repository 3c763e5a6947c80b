// Agendas of participants and plans of tables.

#include <string>
#include <vector>

#include "clients/agenda/html.h"

namespace ketnoi::agenda {
namespace {

using cli::Word;

// Day and session of a slot, for a band.
std::string BandText(const FairBook& book, const BookSlot& slot,
                     const cli::Words& words) {
  std::string text = DayText(book, slot, words);
  if (slot.session != kNobody) {
    text += " · " + book.sessions[static_cast<size_t>(slot.session)].name;
  }
  return text;
}

// Adds a band where a meeting is the first of its day or session.
class Bands {
 public:
  Bands(const FairBook& book, const cli::Words& words, HtmlDocument& document)
      : book_(book), words_(words), document_(document) {}

  void Before(const BookSlot& slot) {
    const std::string text = BandText(book_, slot, words_);
    if (text != last_) document_.AddBand(text);
    last_ = text;
  }

 private:
  const FairBook& book_;
  const cli::Words& words_;
  HtmlDocument& document_;
  std::string last_;
};

HtmlCell InterpreterCell(const FairBook& book, const BookMeeting& meeting) {
  if (meeting.interpreter == kNobody) return {};
  return {book.interpreters[static_cast<size_t>(meeting.interpreter)].name};
}

HtmlCell PersonCell(const BookPerson& person, const cli::Words& words) {
  return {LabelOf(person, words), person.organization};
}

const char* RowStyle(const BookMeeting& meeting) {
  return meeting.takes_place() ? "" : "off";
}

void AddAgenda(const FairBook& book, int person, const cli::Words& words,
               HtmlDocument& document) {
  document.BeginTable({{words(Word::kTimeOfDay), 16},
                       {words(Word::kTable), 13},
                       {words(Word::kArea), 14},
                       {words(Word::kPartner), 31},
                       {words(Word::kInterpreter), 14},
                       {words(Word::kMeetingStatus), 12}});
  Bands bands(book, words, document);
  for (const int place : book.persons[static_cast<size_t>(person)].meetings) {
    const BookMeeting& meeting = book.meetings[static_cast<size_t>(place)];
    const BookSlot& slot = book.slots[static_cast<size_t>(meeting.slot)];
    bands.Before(slot);
    HtmlCell table, area;
    if (meeting.table != kNobody) {
      const BookTable& at = book.tables[static_cast<size_t>(meeting.table)];
      table.text = at.name;
      area.text = at.area_name;
    }
    document.AddRow({{TimeText(slot)},
                     table,
                     area,
                     PersonCell(PartnerOf(book, meeting, person), words),
                     InterpreterCell(book, meeting),
                     {StatusText(meeting.status, words)}},
                    RowStyle(meeting));
  }
  document.EndTable();
}

void AddTablePlan(const FairBook& book, const BookTable& table,
                  const cli::Words& words, HtmlDocument& document) {
  document.BeginTable({{words(Word::kTimeOfDay), 16},
                       {words(Word::kBuyer), 29},
                       {words(Word::kSupplier), 29},
                       {words(Word::kInterpreter), 14},
                       {words(Word::kMeetingStatus), 12}});
  Bands bands(book, words, document);
  for (const int place : table.meetings) {
    const BookMeeting& meeting = book.meetings[static_cast<size_t>(place)];
    const BookSlot& slot = book.slots[static_cast<size_t>(meeting.slot)];
    bands.Before(slot);
    const auto side = [&](int person) {
      return PersonCell(book.persons[static_cast<size_t>(person)], words);
    };
    document.AddRow({{TimeText(slot)},
                     side(meeting.buyer),
                     side(meeting.supplier),
                     InterpreterCell(book, meeting),
                     {StatusText(meeting.status, words)}},
                    RowStyle(meeting));
  }
  document.EndTable();
}

}  // namespace

std::string AgendasHtml(const FairBook& book, const std::vector<int>& persons,
                        const Edition& edition) {
  const cli::Words& words = edition.words;
  HtmlDocument document(book, edition, words(Word::kAgenda));
  for (const int place : persons) {
    const BookPerson& person = book.persons[static_cast<size_t>(place)];
    document.BeginSection(LabelOf(person, words), person.organization);
    if (person.meetings.empty()) {
      document.AddParagraph(words(Word::kNoMeetings));
    } else {
      AddAgenda(book, place, words, document);
    }
    document.EndSection();
  }
  return std::move(document).Finish();
}

std::string TablePlansHtml(const FairBook& book, const Edition& edition) {
  const cli::Words& words = edition.words;
  HtmlDocument document(book, edition, words(Word::kTablePlan));
  for (const BookTable& table : book.tables) {
    if (table.meetings.empty()) continue;
    document.BeginSection(table.name, table.area_name);
    AddTablePlan(book, table, words, document);
    document.EndSection();
  }
  return std::move(document).Finish();
}

}  // namespace ketnoi::agenda
