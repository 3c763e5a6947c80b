// Page tokens: where the next page of one query begins.
//
// A token is a keyset, not an offset: it names the last item of the page
// before, so that a page neither repeats nor skips an item that did not move.
// It is bound to its query and to a checksum, versioned, and says nothing that
// the answer did not say already. Pure functions; thread-safe.

#ifndef KETNOI_SERVER_PAGE_TOKEN_H_
#define KETNOI_SERVER_PAGE_TOKEN_H_

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "matcher/match/result.h"

namespace ketnoi::server {

struct PageToken {
  // A digest of everything in the request but the page; at most 64 bytes.
  std::string query_hash;
  // The store's epoch, and the revision that the first page was read at.
  std::string epoch;
  int64_t revision = 0;
  // In tables that never change: the position of the next item.
  int64_t offset = 0;
  // The day of a ranking, so that a default of today does not move at midnight.
  std::string as_of_date;
  // The last item of the page before: its name in a list; with its quality
  // (TextHit) in a search; its place in a ranking.
  std::string last_name;
  int64_t last_quality = 0;
  std::optional<match::RankKey> last_rank;
};

// A digest (32 hexadecimal digits) of `query`, for PageToken::query_hash.
std::string QueryHash(std::string_view query);
// The same of several parts: equal for equal parts only, whatever is in them.
std::string QueryHash(std::initializer_list<std::string_view> parts);

// URL-safe text.
std::string EncodePageToken(const PageToken& token);

// nullopt: the text was not made by EncodePageToken, or was changed. Whether
// query_hash is that of the query at hand is for the caller to see.
std::optional<PageToken> DecodePageToken(std::string_view text);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_PAGE_TOKEN_H_
