// What a ranking is made with: the requirement, the criteria set, the day, the
// weights and the languages of one request, checked and compiled.

#ifndef KETNOI_SERVER_MATCH_PROGRAM_H_
#define KETNOI_SERVER_MATCH_PROGRAM_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ketnoi/v1/buyer.pb.h"
#include "ketnoi/v1/match_service.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "matcher/match/compile.h"
#include "server/backend.h"
#include "server/render.h"
#include "server/translate_result.h"

namespace ketnoi::server {

// A requirement as a request names or holds it, and its buyer, both as they
// were at one revision.
struct Target {
  v1::Requirement requirement;
  bool stored = false;  // revision is then that of the record
  v1::Buyer buyer;      // empty if there is none
};

// NOT_FOUND; INVALID_ARGUMENT with paths below the inline requirement.
absl::StatusOr<Target> StoredTarget(const Backend& backend,
                                    const std::string& name, int64_t revision);
absl::StatusOr<Target> InlineTarget(const Backend& backend,
                                    const v1::Requirement& requirement,
                                    int64_t revision);

// `as_of_date` as asked, or today in Asia/Ho_Chi_Minh (UTC+7, no changes).
absl::StatusOr<model::Date> AsOfDate(const std::string& as_of_date);

// A target compiled under a criteria set and options, and what every answer
// says of it. Immutable; thread-safe. Refers to the reference data.
struct CompiledTarget {
  CompiledTarget(const ReferenceData& data, match::Program compiled)
      : program(std::move(compiled)), writer(data, program) {}
  CompiledTarget(const CompiledTarget&) = delete;
  CompiledTarget& operator=(const CompiledTarget&) = delete;

  const match::Program program;
  const ResultWriter writer;  // of the program's results
  v1::RankingBasis basis;     // all of it but `revision`
};

// Compiles the target under the criteria set that the options name and the rest
// of the options. Never null. INVALID_ARGUMENT: a weight out of range or of no
// criterion; weights that sum to zero. FAILED_PRECONDITION: a distance is
// measured from a plant that is not there.
absl::StatusOr<std::shared_ptr<const CompiledTarget>> CompileTarget(
    const Backend& backend, const Target& target,
    const model::CriteriaSet& criteria_set, const v1::RankingOptions& options,
    model::Date as_of);

// The same of StoredTarget, whose errors it has as well; compiles only what
// backend.programs does not hold.
absl::StatusOr<std::shared_ptr<const CompiledTarget>> CompileStored(
    const Backend& backend, const std::string& name, int64_t revision,
    const model::CriteriaSet& criteria_set, const v1::RankingOptions& options,
    model::Date as_of);

// INVALID_ARGUMENT: a language that results have no words in.
absl::StatusOr<Languages> LanguagesFrom(const v1::RankingOptions& options,
                                        Languages default_languages);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_MATCH_PROGRAM_H_
