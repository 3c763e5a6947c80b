#include "benchmarks/ask.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace ketnoi::benchmarks {
namespace {

bool RanksBefore(const match::Match& a, const match::Match& b) {
  if (a.key != b.key) return Before(a.key, b.key);
  return std::tie(a.capability, a.site) < std::tie(b.capability, b.site);
}

// Leaves the first of each supplier, in order.
void Merge(std::vector<match::Match>& matches, size_t limit) {
  std::sort(matches.begin(), matches.end(), RanksBefore);
  std::set<std::string> seen;
  std::erase_if(matches, [&seen](const match::Match& match) {
    return !seen.insert(match.key.id).second;
  });
  if (matches.size() > limit) matches.resize(limit);
}

}  // namespace

absl::StatusOr<std::vector<match::Match>> AskParts(
    const BoundParts& parts, const index::Snapshot& snapshot, size_t limit,
    Asking asking, match::Workspace& workspace) {
  match::RankQuery query;
  query.limit = static_cast<int32_t>(limit);
  query.with_criteria = asking.with_criteria;
  std::vector<match::Match> matches;
  for (const auto& part : parts) {
    auto ranking =
        asking.bound ? match::Rank(*part, snapshot, query, workspace)
                     : match::Rank(part->program(), snapshot, query, workspace);
    if (!ranking.ok()) return ranking.status();
    if (parts.size() == 1) return std::move(ranking->matches);
    std::move(ranking->matches.begin(), ranking->matches.end(),
              std::back_inserter(matches));
  }
  Merge(matches, limit);
  return matches;
}

}  // namespace ketnoi::benchmarks
