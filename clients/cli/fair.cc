#include "clients/cli/fair.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "clients/cli/cells.h"
#include "clients/cli/commands.h"
#include "clients/cli/csv.h"
#include "clients/cli/fair_replan.h"
#include "clients/cli/json_file.h"
#include "clients/cli/list_pages.h"
#include "clients/cli/proto_field.h"
#include "clients/cli/resource_name.h"
#include "clients/cli/suggestion.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

constexpr size_t kMostFairFileBytes = 4 << 20;  // The service takes no more.

bool IsBelow(const std::string& name, std::string_view collection) {
  const std::vector<std::string> parts = SplitList(name, '/');
  return parts.size() == 4 && parts[2] == collection;
}

template <typename Answer>
int PrintFairAnswer(const absl::StatusOr<Answer>& answer, Context& context) {
  if (!answer.ok()) return FailCall(context, answer.status());
  return PrintFairFields(*answer, context);
}

absl::Status ReadFairFile(const Arguments& arguments, v1::Fair& fair) {
  if (!arguments.Has("file")) {
    return absl::InvalidArgumentError(
        "--file FILE says what the fair is, in JSON");
  }
  return ReadJsonFile(arguments.Get("file"), kMostFairFileBytes, fair);
}

int CreateFair(const std::string& name, Context& context) {
  v1::CreateFairRequest request;
  const absl::Status status =
      ReadFairFile(context.arguments, *request.mutable_fair());
  if (!status.ok()) return FailUsage(context, status);
  request.set_fair_id(IdOf(name));
  request.set_validate_only(context.arguments.Has("dry-run"));
  return PrintFairAnswer(context.client.CreateFair(request), context);
}

// The attendance of a participant, or all of a fair.
int UpdateFair(const std::string& name, Context& context) {
  const Arguments& arguments = context.arguments;
  if (arguments.Has("attendance")) {
    v1::UpdateParticipantRequest request;
    const auto attendance = arguments.GetOneOf(
        "attendance", "", {"expected", "arrived", "no-show", "cancelled"});
    if (!attendance.ok()) return FailUsage(context, attendance.status());
    if (!IsBelow(name, "participants")) {
      return FailUsage(context, absl::InvalidArgumentError(fmt::format(
                                    "--attendance: \"{}\" is no participant: "
                                    "FAIR/participants/ID",
                                    name)));
    }
    request.mutable_participant()->set_name(name);
    request.mutable_participant()->set_attendance(
        *attendance == "expected"  ? v1::ATTENDANCE_EXPECTED
        : *attendance == "arrived" ? v1::ATTENDANCE_ARRIVED
        : *attendance == "no-show" ? v1::ATTENDANCE_NO_SHOW
                                   : v1::ATTENDANCE_CANCELLED);
    request.mutable_update_mask()->add_paths("attendance");
    request.set_validate_only(arguments.Has("dry-run"));
    return PrintFairAnswer(context.client.UpdateParticipant(request), context);
  }
  v1::UpdateFairRequest request;
  const absl::Status status = ReadFairFile(arguments, *request.mutable_fair());
  if (!status.ok()) return FailUsage(context, status);
  request.mutable_fair()->set_name(name);
  request.mutable_update_mask()->add_paths("*");
  request.set_validate_only(arguments.Has("dry-run"));
  return PrintFairAnswer(context.client.UpdateFair(request), context);
}

// "fairs/F" of "fairs/F/schedules/3".
std::string FairAbove(const std::string& name) {
  const std::vector<std::string> parts = SplitList(name, '/');
  return parts[0] + "/" + parts[1];
}

int GetFair(const std::string& name, Context& context) {
  if (IsBelow(name, "schedules")) {
    return GetFairSchedule(FairAbove(name), IdOf(name), context);
  }
  if (IsBelow(name, "meetings")) return GetFairMeeting(name, context);
  if (IsBelow(name, "participants")) {
    v1::GetParticipantRequest request;
    request.set_name(name);
    request.set_view(context.arguments.Has("contacts")
                         ? v1::PARTICIPANT_VIEW_FULL
                         : v1::PARTICIPANT_VIEW_BASIC);
    return PrintFairAnswer(context.client.GetParticipant(request), context);
  }
  if (IsBelow(name, "wishes")) {
    v1::GetWishRequest request;
    request.set_name(name);
    return PrintFairAnswer(context.client.GetWish(request), context);
  }
  v1::GetFairRequest request;
  request.set_name(name);
  return PrintFairAnswer(context.client.GetFair(request), context);
}

template <typename Request>
Request FairDeletion(const std::string& name, const Arguments& arguments) {
  Request request;
  request.set_name(name);
  request.set_etag(arguments.Get("etag"));
  request.set_validate_only(arguments.Has("dry-run"));
  if constexpr (requires { request.set_force(true); }) {
    request.set_force(arguments.Has("force"));
  }
  return request;
}

