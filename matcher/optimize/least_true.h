// The fewest of some literals that can be true, by unsatisfiable cores.

#ifndef KETNOI_MATCHER_OPTIMIZE_LEAST_TRUE_H_
#define KETNOI_MATCHER_OPTIMIZE_LEAST_TRUE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "matcher/optimize/sat_solver.h"

namespace ketnoi::optimize {

// Assumes that all are false; each core, a set of them of which one must be
// true, raises the bound by one, and from then on only those beyond the first
// of it are assumed to be false. What can then be solved is the best (the OLL
// algorithm of core-guided MaxSAT, with equal weights). Not thread-safe.
class LeastTrue {
 public:
  enum class End : uint8_t {
    kBest,  // `most` was met
    kNone,  // the clauses have no solution
    kGivenUp,
  };
  // Called with the solver's values after each kYes: how many of the literals
  // are true, or nothing if it is no solution, and then with clauses added that
  // say so.
  using Read = std::function<std::optional<int64_t>()>;

  // `changed` (may be null) is called when least() or most() has changed. All
  // live as long as this.
  LeastTrue(SatSolver& solver, const std::vector<Literal>& literals,
            const Read& read, const std::function<void()>& changed);

  End Run();

  int64_t least() const { return least_; }  // proven
  // Of the best solution that was read.
  const std::optional<int64_t>& most() const { return most_; }

 private:
  // That so many of the literals of a core are true, for a literal of it.
  struct CountOfCore {
    std::vector<Literal> counts;
    size_t at = 0;
  };

  SatAnswer Solve(const std::vector<Literal>& assumed, int64_t most_units = -1);
  void Raise(std::vector<Literal> core);
  void Trim(std::vector<Literal>& core);
  void Shorten(std::vector<Literal>& core);

  SatSolver& solver_;
  const Read& read_;
  const std::function<void()>& changed_;
  std::set<Literal> assumed_;
  std::map<Literal, CountOfCore> counted_;  // by what is assumed of it
  int64_t least_ = 0;
  std::optional<int64_t> most_;
};

}  // namespace ketnoi::optimize

#endif  // KETNOI_MATCHER_OPTIMIZE_LEAST_TRUE_H_
