// What the tests of the matcher share: a case that is compiled for the matcher
// and for the naive one, all pages of a ranking, and the comparison of both.

#ifndef KETNOI_TESTS_MATCHER_MATCH_AGREEMENT_H_
#define KETNOI_TESTS_MATCHER_MATCH_AGREEMENT_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gtest/gtest.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/matcher.h"
#include "tests/matcher/oracle/naive_rank.h"
#include "tests/testing/random_world.h"

namespace ketnoi::match {

// `cases`, or ten times as many if KETNOI_LONG=1 is in the environment.
int CaseCount(int cases);

// A requirement of a world, compiled twice. Refers to the world.
struct CompiledCase {
  Program program;
  oracle::Question question;
};

// Draws a requirement and weights. Both compilers must agree, also on errors,
// which give the error; a test then draws again.
absl::StatusOr<CompiledCase> DrawCase(const testing::RandomWorld& world,
                                      testing::Dice& dice);

// The kinds of criteria in force, for messages.
std::string KindsOf(const CompiledCase& compiled);

// Whether the build watches addresses. It sees what code does, for which a few
// cases do; what the code answers is for the other builds to see.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define KETNOI_WATCHES_ADDRESSES
#endif
#endif
#ifdef KETNOI_WATCHES_ADDRESSES
inline constexpr bool kWatchesAddresses = true;
#undef KETNOI_WATCHES_ADDRESSES
#else
inline constexpr bool kWatchesAddresses = false;
#endif

// Runs `check(world, compiled case, dice)` on random cases until one fails.
template <class Check>
void ForRandomCases(uint64_t seed, Check check) {
  constexpr int kWorlds = kWatchesAddresses ? 100 : 500;
  constexpr int kCasesPerWorld = 4;
  for (int w = 0; w < CaseCount(kWorlds); ++w) {
    const testing::RandomWorld world =
        testing::MakeRandomWorld(seed + uint64_t(w));
    testing::Dice dice(seed + uint64_t(w) + 7777777);
    for (int c = 0; c < kCasesPerWorld; ++c) {
      const auto compiled = DrawCase(world, dice);
      if (!compiled.ok()) continue;
      SCOPED_TRACE(::testing::Message()
                   << "world " << w << " case " << c << KindsOf(*compiled));
      check(world, *compiled, dice);
      if (::testing::Test::HasFailure()) return;
    }
  }
}

// The whole ranking of the asked standings, `page_size` matches at a time, with
// what each page says about itself checked.
Ranking AllPages(const Program& program, const index::Snapshot& snapshot,
                 RankQuery query, int32_t page_size);

// Matches of all standings.
RankQuery Everything();

// The supplier's match in an index of its own.
Match ExplainAlone(const CompiledCase& compiled,
                   const testing::RandomWorld& world,
                   const std::shared_ptr<const model::Supplier>& supplier);

// What `ranking` becomes if only the standings of `query` are asked for.
oracle::Ranking OnlyStandings(oracle::Ranking ranking, const RankQuery& query);

// Equal but for what is offered in words and what reasons are about, which the
// naive matcher leaves out.
::testing::AssertionResult SameMatch(const Match& actual,
                                     const Match& expected);
::testing::AssertionResult SameRanking(const Ranking& actual,
                                       const oracle::Ranking& expected);

}  // namespace ketnoi::match

#endif  // KETNOI_TESTS_MATCHER_MATCH_AGREEMENT_H_