template <typename Response>
int PrintFairDeletion(const std::string& name,
                      const absl::StatusOr<Response>& response,
                      Context& context) {
  if (response.ok() && context.output == OutputFormat::kTable) {
    context.out << context.words.Format(context.arguments.Has("dry-run")
                                            ? Word::kWouldBeDeleted
                                            : Word::kDeleted,
                                        name)
                << '\n';
    return kDone;
  }
  return PrintFairAnswer(response, context);
}

int DeleteFair(const std::string& name, Context& context) {
  const Arguments& arguments = context.arguments;
  client::Client& client = context.client;
  if (IsBelow(name, "schedules")) {
    return DeleteFairSchedule(FairAbove(name), IdOf(name), context);
  }
  if (IsBelow(name, "participants")) {
    return PrintFairDeletion(
        name,
        client.DeleteParticipant(
            FairDeletion<v1::DeleteParticipantRequest>(name, arguments)),
        context);
  }
  if (IsBelow(name, "wishes")) {
    return PrintFairDeletion(
        name,
        client.DeleteWish(FairDeletion<v1::DeleteWishRequest>(name, arguments)),
        context);
  }
  return PrintFairDeletion(
      name,
      client.DeleteFair(FairDeletion<v1::DeleteFairRequest>(name, arguments)),
      context);
}

int ListFairs(Context& context) {
  return ListPages<v1::ListFairsResponse>(
      v1::ListFairsRequest(),
      {{Word::kId, "name", kId},
       {Word::kName, "display_name", 5, Align::kLeft, true},
       {Word::kComposed, "composed", kNeverShortened},
       {Word::kVenue, "venue", 2},
       {Word::kTimeZone, "time_zone", 2},
       {Word::kUpdated, "update_time", 1}},
      [&context](const v1::ListFairsRequest& request) {
        return context.client.ListFairs(request);
      },
      [](v1::ListFairsResponse& r) { return r.mutable_fairs(); }, context);
}

int ListParticipants(const std::string& fair, Context& context) {
  v1::ListParticipantsRequest request;
  request.set_parent(fair);
  return ListPages<v1::ListParticipantsResponse>(
      request,
      {{Word::kId, "name", kId, Align::kLeft, false, true},
       {Word::kName, "display_name", 5, Align::kLeft, true},
       {Word::kComposed, "composed", kNeverShortened},
       {Word::kSide, "side", 4},
       {Word::kParticipantType, "type", 3},
       {Word::kTable, "table", 3},
       {Word::kLanguages, "languages", 2},
       {Word::kAttendance, "attendance", 2}},
      [&context](const v1::ListParticipantsRequest& r) {
        return context.client.ListParticipants(r);
      },
      [](v1::ListParticipantsResponse& r) { return r.mutable_participants(); },
      context);
}

int ListWishes(const std::string& fair, Context& context) {
  v1::ListWishesRequest request;
  request.set_parent(fair);
  return ListPages<v1::ListWishesResponse>(
      request,
      {{Word::kId, "name", kId, Align::kLeft, false, true},
       {Word::kBuyer, "buyer", 5, Align::kLeft, false, true},
       {Word::kSupplier, "supplier", 5, Align::kLeft, false, true},
       {Word::kComposed, "composed", kNeverShortened},
       {Word::kValue, "value", 4, Align::kRight},
       {Word::kBuyerTier, "buyer_tier", 3},
       {Word::kSupplierTier, "supplier_tier", 3},
       {Word::kWishSource, "source", 2},
       {Word::kFixedSlot, "fixed_slot", 2}},
      [&context](const v1::ListWishesRequest& r) {
        return context.client.ListWishes(r);
      },
      [](v1::ListWishesResponse& r) { return r.mutable_wishes(); }, context);
}

int ListOfFairs(Context& context) {
  const auto& operands = context.arguments.operands();
  if (operands.size() == 1) return ListFairs(context);
  if (operands.size() == 3 && operands[1] == "participants") {
    return ListParticipants(FairNameOf(operands[2]), context);
  }
  if (operands.size() == 3 && operands[1] == "wishes") {
    return ListWishes(FairNameOf(operands[2]), context);
  }
  if (operands.size() == 3 && operands[1] == "schedules") {
    return ListFairSchedules(FairNameOf(operands[2]), context);
  }
  if (operands.size() == 3 && operands[1] == "meetings") {
    return ListFairMeetings(FairNameOf(operands[2]), context);
  }
  return FailUsage(context, absl::InvalidArgumentError(
                                "fair list: nothing, participants FAIR, "
                                "wishes FAIR, schedules FAIR or meetings "
                                "FAIR"));
}

struct FairAction {
  std::string_view name;
  int (*run)(const std::string& name, Context& context);
};

// Those that are done with one record.
constexpr std::array<FairAction, 7> kFairActions = {
    {{"create", &CreateFair},
     {"get", &GetFair},
     {"update", &UpdateFair},
     {"delete", &DeleteFair},
     {"export", &ExportFromFair},
     {"replan", &ReplanFair},
     {"report", &ReportOfFair}}};

