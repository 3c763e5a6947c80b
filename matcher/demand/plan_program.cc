#include "matcher/demand/plan_program.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "matcher/optimize/at.h"

namespace ketnoi::demand {
namespace {

// Amounts of a pool are below this: with a solver that takes 0.9999999 for 1,
// a sum is still wrong by less than one.
constexpr int64_t kAmountsBelow = 1 << 16;

}  // namespace

// The variables of entries are numbered as these.
PlanProgram::PlanProgram(const PlanGraph& graph)
    : graph_(graph),
      used_(At(graph.supplier_count())),
      complete_(At(graph.line_count()), -1) {
  int32_t variables = graph.entry_count();
  for (int32_t s = 0; s < graph.supplier_count(); ++s) {
    // One that has a single entry is used if that is taken.
    const auto entries = graph.OfSupplier(s);
    used_[At(s)] = entries.size() == 1 ? entries[0] : variables++;
    if (entries.size() > 1) AddSupplier(s);
  }
  for (int32_t l = 0; l < graph.line_count(); ++l) {
    if (graph.wanted(l) > 1 && graph.CanBeComplete(l)) {
      complete_[At(l)] = variables++;
    }
    AddLine(l);
  }
  for (int32_t p = 0; p < graph.pool_count(); ++p) AddPool(p);
  program_.costs.assign(At(variables), 0);
}

void PlanProgram::AddLine(int32_t line) {
  const int32_t wanted = graph_.wanted(line);
  optimize::ProgramRow most;
  for (int32_t e = graph_.LineBegin(line); e < graph_.LineEnd(line); ++e) {
    most.terms.push_back({e, 1});
  }
  const int32_t complete = complete_[At(line)];
  if (complete >= 0) {
    // All sources if it is complete, and only then.
    optimize::ProgramRow least = most;
    least.terms.push_back({complete, -wanted});
    least.low = 0;
    program_.rows.push_back(std::move(least));
    most.terms.push_back({complete, -1});
    most.high = wanted - 1;
  } else {
    most.high = wanted;
  }
  program_.rows.push_back(std::move(most));
}

void PlanProgram::AddSupplier(int32_t supplier) {
  optimize::ProgramRow limit;
  limit.high = 0;
  for (const int32_t e : graph_.OfSupplier(supplier)) {
    program_.rows.push_back(
        {{{e, 1}, {used_[At(supplier)], -1}}, -optimize::kNoLimit, 0});
    limit.terms.push_back({e, 1});
  }
  if (graph_.most_lines(supplier) == PlanGraph::kUnlimited) return;
  limit.terms.push_back({used_[At(supplier)], -graph_.most_lines(supplier)});
  program_.rows.push_back(std::move(limit));
}

void PlanProgram::AddPool(int32_t pool) {
  int64_t unit = 0;
  for (const int32_t e : graph_.OfPool(pool)) {
    unit = std::gcd(unit, graph_.entry(e).share);
  }
  while (graph_.free(pool) / unit >= kAmountsBelow) unit *= 2;
  optimize::ProgramRow row;
  for (const int32_t e : graph_.OfPool(pool)) {
    row.terms.push_back({e, graph_.entry(e).share / unit});
  }
  // A pool that could run out has two entries, so its supplier a variable.
  const int32_t supplier = graph_.entry(graph_.OfPool(pool)[0]).supplier;
  row.terms.push_back({used_[At(supplier)], -(graph_.free(pool) / unit)});
  row.high = 0;
  program_.rows.push_back(std::move(row));
}

void PlanProgram::FixCoverage(const Coverage& coverage) {
  optimize::ProgramRow complete, others;
  for (int32_t l = 0; l < graph_.line_count(); ++l) {
    const bool one = graph_.wanted(l) == 1;
    optimize::ProgramRow& row = one ? complete : others;
    for (int32_t e = graph_.LineBegin(l); e < graph_.LineEnd(l); ++e) {
      row.terms.push_back({e, 1});
    }
    if (complete_[At(l)] < 0) continue;
    complete.terms.push_back({complete_[At(l)], 1});
    others.terms.push_back({complete_[At(l)], -graph_.wanted(l)});
  }
  complete.low = complete.high = coverage.complete_lines;
  others.low = others.high = coverage.other_sources;
  if (!complete.terms.empty()) program_.rows.push_back(std::move(complete));
  if (!others.terms.empty()) program_.rows.push_back(std::move(others));
}

void PlanProgram::LimitSuppliers(int64_t suppliers) {
  optimize::ProgramRow row;
  for (const int32_t variable : used_) row.terms.push_back({variable, 1});
  row.high = suppliers;
  program_.rows.push_back(std::move(row));
}

void PlanProgram::PreferCoverage() {
  // A complete line is worth more than all other sources there could be.
  int64_t complete = 1;
  for (int32_t l = 0; l < graph_.line_count(); ++l) {
    complete += graph_.wanted(l) - 1;
  }
  for (int32_t l = 0; l < graph_.line_count(); ++l) {
    const bool one = graph_.wanted(l) == 1;
    for (int32_t e = graph_.LineBegin(l); e < graph_.LineEnd(l); ++e) {
      program_.costs[At(e)] = one ? -complete : -1;
    }
    if (complete_[At(l)] >= 0) {
      program_.costs[At(complete_[At(l)])] = graph_.wanted(l) - complete;
    }
  }
}

void PlanProgram::PreferFewSuppliers() {
  for (const int32_t variable : used_) program_.costs[At(variable)] = 1;
}

void PlanProgram::PreferScore() {
  for (int32_t e = 0; e < graph_.entry_count(); ++e) {
    program_.costs[At(e)] = -graph_.entry(e).score;
  }
}

std::vector<uint8_t> PlanProgram::ValuesOf(const Assignment& assignment) const {
  std::vector<uint8_t> values(program_.costs.size());
  for (int32_t e = 0; e < graph_.entry_count(); ++e) {
    if (!assignment.taken(e)) continue;
    values[At(e)] = 1;
    values[At(used_[At(graph_.entry(e).supplier)])] = 1;
  }
  for (int32_t l = 0; l < graph_.line_count(); ++l) {
    if (complete_[At(l)] >= 0 && assignment.IsFull(l)) {
      values[At(complete_[At(l)])] = 1;
    }
  }
  return values;
}

int64_t PlanProgram::CostOf(const Assignment& assignment) const {
  const std::vector<uint8_t> values = ValuesOf(assignment);
  int64_t cost = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    cost += values[i] * program_.costs[i];
  }
  return cost;
}

