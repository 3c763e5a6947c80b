// What a ranking is made with: the requirement, the criteria set, the day, the
// weights and the languages of one request, checked and compiled.

#ifndef KETNOI_SERVER_MATCH_PROGRAM_H_
#define KETNOI_SERVER_MATCH_PROGRAM_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ketnoi/v1/buyer.pb.h"
#include "ketnoi/v1/match_service.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "matcher/match/compile.h"
#include "server/backend.h"
#include "server/render.h"

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

// Compiles the target under the criteria set that the options name, which must
// outlive the program, and the rest of the options. INVALID_ARGUMENT: a weight
// out of range or of no criterion; weights that sum to zero.
// FAILED_PRECONDITION: a distance is measured from a plant that is not there.
absl::StatusOr<match::Program> CompileTarget(
    const Backend& backend, const Target& target,
    const model::CriteriaSet& criteria_set, const v1::RankingOptions& options,
    model::Date as_of);

// INVALID_ARGUMENT: a language that results have no words in.
absl::StatusOr<Languages> LanguagesFrom(const v1::RankingOptions& options,
                                        Languages default_languages);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_MATCH_PROGRAM_H_
