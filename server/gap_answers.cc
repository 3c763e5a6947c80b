#include "server/gap_answers.h"

#include <algorithm>
#include <utility>

namespace ketnoi::server {
namespace {

void FillGain(const demand::Gain& gain, v1::GapGain& to) {
  to.set_pairs(gain.pairs);
  to.mutable_requirements()->set_requirements(gain.requirements);
  to.mutable_requirements()->set_weight(gain.weight);
  to.mutable_first_sources()->set_requirements(gain.first_sources);
  to.mutable_first_sources()->set_weight(gain.first_source_weight);
}

}  // namespace

ChosenLevers ChooseLevers(const LeverTable& table,
                          const std::vector<int32_t>& positions) {
  ChosenLevers chosen;
  for (const int32_t position : positions) {
    const auto at = static_cast<size_t>(position);
    chosen.levers.push_back(&table.levers[at]);
    chosen.measures.push_back(table.measures[at]);
  }
  return chosen;
}

v1::GapLever LeverFrom(const ChosenLevers& chosen, const GapView& view,
                       const demand::LeverGain& total,
                       const std::vector<demand::SupplierGain>& gains,
                       int32_t most_suppliers) {
  v1::GapLever lever;
  for (const int32_t one : {total.levers.first, total.levers.second}) {
    if (one < 0) continue;
    const auto at = static_cast<size_t>(one);
    lever.add_levers(chosen.levers[at]->name());
    *lever.add_display_names() = chosen.levers[at]->display_name();
    lever.set_cost(lever.cost() + chosen.measures[at].cost);
  }
  lever.set_suppliers(total.suppliers);
  FillGain(total.gain, *lever.mutable_gain());
  auto it = std::lower_bound(
      gains.begin(), gains.end(), total.levers,
      [](const demand::SupplierGain& gain, const demand::LeverChoice& choice) {
        return gain.levers < choice;
      });
  for (; it != gains.end() && it->levers == total.levers &&
         lever.supplier_gains_size() < most_suppliers;
       ++it) {
    const auto& supplier = view.suppliers[static_cast<size_t>(it->supplier)];
    v1::GapSupplierGain& gain = *lever.add_supplier_gains();
    gain.set_supplier("suppliers/" + supplier.id);
    *gain.mutable_supplier_name() = SupplierName(supplier.at);
    gain.set_composed(IsComposed(supplier.at));
    FillGain(it->gain, *gain.mutable_gain());
  }
  return lever;
}

v1::GapPortfolio PortfolioFrom(const demand::GapPortfolio& portfolio) {
  v1::GapPortfolio to;
  to.set_cost(portfolio.cost);
  to.set_bound(portfolio.bound);
  to.set_gap(portfolio.bound - portfolio.weight);
  to.set_unlockable_weight(portfolio.unlockable);
  to.set_steps(static_cast<int32_t>(portfolio.steps.size()));
  v1::GapCount& unlocked = *to.mutable_unlocked();
  unlocked.set_weight(portfolio.weight);
  for (const demand::GapStep& step : portfolio.steps) {
    to.set_supports(to.supports() + static_cast<int32_t>(step.supports.size()));
    unlocked.set_requirements(unlocked.requirements() +
                              static_cast<int32_t>(step.requirements.size()));
  }
  return to;
}

absl::StatusOr<v1::GapStep> StepFrom(const Backend& backend,
                                     const ChosenLevers& chosen,
                                     const GapView& view,
                                     const demand::GapStep& step,
                                     const v1::GapStep& last) {
  v1::GapStep to;
  to.set_step(last.step() + 1);
  const auto& supplier =
      view.suppliers[static_cast<size_t>(step.supports.front().supplier)];
  to.set_supplier("suppliers/" + supplier.id);
  *to.mutable_supplier_name() = SupplierName(supplier.at);
  to.set_composed(IsComposed(supplier.at));
  for (const demand::GapSupport& support : step.supports) {
    const v1::Lever& lever = *chosen.levers[static_cast<size_t>(support.lever)];
    to.add_levers(lever.name());
    *to.add_display_names() = lever.display_name();
  }
  to.set_cost(step.cost);
  const auto count = static_cast<int32_t>(step.requirements.size());
  to.mutable_adds()->set_requirements(count);
  to.mutable_adds()->set_weight(step.weight);
  to.mutable_total()->set_requirements(last.total().requirements() + count);
  to.mutable_total()->set_weight(last.total().weight() + step.weight);
  to.set_total_cost(last.total_cost() + step.cost);
  for (const int32_t requirement : step.requirements) {
    auto shown = GapRequirementAt(backend, view.scope->name(requirement),
                                  view.revision());
    if (!shown.ok()) return shown.status();
    *to.add_requirements() = *std::move(shown);
  }
  return to;
}

}  // namespace ketnoi::server
