#include "clients/cli/fair_happenings.h"

#include <algorithm>
#include <utility>

#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

void Say(Context& context, const std::string& what) {
  context.err << what << '\n';
}

// Puts tables out of use in `fair`, and says of each in how many further slots.
absl::StatusOr<std::vector<std::string>> BreakTables(
    const FairHappenings& happenings, const Words& words, v1::Fair& fair) {
  std::vector<std::string> said;
  for (const std::string& id : happenings.broken_tables) {
    const auto table = std::find_if(
        fair.mutable_tables()->begin(), fair.mutable_tables()->end(),
        [&](const v1::Table& one) { return one.id() == id; });
    if (table == fair.mutable_tables()->end()) {
      return absl::NotFoundError(
          fmt::format("--table-out: {} has no table \"{}\"", fair.name(), id));
    }
    int slots = 0;
    for (const v1::Session& session : fair.sessions()) {
      for (const v1::Slot& slot : session.slots()) {
        // Civil times of one form compare as texts do.
        const auto& out = table->unavailable_slots();
        if (slot.start_time() <= happenings.at ||
            std::find(out.begin(), out.end(), slot.id()) != out.end()) {
          continue;
        }
        table->add_unavailable_slots(slot.id());
        ++slots;
      }
    }
    said.push_back(words.Format(Word::kSaidTableOut, id, slots));
  }
  return said;
}

}  // namespace

absl::StatusOr<FairHappenings> ReadFairHappenings(const Arguments& arguments) {
  FairHappenings happenings;
  happenings.at = arguments.Get("at");
  if (happenings.at.empty()) {
    return absl::InvalidArgumentError(
        "--at TIME says what time it is at the fair, such as "
        "2027-03-04T10:30");
  }
  for (const std::string& one : arguments.GetAll("no-show")) {
    happenings.no_shows.push_back(IdOf(one));
  }
  for (const std::string& one : arguments.GetAll("late")) {
    const size_t equal = one.find('=');
    if (equal == std::string::npos || equal == 0 || equal + 1 == one.size()) {
      return absl::InvalidArgumentError(fmt::format(
          "--late: \"{}\" is not ID=TIME, such as acme=2027-03-04T11:00", one));
    }
    happenings.arrivals.push_back(
        {IdOf(one.substr(0, equal)), one.substr(equal + 1)});
  }
  happenings.broken_tables = arguments.GetAll("table-out");
  return happenings;
}

absl::StatusOr<FairNotes> MakeFairNotes(const std::string& fair,
                                        const FairHappenings& happenings,
                                        Context& context) {
  const Words& words = context.words;
  FairNotes notes;
  if (!happenings.broken_tables.empty()) {
    v1::GetFairRequest get;
    get.set_name(fair);
    auto read = context.client.GetFair(get);
    if (!read.ok()) return read.status();
    auto said = BreakTables(happenings, words, *read);
    if (!said.ok()) return said.status();
    notes.said_of_tables = *std::move(said);
    // The etag that was read: nothing that others write meanwhile is lost.
    *notes.tables.mutable_fair() = *std::move(read);
    notes.tables.mutable_update_mask()->add_paths("tables");
  }
  const auto add = [&](const std::string& id, const char* path,
                       std::string text) -> v1::Participant& {
    FairNotes::Note& note = notes.participants.emplace_back();
    note.said = std::move(text);
    note.update.mutable_update_mask()->add_paths(path);
    note.update.mutable_participant()->set_name(fair + "/participants/" + id);
    return *note.update.mutable_participant();
  };
  for (const std::string& id : happenings.no_shows) {
    add(id, "attendance", words.Format(Word::kSaidNoShow, id))
        .set_attendance(v1::ATTENDANCE_NO_SHOW);
  }
  for (const auto& [id, time] : happenings.arrivals) {
    add(id, "arrival_time", words.Format(Word::kSaidLate, id, time))
        .set_arrival_time(time);
  }
  return notes;
}

absl::Status CheckFairNotes(const FairNotes& notes, Context& context) {
  if (notes.tables.has_fair()) {
    v1::UpdateFairRequest tables = notes.tables;
    tables.set_validate_only(true);
    const auto checked = context.client.UpdateFair(tables);
    if (!checked.ok()) return checked.status();
  }
  for (const FairNotes::Note& note : notes.participants) {
    v1::UpdateParticipantRequest update = note.update;
    update.set_validate_only(true);
    const auto checked = context.client.UpdateParticipant(update);
    if (!checked.ok()) return checked.status();
  }
  return absl::OkStatus();
}

absl::Status WriteFairNotes(const FairNotes& notes, Context& context) {
  if (notes.tables.has_fair()) {
    const auto written = context.client.UpdateFair(notes.tables);
    if (!written.ok()) return written.status();
    for (const std::string& what : notes.said_of_tables) Say(context, what);
  }
  for (const FairNotes::Note& note : notes.participants) {
    const auto written = context.client.UpdateParticipant(note.update);
    if (!written.ok()) return written.status();
    Say(context, note.said);
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::cli
