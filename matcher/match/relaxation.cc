#include "matcher/match/relaxation.h"

#include <algorithm>
#include <bit>
#include <cstddef>

#include "absl/status/status.h"

namespace ketnoi::match {
namespace {

class RelaxationSearch {
 public:
  RelaxationSearch(const Program& program, const std::vector<MissGroup>& groups,
                   int32_t target, const std::function<bool()>& cancelled)
      : program_(program),
        groups_(groups),
        target_(target),
        cancelled_(cancelled) {
    uint64_t missed = 0;
    for (const MissGroup& group : groups) {
      for (const uint64_t mask : group.missed) missed |= mask;
    }
    for (; missed != 0; missed &= missed - 1) {
      gates_.push_back(static_cast<size_t>(std::countr_zero(missed)));
    }
  }

  absl::StatusOr<Relaxation> Run() {
    for (int count = 1; count <= kMostDropped && !best_.reached; ++count) {
      if (!Try(0, count, 0, 0)) {
        return absl::CancelledError("the caller ended the search");
      }
    }
    return best_;
  }

 private:
  // Tries `dropped` with each set of `count` gates from `first` on, the earlier
  // ones first. False: cancelled.
  bool Try(size_t first, int count, uint64_t dropped, int32_t weight) {
    if (count == 0) return Offer(dropped, weight);
    for (size_t i = first; i < gates_.size(); ++i) {
      if (!Try(i + 1, count - 1, dropped | uint64_t{1} << gates_[i],
               weight + program_.steps[gates_[i]].weight_bp)) {
        return false;
      }
    }
    return true;
  }

  // Of equals the first that is tried stays.
  bool Offer(uint64_t dropped, int32_t weight) {
    if (cancelled_ && cancelled_()) return false;
    const int32_t gained = GainedBy(dropped);
    const bool reached = gained >= target_;
    if (IsBetter(dropped, weight, gained, reached)) {
      best_ = {dropped, gained, reached};
      best_weight_ = weight;
    }
    return true;
  }

  bool IsBetter(uint64_t dropped, int32_t weight, int32_t gained,
                bool reached) const {
    if (reached != best_.reached) return reached;
    if (!reached && gained != best_.gained) return gained > best_.gained;
    if (gained == 0) return false;
    return std::popcount(dropped) == std::popcount(best_.dropped) &&
           weight < best_weight_;
  }

  int32_t GainedBy(uint64_t dropped) const {
    int32_t gained = 0;
    for (const MissGroup& group : groups_) {
      const bool past = std::any_of(
          group.missed.begin(), group.missed.end(),
          [dropped](uint64_t mask) { return (mask & ~dropped) == 0; });
      if (past) gained += group.suppliers;
    }
    return gained;
  }

  const Program& program_;
  const std::vector<MissGroup>& groups_;
  const int32_t target_;
  const std::function<bool()>& cancelled_;
  std::vector<size_t> gates_;  // that a row misses
  Relaxation best_;
  int32_t best_weight_ = 0;
};

}  // namespace

absl::StatusOr<Relaxation> CheapestRelaxation(
    const Program& program, const std::vector<MissGroup>& groups,
    int32_t target, const std::function<bool()>& cancelled) {
  return RelaxationSearch(program, groups, target, cancelled).Run();
}

}  // namespace ketnoi::match
