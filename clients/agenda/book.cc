#include "clients/agenda/book.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "clients/agenda/name_order.h"
#include "clients/cli/resource_id.h"
#include "clients/cli/text_width.h"
#include "fmt/format.h"

namespace ketnoi::agenda {
namespace {

using cli::IdOf;

// Where the members of a list are, by their ids.
using Places = absl::flat_hash_map<std::string, int>;

template <typename Member>
Places PlacesOf(const std::vector<Member>& members) {
  Places places;
  for (const Member& member : members) {
    places.emplace(member.id, static_cast<int>(places.size()));
  }
  return places;
}

// The place of `id`; at the end of `members`, with the id for its name, if it
// is in none.
template <typename Member>
int PlaceOf(const std::string& id, std::vector<Member>& members,
            Places& places) {
  if (id.empty()) return kNobody;
  const auto [found, added] =
      places.try_emplace(id, static_cast<int>(members.size()));
  if (added) {
    Member member;
    member.id = id;
    member.name = cli::Printable(id);
    members.push_back(std::move(member));
  }
  return found->second;
}

// Makes a book in steps: the fair, the participants, then its meetings.
class BookMaker {
 public:
  explicit BookMaker(const cli::Words& words) : words_(words) {}

  absl::Status TakeFair(const v1::Fair& fair);
  void TakeParticipants(const std::vector<v1::Participant>& participants);
  // `meeting` is v1::Meeting or v1::ScheduledMeeting, in `slot`.
  template <typename Message>
  BookMeeting& AddMeeting(const Message& meeting, int slot);
  // The place of a slot of the fair; kNobody: it has none of this id.
  int FindSlot(const std::string& id) const;
  // That of a meeting with times: these count, should the fair have changed
  // since.
  template <typename Message>
  int SlotOf(const Message& meeting);
  int AddSlot(const std::string& id, absl::Time begin, absl::Time end,
              int session, bool former);
  FairBook Finish() &&;
  FairBook& book() { return book_; }

 private:
  std::string NameOf(const v1::LocalizedText& name, const std::string& id) {
    const std::string text = cli::Printable(TextIn(words_, name));
    return text.empty() ? cli::Printable(id) : text;
  }
  absl::Status TakeSlots(const v1::Fair& fair);
  // The place of a participant of that side.
  int AddSide(const std::string& name, v1::ParticipantSide side);
  void SortSlots();
  void SortPersons();
  void TellPlaces();

