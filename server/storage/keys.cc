#include "server/storage/keys.h"

#include <limits>

#include "absl/status/status.h"
#include "fmt/format.h"
#include "server/storage/big_endian.h"

namespace ketnoi::storage {
namespace {

constexpr size_t kRevisionBytes = sizeof(uint64_t);

absl::Status Malformed(std::string_view family, std::string_view problem) {
  return absl::DataLossError(fmt::format("{} key: {}", family, problem));
}

// Revisions count from 1 and fit int64.
absl::StatusOr<int64_t> CheckRevision(std::string_view family,
                                      uint64_t number) {
  if (number == 0 ||
      number > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) {
    return Malformed(family, fmt::format("{} is no revision", number));
  }
  return static_cast<int64_t>(number);
}

}  // namespace

std::string_view CollectionName(Collection collection) {
  switch (collection) {
    case Collection::kSuppliers:
      return "suppliers";
    case Collection::kBuyers:
      return "buyers";
    case Collection::kRequirements:
      return "requirements";
    case Collection::kBoms:
      return "boms";
    case Collection::kWebhooks:
      return "webhooks";
    case Collection::kFairs:
      return "fairs";
    case Collection::kParticipants:
      return "participants";
    case Collection::kWishes:
      return "wishes";
    case Collection::kSchedules:
      return "schedules";
    case Collection::kScheduleParts:
      return "schedule parts";
    case Collection::kMeetings:
      return "meetings";
  }
  return "unknown";
}

absl::StatusOr<Collection> DecodeCollection(uint8_t number) {
  switch (static_cast<Collection>(number)) {
    case Collection::kSuppliers:
    case Collection::kBuyers:
    case Collection::kRequirements:
    case Collection::kBoms:
    case Collection::kWebhooks:
    case Collection::kFairs:
    case Collection::kParticipants:
    case Collection::kWishes:
    case Collection::kSchedules:
    case Collection::kScheduleParts:
    case Collection::kMeetings:
      return static_cast<Collection>(number);
  }
  return absl::DataLossError(fmt::format("{} is no collection", number));
}

std::string EncodeResourceKey(Collection collection, std::string_view name) {
  std::string key;
  key.reserve(1 + name.size() + 1 + kRevisionBytes);
  key.push_back(static_cast<char>(collection));
  key.append(name);
  return key;
}

std::string EncodeHistoryKey(Collection collection, std::string_view name,
                             int64_t revision) {
  std::string key = EncodeResourceKey(collection, name);
  key.push_back('\0');
  AppendBigEndian(key, ~static_cast<uint64_t>(revision));
  return key;
}

std::string EncodeFeedKey(int64_t revision, uint16_t position) {
  std::string key;
  AppendBigEndian(key, static_cast<uint64_t>(revision));
  AppendBigEndian(key, position);
  return key;
}

std::string EncodeRequestKey(int64_t revision) {
  std::string key;
  AppendBigEndian(key, static_cast<uint64_t>(revision));
  return key;
}

absl::StatusOr<ResourceKey> DecodeResourceKey(std::string_view key) {
  if (key.size() < 2) return Malformed("resources", "too short");
  absl::StatusOr<Collection> collection =
      DecodeCollection(static_cast<uint8_t>(key.front()));
  if (!collection.ok()) return collection.status();
  const std::string_view name = key.substr(1);
  if (name.find('\0') != std::string_view::npos) {
    return Malformed("resources", "a zero byte in the name");
  }
  return ResourceKey{*collection, name};
}

absl::StatusOr<HistoryKey> DecodeHistoryKey(std::string_view key) {
  if (key.size() < 2 + 1 + kRevisionBytes) {
    return Malformed("history", "too short");
  }
  const size_t name_end = key.size() - 1 - kRevisionBytes;
  if (key[name_end] != '\0') return Malformed("history", "the name has no end");
  absl::StatusOr<ResourceKey> resource =
      DecodeResourceKey(key.substr(0, name_end));
  if (!resource.ok()) return resource.status();
  absl::StatusOr<int64_t> revision = CheckRevision(
      "history", ~ReadBigEndian<uint64_t>(key.substr(name_end + 1)));
  if (!revision.ok()) return revision.status();
  return HistoryKey{resource->collection, resource->name, *revision};
}

absl::StatusOr<FeedKey> DecodeFeedKey(std::string_view key) {
  if (key.size() != kRevisionBytes + sizeof(uint16_t)) {
    return Malformed("feed", fmt::format("{} bytes", key.size()));
  }
  absl::StatusOr<int64_t> revision =
      CheckRevision("feed", ReadBigEndian<uint64_t>(key));
  if (!revision.ok()) return revision.status();
  return FeedKey{*revision,
                 ReadBigEndian<uint16_t>(key.substr(kRevisionBytes))};
}

absl::StatusOr<int64_t> DecodeRequestKey(std::string_view key) {
  if (key.size() != kRevisionBytes) {
    return Malformed("requests", fmt::format("{} bytes", key.size()));
  }
  return CheckRevision("requests", ReadBigEndian<uint64_t>(key));
}

}  // namespace ketnoi::storage
