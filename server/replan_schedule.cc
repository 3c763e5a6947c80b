#include "server/replan_schedule.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "fmt/format.h"
#include "matcher/optimize/at.h"
#include "matcher/schedule/left_out.h"
#include "matcher/schedule/replan.h"
#include "server/civil_time.h"
#include "server/failed_floors.h"
#include "server/fair_as_of.h"
#include "server/fair_frame.h"
#include "server/fair_kinds.h"
#include "server/fair_records.h"
#include "server/field_checks.h"
#include "server/fixed_message.h"
#include "server/publication.h"
#include "server/resource_lister.h"
#include "server/resource_name.h"
#include "server/rpc_status.h"
#include "server/schedule_comparison.h"
#include "server/schedule_content.h"
#include "server/schedule_store.h"
#include "server/slot_times.h"
#include "server/translate_fair.h"

namespace ketnoi::server {
namespace {

constexpr int64_t kDefaultReplanEffort = 20'000'000;
constexpr int64_t kMostReplanEffort = 10'000'000'000;
constexpr int64_t kMostChangeCost = 1'000'000;
// What storing and answering may take before the caller's deadline: this, or a
// quarter of the time that there is.
constexpr absl::Duration kReplanReserve = absl::Seconds(1);

// One call.
class ReplanCall {
 public:
  ReplanCall(Backend& backend, const CallLimits& limits,
             const v1::ReplanScheduleRequest& request,
             v1::ReplanScheduleResponse& response)
      : backend_(backend),
        limits_(limits),
        request_(request),
        response_(response) {}

  absl::Status Check() const {
    Violations violations;
    CheckName(FairKind(), request_.parent(), "parent", violations);
    if (!CivilTimeFromText(request_.as_of_time())) {
      violations.Add("as_of_time", request_.as_of_time().empty()
                                       ? "is required"
                                       : fmt::format("'{}' is not of the form "
                                                     "YYYY-MM-DDTHH:MM",
                                                     request_.as_of_time()));
    }
    if (!request_.base_schedule().empty()) {
      CheckName(ScheduleKind(), request_.base_schedule(), "base_schedule",
                violations);
      if (ParentName(request_.base_schedule()) != request_.parent()) {
        violations.Add("base_schedule", fmt::format("'{}' is not of '{}'",
                                                    request_.base_schedule(),
                                                    request_.parent()));
      }
    }
    FieldChecks checks(backend_.data.reference, violations);
    const Path root;
    checks.InRange(Path(root, "change_cost"), request_.change_cost(), 0,
                   kMostChangeCost);
    checks.InRange(Path(root, "effort_units"), request_.effort_units(), 0,
                   kMostReplanEffort);
    checks.TextFits(Path(root, "note"), request_.note(), kText);
    return violations.empty() ? absl::OkStatus() : InvalidFields(violations);
  }

  absl::Status Run() {
    begun_ = absl::Now();
    absl::Status status = ReadAll();
    if (!status.ok()) return status;
    auto replanned = Search();
    if (!replanned.ok()) return replanned.status();
    status = CheckLimits(limits_);
    if (!status.ok()) return status;
    return Answer(replanned->solution);
  }

 private:
  absl::Status ReadAll() {
    auto records = ReadFairRecords(backend_, request_.parent(), limits_);
    if (!records.ok()) return records.status();
    records_ = *std::move(records);
    const FairFrame frame = FrameOf(records_.fair);
    const std::string problem =
        CivilTimeProblem(frame.zone, request_.as_of_time());
    if (!problem.empty()) {
      Violations violations;
      violations.Add("as_of_time", problem);
      return InvalidFields(violations);
    }
    const auto published = ReadPublication(backend_, request_.parent());
    if (!published.ok()) return published.status();
    absl::Status status = ReadBase(*published);
    if (!status.ok()) return status;
    const auto notes =
        ReadMeetingNotes(backend_, request_.parent(), *published);
    if (!notes.ok()) return notes.status();
    as_of_ =
        FairAsOfTime(records_, base_content_, request_.as_of_time(), *notes);
    if (!frame.slots.empty() && At(as_of_.first_slot) == frame.slots.size()) {
      return NotSchedulable(
          "NO_SLOTS", fmt::format("all slots of the fair have begun at {}",
                                  request_.as_of_time()));
    }
    auto model = TranslateFair(records_, as_of_);
    if (!model.ok()) return model.status();
    model_ = *std::move(model);
    return absl::OkStatus();
  }

