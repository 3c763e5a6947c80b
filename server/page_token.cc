#include "server/page_token.h"

#include <charconv>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "fmt/format.h"
#include "server/sha256.h"

namespace ketnoi::server {
namespace {

constexpr std::string_view kVersion = "2";
constexpr size_t kChecksumBytes = 8;
constexpr size_t kMostTokenBytes = 4096;
constexpr size_t kFields = 10;

// Fields as "length:bytes", one after the other.
void Append(std::string_view field, std::string& text) {
  text += std::to_string(field.size());
  text += ':';
  text += field;
}

bool ReadNumber(std::string_view text, int64_t& number) {
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

bool Split(std::string_view text, std::vector<std::string>& fields) {
  while (!text.empty()) {
    const size_t colon = text.find(':');
    int64_t size = 0;
    if (colon == std::string_view::npos ||
        !ReadNumber(text.substr(0, colon), size) || size < 0 ||
        static_cast<size_t>(size) > text.size() - colon - 1) {
      return false;
    }
    fields.emplace_back(text.substr(colon + 1, static_cast<size_t>(size)));
    text.remove_prefix(colon + 1 + static_cast<size_t>(size));
  }
  return fields.size() == kFields;
}

std::string Checksum(std::string_view payload) {
  return Sha256(payload).substr(0, kChecksumBytes);
}

// "standing score score_high" of a place in a ranking; empty: none.
std::string RankText(const std::optional<match::RankKey>& rank) {
  if (!rank) return "";
  return fmt::format("{} {} {}", static_cast<int>(rank->standing), rank->score,
                     rank->score_high);
}

bool ReadRank(std::string_view text, std::string_view id,
              std::optional<match::RankKey>& rank) {
  if (text.empty()) return true;
  int64_t numbers[3] = {0, 0, 0};
  for (int64_t& number : numbers) {
    const size_t blank = text.find(' ');
    if (!ReadNumber(text.substr(0, blank), number)) return false;
    if (number < 0 || number > 10000) return false;
    text.remove_prefix(blank == std::string_view::npos ? text.size()
                                                       : blank + 1);
  }
  if (!text.empty() || numbers[0] >= match::kStandings) return false;
  rank = match::RankKey{static_cast<match::Standing>(numbers[0]),
                        static_cast<int32_t>(numbers[1]),
                        static_cast<int32_t>(numbers[2]), std::string(id)};
  return true;
}

}  // namespace

std::string QueryHash(std::string_view query) {
  return absl::BytesToHexString(Sha256(query).substr(0, 16));
}

std::string QueryHash(std::initializer_list<std::string_view> parts) {
  std::string query;
  for (const std::string_view part : parts) Append(part, query);
  return QueryHash(query);
}

std::string EncodePageToken(const PageToken& token) {
  std::string payload;
  Append(kVersion, payload);
  Append(token.query_hash, payload);
  Append(std::to_string(token.revision), payload);
  Append(std::to_string(token.offset), payload);
  Append(token.as_of_date, payload);
  Append(token.last_name, payload);
  Append(RankText(token.last_rank), payload);
  Append(token.last_rank ? token.last_rank->id : "", payload);
  Append(token.epoch, payload);
  Append(std::to_string(token.last_quality), payload);
  return absl::WebSafeBase64Escape(Checksum(payload) + payload);
}

std::optional<PageToken> DecodePageToken(std::string_view text) {
  std::string bytes;
  if (text.size() > kMostTokenBytes ||
      !absl::WebSafeBase64Unescape(std::string(text), &bytes) ||
      bytes.size() < kChecksumBytes) {
    return std::nullopt;
  }
  const std::string_view payload =
      std::string_view(bytes).substr(kChecksumBytes);
  if (Checksum(payload) != bytes.substr(0, kChecksumBytes)) return std::nullopt;
  std::vector<std::string> fields;
  if (!Split(payload, fields) || fields[0] != kVersion) return std::nullopt;
  PageToken token;
  token.query_hash = std::move(fields[1]);
  token.as_of_date = std::move(fields[4]);
  token.last_name = std::move(fields[5]);
  token.epoch = std::move(fields[8]);
  if (!ReadNumber(fields[2], token.revision) ||
      !ReadNumber(fields[3], token.offset) ||
      !ReadNumber(fields[9], token.last_quality) ||
      !ReadRank(fields[6], fields[7], token.last_rank)) {
    return std::nullopt;
  }
  return token;
}

}  // namespace ketnoi::server
