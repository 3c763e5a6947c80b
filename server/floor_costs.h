// What exposure floors of a fair cost in value.

#ifndef KETNOI_SERVER_FLOOR_COSTS_H_
#define KETNOI_SERVER_FLOOR_COSTS_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/status/statusor.h"
#include "ketnoi/v1/candidate_service.pb.h"
#include "matcher/schedule/fair.h"

namespace ketnoi::server {

// For the floors 0 to `highest`: what the flow of schedule::ChooseByFlow says
// if floors come before all other goals. `eligible`: by participant of `fair`,
// the pairs for which a supplier is eligible; a floor is no higher. CANCELLED
// once `cancelled` says so, which is asked between flows; each takes up to some
// seconds at the largest fairs. INVALID_ARGUMENT as schedule::IndexFair.
absl::StatusOr<std::vector<v1::FloorCost>> FloorCosts(
    const schedule::Fair& fair, const std::vector<int32_t>& eligible,
    int32_t highest, const std::function<bool()>& cancelled);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_FLOOR_COSTS_H_
