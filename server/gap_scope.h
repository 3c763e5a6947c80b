// What the calls of GapService look at: requirements of a scope and suppliers,
// as they were at one revision.

#ifndef KETNOI_SERVER_GAP_SCOPE_H_
#define KETNOI_SERVER_GAP_SCOPE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "ketnoi/v1/gap_service.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "matcher/demand/demand_scope.h"
#include "matcher/demand/gap_supply.h"
#include "matcher/demand/lever.h"
#include "matcher/demand/lever_trial.h"
#include "server/backend.h"
#include "server/levers.h"
#include "server/match_program.h"
#include "server/violations.h"

namespace ketnoi::server {

// The most suppliers of a catalogue that is analyzed, the most pairs of
// requirement and supplier that are looked at, and the most that levers may
// make eligible.
inline constexpr int32_t kMostGapSuppliers = 200'000;
inline constexpr int64_t kMostGapPairs = 200'000'000;
inline constexpr size_t kMostGapFlips = 2'000'000;

// A scope as a request states it, checked.
struct GapChoice {
  std::string prefix;          // of names of requirements
  model::CategoryId category;  // not stated(): all
  std::string province;        // code; empty: all
  std::optional<model::UnitId> weight_unit;
};

// Violations of "scope" and "weight_unit".
GapChoice ReadGapChoice(const model::Reference& reference,
                        const v1::GapScope& scope,
                        const std::string& weight_unit, Violations& violations);

// Violations if the options of a request have weights or languages.
void CheckGapOptions(const v1::RankingOptions& options, Violations& violations);

// Positions in the table, ascending; of all levers if none is named. A
// violation of "levers[i]": what is named is none, or there twice.
std::vector<int32_t> ReadLevers(
    const LeverTable& table,
    const google::protobuf::RepeatedPtrField<std::string>& names,
    const std::string& field, Violations& violations);

// The scope at one revision.
struct GapView {
  Catalogue::BothSides sides;
  const Demand::Set* set = nullptr;  // of sides.demand
  std::unique_ptr<const demand::DemandScope> scope;
  std::vector<demand::NumberedSupplier> suppliers;
  // By requirement of the scope; the places only if `with_places`.
  std::vector<int32_t> weights;
  std::vector<std::string> places;  // codes of provinces; empty: none

  int64_t revision() const { return sides.snapshot->revision(); }
};

// Waits for what `read` asks. INVALID_ARGUMENT: more than kMostGapPairs.
// FAILED_PRECONDITION: more than kMostGapSuppliers.
// NOT_FOUND: the criteria set, or the buyer. UNAVAILABLE (NOT_SERVING): the
// requirements are still being read; errors of AwaitFreshness and CheckLimits.
absl::StatusOr<GapView> OpenGaps(const Backend& backend,
                                 const CallLimits& limits,
                                 const v1::ReadOptions& read,
                                 const RankingChoice& choice,
                                 const GapChoice& gap_choice, bool with_places);

// The requirement `name` at the revision; what answers show of it.
absl::StatusOr<v1::Requirement> RequirementAt(const Backend& backend,
                                              const std::string& name,
                                              int64_t revision);
absl::StatusOr<v1::GapRequirement> GapRequirementAt(const Backend& backend,
                                                    const std::string& name,
                                                    int64_t revision);

// What answers show of a supplier.
v1::LocalizedText SupplierName(const index::SupplierAt& at);
bool IsComposed(const index::SupplierAt& at);

// The flips of `measures` over the suppliers of the view; of one of them if
// `only` is not negative. `done` as GapProgress::done. INVALID_ARGUMENT: more
// than kMostGapFlips.
absl::StatusOr<demand::LeverFlips> FindFlips(
    const Backend& backend, const CallLimits& limits, const GapView& view,
    const std::vector<demand::Lever>& measures, bool pairs, int32_t only,
    const std::function<void(int32_t done)>& done);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_GAP_SCOPE_H_
