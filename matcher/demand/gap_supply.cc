#include "matcher/demand/gap_supply.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "matcher/demand/supplier_scan.h"
#include "matcher/optimize/at.h"

namespace ketnoi::demand {
namespace {

using match::Standing;

absl::Status CheckProgress(const GapProgress& progress, int32_t done) {
  if (progress.done) progress.done(done);
  if (!progress.cancelled || !progress.cancelled()) return absl::OkStatus();
  return absl::CancelledError("the caller ended the analysis");
}

// What gathers of the nearest suppliers of one requirement.
struct Gathering {
  bool any = false;
  Nearest nearest;

  void Add(int32_t supplier, const Distance& distance,
           const std::set<Topic>& topics) {
    if (any && nearest.distance < distance) return;
    if (!any || distance < nearest.distance) {
      any = true;
      nearest = {distance, {}};
    }
    nearest.suppliers.push_back({supplier, {topics.begin(), topics.end()}});
  }
};

}  // namespace

std::vector<NumberedSupplier> NumberSuppliers(const index::Snapshot& snapshot) {
  std::vector<NumberedSupplier> suppliers;
  for (const index::Part& part : snapshot.parts()) {
    const index::Segment& segment = *part.segment;
    for (int32_t s = 0; s < segment.supplier_count(); ++s) {
      if (part.replaced->Test(s)) continue;
      suppliers.push_back({segment.id(s), {&segment, s}});
    }
  }
  std::sort(suppliers.begin(), suppliers.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  return suppliers;
}

absl::Status ForEachStanding(
    const DemandScope& scope, const std::vector<NumberedSupplier>& suppliers,
    const GapProgress& progress,
    const std::function<void(int32_t supplier, int32_t requirement,
                             Standing standing)>& visit) {
  for (size_t s = 0; s < suppliers.size(); ++s) {
    const auto number = static_cast<int32_t>(s);
    absl::Status status = CheckProgress(progress, number);
    if (!status.ok()) return status;
    SupplierScan scan(scope.set(), suppliers[s].at, scope.as_of(),
                      progress.cancelled);
    for (const DemandScope::Block& scoped : scope.blocks()) {
      if (!scan.Enter(*scoped.block)) continue;
      const size_t begin = scoped.positions.front();
      status = scan.FindBest(begin, scoped.positions.back() + size_t{1}, false);
      if (!status.ok()) return status;
      int32_t requirement = scoped.first;
      for (const uint32_t position : scoped.positions) {
        visit(number, requirement++,
              match::StandingOf(scan.best()[position - begin].key));
      }
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<Supply> CountSupply(
    const DemandScope& scope, const std::vector<NumberedSupplier>& suppliers,
    const GapProgress& progress) {
  Supply supply;
  supply.eligible.resize(At(scope.size()));
  supply.conditional.resize(At(scope.size()));
  const absl::Status status = ForEachStanding(
      scope, suppliers, progress,
      [&](int32_t, int32_t requirement, Standing standing) {
        supply.eligible[At(requirement)] += standing == Standing::kEligible;
        supply.conditional[At(requirement)] +=
            standing == Standing::kConditional;
      });
  if (!status.ok()) return status;
  return supply;
}

absl::StatusOr<std::vector<Nearest>> FindNearest(
    const DemandScope& scope, const std::vector<NumberedSupplier>& suppliers,
    const Supply& supply, const GapProgress& progress) {
  std::vector<Gathering> gathered(At(scope.size()));
  std::vector<uint32_t> open;
  std::set<Topic> topics;
  for (size_t s = 0; s < suppliers.size(); ++s) {
    const auto number = static_cast<int32_t>(s);
    absl::Status status = CheckProgress(progress, number);
    if (!status.ok()) return status;
    SupplierScan scan(scope.set(), suppliers[s].at, scope.as_of(),
                      progress.cancelled);
    for (const DemandScope::Block& scoped : scope.blocks()) {
      const RequirementBlock& block = *scoped.block;
      if (!scan.Enter(block)) continue;
      // Of each requirement its row that is nearest so far, and what is open.
      std::map<int32_t, std::pair<Distance, std::vector<uint32_t>>> best;
      for (const int32_t row : scan.rows()) {
        scan.judge().SetRow(row);
        int32_t requirement = scoped.first;
        for (const uint32_t position : scoped.positions) {
          const int32_t at = requirement++;
          if (supply.eligible[At(at)] > 0) continue;
          const int32_t unmet = scan.judge().FindOpen(position, open);
          const Distance distance{unmet,
                                  static_cast<int32_t>(open.size()) - unmet};
          const auto it = best.find(at);
          if (it == best.end()) {
            best.emplace(at, std::pair(distance, open));
          } else if (distance < it->second.first) {
            it->second = {distance, open};
          }
        }
        status = CheckProgress({progress.cancelled, nullptr}, number);
        if (!status.ok()) return status;
      }
      for (const auto& [requirement, row] : best) {
        topics.clear();
        for (const uint32_t test : row.second) {
          topics.insert(
              TopicOf(block.tests()[test]->criterion.test, block.category()));
        }
        gathered[At(requirement)].Add(number, row.first, topics);
      }
    }
  }
  std::vector<Nearest> nearest;
  nearest.reserve(gathered.size());
  for (Gathering& one : gathered) nearest.push_back(std::move(one.nearest));
  return nearest;
}

std::vector<Surplus> FindSurplus(const DemandScope& scope,
                                 const std::vector<NumberedSupplier>& suppliers,
                                 model::CategoryId within) {
  const auto& tree = scope.set().reference().categories;
  const auto is_asked = [&](model::CategoryId listed) {
    return std::any_of(scope.blocks().begin(), scope.blocks().end(),
                       [&](const DemandScope::Block& scoped) {
                         const auto asked = scoped.block->category();
                         return tree.Covers(asked, listed) ||
                                tree.Covers(listed, asked);
                       });
  };
  std::map<model::CategoryId, Surplus> of_category;
  for (const NumberedSupplier& supplier : suppliers) {
    const index::Segment& segment = *supplier.at.segment;
    std::set<std::pair<model::CategoryId, int32_t>> capabilities;
    for (const int32_t row : segment.RowsOf(supplier.at.position)) {
      const model::CategoryId listed = segment.BlockOf(row).category;
      if (!listed.stated()) continue;
      if (within.stated() && !tree.Covers(within, listed)) continue;
      capabilities.emplace(listed, segment.capability(row));
    }
    model::CategoryId last;
    for (const auto& [listed, capability] : capabilities) {
      Surplus& surplus = of_category[listed];
      ++surplus.capabilities;
      if (listed != last) ++surplus.suppliers;
      last = listed;
    }
  }
  std::vector<Surplus> surplus;
  for (auto& [category, of_it] : of_category) {
    if (is_asked(category)) continue;
    of_it.category = category;
    surplus.push_back(of_it);
  }
  return surplus;
}

}  // namespace ketnoi::demand
