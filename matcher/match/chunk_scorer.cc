#include "matcher/match/chunk_scorer.h"

namespace ketnoi::match {
namespace {

// How many steps score a row before it is asked whether it still matters.
constexpr size_t kStepsAtOnce = 3;

}  // namespace

bool ChunkScorer::Sum(const TopRows* top) {
  const auto& steps = plan_->scores();
  bool asks = false;
  for (size_t s = 0; s < steps.size() && left_ > 0; ++s) {
    AddStep(steps[s]);
    asks |= steps[s].judge->subject() == Subject::kSite;
    const bool last = s + 1 == steps.size();
    if ((s + 1) % kStepsAtOnce == 0 || (last && asks)) {
      KeepWhatReaches(top, steps[s].most_after);
    }
  }
  return asks;
}

void ChunkScorer::AddStep(const ScoreStep& step) {
  if (step.codes == nullptr) {
    for (size_t j = 0; j < left_; ++j) keys_[j] += step.bound & kScoresMask;
    return;
  }
  const auto width = static_cast<size_t>(step.codes->width);
  const uint8_t* codes = step.codes->codes + begin_ * width;
  for (size_t done = 0; done < left_;) {
    done += AddByTable(codes, width, positions_ + done, left_ - done,
                       step.table.data(), keys_ + done);
    // It stopped at an entry that is not judged yet, some few rows ahead.
    const size_t end = std::min(left_, done + kKernelPadding);
    for (size_t j = done; j < end; ++j) {
      const uint32_t code =
          step.codes->CodeAt(static_cast<int32_t>(begin_ + positions_[j]));
      if (step.Load(code) == 0) plan_->JudgeCode(step, code);
    }
  }
}

// Drops the rows that are not among the best even if `most` is added.
void ChunkScorer::KeepWhatReaches(const TopRows* top, Judged most) {
  if (top == nullptr || top->floor() <= most) return;
  left_ = KeepAtLeast(top->floor() - most, left_, positions_, keys_);
}

RowKey ChunkScorer::AskSites(const Waiting& waiting, const TopRows* top) const {
  const BlockPlan& plan = *waiting.plan;
  const int32_t row = waiting.row - plan.block().begin;
  RowKey key = waiting.most;
  for (const ScoreStep& step : plan.scores()) {
    if (step.judge->subject() != Subject::kSite) continue;
    const Judged known =
        step.codes == nullptr ? step.bound : step.Load(step.codes->CodeAt(row));
    if ((known & kAskSite) == 0) continue;
    key -= known & kScoresMask;
    key += plan.JudgeSite(step, row) & kScoresMask;
    if (top != nullptr && !top->Reaches(key)) break;
  }
  return key;
}

}  // namespace ketnoi::match
