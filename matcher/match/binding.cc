#include "matcher/match/binding.h"

#include <algorithm>
#include <span>
#include <utility>

namespace ketnoi::match {

using index::Block;
using index::Segment;

Binding::Binding(const Program& program, const Segment& segment,
                 bool keep_unmet)
    : scorer_(program, segment), keep_unmet_(keep_unmet) {
  PlanContext context(scorer_, keep_unmet);
  const auto plan = [&](std::span<const Block> blocks) {
    for (const Block& block : blocks) {
      BlockPlan one(block, context);
      if (!one.fails()) plans_.push_back(std::move(one));
    }
  };
  const auto& tree = program.reference->categories;
  plan(segment.BlocksIn(program.category, tree.End(program.category)));
  for (auto above = tree.Parent(program.category); above.stated();
       above = tree.Parent(above)) {
    plan(segment.BlocksIn(above, {above.value + 1}));
  }
  holdings_ = context.TakeHoldings();
  for (const auto& table : holdings_) bytes_ += table->Bytes();
  for (const BlockPlan& one : plans_) bytes_ += one.Bytes();
}

size_t Binding::ScannedBytes() const {
  size_t bytes = 0;
  for (const BlockPlan& plan : plans_) bytes += plan.ScannedBytes();
  return bytes;
}

BoundProgram::BoundProgram(Program program) : program_(std::move(program)) {}

std::shared_ptr<const Binding> BoundProgram::Bind(
    const std::shared_ptr<const Segment>& segment, bool keep_unmet) const {
  const auto find = [&]() -> std::shared_ptr<const Binding> {
    for (const Bound& bound : bound_) {
      if (bound.binding->keep_unmet() == keep_unmet &&
          !bound.segment.owner_before(segment) &&
          !segment.owner_before(bound.segment)) {
        return bound.binding;
      }
    }
    return nullptr;
  };
  {
    std::lock_guard lock(mutex_);
    if (auto known = find()) return known;
  }
  auto binding =
      std::make_shared<const Binding>(program_, *segment, keep_unmet);
  std::lock_guard lock(mutex_);
  if (auto known = find()) return known;
  std::erase_if(bound_,
                [](const Bound& bound) { return bound.segment.expired(); });
  bound_.push_back({segment, binding});
  return binding;
}

size_t BoundProgram::Bytes() const {
  std::lock_guard lock(mutex_);
  size_t bytes = sizeof(*this);
  for (const Bound& bound : bound_) bytes += bound.binding->Bytes();
  return bytes;
}

}  // namespace ketnoi::match
