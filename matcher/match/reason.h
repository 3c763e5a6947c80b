// Why a criterion has its verdict. Each has a text in every language in
// data/reference/reasons.jsonl, under the name that ReasonName gives.

#ifndef KETNOI_MATCHER_MATCH_REASON_H_
#define KETNOI_MATCHER_MATCH_REASON_H_

#include <cstdint>

namespace ketnoi::match {

enum class Reason : uint8_t {
  // Any criterion.
  kMet,           // MET     holds as required
  kNotMet,        // UNMET   what is offered does not reach what is required
  kNotStated,     // UNKNOWN the supplier does not state it
  kUnitsDiffer,   // UNKNOWN stated in a unit that does not convert
  kPartlyStated,  // UNKNOWN what is stated does not decide it
  kTextDiffers,   // UNKNOWN another text is stated: ask
  // Category.
  kCategoryMet,      // MET     listed in the category
  kCategoryAbove,    // UNKNOWN listed above it: ask about this part
  kCategoryOutside,  // UNMET   no capability in it nor above it
  // Lists: processes, materials, codes, industries, customers, languages.
  kListed,            // MET
  kEquivalentListed,  // MET    an equivalent is listed
  kClassListed,       // MET     another member of the class is listed, accepted
  kNotListed,         // UNKNOWN not on a list that may be incomplete
  kNotOnCompleteList,         // UNMET not on a list that is complete
  kExplicitlyNotHeld,         // UNMET stated as not held
  kOnlyClassStated,           // UNKNOWN only the class is stated: ask which
  kEquivalentNeedsAccepting,  // UNKNOWN an equivalent is listed, only the same
                              //         is accepted: ask
  // Certificates.
  kCertificateValid,        // MET
  kCertificateImplied,      // MET     a certificate that covers it is valid
  kCertificateExpired,      // UNMET   ended before the day
  kCertificateNotYetValid,  // UNMET   begins after the day
  kCertificateEndsTooSoon,  // UNMET   ends before the contract does
  kCertificateSuperseded,   // UNMET   only a withdrawn predecessor is held
  kCertificateLevelTooLow,  // UNMET
  kCertificateNotHeld,      // UNMET   stated as not held
  kCertificateNotOnCompleteList,  // UNMET
  kCertificateNotListed,          // UNKNOWN
  kCertificateNoEndStated,        // UNKNOWN
  kCertificateScopeUnclear,       // UNKNOWN
  kCertificateEvidenceTooLow,     // UNKNOWN ask for proof
  kCertificateLevelNotStated,     // UNKNOWN
  // Place.
  kInProvince,         // MET
  kOutsideProvinces,   // UNMET
  kWithinDistance,     // MET
  kBeyondDistance,     // UNMET
  kDistanceUndecided,  // UNKNOWN the province straddles the distance
  // Record.
  kRecordFresh,           // MET
  kRecordOld,             // UNMET
  kRecordNeverConfirmed,  // UNKNOWN
};
inline constexpr int kReasons = 39;

// UPPER_SNAKE_CASE without the k: "CERTIFICATE_EXPIRED".
const char* ReasonName(Reason reason);

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_REASON_H_
