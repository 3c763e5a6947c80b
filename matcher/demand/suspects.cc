#include "matcher/demand/suspects.h"

#include <algorithm>

#include "matcher/demand/day_change.h"

namespace ketnoi::demand {
namespace {

template <class Text>
void SortDistinct(std::vector<Text>& texts) {
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

}  // namespace

RequirementAt FindIn(const RequirementSet& set, std::string_view name) {
  for (const auto& block : set.blocks()) {
    const auto [begin, end] = block->WithPrefix(name);
    if (begin < end && block->name(begin) == name) {
      return {&set, block.get(), static_cast<uint32_t>(begin)};
    }
  }
  return {};
}

bool IsWrittenSupplier(const TwoStates& states, std::string_view id) {
  return std::binary_search(states.changed_suppliers.begin(),
                            states.changed_suppliers.end(), id);
}

bool IsWrittenRequirement(const TwoStates& states, std::string_view name) {
  return std::binary_search(states.changed_requirements.begin(),
                            states.changed_requirements.end(), name);
}

std::optional<index::SupplierAt> SupplierBefore(const TwoStates& states,
                                                std::string_view id) {
  return (IsWrittenSupplier(states, id) ? states.former_suppliers
                                        : states.suppliers)
      ->Find(id);
}

RequirementAt RequirementBefore(const TwoStates& states,
                                std::string_view name) {
  return FindIn(IsWrittenRequirement(states, name)
                    ? *states.former_requirements
                    : *states.before.requirements,
                name);
}

absl::StatusOr<Suspects> Suspects::Find(
    const TwoStates& states, const PairScope& scope,
    const std::function<bool()>& cancelled) {
  std::vector<std::string> ids = states.changed_suppliers;
  std::vector<std::string_view> names;
  for (const std::string& name : states.changed_requirements) {
    if (scope.requirements.Has(name)) names.push_back(name);
  }
  if (states.before.requirements != states.after.requirements) {
    // Another criteria set judges everything otherwise.
    for (const auto* moment : {&states.before, &states.after}) {
      for (const auto& block : moment->requirements->blocks()) {
        const auto [begin, end] = scope.requirements.In(*block);
        for (size_t i = begin; i < end; ++i) names.push_back(block->name(i));
      }
    }
  } else if (states.before.day != states.after.day) {
    const DayChange days(*states.after.requirements, scope.requirements,
                         scope.first > 0, states.before.day, states.after.day);
    names.insert(names.end(), days.requirements().begin(),
                 days.requirements().end());
    auto dated = days.SuppliersOf(*states.suppliers, cancelled);
    if (!dated.ok()) return dated.status();
    ids.insert(ids.end(), dated->begin(), dated->end());
  }
  Suspects suspects;
  suspects.AddSuppliers(std::move(ids), states);
  suspects.AddRequirements(std::move(names), states);
  return suspects;
}

void Suspects::AddSuppliers(std::vector<std::string> ids,
                            const TwoStates& states) {
  SortDistinct(ids);
  for (std::string& id : ids) {
    SuspectSupplier one{std::move(id), false, {}, {}};
    one.written = IsWrittenSupplier(states, one.id);
    one.after = states.suppliers->Find(one.id);
    one.before = SupplierBefore(states, one.id);
    if (one.after) {
      number_of_[{one.after->segment, one.after->position}] =
          static_cast<uint32_t>(suppliers_.size());
    }
    suppliers_.push_back(std::move(one));
  }
}

void Suspects::AddRequirements(std::vector<std::string_view> names,
                               const TwoStates& states) {
  SortDistinct(names);
  for (const std::string_view name : names) {
    requirements_.push_back({name, RequirementBefore(states, name),
                             FindIn(*states.after.requirements, name)});
  }
}

bool Suspects::HasSupplier(std::string_view id) const {
  const auto it =
      std::lower_bound(suppliers_.begin(), suppliers_.end(), id,
                       [](const SuspectSupplier& s, std::string_view wanted) {
                         return s.id < wanted;
                       });
  return it != suppliers_.end() && it->id == id;
}

bool Suspects::HasRequirement(std::string_view name) const {
  const auto it =
      std::lower_bound(requirements_.begin(), requirements_.end(), name,
                       [](const SuspectRequirement& s,
                          std::string_view wanted) { return s.name < wanted; });
  return it != requirements_.end() && it->name == name;
}

std::optional<uint32_t> Suspects::NumberOf(const index::Segment* segment,
                                           int32_t position) const {
  const auto it = number_of_.find({segment, position});
  if (it == number_of_.end()) return std::nullopt;
  return it->second;
}

}  // namespace ketnoi::demand
