// A segment that is read from its arrays ranks as the one that was written; of
// arrays that are damaged none does harm.

#include "matcher/index/segment_arrays.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "tests/matcher/match/agreement.h"

namespace ketnoi::match {
namespace {

using index::Segment;
using index::SegmentArrays;
using index::Snapshot;
using testing::Dice;
using testing::RandomWorld;
using Arrays = std::vector<std::vector<std::byte>>;

constexpr int kWorlds = 40;
constexpr int kDamagesPerWorld = 150;
constexpr int kCasesPerWorld = 4;

class CopiedArrays final : public index::ArraySource {
 public:
  explicit CopiedArrays(const Arrays& arrays) : arrays_(arrays) {}

  absl::StatusOr<size_t> NextBytes() override {
    if (next_ == arrays_.size()) return absl::OutOfRangeError("no more");
    return arrays_[next_].size();
  }
  absl::Status Read(std::span<std::byte> to) override {
    std::copy(arrays_[next_].begin(), arrays_[next_].end(), to.begin());
    ++next_;
    return absl::OkStatus();
  }

 private:
  const Arrays& arrays_;
  size_t next_ = 0;
};

Arrays ArraysOf(std::shared_ptr<const Segment> segment) {
  const SegmentArrays arrays(std::move(segment));
  Arrays copies;
  for (const auto& array : arrays.arrays()) {
    copies.emplace_back(array.begin(), array.end());
  }
  return copies;
}

absl::StatusOr<std::shared_ptr<const Segment>> Read(const RandomWorld& world,
                                                    const Arrays& arrays) {
  CopiedArrays source(arrays);
  return index::ReadSegment(*world.reference, source);
}

std::shared_ptr<const Snapshot> SnapshotOf(
    const RandomWorld& world, std::shared_ptr<const Segment> segment) {
  return Snapshot::Of(
      *world.reference,
      {index::WholePart(world.reference->categories, std::move(segment))}, 1);
}

// Ranks and explains everything; returns what orders it.
std::vector<RankKey> AskEverything(const CompiledCase& compiled,
                                   const Snapshot& snapshot) {
  RankQuery query;
  query.limit = 1000;
  for (bool& standing : query.standings) standing = true;
  std::vector<RankKey> keys;
  const auto ranking = Rank(compiled.program, snapshot, query);
  for (const Match& match : ranking->matches) keys.push_back(match.key);
  for (const auto& part : snapshot.parts()) {
    for (int32_t s = 0; s < part.segment->supplier_count(); ++s) {
      Explain(compiled.program, {part.segment.get(), s});
      part.segment->names(s);
    }
  }
  return keys;
}

// Changes one array as damage or malice would.
void Damage(Dice& dice, Arrays& arrays) {
  auto& array = arrays[static_cast<size_t>(
      dice.Between(0, static_cast<int>(arrays.size()) - 1))];
  if (array.empty() || dice.Between(0, 9) == 0) {
    array.resize(static_cast<size_t>(
        std::max(0, static_cast<int>(array.size()) + dice.Between(-16, 16))));
    return;
  }
  const auto at =
      static_cast<size_t>(dice.Between(0, static_cast<int>(array.size()) - 1));
  const size_t width = size_t{1} << dice.Between(0, 3);
  const int64_t kValues[] = {0, -1, 1, INT32_MAX, INT32_MIN, INT64_MAX, 100};
  const int64_t value = kValues[dice.Between(0, 6)];
  std::memcpy(array.data() + at, &value, std::min(width, array.size() - at));
}

TEST(SegmentArraysTest, ASegmentThatIsReadRanksAsTheOneThatWasWritten) {
  for (int w = 0; w < kWorlds; ++w) {
    const RandomWorld world = testing::MakeRandomWorld(uint64_t(w), 1 + w % 14);
    Dice dice(uint64_t(w) + 1);
    const auto segment = Segment::Build(*world.reference, world.suppliers);
    const Arrays arrays = ArraysOf(segment);
    const auto read = Read(world, arrays);
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(ArraysOf(*read), arrays);
    for (int c = 0; c < kCasesPerWorld; ++c) {
      const auto compiled = DrawCase(world, dice);
      if (!compiled.ok()) continue;
      EXPECT_EQ(AskEverything(*compiled, *SnapshotOf(world, *read)),
                AskEverything(*compiled, *SnapshotOf(world, segment)));
    }
  }
}

TEST(SegmentArraysTest, DamagedArraysAreRefusedOrDoNoHarm) {
  int refused = 0;
  for (int w = 0; w < kWorlds; ++w) {
    const RandomWorld world = testing::MakeRandomWorld(uint64_t(w), 1 + w % 14);
    Dice dice(uint64_t(w) + 2);
    const Arrays whole =
        ArraysOf(Segment::Build(*world.reference, world.suppliers));
    for (int d = 0; d < kDamagesPerWorld; ++d) {
      Arrays arrays = whole;
      Damage(dice, arrays);
      const auto read = Read(world, arrays);
      if (!read.ok()) {
        ++refused;
        continue;
      }
      const auto compiled = DrawCase(world, dice);
      if (compiled.ok()) AskEverything(*compiled, *SnapshotOf(world, *read));
    }
  }
  EXPECT_GT(refused, kWorlds * kDamagesPerWorld / 4);
}

TEST(SegmentArraysTest, TooFewArraysAreRefused) {
  const RandomWorld world = testing::MakeRandomWorld(1, 5);
  Arrays arrays = ArraysOf(Segment::Build(*world.reference, world.suppliers));
  while (!arrays.empty()) {
    arrays.pop_back();
    EXPECT_FALSE(Read(world, arrays).ok()) << arrays.size();
  }
}

TEST(SegmentArraysTest, ASegmentOfAnotherReferenceIsRefusedOrDoesNoHarm) {
  for (int w = 1; w < kWorlds; ++w) {
    const RandomWorld world = testing::MakeRandomWorld(uint64_t(w), 1 + w % 14);
    const RandomWorld other = testing::MakeRandomWorld(uint64_t(w) + 1000, 1);
    Dice dice(uint64_t(w) + 3);
    const auto read = Read(
        other, ArraysOf(Segment::Build(*world.reference, world.suppliers)));
    if (!read.ok()) continue;
    const auto compiled = DrawCase(other, dice);
    if (compiled.ok()) AskEverything(*compiled, *SnapshotOf(other, *read));
  }
}

}  // namespace
}  // namespace ketnoi::match
