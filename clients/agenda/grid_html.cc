// Everybody's and every table's meetings, in parts that fit on a page.

#include <algorithm>
#include <string>
#include <vector>

#include "clients/agenda/html.h"
#include "clients/cli/text_width.h"

namespace ketnoi::agenda {
namespace {

using cli::Word;

// Columns of a name in a cell of the grid; more is shortened.
constexpr size_t kGridName = 32;
constexpr size_t kGridHead = 80;

// The slots of a part: [first, last) of FairBook::slots, of one day.
struct SlotRange {
  size_t first;
  size_t last;
};

// The days' slots that have meetings at all, in parts as even as can be.
std::vector<SlotRange> PartsOf(const FairBook& book) {
  std::vector<SlotRange> parts;
  for (size_t first = 0; first < book.slots.size();) {
    size_t last = first;
    while (last < book.slots.size() &&
           book.slots[last].date == book.slots[first].date) {
      ++last;
    }
    const size_t count = (last - first + kGridSlots - 1) / kGridSlots;
    for (size_t i = 0; i < count; ++i) {
      parts.push_back({first + (last - first) * i / count,
                       first + (last - first) * (i + 1) / count});
    }
    first = last;
  }
  return parts;
}

// One row: the meetings at `places`, one cell a slot; `text` of each is what
// the cell says.
template <typename Text>
void AddGridRow(const FairBook& book, const SlotRange& part, HtmlCell head,
                const std::vector<int>& places, const Text& text,
                HtmlDocument& document) {
  std::vector<HtmlCell> cells = {std::move(head)};
  cells.resize(1 + part.last - part.first);
  for (const int place : places) {
    const BookMeeting& meeting = book.meetings[static_cast<size_t>(place)];
    const auto slot = static_cast<size_t>(meeting.slot);
    if (slot < part.first || slot >= part.last || !meeting.takes_place()) {
      continue;
    }
    HtmlCell& cell = cells[1 + slot - part.first];
    const HtmlCell one = text(meeting);
    if (!cell.text.empty()) cell.text += " + ";
    if (!cell.note.empty()) cell.note += " + ";
    cell.text += one.text;
    cell.note += one.note;
  }
  document.AddRow(cells);
}

std::vector<HtmlColumn> GridColumns(const FairBook& book, const SlotRange& part,
                                    const char* head) {
  const auto slots = static_cast<int>(part.last - part.first);
  const int each = std::min(82 / slots, 20);
  std::vector<HtmlColumn> columns = {{head, 100 - each * slots}};
  for (size_t i = part.first; i < part.last; ++i) {
    columns.push_back({TimeText(book.slots[i]), each});
  }
  return columns;
}

// Writes a part of the grid, in sections of at most kGridRows rows: what is
// begun at once is laid out at once.
class PartWriter {
 public:
  PartWriter(const FairBook& book, const SlotRange& part, Word title, Word head,
             const cli::Words& words, HtmlDocument& document)
      : book_(book),
        part_(part),
        title_(words(title)),
        head_(words(head)),
        day_(DayText(book, book.slots[part.first], words)),
        document_(document) {}

  template <typename Text>
  void Add(HtmlCell head, const std::vector<int>& places, const Text& text) {
    if (rows_ == kGridRows) End();
    if (rows_ == 0) {
      document_.BeginSection(title_, day_, true);
      document_.BeginTable(GridColumns(book_, part_, head_), true);
    }
    ++rows_;
    AddGridRow(book_, part_, std::move(head), places, text, document_);
  }

  void End() {
    if (rows_ == 0) return;
    document_.EndTable();
    document_.EndSection();
    rows_ = 0;
  }

 private:
  const FairBook& book_;
  const SlotRange part_;
  const char* const title_;
  const char* const head_;
  const std::string day_;
  HtmlDocument& document_;
  size_t rows_ = 0;  // Of the section that was begun.
};

void AddPersonGrid(const FairBook& book, const SlotRange& part,
                   const cli::Words& words, HtmlDocument& document) {
  PartWriter writer(book, part, Word::kMeetingGrid, Word::kParticipant, words,
                    document);
  for (size_t i = 0; i < book.persons.size(); ++i) {
    const BookPerson& person = book.persons[i];
    if (person.meetings.empty()) continue;
    const auto text = [&](const BookMeeting& meeting) {
      const BookPerson& partner = PartnerOf(book, meeting, static_cast<int>(i));
      HtmlCell cell = {cli::Shorten(partner.name, kGridName)};
      if (meeting.table != kNobody) {
        cell.note = cli::Shorten(
            book.tables[static_cast<size_t>(meeting.table)].name, kGridName);
      }
      return cell;
    };
    writer.Add({cli::Shorten(LabelOf(person, words), kGridHead)},
               person.meetings, text);
  }
  writer.End();
}

void AddTableGrid(const FairBook& book, const SlotRange& part,
                  const cli::Words& words, HtmlDocument& document) {
  PartWriter writer(book, part, Word::kTablePlan, Word::kTable, words,
                    document);
  const auto text = [&](const BookMeeting& meeting) {
    const auto name = [&](int person) {
      return cli::Shorten(book.persons[static_cast<size_t>(person)].name,
                          kGridName);
    };
    return HtmlCell{name(meeting.buyer) + " – " + name(meeting.supplier)};
  };
  for (const BookTable& table : book.tables) {
    if (table.meetings.empty()) continue;
    writer.Add({cli::Shorten(table.name, kGridHead),
                cli::Shorten(table.area_name, kGridHead)},
               table.meetings, text);
  }
  writer.End();
}

}  // namespace

std::string GridHtml(const FairBook& book, const Edition& edition) {
  const cli::Words& words = edition.words;
  HtmlDocument document(book, edition, words(Word::kMeetingGrid));
  const std::vector<SlotRange> parts = PartsOf(book);
  for (const SlotRange& part : parts) {
    AddPersonGrid(book, part, words, document);
  }
  for (const SlotRange& part : parts) AddTableGrid(book, part, words, document);
  return std::move(document).Finish();
}

}  // namespace ketnoi::agenda
