// Reads reference data from files: one folder with a JSON Lines file per table
// and one with a JSON file per criteria set, in proto3 JSON form.
//
//   data/reference/{categories,attribute_definitions,units,processes,materials,
//                   certificate_schemes,assessment_schemes,industries,
//                   provinces,reasons}.jsonl
//   data/criteria/*.json

#ifndef KETNOI_SERVER_REFERENCE_LOADER_H_
#define KETNOI_SERVER_REFERENCE_LOADER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "server/reference_data.h"

namespace ketnoi::server {

// `folder` holds reference/ and criteria/. `default_criteria_set` is the id of
// the set that rankings use unless told otherwise; empty: the one that came
// into force last. NOT_FOUND: a file, or that set, is not there.
// INVALID_ARGUMENT: a file is not what it says, names file and line; or tables
// contradict each other, names the entry.
absl::StatusOr<std::unique_ptr<const ReferenceData>> LoadReferenceData(
    const std::string& folder, const std::string& default_criteria_set);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_REFERENCE_LOADER_H_
