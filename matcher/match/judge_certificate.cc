#include "matcher/match/judge_certificate.h"

#include <algorithm>
#include <memory>
#include <span>

#include "matcher/match/list_rules.h"

namespace ketnoi::match {

using index::Segment;

CertificateJudge::CertificateJudge(const model::CertificateTest& test,
                                   const CertificateGraph& graph,
                                   const JudgeContext& context)
    : Judge(Subject::kSite, index::ColumnId::Of(index::Field::kSchemes)),
      test_(test),
      segment_(context.segment),
      schemes_(context.program.reference->schemes),
      as_of_(context.program.as_of.days),
      until_(std::max(as_of_, test.valid_until ? test.valid_until->days
                                               : Segment::kAlways)),
      graph_(graph) {
  const auto& evidence = context.program.criteria_set->certificate_evidence;
  for (size_t level = 0; level < evidence_.size(); ++level) {
    evidence_[level] = evidence.At(static_cast<int64_t>(level));
  }
  says_something_.reserve(schemes_.size());
  for (size_t scheme = 0; scheme < schemes_.size(); ++scheme) {
    says_something_.push_back(
        graph.IsSilent({static_cast<int32_t>(scheme)}) ? 0 : 1);
  }
}

Judgement CertificateJudge::At(int32_t site) const {
  Judgement best;
  int best_rank = kNothing;
  bool best_direct = false;
  int32_t credit = 0;
  uint32_t position = 0;  // 1 is the first
  for (const Held& held : segment_.certificates(site)) {
    ++position;
    if (!Concerns(held.scheme)) continue;
    const auto& entry = graph_.At({held.scheme}, held.level);
    if (entry.silent()) continue;
    const bool direct = held.scheme == test_.scheme.value;
    Judgement judgement = One(held, entry, direct);
    const int rank = Rank(judgement);
    if (Better(judgement, rank, direct, best, best_rank, best_direct)) {
      judgement.about = position;
      best = judgement;
      best_rank = rank;
      best_direct = direct;
    }
    credit = std::max(credit, Credit(held, entry));
  }
  if (best_rank == kNothing) best = Absent(segment_.schemes(site));
  if (best.verdict != Verdict::kMet) best.value = credit;
  if (best.verdict == Verdict::kUnmet) best.value_high = credit;
  return best;
}

template <class Certificates>
int CertificateJudge::BestRank(const Certificates& certificates) const {
  int best = kNothing;
  for (const Held& held : certificates) {
    if (!Concerns(held.scheme)) continue;
    const auto& entry = graph_.At({held.scheme}, held.level);
    if (entry.silent()) continue;
    const bool direct = held.scheme == test_.scheme.value;
    best = std::min(best, Rank(One(held, entry, direct)));
    if (best == 0) break;
  }
  return best;
}

Verdict CertificateJudge::VerdictAt(int32_t site) const {
  switch (BestRank(segment_.certificates(site))) {
    case 0:
      return Verdict::kMet;
    case 1:
      return Verdict::kUnknown;
    case 2:
      return Verdict::kUnmet;
    default:
      return Absent(segment_.schemes(site)).verdict;
  }
}

Says CertificateJudge::SaysHolding(int32_t scheme, uint32_t code) const {
  static_assert(kSaysMet == 1 && kSaysUnknown == 2 && kSaysUnmet == 4);
  const int rank = BestRank(segment_.holding(scheme, code));
  return rank == kNothing ? 0 : static_cast<Says>(1 << rank);
}

Says CertificateJudge::SaysAbsence(int32_t entry) const {
  const auto list = segment_.list(index::Field::kSchemes, entry);
  return Absent(list).verdict == Verdict::kUnmet ? kAbsenceUnmet
                                                 : kAbsenceUnknown;
}

std::optional<Judgement> CertificateJudge::Screen(int32_t entry) const {
  const index::ListView list = segment_.list(index::Field::kSchemes, entry);
  for (const int32_t scheme : list.held) {
    if (Concerns(scheme)) return std::nullopt;
  }
  return Absent(list);
}

int CertificateJudge::Rank(const Judgement& judgement) {
  if (judgement.verdict == Verdict::kMet) return 0;
  if (judgement.verdict == Verdict::kUnmet) return 2;
  return judgement.reason == Reason::kCertificateNotListed ? kNothing : 1;
}

// MET before UNKNOWN before UNMET; of MET the larger value, then the asked
// scheme itself; else the earlier.
bool CertificateJudge::Better(const Judgement& judgement, int rank, bool direct,
                              const Judgement& best, int best_rank,
                              bool best_direct) {
  if (rank != best_rank) return rank < best_rank;
  if (rank != 0) return false;
  if (judgement.value != best.value) return judgement.value > best.value;
  return direct && !best_direct;
}

Judgement CertificateJudge::One(const Held& certificate,
                                const CertificateGraph::Entry& entry,
                                bool direct) const {
  const Judgement nothing = Unknown(Reason::kCertificateNotListed);
  const Reach reach = entry.reach;
  if (reach == Reach::kNothing) {
    return entry.superseded ? Unmet(0, Reason::kCertificateSuperseded)
                            : nothing;
  }
  if (reach == Reach::kTooLow) {
    return direct ? Unmet(0, Reason::kCertificateLevelTooLow) : nothing;
  }
  if (!IsTimely(certificate)) {
    return direct ? Unmet(0, WhyUntimely(certificate)) : nothing;
  }
  if (certificate.scope_unclear != 0) {
    return Unknown(Reason::kCertificateScopeUnclear);
  }
  if (certificate.evidence < test_.minimum_evidence) {
    return Unknown(Reason::kCertificateEvidenceTooLow);
  }
  if (reach == Reach::kLevelNotStated) {
    return Unknown(Reason::kCertificateLevelNotStated);
  }
  if (NoEnd(certificate)) return Unknown(Reason::kCertificateNoEndStated);
  return Met(evidence_[static_cast<size_t>(certificate.evidence)],
             direct ? Reason::kCertificateValid : Reason::kCertificateImplied);
}

bool CertificateJudge::IsTimely(const Held& certificate) const {
  return certificate.valid_from <= as_of_ && certificate.valid_to >= until_;
}

Reason CertificateJudge::WhyUntimely(const Held& certificate) const {
  if (certificate.valid_from > as_of_) return Reason::kCertificateNotYetValid;
  return certificate.valid_to < as_of_ ? Reason::kCertificateExpired
                                       : Reason::kCertificateEndsTooSoon;
}

bool CertificateJudge::NoEnd(const Held& certificate) const {
  return certificate.valid_to == Segment::kNever &&
         schemes_[static_cast<size_t>(certificate.scheme)].expires;
}

int32_t CertificateJudge::Credit(const Held& certificate,
                                 const CertificateGraph::Entry& entry) const {
  const int32_t credit = entry.credit_bp;
  if (credit == 0 || !IsTimely(certificate) || certificate.scope_unclear != 0 ||
      certificate.evidence < test_.minimum_evidence || NoEnd(certificate)) {
    return 0;
  }
  return std::min(credit, evidence_[0]);
}

Judgement CertificateJudge::Absent(const index::ListView& list) const {
  if (Contains(list.not_held, test_.scheme.value)) {
    return Unmet(0, Reason::kCertificateNotHeld);
  }
  if (list.complete) return Unmet(0, Reason::kCertificateNotOnCompleteList);
  return Unknown(Reason::kCertificateNotListed);
}

JudgePtr MakeCertificateJudge(const model::CertificateTest& test,
                              const CertificateGraph& graph,
                              const JudgeContext& context) {
  return std::make_unique<CertificateJudge>(test, graph, context);
}

}  // namespace ketnoi::match
