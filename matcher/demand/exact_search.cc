#include "matcher/demand/exact_search.h"

#include <optional>
#include <utility>

#include "matcher/demand/integer_program.h"
#include "matcher/demand/plan_program.h"

namespace ketnoi::demand {
namespace {

bool Prove(PlanProgram& program, Assignment& assignment, Work& work) {
  const int64_t cost = program.CostOf(assignment);
  while (!work.exhausted()) {
    const ProgramAnswer answer = Solve(program.program(), cost, work);
    if (answer.outcome == ProgramOutcome::kNone) return true;
    if (answer.values.empty()) return false;
    std::optional<Assignment> better = program.PlanOf(answer.values);
    if (!better.has_value()) continue;
    assignment = *std::move(better);
    return answer.outcome == ProgramOutcome::kSolved;
  }
  return false;
}

}  // namespace

bool ProveCoverage(Assignment& assignment, Work& work) {
  PlanProgram program(assignment.graph());
  program.PreferCoverage();
  return Prove(program, assignment, work);
}

bool ProveSuppliers(Assignment& assignment, Work& work) {
  PlanProgram program(assignment.graph());
  program.FixCoverage(assignment.coverage());
  program.PreferFewSuppliers();
  return Prove(program, assignment, work);
}

bool ProveScore(Assignment& assignment, Work& work) {
  PlanProgram program(assignment.graph());
  program.FixCoverage(assignment.coverage());
  program.LimitSuppliers(assignment.open_count());
  program.PreferScore();
  return Prove(program, assignment, work);
}

}  // namespace ketnoi::demand
