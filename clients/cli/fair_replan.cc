#include "clients/cli/fair_replan.h"

#include <cstdint>
#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "clients/agenda/changes.h"
#include "clients/agenda/sheet.h"
#include "clients/cli/fair_book.h"
#include "clients/cli/fair_happenings.h"
#include "clients/cli/json_text.h"
#include "clients/cli/table.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

using agenda::BookChanges;
using agenda::ChangeKind;
using agenda::FairBook;
using agenda::kNobody;
using agenda::Notice;

constexpr int64_t kMostReplanEffort = 10'000'000'000;
constexpr int64_t kMostChangeCost = 1'000'000;
constexpr int64_t kMostBaseNumber = 999'999;

// What was printed, what shall be, and what leads from one to the other.
struct ReplanBooks {
  FairBook before;
  FairBook after;
  BookChanges changes;
};

absl::StatusOr<v1::ReplanScheduleRequest> ReadReplan(const std::string& fair,
                                                     const Context& context) {
  const Arguments& arguments = context.arguments;
  v1::ReplanScheduleRequest request;
  request.set_parent(fair);
  request.set_as_of_time(arguments.Get("at"));
  const auto base = arguments.GetInteger("base", 0, 1, kMostBaseNumber);
  if (!base.ok()) return base.status();
  if (*base > 0) {
    request.set_base_schedule(fmt::format("{}/schedules/{:06}", fair, *base));
  }
  const auto cost = arguments.GetInteger("change-cost", 0, 0, kMostChangeCost);
  if (!cost.ok()) return cost.status();
  if (arguments.Has("change-cost")) request.set_change_cost(*cost);
  const auto seed =
      arguments.GetInteger("seed", 0, 0, std::numeric_limits<int32_t>::max());
  if (!seed.ok()) return seed.status();
  request.set_seed(*seed);
  const auto effort = arguments.GetInteger("effort", 0, 1, kMostReplanEffort);
  if (!effort.ok()) return effort.status();
  request.set_effort_units(*effort);
  if (arguments.Has("note")) {
    const bool vietnamese = context.words.language() == Language::kVietnamese;
    v1::LocalizedText& note = *request.mutable_note();
    (vietnamese ? note.mutable_vi() : note.mutable_en())
        ->assign(arguments.Get("note"));
  }
  request.set_validate_only(arguments.Has("dry-run"));
  return request;
}

absl::Status CheckDryRun(const FairHappenings& happenings,
                         const Arguments& arguments) {
  if (!arguments.Has("dry-run") ||
      (happenings.empty() && !arguments.Has("publish"))) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      "--dry-run writes nothing: without --publish, --no-show, --late and "
      "--table-out");
}

// Writes what happened, unless something of it, or what is asked for then, is
// refused.
absl::Status NoteHappenings(const v1::ReplanScheduleRequest& request,
                            const FairHappenings& happenings,
                            Context& context) {
  if (happenings.empty()) return absl::OkStatus();
  v1::ReplanScheduleRequest trial = request;
  trial.set_validate_only(true);
  trial.set_effort_units(1);
  absl::Status status = context.client.ReplanSchedule(trial).status();
  if (!status.ok()) return status;
  const auto notes = MakeFairNotes(request.parent(), happenings, context);
  if (!notes.ok()) return notes.status();
  status = CheckFairNotes(*notes, context);
  if (!status.ok()) return status;
  return WriteFairNotes(*notes, context);
}

// The meetings of the base as the answer changes them.
std::vector<v1::ScheduledMeeting> Changed(
    const std::vector<v1::ScheduledMeeting>& base,
    const v1::ReplanScheduleResponse& response) {
  std::map<std::string, v1::ScheduledMeeting> meetings;
  for (const v1::ScheduledMeeting& meeting : base) {
    meetings[meeting.wish()] = meeting;
  }
  for (const v1::MeetingChange& change : response.changes()) {
    if (change.has_after()) {
      meetings[change.wish()] = change.after();
    } else {
      meetings.erase(change.wish());
    }
  }
  std::vector<v1::ScheduledMeeting> changed;
  for (auto& [wish, meeting] : meetings) changed.push_back(std::move(meeting));
  return changed;
}

