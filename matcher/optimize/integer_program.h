// Programs in variables of 0 or 1, solved by COIN-OR's CBC.

#ifndef KETNOI_MATCHER_OPTIMIZE_INTEGER_PROGRAM_H_
#define KETNOI_MATCHER_OPTIMIZE_INTEGER_PROGRAM_H_

#include <cstdint>
#include <limits>
#include <vector>

#include "matcher/optimize/work.h"

namespace ketnoi::optimize {

// Numbers of a program are at most so large, or kNoLimit. The solver counts in
// doubles with tolerances; so they stay far from what it cannot tell apart.
inline constexpr int64_t kMostCoefficient = 1 << 20;
inline constexpr int64_t kNoLimit = std::numeric_limits<int64_t>::max();

struct ProgramTerm {
  int32_t variable = 0;
  int64_t coefficient = 0;
};

// low <= sum of the terms <= high; a variable is in it once.
struct ProgramRow {
  std::vector<ProgramTerm> terms;
  int64_t low = -kNoLimit;
  int64_t high = kNoLimit;
};

struct IntegerProgram {
  std::vector<int64_t> costs;  // by variable; their sum is to be small
  std::vector<ProgramRow> rows;
};

enum class ProgramOutcome : uint8_t {
  kSolved,   // no solution costs less than the one that is returned
  kNone,     // the solver says that no solution costs less than `below`
  kGivenUp,  // the work was used up, or the solver failed
};

struct ProgramAnswer {
  ProgramOutcome outcome = ProgramOutcome::kGivenUp;
  // By variable, 0 or 1: a solution that costs less than `below`, checked in
  // integers; empty: none was found.
  std::vector<uint8_t> values;
};

// The cheapest solution that costs less than `below`. Each of the solver's
// iterations takes as many steps of `work` as there are variables. That a
// solution is the cheapest, or that there is none, is the solver's word.
// Single-threaded; prints nothing.
ProgramAnswer Solve(const IntegerProgram& program, int64_t below, Work& work);

}  // namespace ketnoi::optimize

#endif  // KETNOI_MATCHER_OPTIMIZE_INTEGER_PROGRAM_H_
