#include "matcher/match/block_plan.h"

#include <algorithm>

namespace ketnoi::match {

using index::Block;

void BlockPlan::Start(const RowScorer& scorer, bool keep_unmet) {
  scorer_ = &scorer;
  keep_unmet_ = keep_unmet;
  const size_t steps = scorer.program().steps.size();
  if (entries_.size() < steps) {
    entries_.resize(steps);
    tables_.resize(steps);
    marks_.resize(steps);
  }
  for (auto& entries : entries_) entries.clear();
}

bool BlockPlan::Plan(const Block& block) {
  base_ = 0;
  base_mark_ = 0;
  marking_.clear();
  asking_.clear();
  adding_.clear();
  adding_sites_.clear();
  most_of_sites_ = 0;
  const auto& steps = scorer_->program().steps;
  for (size_t i = 0; i < steps.size(); ++i) {
    const BlockStep step{i, steps[i].weight_bp, &scorer_->judge(i)};
    if (!PlanStep(step, block)) return false;
    if (!keep_unmet_ && (base_mark_ & kUnmetMark) != 0) return false;
  }
  std::stable_sort(asking_.begin(), asking_.end(),
                   [](const BlockStep& a, const BlockStep& b) {
                     return a.unmet_rows > b.unmet_rows;
                   });
  return true;
}

bool BlockPlan::PlanStep(BlockStep step, const Block& block) {
  if (step.judge->subject() == Subject::kCategory) {
    AddConstant(step,
                Pack(step.weight_bp, step.judge->At(block.category.value)));
    return true;
  }
  if (step.judge->column().value >= 0) {
    step.codes = block.Find(step.judge->column());
    if (step.codes == nullptr || step.codes->width == 0) {
      const int32_t entry = step.codes == nullptr ? 0 : step.codes->entries[0];
      const Judged judged = JudgeEntry(step, entry);
      if ((judged & kAskSite) == 0) {
        AddConstant(step, judged);
        return true;
      }
      step.codes = nullptr;
    }
  }
  if (step.codes == nullptr) {
    if (IsGate(step.step)) asking_.push_back(step);
    PlanAdding(step);
    return true;
  }
  StartTable(step);
  if (IsGate(step.step)) return PlanGate(step, block.size());
  PlanAdding(step);
  return true;
}

void BlockPlan::PlanAdding(const BlockStep& step) {
  if (step.judge->subject() == Subject::kSite) {
    adding_sites_.push_back(step);
    most_of_sites_ += static_cast<Judged>(step.weight_bp) * (1 | 1 << 14);
  } else {
    adding_.push_back(step);
  }
}

bool BlockPlan::PlanGate(BlockStep& step, int32_t rows) {
  uint8_t marks = 0;
  const size_t codes = step.codes->entries.size();
  for (uint32_t code = 0; code < codes; ++code) {
    const Judged judged = JudgeCode(step, code);
    marks |= MarkOf(judged);
    if ((judged & kUnmetBit) != 0) step.unmet_rows += step.codes->rows[code];
    if ((judged & kAskSite) != 0) step.asks_sites = true;
  }
  if (!keep_unmet_ && step.unmet_rows == rows) return false;
  const bool by_byte = step.codes->width == 1;
  if (by_byte && marks != 0) {
    auto& of_codes = marks_[step.step];
    of_codes.fill(0);
    for (size_t code = 0; code < codes; ++code) {
      of_codes[code] = MarkOf(step.table[code]);
    }
    step.marks = of_codes.data();
    marking_.push_back(step);
  }
  const bool asks = step.asks_sites || (!by_byte && marks != 0);
  if (asks) asking_.push_back(step);
  if (!asks || step.judge->subject() == Subject::kSite) PlanAdding(step);
  return true;
}

void BlockPlan::AddConstant(const BlockStep& step, Judged judged) {
  base_ += judged & kScoresMask;
  if (IsGate(step.step)) base_mark_ |= MarkOf(judged);
}

void BlockPlan::StartTable(BlockStep& step) {
  auto& table = tables_[step.step];
  table.assign(step.codes->entries.size(), kNotJudged);
  step.table = table.data();
}

Judged BlockPlan::JudgeEntry(const BlockStep& step, int32_t entry) {
  auto& entries = entries_[step.step];
  if (entries.empty()) {
    entries.assign(static_cast<size_t>(
                       scorer_->segment().entry_count(step.judge->column())),
                   kNotJudged);
  }
  Judged& known = entries[static_cast<size_t>(entry)];
  if (known != kNotJudged) return known;
  if (step.judge->subject() == Subject::kEntry) {
    known = Pack(step.weight_bp, step.judge->At(entry));
  } else {
    const auto judgement = step.judge->Screen(entry);
    known = judgement ? Pack(step.weight_bp, *judgement) : kAskSite;
  }
  return known;
}

Judged BlockPlan::JudgeCode(const BlockStep& step, uint32_t code) {
  Judged& judged = step.table[code];
  if (judged == kNotJudged) {
    judged = JudgeEntry(step, step.codes->entries[code]);
  }
  return judged;
}

Judged BlockPlan::JudgeRow(const BlockStep& step, const Block& block,
                           int32_t row) {
  if (step.codes != nullptr) {
    const Judged judged = JudgeCode(step, step.codes->CodeAt(row));
    if ((judged & kAskSite) == 0) return judged;
  }
  const int32_t site = scorer_->segment().site_number(block.begin + row);
  return Pack(step.weight_bp, step.judge->At(site));
}

}  // namespace ketnoi::match
