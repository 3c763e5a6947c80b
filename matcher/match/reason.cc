#include "matcher/match/reason.h"

namespace ketnoi::match {

const char* ReasonName(Reason reason) {
  switch (reason) {
    case Reason::kMet:
      return "MET";
    case Reason::kNotMet:
      return "NOT_MET";
    case Reason::kNotStated:
      return "NOT_STATED";
    case Reason::kUnitsDiffer:
      return "UNITS_DIFFER";
    case Reason::kPartlyStated:
      return "PARTLY_STATED";
    case Reason::kTextDiffers:
      return "TEXT_DIFFERS";
    case Reason::kCategoryMet:
      return "CATEGORY_MET";
    case Reason::kCategoryAbove:
      return "CATEGORY_ABOVE";
    case Reason::kCategoryOutside:
      return "CATEGORY_OUTSIDE";
    case Reason::kListed:
      return "LISTED";
    case Reason::kEquivalentListed:
      return "EQUIVALENT_LISTED";
    case Reason::kClassListed:
      return "CLASS_LISTED";
    case Reason::kNotListed:
      return "NOT_LISTED";
    case Reason::kNotOnCompleteList:
      return "NOT_ON_COMPLETE_LIST";
    case Reason::kExplicitlyNotHeld:
      return "EXPLICITLY_NOT_HELD";
    case Reason::kOnlyClassStated:
      return "ONLY_CLASS_STATED";
    case Reason::kEquivalentNeedsAccepting:
      return "EQUIVALENT_NEEDS_ACCEPTING";
    case Reason::kCertificateValid:
      return "CERTIFICATE_VALID";
    case Reason::kCertificateImplied:
      return "CERTIFICATE_IMPLIED";
    case Reason::kCertificateExpired:
      return "CERTIFICATE_EXPIRED";
    case Reason::kCertificateNotYetValid:
      return "CERTIFICATE_NOT_YET_VALID";
    case Reason::kCertificateEndsTooSoon:
      return "CERTIFICATE_ENDS_TOO_SOON";
    case Reason::kCertificateSuperseded:
      return "CERTIFICATE_SUPERSEDED";
    case Reason::kCertificateLevelTooLow:
      return "CERTIFICATE_LEVEL_TOO_LOW";
    case Reason::kCertificateNotHeld:
      return "CERTIFICATE_NOT_HELD";
    case Reason::kCertificateNotOnCompleteList:
      return "CERTIFICATE_NOT_ON_COMPLETE_LIST";
    case Reason::kCertificateNotListed:
      return "CERTIFICATE_NOT_LISTED";
    case Reason::kCertificateNoEndStated:
      return "CERTIFICATE_NO_END_STATED";
    case Reason::kCertificateScopeUnclear:
      return "CERTIFICATE_SCOPE_UNCLEAR";
    case Reason::kCertificateEvidenceTooLow:
      return "CERTIFICATE_EVIDENCE_TOO_LOW";
    case Reason::kCertificateLevelNotStated:
      return "CERTIFICATE_LEVEL_NOT_STATED";
    case Reason::kInProvince:
      return "IN_PROVINCE";
    case Reason::kOutsideProvinces:
      return "OUTSIDE_PROVINCES";
    case Reason::kWithinDistance:
      return "WITHIN_DISTANCE";
    case Reason::kBeyondDistance:
      return "BEYOND_DISTANCE";
    case Reason::kDistanceUndecided:
      return "DISTANCE_UNDECIDED";
    case Reason::kRecordFresh:
      return "RECORD_FRESH";
    case Reason::kRecordOld:
      return "RECORD_OLD";
    case Reason::kRecordNeverConfirmed:
      return "RECORD_NEVER_CONFIRMED";
  }
  return "";
}

}  // namespace ketnoi::match
