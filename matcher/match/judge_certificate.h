// Judges certificates: of a site, or of what the packed columns say of it.
//
// Internal to the matcher.

#ifndef KETNOI_MATCHER_MATCH_JUDGE_CERTIFICATE_H_
#define KETNOI_MATCHER_MATCH_JUDGE_CERTIFICATE_H_

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "matcher/match/certificate_graph.h"
#include "matcher/match/judge.h"

namespace ketnoi::match {

// What the columns of a row say of an asked certificate, one bit per statement;
// of several, the first decides.
using Says = uint8_t;
inline constexpr Says kSaysMet = 1;
inline constexpr Says kSaysUnknown = 2;
inline constexpr Says kSaysUnmet = 4;
// No certificate says anything, and the list of schemes says so.
inline constexpr Says kAbsenceUnknown = 8;
inline constexpr Says kAbsenceUnmet = 16;
inline constexpr size_t kSaysValues = 32;

// By certificates and lists of schemes, whose absence is always stated.
// Requires says != 0.
constexpr Verdict VerdictOf(Says says) {
  if ((says & kSaysMet) != 0) return Verdict::kMet;
  if ((says & kSaysUnknown) != 0) return Verdict::kUnknown;
  if ((says & kSaysUnmet) != 0) return Verdict::kUnmet;
  return (says & kAbsenceUnknown) != 0 ? Verdict::kUnknown : Verdict::kUnmet;
}

class CertificateJudge : public Judge {
 public:
  // All must outlive the judge.
  CertificateJudge(const model::CertificateTest& test,
                   const CertificateGraph& graph, const JudgeContext& context);

  Judgement At(int32_t site) const override;
  Verdict VerdictAt(int32_t site) const override;
  std::optional<Judgement> Screen(int32_t entry) const override;
  const CertificateJudge* certificates() const override { return this; }

  // Certificates of the scheme may say something of the asked one.
  bool Concerns(int32_t scheme) const {
    return says_something_[static_cast<size_t>(scheme)] != 0;
  }
  // What a holding of the scheme says (Segment::holding); 0: nothing.
  Says SaysHolding(int32_t scheme, uint32_t code) const;
  // What an entry of kSchemes says if no certificate says anything.
  Says SaysAbsence(int32_t entry) const;

 private:
  using Held = index::Segment::SiteCertificate;

  // Where One stands among others; a certificate that says nothing of the asked
  // scheme, but may give credit, has the reason kCertificateNotListed.
  static constexpr int kNothing = 3;
  static int Rank(const Judgement& judgement);
  static bool Better(const Judgement& judgement, int rank, bool direct,
                     const Judgement& best, int best_rank, bool best_direct);

  // What one certificate says.
  Judgement One(const Held& certificate, const CertificateGraph::Entry& entry,
                bool direct) const;
  bool IsTimely(const Held& certificate) const;
  Reason WhyUntimely(const Held& certificate) const;
  bool NoEnd(const Held& certificate) const;
  int32_t Credit(const Held& certificate,
                 const CertificateGraph::Entry& entry) const;
  // The rank of the best of several certificates, or kNothing.
  template <class Certificates>
  int BestRank(const Certificates& certificates) const;
  // No certificate says anything.
  Judgement Absent(const index::ListView& list) const;

  const model::CertificateTest& test_;
  const index::Segment& segment_;
  const std::vector<model::CertificateScheme>& schemes_;
  const int32_t as_of_;
  const int32_t until_;  // the first day on which it need not be valid is later
  std::array<int32_t, 3> evidence_;  // value by level
  const CertificateGraph& graph_;
  std::vector<uint8_t> says_something_;  // by scheme, at any level
};

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_JUDGE_CERTIFICATE_H_
