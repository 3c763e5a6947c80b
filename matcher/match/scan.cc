#include "matcher/match/scan.h"

#include <algorithm>
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
  judges_.reserve(program.steps.size());
  for (const Step& step : program.steps) {
    judges_.push_back(MakeJudge(program, step, segment));
    gates_first_.push_back(gates_first_.size());
  }
  std::stable_sort(gates_first_.begin(), gates_first_.end(),
                   [&](size_t a, size_t b) {
                     return GateOrder(program.steps[a].criterion) <
                            GateOrder(program.steps[b].criterion);
                   });
}

void RowScorer::Add(size_t i, RowScore& score) {
  const Judgement judgement = judges_[i]->At(score.row);
  const int32_t weight = program_.steps[i].weight_bp;
  const uint64_t bit = uint64_t{1} << i;
  if (judgement.verdict == Verdict::kUnmet) score.unmet |= bit;
  if (judgement.verdict == Verdict::kUnknown) score.unknown |= bit;
  score.score += Contribution(weight, judgement.value);
  score.score_high += Contribution(weight, judgement.value_high);
}

Standing RowScorer::StandingOf(const RowScore& score) const {
  if ((score.unmet & program_.gates) != 0) return Standing::kIneligible;
  if ((score.unknown & program_.gates) != 0) return Standing::kConditional;
  return Standing::kEligible;
}

RowScore RowScorer::Score(int32_t row) {
  RowScore result;
  result.row = row;
  for (size_t i = 0; i < judges_.size(); ++i) Add(i, result);
  result.standing = StandingOf(result);
  return result;
}

RowScore RowScorer::ScoreUnlessIneligible(int32_t row) {
  RowScore result;
  result.row = row;
  for (const size_t i : gates_first_) {
    Add(i, result);
    if ((result.unmet & program_.gates) == 0) continue;
    result.score = 0;
    result.score_high = 0;
    return result;  // kIneligible
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
    bool score_ineligible, const std::function<bool()>& cancelled) {
  const index::Segment& segment = *part.segment;
  RowScorer scorer(program, segment);
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
      const RowScore score = score_ineligible
                                 ? scorer.Score(row)
                                 : scorer.ScoreUnlessIneligible(row);
      if (place[supplier] < 0) {
        place[supplier] = static_cast<int32_t>(best.size());
        best.push_back(score);
      } else if (RowScore& known = best[static_cast<size_t>(place[supplier])];
                 scorer.Better(score, known)) {
        known = score;
      }
    }
  }
  return best;
}

}  // namespace ketnoi::match
