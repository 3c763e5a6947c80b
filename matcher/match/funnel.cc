#include "matcher/match/funnel.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "matcher/match/bits.h"
#include "matcher/match/chunk_scorer.h"
#include "matcher/match/funnel_kernel.h"
#include "matcher/match/gate_marker.h"
#include "matcher/match/kernel.h"
#include "matcher/match/miss_sets.h"
#include "matcher/match/top_rows.h"

namespace ketnoi::match {
namespace {

using index::Segment;
using index::Snapshot;

constexpr size_t kPlanes = 8;  // of 8 gates each

// A near miss of one segment.
struct Miss {
  int32_t missed;  // how many gates
  NearMiss near;
};

}  // namespace

struct FunnelWorkspace::Buffers {
  // By plane and supplier of the segment: what its rows get past, as FindPast
  // says it of a row.
  std::vector<uint16_t> past[kPlanes];
  // By row, in the order of the plans: how many gates it misses.
  std::vector<uint8_t> missed;

  // Of a chunk: what one gate says; gates that rows miss, by plane, and in
  // planes before one; what rows get past, and what their suppliers did not
  // before.
  alignas(kKernelPadding) uint8_t of_gate[kChunk + kKernelPadding];
  uint8_t planes[kPlanes][kChunk + kKernelPadding];
  uint8_t earlier[kChunk + kKernelPadding];
  uint16_t row_past[kChunk + kKernelPadding];
  uint16_t added[kChunk + kKernelPadding];
  uint64_t near_rows[kChunkWords];
  GateMarker marker;
  ChunkScorer scorer;
};

// Default-initialized: the arrays are written before they are read.
FunnelWorkspace::FunnelWorkspace() : buffers_(new Buffers) {}
FunnelWorkspace::~FunnelWorkspace() = default;

// Of one part.
class FunnelScan {
 public:
  // `binding`: to the part's segment, with keep_unmet.
  FunnelScan(const Snapshot::Part& part, const Binding& binding,
             const FunnelQuery& query, FunnelWorkspace& workspace)
      : part_(part),
        segment_(*part.segment),
        binding_(binding),
        program_(binding.scorer().program()),
        query_(query),
        buffers_(*workspace.buffers_) {
    for (const BlockPlan& plan : binding.plans()) {
      rows_ += static_cast<size_t>(plan.block().size());
      missable_ |= plan.base_missed();
      for (const Gate& gate : plan.gates()) {
        missable_ |= uint64_t{1} << gate.step;
      }
    }
    gates_ = static_cast<size_t>(std::popcount(missable_));
    planes_ = (gates_ + 7) / 8;
  }

  // Adds to `funnel`, whose gates are there, to `misses` and `groups`.
  absl::Status Run(Funnel& funnel, std::vector<Miss>& misses,
                   MissCounts& groups) {
    ForgetSuppliers();
    buffers_.missed.resize(finds_misses() ? rows_ + kKernelPadding : 0);
    size_t row = 0;
    absl::Status status =
        ForEachChunk([&](const BlockPlan& plan, size_t begin, size_t count) {
          FindMissed(plan, begin, count);
          AddSuppliers(plan.block().begin + static_cast<int32_t>(begin), count);
          if (finds_misses()) CountMissed(&buffers_.missed[row], count);
          row += count;
        });
    if (status.ok() && finds_misses()) status = FindMisses(misses);
    if (status.ok() && query_.with_groups && gates_ > 0) {
      status = FindGroups(groups);
    }
    if (status.ok()) Count(funnel);
    return status;
  }

 private:
  bool finds_misses() const {
    return query_.most_missed > 0 && query_.limit > 0 && gates_ > 0;
  }

