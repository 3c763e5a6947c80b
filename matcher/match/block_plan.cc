#include "matcher/match/block_plan.h"

#include <algorithm>
#include <span>
#include <utility>

namespace ketnoi::match {

using index::Block;
using index::PackedCodes;

namespace {

constexpr uint8_t kNoMark = 0xFF;

}  // namespace

Says HoldingTable::Ask(uint32_t code) const {
  const Says says = judge_.SaysHolding(scheme_, code);
  std::atomic_ref(says_[code]).store(says | kAsked, std::memory_order_relaxed);
  return says;
}

PlanContext::PlanContext(const RowScorer& scorer, bool keep_unmet)
    : scorer_(scorer),
      keep_unmet_(keep_unmet),
      marks_(scorer.program().steps.size()),
      known_(scorer.program().steps.size()) {}

uint8_t PlanContext::MarkOfEntry(size_t step, int32_t entry) {
  const Judge& judge = scorer_.judge(step);
  auto& marks = marks_[step];
  if (marks.empty()) {
    marks.assign(
        static_cast<size_t>(scorer_.segment().entry_count(judge.column())),
        kNoMark);
  }
  uint8_t& mark = marks[static_cast<size_t>(entry)];
  if (mark != kNoMark) return mark;
  if (judge.certificates() != nullptr) {
    mark = judge.certificates()->SaysAbsence(entry);
  } else if (judge.subject() == Subject::kEntry) {
    mark = MarkOf(judge.VerdictAt(entry));
  } else {
    const auto verdict = judge.ScreenVerdict(entry);
    mark = verdict ? MarkOf(*verdict) : kAskMark;
  }
  return mark;
}

const HoldingTable& PlanContext::Holdings(size_t step,
                                          const CertificateJudge& judge,
                                          int32_t scheme) {
  for (const HoldingTable* known : known_[step]) {
    if (known->scheme() == scheme) return *known;
  }
  holdings_.push_back(std::make_unique<HoldingTable>(
      judge, scheme, scorer_.segment().holding_count(scheme)));
  known_[step].push_back(holdings_.back().get());
  return *holdings_.back();
}

BlockPlan::BlockPlan(const Block& block, PlanContext& context)
    : block_(block), segment_(context.scorer().segment()) {
  const auto& steps = context.scorer().program().steps;
  for (size_t i = 0; i < steps.size() && !fails_; ++i) {
    const Judge& judge = context.scorer().judge(i);
    if (judge.subject() == Subject::kCategory) {
      AddConstant(i, Pack(steps[i].weight_bp, judge.At(block.category.value)),
                  context);
    } else if (context.IsGate(i)) {
      if (judge.certificates() != nullptr) {
        PlanCertificate(i, *judge.certificates(), context);
      } else {
        PlanGate(i, judge, context);
      }
    }
    if (!context.keep_unmet() && (base_mark_ & kUnmetMark) != 0) fails_ = true;
  }
  for (size_t i = 0; i < steps.size() && !fails_; ++i) {
    const Judge& judge = context.scorer().judge(i);
    if (judge.subject() != Subject::kCategory) PlanScore(i, judge, context);
  }
  Order();
}

void BlockPlan::PlanGate(size_t step, const Judge& judge,
                         PlanContext& context) {
  const PackedCodes* codes = block_.Find(judge.column());
  if (codes == nullptr || codes->width == 0) {
    const int32_t entry = codes == nullptr ? 0 : codes->entries[0];
    const uint8_t mark = context.MarkOfEntry(step, entry);
    if (mark != kAskMark) {
      AddMark(step, mark);
      return;
    }
    gates_.push_back({step,
                      &judge,
                      nullptr,
                      MarkTable(std::span(&mark, 1)),
                      true,
                      {},
                      false});
    return;
  }
  Gate gate{step, &judge, codes, {}, false, {}, false};
  const size_t count = codes->entries.size();
  std::vector<uint8_t> marks(count);
  uint8_t all = 0;
  int64_t unmet_rows = 0;
  for (size_t code = 0; code < count; ++code) {
    const uint8_t mark = context.MarkOfEntry(step, codes->entries[code]);
    marks[code] = mark;
    all |= mark;
    if ((mark & kUnmetMark) != 0) unmet_rows += codes->rows[code];
  }
  if (unmet_rows == block_.size() && !context.keep_unmet()) fails_ = true;
  gate.table = MarkTable(marks);
  gate.asks = (all & kAskMark) != 0;
  if (all != 0) gates_.push_back(std::move(gate));
}

void BlockPlan::PlanCertificate(size_t step, const CertificateJudge& judge,
                                PlanContext& context) {
  Gate gate{step, &judge, block_.Find(judge.column()), {}, false, {}, true};
  const size_t count = gate.codes == nullptr ? 1 : gate.codes->entries.size();
  std::vector<uint8_t> says(count);
  for (size_t code = 0; code < count; ++code) {
    const int32_t entry = gate.codes == nullptr ? 0 : gate.codes->entries[code];
    says[code] = context.MarkOfEntry(step, entry);
  }
  gate.table = MarkTable(says);
  if (gate.codes != nullptr && gate.codes->width == 0) gate.codes = nullptr;
  for (const index::HeldCodes& held : block_.held) {
    if (!judge.Concerns(held.scheme)) continue;
    gate.held.push_back({&held, &context.Holdings(step, judge, held.scheme)});
  }
  if (gate.codes == nullptr && gate.held.empty()) {
    AddMark(step, MarkOf(VerdictOf(says[0])));
  } else {
    gates_.push_back(std::move(gate));
  }
}

void BlockPlan::PlanScore(size_t step, const Judge& judge,
                          PlanContext& context) {
  const int32_t weight_bp = context.scorer().program().steps[step].weight_bp;
  if (weight_bp == 0) return;
  const PackedCodes* codes = block_.Find(judge.column());
  ScoreStep score;
  score.judge = &judge;
  score.weight_bp = weight_bp;
  if (codes == nullptr || codes->width == 0) {
    const int32_t entry = codes == nullptr ? 0 : codes->entries[0];
    score.bound = JudgeEntry(score, entry);
    if ((score.bound & kAskSite) == 0) {
      base_ += score.bound & kScoresMask;
    } else {
      scores_.push_back(std::move(score));
    }
    return;
  }
  score.codes = codes;
  score.table.resize(codes->entries.size());
  scores_.push_back(std::move(score));
}

Judged BlockPlan::JudgeEntry(const ScoreStep& step, int32_t entry) {
  if (step.judge->subject() == Subject::kEntry) {
    return Pack(step.weight_bp, step.judge->At(entry));
  }
  if (const auto judgement = step.judge->Screen(entry)) {
    return Pack(step.weight_bp, *judgement);
  }
  return Pack(step.weight_bp,
              Unknown(Reason::kNotStated, step.judge->MostOf(entry))) |
         kAskSite;
}

void BlockPlan::AddConstant(size_t step, Judged judged,
                            const PlanContext& context) {
  base_ += judged & kScoresMask;
  if (context.IsGate(step)) AddMark(step, MarkOf(judged));
}

void BlockPlan::AddMark(size_t step, uint8_t mark) {
  base_mark_ |= mark;
  if ((mark & kUnmetMark) != 0) base_missed_ |= uint64_t{1} << step;
}

void BlockPlan::Order() {
  std::stable_partition(gates_.begin(), gates_.end(),
                        [](const Gate& gate) { return !gate.asks; });
  std::stable_sort(scores_.begin(), scores_.end(),
                   [](const ScoreStep& a, const ScoreStep& b) {
                     return a.weight_bp > b.weight_bp;
                   });
  Judged most = 0;
  for (size_t i = scores_.size(); i-- > 0;) {
    scores_[i].most_after = most;
    most += static_cast<Judged>(scores_[i].weight_bp) * (1 | 1 << 14);
  }
}

Judged BlockPlan::JudgeCode(const ScoreStep& step, uint32_t code) const {
  const Judged judged = JudgeEntry(step, step.codes->entries[code]);
  std::atomic_ref(step.table[code])
      .store(judged | kJudged, std::memory_order_relaxed);
  return judged;
}

Judged BlockPlan::JudgeSite(const ScoreStep& step, int32_t row) const {
  return Pack(step.weight_bp,
              step.judge->At(segment_.site_number(block_.begin + row)));
}

size_t BlockPlan::Bytes() const {
  size_t bytes = sizeof(*this) + gates_.capacity() * sizeof(Gate) +
                 scores_.capacity() * sizeof(ScoreStep);
  for (const Gate& gate : gates_) {
    bytes += gate.table.Bytes() + gate.held.capacity() * sizeof(Gate::Held);
  }
  for (const ScoreStep& score : scores_) {
    bytes += score.table.capacity() * sizeof(Judged);
  }
  return bytes;
}

size_t BlockPlan::ScannedBytes() const {
  const auto rows = static_cast<size_t>(block_.size());
  const auto chunks = static_cast<size_t>(
      (block_.size() + index::kChunkRows - 1) / index::kChunkRows);
  size_t bytes = rows * sizeof(int32_t);
  for (const Gate& gate : gates_) {
    if (gate.codes != nullptr) bytes += rows * gate.codes->width;
    for (const Gate::Held& held : gate.held) {
      bytes +=
          held.codes->begin[chunks] * (sizeof(uint16_t) + held.codes->width);
    }
  }
  return bytes;
}

}  // namespace ketnoi::match
