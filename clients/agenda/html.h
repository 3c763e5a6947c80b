// The forms of a book on paper, each one document of HTML (docs/agendas.md).
// Pure; thread-safe. The time is linear in the meetings, but for the grid: in
// participants times slots.

#ifndef KETNOI_CLIENTS_AGENDA_HTML_H_
#define KETNOI_CLIENTS_AGENDA_HTML_H_

#include <string>
#include <vector>

#include "clients/agenda/book.h"
#include "clients/agenda/changes.h"
#include "clients/agenda/html_document.h"

namespace ketnoi::agenda {

// The agenda of each of `persons` (places in FairBook::persons), a page or more
// each. Meetings that are cancelled are struck out.
std::string AgendasHtml(const FairBook& book, const std::vector<int>& persons,
                        const Edition& edition);

// The meetings at each table that has any.
std::string TablePlansHtml(const FairBook& book, const Edition& edition);

// Participants by slots, then tables by slots; what is cancelled is left out. A
// section has slots of one day, at most kGridSlots of them, and at most
// kGridRows rows.
inline constexpr size_t kGridSlots = 8;
inline constexpr size_t kGridRows = 200;
std::string GridHtml(const FairBook& book, const Edition& edition);

// A sign for each table of the fair.
std::string SignsHtml(const FairBook& book, const Edition& edition);

// For each session, those who have meetings in it, with a box to tick.
std::string AttendanceHtml(const FairBook& book, const Edition& edition);

// Who must be told what. `changes` lead from `before` to `after`.
std::string ChangesHtml(const FairBook& before, const FairBook& after,
                        const BookChanges& changes, const Edition& edition);

}  // namespace ketnoi::agenda

#endif  // KETNOI_CLIENTS_AGENDA_HTML_H_
