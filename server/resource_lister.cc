#include "server/resource_lister.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "fmt/format.h"
#include "server/resource_filter.h"
#include "server/rpc_status.h"

namespace ketnoi::server {
namespace {

constexpr int32_t kDefaultPage = 50;
constexpr int32_t kLargestPage = 1000;
constexpr size_t kMostQueryBytes = 500;
// How often a list looks whether the call is to go on, in records.
constexpr int64_t kLimitRecords = 1024;

// The number in ParseFilter's "position 12: ...", empty if there is none.
std::string PositionIn(std::string_view message) {
  constexpr std::string_view kBefore = "position ";
  const size_t begin = message.find(kBefore);
  if (begin == std::string_view::npos) return "";
  const std::string_view rest = message.substr(begin + kBefore.size());
  return std::string(rest.substr(0, rest.find(':')));
}

Filter ReadFilter(const ResourceKind& kind, const model::Reference& reference,
                  const std::string& text, Violations& violations) {
  auto filter = ParseFilter(text);
  if (!filter.ok()) {
    const std::string message(filter.status().message());
    violations.Add("filter", message, v1::ERROR_REASON_FILTER_BROKEN,
                   {{"position", PositionIn(message)}});
    return {};
  }
  for (Condition& condition : filter->conditions) {
    condition = CanonicalCondition(reference, std::move(condition));
    const std::string problem = kind.check_condition(reference, condition);
    if (problem.empty()) continue;
    violations.Add("filter", problem, v1::ERROR_REASON_FILTER_BROKEN);
  }
  return *std::move(filter);
}

void CheckQuery(const std::string& query, Violations& violations) {
  if (query.size() <= kMostQueryBytes) return;
  violations.Add("query", fmt::format("{} bytes; at most {} are accepted",
                                      query.size(), kMostQueryBytes));
}

// Collects the resources of one page.
class Pager {
 public:
  Pager(const ResourceKind& kind, const Backend& backend,
        const CallLimits& limits, const Filter& filter, int32_t page_size,
        const std::optional<PageToken>& token)
      : kind_(kind),
        backend_(backend),
        limits_(limits),
        filter_(filter),
        page_size_(static_cast<size_t>(page_size)),
        token_(token) {}

  // The records of the store, in the order of names.
  absl::Status ByName(const std::string& prefix) {
    absl::Status status;
    const auto read = backend_.store.Scan(
        kind_.collection, prefix, "", [&](const storage::Record& record) {
          const bool after = !token_ || record.name > token_->last_name;
          status = GoOn();
          if (status.ok() && !Counted(after)) status = Add(record, after);
          return status.ok();
        });
    if (!read.ok()) return read.status();
    revision_ = *read;
    return status;
  }

