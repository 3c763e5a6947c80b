#include "tests/matcher/oracle/naive_certificate.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "tests/matcher/oracle/naive_list.h"
#include "tests/matcher/oracle/naive_value.h"

namespace ketnoi::oracle {
namespace {

using match::Judgement;
using match::Reason;
using match::Verdict;
using model::Certificate;
using model::CertificateRelation;
using model::CertificateScheme;
using model::CertificateTest;
using model::SchemeId;

// What a certificate reaches at the required scheme, best first.
enum class Reach { kEnough, kLevelNotStated, kTooLow, kNowhere };

using SchemeAndLevel = std::pair<SchemeId, int>;

class CertificateJudge {
 public:
  CertificateJudge(const model::Reference& reference,
                   const model::CriteriaSet& criteria_set, model::Date as_of,
                   const CertificateTest& test, const model::Supplier& supplier,
                   int32_t site)
      : reference_(reference),
        criteria_set_(criteria_set),
        as_of_(as_of),
        test_(test),
        supplier_(supplier),
        site_(site) {}

  Judgement Judge() const {
    Judgement whole = JudgeWhole();
    if (whole.verdict == Verdict::kMet) return whole;
    whole.value = LargestCredit();
    if (whole.verdict == Verdict::kUnmet) whole.value_high = whole.value;
    return whole;
  }

 private:
  const CertificateScheme& SchemeOf(SchemeId id) const {
    return reference_.schemes[id.index()];
  }

  bool BelongsToRow(const Certificate& certificate) const {
    return certificate.sites.empty() || Contains(certificate.sites, site_);
  }

  bool ScopeUnclear(const Certificate& certificate) const {
    return certificate.scope_unclear ||
           (certificate.sites.empty() && supplier_.sites.size() > 1);
  }

  // Whether what is held is good enough for a relation that asks a level.
  static bool LevelSuffices(int from_level, int held_level) {
    if (from_level < 0) return true;
    return held_level >= 0 && held_level <= from_level;
  }

  Reach ReachOf(const Certificate& certificate) const {
    if (SchemeOf(certificate.scheme).withdrawn) return Reach::kNowhere;
    std::set<SchemeAndLevel> seen = {{certificate.scheme, certificate.level}};
    std::vector<SchemeAndLevel> open(seen.begin(), seen.end());
    Reach best = Reach::kNowhere;
    while (!open.empty()) {
      const auto [scheme, level] = open.back();
      open.pop_back();
      if (scheme == test_.scheme) best = std::min(best, ReachAtScheme(level));
      for (const CertificateRelation& relation : SchemeOf(scheme).relations) {
        if (relation.kind != CertificateRelation::Kind::kSatisfies) continue;
        if (!LevelSuffices(relation.from_level, level)) continue;
        const SchemeAndLevel next{relation.to_scheme, relation.to_level};
        if (seen.insert(next).second) open.push_back(next);
      }
    }
    return best;
  }

  Reach ReachAtScheme(int level) const {
    if (test_.level < 0) return Reach::kEnough;
    if (level < 0) return Reach::kLevelNotStated;
    return level <= test_.level ? Reach::kEnough : Reach::kTooLow;
  }

  // Why the dates do not hold, if they do not.
  std::optional<Reason> DateTrouble(const Certificate& certificate) const {
    if (certificate.valid_from && *certificate.valid_from > as_of_) {
      return Reason::kCertificateNotYetValid;
    }
    if (!certificate.valid_to) return std::nullopt;
    if (*certificate.valid_to < as_of_) return Reason::kCertificateExpired;
    if (test_.valid_until && *certificate.valid_to < *test_.valid_until) {
      return Reason::kCertificateEndsTooSoon;
    }
    return std::nullopt;
  }

  bool NoEndStated(const Certificate& certificate) const {
    return SchemeOf(certificate.scheme).expires && !certificate.valid_to;
  }