  template <class Use>
  absl::Status ForEachChunk(Use use) {
    size_t unasked = 0;
    for (const BlockPlan& plan : binding_.plans()) {
      const auto rows = static_cast<size_t>(plan.block().size());
      for (size_t begin = 0; begin < rows; begin += kChunk) {
        const size_t count = std::min(kChunk, rows - begin);
        unasked += count;
        if (unasked > kChunk) {
          unasked = 0;
          if (query_.cancelled && query_.cancelled()) {
            return absl::CancelledError("the caller ended the funnel");
          }
        }
        use(plan, begin, count);
      }
    }
    return absl::OkStatus();
  }

  // Nobody got past anything, and whoever is replaced past everything: so they
  // never add to what is counted. Looks at the rows if they are few.
  void ForgetSuppliers() {
    constexpr uint16_t kAll = 0xFFFF;
    const auto suppliers = static_cast<size_t>(segment_.supplier_count());
    for (size_t p = 0; p < planes_; ++p) {
      std::vector<uint16_t>& past = buffers_.past[p];
      if (past.size() < suppliers) past.resize(suppliers);
      if (rows_ < suppliers / 8) {
        for (const BlockPlan& plan : binding_.plans()) {
          for (int32_t row = plan.block().begin; row < plan.block().end;
               ++row) {
            const int32_t supplier = segment_.supplier(row);
            past[static_cast<size_t>(supplier)] =
                part_.replaced->Test(supplier) ? kAll : 0;
          }
        }
        continue;
      }
      std::fill_n(past.begin(), suppliers, uint16_t{0});
      for (size_t w = 0; w < (suppliers + 63) / 64; ++w) {
        const uint64_t replaced = part_.replaced->Word(w);
        ForEachBit(&replaced, 1, [&](size_t i) { past[w * 64 + i] = kAll; });
      }
    }
  }

  // The place of a gate among those that rows can miss.
  size_t PlaceOf(size_t step) const {
    const uint64_t before = (uint64_t{1} << step) - 1;
    return static_cast<size_t>(std::popcount(missable_ & before));
  }

  // Fills the planes.
  void FindMissed(const BlockPlan& plan, size_t begin, size_t count) {
    uint64_t by_all = 0;
    const uint64_t steps = plan.base_missed();
    ForEachBit(&steps, 1,
               [&](size_t step) { by_all |= uint64_t{1} << PlaceOf(step); });
    for (size_t p = 0; p < planes_; ++p) {
      std::memset(buffers_.planes[p], static_cast<uint8_t>(by_all >> 8 * p),
                  count);
    }
    for (const Gate& gate : plan.gates()) {
      std::memset(buffers_.of_gate, 0, count);
      buffers_.marker.Mark(plan, gate, begin, count, false, buffers_.of_gate);
      const size_t place = PlaceOf(gate.step);
      AddMissed(buffers_.of_gate, count, static_cast<uint8_t>(1 << place % 8),
                buffers_.planes[place / 8]);
    }
  }

  // Adds what the chunk's rows get past to their suppliers. `first`: of it.
  void AddSuppliers(int32_t first, size_t count) {
    for (size_t p = 0; p < planes_; ++p) {
      FindPast(buffers_.planes[p], p == 0 ? nullptr : buffers_.earlier, count,
               buffers_.row_past);
      uint16_t* past = buffers_.past[p].data();
      for (size_t i = 0; i < count; ++i) {
        uint16_t& of_supplier = past[static_cast<size_t>(
            segment_.supplier(first + static_cast<int32_t>(i)))];
        const uint16_t before = of_supplier;
        const uint16_t row_past = buffers_.row_past[i];
        of_supplier = before | row_past;
        buffers_.added[i] = static_cast<uint16_t>(row_past & ~before);
      }
      CountColumns(buffers_.added, count, suppliers_past_[p]);
      if (p + 1 == planes_) break;
      if (p == 0) std::memset(buffers_.earlier, 0, count);
      for (size_t i = 0; i < count; ++i) {
        buffers_.earlier[i] |= buffers_.planes[p][i];
      }
    }
  }