  // What a search for `query` finds, best first.
  absl::Status BySearch(const std::string& prefix, const std::string& query) {
    const auto found = backend_.catalogue.Search(
        kind_.collection, query, WaitLimit(absl::Now(), limits_.deadline),
        [this] { return !CheckLimits(limits_).ok(); });
    if (absl::IsDeadlineExceeded(found.status())) {
      return Error(absl::StatusCode::kUnavailable, v1::ERROR_REASON_NOT_SERVING,
                   "the server has just started and is still reading what "
                   "searches need; retry");
    }
    if (!found.ok()) return found.status();
    revision_ = found->revision;
    for (const TextHit& hit : found->hits) {
      if (!hit.key.starts_with(prefix)) continue;
      absl::Status status = GoOn();
      if (!status.ok()) return status;
      const bool after = IsAfterToken(hit);
      if (Counted(after)) continue;
      const auto record =
          RecordAt(backend_.store, kind_.collection, hit.key, revision_);
      if (!record.ok()) return record.status();
      quality_ = hit.quality;
      status = Add(*record, after);
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  ListPage Finish(const std::string& query_hash) {
    ListPage page;
    page.total_size = total_;
    if (more_ && !resources_.empty()) {
      PageToken next;
      next.query_hash = query_hash;
      next.epoch = backend_.store.epoch();
      next.revision = token_ ? token_->revision : revision_;
      next.last_name = NameOf(*resources_.back());
      next.last_quality = static_cast<int64_t>(last_quality_);
      page.next_page_token = EncodePageToken(next);
    }
    page.resources = std::move(resources_);
    FillReadState(backend_, revision_, page.read_state);
    return page;
  }

 private:
  // Asked per record; looks now and then whether the call is to go on.
  absl::Status GoOn() {
    return ++records_ % kLimitRecords == 0 ? CheckLimits(limits_)
                                           : absl::OkStatus();
  }

  bool IsAfterToken(const TextHit& hit) const {
    if (!token_) return true;
    const auto quality = static_cast<int64_t>(hit.quality);
    return quality != token_->last_quality ? quality > token_->last_quality
                                           : hit.key > token_->last_name;
  }

  // Counts a record that need not be read: one that is not for this page, if
  // there is no filter. False: it is to be read.
  bool Counted(bool after_token) {
    if (!filter_.conditions.empty() || (after_token && !full_)) return false;
    ++total_;
    more_ |= after_token;
    return true;
  }

  absl::Status Add(const storage::Record& record, bool after_token) {
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
    if (!after_token) return absl::OkStatus();
    const size_t bytes = resource->ByteSizeLong();
    full_ |= !resources_.empty() && bytes_ + bytes > kMostPageBytes;
    if (full_) {
      more_ = true;
      return absl::OkStatus();
    }
    bytes_ += bytes;
    last_quality_ = quality_;
    resources_.push_back(std::move(resource));
    full_ = resources_.size() == page_size_;
    return absl::OkStatus();
  }

  const ResourceKind& kind_;
  const Backend& backend_;
  const CallLimits& limits_;
  const Filter& filter_;
  const size_t page_size_;
  const std::optional<PageToken>& token_;
  int64_t revision_ = 0;  // of everything that was read
  int64_t records_ = 0;
  TextQuality quality_ = TextQuality::kExact;       // of the record at hand
  TextQuality last_quality_ = TextQuality::kExact;  // of the last resource
  std::vector<std::unique_ptr<Message>> resources_;
  size_t bytes_ = 0;   // of the resources
  bool full_ = false;  // no further resource goes on the page
  int32_t total_ = 0;
  bool more_ = false;
};

}  // namespace

void AddBrokenPageToken(Violations& violations) {
  violations.Add("page_token", "was not made by this service",
                 v1::ERROR_REASON_PAGE_TOKEN_BROKEN);
}

void AddPageTokenOfOtherQuery(Violations& violations) {
  violations.Add(
      "page_token",
      "was made for another query; from page to page only page_size and "
      "what results show may change",
      v1::ERROR_REASON_PAGE_TOKEN_OF_OTHER_QUERY);
}

absl::StatusOr<std::optional<PageToken>> ReadPageToken(
    const Backend& backend, const std::string& text,
    const std::string& query_hash, Violations& violations) {
  std::optional<PageToken> token;
  if (text.empty()) return token;
  token = DecodePageToken(text);
  if (!token) {
    AddBrokenPageToken(violations);
  } else if (token->query_hash != query_hash) {
    AddPageTokenOfOtherQuery(violations);
    token.reset();
  } else if (token->epoch != backend.store.epoch()) {
    return Error(absl::StatusCode::kFailedPrecondition,
                 v1::ERROR_REASON_EPOCH_MISMATCH,
                 "the page token is from before the store was restored");
  }
  return token;
}

absl::StatusOr<storage::Record> RecordAt(const storage::Store& store,
                                         storage::Collection collection,
                                         std::string_view name,
                                         int64_t revision) {
  auto record = store.Get(collection, name);
  const bool changed = record.ok() ? record->revision > revision
                                   : absl::IsNotFound(record.status());
  return changed ? store.GetAt(collection, name, revision) : record;
}

int32_t PageSize(int32_t asked, int32_t default_size, int32_t largest,
                 Violations& violations, const char* field) {
  if (asked < 0) {
    violations.Add(field, fmt::format("{} is negative", asked));
  }
  return asked == 0 ? default_size : std::min(asked, largest);
}

absl::StatusOr<ListPage> List(const ResourceKind& kind, const Backend& backend,
                              const ListQuery& query, const CallLimits& limits,
                              Violations violations) {
  const int32_t page_size =
      PageSize(query.page_size, kDefaultPage, kLargestPage, violations);
  CheckQuery(query.query, violations);
  const Filter filter =
      ReadFilter(kind, backend.data.reference, query.filter, violations);
  CheckReadOptions(query.read, violations);
  const std::string query_hash =
      QueryHash({"list", kind.pattern, query.prefix, std::to_string(query.view),
                 query.filter, query.query});
  const auto token =
      ReadPageToken(backend, query.page_token, query_hash, violations);
  if (!violations.empty()) return InvalidFields(violations);
  if (!token.ok()) return token.status();

  absl::Status status = AwaitFreshness(backend, query.read, limits);
  if (!status.ok()) return status;
  Pager pager(kind, backend, limits, filter, page_size, *token);
  status = query.query.empty() ? pager.ByName(query.prefix)
                               : pager.BySearch(query.prefix, query.query);
  if (!status.ok()) return status;
  return pager.Finish(query_hash);
}

absl::Status Get(const ResourceKind& kind, const Backend& backend,
                 const std::string& name, const v1::ReadOptions& read,
                 const CallLimits& limits, Violations violations,
                 Message& resource) {
  CheckName(kind, name, "name", violations);
  CheckReadOptions(read, violations);
  if (!violations.empty()) return InvalidFields(violations);
  const absl::Status status = AwaitFreshness(backend, read, limits);
  if (!status.ok()) return status;
  const auto record = backend.store.Get(kind.collection, name);
  if (absl::IsNotFound(record.status())) return NotFound(name);
  if (!record.ok()) return record.status();
  return ReadRecord(*record, backend.store.epoch(), resource);
}

}  // namespace ketnoi::server
