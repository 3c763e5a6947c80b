#include "matcher/match/scan.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <span>

#include "absl/status/status.h"
#include "matcher/index/bitmap.h"
#include "matcher/match/block_plan.h"
#include "matcher/match/kernel.h"

namespace ketnoi::match {
namespace {

using index::Bitmap;
using index::Block;
using index::Segment;

constexpr size_t kChunk = 4096;

Standing StandingOfMark(uint8_t mark) {
  if ((mark & kUnmetMark) != 0) return Standing::kIneligible;
  return (mark & kUnknownMark) != 0 ? Standing::kConditional
                                    : Standing::kEligible;
}

}  // namespace

struct Workspace::Buffers {
  BlockPlan plan;

  // Suppliers with a row that is ELIGIBLE; with one that misses no gate; with
  // one that does not rank after ScanOptions::after.
  Bitmap eligible;
  Bitmap possible;
  Bitmap before;

  // Of a chunk: marks of all rows; of those that are left, in order: position,
  // mark and sum of scores.
  alignas(kKernelPadding) uint8_t all_marks[kChunk + kKernelPadding];
  uint16_t positions[kChunk];
  uint8_t marks[kChunk];
  Judged sums[kChunk];
};

// Default-initialized: the arrays are written before they are read.
Workspace::Workspace() : buffers_(new Buffers) {}
Workspace::~Workspace() = default;

class PartScan {
 public:
  PartScan(const index::Snapshot::Part& part, const RowScorer& scorer,
           const ScanOptions& options, Workspace& workspace)
      : part_(part),
        segment_(*part.segment),
        program_(scorer.program()),
        options_(options),
        keep_unmet_(Wants(Standing::kIneligible)),
        buffers_(*workspace.buffers_),
        plan_(buffers_.plan),
        top_(*part.segment, options.limit) {
    const auto suppliers = static_cast<size_t>(segment_.supplier_count());
    part.replaced->CopyTo(buffers_.eligible);
    part.replaced->CopyTo(buffers_.possible);
    buffers_.before.Clear(options.after != nullptr ? suppliers : 0);
    plan_.Start(scorer, keep_unmet_);
    if (options.after != nullptr) FindAfter();
  }

  // One pass does if the wanted standings are the best ones: then the best row
  // of a supplier, if it is not offered, would not have been returned. Else
  // each supplier's standing, and whether it ranks before `after`, must be
  // known before rows are offered.
  absl::StatusOr<ScanResult> Run() {
    const bool from_the_top =
        options_.after == nullptr && Wants(Standing::kEligible) &&
        (Wants(Standing::kConditional) || !Wants(Standing::kIneligible));
    if (!from_the_top) {
      pass_ = Pass::kFirst;
      const absl::Status status = ScanAll();
      if (!status.ok()) return status;
      pass_ = Pass::kSecond;
    }
    const absl::Status status = ScanAll();
    if (!status.ok()) return status;
    ScanResult result;
    result.best = top_.Take();
    result.eligible = eligible_;
    result.conditional = possible_ - eligible_;
    if (options_.after != nullptr) result.skipped = Skipped();
    return result;
  }

 private:
  // The first of two passes finds out the standing of each supplier, and
  // whether it ranks before `after`; only the other one offers rows.
  enum class Pass : uint8_t { kOnly, kFirst, kSecond };

  bool Wants(Standing standing) const {
    return options_.standings[static_cast<size_t>(standing)];
  }

  // Every block once; those of the category itself before broader ones, whose
  // rows are CONDITIONAL at best.
  absl::Status ScanAll() {
    const auto& tree = program_.reference->categories;
    absl::Status status = ScanBlocks(
        segment_.BlocksIn(program_.category, tree.End(program_.category)));
    for (auto above = tree.Parent(program_.category);
         above.stated() && status.ok(); above = tree.Parent(above)) {
      status = ScanBlocks(segment_.BlocksIn(above, {above.value + 1}));
    }
    return status;
  }

  absl::Status ScanBlocks(std::span<const Block> blocks) {
    for (const Block& block : blocks) {
      if (!plan_.Plan(block)) continue;
      const auto rows = static_cast<size_t>(block.size());
      for (size_t begin = 0; begin < rows; begin += kChunk) {
        const size_t count = std::min(kChunk, rows - begin);
        unasked_ += count;
        if (unasked_ > kChunk && Cancelled()) {
          return absl::CancelledError("the caller ended the ranking");
        }
        ScanChunk(block, begin, count);
      }
    }
    return absl::OkStatus();
  }

  bool Cancelled() {
    unasked_ = 0;
    return options_.cancelled && *options_.cancelled && (*options_.cancelled)();
  }

