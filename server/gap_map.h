// The map of localisation in its public form.

#ifndef KETNOI_SERVER_GAP_MAP_H_
#define KETNOI_SERVER_GAP_MAP_H_

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "ketnoi/v1/gap_service.pb.h"
#include "matcher/demand/gap_supply.h"
#include "server/gap_scope.h"
#include "server/reference_data.h"

namespace ketnoi::server {

// Adds a requirement of the weight to a count.
void AddTo(int32_t weight, v1::GapCount& count);

// The bucket of a requirement with so many eligible suppliers.
v1::GapBucket BucketOf(int32_t eligible);

// Categories and the provinces of plants; the view has places. `nearest`: of
// requirements without an eligible supplier. Pure.
v1::GapMap MapFrom(const ReferenceData& data, const GapView& view,
                   const demand::Supply& supply,
                   const std::vector<demand::Nearest>& nearest,
                   int32_t gate_count);

// Eligible suppliers by the provinces of their sites (codes; "" if none is
// stated), and what each is eligible for. Pure.
void AddSupplierProvinces(const ReferenceData& data, const GapView& view,
                          const std::vector<std::set<std::string>>& provinces,
                          const std::vector<std::vector<int32_t>>& requirements,
                          v1::GapMap& map);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_GAP_MAP_H_
