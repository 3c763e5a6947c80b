// Compares schedules of a fair, lists its meetings and says what became of
// them.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "clients/cli/cells.h"
#include "clients/cli/commands.h"
#include "clients/cli/csv.h"
#include "clients/cli/fair.h"
#include "clients/cli/json_text.h"
#include "clients/cli/list_pages.h"
#include "clients/cli/proto_field.h"
#include "clients/cli/table.h"
#include "clients/cli/text_width.h"
#include "clients/cli/value_words.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

// The clocks of the fair.
absl::StatusOr<absl::TimeZone> ReadTimeZone(const std::string& fair,
                                            Context& context) {
  v1::GetFairRequest request;
  request.set_name(fair);
  const auto read = context.client.GetFair(request);
  if (!read.ok()) return read.status();
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(read->time_zone(), &zone)) {
    return absl::InvalidArgumentError(
        fmt::format("this machine does not know the time zone \"{}\"; the "
                    "package tzdata has all of them",
                    Printable(read->time_zone())));
  }
  return zone;
}

// When it begins; `form` as absl::FormatTime has it.
std::string BeginText(const v1::ScheduledMeeting& meeting, const char* form,
                      absl::TimeZone zone) {
  if (!meeting.has_start_time()) return "";
  return absl::FormatTime(
      form, absl::FromUnixSeconds(meeting.start_time().seconds()), zone);
}

// Whether the slot is the same, and its times are not.
bool HasOtherTimes(const v1::MeetingChange& change) {
  return change.kind() == v1::MEETING_CHANGE_KIND_SLOT &&
         change.before().slot() == change.after().slot();
}

// "s3 t12", or nothing; in front of it when it begins, if that is another time
// of the same slot.
std::string PlaceText(const v1::ScheduledMeeting& meeting, bool with_time,
                      absl::TimeZone zone) {
  std::string text = meeting.slot() + " " + meeting.table();
  if (with_time) {
    text = BeginText(meeting, "%Y-%m-%d %H:%M", zone) + " " + text;
  }
  if (!meeting.interpreter().empty()) text += " " + meeting.interpreter();
  return text == " " ? "" : text;
}

const v1::ScheduledMeeting& LastOf(const v1::MeetingChange& change) {
  return change.has_after() ? change.after() : change.before();
}

void PrintChangeTable(const v1::CompareSchedulesResponse& all,
                      absl::TimeZone zone, Context& context) {
  const Words& words = context.words;
  if (all.changes_size() > 0) {
    Table table({{"", Align::kLeft, kNeverShortened},
                 {words(Word::kWish), Align::kLeft, 3},
                 {words(Word::kBuyer), Align::kLeft, 4},
                 {words(Word::kSupplier), Align::kLeft, 4},
                 {words(Word::kChangeFrom), Align::kLeft, 2},
                 {words(Word::kChangeTo), Align::kLeft, 2}});
    for (const v1::MeetingChange& change : all.changes()) {
      const v1::ScheduledMeeting& one = LastOf(change);
      table.AddRow({ValueText(change.kind(), words), IdOf(change.wish()),
                    IdOf(one.buyer()), IdOf(one.supplier()),
                    PlaceText(change.before(), HasOtherTimes(change), zone),
                    PlaceText(change.after(), HasOtherTimes(change), zone)});
    }
    table.Print(context.out, context.width, context.colour);
  }
  context.out << words.Format(Word::kCompareTotals, Grouped(all.total_size()),
                              Grouped(all.participants_size()),
                              Grouped(all.changed_agenda_count()))
              << '\n';
}

