#include "matcher/demand/assignment.h"

#include "matcher/optimize/at.h"

namespace ketnoi::demand {

Assignment::Assignment(const PlanGraph& graph)
    : graph_(&graph),
      taken_(At(graph.entry_count())),
      ready_(At(graph.entry_count())),
      open_(At(graph.supplier_count())),
      lines_(At(graph.supplier_count())),
      lines_left_(At(graph.supplier_count())),
      left_(At(graph.pool_count())),
      sources_(At(graph.line_count())),
      spare_(At(graph.line_count())) {
  for (int32_t s = 0; s < graph.supplier_count(); ++s) {
    lines_left_[At(s)] = graph.most_lines(s);
  }
  for (int32_t p = 0; p < graph.pool_count(); ++p) left_[At(p)] = graph.free(p);
}

bool Assignment::Fits(const PlanEntry& entry) const {
  return lines_left_[At(entry.supplier)] > 0 &&
         (entry.pool < 0 || entry.share <= left_[At(entry.pool)]);
}

void Assignment::Refresh(int32_t e) {
  const PlanEntry& entry = graph_->entry(e);
  const uint8_t ready =
      open_[At(entry.supplier)] != 0 && taken_[At(e)] == 0 && Fits(entry) ? 1
                                                                          : 0;
  spare_[At(entry.line)] += ready - ready_[At(e)];
  ready_[At(e)] = ready;
}

void Assignment::RefreshBeside(int32_t e, bool limit_reached) {
  const PlanEntry& entry = graph_->entry(e);
  if (limit_reached) {
    for (const int32_t other : graph_->OfSupplier(entry.supplier)) {
      Refresh(other);
    }
  } else if (entry.pool >= 0) {
    for (const int32_t other : graph_->OfPool(entry.pool)) Refresh(other);
  } else {
    Refresh(e);
  }
}

void Assignment::Open(int32_t supplier) {
  if (open(supplier)) return;
  open_[At(supplier)] = 1;
  ++open_count_;
  for (const int32_t e : graph_->OfSupplier(supplier)) Refresh(e);
}

void Assignment::Close(int32_t supplier) {
  if (!open(supplier)) return;
  for (const int32_t e : graph_->OfSupplier(supplier)) {
    if (taken(e)) Drop(e);
  }
  open_[At(supplier)] = 0;
  --open_count_;
  for (const int32_t e : graph_->OfSupplier(supplier)) Refresh(e);
}

void Assignment::Take(int32_t e) {
  const PlanEntry& entry = graph_->entry(e);
  taken_[At(e)] = 1;
  ++sources_[At(entry.line)];
  ++lines_[At(entry.supplier)];
  score_ += entry.score;
  int32_t& lines_left = lines_left_[At(entry.supplier)];
  if (lines_left != PlanGraph::kUnlimited) --lines_left;
  if (entry.pool >= 0) left_[At(entry.pool)] -= entry.share;
  RefreshBeside(e, lines_left == 0);
}

void Assignment::Drop(int32_t e) {
  const PlanEntry& entry = graph_->entry(e);
  taken_[At(e)] = 0;
  --sources_[At(entry.line)];
  --lines_[At(entry.supplier)];
  score_ -= entry.score;
  int32_t& lines_left = lines_left_[At(entry.supplier)];
  if (entry.pool >= 0) left_[At(entry.pool)] += entry.share;
  const bool was_reached = lines_left == 0;
  if (lines_left != PlanGraph::kUnlimited) ++lines_left;
  RefreshBeside(e, was_reached);
}

int32_t Assignment::FirstReady(int32_t line) const {
  if (spare(line) == 0) return -1;
  int32_t e = graph_->LineBegin(line);
  while (!ready(e)) ++e;
  return e;
}

bool Assignment::MakesRoom(int32_t other_number, int32_t number) const {
  const PlanEntry& other = graph_->entry(other_number);
  const PlanEntry& entry = graph_->entry(number);
  // What keeps it out otherwise is the number of lines, and that is one less.
  if (entry.pool < 0) return true;
  const int64_t freed = other.pool == entry.pool ? other.share : 0;
  return entry.share <= left_[At(entry.pool)] + freed;
}

bool Assignment::Place(int32_t line, int moves, optimize::Work& work) {
  const int32_t at_once = FirstReady(line);
  if (at_once >= 0) {
    Take(at_once);
    return true;
  }
  if (moves == 0) return false;
  for (int32_t e = graph_->LineBegin(line); e < graph_->LineEnd(line); ++e) {
    const int32_t supplier = graph_->entry(e).supplier;
    if (!work.Spend(1)) return false;
    if (!open(supplier) || taken(e)) continue;
    for (const int32_t other : graph_->OfSupplier(supplier)) {
      if (!work.Spend(1)) return false;
      if (!taken(other) || !MakesRoom(other, e)) continue;
      const int32_t moved = graph_->entry(other).line;
      if (moves == 1 && spare(moved) == 0) continue;
      Drop(other);
      Take(e);
      if (Place(moved, moves - 1, work)) return true;
      Drop(e);
      Take(other);
    }
  }
  return false;
}

Coverage Assignment::coverage() const {
  Coverage coverage;
  for (int32_t line = 0; line < graph_->line_count(); ++line) {
    if (IsFull(line)) {
      ++coverage.complete_lines;
    } else {
      coverage.other_sources += sources(line);
    }
  }
  return coverage;
}

void Assignment::CloseIdle() {
  for (int32_t s = 0; s < graph_->supplier_count(); ++s) {
    if (lines(s) == 0) Close(s);
  }
}

}  // namespace ketnoi::demand
