// What a scan does with the rows of one block.

#ifndef KETNOI_MATCHER_MATCH_BLOCK_PLAN_H_
#define KETNOI_MATCHER_MATCH_BLOCK_PLAN_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "matcher/index/segment.h"
#include "matcher/match/judge_certificate.h"
#include "matcher/match/judged.h"
#include "matcher/match/mark_table.h"
#include "matcher/match/row_scorer.h"

namespace ketnoi::match {

// Marks of a row: what its gates say so far.
inline constexpr uint8_t kUnmetMark = 1;
inline constexpr uint8_t kUnknownMark = 2;
// Of one gate: its site has to be asked.
inline constexpr uint8_t kAskMark = 4;

inline uint8_t MarkOf(Judged judged) {
  return static_cast<uint8_t>(judged >> 28 & (kUnmetMark | kUnknownMark));
}
inline uint8_t MarkOf(Verdict verdict) { return MarkOf(VerdictBit(verdict)); }

// What the holdings of one scheme say of one asked certificate, by code; worked
// out when it is first asked. Thread-safe.
class HoldingTable {
 public:
  HoldingTable(const CertificateJudge& judge, int32_t scheme, size_t holdings)
      : judge_(judge), scheme_(scheme), says_(holdings) {}

  Says At(uint32_t code) const {
    const Says says =
        std::atomic_ref(says_[code]).load(std::memory_order_relaxed);
    return (says != 0 ? says : Ask(code)) & (kSaysValues - 1);
  }
  int32_t scheme() const { return scheme_; }
  size_t Bytes() const { return sizeof(*this) + says_.capacity(); }

 private:
  static constexpr Says kAsked = 0x80;

  Says Ask(uint32_t code) const;

  const CertificateJudge& judge_;
  const int32_t scheme_;
  mutable std::vector<Says> says_;  // 0: not asked yet; else with kAsked
};

// A gate whose rows have different marks.
struct Gate {
  size_t step = 0;  // of Program::steps
  const Judge* judge = nullptr;
  // Null: all rows have table.At(0).
  const index::PackedCodes* codes = nullptr;
  MarkTable table;    // by code: marks, or what certificates say
  bool asks = false;  // some codes are kAskMark

  // Of certificates, whose table is of absences.
  struct Held {
    const index::HeldCodes* codes;
    const HoldingTable* table;
  };
  std::vector<Held> held;
  bool is_certificate = false;
};

// A criterion that scores, and whose rows score differently.
struct ScoreStep {
  const Judge* judge = nullptr;
  int32_t weight_bp = 0;
  // Null: all rows have bound.
  const index::PackedCodes* codes = nullptr;
  // By code, filled as codes are met (0: not yet, else with kJudged); with
  // kAskSite the most that it can be.
  mutable std::vector<Judged> table;
  Judged bound = 0;
  // The most that the steps after this one can add, to score and score_high.
  Judged most_after = 0;

  Judged Load(uint32_t code) const {
    return std::atomic_ref(table[code]).load(std::memory_order_relaxed);
  }
};

// What is found out once per segment for the plans of all its blocks. Not
// thread-safe.
class PlanContext {
 public:
  PlanContext(const RowScorer& scorer, bool keep_unmet);

  const RowScorer& scorer() const { return scorer_; }
  bool keep_unmet() const { return keep_unmet_; }
  bool IsGate(size_t step) const {
    return (scorer_.program().gates >> step & 1) != 0;
  }
  // The marks of an entry of the step's column.
  uint8_t MarkOfEntry(size_t step, int32_t entry);
  const HoldingTable& Holdings(size_t step, const CertificateJudge& judge,
                               int32_t scheme);
  std::vector<std::unique_ptr<HoldingTable>> TakeHoldings() {
    return std::move(holdings_);
  }

 private:
  const RowScorer& scorer_;
  const bool keep_unmet_;
  std::vector<std::vector<uint8_t>> marks_;              // by step and entry
  std::vector<std::vector<const HoldingTable*>> known_;  // by step
  std::vector<std::unique_ptr<HoldingTable>> holdings_;
};

// Immutable but for tables that fill; thread-safe.
class BlockPlan {
 public:
  // `block`, and the judges and holdings of `context`, must outlive the plan.
  BlockPlan(const index::Block& block, PlanContext& context);

  // Every row misses a gate, and such rows do not count: nothing else is there.
  bool fails() const { return fails_; }
  const index::Block& block() const { return block_; }
  const index::Segment& segment() const { return segment_; }
  // What all rows share.
  Judged base() const { return base_; }
  uint8_t base_mark() const { return base_mark_; }
  // Gates that all rows miss, bit by step.
  uint64_t base_missed() const { return base_missed_; }
  // Those that ask sites come last.
  const std::vector<Gate>& gates() const { return gates_; }
  // The weightiest first.
  const std::vector<ScoreStep>& scores() const { return scores_; }
  size_t Bytes() const;
  size_t ScannedBytes() const;  // as Binding's

  // What the table is to say of a code of the step.
  Judged JudgeCode(const ScoreStep& step, uint32_t code) const;
  // What the table leaves to the site, exactly. `row`: within the block.
  Judged JudgeSite(const ScoreStep& step, int32_t row) const;

 private:
  void PlanGate(size_t step, const Judge& judge, PlanContext& context);
  void PlanCertificate(size_t step, const CertificateJudge& judge,
                       PlanContext& context);
  void PlanScore(size_t step, const Judge& judge, PlanContext& context);
  static Judged JudgeEntry(const ScoreStep& step, int32_t entry);
  void AddMark(size_t step, uint8_t mark);
  void AddConstant(size_t step, Judged judged, const PlanContext& context);
  void Order();

  const index::Block& block_;
  const index::Segment& segment_;
  bool fails_ = false;
  Judged base_ = 0;
  uint8_t base_mark_ = 0;
  uint64_t base_missed_ = 0;
  std::vector<Gate> gates_;
  std::vector<ScoreStep> scores_;
};

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_BLOCK_PLAN_H_