bool PlanProgram::Exclude(int32_t pool, std::vector<int32_t> entries) {
  int64_t over = -graph_.free(pool);
  for (const int32_t e : entries) over += graph_.entry(e).share;
  if (over <= 0) return false;
  // The large ones alone, as far as they are too much already.
  std::sort(entries.begin(), entries.end(), [this](int32_t a, int32_t b) {
    const int64_t first = graph_.entry(a).share;
    const int64_t second = graph_.entry(b).share;
    return first != second ? first > second : a < b;
  });
  while (graph_.entry(entries.back()).share < over) {
    over -= graph_.entry(entries.back()).share;
    entries.pop_back();
  }
  optimize::ProgramRow row;
  for (const int32_t e : entries) row.terms.push_back({e, 1});
  row.high = static_cast<int64_t>(entries.size()) - 1;
  program_.rows.push_back(std::move(row));
  return true;
}

std::optional<Assignment> PlanProgram::PlanOf(
    const std::vector<uint8_t>& values) {
  bool excluded = false;
  for (int32_t p = 0; p < graph_.pool_count(); ++p) {
    std::vector<int32_t> taken;
    for (const int32_t e : graph_.OfPool(p)) {
      if (values[At(e)] != 0) taken.push_back(e);
    }
    excluded = Exclude(p, std::move(taken)) || excluded;
  }
  if (excluded) return std::nullopt;
  Assignment assignment(graph_);
  for (int32_t e = 0; e < graph_.entry_count(); ++e) {
    if (values[At(e)] == 0) continue;
    assignment.Open(graph_.entry(e).supplier);
    assignment.Take(e);
  }
  return assignment;
}

}  // namespace ketnoi::demand
