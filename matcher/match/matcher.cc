#include "matcher/match/matcher.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <utility>

#include "matcher/match/offered.h"
#include "matcher/match/scan.h"

namespace ketnoi::match {
namespace {

using index::Snapshot;

// A supplier's best row, and what its segment is scored with.
struct Entry {
  Candidate candidate;
  const RowScorer* scorer;

  std::string supplier() const {
    return scorer->segment().id(candidate.supplier);
  }
};

// The order of RankKey, by ids only where there is a need.
bool Before(const Entry& a, const Entry& b) {
  if (a.candidate.key != b.candidate.key) {
    return a.candidate.key > b.candidate.key;
  }
  if (a.scorer == b.scorer) return a.candidate.supplier < b.candidate.supplier;
  return a.supplier() < b.supplier();
}

// Suppliers of the asked standings.
int64_t Wanted(const StandingTotals& totals, const RankQuery& query) {
  const int32_t of[kStandings] = {totals.eligible, totals.conditional,
                                  totals.ineligible};
  int64_t wanted = 0;
  for (size_t s = 0; s < kStandings; ++s) {
    if (query.standings[s]) wanted += of[s];
  }
  return wanted;
}

Match MakeMatch(int32_t row, RowKey key, bool with_criteria,
                const RowScorer& scorer) {
  const Program& program = scorer.program();
  const index::Segment& segment = scorer.segment();
  Match match;
  match.key = {StandingOf(key), ScoreOf(key), ScoreHighOf(key),
               segment.id(segment.supplier(row))};
  match.segment = &segment;
  match.row = row;
  match.capability = segment.capability(row);
  match.site = segment.site(row);
  if (!with_criteria) return match;
  const std::vector<Judgement> judgements = scorer.JudgeRow(row);
  match.criteria.reserve(judgements.size());
  for (size_t i = 0; i < judgements.size(); ++i) {
    const Step& step = program.steps[i];
    CriterionOutcome& outcome = match.criteria.emplace_back();
    outcome.judgement = judgements[i];
    outcome.contribution = Contribution(step.weight_bp, judgements[i].value);
    outcome.contribution_high =
        Contribution(step.weight_bp, judgements[i].value_high);
    outcome.offered =
        OfferedText(*program.reference, step.criterion.test, segment, row);
  }
  return match;
}

}  // namespace

namespace {

using BindingPtr = std::shared_ptr<const Binding>;

// `bind`: Snapshot::Part to BindingPtr.
template <class Bind>
absl::StatusOr<Ranking> RankBound(const Program& program,
                                  const Snapshot& snapshot,
                                  const RankQuery& query, Workspace& workspace,
                                  Bind bind) {
  ScanOptions options;
  std::copy(std::begin(query.standings), std::end(query.standings),
            std::begin(options.standings));
  options.limit = static_cast<size_t>(query.limit);
  if (query.after) options.after = &*query.after;
  options.cancelled = &query.cancelled;

  Ranking ranking;
  StandingTotals& totals = ranking.totals;
  std::vector<Entry> entries;
  std::vector<BindingPtr> bindings;  // by part
  bindings.reserve(snapshot.parts().size());
  for (const Snapshot::Part& part : snapshot.parts()) {
    const Binding& binding = *bindings.emplace_back(bind(part));
    const auto scan = ScanPart(part, binding, options, workspace);
    if (!scan.ok()) return scan.status();
    for (const Candidate& candidate : scan->best) {
      entries.push_back({candidate, &binding.scorer()});
    }
    totals.eligible += scan->eligible;
    totals.conditional += scan->conditional;
    totals.ineligible += part.CandidateCount(program.category) -
                         scan->eligible - scan->conditional;
    ranking.skipped += scan->skipped;
  }
  totals.outside_category = snapshot.supplier_count() - totals.eligible -
                            totals.conditional - totals.ineligible;

  std::sort(entries.begin(), entries.end(), Before);
  if (entries.size() > options.limit) entries.resize(options.limit);
  ranking.more = Wanted(totals, query) >
                 ranking.skipped + static_cast<int64_t>(entries.size());
  ranking.matches.reserve(entries.size());
  for (const Entry& entry : entries) {
    ranking.matches.push_back(MakeMatch(entry.candidate.row,
                                        entry.candidate.key,
                                        query.with_criteria, *entry.scorer));
  }
  return ranking;
}

bool WantsUnmet(const RankQuery& query) {
  return query.standings[static_cast<size_t>(Standing::kIneligible)];
}

}  // namespace

absl::StatusOr<Ranking> Rank(const Program& program, const Snapshot& snapshot,
                             const RankQuery& query) {
  Workspace workspace;
  return Rank(program, snapshot, query, workspace);
}

absl::StatusOr<Ranking> Rank(const Program& program, const Snapshot& snapshot,
                             const RankQuery& query, Workspace& workspace) {
  return RankBound(program, snapshot, query, workspace,
                   [&](const Snapshot::Part& part) {
                     return std::make_shared<const Binding>(
                         program, *part.segment, WantsUnmet(query));
                   });
}

absl::StatusOr<Ranking> Rank(const BoundProgram& bound,
                             const Snapshot& snapshot, const RankQuery& query,
                             Workspace& workspace) {
  const Program& program = bound.program();
  return RankBound(program, snapshot, query, workspace,
                   [&](const Snapshot::Part& part) -> BindingPtr {
                     return bound.Bind(part.segment, WantsUnmet(query));
                   });
}

std::vector<int32_t> ExplainedRows(const Program& program,
                                   const index::SupplierAt& supplier) {
  const index::Segment& segment = *supplier.segment;
  const auto& tree = program.reference->categories;
  const auto candidate = [&](int32_t row) {
    const model::CategoryId listed = segment.BlockOf(row).category;
    return listed.stated() && (tree.Covers(program.category, listed) ||
                               tree.Covers(listed, program.category));
  };
  std::vector<int32_t> rows = segment.RowsOf(supplier.position);
  if (std::any_of(rows.begin(), rows.end(), candidate)) {
    std::erase_if(rows, [&](int32_t row) { return !candidate(row); });
  }
  return rows;
}

Match Explain(const Program& program, const index::SupplierAt& supplier) {
  const index::Segment& segment = *supplier.segment;
  const RowScorer scorer(program, segment);
  int32_t best = -1;
  RowKey best_key = 0;
  for (const int32_t row : ExplainedRows(program, supplier)) {
    const RowKey key = scorer.Score(row);
    if (best < 0 || BetterRow(segment, key, row, best_key, best)) {
      best = row;
      best_key = key;
    }
  }
  return MakeMatch(best, best_key, true, scorer);
}

Match ExplainRow(const Program& program, const index::Segment& segment,
                 int32_t row) {
  const RowScorer scorer(program, segment);
  return MakeMatch(row, scorer.Score(row), true, scorer);
}

}  // namespace ketnoi::match
