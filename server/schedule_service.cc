#include "server/schedule_service.h"

#include <string>
#include <utility>

#include "server/fair_kinds.h"
#include "server/field_checks.h"
#include "server/make_schedule.h"
#include "server/meeting_calls.h"
#include "server/publication.h"
#include "server/replan_schedule.h"
#include "server/resource_calls.h"
#include "server/resource_name.h"
#include "server/rpc_status.h"
#include "server/schedule_lists.h"
#include "server/schedule_store.h"

namespace ketnoi::server {
namespace {

// That are made at the same time: each has a core, and its memory.
constexpr int kMostSearches = 2;
// Likewise those that are made again, which wait for no others: people wait.
constexpr int kMostReplans = 2;

// INVALID_ARGUMENT: the name or the note of a request is wrong.
template <class Request>
absl::Status CheckNamed(const Backend& backend, const Request& request,
                        const v1::LocalizedText& note) {
  Violations violations;
  CheckName(ScheduleKind(), request.name(), "name", violations);
  const Path root;
  FieldChecks(backend.data.reference, violations)
      .TextFits(Path(root, "note"), note, kText);
  return violations.empty() ? absl::OkStatus() : InvalidFields(violations);
}

}  // namespace

ScheduleService::ScheduleService(Backend& backend)
    : Service(backend),
      backend_(backend),
      gate_(kMostSearches),
      replan_gate_(kMostReplans) {
  using S = ScheduleService;
  ServeStream("/ketnoi.v1.ScheduleService/MakeSchedule", &S::MakeSchedule);
  Serve("/ketnoi.v1.ScheduleService/ReplanSchedule", &S::ReplanSchedule);
  Serve("/ketnoi.v1.ScheduleService/GetSchedule", &S::GetSchedule);
  Serve("/ketnoi.v1.ScheduleService/ListSchedules", &S::ListSchedules);
  Serve("/ketnoi.v1.ScheduleService/DeleteSchedule", &S::DeleteSchedule);
  Serve("/ketnoi.v1.ScheduleService/ListScheduledMeetings",
        &S::ListScheduledMeetings);
  Serve("/ketnoi.v1.ScheduleService/ListLeftOutWishes", &S::ListLeftOutWishes);
  Serve("/ketnoi.v1.ScheduleService/ReviewSchedule", &S::ReviewSchedule);
  Serve("/ketnoi.v1.ScheduleService/PublishSchedule", &S::PublishSchedule);
  Serve("/ketnoi.v1.ScheduleService/RestoreSchedule", &S::RestoreSchedule);
  Serve("/ketnoi.v1.ScheduleService/CompareSchedules", &S::CompareSchedules);
  Serve("/ketnoi.v1.ScheduleService/GetMeeting", &S::GetMeeting);
  Serve("/ketnoi.v1.ScheduleService/ListMeetings", &S::ListMeetings);
  Serve("/ketnoi.v1.ScheduleService/UpdateMeeting", &S::UpdateMeeting);
}

absl::Status ScheduleService::MakeSchedule(
    const CallLimits& limits, const v1::MakeScheduleRequest& request,
    const SendMessage& send) {
  return server::MakeSchedule(backend_, gate_, limits, request, send);
}

absl::Status ScheduleService::ReplanSchedule(
    const CallLimits& limits, const v1::ReplanScheduleRequest& request,
    v1::ReplanScheduleResponse& response) {
  return server::ReplanSchedule(backend_, replan_gate_, limits, request,
                                response);
}

absl::Status ScheduleService::GetSchedule(const CallLimits& limits,
                                          const v1::GetScheduleRequest& request,
                                          v1::Schedule& response) {
  return Get(ScheduleKind(), backend_, request.name(), request.read(), limits,
             {}, response);
}

absl::Status ScheduleService::ListSchedules(
    const CallLimits& limits, const v1::ListSchedulesRequest& request,
    v1::ListSchedulesResponse& response) {
  Violations violations;
  CheckName(FairKind(), request.parent(), "parent", violations);
  ListQuery query;
  query.prefix = request.parent() + "/schedules/";
  query.page_size = request.page_size();
  query.page_token = request.page_token();
  query.filter = request.filter();
  query.read = request.read();
  auto page =
      List(ScheduleKind(), backend_, query, limits, std::move(violations));
  if (!page.ok()) return page.status();
  FillList<v1::Schedule>(*page, *response.mutable_schedules(), response);
  return absl::OkStatus();
}

absl::Status ScheduleService::DeleteSchedule(
    const CallLimits&, const v1::DeleteScheduleRequest& request,
    v1::DeleteScheduleResponse& response) {
  const absl::Status status = CheckNamed(backend_, request, {});
  if (!status.ok()) return status;
  const auto revision =
      RemoveSchedule(backend_, request.name(), request.etag());
  if (!revision.ok()) return revision.status();
  response.mutable_revision()->set_epoch(backend_.store.epoch());
  response.mutable_revision()->set_number(*revision);
  return absl::OkStatus();
}

absl::Status ScheduleService::ListScheduledMeetings(
    const CallLimits&, const v1::ListScheduledMeetingsRequest& request,
    v1::ListScheduledMeetingsResponse& response) {
  return server::ListScheduledMeetings(backend_, request, response);
}

absl::Status ScheduleService::ListLeftOutWishes(
    const CallLimits&, const v1::ListLeftOutWishesRequest& request,
    v1::ListLeftOutWishesResponse& response) {
  return server::ListLeftOutWishes(backend_, request, response);
}

absl::Status ScheduleService::ReviewSchedule(
    const CallLimits&, const v1::ReviewScheduleRequest& request,
    v1::Schedule& response) {
  const absl::Status status = CheckNamed(backend_, request, request.note());
  if (!status.ok()) return status;
  return MarkReviewed(backend_, request.name(), request.etag(),
                      request.has_note() ? &request.note() : nullptr, response);
}

absl::Status ScheduleService::PublishSchedule(
    const CallLimits& limits, const v1::PublishScheduleRequest& request,
    v1::PublishScheduleResponse& response) {
  const absl::Status status = CheckNamed(backend_, request, {});
  if (!status.ok()) return status;
  return server::PublishSchedule(backend_, limits, request, response);
}

absl::Status ScheduleService::RestoreSchedule(
    const CallLimits&, const v1::RestoreScheduleRequest& request,
    v1::Schedule& response) {
  const absl::Status status = CheckNamed(backend_, request, request.note());
  if (!status.ok()) return status;
  auto schedule = ReadSchedule(backend_, request.name());
  if (!schedule.ok()) return schedule.status();
  auto content = ReadScheduleContent(backend_, request.name());
  if (!content.ok()) return content.status();
  content->clear_printed_times();
  response = *std::move(schedule);
  response.set_state(v1::SCHEDULE_STATE_DRAFT);
  response.set_parent_schedule(request.name());
  response.clear_note();
  if (request.has_note()) *response.mutable_note() = request.note();
  return AddSchedule(backend_, std::string(ParentName(request.name())),
                     *content, response);
}

absl::Status ScheduleService::CompareSchedules(
    const CallLimits&, const v1::CompareSchedulesRequest& request,
    v1::CompareSchedulesResponse& response) {
  return server::CompareSchedules(backend_, request, response);
}

absl::Status ScheduleService::GetMeeting(const CallLimits&,
                                         const v1::GetMeetingRequest& request,
                                         v1::Meeting& response) {
  return server::GetMeeting(backend_, request, response);
}

absl::Status ScheduleService::ListMeetings(
    const CallLimits&, const v1::ListMeetingsRequest& request,
    v1::ListMeetingsResponse& response) {
  return server::ListMeetings(backend_, request, response);
}

absl::Status ScheduleService::UpdateMeeting(
    const CallLimits&, const v1::UpdateMeetingRequest& request,
    v1::Meeting& response) {
  return server::UpdateMeeting(backend_, request, response);
}

}  // namespace ketnoi::server
