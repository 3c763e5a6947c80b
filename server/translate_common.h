// Parts of records that suppliers and requirements share, from their public
// form to the matcher's. Pure; thread-safe.

#ifndef KETNOI_SERVER_TRANSLATE_COMMON_H_
#define KETNOI_SERVER_TRANSLATE_COMMON_H_

#include <cstdint>
#include <optional>
#include <string>

#include "ketnoi/v1/common.pb.h"
#include "matcher/model/geo.h"
#include "matcher/model/reference.h"
#include "matcher/model/supplier.h"

namespace ketnoi::server {

// `value` as an integer of `decimals`, rounded half to even; 0 if it is no
// usable number, which validation refuses.
int64_t ScaledFrom(double value, int decimals);

// In thousandths of its unit; pieces if it names none. Nothing if it states no
// amount.
std::optional<model::Quantity> QuantityFrom(const model::Reference& reference,
                                            const v1::Quantity& quantity);

model::EvidenceLevel EvidenceFrom(v1::EvidenceLevel level);

// The point if both coordinates are stated, else the province's extent, else
// nothing.
std::optional<model::GeoCircle> PlaceFrom(const model::Reference& reference,
                                          const v1::Coordinates* coordinates,
                                          const std::string& province);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_TRANSLATE_COMMON_H_
