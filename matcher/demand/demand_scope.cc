#include "matcher/demand/demand_scope.h"

#include <algorithm>
#include <utility>

#include "matcher/optimize/at.h"

namespace ketnoi::demand {

DemandScope::DemandScope(std::shared_ptr<const RequirementSet> set,
                         model::Date as_of,
                         const std::function<bool(const RequirementBlock& block,
                                                  size_t position)>& wanted)
    : set_(std::move(set)), as_of_(as_of) {
  for (const auto& block : set_->blocks()) {
    Block scoped{block.get(), size_, {}};
    for (size_t i = 0; i < block->size(); ++i) {
      if (!block->IsSought(i, as_of_)) continue;
      if (wanted && !wanted(*block, i)) continue;
      scoped.positions.push_back(static_cast<uint32_t>(i));
    }
    if (scoped.positions.empty()) continue;
    size_ += static_cast<int32_t>(scoped.positions.size());
    blocks_.push_back(std::move(scoped));
  }
}

const DemandScope::Block& DemandScope::BlockOf(int32_t requirement) const {
  const auto after = std::upper_bound(
      blocks_.begin(), blocks_.end(), requirement,
      [](int32_t number, const Block& block) { return number < block.first; });
  return *std::prev(after);
}

const std::string& DemandScope::name(int32_t requirement) const {
  const Block& block = BlockOf(requirement);
  return block.block->name(block.positions[At(requirement - block.first)]);
}

model::CategoryId DemandScope::category(int32_t requirement) const {
  return BlockOf(requirement).block->category();
}

}  // namespace ketnoi::demand
