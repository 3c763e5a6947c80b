// Why suppliers are not in a ranking: what WhyNotOptions ask for.

#ifndef KETNOI_SERVER_WHY_NOT_H_
#define KETNOI_SERVER_WHY_NOT_H_

#include "absl/status/status.h"
#include "ketnoi/v1/match_service.pb.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/compile.h"
#include "matcher/match/funnel.h"
#include "server/backend.h"
#include "server/match_program.h"
#include "server/render.h"
#include "server/violations.h"
#include "server/wire_writer.h"

namespace ketnoi::server {

// Violations of "why_not".
void CheckWhyNot(const v1::WhyNotOptions& options, Violations& violations);

// Whether anything is asked for.
bool AsksForAny(const v1::WhyNotOptions& options);

// What is asked of which snapshot. Refers to its parts.
struct WhyNotCall {
  const Backend& backend;
  const CallLimits& limits;
  const index::Snapshot& snapshot;
  const CompiledTarget& target;
  const v1::WhyNotOptions& options;  // that passed CheckWhyNot
  bool with_criteria;
  Languages languages;
};

// The fields of a Funnel.
void WriteFunnel(const match::Program& program, const match::Funnel& funnel,
                 WireWriter& answer);

// Writes a WhyNot as `field`. Reads the records of near misses from the store,
// as they were at the snapshot's revision. CANCELLED or DEADLINE_EXCEEDED as
// the limits say; errors of the store.
absl::Status WriteWhyNot(const WhyNotCall& call, int field, WireWriter& answer);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_WHY_NOT_H_
