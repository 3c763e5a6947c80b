// Lists and searches resources of any kind, page by page.
//
// Without a search, in the order of names; with one, the best match first.
// Pages are keysets: an item that stays is on exactly one page, whatever is
// written meanwhile; everything on one page is of one revision. Thread-safe.

#ifndef KETNOI_SERVER_RESOURCE_LISTER_H_
#define KETNOI_SERVER_RESOURCE_LISTER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/backend.h"
#include "server/page_token.h"
#include "server/resource_kind.h"

namespace ketnoi::server {

// A page ends once its results take this many bytes, whatever was asked, and
// holds at least one: gRPC's clients refuse answers of more than 4 MiB.
inline constexpr size_t kMostPageBytes = size_t{3} << 20;

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

// With a filter reads every record of the kind, or every one that the search
// found; otherwise a search reads what is on the page and counts the rest.
// INVALID_ARGUMENT: all that is wrong with the query, and `violations`, which
// the rest of the request has. CANCELLED or DEADLINE_EXCEEDED as soon as
// `limits` say so.
absl::StatusOr<ListPage> List(const ResourceKind& kind, const Backend& backend,
                              const ListQuery& query, const CallLimits& limits,
                              Violations violations = {});

// One resource. NOT_FOUND; INVALID_ARGUMENT: the name is none of the kind, the
// read options are wrong, and `violations`, which the rest of the request has.
absl::Status Get(const ResourceKind& kind, const Backend& backend,
                 const std::string& name, const v1::ReadOptions& read,
                 const CallLimits& limits, Violations violations,
                 Message& resource);

// The record that `name` had at `revision`, which the store has reached.
// NOT_FOUND: there was none. Costs a read of the history only if the record
// changed since.
absl::StatusOr<storage::Record> RecordAt(const storage::Store& store,
                                         storage::Collection collection,
                                         std::string_view name,
                                         int64_t revision);

// `page_size` as asked, or the default for 0, or the most that is accepted.
// A violation of `field`: it is negative.
int32_t PageSize(int32_t asked, int32_t default_size, int32_t largest,
                 Violations& violations, const char* field = "page_size");

// The token that `text` holds; absent if it is empty or wrong, which is a
// violation as below. FAILED_PRECONDITION, EPOCH_MISMATCH: it is from before
// the store was restored.
absl::StatusOr<std::optional<PageToken>> ReadPageToken(
    const Backend& backend, const std::string& text,
    const std::string& query_hash, Violations& violations);

// The violations PAGE_TOKEN_BROKEN and PAGE_TOKEN_OF_OTHER_QUERY.
void AddBrokenPageToken(Violations& violations);
void AddPageTokenOfOtherQuery(Violations& violations);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_RESOURCE_LISTER_H_
