// A plan that is being made: which suppliers are open, and which entries are
// taken, that is, sources of their lines.

#ifndef KETNOI_MATCHER_DEMAND_ASSIGNMENT_H_
#define KETNOI_MATCHER_DEMAND_ASSIGNMENT_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "matcher/demand/plan_graph.h"
#include "matcher/optimize/at.h"
#include "matcher/optimize/work.h"

namespace ketnoi::demand {

// The first two levels of a plan.
struct Coverage {
  int64_t complete_lines = 0;
  int64_t other_sources = 0;
  friend auto operator<=>(const Coverage&, const Coverage&) = default;
};

// Always feasible: entries of open suppliers only are taken, and never more
// than a supplier, a pool or a line can have. An entry is ready if its supplier
// is open and it could be taken, the line's other sources aside. Not
// thread-safe.
class Assignment {
 public:
  // Nothing open, nothing taken. `graph` lives as long as this.
  explicit Assignment(const PlanGraph& graph);

  const PlanGraph& graph() const { return *graph_; }
  bool taken(int32_t entry) const { return taken_[At(entry)] != 0; }
  bool ready(int32_t entry) const { return ready_[At(entry)] != 0; }
  bool open(int32_t supplier) const { return open_[At(supplier)] != 0; }
  // Entries of the line that are taken, and that are ready.
  int32_t sources(int32_t line) const { return sources_[At(line)]; }
  int32_t spare(int32_t line) const { return spare_[At(line)]; }
  // Entries of the supplier that are taken.
  int32_t lines(int32_t supplier) const { return lines_[At(supplier)]; }
  bool IsFull(int32_t line) const {
    return sources(line) >= graph_->wanted(line);
  }
  int32_t open_count() const { return open_count_; }
  int64_t score() const { return score_; }
  Coverage coverage() const;

  void Open(int32_t supplier);
  // Drops what is taken of it.
  void Close(int32_t supplier);
  // Requires a ready entry of a line that is not full.
  void Take(int32_t entry);
  // Requires a taken entry.
  void Drop(int32_t entry);

  // The first ready entry of a line; -1: none.
  int32_t FirstReady(int32_t line) const;
  // One source more for a line that is not full, from an open supplier; if none
  // is ready, one that becomes so by moving another line to another supplier,
  // and so on, `moves` lines at most. False, and nothing changed, if none is
  // found, or `work` is used up before.
  bool Place(int32_t line, int moves, optimize::Work& work);

  // Closes the suppliers of which nothing is taken.
  void CloseIdle();

 private:
  // Whether a taken entry of the same supplier, if dropped, makes room for
  // `entry`.
  bool MakesRoom(int32_t other, int32_t entry) const;
  bool Fits(const PlanEntry& entry) const;
  void Refresh(int32_t entry);
  // After `entry` was taken or dropped.
  void RefreshBeside(int32_t entry, bool limit_reached);

  const PlanGraph* graph_;
  std::vector<uint8_t> taken_, ready_;       // by entry
  std::vector<uint8_t> open_;                // by supplier
  std::vector<int32_t> lines_, lines_left_;  // by supplier
  std::vector<int64_t> left_;                // by pool
  std::vector<int32_t> sources_, spare_;     // by line
  int32_t open_count_ = 0;
  int64_t score_ = 0;
};

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_ASSIGNMENT_H_
