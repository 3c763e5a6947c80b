#include "matcher/demand/portfolio_search.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>

#include "matcher/optimize/at.h"

namespace ketnoi::demand {
namespace {

// What a gain is divided by.
enum class Measure : uint8_t { kCost, kSupports, kNothing };

// One or two supports to add.
struct Bundle {
  int32_t first = -1;  // -1: none
  int32_t second = -1;
  int64_t gain = 0;
  int64_t size = 0;  // as measured
};

bool IsBetter(const Bundle& a, const Bundle& b) {
  const auto first = static_cast<__int128>(a.gain) * b.size;
  const auto second = static_cast<__int128>(b.gain) * a.size;
  return first != second ? first > second : a.gain > b.gain;
}

// Chooses the next bundle, again and again.
class Chooser {
 public:
  Chooser(const PortfolioGraph& graph, Measure measure, int64_t most_supports,
          int64_t most_cost)
      : graph_(graph),
        measure_(measure),
        most_supports_(most_supports),
        most_cost_(most_cost),
        allowed_(At(graph.support_count()), 1),
        gains_(At(graph.support_count())) {}

  void Forbid(int32_t support) { allowed_[At(support)] = 0; }

  // The best bundle that fits and adds something; first is -1 if none does, or
  // `work` is used up.
  Bundle Best(Selection& selection, optimize::Work& work) {
    Bundle best;
    for (int32_t s = 0; s < graph_.support_count(); ++s) {
      gains_[At(s)] = 0;
      if (allowed_[At(s)] == 0 || selection.chosen(s)) continue;
      if (!work.Spend(static_cast<int64_t>(graph_.Of(s).size()) + 1)) return {};
      gains_[At(s)] = selection.GainOf(s);
      Offer(selection, {s, -1, gains_[At(s)], 0}, best);
    }
    for (const SupportPair& pair : graph_.pairs()) {
      if (!OfferPair(selection, pair, work, best)) return {};
    }
    return best;
  }

 private:
  bool OfferPair(Selection& selection, const SupportPair& pair,
                 optimize::Work& work, Bundle& best) {
    if (!work.Spend(pair.end - pair.begin + 1)) return false;
    if (allowed_[At(pair.first)] == 0 || allowed_[At(pair.second)] == 0 ||
        selection.chosen(pair.first) || selection.chosen(pair.second)) {
      return true;
    }
    // Without looking for what would be counted twice.
    int64_t most = gains_[At(pair.first)] + gains_[At(pair.second)];
    for (int32_t u = pair.begin; u < pair.end; ++u) {
      most += graph_.weight(graph_.unlocks()[At(u)].requirement);
    }
    Bundle hoped = best;
    Offer(selection, {pair.first, pair.second, most, 0}, hoped);
    if (hoped.first != pair.first || hoped.second != pair.second) return true;
    const auto links =
        graph_.Of(pair.first).size() + graph_.Of(pair.second).size();
    if (!work.Spend(static_cast<int64_t>(links))) return false;
    Offer(selection, {pair.first, pair.second, selection.GainOf(pair), 0},
          best);
    return true;
  }

  void Offer(const Selection& selection, Bundle bundle, Bundle& best) const {
    if (bundle.gain == 0) return;
    const int64_t supports = bundle.second < 0 ? 1 : 2;
    const int64_t cost = graph_.cost(bundle.first) +
                         (bundle.second < 0 ? 0 : graph_.cost(bundle.second));
    if (selection.count() > most_supports_ - supports ||
        selection.cost() > most_cost_ - cost) {
      return;
    }
    bundle.size = measure_ == Measure::kCost       ? cost
                  : measure_ == Measure::kSupports ? supports
                                                   : 1;
    if (best.first < 0 || IsBetter(bundle, best)) best = bundle;
  }

  const PortfolioGraph& graph_;
  const Measure measure_;
  const int64_t most_supports_, most_cost_;
  std::vector<uint8_t> allowed_;
  std::vector<int64_t> gains_;  // by support, of it alone
};

void Add(const Bundle& bundle, Selection& selection) {
  selection.Add(bundle.first);
  if (bundle.second >= 0) selection.Add(bundle.second);
}

// More weight, or as much for less.
bool IsBetter(const Selection& a, const Selection& b) {
  if (a.weight() != b.weight()) return a.weight() > b.weight();
  if (a.cost() != b.cost()) return a.cost() < b.cost();
  return a.count() < b.count();
}

class PortfolioSearch {
 public:
  PortfolioSearch(const PortfolioGraph& graph, optimize::Work& work)
      : graph_(graph), work_(work), best_(graph) {}

