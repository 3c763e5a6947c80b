#include "matcher/demand/plan_builder.h"

#include <algorithm>
#include <variant>

#include "matcher/index/columns.h"
#include "matcher/index/segment.h"
#include "matcher/model/requirement.h"

namespace ketnoi::demand {

std::optional<model::Quantity> MonthlyVolumeOf(const match::Program& program) {
  for (const match::Step& step : program.steps) {
    const auto* test =
        std::get_if<model::MonthlyVolumeTest>(&step.criterion.test);
    if (test != nullptr) return test->quantity;
  }
  return std::nullopt;
}

void PlanBuilder::AddLine(const std::optional<model::Quantity>& volume,
                          int32_t sources,
                          std::span<const match::Match> matches) {
  PlanLine& line = problem_.lines.emplace_back();
  line.sources = sources;
  line.candidates.reserve(matches.size());
  for (const match::Match& match : matches) {
    line.candidates.push_back(CandidateOf(match, volume));
  }
}

std::optional<int64_t> PlanBuilder::NeededOf(const model::Quantity& volume,
                                             model::UnitId unit) const {
  constexpr int64_t kThousandth = 1000;
  const auto millionths =
      reference_.Convert({volume.value_e3, 3}, volume.unit, unit, 6);
  auto needed = reference_.Convert({volume.value_e3, 3}, volume.unit, unit, 3);
  if (millionths) needed = (*millionths + kThousandth - 1) / kThousandth;
  if (!needed) return std::nullopt;
  // At least something; and nobody states a capacity above the limit.
  return std::clamp(*needed, int64_t{volume.value_e3 > 0 ? 1 : 0},
                    kMostPlanAmount);
}

PlanCandidate PlanBuilder::CandidateOf(
    const match::Match& match, const std::optional<model::Quantity>& volume) {
  const auto [supplier, is_new] =
      suppliers_.try_emplace(match.key.id, problem_.supplier_count);
  if (is_new) {
    ids_.push_back(match.key.id);
    ++problem_.supplier_count;
  }
  PlanCandidate candidate;
  candidate.supplier = supplier->second;
  candidate.score = match.key.score;
  if (!volume || match.capability < 0) return candidate;
  const index::Segment& segment = *match.segment;
  const int32_t entry = segment.BlockOf(match.row).EntryAt(
      index::ColumnId::Of(index::Field::kCapacity), match.row);
  const index::Amount& capacity =
      segment.amount(index::Field::kCapacity, entry);
  if (!capacity.stated()) return candidate;
  const auto needed = NeededOf(*volume, capacity.unit);
  if (!needed) return candidate;
  candidate.needed = *needed;
  const auto [pool, is_first] =
      pool_of_.try_emplace(std::pair(candidate.supplier, match.capability),
                           static_cast<int32_t>(pools_.size()));
  if (is_first) {
    pools_.push_back(
        {std::string(segment.capability_id(match.row)), capacity.unit});
    problem_.pools.push_back({candidate.supplier, capacity.free_e3()});
  }
  candidate.pool = pool->second;
  return candidate;
}

}  // namespace ketnoi::demand
