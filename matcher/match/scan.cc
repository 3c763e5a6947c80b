#include "matcher/match/scan.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "absl/status/status.h"

namespace ketnoi::match {
namespace {

constexpr int32_t kRowsBetweenQuestions = 4096;

// Gates before wishes; of the gates those that look at a column of the row
// before those that look at lists, certificates or the supplier's record.
int GateOrder(const model::Criterion& criterion) {
  if (!criterion.gate) return 3;
  switch (model::KindOf(criterion.test)) {
    case model::CriterionKind::kCategory:
    case model::CriterionKind::kMonthlyVolume:
    case model::CriterionKind::kOrderQuantity:
    case model::CriterionKind::kSampleLeadTime:
    case model::CriterionKind::kSeriesLeadTime:
      return 0;
    case model::CriterionKind::kProcesses:
    case model::CriterionKind::kMaterials:
    case model::CriterionKind::kAttribute:
      return 1;
    default:
      return 2;
  }
}

}  // namespace

RowScorer::RowScorer(const Program& program, const index::Segment& segment)
    : program_(program), segment_(segment) {
  std::vector<size_t> order(program.steps.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return GateOrder(program.steps[a].criterion) <
           GateOrder(program.steps[b].criterion);
  });
  judges_.reserve(order.size());
  for (const Step& step : program.steps) {
    judges_.push_back(MakeJudge(program, step, segment));
  }
  addends_.reserve(order.size());
  for (const size_t i : order) {
    addends_.push_back(
        {judges_[i].get(), uint64_t{1} << i, program.steps[i].weight_bp});
  }
}

Standing RowScorer::StandingOf(const RowScore& score) const {
  if ((score.unmet & program_.gates) != 0) return Standing::kIneligible;
  if ((score.unknown & program_.gates) != 0) return Standing::kConditional;
  return Standing::kEligible;
}

RowScore RowScorer::ScoreIf(int32_t row, Standing worst) {
  const uint64_t not_unmet = worst < Standing::kIneligible ? program_.gates : 0;
  const uint64_t not_unknown =
      worst < Standing::kConditional ? program_.gates : 0;
  RowScore result;
  result.row = row;
  for (const Addend& addend : addends_) {
    const Judgement judgement = addend.judge->At(row);
    if (judgement.verdict == Verdict::kUnmet) result.unmet |= addend.bit;
    if (judgement.verdict == Verdict::kUnknown) result.unknown |= addend.bit;
    if ((result.unmet & not_unmet) != 0 ||
        (result.unknown & not_unknown) != 0) {
      result.score = 0;
      result.score_high = 0;
      break;
    }
    result.score += Contribution(addend.weight_bp, judgement.value);
    result.score_high += Contribution(addend.weight_bp, judgement.value_high);
  }
  result.standing = StandingOf(result);
  return result;
}

std::vector<Judgement> RowScorer::Judge(int32_t row) {
  std::vector<Judgement> judgements;
  judgements.reserve(judges_.size());
  for (const auto& judge : judges_) judgements.push_back(judge->At(row));
  return judgements;
}

bool RowScorer::Better(const RowScore& a, const RowScore& b) const {
  const auto key = [this](const RowScore& score) {
    return std::tuple(score.standing, -score.score, -score.score_high,
                      segment_.capability(score.row), segment_.site(score.row));
  };
  return key(a) < key(b);
}

std::vector<index::RowRange> CandidateRows(const Program& program,
                                           const index::Segment& segment) {
  const auto& tree = program.reference->categories;
  std::vector<index::RowRange> ranges = {segment.RowsUnder(program.category)};
  for (auto above = tree.Parent(program.category); above.stated();
       above = tree.Parent(above)) {
    ranges.push_back(segment.RowsAt(above));
  }
  return ranges;
}

absl::StatusOr<std::vector<RowScore>> ScanPart(
    const Program& program, const index::Snapshot::Part& part,
    RowScorer& scorer, bool score_ineligible,
    const std::function<bool()>& cancelled) {
  const index::Segment& segment = *part.segment;
  const Standing worst_scored =
      score_ineligible ? Standing::kIneligible : Standing::kConditional;
  std::vector<RowScore> best;
  // By supplier: its place in `best`.
  std::vector<int32_t> place(static_cast<size_t>(segment.supplier_count()), -1);
  int32_t until_question = kRowsBetweenQuestions;
  for (const index::RowRange& range : CandidateRows(program, segment)) {
    for (int32_t row = range.begin; row < range.end; ++row) {
      if (--until_question == 0) {
        if (cancelled && cancelled()) {
          return absl::CancelledError("the caller ended the ranking");
        }
        until_question = kRowsBetweenQuestions;
      }
      const auto supplier = static_cast<size_t>(segment.supplier(row));
      if ((*part.replaced)[supplier]) continue;
      if (place[supplier] < 0) {
        place[supplier] = static_cast<int32_t>(best.size());
        best.push_back(scorer.ScoreIf(row, worst_scored));
        continue;
      }
      // A row of a worse standing than a known one is not the best.
      RowScore& known = best[static_cast<size_t>(place[supplier])];
      const RowScore score =
          scorer.ScoreIf(row, std::min(worst_scored, known.standing));
      if (scorer.Better(score, known)) known = score;
    }
  }
  return best;
}

}  // namespace ketnoi::match
