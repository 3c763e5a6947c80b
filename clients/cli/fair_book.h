#ifndef KETNOI_CLIENTS_CLI_FAIR_BOOK_H_
#define KETNOI_CLIENTS_CLI_FAIR_BOOK_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/agenda/book.h"
#include "clients/cli/context.h"

namespace ketnoi::cli {

// Reads what agendas are printed from, page by page. Every error is that of a
// call, or of clients/agenda/book.h. One thread at a time.
class FairBookReader {
 public:
  // Of the fair of this full name. `context` must outlive it.
  FairBookReader(std::string fair, Context& context);

  // Reads the fair and its participants, once, before all else.
  absl::Status ReadFair();
  // The schedule of a number; 0: the published one, NOT_FOUND if none is.
  absl::StatusOr<v1::Schedule> ReadSchedule(int64_t number) const;
  absl::StatusOr<agenda::FairBook> BookOf(const v1::Schedule& schedule) const;
  // The meetings of a schedule, of which only the name counts.
  absl::StatusOr<std::vector<v1::ScheduledMeeting>> ReadMeetings(
      const v1::Schedule& schedule) const;
  // The book of a schedule that has, or shall have, these meetings.
  absl::StatusOr<agenda::FairBook> BookOf(
      const v1::Schedule& schedule,
      const std::vector<v1::ScheduledMeeting>& meetings) const;
  // What was published: also what was cancelled, and what became of it.
  absl::StatusOr<agenda::FairBook> PublishedBook() const;
  absl::StatusOr<std::vector<v1::LeftOutWish>> ReadLeftOut(
      const v1::Schedule& schedule) const;

 private:
  const std::string name_;
  Context& context_;
  v1::Fair fair_;
  std::vector<v1::Participant> participants_;
};

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_FAIR_BOOK_H_
