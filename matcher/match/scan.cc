#include "matcher/match/scan.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <span>

#include "absl/status/status.h"
#include "matcher/index/bitmap.h"
#include "matcher/match/bits.h"
#include "matcher/match/chunk_scorer.h"
#include "matcher/match/gate_marker.h"
#include "matcher/match/kernel.h"

namespace ketnoi::match {
namespace {

using index::Bitmap;
using index::Segment;

}  // namespace

struct Workspace::Buffers {
  // Suppliers with a row that is ELIGIBLE; with one that misses no gate; with
  // one that does not rank after ScanOptions::after.
  Bitmap eligible;
  Bitmap possible;
  Bitmap before;

  // Of a chunk: marks of all rows; rows that miss no gate, that meet all.
  alignas(kKernelPadding) uint8_t marks[kChunk + kKernelPadding];
  uint64_t possible_rows[kChunkWords];
  uint64_t eligible_rows[kChunkWords];
  GateMarker marker;
  ChunkScorer scorer;
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
    buffers_.eligible.Clear(suppliers);
    buffers_.possible.Clear(suppliers);
    buffers_.scorer.Clear();
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
    result.eligible = CountCurrent(buffers_.eligible);
    result.conditional = CountCurrent(buffers_.possible) - result.eligible;
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
    buffers_.scorer.Finish(
        top_, [this](int32_t row, RowKey key) { Offer(row, key); });
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
      buffers_.marker.Mark(plan, gate, begin, count, !keep_unmet_,
                           buffers_.marks);
    }
    SelectUnmarked(buffers_.marks, count, kUnmetMark, buffers_.possible_rows);
    SelectUnmarked(buffers_.marks, count, kUnmetMark | kUnknownMark,
                   buffers_.eligible_rows);
    if (pass_ != Pass::kSecond) {
      const auto first = plan.block().begin + static_cast<int32_t>(begin);
      AddSuppliers(buffers_.possible_rows, first, buffers_.possible);
      AddSuppliers(buffers_.eligible_rows, first, buffers_.eligible);
    }
    // The best first, so that the others need not be looked at.
    for (size_t s = 0; s < kStandings; ++s) {
      OfferRows(plan, begin, count, static_cast<Standing>(s));
    }
  }

  // `first`: of the chunk.
  void AddSuppliers(const uint64_t* rows, int32_t first, Bitmap& suppliers) {
    ForEachBit(rows, words_, [&](size_t i) {
      suppliers.Set(segment_.supplier(first + static_cast<int32_t>(i)));
    });
  }

  // Takes those that were replaced out of the set.
  int32_t CountCurrent(Bitmap& suppliers) const {
    part_.replaced->RemoveFrom(suppliers);
    const auto& words = suppliers.words();
    return static_cast<int32_t>(CountBits(words.data(), words.size()));
  }

  // Whether scores of rows of this standing can matter.
  bool Matters(Standing standing) {
    if (standing == Standing::kIneligible && !keep_unmet_) return false;
    if (pass_ == Pass::kFirst) return options_.after != nullptr;
    if (!Wants(standing)) return false;
    const RowKey most = MakeRowKey(standing, kScoresMask);
    // Rows of a better standing may do; find out what waits.
    if (standing != Standing::kEligible && top_.Reaches(most)) {
      buffers_.scorer.OfferSome(
          top_, [this](int32_t row, RowKey key) { Offer(row, key); });
    }
    return top_.Reaches(most);
  }

  // Scores and offers the rows of the chunk that are of this standing.
  void OfferRows(const BlockPlan& plan, size_t begin, size_t count,
                 Standing standing) {
    if (!Matters(standing)) return;
    const RowKey rank = MakeRowKey(standing, 0) >> 28;
    buffers_.scorer.Start(plan, begin);
    for (size_t w = 0; w < words_; ++w) {
      const uint64_t eligible = buffers_.eligible_rows[w];
      const uint64_t possible = buffers_.possible_rows[w];
      uint64_t rows = standing == Standing::kEligible ? eligible
                      : standing == Standing::kConditional
                          ? possible & ~eligible
                          : ~possible;
      const size_t rest = count - w * 64;
      if (rest < 64) rows &= (uint64_t{1} << rest) - 1;
      ForEachBit(&rows, 1,
                 [&](size_t bit) { buffers_.scorer.Add(w * 64 + bit, rank); });
    }
    if (buffers_.scorer.empty()) return;
    buffers_.scorer.OfferTo(
        pass_ == Pass::kFirst ? nullptr : &top_,
        [this](int32_t row, RowKey key) { Offer(row, key); });
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
    const int32_t following = segment_.FindAfter(after.id);
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

  size_t unasked_ = 0;  // rows since `cancelled` was asked
  size_t words_ = 0;    // of 64 rows of the chunk
};

absl::StatusOr<ScanResult> ScanPart(const index::Snapshot::Part& part,
                                    const Binding& binding,
                                    const ScanOptions& options,
                                    Workspace& workspace) {
  return PartScan(part, binding, options, workspace).Run();
}

}  // namespace ketnoi::match
