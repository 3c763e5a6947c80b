#include "server/demand.h"

#include <utility>

#include "absl/status/statusor.h"
#include "server/resource_lister.h"
#include "server/resource_name.h"
#include "server/resource_texts.h"
#include "server/sought_requirement.h"
#include "server/translate_requirement.h"

namespace ketnoi::server {
namespace {

using storage::Collection;

}  // namespace

const Demand::Set* Demand::Find(const model::CriteriaSet* criteria_set) const {
  for (const Set& set : sets) {
    if (set.criteria_set == criteria_set) return &set;
  }
  return nullptr;
}

DemandBuilder::DemandBuilder(const model::Reference& reference,
                             std::span<const model::CriteriaSet> criteria_sets,
                             const storage::Store& store)
    : reference_(reference), store_(store) {
  for (const model::CriteriaSet& criteria_set : criteria_sets) {
    kept_.push_back({&criteria_set,
                     demand::RequirementSetBuilder(reference, criteria_set),
                     {}});
  }
}

absl::Status DemandBuilder::Load(const std::atomic<bool>& stopping) {
  absl::Status status;
  const auto read = store_.Scan(
      Collection::kRequirements, "", "", [&](const storage::Record& record) {
        status = ApplyRequirement(record.name, record.value, std::nullopt);
        return status.ok() && !stopping;
      });
  if (!read.ok()) return read.status();
  if (stopping) return absl::CancelledError("the loading was stopped");
  return status;
}

absl::Status DemandBuilder::Apply(const storage::FeedEntry& entry) {
  switch (entry.collection) {
    case Collection::kRequirements:
      return ApplyRequirement(entry.name, entry.value, entry.revision);
    case Collection::kBuyers:
      return ApplyBuyer(entry.name, entry.revision);
    default:  // nothing that requirements read
      break;
  }
  return absl::OkStatus();
}

absl::Status DemandBuilder::ApplyRequirement(
    const std::string& name, const std::optional<std::string>& value,
    std::optional<int64_t> revision) {
  v1::Requirement requirement;
  if (value && !requirement.ParseFromString(*value)) return Unreadable(name);
  Remove(name);
  if (!value || !IsOpen(requirement)) return absl::OkStatus();
  if (requirement.plant_id().empty()) {
    Put(requirement, nullptr);
    return absl::OkStatus();
  }
  const std::string buyer_name(ParentName(name));
  with_plant_[buyer_name].insert(name);
  const auto buyer = ReadBuyer(buyer_name, revision);
  if (!buyer.ok()) return buyer.status();
  Put(requirement, buyer->get());
  return absl::OkStatus();
}

absl::Status DemandBuilder::ApplyBuyer(const std::string& name,
                                       int64_t revision) {
  const auto it = with_plant_.find(name);
  if (it == with_plant_.end()) return absl::OkStatus();
  const std::set<std::string> requirements = it->second;
  for (const std::string& requirement : requirements) {
    auto record =
        RecordAt(store_, Collection::kRequirements, requirement, revision);
    std::optional<std::string> value;
    if (record.ok()) {
      value = std::move(record->value);
    } else if (!absl::IsNotFound(record.status())) {
      return record.status();
    }
    const absl::Status status = ApplyRequirement(requirement, value, revision);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<v1::Buyer>> DemandBuilder::ReadBuyer(
    const std::string& name, std::optional<int64_t> revision) const {
  const auto record =
      revision ? RecordAt(store_, Collection::kBuyers, name, *revision)
               : store_.Get(Collection::kBuyers, name);
  if (absl::IsNotFound(record.status())) return nullptr;
  if (!record.ok()) return record.status();
  auto buyer = std::make_unique<v1::Buyer>();
  if (!buyer->ParseFromString(record->value)) return Unreadable(name);
  return buyer;
}

void DemandBuilder::Put(const v1::Requirement& requirement,
                        const v1::Buyer* buyer) {
  const auto translated = TranslateRequirement(reference_, requirement, buyer);
  for (Kept& kept : kept_) {
    const auto sought =
        SoughtOf(reference_, *kept.criteria_set, requirement, translated);
    if (sought) {
      kept.requirements.Put(*sought);
    } else {
      kept.unrankable.insert(requirement.name());
    }
  }
}

void DemandBuilder::Remove(const std::string& name) {
  const auto it = with_plant_.find(std::string(ParentName(name)));
  if (it != with_plant_.end()) it->second.erase(name);
  for (Kept& kept : kept_) {
    kept.requirements.Remove(name);
    kept.unrankable.erase(name);
  }
}

std::shared_ptr<const Demand> DemandBuilder::Build() {
  auto demand = std::make_shared<Demand>();
  for (Kept& kept : kept_) {
    demand->sets.push_back({kept.criteria_set, kept.requirements.Build(),
                            static_cast<int32_t>(kept.unrankable.size())});
  }
  return demand;
}

}  // namespace ketnoi::server