  // Rows [begin, begin + count) of the block.
  void ScanChunk(const Block& block, size_t begin, size_t count) {
    Mark(begin, count);
    for (const BlockStep& step : plan_.asking()) Ask(step, block, begin);
    CountStandings(block, begin);
    KeepWhatMatters();
    if (left_ == 0) return;
    for (const BlockStep& step : plan_.adding()) Add(step, block, begin);
    if (!plan_.adding_sites().empty()) {
      KeepWhatReaches(plan_.most_of_sites());
      for (const BlockStep& step : plan_.adding_sites()) {
        Add(step, block, begin);
      }
    }
    for (size_t j = 0; j < left_; ++j) {
      const auto row = static_cast<int32_t>(begin + buffers_.positions[j]);
      Offer(block.begin + row,
            MakeRowKey(StandingOfMark(buffers_.marks[j]), buffers_.sums[j]));
    }
  }

  // The marks of the gates whose tables say all, and the rows that are left.
  void Mark(size_t begin, size_t count) {
    std::memset(buffers_.all_marks, plan_.base_mark(), count);
    for (const BlockStep& step : plan_.marking()) {
      MarkByTable(step.codes->codes + begin, count, step.marks,
                  step.codes->entries.size(), buffers_.all_marks);
    }
    left_ = SelectUnmarked(buffers_.all_marks, count,
                           keep_unmet_ ? 0 : kUnmetMark, buffers_.positions);
    for (size_t j = 0; j < left_; ++j) {
      buffers_.marks[j] = buffers_.all_marks[buffers_.positions[j]];
    }
    std::fill_n(buffers_.sums, left_, plan_.base());
  }

  // Marks and scores the rows that are left by one gate, and drops those that
  // miss it. `judge`: Judged of a position.
  template <class JudgePosition>
  void AskRows(JudgePosition judge) {
    size_t left = 0;
    for (size_t j = 0; j < left_; ++j) {
      const uint16_t position = buffers_.positions[j];
      const Judged judged = judge(position);
      const auto mark =
          static_cast<uint8_t>(buffers_.marks[j] | MarkOf(judged));
      buffers_.positions[left] = position;
      buffers_.marks[left] = mark;
      buffers_.sums[left] = buffers_.sums[j] + (judged & kScoresMask);
      left += keep_unmet_ || (mark & kUnmetMark) == 0 ? 1 : 0;
    }
    left_ = left;
  }

  void Ask(const BlockStep& step, const Block& block, size_t begin) {
    const int32_t* sites =
        segment_.site_numbers() + block.begin + static_cast<int32_t>(begin);
    if (step.codes == nullptr) {
      AskRows([&](uint16_t position) {
        return VerdictBit(step.judge->VerdictAt(sites[position]));
      });
    } else if (step.codes->width == 1) {
      AskCodes<uint8_t>(step, sites, begin);
    } else if (step.codes->width == 2) {
      AskCodes<uint16_t>(step, sites, begin);
    } else {
      AskCodes<uint32_t>(step, sites, begin);
    }
  }

  template <class Code>
  void AskCodes(const BlockStep& step, const int32_t* sites, size_t begin) {
    const Judged* table = step.table;
    const auto* codes =
        reinterpret_cast<const Code*>(step.codes->codes) + begin;
    if (step.judge->subject() != Subject::kSite) {
      AskRows([=](uint16_t position) { return table[codes[position]]; });
      return;
    }
    AskRows([=](uint16_t position) {
      const Judged judged = table[codes[position]];
      return (judged & kAskSite) == 0
                 ? judged & ~kScoresMask
                 : VerdictBit(step.judge->VerdictAt(sites[position]));
    });
  }

  void CountStandings(const Block& block, size_t begin) {
    if (pass_ == Pass::kSecond) return;
    const auto first = block.begin + static_cast<int32_t>(begin);
    for (size_t j = 0; j < left_; ++j) {
      const uint8_t mark = buffers_.marks[j];
      if ((mark & kUnmetMark) != 0) continue;
      const int32_t supplier = segment_.supplier(first + buffers_.positions[j]);
      possible_ += buffers_.possible.Set(supplier) ? 1 : 0;
      if (mark == 0) eligible_ += buffers_.eligible.Set(supplier) ? 1 : 0;
    }
  }

  // Drops the rows whose scores cannot matter: of standings that are not wanted
  // or that no longer reach the best.
  void KeepWhatMatters() {
    bool matters[kStandings];
    bool all = true;
    for (size_t s = 0; s < kStandings; ++s) {
      const RowKey most = MakeRowKey(static_cast<Standing>(s), kScoresMask);
      matters[s] = pass_ == Pass::kFirst
                       ? options_.after != nullptr
                       : options_.standings[s] && top_.Reaches(most);
      all &= matters[s];
    }
    if (all) return;
    KeepIf([&](size_t j) {
      return matters[static_cast<size_t>(StandingOfMark(buffers_.marks[j]))];
    });
  }

  // Drops the rows that are not among the best even if `most` is added.
  void KeepWhatReaches(Judged most) {
    if (pass_ == Pass::kFirst) return;
    KeepIf([&](size_t j) {
      return top_.Reaches(MakeRowKey(StandingOfMark(buffers_.marks[j]),
                                     buffers_.sums[j] + most));
    });
  }

