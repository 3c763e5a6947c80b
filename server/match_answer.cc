#include "server/match_answer.h"

#include <cstddef>
#include <cstdint>

#include "server/resource_lister.h"
#include "server/translate_result.h"

namespace ketnoi::server {

absl::Status AwaitUnlessRefused(const Backend& backend,
                                const v1::ReadOptions& read,
                                const CallLimits& limits,
                                const Violations& violations) {
  return AwaitFreshness(backend, violations.empty() ? read : v1::ReadOptions(),
                        limits);
}

void WriteBasis(const CompiledTarget& target, const v1::Revision& revision,
                int field, WireWriter& answer) {
  const size_t begin = answer.Begin(field);
  answer.Fields(target.basis_before_revision);
  answer.Message(v1::RankingBasis::kRevisionFieldNumber, revision);
  answer.Fields(target.basis_after_revision);
  answer.End(begin);
}

void WriteResults(const ResultWriter& writer, bool with_criteria,
                  Languages languages, int field, match::Ranking& ranking,
                  WireWriter& answer) {
  size_t bytes = 0;
  size_t written = 0;
  for (; written < ranking.matches.size(); ++written) {
    const match::Match& match = ranking.matches[written];
    const size_t before = answer.size();
    const size_t begin = answer.Begin(field);
    writer.WriteResult(match,
                       ranking.skipped + static_cast<int64_t>(written) + 1,
                       with_criteria, languages, answer);
    bytes += answer.size() - begin;
    answer.End(begin);
    if (bytes <= kMostPageBytes || written == 0) continue;
    answer.Truncate(before);
    break;
  }
  if (written == ranking.matches.size()) return;
  ranking.matches.resize(written);
  ranking.more = true;
}

}  // namespace ketnoi::server
