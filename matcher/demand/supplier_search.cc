#include "matcher/demand/supplier_search.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "matcher/optimize/at.h"

namespace ketnoi::demand {
namespace {

// SplitMix64: choices that are the same on every machine.
class Choices {
 public:
  int32_t Below(size_t n) {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return static_cast<int32_t>((z ^ (z >> 31)) % n);
  }

 private:
  uint64_t state_ = 0;
};

class SupplierSearch {
 public:
  SupplierSearch(const Assignment& start, optimize::Work& work)
      : graph_(start.graph()),
        work_(work),
        now_(start),
        best_(start),
        target_(At(graph_.line_count())),
        weight_(At(graph_.line_count()), 1),
        place_(At(graph_.line_count()), -1),
        line_changed_(At(graph_.line_count())),
        changed_(At(graph_.supplier_count())) {
    for (int32_t l = 0; l < graph_.line_count(); ++l) {
      target_[At(l)] = start.sources(l);
    }
    now_.CloseIdle();
    best_.CloseIdle();
  }

  Assignment Run(int64_t enough) {
    while (!work_.exhausted()) {
      while (unmet_.empty() && !work_.exhausted()) {
        if (now_.open_count() < best_.open_count()) {
          best_ = now_;
          best_.CloseIdle();
        }
        if (best_.open_count() <= enough || now_.open_count() == 0) {
          return std::move(best_);
        }
        CloseLightest();
      }
      if (now_.open_count() > 0) CloseLightest();
      while (!unmet_.empty() && now_.open_count() + 1 < best_.open_count() &&
             !work_.exhausted()) {
        const int32_t line = unmet_[At(choices_.Below(unmet_.size()))];
        const bool opened = OpenFor(line);
        for (const int32_t unmet : unmet_) ++weight_[At(unmet)];
        if (!opened) break;
      }
    }
    return std::move(best_);
  }

 private:
  // The weight of lines that would miss a source without the supplier.
  int64_t LossOf(int32_t supplier) {
    int64_t loss = 0;
    for (const int32_t e : graph_.OfSupplier(supplier)) {
      const int32_t line = graph_.entry(e).line;
      if (now_.taken(e) && now_.spare(line) == 0) loss += weight_[At(line)];
    }
    work_.Spend(static_cast<int64_t>(graph_.OfSupplier(supplier).size()));
    return loss;
  }

  // Closes the supplier of the least loss, of several the one that was opened
  // first, but not the one that was opened last.
  void CloseLightest() {
    int32_t lightest = -1;
    int64_t least = 0;
    for (const int32_t s : OpenSuppliers()) {
      if (s == last_opened_) continue;
      const int64_t loss = LossOf(s);
      if (lightest < 0 || loss < least ||
          (loss == least && changed_[At(s)] < changed_[At(lightest)])) {
        lightest = s;
        least = loss;
      }
    }
    if (lightest < 0) lightest = last_opened_;
    Close(lightest);
  }

  const std::vector<int32_t>& OpenSuppliers() {
    std::erase_if(open_, [&](int32_t s) { return !now_.open(s); });
    if (open_.size() != At(now_.open_count())) {
      open_.clear();
      for (int32_t s = 0; s < graph_.supplier_count(); ++s) {
        if (now_.open(s)) open_.push_back(s);
      }
    }
    return open_;
  }

  void Close(int32_t supplier) {
    ++step_;
    std::vector<int32_t> lines;
    for (const int32_t e : graph_.OfSupplier(supplier)) {
      if (now_.taken(e)) lines.push_back(graph_.entry(e).line);
    }
    now_.Close(supplier);
    changed_[At(supplier)] = step_;
    for (const int32_t line : lines) {
      line_changed_[At(line)] = step_;
      now_.Place(line, Moves(), work_);
      Settle(line);
    }
  }