  const cli::Words& words_;
  FairBook book_;
  Places slots_, tables_, persons_, interpreters_;
};

absl::Status BookMaker::TakeSlots(const v1::Fair& fair) {
  for (const v1::Session& session : fair.sessions()) {
    const auto place = static_cast<int>(book_.sessions.size());
    book_.sessions.push_back(
        {session.id(), NameOf(session.display_name(), session.id())});
    for (const v1::Slot& slot : session.slots()) {
      absl::CivilMinute civil;
      if (!absl::ParseCivilTime(slot.start_time(), &civil)) {
        return absl::InvalidArgumentError(
            fmt::format("slot {}: \"{}\" is no time", slot.id(),
                        cli::Printable(slot.start_time())));
      }
      const absl::Time begin = book_.zone.At(absl::CivilSecond(civil)).pre;
      AddSlot(slot.id(), begin, begin + absl::Minutes(slot.duration_minutes()),
              place, false);
    }
  }
  return absl::OkStatus();
}

absl::Status BookMaker::TakeFair(const v1::Fair& fair) {
  book_.id = IdOf(fair.name());
  book_.name = NameOf(fair.display_name(), book_.id);
  book_.venue = NameOf(fair.venue(), "");
  book_.composed = fair.composed();
  book_.time_zone = fair.time_zone();
  if (!absl::LoadTimeZone(fair.time_zone(), &book_.zone)) {
    return absl::InvalidArgumentError(
        fmt::format("this machine does not know the time zone \"{}\"; the "
                    "package tzdata has all of them",
                    cli::Printable(fair.time_zone())));
  }
  const absl::Status status = TakeSlots(fair);
  if (!status.ok()) return status;
  Places areas;
  for (const v1::Area& area : fair.areas()) {
    areas.emplace(area.id(), static_cast<int>(areas.size()));
  }
  for (const v1::Table& table : fair.tables()) {
    BookTable member;
    member.id = table.id();
    member.name = NameOf(table.display_name(), table.id());
    member.area = table.area();
    const auto area = areas.find(table.area());
    member.area_name =
        area == areas.end()
            ? cli::Printable(table.area())
            : NameOf(fair.areas(area->second).display_name(), table.area());
    member.capacity = std::max(1, table.capacity());
    member.unavailable_slots.assign(table.unavailable_slots().begin(),
                                    table.unavailable_slots().end());
    book_.tables.push_back(std::move(member));
  }
  for (const v1::Interpreter& interpreter : fair.interpreters()) {
    BookPerson member;
    member.id = interpreter.id();
    member.name = cli::Printable(interpreter.full_name());
    if (member.name.empty()) member.name = member.id;
    book_.interpreters.push_back(std::move(member));
  }
  tables_ = PlacesOf(book_.tables);
  interpreters_ = PlacesOf(book_.interpreters);
  return absl::OkStatus();
}

void BookMaker::TakeParticipants(
    const std::vector<v1::Participant>& participants) {
  for (const v1::Participant& participant : participants) {
    BookPerson member;
    member.id = IdOf(participant.name());
    member.name = NameOf(participant.display_name(), member.id);
    member.organization = cli::Printable(participant.organization());
    member.composed = participant.composed();
    member.seated = participant.seated();
    member.side = participant.side();
    member.attendance = participant.attendance();
    const auto table = tables_.find(participant.table());
    if (table != tables_.end()) member.table = table->second;
    book_.persons.push_back(std::move(member));
  }
  persons_ = PlacesOf(book_.persons);
}

int BookMaker::FindSlot(const std::string& id) const {
  const auto found = slots_.find(id);
  return found == slots_.end() ? kNobody : found->second;
}

template <typename Message>
int BookMaker::SlotOf(const Message& meeting) {
  const absl::Time begin =
      absl::FromUnixSeconds(meeting.start_time().seconds());
  const absl::Time end = absl::FromUnixSeconds(meeting.end_time().seconds());
  const int slot = FindSlot(meeting.slot());
  int session = kNobody;
  if (slot != kNobody) {
    const BookSlot& now = book_.slots[static_cast<size_t>(slot)];
    if (now.begin == begin && now.end == end) return slot;
    session = now.session;
  }
  for (size_t s = 0; s < book_.slots.size(); ++s) {
    const BookSlot& other = book_.slots[s];
    if (other.former && other.id == meeting.slot() && other.begin == begin &&
        other.end == end) {
      return static_cast<int>(s);
    }
  }
  return AddSlot(meeting.slot(), begin, end, session, true);
}

int BookMaker::AddSlot(const std::string& id, absl::Time begin, absl::Time end,
                       int session, bool former) {
  BookSlot slot;
  slot.id = id;
  slot.session = session;
  slot.former = former;
  slot.begin = begin;
  slot.end = end;
  slot.date = absl::FormatTime("%Y-%m-%d", begin, book_.zone);
  slot.from = absl::FormatTime("%H:%M", begin, book_.zone);
  slot.to = absl::FormatTime("%H:%M", end, book_.zone);
  const auto place = static_cast<int>(book_.slots.size());
  if (!former) slots_.emplace(id, place);
  book_.slots.push_back(std::move(slot));
  return place;
}

int BookMaker::AddSide(const std::string& name, v1::ParticipantSide side) {
  const std::string id = IdOf(name);
  const int place = PlaceOf(id.empty() ? "-" : id, book_.persons, persons_);
  book_.persons[static_cast<size_t>(place)].side = side;
  return place;
}

template <typename Message>
BookMeeting& BookMaker::AddMeeting(const Message& meeting, int slot) {
  BookMeeting member;
  member.id = IdOf(meeting.wish());
  member.slot = slot;
  member.buyer = AddSide(meeting.buyer(), v1::PARTICIPANT_SIDE_BUYER);
  member.supplier = AddSide(meeting.supplier(), v1::PARTICIPANT_SIDE_SUPPLIER);
  member.table = PlaceOf(meeting.table(), book_.tables, tables_);
  member.interpreter =
      PlaceOf(meeting.interpreter(), book_.interpreters, interpreters_);
  return book_.meetings.emplace_back(std::move(member));
}

// New places of the members of a list, by the order of `keys`.
template <typename Key>
std::vector<int> NewPlaces(const std::vector<Key>& keys) {
  std::vector<int> order(keys.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return keys[static_cast<size_t>(a)] < keys[static_cast<size_t>(b)];
  });
  std::vector<int> places(keys.size());
  for (size_t i = 0; i < order.size(); ++i) {
    places[static_cast<size_t>(order[i])] = static_cast<int>(i);
  }
  return places;
}

template <typename Member>
void Reorder(const std::vector<int>& places, std::vector<Member>& members) {
  std::vector<Member> sorted(members.size());
  for (size_t i = 0; i < members.size(); ++i) {
    sorted[static_cast<size_t>(places[i])] = std::move(members[i]);
  }
  members = std::move(sorted);
}

void BookMaker::SortSlots() {
  std::vector<absl::Time> keys;
  for (const BookSlot& slot : book_.slots) keys.push_back(slot.begin);
  const std::vector<int> places = NewPlaces(keys);
  Reorder(places, book_.slots);
  for (BookMeeting& meeting : book_.meetings) {
    meeting.slot = places[static_cast<size_t>(meeting.slot)];
  }
}

void BookMaker::SortPersons() {
  const NameOrder order(words_.code());
  std::vector<std::tuple<int, std::string, std::string>> keys;
  for (const BookPerson& person : book_.persons) {
    keys.emplace_back(person.side, order.KeyOf(person.name), person.id);
  }
  const std::vector<int> places = NewPlaces(keys);
  Reorder(places, book_.persons);
  for (BookMeeting& meeting : book_.meetings) {
    meeting.buyer = places[static_cast<size_t>(meeting.buyer)];
    meeting.supplier = places[static_cast<size_t>(meeting.supplier)];
  }
}

// Tells persons and tables their meetings.
void BookMaker::TellPlaces() {
  for (size_t i = 0; i < book_.meetings.size(); ++i) {
    const BookMeeting& meeting = book_.meetings[i];
    const auto tell = [i](int place, auto& members) {
      if (place == kNobody) return;
      members[static_cast<size_t>(place)].meetings.push_back(
          static_cast<int>(i));
    };
    tell(meeting.buyer, book_.persons);
    tell(meeting.supplier, book_.persons);
    tell(meeting.interpreter, book_.interpreters);
    tell(meeting.table, book_.tables);
    for (const int side : {meeting.buyer, meeting.supplier}) {
      BookPerson& person = book_.persons[static_cast<size_t>(side)];
      if (!meeting.takes_place()) continue;
      if (person.seated && person.table == kNobody) {
        person.table = meeting.table;
      }
    }
  }
}

FairBook BookMaker::Finish() && {
  SortSlots();
  SortPersons();
  std::sort(book_.meetings.begin(), book_.meetings.end(),
            [](const BookMeeting& a, const BookMeeting& b) {
              return std::tie(a.slot, a.table, a.id) <
                     std::tie(b.slot, b.table, b.id);
            });
  TellPlaces();
  return std::move(book_);
}

}  // namespace

