// Certificates as the row-wise peers judge them.

#ifndef KETNOI_BENCHMARKS_ROWWISE_CERTIFICATE_H_
#define KETNOI_BENCHMARKS_ROWWISE_CERTIFICATE_H_

#include <cstdint>
#include <vector>

#include "benchmarks/rowwise_rules.h"
#include "matcher/model/criteria_set.h"
#include "matcher/model/date.h"
#include "matcher/model/reference.h"
#include "matcher/model/requirement.h"
#include "matcher/model/supplier.h"

namespace ketnoi::benchmarks {

// What holding each certificate proves of one that is asked, by scheme and
// level. Immutable; thread-safe. An empty one stands for no certificate asked.
class CertificateTable {
 public:
  // From best to worst.
  enum class Reach : uint8_t { kEnough, kLevelNotStated, kTooLow, kNothing };
  struct Entry {
    Reach reach = Reach::kNothing;
    int32_t credit_bp = 0;    // of a direct relation, the largest
    bool superseded = false;  // by the asked one, or it is withdrawn itself
    bool expires = true;
  };

  CertificateTable() = default;
  CertificateTable(const model::Reference& reference,
                   const model::CertificateTest& test);

  const Entry& At(model::SchemeId scheme, int level) const {
    return by_scheme_[scheme.index()][static_cast<size_t>(level + 1)];
  }

 private:
  std::vector<std::vector<Entry>> by_scheme_;  // then by level + 1
};

// The certificates of a supplier for one of its sites, or -1. `table` is that
// of `test`, `evidence` what each level of evidence is worth.
RowwiseVerdict JudgeCertificates(const CertificateTable& table,
                                 const model::CertificateTest& test,
                                 const model::ValueFunction& evidence,
                                 model::Date as_of,
                                 const model::Supplier& supplier, int32_t site);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_ROWWISE_CERTIFICATE_H_
