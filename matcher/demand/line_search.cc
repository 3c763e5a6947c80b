#include "matcher/demand/line_search.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "matcher/optimize/at.h"

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

void Fill(Assignment& assignment, int32_t line, optimize::Work& work) {
  while (!assignment.IsFull(line) && assignment.Place(line, kMoves, work)) {
  }
}

// Only lines that are complete have sources then.
Assignment CompleteInOrder(const PlanGraph& graph,
                           const std::vector<int32_t>& order,
                           optimize::Work& work) {
  Assignment assignment(graph);
  for (int32_t s = 0; s < graph.supplier_count(); ++s) assignment.Open(s);
  // A line that would not be complete gives way to those after it; what it
  // gives way may suffice for one before it.
  for (int round = 0; round < 2; ++round) {
    for (const int32_t line : order) {
      if (!graph.CanBeComplete(line)) continue;
      Fill(assignment, line, work);
      if (!assignment.IsFull(line)) DropLine(assignment, line);
    }
  }
  return assignment;
}

// Gives up a complete line for two others, as long as there are such.
class LineExchange {
 public:
  LineExchange(Assignment& assignment, std::vector<int32_t> order,
               optimize::Work& work)
      : graph_(assignment.graph()),
        now_(assignment),
        order_(std::move(order)),
        work_(work),
        is_near_(At(graph_.supplier_count())) {}

  void Run() {
    bool better = true;
    while (better) {
      better = false;
      // Those that take most first.
      for (auto line = order_.rbegin(); line != order_.rend(); ++line) {
        // What is copied for it is about an eighth of the work for an entry.
        if (!work_.Spend(graph_.entry_count() / 8 + 1)) return;
        if (!graph_.CanBeComplete(*line) || !now_.IsFull(*line)) continue;
        better = GiveUp(*line) || better;
      }
    }
  }

 private:
  bool GiveUp(int32_t line) {
    Assignment before = now_;
    const std::vector<int32_t> near = MarkSuppliers(line);
    DropLine(now_, line);
    int completed = 0;
    for (const int32_t other : order_) {
      if (other == line || now_.IsFull(other) || !IsNear(other)) continue;
      Fill(now_, other, work_);
      if (now_.IsFull(other)) {
        ++completed;
      } else {
        DropLine(now_, other);
      }
    }
    for (const int32_t supplier : near) is_near_[At(supplier)] = 0;
    if (completed >= 2) return true;
    now_ = std::move(before);
    return false;
  }

  std::vector<int32_t> MarkSuppliers(int32_t line) {
    std::vector<int32_t> marked;
    for (int32_t e = graph_.LineBegin(line); e < graph_.LineEnd(line); ++e) {
      if (!now_.taken(e)) continue;
      marked.push_back(graph_.entry(e).supplier);
      is_near_[At(marked.back())] = 1;
    }
    return marked;
  }

  // Whether the line can be complete and has a candidate that is marked.
  bool IsNear(int32_t line) {
    if (!graph_.CanBeComplete(line)) return false;
    work_.Spend(graph_.LineEntries(line));
    for (int32_t e = graph_.LineBegin(line); e < graph_.LineEnd(line); ++e) {
      if (is_near_[At(graph_.entry(e).supplier)] != 0) return true;
    }
    return false;
  }

  const PlanGraph& graph_;
  Assignment& now_;
  const std::vector<int32_t> order_;
  optimize::Work& work_;
  std::vector<uint8_t> is_near_;  // by supplier
};

bool CompletesAll(const Assignment& assignment) {
  const PlanGraph& graph = assignment.graph();
  for (int32_t line = 0; line < graph.line_count(); ++line) {
    if (graph.CanBeComplete(line) && !assignment.IsFull(line)) return false;
  }
  return true;
}

}  // namespace

Assignment CoverLines(const PlanGraph& graph, optimize::Work& work) {
  const auto choice = [&](int32_t line) -> int64_t {
    return graph.LineEntries(line) - graph.wanted(line);
  };
  const auto demand = [&](int32_t line) { return DemandOf(graph, line); };
  const std::vector<int32_t> scarce = OrderBy(graph, choice);
  Assignment best = CompleteInOrder(graph, scarce, work);
  if (!CompletesAll(best) && !work.exhausted()) {
    const std::vector<int32_t> modest = OrderBy(graph, demand);
    Assignment other = CompleteInOrder(graph, modest, work);
    if (other.coverage() > best.coverage()) best = std::move(other);
    LineExchange(best, modest, work).Run();
  }
  for (const int32_t line : scarce) Fill(best, line, work);
  return best;
}

}  // namespace ketnoi::demand
