#include "matcher/match/funnel.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "matcher/match/chunk_scorer.h"
#include "matcher/match/gate_marker.h"
#include "matcher/match/top_rows.h"

namespace ketnoi::match {
namespace {

using index::Segment;
using index::Snapshot;

constexpr size_t kPlanes = 8;  // of 8 gates each

// By tables: without an instruction for it, std::popcount is a call.
constexpr std::array<uint8_t, 256> kBitCounts = [] {
  std::array<uint8_t, 256> counts{};
  for (size_t i = 1; i < 256; ++i) {
    counts[i] = static_cast<uint8_t>(counts[i / 2] + i % 2);
  }
  return counts;
}();

uint8_t CountBits(uint64_t bits) {
  uint8_t count = kBitCounts[bits & 0xFF];
  while ((bits >>= 8) != 0) {
    count = static_cast<uint8_t>(count + kBitCounts[bits & 0xFF]);
  }
  return count;
}

// A near miss of one segment.
struct Miss {
  int32_t missed;  // how many gates
  NearMiss near;
};

}  // namespace

struct FunnelWorkspace::Buffers {
  // What its rows do; all 0 if none was seen.
  struct Seen {
    uint64_t past = 0;     // gates that one gets past, bit by gate
    uint64_t reached = 0;  // 1 + the most gates from the first on
  };
  std::vector<Seen> suppliers;  // of the segment; cleared after use
  std::vector<int32_t> seen;    // suppliers
  // By row, in the order of the plans: how many gates it misses.
  std::vector<uint8_t> missed;

  alignas(kKernelPadding) uint8_t of_gate[kChunk + kKernelPadding];
  // Of a chunk: gates that rows miss, 8 in a plane.
  uint8_t planes[kPlanes][kChunk];
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
        gates_(static_cast<size_t>(std::popcount(program_.gates))),
        buffers_(*workspace.buffers_) {
    const auto suppliers = static_cast<size_t>(segment_.supplier_count());
    if (buffers_.suppliers.size() < suppliers) {
      buffers_.suppliers.resize(suppliers);
    }
    size_t rows = 0;
    for (const BlockPlan& plan : binding.plans()) {
      rows += static_cast<size_t>(plan.block().size());
    }
    buffers_.missed.resize(rows);
  }

  // Adds to `funnel`, whose gates are there, and to `misses`.
  absl::Status Run(Funnel& funnel, std::vector<Miss>& misses) {
    absl::Status status =
        ForEachChunk([this](const BlockPlan& plan, size_t begin, size_t count) {
          SeeRows(plan, begin, count);
        });
    if (status.ok() && query_.most_missed > 0 && query_.limit > 0) {
      status = FindMisses(misses);
    }
    Count(funnel);
    return status;
  }

 private:
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

  // The place of a gate among the gates.
  size_t GateOf(size_t step) const {
    const uint64_t before = (uint64_t{1} << step) - 1;
    return static_cast<size_t>(std::popcount(program_.gates & before));
  }

  void SeeRows(const BlockPlan& plan, size_t begin, size_t count) {
    const size_t planes = (gates_ + 7) / 8;
    for (size_t p = 0; p < planes; ++p) {
      std::memset(buffers_.planes[p], 0, count);
    }
    uint64_t by_all = 0;
    for (uint64_t steps = plan.base_missed(); steps != 0; steps &= steps - 1) {
      by_all |= uint64_t{1}
                << GateOf(static_cast<size_t>(std::countr_zero(steps)));
    }
    for (const Gate& gate : plan.gates()) {
      std::memset(buffers_.of_gate, 0, count);
      buffers_.marker.Mark(plan, gate, begin, count, false, buffers_.of_gate);
      AddToPlane(GateOf(gate.step), count);
    }
    const auto first = plan.block().begin + static_cast<int32_t>(begin);
    uint8_t* counts = &buffers_.missed[row_];
    row_ += count;
    for (size_t i = 0; i < count;) {
      // Rows of a supplier follow each other.
      const int32_t supplier =
          segment_.supplier(first + static_cast<int32_t>(i));
      uint64_t past = 0;
      uint64_t reached = 0;
      do {
        uint64_t missed = by_all;
        for (size_t p = 0; p < planes; ++p) {
          missed |= uint64_t{buffers_.planes[p][i]} << 8 * p;
        }
        counts[i] = CountBits(missed);
        past |= ~missed;
        const auto gets_past = std::min<uint64_t>(
            gates_, static_cast<uint64_t>(std::countr_zero(missed)));
        reached = std::max(reached, 1 + gets_past);
        ++i;
      } while (i < count &&
               segment_.supplier(first + static_cast<int32_t>(i)) == supplier);
      auto& seen = buffers_.suppliers[static_cast<size_t>(supplier)];
      if (seen.reached == 0) buffers_.seen.push_back(supplier);
      seen.past |= past;
      seen.reached = std::max(seen.reached, reached);
    }
  }

