#include "matcher/match/row_scorer.h"

namespace ketnoi::match {

RowScorer::RowScorer(const Program& program, const index::Segment& segment)
    : program_(program), segment_(segment) {
  judges_.reserve(program.steps.size());
  for (const Step& step : program.steps) {
    judges_.push_back(MakeJudge(program, step, segment));
  }
}

std::vector<Judgement> RowScorer::JudgeRow(int32_t row) const {
  const index::Block& block = segment_.BlockOf(row);
  std::vector<Judgement> judgements;
  judgements.reserve(judges_.size());
  for (const auto& judge : judges_) {
    switch (judge->subject()) {
      case Subject::kCategory:
        judgements.push_back(judge->At(block.category.value));
        break;
      case Subject::kEntry:
        judgements.push_back(judge->At(block.EntryAt(judge->column(), row)));
        break;
      case Subject::kSite:
        judgements.push_back(judge->At(segment_.site_number(row)));
        break;
    }
  }
  return judgements;
}

RowKey RowScorer::Score(int32_t row) const {
  const std::vector<Judgement> judgements = JudgeRow(row);
  Judged scores = 0;
  Standing standing = Standing::kEligible;
  for (size_t i = 0; i < judgements.size(); ++i) {
    const Judged judged = Pack(program_.steps[i].weight_bp, judgements[i]);
    scores += judged & kScoresMask;
    if (!program_.steps[i].criterion.gate) continue;
    if ((judged & kUnmetBit) != 0) standing = Standing::kIneligible;
    if ((judged & kUnknownBit) != 0 && standing == Standing::kEligible) {
      standing = Standing::kConditional;
    }
  }
  return MakeRowKey(standing, scores);
}

}  // namespace ketnoi::match
