#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "clients/cli/cells.h"
#include "clients/cli/commands.h"
#include "clients/cli/csv.h"
#include "clients/cli/interrupt.h"
#include "clients/cli/json_text.h"
#include "clients/cli/match_text.h"
#include "clients/cli/proto_field.h"
#include "clients/cli/resource_name.h"
#include "clients/cli/watch_scope.h"
#include "fmt/format.h"
#include "ketnoi/v1/watch_service.pb.h"

namespace ketnoi::cli {
namespace {

constexpr int64_t kLongestWatch = 366 * 86'400;
constexpr int64_t kManyEvents = 1'000'000'000'000;

absl::StatusOr<v1::WatchMatchesRequest> ReadWatch(const Context& context) {
  const Arguments& arguments = context.arguments;
  v1::WatchMatchesRequest request;
  auto scope = ReadWatchScope(arguments);
  if (!scope.ok()) return scope.status();
  if (scope->requirements().empty() && scope->supplier().empty()) {
    return absl::InvalidArgumentError(context.words(Word::kWatchAllNeeded));
  }
  *request.mutable_scope() = *std::move(scope);
  request.set_resume_token(arguments.Get("resume"));
  // A variable that is empty by mistake would begin anew, and lose events.
  if (arguments.Has("resume") && request.resume_token().empty()) {
    return absl::InvalidArgumentError(
        fmt::format("--resume {}", context.words(Word::kCellIsEmpty)));
  }
  return request;
}

// "eligible 82.50–91.00, place 3".
std::string PairStateText(const Words& words, const v1::PairState& state) {
  if (state.standing() == v1::STANDING_UNSPECIFIED) {
    return words(Word::kWatchNoPair);
  }
  std::string text = StandingText(words, state.standing());
  if (state.standing() != v1::STANDING_INELIGIBLE) {
    text += ' ' + ScoreInterval(state.score(), state.score_high());
  }
  if (state.rank() > 0) {
    text += ", " + words.Format(Word::kWatchPlace, state.rank());
  }
  return text;
}

std::string CauseText(const Words& words, const v1::EventCause& cause) {
  const int64_t revision = cause.revision().number();
  switch (cause.kind()) {
    case v1::CAUSE_KIND_SUPPLIER:
      return words.Format(Word::kWatchSupplier, revision);
    case v1::CAUSE_KIND_REQUIREMENT:
      return words.Format(Word::kWatchRequirement, revision);
    case v1::CAUSE_KIND_BUYER:
      return words.Format(Word::kWatchBuyer, revision);
    case v1::CAUSE_KIND_CRITERIA_SET:
      return words.Format(Word::kWatchCriteriaSet, cause.name());
    case v1::CAUSE_KIND_DATE:
      return words.Format(Word::kWatchDate, cause.date());
    case v1::CAUSE_KIND_OTHER:
      return words.Format(Word::kWatchOther, ShortForm(cause.name()), revision);
    default:
      return EnumText(cause.kind());
  }
}

// Whether the service refused the position to go on from.
bool IsPositionRefused(const absl::Status& status) {
  return absl::IsInvalidArgument(status) || absl::IsOutOfRange(status) ||
         absl::IsFailedPrecondition(status);
}

// Shows what comes, and knows when it is enough.
class WatchPrinter {
 public:
  // `token`: where the watch goes on from; empty: from now.
  WatchPrinter(Context& context, int64_t most_events, std::string token)
      : context_(context),
        words_(context.words),
        most_events_(most_events),
        token_(std::move(token)) {
    if (context.output == OutputFormat::kCsv) PrintHeader();
  }

  // False: no more are wanted.
  bool Take(const v1::WatchEvents& step) {
    events_ += step.events_size();
    switch (context_.output) {
      case OutputFormat::kJson:
        context_.out << JsonLine(step);
        break;
      case OutputFormat::kCsv:
        for (const auto& event : step.events()) PrintCsvRow(step, event);
        break;
      case OutputFormat::kTable:
        if (step.start()) {
          context_.err << words_.Format(Word::kWatchFrom,
                                        step.revision().number(),
                                        step.as_of_date())
                       << '\n';
        }
        for (const auto& event : step.events()) PrintLine(event);
        break;
    }
    context_.out << std::flush;
    if (!context_.out.good()) return false;
    // A step is told as a whole: the token is of its end.
    if (step.resume_token().empty()) return true;
    token_ = step.resume_token();
    return events_ < most_events_;
  }