absl::StatusOr<ReplanBooks> ReadBooks(
    FairBookReader& reader, const v1::ReplanScheduleResponse& response) {
  const absl::Status status = reader.ReadFair();
  if (!status.ok()) return status;
  v1::Schedule base;
  base.set_name(response.schedule().parent_schedule());
  const auto printed = reader.ReadMeetings(base);
  if (!printed.ok()) return printed.status();
  auto before = reader.BookOf(base, *printed);
  if (!before.ok()) return before.status();
  // More changes than an answer holds are read from what was stored.
  const bool whole = response.changes_size() == response.change_count() ||
                     response.schedule().name().empty();
  auto after =
      whole ? reader.BookOf(response.schedule(), Changed(*printed, response))
            : reader.BookOf(response.schedule());
  if (!after.ok()) return after.status();
  ReplanBooks books = {*std::move(before), *std::move(after), {}};
  books.changes = agenda::ChangesBetween(books.before, books.after);
  return books;
}

// Who interprets; empty: nobody.
std::string InterpreterText(const FairBook& book, int meeting) {
  if (meeting == kNobody) return "";
  const int one = book.meetings[static_cast<size_t>(meeting)].interpreter;
  if (one == kNobody) return "";
  return book.interpreters[static_cast<size_t>(one)].name;
}

// When and where, or nothing; behind it who interprets.
std::string PlaceText(const FairBook& book, int meeting,
                      const std::string& interpreter) {
  if (meeting == kNobody) return "";
  const auto& one = book.meetings[static_cast<size_t>(meeting)];
  const auto& slot = book.slots[static_cast<size_t>(one.slot)];
  const std::string table =
      one.table == kNobody
          ? ""
          : ", " + book.tables[static_cast<size_t>(one.table)].name;
  return fmt::format("{} {}{}{}{}", slot.date, slot.from, table,
                     interpreter.empty() ? "" : ", ", interpreter);
}

// What somebody is told: the first that is so.
enum class Told { kAgenda, kMore, kInterpreter };

// As ReplanScheduleResponse has it of participants.
Told ToldOf(const ReplanBooks& books, const Notice& notice) {
  Told told = Told::kInterpreter;
  for (const agenda::MeetingChange& change : notice.changes) {
    if (change.kind == ChangeKind::kNew) {
      told = Told::kMore;
    } else if (agenda::ChangesPlace(books.before, books.after, change)) {
      return Told::kAgenda;
    }
  }
  return told;
}

void AddNotice(const ReplanBooks& books, const Notice& notice,
               const Words& words, Table& table) {
  for (const agenda::MeetingChange& change : notice.changes) {
    const bool dropped = change.after == kNobody;
    const FairBook& book = dropped ? books.before : books.after;
    const auto& meeting = book.meetings[static_cast<size_t>(
        dropped ? change.before : change.after)];
    const auto& buyer = book.persons[static_cast<size_t>(meeting.buyer)];
    const auto& supplier = book.persons[static_cast<size_t>(meeting.supplier)];
    const auto& partner = buyer.id == notice.person.id ? supplier : buyer;
    std::string from = InterpreterText(books.before, change.before);
    std::string to = InterpreterText(books.after, change.after);
    if (change.kind != ChangeKind::kMoved || from == to) {
      from.clear();
      to.clear();
    }
    table.AddRow(
        {LabelOf(notice.person, words), agenda::ChangeText(change.kind, words),
         notice.interprets ? fmt::format("{}, {}", LabelOf(buyer, words),
                                         LabelOf(supplier, words))
                           : LabelOf(partner, words),
         PlaceText(books.before, change.before, from),
         PlaceText(books.after, change.after, to)});
  }
}

// Those of the notices that are wanted, under a title that counts them.
template <typename Wanted>
void PrintNotices(const ReplanBooks& books, Word title, Context& context,
                  Wanted wanted) {
  const Words& words = context.words;
  Table table({{words(Word::kParticipant), Align::kLeft, 5, true},
               {words(Word::kChange), Align::kLeft, kNeverShortened},
               {words(Word::kPartner), Align::kLeft, 4, true},
               {words(Word::kChangeFrom), Align::kLeft, 6, true},
               {words(Word::kChangeTo), Align::kLeft, 6, true}});
  int64_t people = 0;
  for (const Notice& notice : books.changes.notices) {
    if (!wanted(notice)) continue;
    ++people;
    AddNotice(books, notice, words, table);
  }
  if (table.empty()) return;
  context.out << '\n' << words.Format(title, Grouped(people)) << '\n';
  table.Print(context.out, context.width, context.colour);
}

