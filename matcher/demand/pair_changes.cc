#include "matcher/demand/pair_changes.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>

#include "matcher/demand/block_keys.h"
#include "matcher/demand/first_places.h"
#include "matcher/demand/key_changes.h"
#include "matcher/demand/supplier_scan.h"
#include "matcher/demand/suspects.h"

namespace ketnoi::demand {
namespace {

using index::Snapshot;
using match::RowKey;

// Requirements for which all suppliers are judged at once.
constexpr size_t kRequirementsAtOnce = 64;

bool IsComposed(const RequirementAt& at) {
  return at.block != nullptr && at.block->composed(at.number);
}
bool IsComposed(const std::optional<index::SupplierAt>& at) {
  return at && at->segment->composed(at->position);
}

class PairComparer {
 public:
  PairComparer(const TwoStates& states, const PairScope& scope,
               const Suspects& suspects, const std::function<bool()>& cancelled)
      : states_(states),
        scope_(scope),
        suspects_(suspects),
        first_(static_cast<size_t>(scope.first)),
        cancelled_(cancelled) {}

  absl::StatusOr<std::vector<PairChange>> Run() {
    absl::Status status;
    if (!scope_.supplier.empty()) {
      status = CompareSupplier();
    } else {
      // With another criteria set all requirements are suspect.
      if (states_.before.requirements == states_.after.requirements) {
        status = CompareSuppliers();
      }
      if (status.ok()) status = CompareRequirements();
    }
    if (status.ok()) status = FindDates();
    if (!status.ok()) return status;
    std::sort(changes_.begin(), changes_.end(),
              [](const PairChange& a, const PairChange& b) {
                return std::tie(a.requirement, a.supplier) <
                       std::tie(b.requirement, b.supplier);
              });
    return std::move(changes_);
  }

