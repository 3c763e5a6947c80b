#include <functional>

#include "clients/cpp/calls.h"
#include "clients/cpp/client.h"
#include "clients/cpp/stubs.h"

namespace ketnoi::client {
namespace {

using Stub = v1::ScheduleService::Stub;

}  // namespace

absl::Status Client::MakeSchedule(
    const v1::MakeScheduleRequest& r,
    const std::function<void(const v1::MakeScheduleResponse&)>& take,
    const std::function<bool()>& stopped) {
  grpc::ClientContext context;
  StallWatch stall(context, timeout_);
  StopWatch stop(context, stopped);
  const auto stream = stubs_->schedules.MakeSchedule(&context, r);
  v1::MakeScheduleResponse message;
  while (stream->Read(&message)) {
    stall.Moved();
    take(message);
    stall.Moved();
  }
  const grpc::Status status = stream->Finish();
  if (!stall.stalled()) return Translate(status);
  return absl::DeadlineExceededError("the service fell silent");
}

absl::StatusOr<v1::ReplanScheduleResponse> Client::ReplanSchedule(
    const v1::ReplanScheduleRequest& r) {
  return Call(stubs_->schedules, &Stub::ReplanSchedule, r, timeout_);
}

absl::StatusOr<v1::Schedule> Client::GetSchedule(
    const v1::GetScheduleRequest& r) {
  return Call(stubs_->schedules, &Stub::GetSchedule, r, timeout_);
}

absl::StatusOr<v1::ListSchedulesResponse> Client::ListSchedules(
    const v1::ListSchedulesRequest& r) {
  return Call(stubs_->schedules, &Stub::ListSchedules, r, timeout_);
}

absl::StatusOr<v1::DeleteScheduleResponse> Client::DeleteSchedule(
    const v1::DeleteScheduleRequest& r) {
  return Call(stubs_->schedules, &Stub::DeleteSchedule, r, timeout_);
}

absl::StatusOr<v1::ListScheduledMeetingsResponse> Client::ListScheduledMeetings(
    const v1::ListScheduledMeetingsRequest& r) {
  return Call(stubs_->schedules, &Stub::ListScheduledMeetings, r, timeout_);
}

absl::StatusOr<v1::ListLeftOutWishesResponse> Client::ListLeftOutWishes(
    const v1::ListLeftOutWishesRequest& r) {
  return Call(stubs_->schedules, &Stub::ListLeftOutWishes, r, timeout_);
}

absl::StatusOr<v1::Schedule> Client::ReviewSchedule(
    const v1::ReviewScheduleRequest& r) {
  return Call(stubs_->schedules, &Stub::ReviewSchedule, r, timeout_);
}

absl::StatusOr<v1::PublishScheduleResponse> Client::PublishSchedule(
    const v1::PublishScheduleRequest& r) {
  return Call(stubs_->schedules, &Stub::PublishSchedule, r, timeout_);
}

absl::StatusOr<v1::Schedule> Client::RestoreSchedule(
    const v1::RestoreScheduleRequest& r) {
  return Call(stubs_->schedules, &Stub::RestoreSchedule, r, timeout_);
}

absl::StatusOr<v1::CompareSchedulesResponse> Client::CompareSchedules(
    const v1::CompareSchedulesRequest& r) {
  return Call(stubs_->schedules, &Stub::CompareSchedules, r, timeout_);
}

absl::StatusOr<v1::Meeting> Client::GetMeeting(const v1::GetMeetingRequest& r) {
  return Call(stubs_->schedules, &Stub::GetMeeting, r, timeout_);
}

absl::StatusOr<v1::ListMeetingsResponse> Client::ListMeetings(
    const v1::ListMeetingsRequest& r) {
  return Call(stubs_->schedules, &Stub::ListMeetings, r, timeout_);
}

absl::StatusOr<v1::Meeting> Client::UpdateMeeting(
    const v1::UpdateMeetingRequest& r) {
  return Call(stubs_->schedules, &Stub::UpdateMeeting, r, timeout_);
}

}  // namespace ketnoi::client
