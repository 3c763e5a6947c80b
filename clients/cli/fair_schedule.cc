// Makes the schedules of a fair, reviews, publishes and restores them.

#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "clients/cli/cells.h"
#include "clients/cli/commands.h"
#include "clients/cli/fair.h"
#include "clients/cli/interrupt.h"
#include "clients/cli/json_text.h"
#include "clients/cli/list_pages.h"
#include "clients/cli/proto_field.h"
#include "clients/cli/table.h"
#include "clients/cli/value_words.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

constexpr int64_t kMostScheduleNumber = 999'999;
constexpr int64_t kMostScheduleEffort = 100'000'000'000;
constexpr int64_t kMostScheduleSeconds = 600;

// A line on the terminal that tells how good the schedule is so far. Gone when
// it is.
class ScheduleLine {
 public:
  explicit ScheduleLine(Context& context) : context_(context) {}
  ~ScheduleLine() {
    if (drawn_) context_.err << "\r\x1b[K" << std::flush;
  }
  ScheduleLine(const ScheduleLine&) = delete;
  ScheduleLine& operator=(const ScheduleLine&) = delete;

  void Update(const v1::ScheduleProgress& progress) {
    if (!context_.progress) return;
    context_.err << '\r' << ScheduleProgressText(context_.words, progress)
                 << "\x1b[K" << std::flush;
    drawn_ = true;
  }

 private:
  Context& context_;
  bool drawn_ = false;
};

v1::LocalizedText NoteOf(const Context& context) {
  v1::LocalizedText note;
  const std::string text = context.arguments.Get("note");
  if (context.words.language() == Language::kVietnamese) {
    note.set_vi(text);
  } else {
    note.set_en(text);
  }
  return note;
}

absl::StatusOr<v1::MakeScheduleRequest> ReadMakeSchedule(
    const Context& context) {
  const Arguments& arguments = context.arguments;
  v1::MakeScheduleRequest request;
  request.set_parent(FairNameOf(arguments.operands()[1]));
  const auto seed =
      arguments.GetInteger("seed", 0, 0, std::numeric_limits<int32_t>::max());
  if (!seed.ok()) return seed.status();
  request.set_seed(*seed);
  const auto effort = arguments.GetInteger("effort", 0, 1, kMostScheduleEffort);
  if (!effort.ok()) return effort.status();
  request.set_effort_units(*effort);
  if (arguments.Has("time-limit")) {
    const auto seconds =
        arguments.GetInteger("time-limit", 1, 1, kMostScheduleSeconds);
    if (!seconds.ok()) return seconds.status();
    request.mutable_time_limit()->set_seconds(*seconds);
  }
  if (arguments.Has("all-meetings")) {
    request.set_mode(v1::SCHEDULE_MODE_ALL_MEETINGS);
  }
  if (arguments.Has("break-difference")) {
    const auto most = arguments.GetInteger("break-difference", 0, 0, 256);
    if (!most.ok()) return most.status();
    request.set_most_break_difference(static_cast<int32_t>(*most));
  }
  request.set_require_floors(arguments.Has("require-floors"));
  if (arguments.Has("note")) *request.mutable_note() = NoteOf(context);
  return request;
}

Word GoalWord(v1::FairGoal goal) {
  switch (goal) {
    case v1::FAIR_GOAL_MUST_HAVES:
      return Word::kGoalMustHaves;
    case v1::FAIR_GOAL_FLOORS:
      return Word::kGoalFloors;
    case v1::FAIR_GOAL_BREAKS:
      return Word::kGoalBreaks;
    case v1::FAIR_GOAL_AREA_MOVES:
      return Word::kGoalAreaMoves;
    case v1::FAIR_GOAL_TABLE_MOVES:
      return Word::kGoalTableMoves;
    default:
      return Word::kGoalValue;
  }
}

// "0.44", or that nothing is better.
std::string LevelGap(const Words& words, const v1::ScheduleLevel& level) {
  if (!level.has_bound()) return "";
  if (level.achieved() == level.bound()) return words(Word::kProven);
  if (level.goal() != v1::FAIR_GOAL_VALUE || level.bound() <= 0) return "";
  const int64_t lost = level.bound() - level.achieved();
  return fmt::format("{:.2f}", 100.0 * static_cast<double>(lost) /
                                   static_cast<double>(level.bound()));
}

int PrintSchedule(const v1::Schedule& schedule, Context& context) {
  if (context.output != OutputFormat::kTable) {
    return PrintFairFields(schedule, context);
  }
  const Words& words = context.words;
  context.out << words.Format(Word::kScheduleTotals, schedule.name(),
                              ValueText(schedule.state(), words),
                              Grouped(schedule.meeting_count()),
                              Grouped(schedule.left_out_count()))
              << '\n';
  Table table({{words(Word::kFairGoal)},
               {words(Word::kAchieved), Align::kRight},
               {words(Word::kBound), Align::kRight},
               {words(Word::kGapToBound), Align::kRight}});
  for (const v1::ScheduleLevel& level : schedule.levels()) {
    table.AddRow({words(GoalWord(level.goal())), Grouped(level.achieved()),
                  level.has_bound() ? Grouped(level.bound()) : "",
                  LevelGap(words, level)});
  }
  table.Print(context.out, context.width, context.colour);
  if (schedule.failed_floors_size() > 0) {
    context.out << words(Word::kFloorsFailed) << ": "
                << Grouped(schedule.failed_floors_size()) << '\n';
  }
  return kDone;
}

