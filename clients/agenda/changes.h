#ifndef KETNOI_CLIENTS_AGENDA_CHANGES_H_
#define KETNOI_CLIENTS_AGENDA_CHANGES_H_

#include <string>
#include <vector>

#include "clients/agenda/book.h"
#include "clients/cli/words.h"

namespace ketnoi::agenda {

enum class ChangeKind { kNew, kMoved, kDropped };

// What becomes of a meeting. kMoved: its time, table or interpreter is another.
struct MeetingChange {
  ChangeKind kind = ChangeKind::kNew;
  int before = kNobody;  // Of the former book's meetings; kNobody: kNew.
  int after = kNobody;   // Of the later book's; kNobody: kDropped.
};

// Someone who must be told: by the name in the later book, else the former one.
struct Notice {
  BookPerson person;
  bool interprets = false;             // An interpreter.
  std::vector<MeetingChange> changes;  // By time.
};

struct BookChanges {
  std::vector<MeetingChange> meetings;  // By time.
  std::vector<Notice> notices;  // Buyers, suppliers, interpreters; by name.

  int CountOf(ChangeKind kind) const;
};

// What leads from a book to a later one of the same fair. Meetings are the same
// if their ids are; one that is cancelled is none. An interpreter who changes
// is told of a new meeting, the former one of a dropped one.
BookChanges ChangesBetween(const FairBook& before, const FairBook& after);

// Whether a meeting of the former book is gone, or at another time or table.
bool ChangesPlace(const FairBook& before, const FairBook& after,
                  const MeetingChange& change);

// "new", "moved", "dropped".
const char* ChangeName(ChangeKind kind);
// What people call it, in the language of `words`.
const char* ChangeText(ChangeKind kind, const cli::Words& words);

}  // namespace ketnoi::agenda

#endif  // KETNOI_CLIENTS_AGENDA_CHANGES_H_
