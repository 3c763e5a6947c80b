// What a supplier offers for one criterion, for people.

#ifndef KETNOI_MATCHER_MATCH_OFFERED_H_
#define KETNOI_MATCHER_MATCH_OFFERED_H_

#include <cstdint>
#include <string>

#include "matcher/match/result.h"
#include "matcher/model/reference.h"
#include "matcher/model/requirement.h"
#include "matcher/model/supplier.h"

namespace ketnoi::match {

// In no language: ids, numbers, units and dates ("SECC, SPCC", "≈ 42 km",
// "iatf16949 → 2027-05-31"). Empty if nothing is stated. `capability` and
// `site` are positions in the supplier's record, or -1. With a judgement of
// this criterion and row only what its reason is about: the certificate that
// decided; where something stands in for what is required (an equivalent, the
// class, another of the class), that alone. Without one everything.
std::string OfferedText(const model::Reference& reference,
                        const model::Test& test,
                        const model::Supplier& supplier, int32_t capability,
                        int32_t site, const Judgement& judgement = {});

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_OFFERED_H_
