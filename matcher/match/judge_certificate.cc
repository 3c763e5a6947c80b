// Judges of certificates.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "matcher/match/judge.h"

namespace ketnoi::match {
namespace {

using index::Segment;
using model::CertificateRelation;
using model::CertificateScheme;
using model::SchemeId;

// What holding one (scheme, level) is worth for the asked one, from best to
// worst.
enum class Reach : uint8_t { kEnough, kLevelNotStated, kTooLow, kNothing };

// Everything that the relations say of one asked (scheme, level), worked out
// once for every scheme and level that can be held.
class CertificateGraph {
 public:
  CertificateGraph(const model::Reference& reference,
                   const model::CertificateTest& test)
      : schemes_(reference.schemes), test_(test) {
    entries_.resize(schemes_.size());
    for (size_t s = 0; s < schemes_.size(); ++s) {
      const int levels = static_cast<int>(schemes_[s].levels.size());
      for (int level = -1; level < levels; ++level) {
        entries_[s].push_back(Work(SchemeId{static_cast<int32_t>(s)}, level));
      }
    }
  }

  struct Entry {
    Reach reach = Reach::kNothing;
    int32_t credit_bp = 0;
  };

  const Entry& At(SchemeId scheme, int level) const {
    return entries_[scheme.index()][static_cast<size_t>(level + 1)];
  }

 private:
  // Whether a relation speaks of the level that is held.
  static bool Applies(const CertificateRelation& relation, int level) {
    return relation.from_level < 0 ||
           (level >= 0 && level <= relation.from_level);
  }

  Reach OfLevel(int level) const {
    if (test_.level < 0) return Reach::kEnough;
    if (level < 0) return Reach::kLevelNotStated;
    return level <= test_.level ? Reach::kEnough : Reach::kTooLow;
  }

  Entry Work(SchemeId scheme, int level) const {
    Entry entry;
    if (schemes_[scheme.index()].withdrawn) return entry;
    std::vector<std::pair<SchemeId, int>> reached = {{scheme, level}};
    for (size_t i = 0; i < reached.size(); ++i) {
      const auto [at, at_level] = reached[i];
      if (at == test_.scheme) {
        entry.reach = std::min(entry.reach, OfLevel(at_level));
      }
      for (const auto& relation : schemes_[at.index()].relations) {
        const std::pair next(relation.to_scheme, relation.to_level);
        if (relation.kind == CertificateRelation::Kind::kSatisfies &&
            Applies(relation, at_level) &&
            std::find(reached.begin(), reached.end(), next) == reached.end()) {
          reached.push_back(next);
        }
      }
    }
    for (const auto& relation : schemes_[scheme.index()].relations) {
      if (relation.kind == CertificateRelation::Kind::kCredit &&
          relation.to_scheme == test_.scheme && Applies(relation, level) &&
          (relation.to_level < 0 || test_.level < 0 ||
           relation.to_level <= test_.level)) {
        entry.credit_bp = std::max(entry.credit_bp, relation.credit_bp);
      }
    }
    return entry;
  }

  const std::vector<CertificateScheme>& schemes_;
  const model::CertificateTest& test_;
  std::vector<std::vector<Entry>> entries_;
};

class CertificateJudge : public Judge {
 public:
  CertificateJudge(const model::CertificateTest& test,
                   const JudgeContext& context)
      : test_(test),
        segment_(context.segment),
        schemes_(context.program.reference->schemes),
        as_of_(context.program.as_of),
        evidence_(context.program.criteria_set->certificate_evidence),
        graph_(*context.program.reference, test) {}

  Judgement At(int32_t row) override {
    std::optional<Judgement> best;
    bool best_direct = false;
    int32_t credit = 0;
    for (const auto& held : segment_.certificates(row)) {
      const bool direct = held.certificate->scheme == test_.scheme;
      const auto judgement = One(held, direct);
      if (judgement && Better(*judgement, direct, best, best_direct)) {
        best = judgement;
        best_direct = direct;
      }
      credit = std::max(credit, Credit(held));
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
  std::optional<Judgement> One(const Segment::SiteCertificate& held,
                               bool direct) const {
    const model::Certificate& certificate = *held.certificate;
    const Reach reach = graph_.At(certificate.scheme, certificate.level).reach;
    if (reach == Reach::kNothing) return Superseded(certificate, direct);
    if (reach == Reach::kTooLow) {
      if (!direct) return std::nullopt;
      return Unmet(0, Reason::kCertificateLevelTooLow);
    }
    if (const auto reason = Untimely(certificate)) {
      if (!direct) return std::nullopt;
      return Unmet(0, *reason);
    }
    if (const auto reason = Question(held)) return Unknown(*reason);
    if (reach == Reach::kLevelNotStated) {
      return Unknown(Reason::kCertificateLevelNotStated);
    }
    if (NoEnd(certificate)) return Unknown(Reason::kCertificateNoEndStated);
    return Met(
        evidence_.At(static_cast<int64_t>(certificate.evidence)),
        direct ? Reason::kCertificateValid : Reason::kCertificateImplied);
  }

  std::optional<Judgement> Superseded(const model::Certificate& certificate,
                                      bool direct) const {
    const CertificateScheme& scheme = schemes_[certificate.scheme.index()];
    const bool predecessor = std::any_of(
        scheme.relations.begin(), scheme.relations.end(),
        [&](const CertificateRelation& relation) {
          return relation.kind == CertificateRelation::Kind::kSupersededBy &&
                 relation.to_scheme == test_.scheme;
        });
    if (!predecessor && !(direct && scheme.withdrawn)) return std::nullopt;
    return Unmet(0, Reason::kCertificateSuperseded);
  }

  std::optional<Reason> Untimely(const model::Certificate& certificate) const {
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

  std::optional<Reason> Question(const Segment::SiteCertificate& held) const {
    if (held.scope_unclear) return Reason::kCertificateScopeUnclear;
    if (held.certificate->evidence < test_.minimum_evidence) {
      return Reason::kCertificateEvidenceTooLow;
    }
    return std::nullopt;
  }

  bool NoEnd(const model::Certificate& certificate) const {
    return !certificate.valid_to &&
           schemes_[certificate.scheme.index()].expires;
  }

  int32_t Credit(const Segment::SiteCertificate& held) const {
    const model::Certificate& certificate = *held.certificate;
    const int32_t credit =
        graph_.At(certificate.scheme, certificate.level).credit_bp;
    if (credit == 0 || Untimely(certificate) || Question(held) ||
        NoEnd(certificate)) {
      return 0;
    }
    return std::min(credit, evidence_.At(0));
  }

  // No certificate says anything.
  Judgement Absent(int32_t row) const {
    const model::Supplier& supplier =
        *segment_.suppliers()[static_cast<size_t>(segment_.supplier(row))];
    if (std::binary_search(supplier.certificates_not_held.begin(),
                           supplier.certificates_not_held.end(),
                           test_.scheme)) {
      return Unmet(0, Reason::kCertificateNotHeld);
    }
    if (supplier.certificates_complete) {
      return Unmet(0, Reason::kCertificateNotOnCompleteList);
    }
    return Unknown(Reason::kCertificateNotListed);
  }

  const model::CertificateTest& test_;
  const Segment& segment_;
  const std::vector<CertificateScheme>& schemes_;
  const model::Date as_of_;
  const model::ValueFunction& evidence_;
  const CertificateGraph graph_;
};

}  // namespace

JudgePtr MakeCertificateJudge(const model::CertificateTest& test,
                              const JudgeContext& context) {
  return std::make_unique<CertificateJudge>(test, context);
}

}  // namespace ketnoi::match
