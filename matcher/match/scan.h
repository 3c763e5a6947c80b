// The pass over the candidate rows of one segment: how many suppliers have
// which standing, and the best of them.
//
// A block of rows (one category) is scanned in chunks that fit the first-level
// cache. First its gates mark the rows, by tables of what each code of a packed
// column means; then the rows that may be among the best are scored by adding
// up table entries, and dropped as soon as they cannot be any more. A table is
// filled by the judges, once per distinct value and not once per row. A block
// that every row fails is not read at all.

#ifndef KETNOI_MATCHER_MATCH_SCAN_H_
#define KETNOI_MATCHER_MATCH_SCAN_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/binding.h"
#include "matcher/match/top_rows.h"

namespace ketnoi::match {

// Memory that the scans of one ranking use one after another. Not thread-safe.
class Workspace {
 public:
  Workspace();
  ~Workspace();
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

 private:
  friend class PartScan;
  struct Buffers;
  const std::unique_ptr<Buffers> buffers_;
};

// What a scan is to find out.
struct ScanOptions {
  // Which standings are wanted, by position in Standing.
  bool standings[kStandings] = {true, true, false};
  // Most suppliers to return.
  size_t limit = 0;
  // Only those that rank after this one, unless null.
  const RankKey* after = nullptr;
  // Asked every few thousand rows; null: never.
  const std::function<bool()>* cancelled = nullptr;
};

// Of the suppliers of a part that are not replaced.
struct ScanResult {
  std::vector<Candidate> best;  // best first
  int32_t eligible = 0;
  int32_t conditional = 0;
  int64_t skipped = 0;  // of the wanted standings, not after `after`
};

// O(candidate rows * criteria), and O(suppliers / 64) to begin with; two passes
// unless the best standings are asked for from the top. CANCELLED once
// `cancelled` says so. `binding`: to the part's segment, with `keep_unmet` if
// INELIGIBLE is wanted.
absl::StatusOr<ScanResult> ScanPart(const index::Snapshot::Part& part,
                                    const Binding& binding,
                                    const ScanOptions& options,
                                    Workspace& workspace);

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_SCAN_H_
