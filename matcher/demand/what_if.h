// What a supplier could serve after each of several changes of its record.
//
// A version is the record after some edits. All versions are indexed together,
// as a segment of their own, and judged by the judges of rankings, each value
// once, however many versions have it. What holds of them is a bit for each, so
// that a requirement is a conjunction of a few words.

#ifndef KETNOI_MATCHER_DEMAND_WHAT_IF_H_
#define KETNOI_MATCHER_DEMAND_WHAT_IF_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "matcher/demand/demand_scope.h"
#include "matcher/index/columns.h"
#include "matcher/index/segment.h"
#include "matcher/model/edit.h"
#include "matcher/model/reference.h"
#include "matcher/model/supplier.h"

namespace ketnoi::demand {

// Of a supplier's versions, bit by bit.
using VersionMask = uint64_t;
inline constexpr size_t kMostVersions = 64;

// For which versions a requirement has a standing.
struct VersionOutcome {
  VersionMask eligible = 0;
  VersionMask not_ineligible = 0;  // eligible or conditional
};

// The versions of one supplier. Immutable; thread-safe.
class Versions {
 public:
  // Version i is the supplier after `edits[i]`; 1 to kMostVersions. `reference`
  // must outlive it.
  Versions(const model::Reference& reference, const model::Supplier& supplier,
           std::span<const std::vector<model::Edit>> edits);

  size_t size() const { return size_; }

  using VisitOutcome =
      std::function<void(int32_t requirement, const VersionOutcome& outcome)>;
  using VisitPair =
      std::function<void(int32_t requirement, size_t first, size_t second)>;
  struct Scan {
    // Called for every requirement of the scope for which some version is not
    // ineligible, in ascending order. Required.
    VisitOutcome outcome;
    // Called, after that, for every pair of versions, first < second, none of
    // them 0, that might make the supplier eligible together where version 0
    // and each alone do not: each gate that version 0 does not meet is met by
    // one of them, or both change what it looks at. Null: not looked for.
    VisitPair pair;
    // Only these, by number; null: all.
    const std::vector<bool>* only = nullptr;
    // Asked every few thousand requirements; null: never.
    std::function<bool()> cancelled;
  };
  // Judges all versions on the day of the scope. CANCELLED once `cancelled`
  // says so.
  absl::Status ForEachOutcome(const DemandScope& scope, const Scan& scan) const;

 private:
  friend class VersionScan;

  // Rows of one capability at one site in one category, by version.
  struct Slot {
    model::CategoryId category;
    VersionMask present = 0;
    int32_t rows[kMostVersions];  // -1: the version has none
  };

  size_t size_;
  // Versions whose sites hold and are what those of version 0 do and are.
  VersionMask sites_as_first_ = 0;
  std::shared_ptr<const index::Segment> segment_;
  std::vector<Slot> slots_;
};

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_WHAT_IF_H_
