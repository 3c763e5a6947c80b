// What levers are worth, and portfolios of them, in their public form.

#ifndef KETNOI_SERVER_GAP_ANSWERS_H_
#define KETNOI_SERVER_GAP_ANSWERS_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "ketnoi/v1/gap_service.pb.h"
#include "matcher/demand/lever_gains.h"
#include "server/gap_scope.h"
#include "server/levers.h"

namespace ketnoi::server {

// The levers that are looked at. Refers to the table.
struct ChosenLevers {
  std::vector<const v1::Lever*> levers;
  std::vector<demand::Lever> measures;  // by the same positions
};

ChosenLevers ChooseLevers(const LeverTable& table,
                          const std::vector<int32_t>& positions);

// `gains`: as LeverGains::suppliers. Pure.
v1::GapLever LeverFrom(const ChosenLevers& chosen, const GapView& view,
                       const demand::LeverGain& total,
                       const std::vector<demand::SupplierGain>& gains,
                       int32_t most_suppliers);

// Pure.
v1::GapPortfolio PortfolioFrom(const demand::GapPortfolio& portfolio);

// `last`: the step before it; empty for the first. Reads the titles of
// requirements.
absl::StatusOr<v1::GapStep> StepFrom(const Backend& backend,
                                     const ChosenLevers& chosen,
                                     const GapView& view,
                                     const demand::GapStep& step,
                                     const v1::GapStep& last);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_GAP_ANSWERS_H_
