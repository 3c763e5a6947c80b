// FewestSuppliers and GreatestScore: both price the sources of lines, so that
// each supplier is a problem of its own.

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "matcher/demand/best_load.h"
#include "matcher/demand/plan_bound.h"
#include "matcher/demand/priced_coverage.h"
#include "matcher/optimize/at.h"
#include "matcher/optimize/subgradient.h"

namespace ketnoi::demand {
namespace {

// What a supplier counts in the units of prices, so that they have fractions.
constexpr int64_t kSupplier = int64_t{1} << 24;
// The same of a point of score.
constexpr int64_t kPoint = 1 << 10;

// The sources that each line lacks at the present prices.
std::vector<int64_t> Lacking(const std::vector<int32_t>& wanted,
                             const std::vector<int64_t>& found) {
  std::vector<int64_t> lacking(wanted.size());
  for (size_t l = 0; l < lacking.size(); ++l) lacking[l] = wanted[l] - found[l];
  return lacking;
}

// A plan pays each supplier kSupplier, and is paid a price for each source. If
// lines could have any number of sources, a supplier would be used if its best
// load is paid more than it costs.
class SupplierBound {
 public:
  SupplierBound(const PlanGraph& graph, const Coverage& coverage)
      : graph_(graph),
        coverage_(graph, coverage),
        load_(graph),
        prices_(At(graph.line_count()), kSupplier),
        worth_(At(graph.entry_count())) {
    // What a source costs if the best of its suppliers has all its lines.
    for (int32_t e = 0; e < graph.entry_count(); ++e) {
      const PlanEntry& entry = graph.entry(e);
      const auto lines =
          static_cast<int64_t>(graph.OfSupplier(entry.supplier).size());
      int64_t& price = prices_[At(entry.line)];
      price = std::min(price, kSupplier / lines);
    }
  }

  int64_t Run(int64_t value, optimize::Work& work) {
    int64_t best = 0;
    optimize::Subgradient steps;
    while (true) {
      const int64_t bound = Price(work);
      const bool better = bound > best;
      best = std::max(best, bound);
      const int64_t suppliers = (best + kSupplier - 1) / kSupplier;
      if (suppliers >= value || !steps.GoesOn(better, prices_) ||
          work.exhausted()) {
        return suppliers;
      }
      steps.Move(Lacking(coverage_.sources(), found_),
                 value * kSupplier - bound, 0, 2 * kSupplier, prices_);
    }
  }

 private:
  int64_t Price(optimize::Work& work) {
    found_.assign(prices_.size(), 0);
    int64_t bound = coverage_.Least(prices_, 1);
    for (int32_t e = 0; e < graph_.entry_count(); ++e) {
      worth_[At(e)] = prices_[At(graph_.entry(e).line)];
    }
    for (int32_t s = 0; s < graph_.supplier_count(); ++s) {
      int64_t all = 0;
      for (const int32_t e : graph_.OfSupplier(s)) all += worth_[At(e)];
      if (all <= kSupplier) continue;
      const int64_t paid = load_.Of(s, worth_);
      if (paid <= kSupplier) continue;
      bound -= paid - kSupplier;
      for (const int32_t e : load_.entries()) {
        ++found_[At(graph_.entry(e).line)];
      }
    }
    work.Spend(3 * graph_.entry_count());
    return bound;
  }

  const PlanGraph& graph_;
  PricedCoverage coverage_;
  BestLoad load_;
  std::vector<int64_t> prices_;  // by line
  std::vector<int64_t> worth_;   // by entry
  std::vector<int64_t> found_;   // by line
};

// A plan is paid the score of each source and pays a price, perhaps a negative
// one, for it. If lines could have any number of sources, the suppliers whose
// best loads are worth most would be used.
class ScoreBound {
 public:
  ScoreBound(const PlanGraph& graph, const Coverage& coverage,
             int64_t suppliers)
      : graph_(graph),
        suppliers_(static_cast<size_t>(suppliers)),
        coverage_(graph, coverage),
        load_(graph),
        prices_(At(graph.line_count())),
        worth_(At(graph.entry_count())),
        loads_(At(graph.supplier_count())) {
    for (int32_t l = 0; l < graph.line_count(); ++l) {
      const int32_t entries = graph.LineEntries(l);
      if (entries == 0) continue;
      const int32_t last =
          graph.LineBegin(l) + std::min(entries, graph.wanted(l)) - 1;
      prices_[At(l)] = graph.entry(last).score * kPoint;
    }
  }

  int64_t Run(int64_t value, optimize::Work& work) {
    // Every plan of the most sources is worth less.
    int64_t best =
        int64_t{kMostPlanScore} * kPoint * kMostSources * kMostPlanLines;
    optimize::Subgradient steps;
    while (true) {
      const int64_t bound = Price(work);
      const bool better = bound < best;
      best = std::min(best, bound);
      if (best / kPoint <= value || !steps.GoesOn(better, prices_) ||
          work.exhausted()) {
        return best / kPoint;
      }
      std::vector<int64_t> direction = Lacking(coverage_.sources(), found_);
      for (int64_t& part : direction) part = -part;
      steps.Move(direction, bound - value * kPoint, -kMostWorth / 2,
                 kMostWorth / 2, prices_);
    }
  }

 private:
  int64_t Price(optimize::Work& work) {
    int64_t bound = -coverage_.Least(prices_, -1);
    for (int32_t e = 0; e < graph_.entry_count(); ++e) {
      const PlanEntry& entry = graph_.entry(e);
      worth_[At(e)] = entry.score * kPoint - prices_[At(entry.line)];
    }
    for (int32_t s = 0; s < graph_.supplier_count(); ++s) {
      loads_[At(s)] = {-load_.Of(s, worth_), s};
    }
    const size_t used = std::min(suppliers_, loads_.size());
    std::nth_element(loads_.begin(),
                     loads_.begin() + static_cast<std::ptrdiff_t>(used),
                     loads_.end());
    found_.assign(prices_.size(), 0);
    for (size_t i = 0; i < used; ++i) {
      bound -= loads_[i].first;
      load_.Of(loads_[i].second, worth_);
      for (const int32_t e : load_.entries()) {
        ++found_[At(graph_.entry(e).line)];
      }
    }
    work.Spend(6 * graph_.entry_count());
    return bound;
  }

  const PlanGraph& graph_;
  const size_t suppliers_;
  PricedCoverage coverage_;
  BestLoad load_;
  std::vector<int64_t> prices_;                     // by line
  std::vector<int64_t> worth_;                      // by entry
  std::vector<std::pair<int64_t, int32_t>> loads_;  // minus the worth, supplier
  std::vector<int64_t> found_;                      // by line
};

}  // namespace

int64_t FewestSuppliers(const PlanGraph& graph, const Coverage& coverage,
                        int64_t value, optimize::Work& work) {
  return SupplierBound(graph, coverage).Run(value, work);
}

int64_t GreatestScore(const PlanGraph& graph, const Coverage& coverage,
                      int64_t suppliers, int64_t value, optimize::Work& work) {
  return ScoreBound(graph, coverage, suppliers).Run(value, work);
}

}  // namespace ketnoi::demand
