#include "matcher/optimize/least_true.h"

#include <algorithm>
#include <utility>

namespace ketnoi::optimize {

LeastTrue::LeastTrue(SatSolver& solver, const std::vector<Literal>& literals,
                     const Read& read, const std::function<void()>& changed)
    : solver_(solver), read_(read), changed_(changed) {
  for (const Literal literal : literals) {
    assumed_.insert(-literal);
    solver_.Prefer(-literal);
  }
}

SatAnswer LeastTrue::Solve(const std::vector<Literal>& assumed,
                           int64_t most_units) {
  while (true) {
    const SatAnswer answer = solver_.Solve(assumed, most_units);
    if (answer != SatAnswer::kYes) return answer;
    const std::optional<int64_t> total = read_();
    if (!total.has_value()) continue;  // with what was added
    if (!most_.has_value() || *total < *most_) {
      most_ = total;
      if (changed_) changed_();
    }
    return answer;
  }
}

LeastTrue::End LeastTrue::Run() {
  SatAnswer answer = Solve({});
  while (answer == SatAnswer::kYes && least_ < *most_) {
    const std::vector<Literal> assumed(assumed_.begin(), assumed_.end());
    answer = Solve(assumed);
    if (answer != SatAnswer::kNo) continue;
    std::vector<Literal> core = solver_.Core(assumed);
    Trim(core);
    Shorten(core);
    Raise(std::move(core));
    answer = SatAnswer::kYes;
  }
  if (answer == SatAnswer::kNo) return End::kNone;
  return answer == SatAnswer::kYes ? End::kBest : End::kGivenUp;
}

// Proves the core again, which often takes fewer of it.
void LeastTrue::Trim(std::vector<Literal>& core) {
  constexpr int kMostRounds = 5;
  constexpr int64_t kMostUnits = 20'000;
  for (int round = 0; round < kMostRounds; ++round) {
    if (Solve(core, kMostUnits) != SatAnswer::kNo) return;
    std::vector<Literal> less = solver_.Core(core);
    const bool same = less.size() == core.size();
    core = std::move(less);
    if (same) return;
  }
}

// Leaves out one after the other, as far as that is proven soon. Of a small
// core it is tried harder, in all about as hard as of a large one; what is
// solved instead often has few that are true.
void LeastTrue::Shorten(std::vector<Literal>& core) {
  constexpr int64_t kUnitsOfCore = 8'000, kLeastUnits = 60;
  const int64_t most_units = std::max(
      kLeastUnits,
      kUnitsOfCore / static_cast<int64_t>(std::max<size_t>(1, core.size())));
  size_t at = 0;
  while (at < core.size() && core.size() > 1) {
    std::vector<Literal> others = core;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(at));
    if (Solve(others, most_units) == SatAnswer::kNo) {
      core = solver_.Core(others);
    } else {
      ++at;
    }
  }
}

void LeastTrue::Raise(std::vector<Literal> core) {
  std::vector<Literal> one_is_true;
  for (const Literal literal : core) {
    one_is_true.push_back(-literal);
    assumed_.erase(literal);
    const auto counted = counted_.find(literal);
    if (counted == counted_.end()) continue;
    CountOfCore next = counted->second;
    counted_.erase(counted);
    if (++next.at == next.counts.size()) continue;
    const Literal beyond = -next.counts[next.at];
    assumed_.insert(beyond);
    counted_.emplace(beyond, std::move(next));
  }
  solver_.Add(one_is_true);
  if (core.size() > 1) {
    CountOfCore count{solver_.Count(one_is_true, one_is_true.size()), 1};
    const Literal beyond = -count.counts[1];
    assumed_.insert(beyond);
    counted_.emplace(beyond, std::move(count));
  }
  ++least_;
  if (changed_) changed_();
}

}  // namespace ketnoi::optimize
