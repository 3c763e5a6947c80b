// A problem as the searches walk it: its candidates as entries of three lists,
// by line, by supplier and by pool, without what cannot matter.

#ifndef KETNOI_MATCHER_DEMAND_PLAN_GRAPH_H_
#define KETNOI_MATCHER_DEMAND_PLAN_GRAPH_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "matcher/demand/plan_problem.h"
#include "matcher/optimize/at.h"

namespace ketnoi::demand {

// A candidate. Suppliers are those that have an entry, in the order of the
// problem; pools those that could run out, were all their entries taken.
struct PlanEntry {
  int32_t line = 0;
  int32_t supplier = 0;
  int32_t pool = -1;  // -1: nothing that could run out
  int32_t score = 0;
  int64_t share = 0;      // of the pool
  int32_t candidate = 0;  // its position in PlanLine::candidates
};

// Immutable. Candidates whose pool does not suffice for the line alone are left
// out. Entries are numbered by line, in a line the highest scores first, equal
// ones by supplier.
class PlanGraph {
 public:
  // Of a supplier that may be a source of all its lines.
  static constexpr int32_t kUnlimited = std::numeric_limits<int32_t>::max();

  // Requires CheckProblem.
  explicit PlanGraph(const PlanProblem& problem);

  int32_t line_count() const { return static_cast<int32_t>(wanted_.size()); }
  int32_t supplier_count() const {
    return static_cast<int32_t>(of_supplier_.begins.size()) - 1;
  }
  int32_t pool_count() const { return static_cast<int32_t>(free_.size()); }
  int32_t entry_count() const { return static_cast<int32_t>(entries_.size()); }

  const PlanEntry& entry(int32_t e) const { return entries_[At(e)]; }
  // The numbers of a line's entries are begin to end - 1.
  int32_t LineBegin(int32_t line) const { return line_begins_[At(line)]; }
  int32_t LineEnd(int32_t line) const { return line_begins_[At(line) + 1]; }
  int32_t LineEntries(int32_t line) const {
    return LineEnd(line) - LineBegin(line);
  }
  std::span<const int32_t> OfSupplier(int32_t supplier) const {
    return of_supplier_.Of(supplier);
  }
  std::span<const int32_t> OfPool(int32_t pool) const {
    return of_pool_.Of(pool);
  }

  // Sources that a line wants.
  int32_t wanted(int32_t line) const { return wanted_[At(line)]; }
  // Whether it has entries enough for them.
  bool CanBeComplete(int32_t line) const {
    return LineEntries(line) >= wanted(line);
  }
  // Lines that the supplier may be a source of.
  int32_t most_lines(int32_t supplier) const {
    return most_lines_[At(supplier)];
  }
  int64_t free(int32_t pool) const { return free_[At(pool)]; }
  // Whether the supplier may be a source of all its lines at once.
  bool IsFree(int32_t supplier) const { return is_free_[At(supplier)] != 0; }
  // Whether all may.
  bool all_free() const { return all_free_; }

 private:
  // Entries by something else.
  struct Lists {
    std::vector<int32_t> begins;
    std::vector<int32_t> entries;
    std::span<const int32_t> Of(int32_t i) const {
      const auto begin = static_cast<size_t>(begins[At(i)]);
      const auto end = static_cast<size_t>(begins[At(i) + 1]);
      return {entries.data() + begin, end - begin};
    }
  };

  void AddEntries(const PlanProblem& problem);
  void NumberSuppliers(const PlanProblem& problem);
  void DropAmplePools(const PlanProblem& problem);
  Lists ListBy(int32_t PlanEntry::*key, int32_t count) const;

  std::vector<PlanEntry> entries_;
  std::vector<int32_t> line_begins_;
  std::vector<int32_t> wanted_;
  Lists of_supplier_;
  Lists of_pool_;
  std::vector<int32_t> most_lines_;
  std::vector<int64_t> free_;
  std::vector<uint8_t> is_free_;
  bool all_free_ = true;
};

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_PLAN_GRAPH_H_
