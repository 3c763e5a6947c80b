#include "matcher/match/matcher.h"

#include <algorithm>
#include <deque>
#include <string>
#include <utility>

#include "matcher/match/offered.h"
#include "matcher/match/scan.h"

namespace ketnoi::match {
namespace {

using index::Snapshot;

// A supplier's best row, and what its segment is scored with.
struct Entry {
  RowScore score;
  RowScorer* scorer;

  const index::Segment& segment() const { return scorer->segment(); }
  int32_t position() const { return segment().supplier(score.row); }
  const std::string& supplier() const {
    return segment().suppliers()[static_cast<size_t>(position())]->id;
  }
};

// The order of RankKey, without copying ids.
bool Before(const Entry& a, const Entry& b) {
  if (a.score.standing != b.score.standing) {
    return a.score.standing < b.score.standing;
  }
  if (a.score.score != b.score.score) return a.score.score > b.score.score;
  if (a.score.score_high != b.score.score_high) {
    return a.score.score_high > b.score.score_high;
  }
  // Suppliers of a segment are in the order of their ids.
  if (a.scorer == b.scorer) return a.position() < b.position();
  return a.supplier() < b.supplier();
}

bool After(const Entry& entry, const RankKey& key) {
  if (entry.score.standing != key.standing) {
    return entry.score.standing > key.standing;
  }
  if (entry.score.score != key.score) return entry.score.score < key.score;
  if (entry.score.score_high != key.score_high) {
    return entry.score.score_high < key.score_high;
  }
  return entry.supplier() > key.supplier;
}

void Count(Standing standing, StandingTotals& totals) {
  switch (standing) {
    case Standing::kEligible:
      ++totals.eligible;
      break;
    case Standing::kConditional:
      ++totals.conditional;
      break;
    case Standing::kIneligible:
      ++totals.ineligible;
      break;
  }
}

Match MakeMatch(const Program& program, const RowScore& score,
                bool with_criteria, RowScorer& scorer) {
  const index::Segment& segment = scorer.segment();
  const int32_t row = score.row;
  const model::Supplier& supplier =
      *segment.suppliers()[static_cast<size_t>(segment.supplier(row))];
  Match match;
  match.key = {score.standing, score.score, score.score_high, supplier.id};
  match.supplier = &supplier;
  match.capability = segment.capability(row);
  match.site = segment.site(row);
  if (!with_criteria) return match;
  const std::vector<Judgement> judgements = scorer.Judge(row);
  match.criteria.reserve(judgements.size());
  for (size_t i = 0; i < judgements.size(); ++i) {
    const Step& step = program.steps[i];
    CriterionOutcome& outcome = match.criteria.emplace_back();
    outcome.judgement = judgements[i];
    outcome.contribution = Contribution(step.weight_bp, judgements[i].value);
    outcome.contribution_high =
        Contribution(step.weight_bp, judgements[i].value_high);
    outcome.offered = OfferedText(*program.reference, step.criterion.test,
                                  supplier, match.capability, match.site);
  }
  return match;
}

}  // namespace

absl::StatusOr<Ranking> Rank(const Program& program, const Snapshot& snapshot,
                             const RankQuery& query) {
  Ranking ranking;
  std::vector<Entry> entries;
  std::deque<RowScorer> scorers;  // by part
  for (const Snapshot::Part& part : snapshot.parts()) {
    RowScorer& scorer = scorers.emplace_back(program, *part.segment);
    const auto best =
        ScanPart(program, part, scorer,
                 query.standings[static_cast<size_t>(Standing::kIneligible)],
                 query.cancelled);
    if (!best.ok()) return best.status();
    entries.reserve(entries.size() + best->size());
    for (const RowScore& score : *best) {
      Count(score.standing, ranking.totals);
      if (!query.standings[static_cast<size_t>(score.standing)]) continue;
      const Entry entry{score, &scorer};
      if (query.after && !After(entry, *query.after)) {
        ++ranking.skipped;
      } else {
        entries.push_back(entry);
      }
    }
  }
  ranking.totals.outside_category =
      snapshot.supplier_count() - ranking.totals.eligible -
      ranking.totals.conditional - ranking.totals.ineligible;

  const size_t count =
      std::min(entries.size(), static_cast<size_t>(query.limit));
  ranking.more = count < entries.size();
  std::partial_sort(entries.begin(),
                    entries.begin() + static_cast<ptrdiff_t>(count),
                    entries.end(), Before);
  entries.resize(count);
  ranking.matches.reserve(count);
  for (const Entry& entry : entries) {
    ranking.matches.push_back(
        MakeMatch(program, entry.score, query.with_criteria, *entry.scorer));
  }
  return ranking;
}

Match Explain(const Program& program, const Snapshot& snapshot,
              const model::Supplier& supplier) {
  for (const Snapshot::Part& part : snapshot.parts()) {
    const index::Segment& segment = *part.segment;
    const int32_t position = segment.Find(supplier.id);
    if (position < 0 ||
        segment.suppliers()[static_cast<size_t>(position)].get() != &supplier) {
      continue;
    }
    RowScorer scorer(program, segment);
    const auto& tree = program.reference->categories;
    const auto candidate = [&](int32_t row) {
      const model::CategoryId listed = segment.category(row);
      return listed.stated() && (tree.Covers(program.category, listed) ||
                                 tree.Covers(listed, program.category));
    };
    const auto rows = segment.RowsOf(position);
    const bool any = std::any_of(rows.begin(), rows.end(), candidate);
    RowScore best;
    for (const int32_t row : rows) {
      if (any && !candidate(row)) continue;
      const RowScore score = scorer.Score(row);
      if (best.row < 0 || scorer.Better(score, best)) best = score;
    }
    return MakeMatch(program, best, true, scorer);
  }
  return {};
}

}  // namespace ketnoi::match