void PrintChangeCsv(const v1::CompareSchedulesResponse& all,
                    absl::TimeZone zone, Context& context) {
  constexpr char kWithOffset[] = "%Y-%m-%dT%H:%M:%S%Ez";
  context.out << CsvLine({"kind", "wish", "buyer", "supplier", "slot_before",
                          "table_before", "interpreter_before", "slot_after",
                          "table_after", "interpreter_after",
                          "start_time_before", "start_time_after"});
  for (const v1::MeetingChange& change : all.changes()) {
    const v1::ScheduledMeeting& one = LastOf(change);
    context.out << CsvLine(
        {EnumText(change.kind()), change.wish(), one.buyer(), one.supplier(),
         change.before().slot(), change.before().table(),
         change.before().interpreter(), change.after().slot(),
         change.after().table(), change.after().interpreter(),
         BeginText(change.before(), kWithOffset, zone),
         BeginText(change.after(), kWithOffset, zone)});
  }
}

// "9000000 VND", "12.50 USD".
absl::StatusOr<v1::Money> ParseMoney(const std::string& text) {
  const auto wrong = absl::InvalidArgumentError(fmt::format(
      "--order-value: \"{}\" is not an amount such as \"9000000 VND\"", text));
  const std::vector<std::string> parts = SplitList(text, ' ');
  if (parts.size() != 2) return wrong;
  const std::string& amount = parts[0];
  const size_t point = std::min(amount.find('.'), amount.size());
  const std::string units = amount.substr(0, point);
  std::string nanos =
      point < amount.size() ? amount.substr(point + 1) : std::string();
  const auto digits = [](const std::string& number, size_t most) {
    return number.size() <= most &&
           number.find_first_not_of("0123456789") == std::string::npos;
  };
  if (units.empty() || !digits(units, 15) || !digits(nanos, 9)) return wrong;
  nanos.resize(9, '0');
  v1::Money money;
  money.set_currency_code(parts[1]);
  money.set_units(std::stoll(units));
  money.set_nanos(std::stoi(nanos));
  return money;
}

absl::Status ReadOutcome(const Arguments& arguments,
                         v1::UpdateMeetingRequest& request) {
  v1::Meeting& meeting = *request.mutable_meeting();
  if (arguments.Has("status")) {
    const auto status = arguments.GetOneOf(
        "status", "", {"planned", "held", "no-show", "cancelled"});
    if (!status.ok()) return status.status();
    meeting.set_status(*status == "planned"   ? v1::MEETING_STATUS_PLANNED
                       : *status == "held"    ? v1::MEETING_STATUS_HELD
                       : *status == "no-show" ? v1::MEETING_STATUS_NO_SHOW
                                              : v1::MEETING_STATUS_CANCELLED);
  }
  if (arguments.Has("outcome")) {
    const auto kind =
        arguments.GetOneOf("outcome", "", {"none", "sample", "audit", "order"});
    if (!kind.ok()) return kind.status();
    meeting.mutable_outcome()->set_kind(
        *kind == "none"     ? v1::MEETING_OUTCOME_KIND_NONE
        : *kind == "sample" ? v1::MEETING_OUTCOME_KIND_SAMPLE
        : *kind == "audit"  ? v1::MEETING_OUTCOME_KIND_AUDIT
                            : v1::MEETING_OUTCOME_KIND_ORDER);
    meeting.mutable_outcome()->set_note(arguments.Get("note"));
  }
  if (arguments.Has("order-value")) {
    auto money = ParseMoney(arguments.Get("order-value"));
    if (!money.ok()) return money.status();
    *meeting.mutable_outcome()->mutable_order_value() = *std::move(money);
  }
  if (!arguments.Has("outcome") &&
      (arguments.Has("order-value") || arguments.Has("note"))) {
    return absl::InvalidArgumentError(
        "--order-value and --note are for --outcome");
  }
  if (!arguments.Has("status") && !arguments.Has("outcome")) {
    return absl::InvalidArgumentError("give --status or --outcome, or both");
  }
  return absl::OkStatus();
}

}  // namespace

