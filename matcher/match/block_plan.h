// What a scan does with the rows of one block.

#ifndef KETNOI_MATCHER_MATCH_BLOCK_PLAN_H_
#define KETNOI_MATCHER_MATCH_BLOCK_PLAN_H_

#include <array>
#include <cstdint>
#include <vector>

#include "matcher/index/segment.h"
#include "matcher/match/judged.h"
#include "matcher/match/row_scorer.h"

namespace ketnoi::match {

// Marks of a row: what its gates say so far.
inline constexpr uint8_t kUnmetMark = 1;
inline constexpr uint8_t kUnknownMark = 2;

inline uint8_t MarkOf(Judged judged) {
  return static_cast<uint8_t>(judged >> 28 & (kUnmetMark | kUnknownMark));
}

// One criterion in one block.
struct BlockStep {
  size_t step = 0;
  int32_t weight_bp = 0;
  Judge* judge = nullptr;
  // Null: every row is judged by its site.
  const index::PackedCodes* codes = nullptr;
  Judged* table = nullptr;         // by code; of a gate without kNotJudged
  const uint8_t* marks = nullptr;  // by code, 256; of gates of one byte a code
  bool asks_sites = false;         // some codes are kAskSite
  int64_t unmet_rows = 0;          // of a gate: rows whose code is unmet
};

// The steps of one block at a time. Not thread-safe.
class BlockPlan {
 public:
  // Begins with a segment, before its blocks. `keep_unmet`: rows that miss a
  // gate count too. `scorer` must outlive the use of the plan.
  void Start(const RowScorer& scorer, bool keep_unmet);

  // False: no row of the block counts.
  bool Plan(const index::Block& block);

  // What all rows of the block share.
  Judged base() const { return base_; }
  uint8_t base_mark() const { return base_mark_; }
  // Gates whose marks are looked up by code, for all rows at once.
  const std::vector<BlockStep>& marking() const { return marking_; }
  // Gates that are judged row by row, the strictest first. They also score,
  // but for those of sites, which score with adding_sites().
  const std::vector<BlockStep>& asking() const { return asking_; }
  // Steps that score; their tables are filled as their codes are met. Those of
  // sites, which take longer, come last.
  const std::vector<BlockStep>& adding() const { return adding_; }
  const std::vector<BlockStep>& adding_sites() const { return adding_sites_; }
  // The most that adding_sites() can add, to score and to score_high.
  Judged most_of_sites() const { return most_of_sites_; }

  // `row`: within `block`.
  Judged JudgeRow(const BlockStep& step, const index::Block& block,
                  int32_t row);

 private:
  bool IsGate(size_t step) const {
    return (scorer_->program().gates >> step & 1) != 0;
  }
  bool PlanStep(BlockStep step, const index::Block& block);
  bool PlanGate(BlockStep& step, int32_t rows);
  void PlanAdding(const BlockStep& step);
  void AddConstant(const BlockStep& step, Judged judged);
  void StartTable(BlockStep& step);
  Judged JudgeEntry(const BlockStep& step, int32_t entry);
  Judged JudgeCode(const BlockStep& step, uint32_t code);

  const RowScorer* scorer_ = nullptr;
  bool keep_unmet_ = false;

  Judged base_ = 0;
  uint8_t base_mark_ = 0;
  std::vector<BlockStep> marking_;
  std::vector<BlockStep> asking_;
  std::vector<BlockStep> adding_;
  std::vector<BlockStep> adding_sites_;
  Judged most_of_sites_ = 0;

  // By step: of the entries of its column, and of the codes of the block.
  std::vector<std::vector<Judged>> entries_;
  std::vector<std::vector<Judged>> tables_;
  std::vector<std::array<uint8_t, 256>> marks_;
};

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_BLOCK_PLAN_H_
