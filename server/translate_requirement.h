// Requirements from their public form to the matcher's.

#ifndef KETNOI_SERVER_TRANSLATE_REQUIREMENT_H_
#define KETNOI_SERVER_TRANSLATE_REQUIREMENT_H_

#include "absl/status/statusor.h"
#include "ketnoi/v1/buyer.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "matcher/model/reference.h"
#include "matcher/model/requirement.h"

namespace ketnoi::server {

// Expects a requirement that Validate found right. `buyer` gives the plant that
// distances are measured from; null if there is none. FAILED_PRECONDITION: a
// distance has no origin, as the requirement's plant_id names no plant of
// `buyer` with a place. Pure; thread-safe.
absl::StatusOr<model::Requirement> TranslateRequirement(
    const model::Reference& reference, const v1::Requirement& requirement,
    const v1::Buyer* buyer);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_TRANSLATE_REQUIREMENT_H_