int PrintScheduleAnswer(const absl::StatusOr<v1::Schedule>& answer,
                        Context& context) {
  if (!answer.ok()) return FailCall(context, answer.status());
  return PrintSchedule(*answer, context);
}

int ReviewFairSchedule(const std::string& name, Context& context) {
  v1::ReviewScheduleRequest request;
  request.set_name(name);
  request.set_etag(context.arguments.Get("etag"));
  if (context.arguments.Has("note")) *request.mutable_note() = NoteOf(context);
  return PrintScheduleAnswer(context.client.ReviewSchedule(request), context);
}

int RestoreFairSchedule(const std::string& name, Context& context) {
  v1::RestoreScheduleRequest request;
  request.set_name(name);
  if (context.arguments.Has("note")) *request.mutable_note() = NoteOf(context);
  return PrintScheduleAnswer(context.client.RestoreSchedule(request), context);
}

int PublishFairSchedule(const std::string& name, Context& context) {
  v1::PublishScheduleRequest request;
  request.set_name(name);
  request.set_etag(context.arguments.Get("etag"));
  request.set_allow_outdated(context.arguments.Has("allow-outdated"));
  const auto response = context.client.PublishSchedule(request);
  if (!response.ok()) return FailCall(context, response.status());
  if (context.output != OutputFormat::kTable) {
    return PrintFairFields(*response, context);
  }
  context.out << context.words.Format(Word::kSchedulePublished, name,
                                      Grouped(response->added_count()),
                                      Grouped(response->moved_count()),
                                      Grouped(response->cancelled_count()))
              << '\n';
  return kDone;
}

}  // namespace

std::string ScheduleProgressText(const Words& words,
                                 const v1::ScheduleProgress& progress) {
  if (progress.waiting()) return words(Word::kScheduleWaiting);
  const double seconds = static_cast<double>(progress.elapsed().seconds()) +
                         static_cast<double>(progress.elapsed().nanos()) / 1e9;
  return words.Format(
      Word::kScheduleProgress, Grouped(progress.value()),
      Grouped(progress.value_bound()), Percent(progress.gap_basis_points()),
      Grouped(progress.meeting_count()), Grouped(progress.break_count()),
      fmt::format("{:.1f}", seconds));
}

absl::StatusOr<std::string> ScheduleNameOf(const std::string& fair,
                                           const std::string& number) {
  const auto parsed = ParseNumber(number);
  if (!parsed || *parsed < 1 || *parsed > kMostScheduleNumber ||
      number.find_first_not_of("0123456789") != std::string::npos) {
    return absl::InvalidArgumentError(fmt::format(
        "\"{}\" is not the number of a schedule, such as 1", number));
  }
  return fmt::format("{}/schedules/{:06}", FairNameOf(fair),
                     static_cast<int64_t>(*parsed));
}

int MakeFairSchedule(Context& context) {
  const auto request = ReadMakeSchedule(context);
  if (!request.ok()) return FailUsage(context, request.status());
  v1::Schedule schedule;
  absl::Status status;
  {
    const Interrupt interrupt;
    ScheduleLine line(context);
    status = context.client.MakeSchedule(
        *request,
        [&](const v1::MakeScheduleResponse& message) {
          if (message.has_schedule()) {
            schedule = message.schedule();
          } else {
            line.Update(message.progress());
          }
        },
        [&] { return interrupt.came(); });
  }
  if (!status.ok()) return FailCall(context, status);
  return PrintSchedule(schedule, context);
}

int ChangeFairSchedule(Context& context) {
  const auto& operands = context.arguments.operands();
  const auto name = ScheduleNameOf(operands[1], operands[2]);
  if (!name.ok()) return FailUsage(context, name.status());
  if (operands[0] == "review") return ReviewFairSchedule(*name, context);
  if (operands[0] == "restore") return RestoreFairSchedule(*name, context);
  return PublishFairSchedule(*name, context);
}

int ListFairSchedules(const std::string& fair, Context& context) {
  v1::ListSchedulesRequest request;
  request.set_parent(fair);
  return ListPages<v1::ListSchedulesResponse>(
      request,
      {{Word::kVersion, "name", kId},
       {Word::kState, "state", 5},
       {Word::kMeetingCount, "meeting_count", 4, Align::kRight},
       {Word::kLeftOutWishes, "left_out_count", 3, Align::kRight},
       {Word::kCreated, "create_time", 2},
       {Word::kText, "note", 1, Align::kLeft, true}},
      [&context](const v1::ListSchedulesRequest& r) {
        return context.client.ListSchedules(r);
      },
      [](v1::ListSchedulesResponse& r) { return r.mutable_schedules(); },
      context);
}

int GetFairSchedule(const std::string& fair, const std::string& number,
                    Context& context) {
  const auto name = ScheduleNameOf(fair, number);
  if (!name.ok()) return FailUsage(context, name.status());
  v1::GetScheduleRequest request;
  request.set_name(*name);
  return PrintScheduleAnswer(context.client.GetSchedule(request), context);
}

int DeleteFairSchedule(const std::string& fair, const std::string& number,
                       Context& context) {
  const auto name = ScheduleNameOf(fair, number);
  if (!name.ok()) return FailUsage(context, name.status());
  v1::DeleteScheduleRequest request;
  request.set_name(*name);
  request.set_etag(context.arguments.Get("etag"));
  const auto response = context.client.DeleteSchedule(request);
  if (!response.ok()) return FailCall(context, response.status());
  if (context.output != OutputFormat::kTable) {
    return PrintFairFields(*response, context);
  }
  context.out << context.words.Format(Word::kDeleted, *name) << '\n';
  return kDone;
}

}  // namespace ketnoi::cli
