#include "matcher/demand/score_search.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "matcher/optimize/at.h"

namespace ketnoi::demand {
namespace {

// Changes that can be taken back.
class Trial {
 public:
  explicit Trial(Assignment& assignment) : assignment_(assignment) {}

  void Take(int32_t entry) {
    assignment_.Take(entry);
    steps_.push_back({kTake, entry});
  }
  void Drop(int32_t entry) {
    assignment_.Drop(entry);
    steps_.push_back({kDrop, entry});
  }
  void Open(int32_t supplier) {
    assignment_.Open(supplier);
    steps_.push_back({kOpen, supplier});
  }
  // Requires a supplier of which nothing is taken.
  void Close(int32_t supplier) {
    assignment_.Close(supplier);
    steps_.push_back({kClose, supplier});
  }

  void Keep() { steps_.clear(); }
  void Undo() {
    for (; !steps_.empty(); steps_.pop_back()) {
      const auto [kind, which] = steps_.back();
      switch (kind) {
        case kTake:
          assignment_.Drop(which);
          break;
        case kDrop:
          assignment_.Take(which);
          break;
        case kOpen:
          assignment_.Close(which);
          break;
        case kClose:
          assignment_.Open(which);
          break;
      }
    }
  }

 private:
  enum Kind : uint8_t { kTake, kDrop, kOpen, kClose };
  Assignment& assignment_;
  std::vector<std::pair<Kind, int32_t>> steps_;
};

class ScoreSearch {
 public:
  ScoreSearch(Assignment& assignment, optimize::Work& work)
      : graph_(assignment.graph()),
        now_(assignment),
        trial_(assignment),
        work_(work),
        sole_(At(graph_.supplier_count())),
        helped_(At(graph_.supplier_count())) {}

  void Run() {
    int64_t before = -1;
    while (before < now_.score() && !work_.exhausted()) {
      before = now_.score();
      for (int32_t l = 0; l < graph_.line_count(); ++l) ImproveLine(l);
      CountSole();
      for (int32_t s = 0; s < graph_.supplier_count(); ++s) {
        if (work_.exhausted()) break;
        if (!now_.open(s)) TryOpening(s);
      }
    }
  }

 private:
  // The worst source of a line; -1: it has none.
  int32_t Worst(int32_t line) {
    if (now_.sources(line) == 0) return -1;
    int32_t e = graph_.LineEnd(line) - 1;
    while (!now_.taken(e)) --e;
    return e;
  }

  void ImproveLine(int32_t line) {
    bool improved = true;
    while (improved && work_.Spend(graph_.LineEntries(line))) {
      improved = false;
      const int32_t worst = Worst(line);
      for (int32_t e = graph_.LineBegin(line); e < worst && !improved; ++e) {
        improved = Replace(worst, e);
      }
    }
  }

  // Takes the better entry `e` for `worst`, if there is or can be made room.
  bool Replace(int32_t worst, int32_t e) {
    const PlanEntry& entry = graph_.entry(e);
    const int32_t gain = entry.score - graph_.entry(worst).score;
    if (gain <= 0 || now_.taken(e) || !now_.open(entry.supplier)) return false;
    if (now_.ready(e)) {
      now_.Drop(worst);
      now_.Take(e);
      return true;
    }
    for (const int32_t other : graph_.OfSupplier(entry.supplier)) {
      if (!now_.taken(other)) continue;
      const int32_t instead = now_.FirstReady(graph_.entry(other).line);
      work_.Spend(1);
      if (instead < 0 ||
          graph_.entry(other).score - graph_.entry(instead).score >= gain) {
        continue;
      }
      trial_.Drop(other);
      trial_.Take(instead);
      if (now_.ready(e)) {
        trial_.Drop(worst);
        trial_.Take(e);
        trial_.Keep();
        return true;
      }
      trial_.Undo();
    }
    return false;
  }

  // By supplier: the lines that have no other source but it to choose.
  void CountSole() {
    sole_.assign(sole_.size(), 0);
    for (int32_t e = 0; e < graph_.entry_count(); ++e) {
      const PlanEntry& entry = graph_.entry(e);
      if (now_.taken(e) && now_.spare(entry.line) == 0) {
        ++sole_[At(entry.supplier)];
      }
    }
    work_.Spend(graph_.entry_count());
  }

  // The suppliers, all of whose lines could go to others once `supplier` is
  // open, as far as can be seen without trying.
  std::vector<int32_t> CouldClose(int32_t supplier) {
    std::vector<int32_t> helped;
    for (const int32_t e : graph_.OfSupplier(supplier)) {
      const int32_t line = graph_.entry(e).line;
      if (now_.spare(line) > 0) continue;
      for (int32_t o = graph_.LineBegin(line); o < graph_.LineEnd(line); ++o) {
        if (!now_.taken(o)) continue;
        const int32_t owner = graph_.entry(o).supplier;
        if (helped_[At(owner)]++ == 0) helped.push_back(owner);
      }
      work_.Spend(graph_.LineEntries(line));
    }
    std::vector<int32_t> could;
    for (const int32_t s : helped) {
      if (helped_[At(s)] == sole_[At(s)]) could.push_back(s);
      helped_[At(s)] = 0;
    }
    return could;
  }

  void TryOpening(int32_t supplier) {
    for (const int32_t closed : CouldClose(supplier)) {
      if (!Exchange(closed, supplier)) continue;
      CountSole();
      return;
    }
  }

  bool Exchange(int32_t closed, int32_t opened) {
    const int64_t before = now_.score();
    std::vector<int32_t> lines;
    trial_.Open(opened);
    for (const int32_t e : graph_.OfSupplier(closed)) {
      if (!now_.taken(e)) continue;
      lines.push_back(graph_.entry(e).line);
      trial_.Drop(e);
    }
    trial_.Close(closed);
    bool possible = true;
    for (const int32_t line : lines) {
      const int32_t e = now_.FirstReady(line);
      work_.Spend(graph_.LineEntries(line));
      possible = possible && e >= 0;
      if (possible) trial_.Take(e);
    }
    if (possible) Attract(opened);
    if (!possible || now_.score() <= before) {
      trial_.Undo();
      return false;
    }
    trial_.Keep();
    return true;
  }

  // Gives lines to a supplier that is better than their worst source.
  void Attract(int32_t supplier) {
    for (const int32_t e : graph_.OfSupplier(supplier)) {
      const int32_t worst = Worst(graph_.entry(e).line);
      work_.Spend(1);
      if (worst < 0 || !now_.ready(e) ||
          graph_.entry(e).score <= graph_.entry(worst).score) {
        continue;
      }
      trial_.Drop(worst);
      trial_.Take(e);
    }
  }

  const PlanGraph& graph_;
  Assignment& now_;
  Trial trial_;
  optimize::Work& work_;
  std::vector<int32_t> sole_;    // by supplier, see CountSole
  std::vector<int32_t> helped_;  // by supplier, see CouldClose; 0 between calls
};

}  // namespace

void ImproveScore(Assignment& assignment, optimize::Work& work) {
  ScoreSearch(assignment, work).Run();
}

}  // namespace ketnoi::demand
