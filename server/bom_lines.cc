#include "server/bom_lines.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string_view>
#include <utility>

#include "fmt/format.h"
#include "google/protobuf/arena.h"
#include "ketnoi/v1/requirement.pb.h"
#include "server/buyers_mutex.h"
#include "server/resource_name.h"
#include "server/resource_texts.h"
#include "server/rpc_status.h"

namespace ketnoi::server {
namespace {

using storage::Collection;

// How often a scan looks whether the call is to go on, in records.
constexpr int64_t kLimitRecords = 256;
// How many entries of the feed are read at once.
constexpr size_t kFeedEntries = 1024;

// What the names of all requirements that may be lines begin with.
std::string PrefixOf(const std::string& bom) {
  return std::string(ParentName(bom)) + "/requirements/";
}

// Appends the record if it is a line of `bom`. DATA_LOSS: it cannot be told.
absl::Status AddIfLine(const storage::Record& record, const std::string& bom,
                       std::vector<BomLine>& lines) {
  // The bytes of a line hold the name as it is; few others are parsed.
  if (record.value.find(bom) == std::string::npos) return absl::OkStatus();
  google::protobuf::Arena arena;
  auto& requirement =
      *google::protobuf::Arena::CreateMessage<v1::Requirement>(&arena);
  if (!requirement.ParseFromString(record.value)) {
    return Unreadable(record.name);
  }
  if (requirement.bom() == bom) {
    lines.push_back({requirement.bom_line(), record.name});
  }
  return absl::OkStatus();
}

// Looks through the requirements that may be lines of `bom`, those after the
// one called `after`, until `visit` says false. Returns the revision that was
// read.
absl::StatusOr<int64_t> ScanRequirements(
    const storage::Store& store, const std::string& bom,
    const std::string& after, const CallLimits& limits,
    const std::function<absl::StatusOr<bool>(const storage::Record&)>& visit) {
  absl::Status status;
  int64_t records = 0;
  const auto revision = store.Scan(Collection::kRequirements, PrefixOf(bom),
                                   after, [&](const storage::Record& record) {
                                     if (++records % kLimitRecords == 0) {
                                       status = CheckLimits(limits);
                                       if (!status.ok()) return false;
                                     }
                                     const auto go_on = visit(record);
                                     status = go_on.status();
                                     return go_on.ok() && *go_on;
                                   });
  if (!status.ok()) return status;
  return revision;
}

// Names of the requirements that were written or deleted after one revision
// and up to another.
absl::StatusOr<std::set<std::string>> ChangedBetween(
    const storage::Store& store, const std::string& bom, int64_t after,
    int64_t last) {
  const std::string prefix = PrefixOf(bom);
  std::set<std::string> names;
  while (after < last) {
    auto entries = store.ReadFeed(after, kFeedEntries);
    if (!entries.ok()) return entries.status();
    if (entries->empty()) break;
    after = entries->back().revision;
    for (storage::FeedEntry& entry : *entries) {
      if (entry.revision <= last &&
          entry.collection == Collection::kRequirements &&
          entry.name.starts_with(prefix)) {
        names.insert(std::move(entry.name));
      }
    }
  }
  return names;
}

// Deletes up to a commit's worth of lines after the one called `after`, which
// becomes the last that was looked at. Returns whether there may be more.
absl::StatusOr<bool> DeleteSome(Backend& backend, const std::string& bom,
                                const CallLimits& limits, std::string& after) {
  const WriteLock lock(backend.buyers_mutex, Collection::kBoms);
  std::vector<BomLine> lines;
  const auto read = ScanRequirements(
      backend.store, bom, after, limits,
      [&](const storage::Record& record) -> absl::StatusOr<bool> {
        after = record.name;
        const absl::Status status = AddIfLine(record, bom, lines);
        if (!status.ok()) return status;
        return lines.size() < storage::kMaxOperations;
      });
  if (!read.ok()) return read.status();
  if (lines.empty()) return false;
  storage::CommitRequest request;
  for (BomLine& line : lines) {
    request.operations.push_back({Collection::kRequirements,
                                  std::move(line.requirement), std::nullopt,
                                  std::nullopt});
  }
  const auto result = backend.store.Commit(request);
  if (!result.ok()) return result.status();
  return lines.size() == storage::kMaxOperations;
}

}  // namespace

absl::StatusOr<std::vector<BomLine>> LinesOf(const storage::Store& store,
                                             const std::string& bom,
                                             int64_t revision,
                                             const CallLimits& limits) {
  std::vector<BomLine> lines;
  const auto scanned = ScanRequirements(
      store, bom, "", limits,
      [&](const storage::Record& record) -> absl::StatusOr<bool> {
        // What was written since is read below, as it was.
        if (record.revision > revision) return true;
        const absl::Status status = AddIfLine(record, bom, lines);
        if (!status.ok()) return status;
        return true;
      });
  if (!scanned.ok()) return scanned.status();
  const auto changed = ChangedBetween(store, bom, revision, *scanned);
  if (!changed.ok()) return changed.status();
  for (const std::string& name : *changed) {
    const auto record = store.GetAt(Collection::kRequirements, name, revision);
    if (absl::IsNotFound(record.status())) continue;
    if (!record.ok()) return record.status();
    const absl::Status status = AddIfLine(*record, bom, lines);
    if (!status.ok()) return status;
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

absl::Status CheckHasNoLines(const storage::Store& store,
                             const std::string& bom) {
  std::vector<BomLine> lines;
  const auto read = ScanRequirements(
      store, bom, "", {},
      [&](const storage::Record& record) -> absl::StatusOr<bool> {
        const absl::Status status = AddIfLine(record, bom, lines);
        if (!status.ok()) return status;
        return lines.empty();
      });
  if (!read.ok()) return read.status();
  if (lines.empty()) return absl::OkStatus();
  return Error(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_RESOURCE_IN_USE,
      fmt::format("'{}' has lines, such as '{}'; delete them first, or force "
                  "it",
                  bom, lines.front().requirement),
      {{"name", bom}, {"requirement", lines.front().requirement}});
}

absl::Status DeleteLines(Backend& backend, const std::string& bom,
                         const CallLimits& limits) {
  std::string after;
  for (;;) {
    absl::Status status = CheckLimits(limits);
    if (!status.ok()) return status;
    const auto more = DeleteSome(backend, bom, limits, after);
    if (!more.ok()) return more.status();
    if (!*more) return absl::OkStatus();
  }
}

}  // namespace ketnoi::server