absl::StatusOr<FairBook> BookOfMeetings(
    const v1::Fair& fair, const std::vector<v1::Participant>& participants,
    const std::vector<v1::Meeting>& meetings, const cli::Words& words) {
  BookMaker maker(words);
  const absl::Status status = maker.TakeFair(fair);
  if (!status.ok()) return status;
  maker.TakeParticipants(participants);
  for (const v1::Meeting& meeting : meetings) {
    BookMeeting& member = maker.AddMeeting(meeting, maker.SlotOf(meeting));
    member.sequence = meeting.sequence();
    if (meeting.status() != v1::MEETING_STATUS_UNSPECIFIED) {
      member.status = meeting.status();
    }
  }
  return std::move(maker).Finish();
}

absl::StatusOr<FairBook> BookOfSchedule(
    const v1::Fair& fair, const std::vector<v1::Participant>& participants,
    const v1::Schedule& schedule,
    const std::vector<v1::ScheduledMeeting>& meetings,
    const cli::Words& words) {
  BookMaker maker(words);
  const absl::Status status = maker.TakeFair(fair);
  if (!status.ok()) return status;
  maker.TakeParticipants(participants);
  for (const v1::ScheduledMeeting& meeting : meetings) {
    const int slot = meeting.has_start_time() ? maker.SlotOf(meeting)
                                              : maker.FindSlot(meeting.slot());
    if (slot == kNobody) {
      return absl::FailedPreconditionError(
          fmt::format("schedule {} has meetings in slot {}, which the fair no "
                      "longer has",
                      schedule.number(), cli::Printable(meeting.slot())));
    }
    maker.AddMeeting(meeting, slot);
  }
  FairBook book = std::move(maker).Finish();
  book.version = fmt::format("{}", schedule.number());
  book.draft = schedule.state() != v1::SCHEDULE_STATE_PUBLISHED;
  return book;
}

}  // namespace ketnoi::agenda
