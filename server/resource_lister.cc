#include "server/resource_lister.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "fmt/format.h"
#include "server/page_token.h"
#include "server/resource_filter.h"
#include "server/resource_name.h"
#include "server/rpc_status.h"

namespace ketnoi::server {
namespace {

constexpr int32_t kDefaultPage = 50;
constexpr int32_t kLargestPage = 1000;
constexpr size_t kMostQueryBytes = 500;
// How often a scan looks whether the call was cancelled, in records.
constexpr int64_t kCancelRecords = 1024;

// The number in ParseFilter's "position 12: ...", empty if there is none.
std::string PositionIn(std::string_view message) {
  constexpr std::string_view kBefore = "position ";
  const size_t begin = message.find(kBefore);
  if (begin == std::string_view::npos) return "";
  const std::string_view rest = message.substr(begin + kBefore.size());
  return std::string(rest.substr(0, rest.find(':')));
}

absl::StatusOr<Filter> ReadFilter(const ResourceKind& kind,
                                  const model::Reference& reference,
                                  const std::string& text) {
  auto filter = ParseFilter(text);
  if (!filter.ok()) {
    const std::string message(filter.status().message());
    return InvalidField("filter", message, v1::ERROR_REASON_FILTER_BROKEN,
                        {{"position", PositionIn(message)}});
  }
  Violations violations;
  for (Condition& condition : filter->conditions) {
    condition = CanonicalCondition(reference, std::move(condition));
    const std::string problem = kind.check_condition(reference, condition);
    if (!problem.empty()) violations.Add("filter", problem);
  }
  if (!violations.empty()) {
    return InvalidFields(violations, v1::ERROR_REASON_FILTER_BROKEN);
  }
  return filter;
}

// Collects the resources of one page.
class Pager {
 public:
  Pager(const ResourceKind& kind, const Backend& backend, const Filter& filter,
        int32_t page_size, const std::optional<PageToken>& token)
      : kind_(kind),
        backend_(backend),
        filter_(filter),
        page_size_(static_cast<size_t>(page_size)),
        token_(token) {}

  // The records of the store, in the order of names.
  absl::Status ByName(const std::string& prefix, const CallLimits& limits) {
    absl::Status status;
    int64_t seen = 0;
    const auto read = backend_.store.Scan(
        kind_.collection, prefix, "", [&](const storage::Record& record) {
          if (++seen % kCancelRecords == 0 && limits.cancelled &&
              limits.cancelled()) {
            status = absl::CancelledError("the call was cancelled");
          } else {
            status = Add(record, !token_ || record.name > token_->last_name);
          }
          return status.ok();
        });
    return read.ok() ? status : read.status();
  }

