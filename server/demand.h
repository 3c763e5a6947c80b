// What buyers seek, as the sets that suppliers are ranked against, one per
// criteria set; kept up with the store.

#ifndef KETNOI_SERVER_DEMAND_H_
#define KETNOI_SERVER_DEMAND_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "ketnoi/v1/buyer.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "matcher/demand/requirement_set.h"
#include "matcher/model/criteria_set.h"
#include "matcher/model/reference.h"
#include "server/storage/store.h"

namespace ketnoi::server {

// The open requirements of one revision. Immutable; thread-safe.
struct Demand {
  struct Set {
    const model::CriteriaSet* criteria_set;
    std::shared_ptr<const demand::RequirementSet> requirements;
    // Open requirements that no supplier can be ranked for: their weights sum
    // to zero under this criteria set, or their plant has no place.
    int32_t unrankable = 0;
  };
  std::vector<Set> sets;

  // Null: none is kept for this criteria set.
  const Set* Find(const model::CriteriaSet* criteria_set) const;
};

// Makes Demand, change after change. One thread at a time may use it.
class DemandBuilder {
 public:
  // All must outlive the builder and what it builds.
  DemandBuilder(const model::Reference& reference,
                std::span<const model::CriteriaSet> criteria_sets,
                const storage::Store& store);

  // Reads all requirements. Afterwards the changes since a revision that the
  // store had before may be applied, though some are in already. Errors of the
  // store; CANCELLED soon after `stopping` is set.
  absl::Status Load(const std::atomic<bool>& stopping);

  // One entry of the feed; those of suppliers change nothing. O(criteria), and
  // for a buyer as often as requirements name a plant of it. DATA_LOSS: a
  // stored value cannot be read; errors of the store.
  absl::Status Apply(const storage::FeedEntry& entry);

  // As RequirementSetBuilder::Build.
  std::shared_ptr<const Demand> Build();

 private:
  // What is kept for one criteria set.
  struct Kept {
    const model::CriteriaSet* criteria_set;
    demand::RequirementSetBuilder requirements;
    std::set<std::string, std::less<>> unrankable;
  };

  // `value`: absent if it is deleted. `revision`: that the buyer is read at;
  // absent: as it is now.
  absl::Status ApplyRequirement(const std::string& name,
                                const std::optional<std::string>& value,
                                std::optional<int64_t> revision);
  absl::Status ApplyBuyer(const std::string& name, int64_t revision);
  // Null: there is none.
  absl::StatusOr<std::unique_ptr<v1::Buyer>> ReadBuyer(
      const std::string& name, std::optional<int64_t> revision) const;
  void Put(const v1::Requirement& requirement, const v1::Buyer* buyer);
  void Remove(const std::string& name);

  const model::Reference& reference_;
  const storage::Store& store_;
  std::vector<Kept> kept_;
  // By buyer, the open requirements that name a plant.
  absl::flat_hash_map<std::string, std::set<std::string>> with_plant_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_DEMAND_H_
