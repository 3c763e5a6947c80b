// The sourcing of a bill of materials as numbers: which suppliers could make
// each line, how well, and out of which capacity.
//
// Plain value types. docs/sourcing.md defines what a plan is and which of two
// is better.

#ifndef KETNOI_MATCHER_DEMAND_PLAN_PROBLEM_H_
#define KETNOI_MATCHER_DEMAND_PLAN_PROBLEM_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"

namespace ketnoi::demand {

inline constexpr int32_t kMostPlanLines = 100'000;
inline constexpr int32_t kMostPlanSuppliers = 10'000'000;
inline constexpr int64_t kMostPlanCandidates = 10'000'000;  // of all lines
inline constexpr int32_t kMostSources = 16;                 // of one line
inline constexpr int32_t kMostPlanScore = 10'000;
inline constexpr int64_t kMostPlanAmount = 1'000'000'000'000'000;

// A supplier that could be a source of a line.
struct PlanCandidate {
  int32_t supplier = 0;  // 0 to supplier_count - 1; once in a line
  int32_t score = 0;     // 0 to kMostPlanScore
  // What the line would be made out of, of PlanProblem::pools; -1: nothing that
  // could run out.
  int32_t pool = -1;
  // What the whole line takes of the pool in a month, in the pool's unit, 0 to
  // kMostPlanAmount. Each of the sources that the line wants makes an equal
  // part: ShareOf.
  int64_t needed = 0;
};

// A line of the bill of materials.
struct PlanLine {
  int32_t sources = 1;  // wanted, each another supplier: 1 to kMostSources
  std::vector<PlanCandidate> candidates;  // in any order
};

// What one capability of a supplier can still make in a month, in a unit of its
// own, 0 to kMostPlanAmount. It is promised once, whatever the lines.
struct PlanPool {
  int32_t supplier = 0;
  int64_t free = 0;
};

struct PlanProblem {
  int32_t supplier_count = 0;
  std::vector<PlanPool> pools;
  std::vector<PlanLine> lines;
  // Of how many lines one supplier may be a source, at least 1; 0: of any
  // number. LinesForShare turns a share into such a number.
  int32_t most_lines = 0;
};

// What one of `sources` equal sources makes: needed / sources, rounded up. It
// stays the same if not all of them are found.
int64_t ShareOf(int64_t needed, int32_t sources);

// The sources that could be found if nothing ran out: over the lines, the
// smaller of candidates and sources wanted.
int64_t PossibleSources(const PlanProblem& problem);

// The number of lines that `share_bp` (1 to 10,000) basis points of
// PossibleSources come to, rounded down, but at least 1.
int32_t LinesForShare(const PlanProblem& problem, int32_t share_bp);

// INVALID_ARGUMENT, naming the first number that is not as said above:
// "lines[3].candidates[0].score is 10001".
absl::Status CheckProblem(const PlanProblem& problem);

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_PLAN_PROBLEM_H_