  // Nothing: it says nothing of the scheme.
  std::optional<Judgement> JudgeOne(const Certificate& certificate) const {
    const Reach reach = ReachOf(certificate);
    const bool same = certificate.scheme == test_.scheme;
    if (reach == Reach::kNowhere) return JudgeSuperseded(certificate);
    if (reach == Reach::kTooLow) {
      if (!same) return std::nullopt;
      return Unmet(0, Reason::kCertificateLevelTooLow);
    }
    if (const auto trouble = DateTrouble(certificate)) {
      if (!same) return std::nullopt;
      return Unmet(0, *trouble);
    }
    if (ScopeUnclear(certificate)) {
      return Unknown(0, Reason::kCertificateScopeUnclear);
    }
    if (certificate.evidence < test_.minimum_evidence) {
      return Unknown(0, Reason::kCertificateEvidenceTooLow);
    }
    if (reach == Reach::kLevelNotStated) {
      return Unknown(0, Reason::kCertificateLevelNotStated);
    }
    if (NoEndStated(certificate)) {
      return Unknown(0, Reason::kCertificateNoEndStated);
    }
    return Met(FunctionValue(criteria_set_.certificate_evidence,
                             static_cast<int64_t>(certificate.evidence)),
               same ? Reason::kCertificateValid : Reason::kCertificateImplied);
  }

  std::optional<Judgement> JudgeSuperseded(
      const Certificate& certificate) const {
    const CertificateScheme& scheme = SchemeOf(certificate.scheme);
    bool superseded = certificate.scheme == test_.scheme && scheme.withdrawn;
    for (const CertificateRelation& relation : scheme.relations) {
      superseded |= relation.kind == CertificateRelation::Kind::kSupersededBy &&
                    relation.to_scheme == test_.scheme;
    }
    if (!superseded) return std::nullopt;
    return Unmet(0, Reason::kCertificateSuperseded);
  }

  Judgement JudgeWhole() const {
    std::optional<Judgement> met, unknown, unmet;
    for (const Certificate& certificate : supplier_.certificates) {
      if (!BelongsToRow(certificate)) continue;
      const std::optional<Judgement> one = JudgeOne(certificate);
      if (!one) continue;
      if (one->verdict == Verdict::kMet && (!met || Better(*one, *met))) {
        met = one;
      }
      if (one->verdict == Verdict::kUnknown && !unknown) unknown = one;
      if (one->verdict == Verdict::kUnmet && !unmet) unmet = one;
    }
    if (met) return *met;
    if (unknown) return *unknown;
    if (unmet) return *unmet;
    if (Contains(supplier_.certificates_not_held, test_.scheme)) {
      return Unmet(0, Reason::kCertificateNotHeld);
    }
    if (supplier_.certificates_complete) {
      return Unmet(0, Reason::kCertificateNotOnCompleteList);
    }
    return Unknown(0, Reason::kCertificateNotListed);
  }

  // Of MET ones: the larger value, then one of the scheme itself.
  static bool Better(const Judgement& a, const Judgement& b) {
    if (a.value != b.value) return a.value > b.value;
    return a.reason == Reason::kCertificateValid &&
           b.reason == Reason::kCertificateImplied;
  }

  bool ValidNow(const Certificate& certificate) const {
    return !DateTrouble(certificate) && !ScopeUnclear(certificate) &&
           certificate.evidence >= test_.minimum_evidence &&
           !NoEndStated(certificate) && !SchemeOf(certificate.scheme).withdrawn;
  }

  bool Credits(const CertificateRelation& relation, int held_level) const {
    if (relation.kind != CertificateRelation::Kind::kCredit) return false;
    if (relation.to_scheme != test_.scheme) return false;
    if (!LevelSuffices(relation.from_level, held_level)) return false;
    return relation.to_level < 0 || test_.level < 0 ||
           relation.to_level <= test_.level;
  }

  int32_t LargestCredit() const {
    int32_t largest = 0;
    for (const Certificate& certificate : supplier_.certificates) {
      if (!BelongsToRow(certificate) || !ValidNow(certificate)) continue;
      for (const auto& relation : SchemeOf(certificate.scheme).relations) {
        if (!Credits(relation, certificate.level)) continue;
        largest = std::max(largest, relation.credit_bp);
      }
    }
    return std::min(largest,
                    FunctionValue(criteria_set_.certificate_evidence, 0));
  }

  const model::Reference& reference_;
  const model::CriteriaSet& criteria_set_;
  const model::Date as_of_;
  const CertificateTest& test_;
  const model::Supplier& supplier_;
  const int32_t site_;
};

}  // namespace

Judgement JudgeCertificate(const model::Reference& reference,
                           const model::CriteriaSet& criteria_set,
                           model::Date as_of, const CertificateTest& test,
                           const model::Supplier& supplier, int32_t site) {
  return CertificateJudge(reference, criteria_set, as_of, test, supplier, site)
      .Judge();
}

}  // namespace ketnoi::oracle