  template <class Keep>
  void KeepIf(Keep keep) {
    size_t left = 0;
    for (size_t j = 0; j < left_; ++j) {
      const bool kept = keep(j);
      buffers_.positions[left] = buffers_.positions[j];
      buffers_.marks[left] = buffers_.marks[j];
      buffers_.sums[left] = buffers_.sums[j];
      left += kept ? 1 : 0;
    }
    left_ = left;
  }

  template <class Code>
  void AddCodes(const BlockStep& step, const Block& block, size_t begin) {
    const auto* codes =
        reinterpret_cast<const Code*>(step.codes->codes) + begin;
    for (size_t j = 0; j < left_; ++j) {
      const uint16_t position = buffers_.positions[j];
      Judged judged = step.table[codes[position]];
      if ((judged & (kNotJudged | kAskSite)) != 0) [[unlikely]] {
        judged =
            plan_.JudgeRow(step, block, static_cast<int32_t>(begin + position));
      }
      buffers_.sums[j] += judged & kScoresMask;
    }
  }

  void Add(const BlockStep& step, const Block& block, size_t begin) {
    if (step.codes == nullptr) {
      for (size_t j = 0; j < left_; ++j) {
        const auto row = static_cast<int32_t>(begin + buffers_.positions[j]);
        buffers_.sums[j] += plan_.JudgeRow(step, block, row) & kScoresMask;
      }
    } else if (step.codes->width == 1) {
      AddCodes<uint8_t>(step, block, begin);
    } else if (step.codes->width == 2) {
      AddCodes<uint16_t>(step, block, begin);
    } else {
      AddCodes<uint32_t>(step, block, begin);
    }
  }

  void Offer(int32_t row, RowKey key) {
    if (pass_ == Pass::kFirst) {
      const int32_t supplier = segment_.supplier(row);
      if (OrderOf(key, supplier) < after_) buffers_.before.Set(supplier);
      return;
    }
    if (!top_.Reaches(key)) return;
    const int32_t supplier = segment_.supplier(row);
    if (part_.replaced->Test(supplier)) return;
    if (pass_ == Pass::kSecond && !IsWantedPlace(supplier, key)) return;
    top_.Offer({supplier, row, key});
  }

  // Whether the row is of the supplier's standing, and that is wanted, and it
  // ranks after `after`.
  bool IsWantedPlace(int32_t supplier, RowKey key) const {
    const Standing standing =
        buffers_.eligible.Test(supplier)   ? Standing::kEligible
        : buffers_.possible.Test(supplier) ? Standing::kConditional
                                           : Standing::kIneligible;
    return StandingOf(key) == standing && Wants(standing) &&
           (options_.after == nullptr || !buffers_.before.Test(supplier));
  }

  // The place in this segment before which nothing is wanted.
  void FindAfter() {
    const RankKey& after = *options_.after;
    const auto& suppliers = segment_.suppliers();
    const auto following =
        std::upper_bound(suppliers.begin(), suppliers.end(), after.supplier,
                         [](const std::string& id, const auto& supplier) {
                           return id < supplier->id;
                         });
    const RowKey key = MakeRowKey(
        after.standing, static_cast<Judged>(after.score) |
                            static_cast<Judged>(after.score_high) << 14);
    after_ =
        OrderOf(key, 0) + static_cast<uint64_t>(following - suppliers.begin());
  }

  int64_t Skipped() const {
    int64_t skipped = 0;
    for (size_t w = 0; w < buffers_.before.words().size(); ++w) {
      const uint64_t eligible = buffers_.eligible.words()[w];
      const uint64_t possible = buffers_.possible.words()[w];
      uint64_t wanted = 0;
      if (Wants(Standing::kEligible)) wanted |= eligible;
      if (Wants(Standing::kConditional)) wanted |= possible & ~eligible;
      if (Wants(Standing::kIneligible)) wanted |= ~possible;
      skipped += std::popcount(wanted & buffers_.before.words()[w] &
                               ~part_.replaced->Word(w));
    }
    return skipped;
  }

  const index::Snapshot::Part& part_;
  const Segment& segment_;
  const Program& program_;
  const ScanOptions& options_;
  const bool keep_unmet_;
  Workspace::Buffers& buffers_;
  BlockPlan& plan_;
  TopRows top_;
  uint64_t after_ = 0;
  Pass pass_ = Pass::kOnly;

  int32_t eligible_ = 0;  // suppliers with an ELIGIBLE row
  int32_t possible_ = 0;  // suppliers with a row that misses no gate
  size_t unasked_ = 0;    // rows since `cancelled` was asked
  size_t left_ = 0;       // rows of the chunk
};

absl::StatusOr<ScanResult> ScanPart(const index::Snapshot::Part& part,
                                    const RowScorer& scorer,
                                    const ScanOptions& options,
                                    Workspace& workspace) {
  return PartScan(part, scorer, options, workspace).Run();
}

}  // namespace ketnoi::match
