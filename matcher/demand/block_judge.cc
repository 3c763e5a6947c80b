#include "matcher/demand/block_judge.h"

#include <algorithm>

namespace ketnoi::demand {
namespace {

using match::Judged;
using match::Standing;
using match::Subject;

constexpr int32_t kWholeScore = 10000;

// What a judgement of At adds under a weight, packed likewise.
Judged Share(int32_t weight_bp, Judged judged) {
  const auto low = static_cast<int32_t>(judged >> 14 & 0x3FFF);
  const auto high = static_cast<int32_t>(judged & 0x3FFF);
  return static_cast<Judged>(match::Contribution(weight_bp, low)) << 14 |
         static_cast<Judged>(match::Contribution(weight_bp, high));
}

}  // namespace

BlockJudge::BlockJudge(const RequirementSet& set, const RequirementBlock& block,
                       const index::Segment& segment, model::Date as_of)
    : block_(block),
      segment_(segment),
      tests_(set, block, segment, as_of),
      judged_(tests_.size()) {}

void BlockJudge::SetRow(int32_t row) {
  row_ = row;
  row_block_ = &segment_.BlockOf(row);
  std::fill(judged_.begin(), judged_.end(), Judged{0});
}

Judged BlockJudge::JudgeTest(uint32_t test) {
  const match::Judge& judge = tests_.judge(test);
  int32_t number = 0;
  switch (judge.subject()) {
    case Subject::kCategory:
      number = row_block_->category.value;
      break;
    case Subject::kEntry:
      number = row_block_->EntryAt(judge.column(), row_);
      break;
    case Subject::kSite:
      number = segment_.site_number(row_);
      break;
  }
  return judged_[test] =
             match::Pack(kWholeScore, judge.At(number)) | match::kJudged;
}

match::RowKey BlockJudge::Score(size_t requirement, bool score_all) {
  Judged scores = 0;
  Standing standing = Standing::kEligible;
  for (const Asked& asked : block_.gates(requirement)) {
    const Judged judged = At(asked.test);
    if ((judged & match::kUnmetBit) != 0) {
      standing = Standing::kIneligible;
      if (!score_all) return match::MakeRowKey(standing, 0);
    } else if ((judged & match::kUnknownBit) != 0 &&
               standing == Standing::kEligible) {
      standing = Standing::kConditional;
    }
    scores += Share(asked.weight_bp, judged);
  }
  for (const Asked& asked : block_.wishes(requirement)) {
    scores += Share(asked.weight_bp, At(asked.test));
  }
  return match::MakeRowKey(standing, scores);
}

void BlockJudge::FindUnknown(size_t requirement, std::vector<uint32_t>& tests) {
  tests.clear();
  for (const Asked& asked : block_.gates(requirement)) {
    if ((At(asked.test) & match::kUnknownBit) != 0) tests.push_back(asked.test);
  }
}

int32_t BlockJudge::FindOpen(size_t requirement, std::vector<uint32_t>& tests) {
  tests.clear();
  int32_t unmet = 0;
  for (const Asked& asked : block_.gates(requirement)) {
    const Judged judged = At(asked.test);
    if ((judged & (match::kUnmetBit | match::kUnknownBit)) == 0) continue;
    tests.push_back(asked.test);
    unmet += (judged & match::kUnmetBit) != 0 ? 1 : 0;
  }
  return unmet;
}

}  // namespace ketnoi::demand