// Those that are done with schedules and meetings.
struct ScheduleAction {
  std::string_view name;
  size_t least_operands;
  size_t most_operands;
  std::string_view usage;
  int (*run)(Context& context);
};

constexpr std::array<ScheduleAction, 7> kScheduleActions = {
    {{"candidates", 2, 2, "FAIR", &SuggestFairWishes},
     {"schedule", 2, 2, "FAIR", &MakeFairSchedule},
     {"review", 3, 3, "FAIR NUMBER", &ChangeFairSchedule},
     {"publish", 3, 3, "FAIR NUMBER", &ChangeFairSchedule},
     {"restore", 3, 3, "FAIR NUMBER", &ChangeFairSchedule},
     {"compare", 3, 4, "FAIR NUMBER [NUMBER]", &CompareFairSchedules},
     {"outcome", 3, 3, "FAIR MEETING", &SayFairOutcome}}};

// That an option is of an action that has it.
absl::Status CheckScheduleOptions(const Arguments& arguments) {
  const std::string& action = arguments.operands().front();
  constexpr std::string_view kOf[][2] = {
      {"min-score", "candidates"},
      {"conditional", "candidates"},
      {"per-buyer", "candidates"},
      {"per-supplier", "candidates"},
      {"floor", "candidates"},
      {"criteria-set", "candidates"},
      {"as-of", "candidates"},
      {"seed", "schedule replan"},
      {"effort", "schedule replan"},
      {"time-limit", "schedule"},
      {"require-floors", "schedule"},
      {"all-meetings", "schedule"},
      {"break-difference", "schedule"},
      {"note", "schedule replan review restore outcome"},
      {"allow-outdated", "publish"},
      {"status", "outcome"},
      {"outcome", "outcome"},
      {"order-value", "outcome"},
      {"at", "replan"},
      {"base", "replan"},
      {"no-show", "replan"},
      {"late", "replan"},
      {"table-out", "replan"},
      {"change-cost", "replan"},
      {"publish", "replan"}};
  for (const auto& [option, actions] : kOf) {
    if (!arguments.Has(option)) continue;
    const std::vector<std::string> of = SplitList(actions, ' ');
    if (std::find(of.begin(), of.end(), action) != of.end()) continue;
    return absl::InvalidArgumentError(
        fmt::format("--{} is not for fair {}", option, action));
  }
  return absl::OkStatus();
}

}  // namespace

std::string FairNameOf(const std::string& operand) {
  constexpr std::string_view kFairs = "fairs/";
  if (operand.empty() || operand.starts_with(kFairs)) return operand;
  return fmt::format("{}{}", kFairs, operand);
}

int PrintFairFields(const google::protobuf::Message& message,
                    Context& context) {
  if (context.output == OutputFormat::kJson) {
    context.out << JsonText(message);
    return kDone;
  }
  const std::vector<FieldText> fields = Flatten(message);
  if (context.output == OutputFormat::kCsv) {
    context.out << CsvLine({"field", "value"});
    for (const auto& [path, text] : fields) {
      context.out << CsvLine({path, text});
    }
    return kDone;
  }
  if (TextAt(message, "composed") == "true") {
    context.out << context.words(Word::kComposedNote) << "\n\n";
  }
  Table table({{context.words(Word::kField), Align::kLeft, 2},
               {context.words(Word::kValue), Align::kLeft, 1, true}});
  for (const auto& [path, text] : fields) table.AddRow({path, text});
  table.Print(context.out, context.width, context.colour);
  return kDone;
}

int RunFair(Context& context) {
  const auto& operands = context.arguments.operands();
  const std::string& action = operands.front();
  const absl::Status options = CheckScheduleOptions(context.arguments);
  if (!options.ok()) return FailUsage(context, options);
  if (action == "list") return ListOfFairs(context);
  constexpr size_t kOfImport = 4;
  if (action == "import" && operands.size() == kOfImport) {
    return ImportIntoFair(context);
  }
  std::vector<std::string_view> names = {"list", "import"};
  for (const ScheduleAction& one : kScheduleActions) {
    names.push_back(one.name);
    if (one.name != action) continue;
    if (operands.size() >= one.least_operands &&
        operands.size() <= one.most_operands) {
      return one.run(context);
    }
    return FailUsage(context, absl::InvalidArgumentError(fmt::format(
                                  "fair {}: {}", action, one.usage)));
  }
  for (const auto& [name, run] : kFairActions) {
    names.push_back(name);
    if (name != action || operands.size() != 2) continue;
    return run(FairNameOf(operands[1]), context);
  }
  const bool known =
      std::find(names.begin(), names.end(), action) != names.end();
  return FailUsage(
      context,
      absl::InvalidArgumentError(
          !known ? fmt::format("\"{}\" is nothing that is done with a fair{}",
                               action, SuggestionText(action, names))
          : action == "import" ? "fair import: participants|wishes FAIR FILE"
                               : fmt::format("fair {}: which one?", action)));
}

}  // namespace ketnoi::cli
