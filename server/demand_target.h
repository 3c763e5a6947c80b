// What the calls of DemandService have in common: a supplier and the
// requirements that are sought, as they were at one revision.

#ifndef KETNOI_SERVER_DEMAND_TARGET_H_
#define KETNOI_SERVER_DEMAND_TARGET_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ketnoi/v1/common.pb.h"
#include "ketnoi/v1/match_service.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "server/backend.h"
#include "server/match_program.h"
#include "server/violations.h"

namespace ketnoi::server {

// What the names of a parent's requirements begin with: nothing if it is empty
// or "buyers/-". A violation of "parent": it is no buyer's name.
std::string RequirementPrefix(const std::string& parent,
                              Violations& violations);

// A violation if the options of a request have weights: requirements have
// their own.
void RefuseWeights(const v1::RankingOptions& options, Violations& violations);

// Both sides of the catalogue. UNAVAILABLE (NOT_SERVING): the requirements are
// still being read; errors of CheckLimits.
absl::StatusOr<Catalogue::BothSides> ReadSides(const Backend& backend,
                                               const CallLimits& limits);

struct DemandTarget {
  Catalogue::BothSides sides;
  index::SupplierAt supplier;        // of sides.snapshot
  const Demand::Set* set = nullptr;  // of sides.demand

  int64_t revision() const { return sides.snapshot->revision(); }
};

// Waits for what `read` asks. NOT_FOUND: the supplier or the criteria set;
// UNAVAILABLE (NOT_SERVING): the requirements are still being read; errors of
// AwaitFreshness.
absl::StatusOr<DemandTarget> FindDemandTarget(const Backend& backend,
                                              const CallLimits& limits,
                                              const v1::ReadOptions& read,
                                              const std::string& supplier,
                                              const RankingChoice& choice);

// A requirement of a set, with what it compiles to.
struct SoughtTarget {
  v1::Requirement requirement;
  CompiledPointer compiled;  // not null
};

absl::StatusOr<SoughtTarget> ReadSought(const Backend& backend,
                                        const std::string& name,
                                        int64_t revision,
                                        const RankingChoice& choice);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_DEMAND_TARGET_H_