int CompareFairSchedules(Context& context) {
  const auto& operands = context.arguments.operands();
  v1::CompareSchedulesRequest request;
  const auto name = ScheduleNameOf(operands[1], operands[2]);
  if (!name.ok()) return FailUsage(context, name.status());
  request.set_name(*name);
  if (operands.size() > 3) {
    const auto base = ScheduleNameOf(operands[1], operands[3]);
    if (!base.ok()) return FailUsage(context, base.status());
    request.set_base(*base);
  }
  request.set_participant(context.arguments.Get("participant"));
  v1::CompareSchedulesResponse all;
  do {
    request.set_page_token(all.next_page_token());
    auto page = context.client.CompareSchedules(request);
    if (!page.ok()) return FailCall(context, page.status());
    // Only the first page has these.
    const int32_t changed = request.page_token().empty()
                                ? page->changed_agenda_count()
                                : all.changed_agenda_count();
    all.clear_next_page_token();
    all.MergeFrom(*page);
    all.set_changed_agenda_count(changed);
  } while (!all.next_page_token().empty());
  if (context.output == OutputFormat::kJson) {
    context.out << JsonText(all);
    return kDone;
  }
  const auto zone = ReadTimeZone(FairNameOf(operands[1]), context);
  if (!zone.ok()) return FailCall(context, zone.status());
  if (context.output == OutputFormat::kCsv) {
    PrintChangeCsv(all, *zone, context);
  } else {
    PrintChangeTable(all, *zone, context);
  }
  return kDone;
}

int ListFairMeetings(const std::string& fair, Context& context) {
  const auto limits = ReadListLimits(context.arguments);
  if (!limits.ok()) return FailUsage(context, limits.status());
  const std::vector<RecordColumn> columns = {
      {Word::kId, "name", kId},
      {Word::kBuyer, "buyer", 5, Align::kLeft, false, true},
      {Word::kSupplier, "supplier", 5, Align::kLeft, false, true},
      {Word::kFairSlot, "slot", 4},
      {Word::kTable, "table", 4},
      {Word::kInterpreter, "interpreter", 2},
      {Word::kMeetingStatus, "status", 3},
      {Word::kKind, "outcome.kind", 3}};
  v1::ListMeetingsRequest request;
  request.set_parent(fair);
  request.set_participant(context.arguments.Get("participant"));
  v1::ListMeetingsResponse all;
  do {
    request.set_page_token(all.next_page_token());
    request.set_page_size(static_cast<int32_t>(
        std::min(limits->page, limits->records - all.meetings_size())));
    auto page = context.client.ListMeetings(request);
    if (!page.ok()) return FailCall(context, page.status());
    all.clear_next_page_token();
    all.MergeFrom(*page);
  } while (!all.next_page_token().empty() &&
           all.meetings_size() < limits->records);
  switch (context.output) {
    case OutputFormat::kJson:
      context.out << JsonText(all);
      break;
    case OutputFormat::kCsv:
      PrintRecordCsv(columns, RecordsOf(all.meetings()), true, context);
      break;
    case OutputFormat::kTable:
      PrintRecordTable(columns, RecordsOf(all.meetings()), context);
      context.out << context.words.Format(Word::kShownOf,
                                          Grouped(all.meetings_size()),
                                          Grouped(all.total_size()))
                  << '\n';
      break;
  }
  return kDone;
}

int GetFairMeeting(const std::string& name, Context& context) {
  v1::GetMeetingRequest request;
  request.set_name(name);
  const auto meeting = context.client.GetMeeting(request);
  if (!meeting.ok()) return FailCall(context, meeting.status());
  return PrintFairFields(*meeting, context);
}

int SayFairOutcome(Context& context) {
  const auto& operands = context.arguments.operands();
  v1::UpdateMeetingRequest request;
  const absl::Status status = ReadOutcome(context.arguments, request);
  if (!status.ok()) return FailUsage(context, status);
  request.mutable_meeting()->set_name(FairNameOf(operands[1]) + "/meetings/" +
                                      IdOf(operands[2]));
  request.mutable_meeting()->set_etag(context.arguments.Get("etag"));
  const auto meeting = context.client.UpdateMeeting(request);
  if (!meeting.ok()) return FailCall(context, meeting.status());
  return PrintFairFields(*meeting, context);
}

}  // namespace ketnoi::cli
