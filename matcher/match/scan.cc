#include "matcher/match/scan.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <functional>
#include <span>

#include "absl/status/status.h"
#include "matcher/index/bitmap.h"
#include "matcher/match/kernel.h"

namespace ketnoi::match {
namespace {

using index::Bitmap;
using index::Block;
using index::Segment;

constexpr size_t kChunk = index::kChunkRows;
constexpr size_t kWords = kChunk / 64;
// How many steps score a row before it is asked whether it still matters.
constexpr size_t kStepsAtOnce = 3;

Standing StandingOfMark(uint8_t mark) {
  if ((mark & kUnmetMark) != 0) return Standing::kIneligible;
  return (mark & kUnknownMark) != 0 ? Standing::kConditional
                                    : Standing::kEligible;
}

// The marks of what certificates say.
constexpr std::array<uint8_t, 256> kMarksOfSays = [] {
  std::array<uint8_t, 256> marks{};
  for (size_t says = 1; says < kSaysValues; ++says) {
    const Verdict verdict = VerdictOf(static_cast<Says>(says));
    marks[says] = verdict == Verdict::kMet     ? 0
                  : verdict == Verdict::kUnmet ? kUnmetMark
                                               : kUnknownMark;
  }
  return marks;
}();

// Calls `use(number)` for each bit that is set, ascending.
template <class Use>
void ForEachBit(const uint64_t* words, size_t count, Use use) {
  for (size_t w = 0; w < count; ++w) {
    for (uint64_t bits = words[w]; bits != 0; bits &= bits - 1) {
      use(w * 64 + static_cast<size_t>(std::countr_zero(bits)));
    }
  }
}

}  // namespace

struct Workspace::Buffers {
  // Suppliers with a row that is ELIGIBLE; with one that misses no gate; with
  // one that does not rank after ScanOptions::after.
  Bitmap eligible;
  Bitmap possible;
  Bitmap before;

