#include "matcher/demand/selection.h"

namespace ketnoi::demand {

Selection::Selection(const PortfolioGraph& graph)
    : graph_(&graph),
      chosen_(At(graph.support_count())),
      times_(At(graph.requirement_count())),
      marks_(At(graph.requirement_count())) {}

void Selection::Add(int32_t support) {
  chosen_[At(support)] = 1;
  ++count_;
  cost_ += graph_->cost(support);
  for (const int32_t u : graph_->Of(support)) {
    const Unlock& unlock = graph_->unlocks()[At(u)];
    if (!WorksWith(unlock, support)) continue;
    if (times_[At(unlock.requirement)]++ == 0) {
      weight_ += graph_->weight(unlock.requirement);
    }
  }
}

void Selection::Remove(int32_t support) {
  chosen_[At(support)] = 0;
  --count_;
  cost_ -= graph_->cost(support);
  for (const int32_t u : graph_->Of(support)) {
    const Unlock& unlock = graph_->unlocks()[At(u)];
    if (!WorksWith(unlock, support)) continue;
    if (--times_[At(unlock.requirement)] == 0) {
      weight_ -= graph_->weight(unlock.requirement);
    }
  }
}

int64_t Selection::Count(int32_t requirement) {
  int64_t& mark = marks_[At(requirement)];
  if (unlocked(requirement) || mark == mark_) return 0;
  mark = mark_;
  return graph_->weight(requirement);
}

int64_t Selection::CountAlone(int32_t support) {
  int64_t gain = 0;
  for (const int32_t u : graph_->Of(support)) {
    const Unlock& unlock = graph_->unlocks()[At(u)];
    if (WorksWith(unlock, support)) gain += Count(unlock.requirement);
  }
  return gain;
}

int64_t Selection::GainOf(int32_t support) {
  StartCount();
  return CountAlone(support);
}

int64_t Selection::GainOf(const SupportPair& pair) {
  StartCount();
  int64_t gain = CountAlone(pair.first) + CountAlone(pair.second);
  for (int32_t u = pair.begin; u < pair.end; ++u) {
    gain += Count(graph_->unlocks()[At(u)].requirement);
  }
  return gain;
}

std::vector<int32_t> Selection::Supports() const {
  std::vector<int32_t> supports;
  for (int32_t s = 0; s < graph_->support_count(); ++s) {
    if (chosen(s)) supports.push_back(s);
  }
  return supports;
}

}  // namespace ketnoi::demand
