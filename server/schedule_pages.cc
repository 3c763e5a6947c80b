#include "server/schedule_pages.h"

#include "server/fair_kinds.h"
#include "server/resource_kind.h"
#include "server/resource_name.h"
#include "server/rpc_status.h"

namespace ketnoi::server {

std::string SchedulePager::ParticipantId(std::string_view fair,
                                         const std::string& named) {
  if (named.empty() || IsId(named)) return named;
  CheckName(ParticipantKind(), named, "participant", violations_);
  if (ParentName(named) != fair) {
    violations_.Add("participant", "'" + named + "' is not of the fair");
  }
  return std::string(LastId(named));
}

absl::Status SchedulePager::Begin() {
  const auto token = ReadPageToken(backend_, token_text_, hash_, violations_);
  if (!violations_.empty()) return InvalidFields(violations_);
  if (!token.ok()) return token.status();
  if (*token) from_ = static_cast<size_t>((*token)->offset);
  return absl::OkStatus();
}

std::string SchedulePager::NextToken() const {
  PageToken token;
  token.query_hash = hash_;
  token.epoch = backend_.store.epoch();
  token.offset = static_cast<int64_t>(from_ + added_);
  return EncodePageToken(token);
}

}  // namespace ketnoi::server
