// Pages of what is in a schedule: the items that pass a filter, in an order
// that never changes, of which a page has those from a position on.
//
//   SchedulePager pager(backend, request);
//   ...  // adds to pager.violations()
//   absl::Status status = pager.Begin();
//   for each item: if (pager.Wants()) pager.Add(item, *response.mutable_x());
//   pager.Finish(response);

#ifndef KETNOI_SERVER_SCHEDULE_PAGES_H_
#define KETNOI_SERVER_SCHEDULE_PAGES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "server/backend.h"
#include "server/page_token.h"
#include "server/resource_lister.h"
#include "server/violations.h"

namespace ketnoi::server {

// Not thread-safe; one per request.
class SchedulePager {
 public:
  // Any request with page_size and page_token.
  template <class Request>
  SchedulePager(const Backend& backend, const Request& request)
      : backend_(backend), token_text_(request.page_token()) {
    page_size_ =
        static_cast<size_t>(PageSize(request.page_size(), kDefaultScheduledPage,
                                     kLargestScheduledPage, violations_));
    Request rest = request;
    rest.clear_page_token();
    rest.clear_page_size();
    hash_ = QueryHash({rest.GetTypeName(), rest.SerializeAsString()});
  }

  // Of the request; all are told by Begin.
  Violations& violations() { return violations_; }

  // The id of a participant of `fair` that is named by name or id; empty: none.
  std::string ParticipantId(std::string_view fair, const std::string& named);

  // Reads the token. INVALID_ARGUMENT with the violations.
  absl::Status Begin();
  bool IsFirst() const { return from_ == 0; }

  // Counts the next item; whether it is on the page.
  bool Wants() {
    const size_t position = seen_++;
    return position >= from_ && !full_;
  }
  // Adds it, which Wants.
  template <class Item, class List>
  void Add(Item item, List& list) {
    bytes_ += item.ByteSizeLong();
    *list.Add() = std::move(item);
    ++added_;
    full_ = added_ >= page_size_ || bytes_ >= kMostPageBytes;
  }

  template <class Response>
  void Finish(Response& response) const {
    response.set_total_size(static_cast<int32_t>(seen_));
    if (from_ + added_ < seen_) response.set_next_page_token(NextToken());
  }

 private:
  static constexpr int32_t kDefaultScheduledPage = 1'000;
  static constexpr int32_t kLargestScheduledPage = 5'000;

  std::string NextToken() const;

  const Backend& backend_;
  const std::string token_text_;
  std::string hash_;
  size_t page_size_ = 0;
  Violations violations_;
  size_t from_ = 0;
  size_t seen_ = 0;
  size_t added_ = 0;
  size_t bytes_ = 0;
  bool full_ = false;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_SCHEDULE_PAGES_H_