  // Of a chunk: marks of all rows; those of one gate, or what certificates say;
  // rows that miss no gate, that meet all, that may matter.
  alignas(kKernelPadding) uint8_t marks[kChunk + kKernelPadding];
  alignas(kKernelPadding) uint8_t of_gate[kChunk + kKernelPadding];
  uint64_t possible_rows[kWords];
  uint64_t eligible_rows[kWords];
  // Of the rows that are scored, in order: position, and key so far.
  uint32_t positions[kChunk + kKernelPadding];
  RowKey sums[kChunk + kKernelPadding];
  uint64_t order[kChunk];  // the most that a row may be, and where it stands
};

// Default-initialized: the arrays are written before they are read.
Workspace::Workspace() : buffers_(new Buffers) {}
Workspace::~Workspace() = default;

class PartScan {
 public:
  PartScan(const index::Snapshot::Part& part, const Binding& binding,
           const ScanOptions& options, Workspace& workspace)
      : part_(part),
        segment_(*part.segment),
        binding_(binding),
        options_(options),
        keep_unmet_(binding.keep_unmet()),
        buffers_(*workspace.buffers_),
        top_(*part.segment, options.limit) {
    const auto suppliers = static_cast<size_t>(segment_.supplier_count());
    part.replaced->CopyTo(buffers_.eligible);
    part.replaced->CopyTo(buffers_.possible);
    buffers_.before.Clear(options.after != nullptr ? suppliers : 0);
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

  absl::Status ScanAll() {
    for (const BlockPlan& plan : binding_.plans()) {
      const auto rows = static_cast<size_t>(plan.block().size());
      for (size_t begin = 0; begin < rows; begin += kChunk) {
        const size_t count = std::min(kChunk, rows - begin);
        unasked_ += count;
        if (unasked_ > kChunk && Cancelled()) {
          return absl::CancelledError("the caller ended the ranking");
        }
        ScanChunk(plan, begin, count);
      }
    }
    return absl::OkStatus();
  }

  bool Cancelled() {
    unasked_ = 0;
    return options_.cancelled && *options_.cancelled && (*options_.cancelled)();
  }

  // Rows [begin, begin + count) of the block.
  void ScanChunk(const BlockPlan& plan, size_t begin, size_t count) {
    words_ = (count + 63) / 64;
    std::memset(buffers_.marks, plan.base_mark(), count);
    for (const Gate& gate : plan.gates()) {
      if (gate.is_certificate) {
        MarkCertificate(gate, begin, count);
      } else if (gate.asks) {
        MarkAsking(gate, plan.block(), begin, count);
      } else {
        Mark(gate, begin, count, buffers_.marks);
      }
    }
    SelectUnmarked(buffers_.marks, count, kUnmetMark, buffers_.possible_rows);
    SelectUnmarked(buffers_.marks, count, kUnmetMark | kUnknownMark,
                   buffers_.eligible_rows);
    const auto first = plan.block().begin + static_cast<int32_t>(begin);
    CountStandings(first);
    SelectWhatMatters(count);
    if (left_ == 0) return;
    for (size_t j = 0; j < left_; ++j) {
      buffers_.sums[j] = MakeRowKey(StandingAt(j), plan.base());
    }
    if (Score(plan, begin)) {
      Settle(plan, first);
      return;
    }
    for (size_t j = 0; j < left_; ++j) {
      Offer(first + static_cast<int32_t>(buffers_.positions[j]),
            buffers_.sums[j]);
    }
  }

  // marks[i] |= the table's, by the codes of the gate.
  static void Mark(const Gate& gate, size_t begin, size_t count,
                   uint8_t* marks) {
    const uint8_t* table = gate.table.data();
    const uint8_t* codes = gate.codes->codes;
    switch (gate.codes->width) {
      case 1:
        MarkByTable(codes + begin, count, table, gate.codes->entries.size(),
                    marks);
        return;
      case 2:
        MarkByLongTable(reinterpret_cast<const uint16_t*>(codes) + begin, count,
                        table, marks);
        return;
      default: {
        const auto* wide = reinterpret_cast<const uint32_t*>(codes) + begin;
        for (size_t i = 0; i < count; ++i) marks[i] |= table[wide[i]];
      }
    }
  }

  // What all certificates say, then what that means.
  void MarkCertificate(const Gate& gate, size_t begin, size_t count) {
    uint8_t* says = buffers_.of_gate;
    if (gate.codes == nullptr) {
      std::memset(says, gate.table[0], count);
    } else {
      std::memset(says, 0, count);
      Mark(gate, begin, count, says);
    }
    for (const Gate::Held& held : gate.held) {
      if (held.codes->width == 2) {
        AddSays<uint16_t>(held, begin / kChunk, says);
      } else {
        AddSays<uint32_t>(held, begin / kChunk, says);
      }
    }
    MarkByTable(says, count, kMarksOfSays.data(), kSaysValues, buffers_.marks);
  }

  template <class Code>
  static void AddSays(const Gate::Held& held, size_t chunk, uint8_t* says) {
    const uint16_t* positions = held.codes->positions;
    const auto* codes = reinterpret_cast<const Code*>(held.codes->words);
    const HoldingTable& table = *held.table;
    const uint32_t end = held.codes->begin[chunk + 1];
    for (uint32_t i = held.codes->begin[chunk]; i < end; ++i) {
      says[positions[i]] |= table.At(codes[i]);
    }
  }

  // Asks the sites of rows whose codes do not say it, unless another gate is
  // missed already.
  void MarkAsking(const Gate& gate, const Block& block, size_t begin,
                  size_t count) {
    uint8_t* marks = buffers_.of_gate;
    if (gate.codes == nullptr) {
      std::memset(marks, gate.table[0], count);
    } else {
      std::memset(marks, 0, count);
      Mark(gate, begin, count, marks);
    }
    uint64_t* asked = buffers_.possible_rows;
    SelectUnmarked(marks, count, kAskMark, asked);
    if (keep_unmet_) {
      std::fill_n(buffers_.eligible_rows, words_, ~uint64_t{0});
    } else {
      SelectUnmarked(buffers_.marks, count, kUnmetMark, buffers_.eligible_rows);
    }
    for (size_t w = 0; w < words_; ++w) {
      asked[w] = ~asked[w] & buffers_.eligible_rows[w];
    }
    if (count % 64 != 0) {
      asked[words_ - 1] &= (uint64_t{1} << count % 64) - 1;
    }
    const int32_t* sites =
        segment_.site_numbers() + block.begin + static_cast<int32_t>(begin);
    ForEachBit(asked, words_, [&](size_t i) {
      marks[i] = MarkOf(gate.judge->VerdictAt(sites[i]));
    });
    for (size_t i = 0; i < count; ++i) {
      buffers_.marks[i] |= marks[i] & (kUnmetMark | kUnknownMark);
    }
  }

  // `first`: of the chunk.
  void CountStandings(int32_t first) {
    if (pass_ == Pass::kSecond) return;
    ForEachBit(buffers_.possible_rows, words_, [&](size_t i) {
      const int32_t supplier =
          segment_.supplier(first + static_cast<int32_t>(i));
      possible_ += buffers_.possible.Set(supplier) ? 1 : 0;
    });
    ForEachBit(buffers_.eligible_rows, words_, [&](size_t i) {
      const int32_t supplier =
          segment_.supplier(first + static_cast<int32_t>(i));
      eligible_ += buffers_.eligible.Set(supplier) ? 1 : 0;
    });
  }

  Standing StandingAt(size_t j) const {
    return StandingOfMark(buffers_.marks[buffers_.positions[j]]);
  }

  // The rows whose scores can matter: of standings that are wanted and that
  // still reach the best.
  void SelectWhatMatters(size_t count) {
    bool matters[kStandings];
    for (size_t s = 0; s < kStandings; ++s) {
      const RowKey most = MakeRowKey(static_cast<Standing>(s), kScoresMask);
      matters[s] = pass_ == Pass::kFirst
                       ? options_.after != nullptr
                       : options_.standings[s] && top_.Reaches(most);
    }
    const auto wants = [&](Standing standing) {
      return matters[static_cast<size_t>(standing)] ? ~uint64_t{0} : 0;
    };
    left_ = 0;
    for (size_t w = 0; w < words_; ++w) {
      const uint64_t eligible = buffers_.eligible_rows[w];
      const uint64_t possible = buffers_.possible_rows[w];
      uint64_t rows = (eligible & wants(Standing::kEligible)) |
                      (possible & ~eligible & wants(Standing::kConditional));
      if (keep_unmet_) rows |= ~possible & wants(Standing::kIneligible);
      const size_t rest = count - w * 64;
      if (rest < 64) rows &= (uint64_t{1} << rest) - 1;
      for (; rows != 0; rows &= rows - 1) {
        buffers_.positions[left_++] = static_cast<uint32_t>(
            w * 64 + static_cast<size_t>(std::countr_zero(rows)));
      }
    }
  }

  // Scores the rows that are left, and drops those that cannot be among the
  // best. Returns whether sums are only the most that sites may say.
  bool Score(const BlockPlan& plan, size_t begin) {
    const auto& steps = plan.scores();
    bool asks = false;
    for (size_t s = 0; s < steps.size() && left_ > 0; ++s) {
      Add(steps[s], plan, begin);
      asks |= steps[s].judge->subject() == Subject::kSite;
      const bool last = s + 1 == steps.size();
      if ((s + 1) % kStepsAtOnce == 0 || (last && asks)) {
        KeepWhatReaches(steps[s].most_after);
      }
    }
    return asks;
  }

  // Asks the sites of rows and offers them, the most promising first: then most
  // of the others need not be asked.
  void Settle(const BlockPlan& plan, int32_t first) {
    uint64_t* order = buffers_.order;
    for (size_t j = 0; j < left_; ++j) {
      order[j] = uint64_t{buffers_.sums[j]} << 32 | j;
    }
    size_t settled = 0;
    if (pass_ != Pass::kFirst && left_ > options_.limit) {
      settled = options_.limit;
      std::nth_element(order, order + settled, order + left_, std::greater());
      for (size_t i = 0; i < settled; ++i) SettleRow(plan, first, order[i]);
      top_.Tighten();
    }
    for (size_t i = settled; i < left_; ++i) {
      const auto most = static_cast<RowKey>(order[i] >> 32);
      if (pass_ == Pass::kFirst || top_.Reaches(most)) {
        SettleRow(plan, first, order[i]);
      }
    }
  }

  // Puts what sites say in place of the most that they could have said.
  void SettleRow(const BlockPlan& plan, int32_t first, uint64_t place) {
    const auto j = static_cast<uint32_t>(place);
    const int32_t row = first + static_cast<int32_t>(buffers_.positions[j]);
    const int32_t in_block = row - plan.block().begin;
    RowKey key = buffers_.sums[j];
    for (const ScoreStep& step : plan.scores()) {
      if (step.judge->subject() != Subject::kSite) continue;
      const Judged known = step.codes == nullptr
                               ? step.bound
                               : step.Load(step.codes->CodeAt(in_block));
      if ((known & kAskSite) == 0) continue;
      key -= known & kScoresMask;
      key += plan.JudgeSite(step, in_block) & kScoresMask;
    }
    Offer(row, key);
  }

  // Drops the rows that are not among the best even if `most` is added.
  void KeepWhatReaches(Judged most) {
    if (pass_ == Pass::kFirst) return;
    const RowKey floor = top_.floor();
    if (floor <= most) return;
    left_ = KeepAtLeast(floor - most, left_, buffers_.positions, buffers_.sums);
  }

  void Add(const ScoreStep& step, const BlockPlan& plan, size_t begin) {
    if (step.codes == nullptr) {
      for (size_t j = 0; j < left_; ++j) {
        buffers_.sums[j] += step.bound & kScoresMask;
      }
      return;
    }
    const auto width = static_cast<size_t>(step.codes->width);
    const uint8_t* codes = step.codes->codes + begin * width;
    for (size_t done = 0; done < left_;) {
      done += AddByTable(codes, width, buffers_.positions + done, left_ - done,
                         step.table.data(), buffers_.sums + done);
      // It stopped at an entry that is not judged yet, some few rows ahead.
      const size_t end = std::min(left_, done + kKernelPadding);
      for (size_t j = done; j < end; ++j) {
        const uint32_t code = step.codes->CodeAt(
            static_cast<int32_t>(begin + buffers_.positions[j]));
        if (step.Load(code) == 0) plan.JudgeCode(step, code);
      }
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
    const int32_t following = segment_.FindAfter(after.supplier);
    const RowKey key =
        MakeRowKey(after.standing, static_cast<Judged>(after.score) << 14 |
                                       static_cast<Judged>(after.score_high));
    after_ = OrderOf(key, 0) + static_cast<uint64_t>(following);
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
  const Binding& binding_;
  const ScanOptions& options_;
  const bool keep_unmet_;
  Workspace::Buffers& buffers_;
  TopRows top_;
  uint64_t after_ = 0;
  Pass pass_ = Pass::kOnly;

  int32_t eligible_ = 0;  // suppliers with an ELIGIBLE row
  int32_t possible_ = 0;  // suppliers with a row that misses no gate
  size_t unasked_ = 0;    // rows since `cancelled` was asked
  size_t words_ = 0;      // of 64 rows of the chunk
  size_t left_ = 0;       // rows of the chunk that are scored
};

absl::StatusOr<ScanResult> ScanPart(const index::Snapshot::Part& part,
                                    const Binding& binding,
                                    const ScanOptions& options,
                                    Workspace& workspace) {
  return PartScan(part, binding, options, workspace).Run();
}

}  // namespace ketnoi::match