 private:
  // Suspect suppliers for the requirements that are not suspect.
  absl::Status CompareSuppliers() {
    const auto found = FindKeyChanges(states_, scope_, suspects_, cancelled_);
    if (!found.ok()) return found.status();
    const std::span<const KeyChange> all(*found);
    for (size_t begin = 0; begin < all.size();) {
      const uint32_t number = all[begin].block;
      std::vector<TouchedRequirement> touched;
      while (begin < all.size() && all[begin].block == number) {
        const uint32_t requirement = all[begin].requirement;
        size_t end = begin;
        while (end < all.size() && all[end].block == number &&
               all[end].requirement == requirement) {
          ++end;
        }
        touched.emplace_back(all.subspan(begin, end - begin), first_);
        begin = end;
      }
      const absl::Status status =
          Report(*states_.after.requirements->blocks()[number], touched);
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  absl::Status Report(const RequirementBlock& block,
                      std::vector<TouchedRequirement>& touched) {
    std::deque<std::string> ids;
    if (first_ > 0) {
      const absl::Status status =
          FindOthers(states_, suspects_, block, touched, ids, cancelled_);
      if (!status.ok()) return status;
    }
    for (const TouchedRequirement& one : touched) {
      std::vector<Placed> before = one.others.placed();
      std::vector<Placed> after = before;
      for (const KeyChange& change : one.changes) {
        const std::string& id = suspects_.suppliers()[change.suspect].id;
        if (change.before != 0) before.push_back({id, change.before, 0});
        if (change.after != 0) after.push_back({id, change.after, 0});
      }
      const uint32_t number = one.changes.front().requirement;
      const RequirementAt at{states_.after.requirements, &block, number};
      const absl::Status status =
          Report({block.name(number), at, at},
                 MovedSuppliers(std::move(before), std::move(after)));
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  // All suppliers for suspect requirements, those of the same blocks together.
  absl::Status CompareRequirements() {
    std::vector<const SuspectRequirement*> order;
    for (const auto& one : suspects_.requirements()) order.push_back(&one);
    const auto blocks = [](const SuspectRequirement& one) {
      return std::pair(one.before.block, one.after.block);
    };
    std::stable_sort(
        order.begin(), order.end(),
        [&](const auto* a, const auto* b) { return blocks(*a) < blocks(*b); });
    for (size_t begin = 0; begin < order.size();) {
      size_t end = begin;
      while (end < order.size() && end - begin < kRequirementsAtOnce &&
             blocks(*order[end]) == blocks(*order[begin])) {
        ++end;
      }
      const absl::Status status =
          CompareSome(std::span(order).subspan(begin, end - begin));
      if (!status.ok()) return status;
      begin = end;
    }
    return absl::OkStatus();
  }

  absl::Status CompareSome(std::span<const SuspectRequirement* const> some) {
    std::vector<uint32_t> numbers_before;
    std::vector<uint32_t> numbers_after;
    for (const SuspectRequirement* one : some) {
      numbers_before.push_back(one->before.number);
      numbers_after.push_back(one->after.number);
    }
    std::deque<std::string> ids;
    std::vector<std::vector<Placed>> before(some.size());
    std::vector<std::vector<Placed>> after(some.size());
    const SuspectRequirement& any = *some.front();
    absl::Status status = Place(any.before, numbers_before, states_.before.day,
                                *states_.suppliers, true, ids, before);
    if (status.ok()) {
      status = Place(any.before, numbers_before, states_.before.day,
                     *states_.former_suppliers, false, ids, before);
    }
    if (status.ok()) {
      status = Place(any.after, numbers_after, states_.after.day,
                     *states_.suppliers, false, ids, after);
    }
    for (size_t i = 0; status.ok() && i < some.size(); ++i) {
      status = Report(
          *some[i], MovedSuppliers(std::move(before[i]), std::move(after[i])));
    }
    return status;
  }

  // Appends the suppliers that are not INELIGIBLE for these requirements of the
  // block of `any`, with their ids in `ids`; if so asked, only those that were
  // not written.
  absl::Status Place(const RequirementAt& any,
                     std::span<const uint32_t> numbers, model::Date day,
                     const Snapshot& suppliers, bool without_written,
                     std::deque<std::string>& ids,
                     std::vector<std::vector<Placed>>& placed) const {
    if (any.block == nullptr) return absl::OkStatus();
    std::vector<RowKey> keys;
    for (const Snapshot::Part& part : suppliers.parts()) {
      if (WasCancelled()) return Cancelled();
      BlockKeys scan(*any.set, *any.block, part, day, cancelled_);
      while (scan.Next()) {
        const auto suspect =
            suspects_.NumberOf(part.segment.get(), scan.position());
        if (without_written && suspect &&
            suspects_.suppliers()[*suspect].written) {
          continue;
        }
        const absl::Status status = scan.Find(numbers, keys);
        if (!status.ok()) return status;
        std::string_view id;
        for (size_t k = 0; k < keys.size(); ++k) {
          if (keys[k] == 0) continue;
          if (id.empty()) {
            id = ids.emplace_back(part.segment->id(scan.position()));
          }
          placed[k].push_back({id, keys[k], 0});
        }
      }
    }
    return absl::OkStatus();
  }

  // The supplier of the scope, for which requirements are ranked.
  absl::Status CompareSupplier() {
    const std::string& id = scope_.supplier;
    if (!suspects_.HasSupplier(id) && suspects_.requirements().empty()) {
      return absl::OkStatus();
    }
    std::vector<Placed> before;
    std::vector<Placed> after;
    absl::Status status;
    if (const auto at = SupplierBefore(states_, id)) {
      const model::Date day = states_.before.day;
      status = PlaceFor(*at, *states_.before.requirements, day, true, before);
      if (status.ok()) {
        status =
            PlaceFor(*at, *states_.former_requirements, day, false, before);
      }
    }
    const auto at = states_.suppliers->Find(id);
    if (status.ok() && at) {
      status = PlaceFor(*at, *states_.after.requirements, states_.after.day,
                        false, after);
    }
    if (!status.ok()) return status;
    const std::vector<Moved> all = FindMoved(
        std::move(before), std::move(after), first_, [this](const auto& name) {
          return IsWrittenRequirement(states_, name);
        });
    for (const Moved& moved : all) {
      status = Add({moved.id, RequirementBefore(states_, moved.id),
                    FindIn(*states_.after.requirements, moved.id)},
                   id, moved);
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  // Appends the requirements of a set for which the supplier is not INELIGIBLE;
  // if so asked, only those that were not written.
  absl::Status PlaceFor(const index::SupplierAt& supplier,
                        const RequirementSet& set, model::Date day,
                        bool without_written,
                        std::vector<Placed>& placed) const {
    SupplierScan scan(set, supplier, day, cancelled_);
    for (const auto& block : set.blocks()) {
      const auto [begin, end] = scope_.requirements.In(*block);
      if (begin == end || !scan.Enter(*block)) continue;
      const absl::Status status = scan.FindBest(begin, end, false);
      if (!status.ok()) return status;
      for (size_t i = begin; i < end; ++i) {
        const RowKey key = scan.best()[i - begin].key;
        const std::string& name = block->name(i);
        if (key == 0) continue;
        if (without_written && IsWrittenRequirement(states_, name)) continue;
        placed.push_back({name, key, 0});
      }
    }
    return absl::OkStatus();
  }

  std::vector<Moved> MovedSuppliers(std::vector<Placed> before,
                                    std::vector<Placed> after) const {
    return FindMoved(
        std::move(before), std::move(after), first_,
        [this](const auto& id) { return IsWrittenSupplier(states_, id); });
  }

  // What moved for one requirement.
  absl::Status Report(const SuspectRequirement& requirement,
                      const std::vector<Moved>& all) {
    for (const Moved& moved : all) {
      const absl::Status status = Add(requirement, moved.id, moved);
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  absl::Status Add(const SuspectRequirement& requirement,
                   std::string_view supplier, const Moved& moved) {
    if (changes_.size() == kMostPairChanges) {
      return absl::ResourceExhaustedError("too many pairs changed");
    }
    PairChange change;
    change.requirement = std::string(requirement.name);
    change.supplier = std::string(supplier);
    const auto supplier_before = SupplierBefore(states_, supplier);
    const auto supplier_after = states_.suppliers->Find(supplier);
    change.before = {requirement.before.IsSought(states_.before.day) &&
                         supplier_before.has_value(),
                     moved.key_before, moved.rank_before};
    change.after = {requirement.after.IsSought(states_.after.day) &&
                        supplier_after.has_value(),
                    moved.key_after, moved.rank_after};
    change.requirement_composed =
        IsComposed(requirement.after.block != nullptr ? requirement.after
                                                      : requirement.before);
    change.supplier_composed =
        IsComposed(supplier_after ? supplier_after : supplier_before);
    change.by_others = moved.by_others;
    change.other = std::string(moved.other);
    changes_.push_back(std::move(change));
    return absl::OkStatus();
  }

  bool WasCancelled() const { return cancelled_ && cancelled_(); }
  static absl::Status Cancelled() {
    return absl::CancelledError("the caller ended the comparison");
  }

  // What the day alone makes of what there is now.
  absl::Status FindDates() {
    if (states_.before.day == states_.after.day) return absl::OkStatus();
    for (PairChange& change : changes_) {
      if (WasCancelled()) return Cancelled();
      const auto key = KeyThen(change);
      if (!key.ok()) return key.status();
      const RowKey now = change.after.key;
      const bool same_standing =
          RankedStanding(change.before.key) == RankedStanding(now);
      change.by_date = same_standing
                           ? *key != now
                           : RankedStanding(*key) != RankedStanding(now);
    }
    return absl::OkStatus();
  }

  // The key that the records of now have on the day of before.
  absl::StatusOr<RowKey> KeyThen(const PairChange& change) const {
    const auto at = FindIn(*states_.after.requirements, change.requirement);
    const auto supplier = states_.suppliers->Find(change.supplier);
    if (at.block == nullptr || !supplier) return 0;
    SupplierScan scan(*at.set, *supplier, states_.before.day, cancelled_);
    if (!scan.Enter(*at.block)) return 0;
    const absl::Status status = scan.FindBest(at.number, at.number + 1, false);
    if (!status.ok()) return status;
    return scan.best().front().key;
  }

  const TwoStates& states_;
  const PairScope& scope_;
  const Suspects& suspects_;
  const size_t first_;
  const std::function<bool()>& cancelled_;
  std::vector<PairChange> changes_;
};

}  // namespace

std::pair<size_t, size_t> NameRange::In(const RequirementBlock& block) const {
  auto [begin, end] = block.WithPrefix(text);
  if (one) end = begin + (begin < end && block.name(begin) == text ? 1 : 0);
  return {begin, end};
}

absl::StatusOr<std::vector<PairChange>> ComparePairs(
    const TwoStates& states, const PairScope& scope,
    const std::function<bool()>& cancelled) {
  const auto suspects = Suspects::Find(states, scope, cancelled);
  if (!suspects.ok()) return suspects.status();
  return PairComparer(states, scope, *suspects, cancelled).Run();
}

}  // namespace ketnoi::demand