  Selection Run() {
    for (const Measure measure : Measures()) {
      Selection selection(graph_);
      Fill(measure, -1, selection);
      DropIdle(graph_, selection);
      if (IsBetter(selection, best_)) best_ = std::move(selection);
    }
    bool better = true;
    while (better && !work_.exhausted()) {
      better = false;
      for (const int32_t support : best_.Supports()) {
        better = (best_.chosen(support) && Exchange(support)) || better;
      }
    }
    return std::move(best_);
  }

 private:
  std::vector<Measure> Measures() const {
    std::vector<Measure> measures = {Measure::kNothing};
    if (graph_.most_supports() != PortfolioGraph::kNoBudget) {
      measures.push_back(Measure::kSupports);
    }
    if (graph_.most_cost() != PortfolioGraph::kNoBudget) {
      measures.push_back(Measure::kCost);
    }
    return measures;
  }

  void Fill(Measure measure, int32_t forbidden, Selection& selection) {
    Chooser chooser(graph_, measure, graph_.most_supports(),
                    graph_.most_cost());
    if (forbidden >= 0) chooser.Forbid(forbidden);
    while (true) {
      const Bundle bundle = chooser.Best(selection, work_);
      if (bundle.first < 0) return;
      Add(bundle, selection);
    }
  }

  // Something else for a support of the best.
  bool Exchange(int32_t support) {
    for (const Measure measure : Measures()) {
      Selection selection = best_;
      selection.Remove(support);
      DropIdle(graph_, selection);
      Fill(measure, support, selection);
      Fill(measure, -1, selection);
      DropIdle(graph_, selection);
      if (!IsBetter(selection, best_)) continue;
      best_ = std::move(selection);
      return true;
    }
    return false;
  }

  const PortfolioGraph& graph_;
  optimize::Work& work_;
  Selection best_;
};

}  // namespace

Selection SearchPortfolio(const PortfolioGraph& graph, optimize::Work& work) {
  return PortfolioSearch(graph, work).Run();
}

void DropIdle(const PortfolioGraph& graph, Selection& selection) {
  std::vector<int32_t> supports = selection.Supports();
  std::sort(supports.begin(), supports.end(), [&](int32_t a, int32_t b) {
    return graph.cost(a) != graph.cost(b) ? graph.cost(a) > graph.cost(b)
                                          : a < b;
  });
  for (const int32_t support : supports) {
    const int64_t weight = selection.weight();
    selection.Remove(support);
    if (selection.weight() != weight) selection.Add(support);
  }
}

std::vector<PortfolioStep> StepsOf(const PortfolioGraph& graph,
                                   const Selection& selection) {
  const bool by_cost = graph.most_cost() != PortfolioGraph::kNoBudget;
  Chooser chooser(graph, by_cost ? Measure::kCost : Measure::kSupports,
                  PortfolioGraph::kNoBudget, PortfolioGraph::kNoBudget);
  for (int32_t s = 0; s < graph.support_count(); ++s) {
    if (!selection.chosen(s)) chooser.Forbid(s);
  }
  const std::function<bool()> never;
  optimize::Work unlimited(PortfolioGraph::kNoBudget, never);
  std::vector<PortfolioStep> steps;
  Selection so_far(graph);
  while (true) {
    const Bundle bundle = chooser.Best(so_far, unlimited);
    if (bundle.first < 0) return steps;
    PortfolioStep step;
    step.weight = bundle.gain;
    step.supports.push_back(bundle.first);
    if (bundle.second >= 0) step.supports.push_back(bundle.second);
    const Selection before = so_far;
    Add(bundle, so_far);
    step.cost = so_far.cost() - before.cost();
    for (const int32_t support : step.supports) {
      for (const int32_t u : graph.Of(support)) {
        const int32_t r = graph.unlocks()[At(u)].requirement;
        if (so_far.unlocked(r) && !before.unlocked(r)) {
          step.requirements.push_back(r);
        }
      }
    }
    std::vector<int32_t>& added = step.requirements;
    std::sort(added.begin(), added.end());
    added.erase(std::unique(added.begin(), added.end()), added.end());
    steps.push_back(std::move(step));
  }
}

}  // namespace ketnoi::demand
