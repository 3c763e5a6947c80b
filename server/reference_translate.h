// Reference tables and criteria sets, from their public form to the matcher's.

#ifndef KETNOI_SERVER_REFERENCE_TRANSLATE_H_
#define KETNOI_SERVER_REFERENCE_TRANSLATE_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ketnoi/v1/reference.pb.h"
#include "matcher/model/criteria_set.h"
#include "server/reference_data.h"

namespace ketnoi::server {

// Fills data.reference, finished, and data.attribute_names from data.tables,
// and puts data.tables.categories into depth-first order. INVALID_ARGUMENT
// names the entry.
absl::Status TranslateTables(ReferenceData& data);

// INVALID_ARGUMENT: an unknown kind or function, a function that is missing or
// not monotone. `set.hash` must be filled.
absl::StatusOr<model::CriteriaSet> TranslateCriteriaSet(
    const v1::CriteriaSet& set);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_REFERENCE_TRANSLATE_H_