  absl::Status ReadBase(const PublishedFair& published) {
    std::string name = request_.base_schedule();
    if (name.empty() && published.head.number() == 0) {
      return NotSchedulable(
          "MEETINGS", fmt::format("no schedule of '{}' is published, and no "
                                  "base_schedule is named",
                                  request_.parent()));
    }
    if (name.empty()) {
      name = fmt::format("{}/schedules/{}", request_.parent(),
                         ScheduleId(published.head.schedule()));
    }
    auto base = ReadSchedule(backend_, name);
    if (!base.ok()) return base.status();
    base_ = *std::move(base);
    auto content = ReadScheduleContent(backend_, name);
    if (!content.ok()) return content.status();
    base_content_ = *std::move(content);
    return CompleteTimes(backend_, request_.parent(), base_content_);
  }

  schedule::ReplanOptions OptionsOf() const {
    schedule::ReplanOptions options;
    options.seed = static_cast<uint64_t>(
        request_.seed() == 0 ? int64_t{1} : request_.seed());
    options.steps = request_.effort_units() == 0 ? kDefaultReplanEffort
                                                 : request_.effort_units();
    options.first_slot = as_of_.first_slot;
    if (request_.has_change_cost()) {
      options.change_cost = request_.change_cost();
    }
    return options;
  }

  absl::Status NotFixed(const absl::Status& status) const {
    if (!absl::IsInvalidArgument(status)) return status;
    return NotSchedulable("FIXED", FixedMessage(status, records_, model_));
  }

  // What is printed of the wishes that can be held still, but for what has
  // begun and was said not to be held.
  schedule::Schedule Printed() const {
    int32_t gone = 0;
    auto printed = ScheduleOf(records_, model_, base_content_, gone);
    std::vector<bool> settled(model_.fair.wishes.size());
    for (const schedule::Meeting& meeting : model_.fair.settled) {
      settled[At(meeting.wish)] = true;
    }
    std::erase_if(printed.meetings, [&](const schedule::Meeting& meeting) {
      return meeting.slot < as_of_.first_slot && !settled[At(meeting.wish)];
    });
    return printed;
  }

  absl::StatusOr<schedule::Replanned> Search() {
    const schedule::Schedule printed = Printed();
    const auto colliding = schedule::FixedThatCollide(model_.fair, printed);
    if (!colliding.ok()) return NotFixed(colliding.status());
    Unfix(*colliding, model_);
    const absl::Time end =
        limits_.deadline -
        std::min(kReplanReserve, (limits_.deadline - begun_) / 4);
    auto replanned = schedule::Replan(model_.fair, printed, OptionsOf(), [&] {
      return absl::Now() >= end || (limits_.cancelled && limits_.cancelled());
    });
    if (!replanned.ok()) return NotFixed(replanned.status());
    const absl::Status status =
        schedule::Check(model_.fair, replanned->solution.schedule);
    if (!status.ok()) return status;
    return replanned;
  }

  absl::Status Answer(const schedule::Solution& solution) {
    const auto left_out = schedule::WhyLeftOut(model_.fair, solution.schedule);
    if (!left_out.ok()) return left_out.status();
    auto content = ContentOf(records_, model_, solution.schedule, *left_out);
    AddOrphans(content);
    v1::Schedule stored;
    FillFailedFloors(records_, model_, solution.schedule, *left_out, stored);
    FillLevels(model_.fair, solution, stored);
    const schedule::ReplanOptions options = OptionsOf();
    stored.set_state(v1::SCHEDULE_STATE_DRAFT);
    if (request_.has_note()) *stored.mutable_note() = request_.note();
    stored.set_parent_schedule(base_.name());
    stored.set_as_of_time(request_.as_of_time());
    stored.set_mode(v1::SCHEDULE_MODE_VALUE);
    stored.set_seed(static_cast<int64_t>(options.seed));
    stored.set_effort_units_asked(options.steps);
    stored.set_effort_units_used(std::min(solution.steps, options.steps));
    stored.set_fingerprint(FingerprintOf(records_));
    stored.mutable_read_revision()->set_epoch(backend_.store.epoch());
    stored.mutable_read_revision()->set_number(records_.revision);
    stored.set_meeting_count(content.meetings_size());
    stored.set_left_out_count(content.left_out_size());
    if (!request_.validate_only()) {
      const absl::Status status =
          AddSchedule(backend_, request_.parent(), content, stored);
      if (!status.ok()) return status;
    }
    SetTimes(records_.fair, content);
    FillResponse(content, std::move(stored));
    return absl::OkStatus();
  }