void PrintAllNotices(const ReplanBooks& books, Context& context) {
  if (books.changes.notices.empty()) {
    context.out << context.words(Word::kReplanNobody) << '\n';
  }
  for (const auto& [told, title] :
       {std::pair(Told::kAgenda, Word::kReplanTold),
        std::pair(Told::kMore, Word::kReplanOnlyMore),
        std::pair(Told::kInterpreter, Word::kReplanOtherInterpreter)}) {
    PrintNotices(books, title, context, [&, told = told](const Notice& notice) {
      return !notice.interprets && ToldOf(books, notice) == told;
    });
  }
  PrintNotices(books, Word::kReplanInterpreters, context,
               [](const Notice& notice) { return notice.interprets; });
}

void PrintReplanned(const v1::ReplanScheduleResponse& response,
                    const ReplanBooks& books, Context& context) {
  const Words& words = context.words;
  const v1::Schedule& schedule = response.schedule();
  if (books.after.composed) {
    context.out << words(Word::kComposedNote) << "\n\n";
  }
  int64_t value = 0, bound = 0;
  for (const v1::ScheduleLevel& level : schedule.levels()) {
    if (level.goal() != v1::FAIR_GOAL_VALUE) continue;
    value = level.achieved();
    bound = level.bound();
  }
  context.out << words.Format(
                     Word::kReplanTotals,
                     schedule.name().empty() ? "-" : IdOf(schedule.name()),
                     IdOf(schedule.parent_schedule()), schedule.as_of_time(),
                     Grouped(schedule.meeting_count()),
                     Grouped(response.settled_count()), Grouped(value),
                     Grouped(response.base_value()), Grouped(bound))
              << '\n';
  PrintAllNotices(books, context);
  if (schedule.name().empty()) {
    context.out << '\n' << words(Word::kDryRun) << '\n';
  } else if (schedule.state() == v1::SCHEDULE_STATE_PUBLISHED) {
    context.out << '\n'
                << words.Format(Word::kReplanPublished, IdOf(schedule.name()))
                << '\n';
  } else {
    context.out << '\n'
                << words.Format(Word::kReplanDraft, schedule.number()) << '\n';
  }
}

}  // namespace

int ReplanFair(const std::string& name, Context& context) {
  const auto happenings = ReadFairHappenings(context.arguments);
  if (!happenings.ok()) return FailUsage(context, happenings.status());
  const auto request = ReadReplan(name, context);
  if (!request.ok()) return FailUsage(context, request.status());
  absl::Status status = CheckDryRun(*happenings, context.arguments);
  if (!status.ok()) return FailUsage(context, status);
  status = NoteHappenings(*request, *happenings, context);
  if (!status.ok()) return FailCall(context, status);
  auto response = context.client.ReplanSchedule(*request);
  if (!response.ok()) return FailCall(context, response.status());
  if (context.arguments.Has("publish")) {
    v1::PublishScheduleRequest publish;
    publish.set_name(response->schedule().name());
    auto published = context.client.PublishSchedule(publish);
    if (!published.ok()) return FailCall(context, published.status());
    response->mutable_schedule()->Swap(published->mutable_schedule());
  }
  if (context.output == OutputFormat::kJson) {
    context.out << JsonText(*response);
    return kDone;
  }
  FairBookReader reader(name, context);
  const auto books = ReadBooks(reader, *response);
  if (!books.ok()) return FailCall(context, books.status());
  if (context.output == OutputFormat::kCsv) {
    context.out << agenda::CsvOf(
        agenda::ChangesSheet(books->before, books->after, books->changes));
    return kDone;
  }
  PrintReplanned(*response, *books, context);
  return kDone;
}

}  // namespace ketnoi::cli
