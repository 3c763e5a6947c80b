#include "clients/cli/fair_book.h"

#include <utility>

#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

constexpr int32_t kMostInPage = 1000;

// The records of all pages. `call` makes one call, `field` gives a response's
// records.
template <typename Record, typename Request, typename Call, typename Field>
absl::StatusOr<std::vector<Record>> AllPages(Request request, Call call,
                                             Field field) {
  std::vector<Record> records;
  request.set_page_size(kMostInPage);
  do {
    auto response = call(request);
    if (!response.ok()) return response.status();
    for (Record& record : *field(*response)) {
      records.push_back(std::move(record));
    }
    request.set_page_token(response->next_page_token());
  } while (!request.page_token().empty());
  return records;
}

}  // namespace

FairBookReader::FairBookReader(std::string fair, Context& context)
    : name_(std::move(fair)), context_(context) {}

absl::Status FairBookReader::ReadFair() {
  v1::GetFairRequest fair;
  fair.set_name(name_);
  auto read = context_.client.GetFair(fair);
  if (!read.ok()) return read.status();
  fair_ = *std::move(read);
  v1::ListParticipantsRequest request;
  request.set_parent(name_);
  auto participants = AllPages<v1::Participant>(
      request,
      [this](const auto& r) { return context_.client.ListParticipants(r); },
      [](auto& response) { return response.mutable_participants(); });
  if (!participants.ok()) return participants.status();
  participants_ = *std::move(participants);
  return absl::OkStatus();
}

absl::StatusOr<v1::Schedule> FairBookReader::ReadSchedule(
    int64_t number) const {
  if (number > 0) {
    v1::GetScheduleRequest request;
    request.set_name(fmt::format("{}/schedules/{:06}", name_, number));
    return context_.client.GetSchedule(request);
  }
  v1::ListSchedulesRequest request;
  request.set_parent(name_);
  request.set_filter("state = \"PUBLISHED\"");
  const auto response = context_.client.ListSchedules(request);
  if (!response.ok()) return response.status();
  if (response->schedules().empty()) {
    return absl::NotFoundError(fmt::format(
        "no schedule of {} is published; --schedule N takes another", name_));
  }
  return response->schedules(0);
}

absl::StatusOr<std::vector<v1::ScheduledMeeting>> FairBookReader::ReadMeetings(
    const v1::Schedule& schedule) const {
  v1::ListScheduledMeetingsRequest request;
  request.set_schedule(schedule.name());
  return AllPages<v1::ScheduledMeeting>(
      request,
      [this](const auto& r) {
        return context_.client.ListScheduledMeetings(r);
      },
      [](auto& response) { return response.mutable_meetings(); });
}

absl::StatusOr<agenda::FairBook> FairBookReader::BookOf(
    const v1::Schedule& schedule) const {
  const auto meetings = ReadMeetings(schedule);
  if (!meetings.ok()) return meetings.status();
  return BookOf(schedule, *meetings);
}

absl::StatusOr<agenda::FairBook> FairBookReader::BookOf(
    const v1::Schedule& schedule,
    const std::vector<v1::ScheduledMeeting>& meetings) const {
  return agenda::BookOfSchedule(fair_, participants_, schedule, meetings,
                                context_.words);
}

absl::StatusOr<agenda::FairBook> FairBookReader::PublishedBook() const {
  const auto schedule = ReadSchedule(0);
  if (!schedule.ok()) return schedule.status();
  v1::ListMeetingsRequest request;
  request.set_parent(name_);
  const auto meetings = AllPages<v1::Meeting>(
      request,
      [this](const auto& r) { return context_.client.ListMeetings(r); },
      [](auto& response) { return response.mutable_meetings(); });
  if (!meetings.ok()) return meetings.status();
  auto book =
      agenda::BookOfMeetings(fair_, participants_, *meetings, context_.words);
  if (book.ok()) book->version = fmt::format("{}", schedule->number());
  return book;
}

absl::StatusOr<std::vector<v1::LeftOutWish>> FairBookReader::ReadLeftOut(
    const v1::Schedule& schedule) const {
  v1::ListLeftOutWishesRequest request;
  request.set_schedule(schedule.name());
  return AllPages<v1::LeftOutWish>(
      request,
      [this](const auto& r) { return context_.client.ListLeftOutWishes(r); },
      [](auto& response) { return response.mutable_wishes(); });
}

}  // namespace ketnoi::cli