  // Meetings that have begun, of what is no longer there.
  void AddOrphans(ScheduleContent& content) const {
    for (const int32_t m : as_of_.orphans) {
      const auto& meeting = base_content_.meetings(m);
      const auto same = [&](const auto& one) {
        return one.wish() == meeting.wish();
      };
      // The wish is of others now, and they have this id.
      if (std::any_of(content.meetings().begin(), content.meetings().end(),
                      same)) {
        continue;
      }
      const auto position = [](const std::string& id, auto& ids) {
        const auto found = std::find(ids.begin(), ids.end(), id);
        if (found == ids.end()) *ids.Add() = id;
        return static_cast<int32_t>(std::find(ids.begin(), ids.end(), id) -
                                    ids.begin());
      };
      auto& to = *content.add_meetings();
      to.set_wish(meeting.wish());
      to.set_buyer(position(base_content_.participants(meeting.buyer()),
                            *content.mutable_participants()));
      to.set_supplier(position(base_content_.participants(meeting.supplier()),
                               *content.mutable_participants()));
      to.set_slot(position(base_content_.slots(meeting.slot()),
                           *content.mutable_slots()));
      to.set_table(position(base_content_.tables(meeting.table()),
                            *content.mutable_tables()));
      if (!meeting.has_interpreter()) continue;
      to.set_interpreter(
          position(base_content_.interpreters(meeting.interpreter()),
                   *content.mutable_interpreters()));
    }
    if (as_of_.orphans.empty()) return;
    KeepTimes(content);
    std::sort(content.mutable_meetings()->begin(),
              content.mutable_meetings()->end(),
              [](const auto& a, const auto& b) { return a.wish() < b.wish(); });
  }

  // Of slots that only orphans are in, as they were printed.
  void KeepTimes(ScheduleContent& content) const {
    for (int32_t s = 0; s < content.slots_size(); ++s) {
      auto& times = *content.add_printed_times();
      if (At(s) < model_.slot_ids.size()) continue;
      const auto& before = base_content_.slots();
      const auto found =
          std::find(before.begin(), before.end(), content.slots(s));
      const auto at = static_cast<int32_t>(found - before.begin());
      if (at < base_content_.printed_times_size()) {
        times = base_content_.printed_times(at);
      }
    }
  }

  void FillResponse(const ScheduleContent& content, v1::Schedule stored) {
    *response_.mutable_schedule() = std::move(stored);
    for (const v1::ScheduleLevel& level : base_.levels()) {
      if (level.goal() == v1::FAIR_GOAL_VALUE) {
        response_.set_base_value(level.achieved());
      }
    }
    response_.set_settled_count(
        static_cast<int32_t>(as_of_.settled.size() + as_of_.orphans.size()));
    const ScheduleComparison comparison(request_.parent(), base_content_,
                                        content);
    for (const auto& [name, counts] : comparison.participants()) {
      if (IsOfPrinted(counts)) {
        *response_.add_changed_agendas() = counts;
      } else if (counts.added_count() > 0) {
        *response_.add_added_only() = counts;
      } else {
        *response_.add_interpreter_only() = counts;
      }
    }
    size_t bytes = 0;
    for (const v1::MeetingChange& change : comparison.changes()) {
      bytes += change.ByteSizeLong();
      if (bytes > kMostPageBytes) break;
      *response_.add_changes() = change;
    }
    response_.set_change_count(
        static_cast<int32_t>(comparison.changes().size()));
  }

  Backend& backend_;
  const CallLimits& limits_;
  const v1::ReplanScheduleRequest& request_;
  v1::ReplanScheduleResponse& response_;
  absl::Time begun_;
  FairRecords records_;
  v1::Schedule base_;
  ScheduleContent base_content_;
  FairAsOf as_of_;
  FairModel model_;
};

}  // namespace

absl::Status ReplanSchedule(Backend& backend, WorkGate& gate,
                            const CallLimits& limits,
                            const v1::ReplanScheduleRequest& request,
                            v1::ReplanScheduleResponse& response) {
  ReplanCall call(backend, limits, request, response);
  const absl::Status status = call.Check();
  if (!status.ok()) return status;
  const auto pass = gate.Enter(limits, [] { return true; });
  if (!pass.ok()) return pass.status();
  return call.Run();
}

}  // namespace ketnoi::server
