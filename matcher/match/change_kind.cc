// ChangeKindName.

#include "matcher/match/change.h"

namespace ketnoi::match {

const char* ChangeKindName(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kAddCapability:
      return "ADD_CAPABILITY";
    case ChangeKind::kListInCategory:
      return "LIST_IN_CATEGORY";
    case ChangeKind::kAddProcess:
      return "ADD_PROCESS";
    case ChangeKind::kAddMaterial:
      return "ADD_MATERIAL";
    case ChangeKind::kChangeAttribute:
      return "CHANGE_ATTRIBUTE";
    case ChangeKind::kRaiseFreeCapacity:
      return "RAISE_FREE_CAPACITY";
    case ChangeKind::kLowerMinimumOrder:
      return "LOWER_MINIMUM_ORDER";
    case ChangeKind::kShortenSampleLeadTime:
      return "SHORTEN_SAMPLE_LEAD_TIME";
    case ChangeKind::kShortenSeriesLeadTime:
      return "SHORTEN_SERIES_LEAD_TIME";
    case ChangeKind::kAcceptPaymentTerm:
      return "ACCEPT_PAYMENT_TERM";
    case ChangeKind::kObtainCertificate:
      return "OBTAIN_CERTIFICATE";
    case ChangeKind::kRenewCertificate:
      return "RENEW_CERTIFICATE";
    case ChangeKind::kRaiseCertificateLevel:
      return "RAISE_CERTIFICATE_LEVEL";
    case ChangeKind::kMoveSite:
      return "MOVE_SITE";
    case ChangeKind::kChangeOwnership:
      return "CHANGE_OWNERSHIP";
    case ChangeKind::kServeIndustry:
      return "SERVE_INDUSTRY";
    case ChangeKind::kServeCustomer:
      return "SERVE_CUSTOMER";
    case ChangeKind::kSpeakLanguage:
      return "SPEAK_LANGUAGE";
    case ChangeKind::kRaiseExportShare:
      return "RAISE_EXPORT_SHARE";
    case ChangeKind::kChangeEmployees:
      return "CHANGE_EMPLOYEES";
    case ChangeKind::kPassAssessment:
      return "PASS_ASSESSMENT";
    case ChangeKind::kConfirmRecord:
      return "CONFIRM_RECORD";
  }
  return "";
}

}  // namespace ketnoi::match
