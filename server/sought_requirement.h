// Requirements as the sets that suppliers are ranked against take them.

#ifndef KETNOI_SERVER_SOUGHT_REQUIREMENT_H_
#define KETNOI_SERVER_SOUGHT_REQUIREMENT_H_

#include <optional>

#include "absl/status/statusor.h"
#include "ketnoi/v1/requirement.pb.h"
#include "matcher/demand/requirement_set.h"
#include "matcher/model/criteria_set.h"
#include "matcher/model/reference.h"
#include "matcher/model/requirement.h"

namespace ketnoi::server {

// Whether anybody seeks it, on the days of its validity.
bool IsOpen(const v1::Requirement& requirement);

// `translated`: what TranslateRequirement made of it. Absent: no supplier can
// be ranked for it. Pure; thread-safe.
std::optional<demand::SoughtRequirement> SoughtOf(
    const model::Reference& reference, const model::CriteriaSet& criteria_set,
    const v1::Requirement& requirement,
    const absl::StatusOr<model::Requirement>& translated);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_SOUGHT_REQUIREMENT_H_
