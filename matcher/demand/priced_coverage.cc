#include "matcher/demand/priced_coverage.h"

#include <algorithm>

#include "matcher/optimize/at.h"

namespace ketnoi::demand {

PricedCoverage::PricedCoverage(const PlanGraph& graph, const Coverage& coverage)
    : graph_(graph), coverage_(coverage) {
  for (int32_t line = 0; line < graph.line_count(); ++line) {
    if (graph.CanBeComplete(line)) can_be_complete_.push_back(line);
  }
  const bool all =
      coverage.complete_lines == static_cast<int64_t>(can_be_complete_.size());
  for (int32_t line = 0; line < graph.line_count(); ++line) {
    const bool can_be = graph.CanBeComplete(line);
    if (can_be && all) continue;
    const int32_t most =
        can_be ? graph.wanted(line) - 1 : graph.LineEntries(line);
    if (most > 0) others_.emplace_back(line, most);
  }
}

int64_t PricedCoverage::Least(const std::vector<int64_t>& prices, int sign) {
  sources_.assign(At(graph_.line_count()), 0);
  sum_ = 0;
  keyed_.clear();
  for (const int32_t line : can_be_complete_) {
    keyed_.emplace_back(sign * prices[At(line)] * graph_.wanted(line), line);
  }
  const auto complete = static_cast<size_t>(coverage_.complete_lines);
  if (complete < keyed_.size()) std::sort(keyed_.begin(), keyed_.end());
  for (size_t i = 0; i < complete; ++i) {
    sum_ += keyed_[i].first;
    sources_[At(keyed_[i].second)] = graph_.wanted(keyed_[i].second);
  }
  if (coverage_.other_sources > 0) AddOthers(prices, sign);
  return sum_;
}

// Whether a line is complete already is not asked: that only lowers the sum.
void PricedCoverage::AddOthers(const std::vector<int64_t>& prices, int sign) {
  keyed_.clear();
  for (const auto& [line, most] : others_) {
    for (int32_t i = 0; i < most; ++i) {
      keyed_.emplace_back(sign * prices[At(line)], line);
    }
  }
  std::sort(keyed_.begin(), keyed_.end());
  for (size_t i = 0; i < static_cast<size_t>(coverage_.other_sources); ++i) {
    sum_ += keyed_[i].first;
    ++sources_[At(keyed_[i].second)];
  }
}

}  // namespace ketnoi::demand