  void CountMissed(uint8_t* counts, size_t count) const {
    std::memset(counts, 0, count);
    for (size_t p = 0; p < planes_; ++p) {
      AddBitCounts(buffers_.planes[p], count, counts);
    }
  }

  // Suppliers that get past the gates [0, place], were these all there are.
  int32_t PastFirst(size_t place) const {
    return suppliers_past_[place / 8][8 + place % 8];
  }

  void Count(Funnel& funnel) const {
    const int32_t candidates = part_.CandidateCount(program_.category);
    int32_t before = candidates;
    size_t place = 0;
    for (FunnelGate& gate : funnel.gates) {
      if ((missable_ >> gate.step & 1) == 0) continue;
      gate.alone += candidates - suppliers_past_[place / 8][place % 8];
      gate.in_order += before - PastFirst(place);
      before = PastFirst(place);
      ++place;
    }
    funnel.candidates += candidates;
    funnel.past_all += before;
  }

  // What each supplier that does not get past all misses, in a second pass.
  absl::Status FindGroups(MissCounts& groups) {
    MissCounter counter(segment_.supplier_count());
    const absl::Status status =
        ForEachChunk([&](const BlockPlan& plan, size_t begin, size_t count) {
          FindMissed(plan, begin, count);
          const auto first = plan.block().begin + static_cast<int32_t>(begin);
          for (size_t i = 0; i < count; ++i) {
            const uint64_t places = MissedAt(i);
            if (std::popcount(places) > kMostDropped) continue;
            const int32_t supplier =
                segment_.supplier(first + static_cast<int32_t>(i));
            if (!GetsPastAll(supplier)) counter.Add(supplier, places);
          }
        });
    if (!status.ok()) return status;
    counter.AddTo(groups, [this](uint64_t places) { return StepsOf(places); });
    return status;
  }

  // By place; of a row of the chunk whose planes are filled.
  uint64_t MissedAt(size_t i) const {
    uint64_t places = 0;
    for (size_t p = 0; p < planes_; ++p) {
      places |= uint64_t{buffers_.planes[p][i]} << 8 * p;
    }
    return places;
  }

  // The gates at these places, bit by step.
  uint64_t StepsOf(uint64_t places) const {
    uint64_t steps = 0;
    uint64_t gates = missable_;
    for (; places != 0; places >>= 1, gates &= gates - 1) {
      if ((places & 1) != 0) steps |= gates & -gates;
    }
    return steps;
  }

  // A key has, in place of the standing, how few gates are missed.
  absl::Status FindMisses(std::vector<Miss>& misses) {
    TopRows top(segment_, static_cast<size_t>(query_.limit));
    buffers_.scorer.Clear();
    size_t row = 0;
    const absl::Status status =
        ForEachChunk([&](const BlockPlan& plan, size_t begin, size_t count) {
          ScoreMisses(plan, begin, &buffers_.missed[row], count, top);
          row += count;
        });
    if (!status.ok()) return status;
    buffers_.scorer.Finish(top, [&](int32_t row_number, RowKey key) {
      top.Offer({segment_.supplier(row_number), row_number, key});
    });
    for (const Candidate& candidate : top.Take()) {
      misses.push_back(MissOf(candidate));
    }
    return status;
  }

