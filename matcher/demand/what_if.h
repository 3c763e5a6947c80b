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
#include "matcher/demand/requirement_set.h"
#include "matcher/index/columns.h"
#include "matcher/index/segment.h"
#include "matcher/model/date.h"
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

  // Calls visit(block, requirement, outcome) for every requirement of the set
  // that is sought on `as_of` and for which some version is not ineligible: the
  // position of the block in the set, and of the requirement in the block.
  // `as_of` is also the day on which versions are judged. CANCELLED once
  // `cancelled` (null: never) says so.
  absl::Status ForEachOutcome(
      const RequirementSet& set, model::Date as_of,
      const std::function<void(size_t block, size_t requirement,
                               const VersionOutcome& outcome)>& visit,
      const std::function<bool()>& cancelled) const;

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
