// What is ranked and shown depends on the suppliers only, not on the segments
// that writes and merges have left.

#include <algorithm>
#include <memory>
#include <vector>

#include "matcher/index/segment_merger.h"
#include "tests/matcher/match/agreement.h"

namespace ketnoi::match {
namespace {

using index::Snapshot;
using model::Supplier;
using testing::Dice;
using testing::RandomWorld;

// Some of the snapshot's parts, merged.
index::Fold FoldSome(const Snapshot& snapshot, Dice& dice) {
  index::Fold fold;
  for (const index::Part& part : snapshot.parts()) {
    if (dice.Chance(60)) fold.parts.push_back(part);
  }
  fold.merged = index::MergeSegments(snapshot.reference(), fold.parts,
                                     [] { return false; });
  return fold;
}

// Writes the suppliers of `world` in small steps, with detours: some are first
// written as others, some are written and deleted. Meanwhile parts are merged,
// and the merges are taken in later.
std::shared_ptr<const Snapshot> WriteInSteps(const RandomWorld& world,
                                             Dice& dice) {
  std::vector<index::Change> changes;
  for (const auto& supplier : world.suppliers) {
    if (dice.Chance(40)) {
      changes.push_back(
          {supplier->id, testing::RandomSupplier(*world.reference, world.as_of,
                                                 supplier->id, dice)});
    }
    if (dice.Chance(20)) changes.push_back({supplier->id, nullptr});
  }
  for (const char* id : {"gone", "never"}) {
    changes.push_back(
        {id, testing::RandomSupplier(*world.reference, world.as_of, id, dice)});
  }
  for (const auto& supplier : world.suppliers) {
    changes.push_back({supplier->id, supplier});
  }
  for (const char* id : {"gone", "never"}) changes.push_back({id, nullptr});

  auto snapshot = Snapshot::Build(*world.reference, {}, 0);
  index::Fold fold = FoldSome(*snapshot, dice);
  for (size_t next = 0; next < changes.size();) {
    if (dice.Chance(20)) {
      snapshot = snapshot->Folded(fold);
      fold = FoldSome(*snapshot, dice);
    }
    const size_t count = std::min(changes.size() - next, size_t(dice.Below(4)));
    const auto begin = changes.begin() + ptrdiff_t(next);
    snapshot = snapshot->With({begin, begin + ptrdiff_t(count)},
                              snapshot->revision() + 1);
    next += count;
  }
  return snapshot->Folded(fold);
}

// What answers show of a supplier does not depend on what it is indexed with.
void CheckShown(const Match& match, const Match& alone,
                const Supplier& supplier) {
  const int32_t position = match.segment->supplier(match.row);
  ASSERT_EQ(match.segment->id(position), supplier.id);
  ASSERT_EQ(match.segment->names(position).vi, supplier.name_vi);
  ASSERT_EQ(match.segment->names(position).en, supplier.name_en);
  ASSERT_EQ(match.segment->composed(position), supplier.composed);
  const auto at = [](int32_t index) { return static_cast<size_t>(index); };
  ASSERT_EQ(match.segment->capability_id(match.row),
            match.capability < 0
                ? ""
                : supplier.capabilities[at(match.capability)].id);
  ASSERT_EQ(match.segment->site_id(match.row),
            match.site < 0 ? "" : supplier.sites[at(match.site)].id);
  for (size_t i = 0; i < match.criteria.size(); ++i) {
    ASSERT_EQ(match.criteria[i].offered, alone.criteria[i].offered) << i;
  }
}

void CheckSnapshot(const index::Snapshot& snapshot, const RandomWorld& world,
                   const CompiledCase& compiled) {
  ASSERT_EQ(snapshot.supplier_count(), int32_t(world.suppliers.size()));
  ASSERT_TRUE(
      SameRanking(AllPages(compiled.program, snapshot, Everything(), 3),
                  oracle::NaiveRank(compiled.question, world.suppliers)));
  for (const auto& supplier : world.suppliers) {
    const auto found = snapshot.Find(supplier->id);
    ASSERT_TRUE(found.has_value());
    const Match match = Explain(compiled.program, *found);
    ASSERT_TRUE(
        SameMatch(match, oracle::NaiveExplain(compiled.question, *supplier)));
    CheckShown(match, ExplainAlone(compiled, world, supplier), *supplier);
  }
  ASSERT_FALSE(snapshot.Find("gone").has_value());
}

TEST(SegmentsTest, DoNotMatter) {
  ForRandomCases(5, [](const RandomWorld& world, const CompiledCase& compiled,
                       Dice& dice) {
    const auto written = WriteInSteps(world, dice);
    CheckSnapshot(*written, world, compiled);
    index::Fold whole{written->parts(), nullptr};
    whole.merged = index::MergeSegments(*world.reference, whole.parts,
                                        [] { return false; });
    const auto folded = written->Folded(whole);
    ASSERT_EQ(folded->revision(), written->revision());
    ASSERT_EQ(folded->parts().size(), world.suppliers.empty() ? 0u : 1u);
    CheckSnapshot(*folded, world, compiled);
  });
}

}  // namespace
}  // namespace ketnoi::match
