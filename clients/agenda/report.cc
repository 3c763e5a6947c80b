#include "clients/agenda/report.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <set>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "clients/agenda/report_words.h"
#include "clients/cli/grouped.h"
#include "clients/cli/resource_id.h"
#include "fmt/format.h"

namespace ketnoi::agenda {
namespace {

using cli::Grouped;
using cli::IdOf;
using cli::Word;
using cli::Words;

// For programs; Grouped is for people.
std::string Decimal(int64_t number) { return fmt::format("{}", number); }
using NumberText = std::string (*)(int64_t);

// What lies between a result and its bound, in per cent of the greater one.
std::string GapText(int64_t achieved, int64_t bound) {
  const auto most =
      static_cast<double>(std::max(std::abs(achieved), std::abs(bound)));
  const double gap = std::abs(static_cast<double>(achieved - bound));
  return fmt::format("{:.2f}", most == 0 ? 0 : 100 * gap / most);
}

ReportPart GoalsPart(const v1::Schedule& schedule, const Words& words) {
  ReportPart part;
  part.name = "goals";
  part.title = words(Word::kFairReport);
  part.headers = {words(Word::kFairGoal), words(Word::kAchieved),
                  words(Word::kBound), words(Word::kGapToBound)};
  part.widths = {43, 19, 19, 19};
  part.sheet.columns = {{"goal"},
                        {"achieved", CellKind::kNumber},
                        {"bound", CellKind::kNumber},
                        {"gap_per_cent", CellKind::kNumber},
                        {"proven", CellKind::kFlag}};
  for (const v1::ScheduleLevel& level : schedule.levels()) {
    const bool proven = level.has_bound() && level.bound() == level.achieved();
    std::string bound, bound_text, gap;
    if (level.has_bound()) {
      bound = Decimal(level.bound());
      bound_text = Grouped(level.bound());
      gap = GapText(level.achieved(), level.bound());
    }
    // Of a few breaks or moves a part of a hundred says nothing to people.
    const std::string gap_text = level.goal() == v1::FAIR_GOAL_VALUE ? gap : "";
    part.sheet.rows.push_back({GoalName(level.goal()),
                               Decimal(level.achieved()), bound, gap,
                               proven ? "true" : "false"});
    part.texts.push_back({GoalText(level.goal(), words),
                          Grouped(level.achieved()), bound_text,
                          proven ? words(Word::kProven) : gap_text});
  }
  return part;
}

// The place of each slot within its session, where an id counts once.
std::vector<int> RanksOf(const FairBook& book) {
  std::map<int, std::set<std::string>> before;
  std::vector<int> ranks;
  for (const BookSlot& slot : book.slots) {
    std::set<std::string>& ids = before[slot.session];
    ranks.push_back(static_cast<int>(ids.size() - ids.count(slot.id)));
    ids.insert(slot.id);
  }
  return ranks;
}

// What is fair or not on one side.
struct SideFigures {
  std::vector<int> meetings;  // Of each participant.
  int breaks = 0;
  int idle_slots = 0;
};

void AddPerson(const FairBook& book, const std::vector<int>& ranks,
               const BookPerson& person, SideFigures& figures) {
  int count = 0, before = kNobody;
  for (const int place : person.meetings) {
    const BookMeeting& meeting = book.meetings[static_cast<size_t>(place)];
    if (!meeting.takes_place()) continue;
    ++count;
    const auto slot = static_cast<size_t>(meeting.slot);
    const auto last = static_cast<size_t>(std::max(before, 0));
    if (before != kNobody &&
        book.slots[last].session == book.slots[slot].session &&
        ranks[slot] > ranks[last] + 1) {
      ++figures.breaks;
      figures.idle_slots += ranks[slot] - ranks[last] - 1;
    }
    before = meeting.slot;
  }
  const bool comes = person.attendance != v1::ATTENDANCE_NO_SHOW &&
                     person.attendance != v1::ATTENDANCE_CANCELLED;
  if (comes || count > 0) figures.meetings.push_back(count);
}

// "2", or "2.5" between two.
std::string MedianText(const std::vector<int>& sorted, NumberText number) {
  if (sorted.empty()) return "0";
  const int twice = sorted[(sorted.size() - 1) / 2] + sorted[sorted.size() / 2];
  return twice % 2 == 0 ? number(twice / 2) : number(twice / 2) + ".5";
}

// Behind the name of the side; `figures.meetings` rise.
std::vector<std::string> SideCells(std::string side, const SideFigures& figures,
                                   NumberText number) {
  const std::vector<int>& meetings = figures.meetings;
  return {std::move(side),
          number(static_cast<int64_t>(meetings.size())),
          number(meetings.empty() ? 0 : meetings.front()),
          MedianText(meetings, number),
          number(meetings.empty() ? 0 : meetings.back()),
          number(std::count(meetings.begin(), meetings.end(), 0)),
          number(figures.breaks),
          number(figures.idle_slots)};
}

ReportPart SidesPart(const FairBook& book, const Words& words) {
  ReportPart part;
  part.name = "sides";
  part.title = words(Word::kMeetingCount);
  part.headers = {words(Word::kSide),   words(Word::kParticipants),
                  words(Word::kFewest), words(Word::kMiddle),
                  words(Word::kMost),   words(Word::kWithoutMeeting),
                  words(Word::kBreaks), words(Word::kIdleSlots)};
  part.widths = {16, 12, 12, 12, 12, 12, 12, 12};
  part.sheet.columns = {{"side"}};
  for (const char* key : {"participants", "fewest", "median", "most",
                          "without_meeting", "breaks", "idle_slots"}) {
    part.sheet.columns.push_back({key, CellKind::kNumber});
  }
  const std::vector<int> ranks = RanksOf(book);
  for (const auto side :
       {v1::PARTICIPANT_SIDE_BUYER, v1::PARTICIPANT_SIDE_SUPPLIER}) {
    SideFigures figures;
    for (const BookPerson& person : book.persons) {
      if (person.side == side) AddPerson(book, ranks, person, figures);
    }
    std::sort(figures.meetings.begin(), figures.meetings.end());
    const bool buys = side == v1::PARTICIPANT_SIDE_BUYER;
    part.sheet.rows.push_back(
        SideCells(buys ? "buyer" : "supplier", figures, Decimal));
    part.texts.push_back(SideCells(words(buys ? Word::kBuyer : Word::kSupplier),
                                   figures, Grouped));
  }
  return part;
}

// How many more meetings there is room for at each slot: at tables that may be
// used then, less the meetings that have no table yet.
std::vector<int> FreePlaces(const FairBook& book) {
  std::vector<int> free(book.slots.size());
  for (const BookTable& table : book.tables) {
    std::vector<int> taken(book.slots.size());
    for (const int place : table.meetings) {
      const BookMeeting& meeting = book.meetings[static_cast<size_t>(place)];
      if (meeting.takes_place()) ++taken[static_cast<size_t>(meeting.slot)];
    }
    const auto& closed = table.unavailable_slots;
    for (size_t i = 0; i < book.slots.size(); ++i) {
      const bool open = std::find(closed.begin(), closed.end(),
                                  book.slots[i].id) == closed.end();
      if (open) free[i] += std::max(0, table.capacity - taken[i]);
    }
  }
  for (const BookMeeting& meeting : book.meetings) {
    if (!meeting.takes_place() || meeting.table != kNobody) continue;
    int& left = free[static_cast<size_t>(meeting.slot)];
    left = std::max(0, left - 1);
  }
  return free;
}

ReportPart SlotsPart(const FairBook& book, const Words& words) {
  ReportPart part;
  part.name = "slots";
  part.title = words(Word::kTableUse);
  part.headers = {words(Word::kFairSlot), words(Word::kTimeOfDay),
                  words(Word::kTaken), words(Word::kFree),
                  words(Word::kPerCent)};
  part.widths = {20, 44, 12, 12, 12};
  part.sheet.columns = {{"slot"},
                        {"start_time"},
                        {"taken", CellKind::kNumber},
                        {"free", CellKind::kNumber}};
  const std::vector<int> all_free = FreePlaces(book);
  std::vector<int> taken(book.slots.size());
  for (const BookMeeting& meeting : book.meetings) {
    if (meeting.takes_place()) ++taken[static_cast<size_t>(meeting.slot)];
  }
  for (size_t i = 0; i < book.slots.size(); ++i) {
    const BookSlot& slot = book.slots[i];
    const int free = all_free[i];
    const int all = std::max(1, taken[i] + free);
    part.sheet.rows.push_back({slot.id, LocalTimeText(book, slot.begin),
                               Decimal(taken[i]), Decimal(free)});
    part.texts.push_back(
        {slot.id, DayText(book, slot, words) + ", " + TimeText(slot),
         Grouped(taken[i]), Grouped(free), Decimal(100 * taken[i] / all)});
  }
  return part;
}

// Labels of participants, by id.
using Labels = absl::flat_hash_map<std::string, std::string>;

std::string LabelIn(const Labels& labels, const std::string& name) {
  const std::string id = IdOf(name);
  const auto found = labels.find(id);
  return found == labels.end() ? id : found->second;
}

ReportPart FloorsPart(const v1::Schedule& schedule, const Labels& labels,
                      const Words& words) {
  ReportPart part;
  part.name = "failed_floors";
  part.title = words(Word::kFloorsFailed);
  part.headers = {words(Word::kParticipant), words(Word::kFloor),
                  words(Word::kMeetingCount), words(Word::kReason),
                  words(Word::kWish)};
  part.widths = {32, 10, 12, 22, 24};
  part.sheet.columns = {{"participant"},
                        {"participant_name"},
                        {"floor", CellKind::kNumber},
                        {"meetings", CellKind::kNumber},
                        {"reason"},
                        {"wish"},
                        {"wish_reason"}};
  for (const v1::FailedFloor& floor : schedule.failed_floors()) {
    const std::string label = LabelIn(labels, floor.participant());
    std::string wish, wish_reason, wish_text;
    if (!floor.wish().empty()) {
      wish = IdOf(floor.wish());
      wish_reason = LeftOutName(floor.wish_reason());
      wish_text = LeftOutText(floor.wish_reason(), words) + ": " + wish;
    }
    part.sheet.rows.push_back({IdOf(floor.participant()), label,
                               Decimal(floor.floor()),
                               Decimal(floor.meeting_count()),
                               FloorName(floor.reason()), wish, wish_reason});
    part.texts.push_back({label, Decimal(floor.floor()),
                          Decimal(floor.meeting_count()),
                          FloorText(floor.reason(), words), wish_text});
  }
  return part;
}

ReportPart ReasonsPart(const std::vector<v1::LeftOutWish>& left_out,
                       const Words& words) {
  ReportPart part;
  part.name = "left_out_reasons";
  part.title = words(Word::kLeftOutReasons);
  part.headers = {words(Word::kReason), words(Word::kHowMany)};
  part.widths = {70, 30};
  part.sheet.columns = {{"reason"}, {"wishes", CellKind::kNumber}};
  std::map<v1::LeftOutReason, int64_t> counts;
  for (const v1::LeftOutWish& wish : left_out) ++counts[wish.reason()];
  for (const auto& [reason, count] : counts) {
    part.sheet.rows.push_back({LeftOutName(reason), Decimal(count)});
    part.texts.push_back({LeftOutText(reason, words), Grouped(count)});
  }
  return part;
}

ReportPart LeftOutPart(std::vector<v1::LeftOutWish> left_out,
                       const Labels& labels, const Words& words) {
  ReportPart part;
  part.name = "left_out";
  part.title = words(Word::kLeftOutWishes);
  part.headers = {words(Word::kReason), words(Word::kBuyer),
                  words(Word::kSupplier), words(Word::kWish)};
  part.widths = {22, 31, 31, 16};
  part.sheet.columns = {{"wish"},     {"buyer"},         {"buyer_name"},
                        {"supplier"}, {"supplier_name"}, {"reason"}};
  std::stable_sort(left_out.begin(), left_out.end(),
                   [](const v1::LeftOutWish& a, const v1::LeftOutWish& b) {
                     return a.reason() < b.reason();
                   });
  for (const v1::LeftOutWish& wish : left_out) {
    const std::string buyer = LabelIn(labels, wish.buyer());
    const std::string supplier = LabelIn(labels, wish.supplier());
    part.sheet.rows.push_back({IdOf(wish.wish()), IdOf(wish.buyer()), buyer,
                               IdOf(wish.supplier()), supplier,
                               LeftOutName(wish.reason())});
    part.texts.push_back({LeftOutText(wish.reason(), words), buyer, supplier,
                          IdOf(wish.wish())});
  }
  return part;
}

}  // namespace

std::vector<ReportPart> ReportOf(const FairBook& book,
                                 const v1::Schedule& schedule,
                                 const std::vector<v1::LeftOutWish>& left_out,
                                 const cli::Words& words) {
  Labels labels;
  for (const BookPerson& person : book.persons) {
    labels.emplace(person.id, LabelOf(person, words));
  }
  std::vector<ReportPart> report;
  report.push_back(GoalsPart(schedule, words));
  report.push_back(SidesPart(book, words));
  report.push_back(SlotsPart(book, words));
  report.push_back(FloorsPart(schedule, labels, words));
  report.push_back(ReasonsPart(left_out, words));
  report.push_back(LeftOutPart(left_out, labels, words));
  return report;
}

}  // namespace ketnoi::agenda
