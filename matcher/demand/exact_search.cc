#include "matcher/demand/exact_search.h"

#include <optional>
#include <utility>

#include "matcher/demand/plan_program.h"
#include "matcher/optimize/integer_program.h"

namespace ketnoi::demand {
namespace {

bool Prove(PlanProgram& program, Assignment& assignment, optimize::Work& work) {
  const int64_t cost = program.CostOf(assignment);
  while (!work.exhausted()) {
    const optimize::ProgramAnswer answer =
        optimize::Solve(program.program(), cost, work);
    if (answer.outcome == optimize::ProgramOutcome::kNone) return true;
    if (answer.values.empty()) return false;
    std::optional<Assignment> better = program.PlanOf(answer.values);
    if (!better.has_value()) continue;
    assignment = *std::move(better);
    return answer.outcome == optimize::ProgramOutcome::kSolved;
  }
  return false;
}

}  // namespace

bool ProveCoverage(Assignment& assignment, optimize::Work& work) {
  PlanProgram program(assignment.graph());
  program.PreferCoverage();
  return Prove(program, assignment, work);
}

bool ProveSuppliers(Assignment& assignment, optimize::Work& work) {
  PlanProgram program(assignment.graph());
  program.FixCoverage(assignment.coverage());
  program.PreferFewSuppliers();
  return Prove(program, assignment, work);
}

bool ProveScore(Assignment& assignment, optimize::Work& work) {
  PlanProgram program(assignment.graph());
  program.FixCoverage(assignment.coverage());
  program.LimitSuppliers(assignment.open_count());
  program.PreferScore();
  return Prove(program, assignment, work);
}

}  // namespace ketnoi::demand
