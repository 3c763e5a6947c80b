// What each certificate that can be held is worth for one that is asked.

#ifndef KETNOI_MATCHER_MATCH_CERTIFICATE_GRAPH_H_
#define KETNOI_MATCHER_MATCH_CERTIFICATE_GRAPH_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "matcher/model/reference.h"
#include "matcher/model/requirement.h"

namespace ketnoi::match {

// What holding a (scheme, level) proves of the asked one, from best to worst.
enum class Reach : uint8_t { kEnough, kLevelNotStated, kTooLow, kNothing };

// The relations between schemes, worked out for one asked (scheme, level) and
// every scheme and level that can be held. Immutable; thread-safe. Building
// costs O(schemes * relations) once per compiled requirement, a look-up O(1).
class CertificateGraph {
 public:
  struct Entry {
    Reach reach = Reach::kNothing;
    // The largest credit of a direct relation, basis points.
    int32_t credit_bp = 0;
    // Superseded by the asked scheme directly, or the asked one itself, and
    // withdrawn.
    bool superseded = false;

    // Holding it says nothing of the asked scheme.
    bool silent() const {
      return reach == Reach::kNothing && credit_bp == 0 && !superseded;
    }
  };

  CertificateGraph(const model::Reference& reference,
                   const model::CertificateTest& test);

  // `level` is a position in the scheme's levels, or -1.
  const Entry& At(model::SchemeId scheme, int level) const {
    return entries_[first_[scheme.index()] + static_cast<size_t>(level + 1)];
  }
  // Holding the scheme, at whatever level, says nothing. O(levels).
  bool IsSilent(model::SchemeId scheme) const;
  // That its tables take.
  size_t bytes() const {
    return entries_.size() * sizeof(Entry) + first_.size() * sizeof(size_t);
  }

 private:
  std::vector<Entry> entries_;  // by scheme, then by level + 1
  std::vector<size_t> first_;   // by scheme, and one past the last
};

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_CERTIFICATE_GRAPH_H_
