// A compiled requirement bound to the segments that it is asked of.
//
// Binding judges the distinct values that the gates look at, per block, and
// makes room for those that score. At a million suppliers it takes about as
// long as the scan, with few rows longer; a requirement that is asked again, of
// the same segments, is bound once.

#ifndef KETNOI_MATCHER_MATCH_BINDING_H_
#define KETNOI_MATCHER_MATCH_BINDING_H_

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#include "matcher/index/segment.h"
#include "matcher/match/block_plan.h"
#include "matcher/match/compile.h"
#include "matcher/match/row_scorer.h"

namespace ketnoi::match {

// Of one segment. Thread-safe.
class Binding {
 public:
  // Both must outlive the binding. `keep_unmet`: rows that miss a gate count
  // too. O(candidate blocks * criteria * distinct values).
  Binding(const Program& program, const index::Segment& segment,
          bool keep_unmet);

  const RowScorer& scorer() const { return scorer_; }
  bool keep_unmet() const { return keep_unmet_; }
  // Of the blocks that can count: those of the category itself before broader
  // ones, whose rows are CONDITIONAL at best.
  const std::vector<BlockPlan>& plans() const { return plans_; }
  // What it takes, tables that are to fill included. O(1).
  size_t Bytes() const { return bytes_; }
  // Of the columns that a scan reads for every row: what gates look at, and
  // suppliers' numbers.
  size_t ScannedBytes() const;

 private:
  const RowScorer scorer_;
  const bool keep_unmet_;
  std::vector<std::unique_ptr<HoldingTable>> holdings_;
  std::vector<BlockPlan> plans_;
  size_t bytes_ = sizeof(Binding);
};

// A program and its bindings to the segments of the latest snapshots that it
// was asked of. Thread-safe. Never keeps a segment alive.
class BoundProgram {
 public:
  explicit BoundProgram(Program program);

  const Program& program() const { return program_; }

  // Lives as long as the segment, which must be one of a snapshot that the
  // caller holds. O(1) after the first time, as long as it is kept.
  std::shared_ptr<const Binding> Bind(
      const std::shared_ptr<const index::Segment>& segment,
      bool keep_unmet = false) const;
  // Of what is bound now. O(segments).
  size_t Bytes() const;

 private:
  struct Bound {
    std::weak_ptr<const index::Segment> segment;
    std::shared_ptr<const Binding> binding;
  };

  const Program program_;
  mutable std::mutex mutex_;
  mutable std::vector<Bound> bound_;  // guarded by mutex_
};

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_BINDING_H_
