#include "matcher/demand/line_search.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace ketnoi::demand {
namespace {

constexpr int kMoves = 2;

// The part of a supplier's or a pool's room that the cheapest source of a line
// takes, in 2^20ths, for all sources.
int64_t DemandOf(const PlanGraph& graph, int32_t line) {
  constexpr int64_t kRoom = 1 << 20;
  int64_t least = kRoom;
  for (int32_t e = graph.LineBegin(line); e < graph.LineEnd(line); ++e) {
    const PlanEntry& entry = graph.entry(e);
    int64_t part = kRoom / graph.most_lines(entry.supplier);
    if (entry.pool >= 0) {
      // The share is at most what is free.
      part = std::max(part, entry.share / (graph.free(entry.pool) / kRoom + 1));
    }
    least = std::min(least, part);
  }
  return least * graph.wanted(line);
}

// All lines, those that can be complete first, the least key first.
template <class Key>
std::vector<int32_t> OrderBy(const PlanGraph& graph, const Key& key) {
  std::vector<std::pair<int64_t, int32_t>> keyed;
  for (int32_t line = 0; line < graph.line_count(); ++line) {
    if (graph.CanBeComplete(line)) keyed.emplace_back(key(line), line);
  }
  std::sort(keyed.begin(), keyed.end());
  std::vector<int32_t> order;
  for (const auto& [unused, line] : keyed) order.push_back(line);
  for (int32_t line = 0; line < graph.line_count(); ++line) {
    if (!graph.CanBeComplete(line)) order.push_back(line);
  }
  return order;
}

void DropLine(Assignment& assignment, int32_t line) {
  const PlanGraph& graph = assignment.graph();
  for (int32_t e = graph.LineBegin(line); e < graph.LineEnd(line); ++e) {
    if (assignment.taken(e)) assignment.Drop(e);
  }
}

void Fill(Assignment& assignment, int32_t line, Work& work) {
  while (!assignment.IsFull(line) && assignment.Place(line, kMoves, work)) {
  }
}

Assignment CoverInOrder(const PlanGraph& graph,
                        const std::vector<int32_t>& order, Work& work) {
  Assignment assignment(graph);
  for (int32_t s = 0; s < graph.supplier_count(); ++s) assignment.Open(s);
  // A line that would not be complete gives way to those after it.
  for (const int32_t line : order) {
    Fill(assignment, line, work);
    if (!assignment.IsFull(line)) DropLine(assignment, line);
  }
  // What was given way may suffice for another line now.
  for (const int32_t line : order) {
    if (!graph.CanBeComplete(line)) continue;
    Fill(assignment, line, work);
    if (!assignment.IsFull(line)) DropLine(assignment, line);
  }
  for (const int32_t line : order) Fill(assignment, line, work);
  return assignment;
}

bool CoversAll(const Assignment& assignment) {
  const PlanGraph& graph = assignment.graph();
  for (int32_t line = 0; line < graph.line_count(); ++line) {
    if (assignment.sources(line) <
        std::min(graph.wanted(line), graph.LineEntries(line))) {
      return false;
    }
  }
  return true;
}

}  // namespace

Assignment CoverLines(const PlanGraph& graph, Work& work) {
  const auto choice = [&](int32_t line) -> int64_t {
    return graph.LineEntries(line) - graph.wanted(line);
  };
  const auto demand = [&](int32_t line) { return DemandOf(graph, line); };
  Assignment best = CoverInOrder(graph, OrderBy(graph, choice), work);
  if (CoversAll(best) || work.exhausted()) return best;
  Assignment other = CoverInOrder(graph, OrderBy(graph, demand), work);
  return other.coverage() > best.coverage() ? std::move(other)
                                            : std::move(best);
}

}  // namespace ketnoi::demand
