// How a book's members are told to people.

#include <map>
#include <string_view>

#include "absl/time/civil_time.h"
#include "clients/agenda/book.h"
#include "fmt/format.h"

namespace ketnoi::agenda {

namespace {
using cli::Word;
}  // namespace

const BookPerson& PartnerOf(const FairBook& book, const BookMeeting& meeting,
                            int person) {
  return book.persons[static_cast<size_t>(
      meeting.buyer == person ? meeting.supplier : meeting.buyer)];
}

std::string LabelOf(const BookPerson& person, const cli::Words& words) {
  if (!person.composed) return person.name;
  return fmt::format("{} ({})", person.name, words(Word::kComposedMark));
}

std::string DayText(const FairBook& book, const BookSlot& slot,
                    const cli::Words& words) {
  constexpr Word kDays[] = {Word::kMonday,   Word::kTuesday, Word::kWednesday,
                            Word::kThursday, Word::kFriday,  Word::kSaturday,
                            Word::kSunday};
  const absl::Weekday day =
      absl::GetWeekday(absl::ToCivilDay(slot.begin, book.zone));
  const char* form =
      words.language() == cli::Language::kVietnamese ? "%d/%m/%Y" : "%Y-%m-%d";
  return fmt::format("{}, {}", words(kDays[static_cast<size_t>(day)]),
                     absl::FormatTime(form, slot.begin, book.zone));
}

std::vector<std::string> SlotKeys(const FairBook& book) {
  std::map<std::string_view, int> counts;
  for (const BookSlot& slot : book.slots) ++counts[slot.id];
  std::vector<std::string> keys;
  for (const BookSlot& slot : book.slots) {
    keys.push_back(counts[slot.id] == 1
                       ? slot.id
                       : fmt::format("{}@{}/{}", slot.id,
                                     LocalTimeText(book, slot.begin),
                                     LocalTimeText(book, slot.end)));
  }
  return keys;
}

std::string TimeText(const BookSlot& slot) { return slot.from + "–" + slot.to; }

std::string LocalTimeText(const FairBook& book, absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%S%Ez", time, book.zone);
}

const char* StatusText(v1::MeetingStatus status, const cli::Words& words) {
  switch (status) {
    case v1::MEETING_STATUS_HELD:
      return words(Word::kMeetingHeld);
    case v1::MEETING_STATUS_NO_SHOW:
      return words(Word::kMeetingNoShow);
    case v1::MEETING_STATUS_CANCELLED:
      return words(Word::kMeetingCancelled);
    default:
      return words(Word::kMeetingPlanned);
  }
}

}  // namespace ketnoi::agenda
