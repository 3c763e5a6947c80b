#include "matcher/demand/plan_graph.h"

#include <algorithm>

#include "matcher/optimize/at.h"

namespace ketnoi::demand {

PlanGraph::PlanGraph(const PlanProblem& problem) {
  AddEntries(problem);
  NumberSuppliers(problem);
  DropAmplePools(problem);
  of_pool_ = ListBy(&PlanEntry::pool, pool_count());
  for (int32_t s = 0; s < supplier_count(); ++s) {
    const auto entries = OfSupplier(s);
    const bool limited =
        problem.most_lines > 0 &&
        entries.size() > static_cast<size_t>(problem.most_lines);
    most_lines_.push_back(limited ? problem.most_lines : kUnlimited);
    const bool is_free =
        !limited && std::all_of(entries.begin(), entries.end(),
                                [&](int32_t e) { return entry(e).pool < 0; });
    is_free_.push_back(is_free ? 1 : 0);
    all_free_ = all_free_ && is_free;
  }
}

void PlanGraph::AddEntries(const PlanProblem& problem) {
  line_begins_.push_back(0);
  for (size_t l = 0; l < problem.lines.size(); ++l) {
    const PlanLine& line = problem.lines[l];
    for (size_t c = 0; c < line.candidates.size(); ++c) {
      const PlanCandidate& candidate = line.candidates[c];
      PlanEntry entry{static_cast<int32_t>(l),
                      candidate.supplier,
                      candidate.pool,
                      candidate.score,
                      ShareOf(candidate.needed, line.sources),
                      static_cast<int32_t>(c)};
      if (entry.pool >= 0 && entry.share > problem.pools[At(entry.pool)].free) {
        continue;
      }
      entries_.push_back(entry);
    }
    std::sort(entries_.begin() + line_begins_.back(), entries_.end(),
              [](const PlanEntry& a, const PlanEntry& b) {
                return a.score != b.score ? a.score > b.score
                                          : a.supplier < b.supplier;
              });
    line_begins_.push_back(entry_count());
    wanted_.push_back(line.sources);
  }
}

void PlanGraph::NumberSuppliers(const PlanProblem& problem) {
  std::vector<int32_t> number(At(problem.supplier_count), -1);
  for (const PlanEntry& entry : entries_) number[At(entry.supplier)] = 0;
  int32_t count = 0;
  for (int32_t& n : number) {
    if (n == 0) n = count++;
  }
  for (PlanEntry& entry : entries_) entry.supplier = number[At(entry.supplier)];
  of_supplier_ = ListBy(&PlanEntry::supplier, count);
}

void PlanGraph::DropAmplePools(const PlanProblem& problem) {
  std::vector<int64_t> left;
  for (const PlanPool& pool : problem.pools) left.push_back(pool.free);
  // Negative once all entries together are more than there is.
  for (const PlanEntry& entry : entries_) {
    if (entry.pool < 0 || left[At(entry.pool)] < 0) continue;
    left[At(entry.pool)] -= entry.share;
  }
  std::vector<int32_t> number(problem.pools.size(), -1);
  for (size_t p = 0; p < problem.pools.size(); ++p) {
    if (left[p] >= 0) continue;
    number[p] = pool_count();
    free_.push_back(problem.pools[p].free);
  }
  for (PlanEntry& entry : entries_) {
    if (entry.pool >= 0) entry.pool = number[At(entry.pool)];
  }
}

PlanGraph::Lists PlanGraph::ListBy(int32_t PlanEntry::*key,
                                   int32_t count) const {
  Lists lists;
  lists.begins.assign(At(count) + 1, 0);
  for (const PlanEntry& entry : entries_) {
    if (entry.*key >= 0) ++lists.begins[At(entry.*key) + 1];
  }
  for (size_t i = 1; i < lists.begins.size(); ++i) {
    lists.begins[i] += lists.begins[i - 1];
  }
  lists.entries.resize(At(lists.begins.back()));
  std::vector<int32_t> next(lists.begins.begin(), lists.begins.end() - 1);
  for (int32_t e = 0; e < entry_count(); ++e) {
    const int32_t owner = entry(e).*key;
    if (owner >= 0) lists.entries[At(next[At(owner)]++)] = e;
  }
  return lists;
}

}  // namespace ketnoi::demand
