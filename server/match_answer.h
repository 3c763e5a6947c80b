// What the calls that rank have in common: fields of their requests, and how
// their answers are written. Thread-safe.

#ifndef KETNOI_SERVER_MATCH_ANSWER_H_
#define KETNOI_SERVER_MATCH_ANSWER_H_

#include "absl/status/status.h"
#include "ketnoi/v1/match_service.pb.h"
#include "matcher/match/matcher.h"
#include "server/backend.h"
#include "server/match_program.h"
#include "server/violations.h"
#include "server/wire_writer.h"

namespace ketnoi::server {

// AwaitFreshness; but a request that is refused whatever it reads waits for no
// revision of its own.
absl::Status AwaitUnlessRefused(const Backend& backend,
                                const v1::ReadOptions& read,
                                const CallLimits& limits,
                                const Violations& violations);

// The field `basis` of an answer, as of the revision.
void WriteBasis(const CompiledTarget& target, const v1::Revision& revision,
                int field, WireWriter& answer);

// Writes results as `field` until the page is full in bytes; the matches from
// then on, if any, are dropped.
void WriteResults(const ResultWriter& writer, bool with_criteria,
                  Languages languages, int field, match::Ranking& ranking,
                  WireWriter& answer);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_MATCH_ANSWER_H_
