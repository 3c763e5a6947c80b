#include "clients/agenda/changes.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace ketnoi::agenda {
namespace {

using Changes = std::vector<MeetingChange>;
using ChangesById = absl::flat_hash_map<std::string, Changes>;

// The meetings that take place, by id.
absl::flat_hash_map<std::string, int> HeldById(const FairBook& book) {
  absl::flat_hash_map<std::string, int> held;
  for (size_t i = 0; i < book.meetings.size(); ++i) {
    const BookMeeting& meeting = book.meetings[i];
    if (meeting.takes_place()) held.emplace(meeting.id, static_cast<int>(i));
  }
  return held;
}

const BookMeeting& MeetingAt(const FairBook& book, int place) {
  return book.meetings[static_cast<size_t>(place)];
}

// The id of a member of a list; empty: of none.
template <typename Member>
std::string IdAt(const std::vector<Member>& members, int place) {
  return place == kNobody ? "" : members[static_cast<size_t>(place)].id;
}

std::string InterpreterId(const FairBook& book, int meeting) {
  if (meeting == kNobody) return "";
  return IdAt(book.interpreters, MeetingAt(book, meeting).interpreter);
}

// Whether the two meetings have the same time and table.
bool SamePlace(const FairBook& before, int old_meeting, const FairBook& after,
               int meeting) {
  const BookMeeting& old = MeetingAt(before, old_meeting);
  const BookMeeting& now = MeetingAt(after, meeting);
  const BookSlot& old_slot = before.slots[static_cast<size_t>(old.slot)];
  const BookSlot& slot = after.slots[static_cast<size_t>(now.slot)];
  return old_slot.begin == slot.begin && old_slot.end == slot.end &&
         IdAt(before.tables, old.table) == IdAt(after.tables, now.table);
}

class ChangeFinder {
 public:
  ChangeFinder(const FairBook& before, const FairBook& after)
      : before_(before), after_(after) {}

  BookChanges Find() {
    const auto old = HeldById(before_);
    const auto held = HeldById(after_);
    for (const auto& [id, place] : held) {
      const auto found = old.find(id);
      if (found == old.end()) {
        result_.meetings.push_back({ChangeKind::kNew, kNobody, place});
      } else if (IsMoved(found->second, place)) {
        result_.meetings.push_back({ChangeKind::kMoved, found->second, place});
      }
    }
    for (const auto& [id, place] : old) {
      if (held.contains(id)) continue;
      result_.meetings.push_back({ChangeKind::kDropped, place, kNobody});
    }
    Sort(result_.meetings);
    for (const MeetingChange& change : result_.meetings) Tell(change);
    Notify(after_.persons, sides_, false);
    Notify(before_.persons, sides_, false);
    Notify(after_.interpreters, interpreters_, true);
    Notify(before_.interpreters, interpreters_, true);
    return std::move(result_);
  }

 private:
  bool IsMoved(int before, int after) const {
    return !SamePlace(before_, before, after_, after) ||
           InterpreterId(before_, before) != InterpreterId(after_, after);
  }

  absl::Time TimeOf(const MeetingChange& change) const {
    const FairBook& book = change.after == kNobody ? before_ : after_;
    const int place = change.after == kNobody ? change.before : change.after;
    return book.slots[static_cast<size_t>(MeetingAt(book, place).slot)].begin;
  }

  const std::string& IdOfMeeting(const MeetingChange& change) const {
    return change.after == kNobody ? MeetingAt(before_, change.before).id
                                   : MeetingAt(after_, change.after).id;
  }

  void Sort(Changes& changes) const {
    std::sort(changes.begin(), changes.end(),
              [this](const MeetingChange& a, const MeetingChange& b) {
                const absl::Time at = TimeOf(a), bt = TimeOf(b);
                return at != bt ? at < bt : IdOfMeeting(a) < IdOfMeeting(b);
              });
  }

  // Notes a change with everybody whom it concerns.
  void Tell(const MeetingChange& change) {
    const bool dropped = change.after == kNobody;
    const FairBook& book = dropped ? before_ : after_;
    const BookMeeting& meeting =
        MeetingAt(book, dropped ? change.before : change.after);
    for (const int side : {meeting.buyer, meeting.supplier}) {
      sides_[IdAt(book.persons, side)].push_back(change);
    }
    const std::string old = InterpreterId(before_, change.before);
    const std::string now = InterpreterId(after_, change.after);
    if (old == now) {
      if (!now.empty()) interpreters_[now].push_back(change);
      return;
    }
    if (!old.empty()) {
      interpreters_[old].push_back(
          {ChangeKind::kDropped, change.before, kNobody});
    }
    if (!now.empty()) {
      interpreters_[now].push_back({ChangeKind::kNew, kNobody, change.after});
    }
  }

  // Takes the changes of `persons` out of `changes`, into notices.
  void Notify(const std::vector<BookPerson>& persons, ChangesById& changes,
              bool interprets) {
    for (const BookPerson& person : persons) {
      const auto found = changes.find(person.id);
      if (found == changes.end()) continue;
      Sort(found->second);
      result_.notices.push_back({person, interprets, std::move(found->second)});
      changes.erase(found);
    }
  }

  const FairBook& before_;
  const FairBook& after_;
  ChangesById sides_, interpreters_;
  BookChanges result_;
};

}  // namespace

int BookChanges::CountOf(ChangeKind kind) const {
  return static_cast<int>(std::count_if(
      meetings.begin(), meetings.end(),
      [kind](const auto& change) { return change.kind == kind; }));
}

BookChanges ChangesBetween(const FairBook& before, const FairBook& after) {
  return ChangeFinder(before, after).Find();
}

bool ChangesPlace(const FairBook& before, const FairBook& after,
                  const MeetingChange& change) {
  if (change.before == kNobody) return false;
  return change.after == kNobody ||
         !SamePlace(before, change.before, after, change.after);
}

const char* ChangeName(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kNew:
      return "new";
    case ChangeKind::kMoved:
      return "moved";
    default:
      return "dropped";
  }
}

const char* ChangeText(ChangeKind kind, const cli::Words& words) {
  switch (kind) {
    case ChangeKind::kNew:
      return words(cli::Word::kChangeNew);
    case ChangeKind::kMoved:
      return words(cli::Word::kChangeMoved);
    default:
      return words(cli::Word::kChangeDropped);
  }
}

}  // namespace ketnoi::agenda
