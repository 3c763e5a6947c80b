// What a ranking is made with: the requirement, the criteria set, the day, the
// weights and the languages of one request, checked and compiled.

#ifndef KETNOI_SERVER_MATCH_PROGRAM_H_
#define KETNOI_SERVER_MATCH_PROGRAM_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ketnoi/v1/match_service.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "matcher/match/binding.h"
#include "matcher/match/compile.h"
#include "server/backend.h"
#include "server/match_target.h"
#include "server/render.h"
#include "server/translate_result.h"
#include "server/violations.h"

namespace ketnoi::server {

// The options of a request, as far as they need no requirement.
struct RankingChoice {
  const model::CriteriaSet* criteria_set = nullptr;  // null: not there
  model::Date as_of;
  Languages languages;
  bool weights_in_range = true;
  // As asked; must outlive this.
  const v1::RankingOptions& options;
};

// Day: as asked, or today in Asia/Ho_Chi_Minh (UTC+7, no changes). What is
// wrong with the options are violations; a criteria set that is not there is
// none, it gives NOT_FOUND below.
RankingChoice ReadRankingOptions(const ReferenceData& data,
                                 const v1::RankingOptions& options,
                                 Languages default_languages,
                                 Violations& violations);

// A target compiled under a criteria set and options, and what every answer
// says of it. Immutable once made, but for its bindings; thread-safe. Refers to
// the reference data.
struct CompiledTarget {
  CompiledTarget(const ReferenceData& data, match::Program compiled)
      : bound(std::move(compiled)), writer(data, bound.program()) {}
  CompiledTarget(const CompiledTarget&) = delete;
  CompiledTarget& operator=(const CompiledTarget&) = delete;

  const match::Program& program() const { return bound.program(); }

  const match::BoundProgram bound;  // to the segments that it was asked of
  const ResultWriter writer;        // of the program's results
  // The fields of a RankingBasis, but for the revision of an answer, which
  // comes between the two.
  std::string basis_before_revision;
  std::string basis_after_revision;
};

using CompiledPointer = std::shared_ptr<const CompiledTarget>;

// Compiles the target under what was chosen. Null if something is wrong:
// weights out of range or of no criterion, or that sum to zero; all but the
// first, which ReadRankingOptions found, are added to `violations`. NOT_FOUND:
// the criteria set. FAILED_PRECONDITION: a distance is measured from a plant
// that is not there. Violations go before errors.
absl::StatusOr<CompiledPointer> CompileTarget(const Backend& backend,
                                              const Target& target,
                                              const RankingChoice& choice,
                                              Violations& violations);

// The same of a stored requirement at a revision. NOT_FOUND: there is none; a
// violation of "requirement": `name` is none. Compiles only what
// backend.programs does not hold.
absl::StatusOr<CompiledPointer> CompileStored(const Backend& backend,
                                              const std::string& name,
                                              int64_t revision,
                                              const RankingChoice& choice,
                                              Violations& violations);

// The same of records that were read.
absl::StatusOr<CompiledPointer> CompileRecords(const Backend& backend,
                                               const StoredRecords& records,
                                               const RankingChoice& choice,
                                               Violations& violations);

// The same of one in a request. Violations as InlineTarget.
absl::StatusOr<CompiledPointer> CompileInline(
    const Backend& backend, const v1::Requirement& requirement,
    int64_t revision, const RankingChoice& choice, Violations& violations);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_MATCH_PROGRAM_H_
