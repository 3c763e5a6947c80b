// What the certificates of a row's site say of an asked one, as an expression
// over them.

#ifndef KETNOI_BENCHMARKS_EXPORT_CERTIFICATES_H_
#define KETNOI_BENCHMARKS_EXPORT_CERTIFICATES_H_

#include <cstdint>
#include <vector>

#include "benchmarks/export_text.h"
#include "matcher/match/compile.h"

namespace ketnoi::benchmarks {

// Columns of a certificate are read as "c.scheme". Over the certificates of the
// site that are of one of `schemes`, the largest outcome and the largest credit
// count; without any both are 0.
struct CertificateText {
  std::vector<int64_t> schemes;  // that say something of the asked one
  Text outcome;                  // one of the constants below
  Text credit;                   // basis points
};

inline constexpr int64_t kSaysNothing = 0;
inline constexpr int64_t kSaysUnmet = 1;
inline constexpr int64_t kSaysUnknown = 2;
inline constexpr int64_t kSaysMet = 3;  // plus the level of evidence

// Both in one number: the largest outcome times this, plus the largest credit.
inline constexpr int64_t kOutcomeUnit = 16384;

// Of a step with a CertificateTest.
CertificateText CertificatesOf(const match::Program& program,
                               const match::Step& step);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_EXPORT_CERTIFICATES_H_