  // Opens the closed candidate of `line` that the heaviest lines lack, of
  // several the one that was closed first; not one in whose lines nothing has
  // changed since it was closed, if there is another. False: all are open.
  bool OpenFor(int32_t line) {
    work_.Spend(graph_.LineEntries(line));
    int32_t best = -1;
    int64_t best_gain = -1;
    for (int32_t e = graph_.LineBegin(line); e < graph_.LineEnd(line); ++e) {
      const int32_t s = graph_.entry(e).supplier;
      if (now_.open(s)) continue;
      const int64_t gain = MayReturn(s) ? GainOf(s) : 0;
      if (gain > best_gain ||
          (gain == best_gain && changed_[At(s)] < changed_[At(best)])) {
        best = s;
        best_gain = gain;
      }
    }
    if (best >= 0) Open(best);
    return best >= 0;
  }

  bool MayReturn(int32_t supplier) {
    const int64_t closed = changed_[At(supplier)];
    if (closed == 0) return true;
    work_.Spend(static_cast<int64_t>(graph_.OfSupplier(supplier).size()));
    for (const int32_t e : graph_.OfSupplier(supplier)) {
      if (line_changed_[At(graph_.entry(e).line)] > closed) return true;
    }
    return false;
  }

  // The weight of the lines without all sources that a closed supplier could
  // take; as far as its lines, if not its pools, go.
  int64_t GainOf(int32_t supplier) {
    const auto entries = graph_.OfSupplier(supplier);
    work_.Spend(static_cast<int64_t>(entries.size()));
    int64_t gain = 0;
    int32_t room = graph_.most_lines(supplier);
    for (const int32_t e : entries) {
      const int32_t line = graph_.entry(e).line;
      if (place_[At(line)] < 0 || room == 0) continue;
      gain += weight_[At(line)];
      --room;
    }
    return gain;
  }

  void Open(int32_t supplier) {
    ++step_;
    now_.Open(supplier);
    open_.push_back(supplier);
    changed_[At(supplier)] = step_;
    last_opened_ = supplier;
    std::vector<std::pair<int64_t, int32_t>> lacking;  // the heaviest first
    for (const int32_t e : graph_.OfSupplier(supplier)) {
      const int32_t line = graph_.entry(e).line;
      if (place_[At(line)] >= 0) lacking.emplace_back(-weight_[At(line)], e);
    }
    std::sort(lacking.begin(), lacking.end());
    for (const auto& [unused, e] : lacking) {
      if (!now_.ready(e)) continue;
      const int32_t line = graph_.entry(e).line;
      now_.Take(e);
      line_changed_[At(line)] = step_;
      Settle(line);
    }
    if (!graph_.all_free()) PlaceUnmet();
  }

  // Lines that the new supplier cannot take itself may find room where it
  // takes over another.
  void PlaceUnmet() {
    for (size_t i = unmet_.size(); i-- > 0;) {
      const int32_t line = unmet_[i];
      if (!now_.Place(line, Moves(), work_)) continue;
      line_changed_[At(line)] = step_;
      Settle(line);
    }
  }

  int Moves() const { return graph_.all_free() ? 0 : 1; }

  // Whether the line is in the list of those that lack a source.
  void Settle(int32_t line) {
    const bool lacks = now_.sources(line) < target_[At(line)];
    int32_t& place = place_[At(line)];
    if (lacks == (place >= 0)) return;
    if (lacks) {
      place = static_cast<int32_t>(unmet_.size());
      unmet_.push_back(line);
      return;
    }
    unmet_[At(place)] = unmet_.back();
    place_[At(unmet_.back())] = place;
    unmet_.pop_back();
    place = -1;
  }

  const PlanGraph& graph_;
  optimize::Work& work_;
  Assignment now_, best_;
  std::vector<int32_t> target_;  // by line: sources
  std::vector<int64_t> weight_;  // by line
  std::vector<int32_t> unmet_;   // lines with fewer sources than their target
  std::vector<int32_t> place_;   // by line: in unmet_; -1: not there
  std::vector<int32_t> open_;    // all that are open, and some that were
  int64_t step_ = 0;             // openings and closings
  std::vector<int64_t> line_changed_;  // by line: the last step that took part
  std::vector<int64_t> changed_;  // by supplier: opened or closed; 0: never
  int32_t last_opened_ = -1;
  Choices choices_;
};

}  // namespace

Assignment UseFewerSuppliers(const Assignment& start, int64_t enough,
                             optimize::Work& work) {
  return SupplierSearch(start, work).Run(enough);
}

}  // namespace ketnoi::demand