  // The names that a search found, best first.
  absl::Status ByRank(const std::string& prefix,
                      const std::vector<std::string>& names) {
    // The page begins after the last item of the one before; if that is gone,
    // after as many items as the pages before had.
    int64_t first = 0;
    if (token_) {
      const auto last =
          std::find(names.begin(), names.end(), token_->last_name);
      first = last == names.end() ? token_->offset : last - names.begin() + 1;
    }
    for (size_t i = 0; i < names.size(); ++i) {
      if (names[i].compare(0, prefix.size(), prefix) != 0) continue;
      const auto record = backend_.store.Get(kind_.collection, names[i]);
      if (absl::IsNotFound(record.status())) continue;
      if (!record.ok()) return record.status();
      const absl::Status status =
          Add(*record, static_cast<int64_t>(i) >= first);
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  ListPage Finish(const std::string& query_hash, int64_t revision) {
    ListPage page;
    page.total_size = total_;
    if (more_ && !resources_.empty()) {
      PageToken next;
      next.query_hash = query_hash;
      next.epoch = backend_.store.epoch();
      next.revision = token_ ? token_->revision : revision;
      next.offset = (token_ ? token_->offset : 0) +
                    static_cast<int64_t>(resources_.size());
      next.last_name = NameOf(*resources_.back());
      page.next_page_token = EncodePageToken(next);
    }
    page.resources = std::move(resources_);
    FillReadState(backend_, revision, page.read_state);
    return page;
  }

 private:
  absl::Status Add(const storage::Record& record, bool after_token) {
    const bool wanted = after_token && resources_.size() < page_size_;
    if (filter_.conditions.empty() && !wanted) {
      ++total_;
      more_ |= after_token;
      return absl::OkStatus();
    }
    std::unique_ptr<Message> resource(kind_.prototype->New());
    const absl::Status status =
        ReadRecord(record, backend_.store.epoch(), *resource);
    if (!status.ok()) return status;
    for (const Condition& condition : filter_.conditions) {
      if (!kind_.passes(backend_.data.reference, *resource, condition)) {
        return absl::OkStatus();
      }
    }
    ++total_;
    if (wanted) {
      resources_.push_back(std::move(resource));
    } else {
      more_ |= after_token;
    }
    return absl::OkStatus();
  }

  const ResourceKind& kind_;
  const Backend& backend_;
  const Filter& filter_;
  const size_t page_size_;
  const std::optional<PageToken>& token_;
  std::vector<std::unique_ptr<Message>> resources_;
  int32_t total_ = 0;
  bool more_ = false;
};

}  // namespace

absl::Status BrokenPageToken() {
  return InvalidField("page_token", "was not made by this service",
                      v1::ERROR_REASON_PAGE_TOKEN_BROKEN);
}

absl::Status PageTokenOfOtherQuery() {
  return InvalidField("page_token",
                      "was made for another query; only page_size may change "
                      "from page to page",
                      v1::ERROR_REASON_PAGE_TOKEN_OF_OTHER_QUERY);
}

absl::StatusOr<int32_t> PageSize(int32_t asked, int32_t default_size,
                                 int32_t largest) {
  if (asked < 0) {
    return InvalidField("page_size", fmt::format("{} is negative", asked));
  }
  return asked == 0 ? default_size : std::min(asked, largest);
}

absl::StatusOr<ListPage> List(const ResourceKind& kind, const Backend& backend,
                              const ListQuery& query,
                              const CallLimits& limits) {
  const auto page_size = PageSize(query.page_size, kDefaultPage, kLargestPage);
  if (!page_size.ok()) return page_size.status();
  if (query.query.size() > kMostQueryBytes) {
    return InvalidField("query",
                        fmt::format("{} bytes; at most {} are accepted",
                                    query.query.size(), kMostQueryBytes));
  }
  const auto filter = ReadFilter(kind, backend.data.reference, query.filter);
  if (!filter.ok()) return filter.status();

  const std::string query_hash = QueryHash(
      fmt::format("list {}\n{}\n{}\n{}\n{}", kind.pattern, query.prefix,
                  query.view, query.filter, query.query));
  std::optional<PageToken> token;
  if (!query.page_token.empty()) {
    token = DecodePageToken(query.page_token);
    if (!token) return BrokenPageToken();
    if (token->query_hash != query_hash) return PageTokenOfOtherQuery();
  }
  absl::Status status = AwaitFreshness(backend, query.read, limits);
  if (!status.ok()) return status;
  const int64_t revision = backend.catalogue.snapshot()->revision();
  Pager pager(kind, backend, *filter, *page_size, token);
  if (query.query.empty()) {
    status = pager.ByName(query.prefix, limits);
  } else {
    status = pager.ByRank(
        query.prefix, backend.catalogue.Search(kind.collection, query.query));
  }
  if (!status.ok()) return status;
  return pager.Finish(query_hash, revision);
}

absl::Status Get(const ResourceKind& kind, const Backend& backend,
                 const std::string& name, const v1::ReadOptions& read,
                 const CallLimits& limits, Message& resource) {
  if (const std::string problem = NameProblem(kind.pattern, name);
      !problem.empty()) {
    return InvalidField("name", problem);
  }
  const absl::Status status = AwaitFreshness(backend, read, limits);
  if (!status.ok()) return status;
  const auto record = backend.store.Get(kind.collection, name);
  if (absl::IsNotFound(record.status())) return NotFound(name);
  if (!record.ok()) return record.status();
  return ReadRecord(*record, backend.store.epoch(), resource);
}

}  // namespace ketnoi::server