  void AddToPlane(size_t gate, size_t count) {
    static_assert(kUnmetMark == 1);
    uint8_t* plane = buffers_.planes[gate / 8];
    const auto shift = static_cast<int>(gate % 8);
    for (size_t i = 0; i < count; ++i) {
      plane[i] = static_cast<uint8_t>(
          plane[i] | (buffers_.of_gate[i] & kUnmetMark) << shift);
    }
  }

  bool GetsPastAll(int32_t supplier) const {
    return buffers_.suppliers[static_cast<size_t>(supplier)].reached ==
           1 + gates_;
  }

  // Adds up what was seen, and forgets it.
  void Count(Funnel& funnel) {
    const uint64_t all =
        gates_ == 64 ? ~uint64_t{0} : (uint64_t{1} << gates_) - 1;
    for (const int32_t supplier : buffers_.seen) {
      const auto [past, reached] =
          std::exchange(buffers_.suppliers[static_cast<size_t>(supplier)], {});
      if (part_.replaced->Test(supplier)) continue;
      ++funnel.candidates;
      for (uint64_t left = all & ~past; left != 0; left &= left - 1) {
        ++funnel.gates[static_cast<size_t>(std::countr_zero(left))].alone;
      }
      if (reached == 1 + gates_) {
        ++funnel.past_all;
      } else {
        ++funnel.gates[reached - 1].in_order;
      }
    }
    buffers_.seen.clear();
  }

  // A key has, in place of the standing, how few gates are missed.
  absl::Status FindMisses(std::vector<Miss>& misses) {
    TopRows top(segment_, static_cast<size_t>(query_.limit));
    buffers_.scorer.Clear();
    size_t place = 0;
    const absl::Status status =
        ForEachChunk([&](const BlockPlan& plan, size_t begin, size_t count) {
          ScoreMisses(plan, begin, &buffers_.missed[place], count, top);
          place += count;
        });
    if (!status.ok()) return status;
    buffers_.scorer.Finish(top, [&](int32_t row, RowKey key) {
      top.Offer({segment_.supplier(row), row, key});
    });
    for (const Candidate& candidate : top.Take()) {
      misses.push_back(MissOf(candidate));
    }
    return status;
  }

  void ScoreMisses(const BlockPlan& plan, size_t begin, const uint8_t* missed,
                   size_t count, TopRows& top) {
    const auto first = plan.block().begin + static_cast<int32_t>(begin);
    buffers_.scorer.Start(plan, begin);
    for (size_t i = 0; i < count; ++i) {
      if (missed[i] == 0 || missed[i] > query_.most_missed) continue;
      const RowKey rank = RankOf(missed[i]);
      if (!top.Reaches(rank << 28 | kScoresMask)) continue;
      const int32_t supplier =
          segment_.supplier(first + static_cast<int32_t>(i));
      if (GetsPastAll(supplier) || part_.replaced->Test(supplier)) continue;
      buffers_.scorer.Add(i, rank);
    }
    if (buffers_.scorer.empty()) return;
    buffers_.scorer.OfferTo(&top, [&](int32_t row, RowKey key) {
      top.Offer({segment_.supplier(row), row, key});
    });
  }

  static RowKey RankOf(int32_t missed) {
    return static_cast<RowKey>(kMostMissed - missed);
  }

  Miss MissOf(const Candidate& candidate) const {
    NearMiss near;
    near.key = {Standing::kIneligible, ScoreOf(candidate.key),
                ScoreHighOf(candidate.key),
                std::string(segment_.id(candidate.supplier))};
    near.capability = segment_.capability(candidate.row);
    near.site = segment_.site(candidate.row);
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
  const size_t gates_;
  FunnelWorkspace::Buffers& buffers_;
  size_t row_ = 0;  // of those seen
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
  for (const Snapshot::Part& part : snapshot.parts()) {
    const auto binding = bound.Bind(part.segment, true);
    const absl::Status status =
        FunnelScan(part, *binding, query, workspace).Run(funnel, misses);
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
  return funnel;
}

}  // namespace ketnoi::match
