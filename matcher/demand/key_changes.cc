#include "matcher/demand/key_changes.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "matcher/demand/block_keys.h"
#include "matcher/demand/supplier_scan.h"

namespace ketnoi::demand {
namespace {

using index::Snapshot;
using match::RowKey;

// With scores, most of these lead to no PairChange.
constexpr size_t kMostKeyChanges = 8 * kMostPairChanges;

// Judges one supplier after another, as it was and as it is.
class KeyComparer {
 public:
  KeyComparer(const TwoStates& states, const PairScope& scope,
              const Suspects& suspects, const std::function<bool()>& cancelled)
      : states_(states),
        scope_(scope),
        suspects_(suspects),
        set_(*states.after.requirements),
        cancelled_(cancelled) {}

  absl::StatusOr<std::vector<KeyChange>> Run() {
    for (uint32_t s = 0; s < suspects_.suppliers().size(); ++s) {
      if (cancelled_ && cancelled_()) {
        return absl::CancelledError("the caller ended the comparison");
      }
      const absl::Status status = Compare(s);
      if (!status.ok()) return status;
      if (changes_.size() > kMostKeyChanges) {
        return absl::ResourceExhaustedError("too many pairs changed");
      }
    }
    std::sort(changes_.begin(), changes_.end(),
              [](const KeyChange& a, const KeyChange& b) {
                return std::tie(a.block, a.requirement, a.suspect) <
                       std::tie(b.block, b.requirement, b.suspect);
              });
    return std::move(changes_);
  }

 private:
  absl::Status Compare(uint32_t number) {
    const SuspectSupplier& supplier = suspects_.suppliers()[number];
    std::optional<SupplierScan> before;
    std::optional<SupplierScan> after;
    if (supplier.before) {
      before.emplace(set_, *supplier.before, states_.before.day, cancelled_);
    }
    if (supplier.after) {
      after.emplace(set_, *supplier.after, states_.after.day, cancelled_);
    }
    for (uint32_t b = 0; b < set_.blocks().size(); ++b) {
      const RequirementBlock& block = *set_.blocks()[b];
      const auto [begin, end] = scope_.requirements.In(block);
      if (begin == end) continue;
      SupplierScan* const then =
          before && before->Enter(block) ? &*before : nullptr;
      SupplierScan* const now =
          after && after->Enter(block) ? &*after : nullptr;
      for (SupplierScan* scan : {then, now}) {
        if (scan == nullptr) continue;
        const absl::Status status = scan->FindBest(begin, end, false);
        if (!status.ok()) return status;
      }
      if (then == nullptr && now == nullptr) continue;
      for (size_t i = begin; i < end; ++i) {
        const RowKey key_before = then ? then->best()[i - begin].key : 0;
        const RowKey key_after = now ? now->best()[i - begin].key : 0;
        if (!Differ(key_before, key_after) ||
            suspects_.HasRequirement(block.name(i))) {
          continue;
        }
        changes_.push_back(
            {b, static_cast<uint32_t>(i), number, key_before, key_after});
      }
    }
    return absl::OkStatus();
  }

  bool Differ(RowKey before, RowKey after) const {
    return scope_.first > 0 ? before != after
                            : RankedStanding(before) != RankedStanding(after);
  }

  const TwoStates& states_;
  const PairScope& scope_;
  const Suspects& suspects_;
  const RequirementSet& set_;
  const std::function<bool()>& cancelled_;
  std::vector<KeyChange> changes_;
};

}  // namespace

absl::StatusOr<std::vector<KeyChange>> FindKeyChanges(
    const TwoStates& states, const PairScope& scope, const Suspects& suspects,
    const std::function<bool()>& cancelled) {
  return KeyComparer(states, scope, suspects, cancelled).Run();
}

TouchedRequirement::TouchedRequirement(std::span<const KeyChange> its_changes,
                                       size_t first)
    : changes(its_changes), others(first) {
  for (const KeyChange& change : changes) {
    highest = std::max({highest, change.before, change.after});
  }
}

bool TouchedRequirement::Has(uint32_t suspect) const {
  const auto it = std::lower_bound(
      changes.begin(), changes.end(), suspect,
      [](const KeyChange& change, uint32_t s) { return change.suspect < s; });
  return it != changes.end() && it->suspect == suspect;
}

absl::Status FindOthers(const TwoStates& states, const Suspects& suspects,
                        const RequirementBlock& block,
                        std::vector<TouchedRequirement>& touched,
                        std::deque<std::string>& ids,
                        const std::function<bool()>& cancelled) {
  std::vector<uint32_t> numbers;        // of requirements
  std::vector<TouchedRequirement*> of;  // for each of them
  for (TouchedRequirement& one : touched) {
    numbers.push_back(one.changes.front().requirement);
    of.push_back(&one);
  }
  std::vector<RowKey> keys;
  for (const Snapshot::Part& part : states.suppliers->parts()) {
    if (cancelled && cancelled()) {
      return absl::CancelledError("the caller ended the comparison");
    }
    BlockKeys scan(*states.after.requirements, block, part, states.after.day,
                   cancelled);
    while (!numbers.empty() && scan.Next()) {
      const absl::Status status = scan.Find(numbers, keys);
      if (!status.ok()) return status;
      const auto suspect =
          suspects.NumberOf(part.segment.get(), scan.position());
      std::string_view id;
      // From the last, as what is taken out is replaced by the last.
      for (size_t k = keys.size(); k-- > 0;) {
        TouchedRequirement& one = *of[k];
        if (keys[k] == 0 || !one.others.Reaches(keys[k])) continue;
        if (suspect && one.Has(*suspect)) continue;
        if (id.empty()) {
          id = ids.emplace_back(part.segment->id(scan.position()));
        }
        one.others.Offer(id, keys[k]);
        if (!one.others.AreAbove(one.highest)) continue;
        // Whatever changed is behind the first, before and after.
        numbers[k] = numbers.back();
        of[k] = of.back();
        numbers.pop_back();
        of.pop_back();
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::demand
