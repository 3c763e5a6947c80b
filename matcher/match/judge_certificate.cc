// Judges of certificates.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "matcher/match/certificate_graph.h"
#include "matcher/match/judge.h"
#include "matcher/match/list_rules.h"

namespace ketnoi::match {
namespace {

using index::Segment;
using Held = Segment::SiteCertificate;
using model::CertificateScheme;

class CertificateJudge : public Judge {
 public:
  CertificateJudge(const model::CertificateTest& test,
                   const CertificateGraph& graph, const JudgeContext& context)
      : test_(test),
        segment_(context.segment),
        schemes_(context.program.reference->schemes),
        as_of_(context.program.as_of),
        evidence_(context.program.criteria_set->certificate_evidence),
        graph_(graph) {}

  Judgement At(int32_t row) override {
    std::optional<Judgement> best;
    bool best_direct = false;
    int32_t credit = 0;
    uint32_t position = 0;  // 1 is the first
    for (const Held& held : segment_.certificates(row)) {
      ++position;
      const auto& entry = graph_.At(held.scheme, held.level);
      if (entry.silent()) continue;
      const bool direct = held.scheme == test_.scheme;
      const auto judgement = One(held, entry, direct);
      if (judgement && Better(*judgement, direct, best, best_direct)) {
        best = judgement;
        best->about = position;
        best_direct = direct;
      }
      credit = std::max(credit, Credit(held, entry));
    }
    if (!best) best = Absent(row);
    if (best->verdict != Verdict::kMet) best->value = credit;
    if (best->verdict == Verdict::kUnmet) best->value_high = credit;
    return *best;
  }

 private:
  // MET before UNKNOWN before UNMET; of MET the larger value, then the asked
  // scheme itself; else the earlier.
  static bool Better(const Judgement& judgement, bool direct,
                     const std::optional<Judgement>& best, bool best_direct) {
    if (!best) return true;
    const int rank = Rank(judgement.verdict);
    const int best_rank = Rank(best->verdict);
    if (rank != best_rank) return rank < best_rank;
    if (judgement.verdict != Verdict::kMet) return false;
    if (judgement.value != best->value) return judgement.value > best->value;
    return direct && !best_direct;
  }

  static int Rank(Verdict verdict) {
    if (verdict == Verdict::kMet) return 0;
    return verdict == Verdict::kUnknown ? 1 : 2;
  }

  // What one certificate says; nullopt: nothing.
  std::optional<Judgement> One(const Held& certificate,
                               const CertificateGraph::Entry& entry,
                               bool direct) const {
    const Reach reach = entry.reach;
    if (reach == Reach::kNothing) {
      if (!entry.superseded) return std::nullopt;
      return Unmet(0, Reason::kCertificateSuperseded);
    }
    if (reach == Reach::kTooLow) {
      if (!direct) return std::nullopt;
      return Unmet(0, Reason::kCertificateLevelTooLow);
    }
    if (const auto reason = Untimely(certificate)) {
      if (!direct) return std::nullopt;
      return Unmet(0, *reason);
    }
    if (const auto reason = Question(certificate)) return Unknown(*reason);
    if (reach == Reach::kLevelNotStated) {
      return Unknown(Reason::kCertificateLevelNotStated);
    }
    if (NoEnd(certificate)) return Unknown(Reason::kCertificateNoEndStated);
    return Met(
        evidence_.At(static_cast<int64_t>(certificate.evidence)),
        direct ? Reason::kCertificateValid : Reason::kCertificateImplied);
  }

  std::optional<Reason> Untimely(const Held& certificate) const {
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

  std::optional<Reason> Question(const Held& certificate) const {
    if (certificate.scope_unclear) return Reason::kCertificateScopeUnclear;
    if (certificate.evidence < test_.minimum_evidence) {
      return Reason::kCertificateEvidenceTooLow;
    }
    return std::nullopt;
  }

  bool NoEnd(const Held& certificate) const {
    return !certificate.valid_to &&
           schemes_[certificate.scheme.index()].expires;
  }

  int32_t Credit(const Held& certificate,
                 const CertificateGraph::Entry& entry) const {
    const int32_t credit = entry.credit_bp;
    if (credit == 0 || Untimely(certificate) || Question(certificate) ||
        NoEnd(certificate)) {
      return 0;
    }
    return std::min(credit, evidence_.At(0));
  }

  // No certificate says anything.
  Judgement Absent(int32_t row) const {
    const index::ListView list = segment_.certificates_left_out(row);
    if (Contains(list.not_held, test_.scheme.value)) {
      return Unmet(0, Reason::kCertificateNotHeld);
    }
    if (list.complete) {
      return Unmet(0, Reason::kCertificateNotOnCompleteList);
    }
    return Unknown(Reason::kCertificateNotListed);
  }

  const model::CertificateTest& test_;
  const Segment& segment_;
  const std::vector<CertificateScheme>& schemes_;
  const model::Date as_of_;
  const model::ValueFunction& evidence_;
  const CertificateGraph& graph_;
};

}  // namespace

JudgePtr MakeCertificateJudge(const model::CertificateTest& test,
                              const CertificateGraph& graph,
                              const JudgeContext& context) {
  return std::make_unique<CertificateJudge>(test, graph, context);
}

}  // namespace ketnoi::match
