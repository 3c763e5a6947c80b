// Lists and searches resources of any kind, page by page.
//
// Without a search, in the order of names; with one, the best match first.
// Pages are keysets: an item that stays is on exactly one page, whatever is
// written meanwhile. Thread-safe.

#ifndef KETNOI_SERVER_RESOURCE_LISTER_H_
#define KETNOI_SERVER_RESOURCE_LISTER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/backend.h"
#include "server/resource_kind.h"

namespace ketnoi::server {

struct ListQuery {
  std::string prefix;  // of names: "buyers/b1/requirements/"; empty: all
  int32_t page_size = 0;
  std::string page_token;
  std::string filter;
  std::string query;
  int view = 0;  // part of what a page token is bound to
  v1::ReadOptions read;
};

struct ListPage {
  std::vector<std::unique_ptr<Message>> resources;
  std::string next_page_token;
  int32_t total_size = 0;
  v1::ReadState read_state;
};

// Reads every record of the kind when there is a filter; otherwise it reads
// what is on the page and counts the rest.
absl::StatusOr<ListPage> List(const ResourceKind& kind, const Backend& backend,
                              const ListQuery& query, const CallLimits& limits);

// One resource. NOT_FOUND; INVALID_ARGUMENT: the name is none of the kind.
absl::Status Get(const ResourceKind& kind, const Backend& backend,
                 const std::string& name, const v1::ReadOptions& read,
                 const CallLimits& limits, Message& resource);

// `page_size` as asked, or the default for 0, or the most that is accepted.
// INVALID_ARGUMENT: it is negative.
absl::StatusOr<int32_t> PageSize(int32_t asked, int32_t default_size,
                                 int32_t largest);

// INVALID_ARGUMENT, PAGE_TOKEN_BROKEN or PAGE_TOKEN_OF_OTHER_QUERY.
absl::Status BrokenPageToken();
absl::Status PageTokenOfOtherQuery();

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_RESOURCE_LISTER_H_
