// What a row offers for one criterion, for people.

#ifndef KETNOI_MATCHER_MATCH_OFFERED_H_
#define KETNOI_MATCHER_MATCH_OFFERED_H_

#include <cstdint>
#include <optional>
#include <string>

#include "matcher/index/segment.h"
#include "matcher/match/result.h"
#include "matcher/model/date.h"
#include "matcher/model/reference.h"
#include "matcher/model/requirement.h"

namespace ketnoi::match {

// In no language: ids, numbers, units and dates ("SECC, SPCC", "≈ 42 km",
// "iatf16949 → 2027-05-31"). Empty if nothing is stated. With a judgement of
// this criterion and row only what its reason is about: the certificate that
// decided; where something stands in for what is required (an equivalent, the
// class, another of the class), that alone. Without one everything.
std::string OfferedText(const model::Reference& reference,
                        const model::Test& test, const index::Segment& segment,
                        int32_t row, const Judgement& judgement = {});

// "iatf16949 → 2027-05-31". Levels are positions, -1: none.
std::string CertificateText(const model::Reference& reference,
                            model::SchemeId scheme, int level,
                            std::optional<model::Date> valid_to);
// "A 82.5". The score is in hundredths.
std::string AssessmentText(const model::Reference& reference,
                           model::AssessmentSchemeId scheme, int level,
                           std::optional<int64_t> score_e2);

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_OFFERED_H_