  void ScoreMisses(const BlockPlan& plan, size_t begin, const uint8_t* missed,
                   size_t count, TopRows& top) {
    int32_t most = query_.most_missed;
    while (most > 0 && !top.Reaches(RankOf(most) << 28 | kScoresMask)) --most;
    if (most == 0) return;
    for (size_t i = 0; i < count; ++i) {
      const auto more = static_cast<uint8_t>(missed[i] - 1);
      buffers_.of_gate[i] = more < most ? 0 : 1;
    }
    SelectUnmarked(buffers_.of_gate, count, 1, buffers_.near_rows);
    buffers_.scorer.Start(plan, begin);
    const auto first = plan.block().begin + static_cast<int32_t>(begin);
    for (size_t w = 0; w < (count + 63) / 64; ++w) {
      uint64_t rows = buffers_.near_rows[w];
      ForEachBit(&buffers_.near_rows[w], 1, [&](size_t bit) {
        const int32_t row = first + static_cast<int32_t>(w * 64 + bit);
        rows ^= uint64_t{GetsPastAll(segment_.supplier(row))} << bit;
      });
      ForEachBit(&rows, 1, [&](size_t bit) {
        buffers_.scorer.Add(w * 64 + bit, RankOf(missed[w * 64 + bit]));
      });
    }
    if (buffers_.scorer.empty()) return;
    buffers_.scorer.OfferTo(&top, [&](int32_t row, RowKey key) {
      top.Offer({segment_.supplier(row), row, key});
    });
  }

  // Or is replaced.
  bool GetsPastAll(int32_t supplier) const {
    const uint16_t past =
        buffers_.past[planes_ - 1][static_cast<size_t>(supplier)];
    return (past >> (8 + (gates_ - 1) % 8) & 1) != 0;
  }

  static RowKey RankOf(int32_t missed) {
    return static_cast<RowKey>(kMostMissed - missed);
  }

  Miss MissOf(const Candidate& candidate) const {
    NearMiss near;
    near.key = {Standing::kIneligible, ScoreOf(candidate.key),
                ScoreHighOf(candidate.key), segment_.id(candidate.supplier)};
    near.capability = segment_.capability(candidate.row);
    near.site = segment_.site(candidate.row);
    near.segment = &segment_;
    near.row = candidate.row;
    const auto judgements = binding_.scorer().JudgeRow(candidate.row);
    for (size_t i = 0; i < judgements.size(); ++i) {
      const bool gate = (program_.gates >> i & 1) != 0;
      if (gate && judgements[i].verdict == Verdict::kUnmet) {
        near.missed |= uint64_t{1} << i;
      }
    }
    return {std::popcount(near.missed), std::move(near)};
  }

  const Snapshot::Part& part_;
  const Segment& segment_;
  const Binding& binding_;
  const Program& program_;
  const FunnelQuery& query_;
  FunnelWorkspace::Buffers& buffers_;
  size_t rows_ = 0;
  uint64_t missable_ = 0;  // gates that a row may miss, bit by step
  size_t gates_ = 0;       // how many these are
  size_t planes_ = 0;      // for them
  // By plane, and by bit as FindPast has them.
  int32_t suppliers_past_[kPlanes][16] = {};
};

absl::StatusOr<Funnel> MakeFunnel(const BoundProgram& bound,
                                  const Snapshot& snapshot,
                                  const FunnelQuery& query,
                                  FunnelWorkspace& workspace) {
  Funnel funnel;
  const uint64_t gates = bound.program().gates;
  for (uint64_t left = gates; left != 0; left &= left - 1) {
    funnel.gates.push_back({static_cast<size_t>(std::countr_zero(left)), 0, 0});
  }
  std::vector<Miss> misses;
  MissCounts groups;
  for (const Snapshot::Part& part : snapshot.parts()) {
    const auto binding = bound.Bind(part.segment, true);
    const absl::Status status = FunnelScan(part, *binding, query, workspace)
                                    .Run(funnel, misses, groups);
    if (!status.ok()) return status;
  }
  std::sort(misses.begin(), misses.end(), [](const Miss& a, const Miss& b) {
    if (a.missed != b.missed) return a.missed < b.missed;
    return Before(a.near.key, b.near.key);
  });
  if (misses.size() > static_cast<size_t>(query.limit)) {
    misses.resize(static_cast<size_t>(query.limit));
  }
  for (Miss& miss : misses) funnel.near_misses.push_back(std::move(miss.near));
  for (const auto& [missed, suppliers] : groups) {
    funnel.groups.push_back({missed, suppliers});
  }
  return funnel;
}

}  // namespace ketnoi::match
