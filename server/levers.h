// The levers of the reference data: measures of support, as the matcher uses
// them, and as GapService lists them.
//
//   data/reference/{levers,lever_cost_classes}.jsonl

#ifndef KETNOI_SERVER_LEVERS_H_
#define KETNOI_SERVER_LEVERS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "ketnoi/v1/lever.pb.h"
#include "matcher/demand/lever.h"
#include "matcher/model/reference.h"

namespace ketnoi::server {

// So many fit into one trial, so that all pairs of them are tried
// (matcher/demand/lever_trial.h).
inline constexpr size_t kMostLevers = 63;

// Filled once by LoadLevers, immutable and thread-safe afterwards.
struct LeverTable {
  std::vector<v1::Lever> levers;  // in the order of the data
  std::vector<v1::LeverCostClass> cost_classes;
  std::vector<demand::Lever> measures;  // by position in `levers`
  // SHA-256 of both tables, in hexadecimal digits.
  std::string hash;

  // The position of "levers/{lever}"; -1: there is none.
  int32_t Find(std::string_view name) const;
};

// `folder` holds reference/. `reference` is of the same folder. NOT_FOUND: a
// file is not there. INVALID_ARGUMENT, naming file, line and field: what is
// stated is not what proto/ketnoi/v1/lever.proto says, or names something that
// the reference data do not have; a name twice; too many levers.
absl::StatusOr<std::unique_ptr<const LeverTable>> LoadLevers(
    const std::string& folder, const model::Reference& reference);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_LEVERS_H_
