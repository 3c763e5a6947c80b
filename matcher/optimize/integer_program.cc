#include "matcher/optimize/integer_program.h"

#include <cmath>
#include <cstddef>

#include "coin/CbcEventHandler.hpp"
#include "coin/CbcModel.hpp"
#include "coin/CglGomory.hpp"
#include "coin/CglKnapsackCover.hpp"
#include "coin/CglMixedIntegerRounding2.hpp"
#include "coin/CglProbing.hpp"
#include "coin/CglZeroHalf.hpp"
#include "coin/ClpEventHandler.hpp"
#include "coin/CoinError.hpp"
#include "coin/OsiClpSolverInterface.hpp"
#include "matcher/optimize/at.h"

namespace ketnoi::optimize {
namespace {

// What an iteration costs; shared by the solver's copies of the handlers.
struct Meter {
  Work& work;
  int64_t steps;
};

// Ends a linear program when the work is used up.
class IterationCounter : public ClpEventHandler {
 public:
  explicit IterationCounter(Meter& meter) : meter_(&meter) {}
  int event(Event which) override {
    if (which != endOfIteration && which != startOfIterationInDual) return -1;
    return meter_->work.Spend(meter_->steps) ? -1 : 0;
  }
  ClpEventHandler* clone() const override {
    return new IterationCounter(*this);
  }

 private:
  Meter* meter_;
};

// Ends the search likewise.
class SearchStopper : public CbcEventHandler {
 public:
  explicit SearchStopper(Meter& meter) : meter_(&meter) {}
  CbcAction event(CbcEvent) override {
    return meter_->work.Spend(meter_->steps) ? noAction : stop;
  }
  CbcEventHandler* clone() const override { return new SearchStopper(*this); }

 private:
  Meter* meter_;
};

double ToDouble(int64_t limit) {
  if (limit == kNoLimit) return COIN_DBL_MAX;
  if (limit == -kNoLimit) return -COIN_DBL_MAX;
  return static_cast<double>(limit);
}

void Load(const IntegerProgram& program, OsiClpSolverInterface& solver) {
  const auto variables = static_cast<int>(program.costs.size());
  CoinPackedMatrix matrix(false, 0, 0);
  matrix.setDimensions(0, variables);
  std::vector<double> low, high, costs;
  std::vector<int> positions;
  std::vector<double> coefficients;
  for (const ProgramRow& row : program.rows) {
    positions.clear();
    coefficients.clear();
    for (const ProgramTerm& term : row.terms) {
      positions.push_back(term.variable);
      coefficients.push_back(static_cast<double>(term.coefficient));
    }
    matrix.appendRow(static_cast<int>(positions.size()), positions.data(),
                     coefficients.data());
    low.push_back(ToDouble(row.low));
    high.push_back(ToDouble(row.high));
  }
  for (const int64_t cost : program.costs) {
    costs.push_back(static_cast<double>(cost));
  }
  const std::vector<double> zeros(program.costs.size(), 0.0);
  const std::vector<double> ones(program.costs.size(), 1.0);
  solver.loadProblem(matrix, zeros.data(), ones.data(), costs.data(),
                     low.data(), high.data());
  for (int i = 0; i < variables; ++i) solver.setInteger(i);
}

// Whether the values are a solution that costs less than `below`.
bool Holds(const IntegerProgram& program, int64_t below,
           const std::vector<uint8_t>& values) {
  int64_t cost = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    cost += values[i] * program.costs[i];
  }
  if (cost >= below) return false;
  for (const ProgramRow& row : program.rows) {
    int64_t sum = 0;
    for (const ProgramTerm& term : row.terms) {
      sum += values[At(term.variable)] * term.coefficient;
    }
    if (sum < row.low || sum > row.high) return false;
  }
  return true;
}

ProgramAnswer Run(const IntegerProgram& program, int64_t below, Work& work) {
  Meter meter{work, static_cast<int64_t>(program.costs.size()) + 1};
  OsiClpSolverInterface solver;
  solver.messageHandler()->setLogLevel(0);
  solver.getModelPtr()->setLogLevel(0);
  Load(program, solver);
  IterationCounter counter(meter);
  solver.getModelPtr()->passInEventHandler(&counter);
  CbcModel model(solver);
  model.setLogLevel(0);
  model.messageHandler()->setLogLevel(0);
  model.solver()->messageHandler()->setLogLevel(0);
  SearchStopper stopper(meter);
  model.passInEventHandler(&stopper);
  // Costs are integers: what is not cheaper by one is not cheaper.
  model.setCutoff(static_cast<double>(below) - 0.5);
  model.setCutoffIncrement(0.999);
  model.setAllowableGap(0);
  model.setAllowableFractionGap(0);
  CglProbing probing;
  probing.setUsingObjective(1);
  probing.setMaxPass(1);
  CglKnapsackCover covers;
  CglGomory gomory;
  CglMixedIntegerRounding2 rounding;
  CglZeroHalf halves;
  model.addCutGenerator(&probing, -1, "probing");
  model.addCutGenerator(&gomory, -1, "gomory");
  model.addCutGenerator(&covers, -1, "covers");
  model.addCutGenerator(&rounding, -1, "rounding");
  model.addCutGenerator(&halves, -1, "halves");
  model.branchAndBound();

  ProgramAnswer answer;
  const bool finished = !work.exhausted() && model.status() == 0;
  const double* const best = model.bestSolution();
  if (best == nullptr) {
    if (finished) answer.outcome = ProgramOutcome::kNone;
    return answer;
  }
  for (size_t i = 0; i < program.costs.size(); ++i) {
    answer.values.push_back(best[i] > 0.5 ? 1 : 0);
  }
  if (!Holds(program, below, answer.values)) return {};
  if (finished) answer.outcome = ProgramOutcome::kSolved;
  return answer;
}

}  // namespace

ProgramAnswer Solve(const IntegerProgram& program, int64_t below, Work& work) {
  try {
    return Run(program, below, work);
  } catch (const CoinError&) {
    return {};
  }
}

}  // namespace ketnoi::optimize