  // Where to go on: after the last step that was written without error.
  void PrintToken() {
    if (token_.empty()) return;
    context_.err << words_.Format(Word::kWatchResume, token_) << '\n';
  }

 private:
  void PrintLine(const v1::MatchEvent& event) {
    std::string causes;
    for (const auto& cause : event.causes()) {
      if (!causes.empty()) causes += "; ";
      causes += CauseText(words_, cause);
    }
    context_.out << fmt::format(
        "{}  {}  {} → {}  · {}\n",
        Marked(words_, ShortForm(event.requirement()),
               event.requirement_composed()),
        Marked(words_, ShortForm(event.supplier()), event.supplier_composed()),
        PairStateText(words_, event.before()),
        PairStateText(words_, event.after()), causes);
  }

  void PrintHeader() {
    context_.out << CsvLine({"requirement", "requirement_composed", "supplier",
                             "composed", "before_standing", "before_score",
                             "before_score_high", "before_rank", "standing",
                             "score", "score_high", "rank", "causes",
                             "cause_names", "revision", "as_of_date"})
                 << std::flush;
  }

  static void AppendState(const v1::PairState& state,
                          std::vector<std::string>& cells) {
    const bool there = state.standing() != v1::STANDING_UNSPECIFIED;
    cells.push_back(there ? StandingCode(state.standing()) : "");
    cells.push_back(there ? Percent(state.score()) : "");
    cells.push_back(there ? Percent(state.score_high()) : "");
    cells.push_back(state.rank() > 0 ? fmt::format("{}", state.rank()) : "");
  }

  // Of a step in several messages, only those of the last tell the revision.
  void PrintCsvRow(const v1::WatchEvents& step, const v1::MatchEvent& event) {
    std::vector<std::string> cells = {
        event.requirement(), event.requirement_composed() ? "true" : "false",
        event.supplier(), event.supplier_composed() ? "true" : "false"};
    AppendState(event.before(), cells);
    AppendState(event.after(), cells);
    std::string kinds;
    std::string names;
    for (const auto& cause : event.causes()) {
      if (!kinds.empty()) kinds += ';';
      if (!names.empty()) names += ';';
      kinds += EnumText(cause.kind());
      names +=
          cause.kind() == v1::CAUSE_KIND_DATE ? cause.date() : cause.name();
    }
    cells.insert(cells.end(),
                 {kinds, names,
                  step.resume_token().empty()
                      ? ""
                      : fmt::format("{}", step.revision().number()),
                  step.as_of_date()});
    context_.out << CsvLine(cells);
  }

  Context& context_;
  const Words& words_;
  const int64_t most_events_;
  int64_t events_ = 0;
  std::string token_;  // of the last step that was written
};

}  // namespace

int RunWatch(Context& context) {
  const auto request = ReadWatch(context);
  if (!request.ok()) return FailUsage(context, request.status());
  const auto seconds =
      context.arguments.GetInteger("for", kLongestWatch, 1, kLongestWatch);
  if (!seconds.ok()) return FailUsage(context, seconds.status());
  const auto most =
      context.arguments.GetInteger("events", kManyEvents, 1, kManyEvents);
  if (!most.ok()) return FailUsage(context, most.status());

  const auto end =
      std::chrono::steady_clock::now() + std::chrono::seconds(*seconds);
  const Interrupt interrupt;
  WatchPrinter printer(context, *most, request->resume_token());
  const absl::Status status = context.client.WatchMatches(
      *request,
      [&printer](const v1::WatchEvents& step) { return printer.Take(step); },
      [&] {
        return interrupt.came() || std::chrono::steady_clock::now() >= end;
      });
  int code = kDone;
  if (!status.ok()) {
    code = FailCall(context, status);
  } else if (context.out.fail()) {
    context.err << "ketnoi: " << context.words(Word::kNotWritten) << '\n';
    code = kCallFailed;
  }
  if (!IsPositionRefused(status)) printer.PrintToken();
  return code;
}

}  // namespace ketnoi::cli
