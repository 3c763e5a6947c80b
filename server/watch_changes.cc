#include "server/watch_changes.h"

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

#include "ketnoi/v1/buyer.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "ketnoi/v1/supplier.pb.h"
#include "server/resource_lister.h"
#include "server/resource_name.h"
#include "server/resource_texts.h"
#include "server/sought_requirement.h"
#include "server/translate_requirement.h"
#include "server/translate_supplier.h"

namespace ketnoi::server {
namespace {

using storage::Collection;

// How many entries of the feed are read at once.
constexpr size_t kWatchedEntries = 1024;
// How often the caller is asked whether to go on, in records.
constexpr int64_t kRecordsBetween = 64;

// Asks now and then.
class RecordCounter {
 public:
  explicit RecordCounter(const CallLimits& limits) : limits_(limits) {}
  absl::Status Count() {
    return ++count_ % kRecordsBetween == 0 ? CheckLimits(limits_)
                                           : absl::OkStatus();
  }

 private:
  const CallLimits& limits_;
  int64_t count_ = 0;
};

// Calls `visit` for the entries in (after, last], in order.
absl::Status ForEachEntry(
    const storage::Store& store, int64_t after, int64_t last,
    const CallLimits& limits,
    const std::function<void(const storage::FeedEntry&)>& visit) {
  while (after < last) {
    absl::Status status = CheckLimits(limits);
    if (!status.ok()) return status;
    const auto entries = store.ReadFeed(after, kWatchedEntries);
    if (!entries.ok()) return entries.status();
    if (entries->empty()) {
      return absl::InternalError("the feed ends before its revision");
    }
    for (const storage::FeedEntry& entry : *entries) {
      if (entry.revision <= last) visit(entry);
    }
    after = entries->back().revision;
  }
  return absl::OkStatus();
}

bool IsWatchedSupplier(const demand::PairScope& scope,
                       const std::string& name) {
  return scope.supplier.empty() || LastId(name) == scope.supplier;
}

// Whether a buyer may have requirements in the scope.
bool IsWatchedBuyer(const demand::PairScope& scope, const std::string& name) {
  const std::string prefix = name + "/requirements/";
  const std::string& text = scope.requirements.text;
  return text.substr(0, prefix.size()) ==
         prefix.substr(0, std::min(prefix.size(), text.size()));
}

absl::StatusOr<bool> NamesPlant(const storage::Record& record) {
  v1::Requirement requirement;
  if (!requirement.ParseFromString(record.value)) {
    return Unreadable(record.name);
  }
  return !requirement.plant_id().empty();
}

// Names of the buyer's requirements that there were at the revision, in the
// scope.
absl::StatusOr<std::set<std::string>> WatchedRequirementsOf(
    const storage::Store& store, const std::string& buyer,
    const demand::PairScope& scope, int64_t revision,
    const CallLimits& limits) {
  const std::string prefix = buyer + "/requirements/";
  std::set<std::string> names;
  RecordCounter counter(limits);
  absl::Status status;
  const auto scanned = store.Scan(Collection::kRequirements, prefix, "",
                                  [&](const storage::Record& record) {
                                    if (scope.requirements.Has(record.name)) {
                                      names.insert(record.name);
                                    }
                                    status = counter.Count();
                                    return status.ok();
                                  });
  if (!status.ok()) return status;
  if (!scanned.ok()) return scanned.status();
  // Those that were deleted since.
  status = ForEachEntry(store, revision, *scanned, limits,
                        [&](const storage::FeedEntry& entry) {
                          if (entry.collection == Collection::kRequirements &&
                              entry.name.starts_with(prefix) &&
                              scope.requirements.Has(entry.name)) {
                            names.insert(entry.name);
                          }
                        });
  if (!status.ok()) return status;
  return names;
}

// Adds those of the buyer's requirements that name a plant, before or after.
absl::Status AddByBuyer(const Backend& backend, const std::string& buyer,
                        const demand::PairScope& scope, int64_t after,
                        int64_t last, const CallLimits& limits,
                        WrittenRecords& written) {
  auto names = WatchedRequirementsOf(backend.store, buyer, scope, last, limits);
  if (!names.ok()) return names.status();
  for (const auto& [name, revision] : written.requirements) {
    if (ParentName(name) == buyer) names->insert(name);
  }
  RecordCounter counter(limits);
  for (const std::string& name : *names) {
    for (const int64_t revision : {after, last}) {
      absl::Status status = counter.Count();
      if (!status.ok()) return status;
      const auto record =
          RecordAt(backend.store, Collection::kRequirements, name, revision);
      if (absl::IsNotFound(record.status())) continue;
      if (!record.ok()) return record.status();
      const auto names_plant = NamesPlant(*record);
      if (!names_plant.ok()) return names_plant.status();
      if (*names_plant) written.by_buyer.insert(name);
      if (record->revision <= after) break;  // the same after
    }
  }
  return absl::OkStatus();
}

// Parses the record that `name` had. False: there was none.
template <class M>
absl::StatusOr<bool> ReadFormer(const Backend& backend, Collection collection,
                                const std::string& name, int64_t revision,
                                M& message) {
  const auto record = RecordAt(backend.store, collection, name, revision);
  if (absl::IsNotFound(record.status())) return false;
  if (!record.ok()) return record.status();
  if (!message.ParseFromString(record->value)) return Unreadable(name);
  return true;
}

}  // namespace

absl::StatusOr<WrittenRecords> ReadWritten(const Backend& backend,
                                           const demand::PairScope& scope,
                                           int64_t after, int64_t last,
                                           const CallLimits& limits) {
  WrittenRecords written;
  absl::Status status = ForEachEntry(
      backend.store, after, last, limits, [&](const storage::FeedEntry& entry) {
        switch (entry.collection) {
          case Collection::kSuppliers:
            if (IsWatchedSupplier(scope, entry.name)) {
              written.suppliers[entry.name] = entry.revision;
            }
            break;
          case Collection::kRequirements:
            if (scope.requirements.Has(entry.name)) {
              written.requirements[entry.name] = entry.revision;
            }
            break;
          case Collection::kBuyers:
            if (IsWatchedBuyer(scope, entry.name)) {
              written.buyers[entry.name] = entry.revision;
            }
            break;
          default:  // nothing that rankings read
            break;
        }
      });
  if (!status.ok()) return status;
  for (const auto& [buyer, revision] : written.buyers) {
    status = AddByBuyer(backend, buyer, scope, after, last, limits, written);
    if (!status.ok()) return status;
  }
  return written;
}

absl::StatusOr<std::shared_ptr<const index::Snapshot>> ReadFormerSuppliers(
    const Backend& backend, const WrittenRecords& written, int64_t revision,
    const CallLimits& limits) {
  std::vector<std::shared_ptr<const model::Supplier>> suppliers;
  RecordCounter counter(limits);
  for (const auto& [name, last] : written.suppliers) {
    const absl::Status status = counter.Count();
    if (!status.ok()) return status;
    v1::Supplier supplier;
    const auto found =
        ReadFormer(backend, Collection::kSuppliers, name, revision, supplier);
    if (!found.ok()) return found.status();
    if (!*found) continue;
    supplier.set_name(name);
    suppliers.push_back(TranslateSupplier(backend.data.reference, supplier));
  }
  return index::Snapshot::Build(backend.data.reference, std::move(suppliers),
                                revision);
}

absl::StatusOr<std::shared_ptr<const demand::RequirementSet>>
ReadFormerRequirements(const Backend& backend, const WrittenRecords& written,
                       const model::CriteriaSet& criteria_set, int64_t revision,
                       const CallLimits& limits) {
  const model::Reference& reference = backend.data.reference;
  demand::RequirementSetBuilder builder(reference, criteria_set);
  std::set<std::string> names = written.by_buyer;
  for (const auto& [name, last] : written.requirements) names.insert(name);
  RecordCounter counter(limits);
  for (const std::string& name : names) {
    const absl::Status status = counter.Count();
    if (!status.ok()) return status;
    v1::Requirement requirement;
    auto found = ReadFormer(backend, Collection::kRequirements, name, revision,
                            requirement);
    if (!found.ok()) return found.status();
    if (!*found || !IsOpen(requirement)) continue;
    v1::Buyer buyer;
    if (!requirement.plant_id().empty()) {
      found = ReadFormer(backend, Collection::kBuyers,
                         std::string(ParentName(name)), revision, buyer);
      if (!found.ok()) return found.status();
    } else {
      found = false;
    }
    const auto sought =
        SoughtOf(reference, criteria_set, requirement,
                 TranslateRequirement(reference, requirement,
                                      *found ? &buyer : nullptr));
    if (sought) builder.Put(*sought);
  }
  return builder.Build();
}

}  // namespace ketnoi::server
