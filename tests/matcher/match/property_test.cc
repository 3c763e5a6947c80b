// What holds of every ranking, on random worlds.

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "matcher/index/segment_merger.h"
#include "tests/matcher/match/agreement.h"
#include "tests/testing/criterion_edits.h"
#include "tests/testing/supplier_edits.h"

namespace ketnoi::match {
namespace {

using index::Snapshot;
using model::Supplier;
using testing::Dice;
using testing::RandomWorld;
using Suppliers = std::vector<std::shared_ptr<const Supplier>>;

constexpr int kWorlds = 500;
constexpr int kCasesPerWorld = 4;
constexpr int32_t kLargePage = 1000;

RankQuery Everything() {
  RankQuery query;
  for (bool& standing : query.standings) standing = true;
  return query;
}

// Runs `check(world, compiled case, dice)` until one fails.
template <class Check>
void ForRandomCases(uint64_t seed, Check check) {
  for (int w = 0; w < CaseCount(kWorlds); ++w) {
    const RandomWorld world = testing::MakeRandomWorld(seed + uint64_t(w));
    Dice dice(seed + uint64_t(w) + 7777777);
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

std::vector<RankKey> KeysOf(const Ranking& ranking) {
  std::vector<RankKey> keys;
  for (const Match& match : ranking.matches) keys.push_back(match.key);
  return keys;
}

std::vector<RankKey> RankedKeys(const CompiledCase& compiled,
                                const RandomWorld& world, Suppliers suppliers) {
  const auto snapshot =
      Snapshot::Build(*world.reference, std::move(suppliers), 1);
  return KeysOf(
      AllPages(compiled.program, *snapshot, Everything(), kLargePage));
}

Match ExplainAlone(const CompiledCase& compiled, const RandomWorld& world,
                   const std::shared_ptr<const Supplier>& supplier) {
  const auto snapshot = Snapshot::Build(*world.reference, {supplier}, 1);
  return Explain(compiled.program, *snapshot->Find(supplier->id));
}

// A supplier with one row; the world's own are not enough for that.
std::shared_ptr<Supplier> DrawOneRow(const RandomWorld& world, Dice& dice) {
  auto supplier =
      testing::RandomSupplier(*world.reference, world.as_of, "one", dice);
  testing::KeepOneRow(*supplier);
  return supplier;
}

// UNMET, UNKNOWN, MET.
int Goodness(Verdict verdict) {
  if (verdict == Verdict::kMet) return 2;
  return verdict == Verdict::kUnknown ? 1 : 0;
}

TEST(PropertyTest, ContributionsSumToTheScore) {
  ForRandomCases(1, [](const RandomWorld& world, const CompiledCase& compiled,
                       Dice&) {
    const auto snapshot = Snapshot::Build(*world.reference, world.suppliers, 1);
    const Ranking ranking =
        AllPages(compiled.program, *snapshot, Everything(), kLargePage);
    for (const Match& match : ranking.matches) {
      int32_t score = 0;
      int32_t score_high = 0;
      for (const CriterionOutcome& outcome : match.criteria) {
        score += outcome.contribution;
        score_high += outcome.contribution_high;
        ASSERT_LE(outcome.contribution, outcome.contribution_high);
      }
      ASSERT_EQ(score, match.key.score);
      ASSERT_EQ(score_high, match.key.score_high);
      ASSERT_GE(score, 0);
      ASSERT_LE(score_high, 10000);
    }
  });
}

TEST(PropertyTest, TheOrderIsTotal) {
  ForRandomCases(
      2, [](const RandomWorld& world, const CompiledCase& compiled, Dice&) {
        const auto keys = RankedKeys(compiled, world, world.suppliers);
        for (size_t i = 1; i < keys.size(); ++i) {
          ASSERT_TRUE(Before(keys[i - 1], keys[i]));
          ASSERT_FALSE(Before(keys[i], keys[i - 1]));
        }
      });
}

TEST(PropertyTest, RemovingASupplierReordersNoOthers) {
  ForRandomCases(3, [](const RandomWorld& world, const CompiledCase& compiled,
                       Dice& dice) {
    if (world.suppliers.empty()) return;
    Suppliers fewer = world.suppliers;
    fewer.erase(fewer.begin() + dice.Below(int32_t(fewer.size())));
    auto keys = RankedKeys(compiled, world, world.suppliers);
    std::erase_if(keys, [&](const RankKey& key) {
      return std::none_of(fewer.begin(), fewer.end(), [&](const auto& left) {
        return left->id == key.supplier;
      });
    });
    ASSERT_EQ(keys, RankedKeys(compiled, world, fewer));
  });
}

TEST(PropertyTest, PageSizeNeverChangesTheOrder) {
  ForRandomCases(4, [](const RandomWorld& world, const CompiledCase& compiled,
                       Dice&) {
    const auto snapshot = Snapshot::Build(*world.reference, world.suppliers, 1);
    const auto keys =
        KeysOf(AllPages(compiled.program, *snapshot, Everything(), kLargePage));
    for (const int32_t page_size : {1, 2, 3, 7}) {
      ASSERT_EQ(keys, KeysOf(AllPages(compiled.program, *snapshot, Everything(),
                                      page_size)));
    }
  });
}

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

TEST(PropertyTest, SegmentsDoNotMatter) {
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

bool BoundsEmployees(const CompiledCase& compiled) {
  for (const auto& weighed : compiled.question.criteria) {
    const auto* test =
        std::get_if<model::EmployeesTest>(&weighed.criterion.test);
    if (test != nullptr && test->max_count) return true;
  }
  return false;
}

TEST(PropertyTest, ABetterValueNeverScoresLess) {
  ForRandomCases(6, [](const RandomWorld& world, const CompiledCase& compiled,
                       Dice& dice) {
    for (int i = 0; i < 20; ++i) {
      auto better = DrawOneRow(world, dice);
      const auto before = ExplainAlone(
          compiled, world, std::make_shared<const Supplier>(*better));
      testing::ImproveOneValue(*world.reference, world.as_of, *better, dice);
      if (better->employee_count && !BoundsEmployees(compiled)) {
        ++*better->employee_count;
      }
      const auto after = ExplainAlone(compiled, world, better);
      for (size_t c = 0; c < before.criteria.size(); ++c) {
        const Judgement& was = before.criteria[c].judgement;
        const Judgement& is = after.criteria[c].judgement;
        ASSERT_GE(is.value, was.value)
            << "criterion " << c << ' ' << ReasonName(was.reason) << " -> "
            << ReasonName(is.reason);
        ASSERT_GE(Goodness(is.verdict), Goodness(was.verdict))
            << "criterion " << c;
      }
      ASSERT_GE(after.key.score, before.key.score);
      ASSERT_LE(after.key.standing, before.key.standing);
    }
  });
}

// Edits that one criterion calls better; another may want the opposite.
TEST(PropertyTest, ComingNearerToACriterionNeverScoresLessOnIt) {
  std::map<std::string, int> helped;  // by kind
  ForRandomCases(8, [&](const RandomWorld& world, const CompiledCase& compiled,
                        Dice& dice) {
    const auto& criteria = compiled.question.criteria;
    for (size_t c = 0; c < criteria.size(); ++c) {
      for (int i = 0; i < 5; ++i) {
        auto nearer = DrawOneRow(world, dice);
        const auto before = ExplainAlone(
            compiled, world, std::make_shared<const Supplier>(*nearer));
        testing::Approach(*world.reference, compiled.program.category,
                          criteria[c].criterion.test, *nearer, dice);
        const auto after = ExplainAlone(compiled, world, nearer);
        const Judgement& was = before.criteria[c].judgement;
        const Judgement& is = after.criteria[c].judgement;
        ASSERT_GE(is.value, was.value)
            << "criterion " << c << ' ' << ReasonName(was.reason) << " -> "
            << ReasonName(is.reason);
        ASSERT_GE(Goodness(is.verdict), Goodness(was.verdict))
            << "criterion " << c;
        if (is.value > was.value) {
          ++helped[model::KindName(model::KindOf(criteria[c].criterion.test))];
        }
      }
    }
  });
  for (const char* kind :
       {"category", "attribute", "place", "ownership", "employees"}) {
    EXPECT_GT(helped[kind], 50) << kind;
  }
}

// An answer may tell of another criterion as well, even of one that was decided
// without it: an equivalent is held, now the grade itself is, too.
bool OnlyQuestionsChanged(const Match& before, const Match& after) {
  for (size_t c = 0; c < before.criteria.size(); ++c) {
    const Judgement& was = before.criteria[c].judgement;
    const Judgement& is = after.criteria[c].judgement;
    if (was.verdict != Verdict::kUnknown &&
        (is.verdict != was.verdict || is.value != was.value)) {
      return false;
    }
  }
  return true;
}

// What UNKNOWN counts is certain, whatever answer its own question gets.
TEST(PropertyTest, AnAnswerToAQuestionStaysWithinItsInterval) {
  int answered[3] = {0, 0, 0};
  int scores = 0;
  ForRandomCases(9, [&](const RandomWorld& world, const CompiledCase& compiled,
                        Dice& dice) {
    const auto& criteria = compiled.question.criteria;
    for (size_t c = 0; c < criteria.size(); ++c) {
      for (int i = 0; i < 5; ++i) {
        auto supplier = DrawOneRow(world, dice);
        const auto before = ExplainAlone(
            compiled, world, std::make_shared<const Supplier>(*supplier));
        const Judgement& was = before.criteria[c].judgement;
        if (was.verdict != Verdict::kUnknown) continue;
        testing::Answer(*world.reference, compiled.program.category,
                        world.as_of, criteria[c].criterion.test, *supplier,
                        dice);
        const auto after = ExplainAlone(compiled, world, supplier);
        const Judgement& is = after.criteria[c].judgement;
        ++answered[static_cast<size_t>(is.verdict)];
        ASSERT_GE(is.value, was.value)
            << "criterion " << c << ' ' << ReasonName(was.reason) << " -> "
            << ReasonName(is.reason);
        ASSERT_LE(is.value_high, was.value_high) << "criterion " << c;
        if (!OnlyQuestionsChanged(before, after)) continue;
        ++scores;
        ASSERT_GE(after.key.score, before.key.score);
        ASSERT_LE(after.key.score_high, before.key.score_high);
      }
    }
  });
  // Both answers are drawn often.
  EXPECT_GT(answered[static_cast<size_t>(Verdict::kMet)], 1000);
  EXPECT_GT(answered[static_cast<size_t>(Verdict::kUnmet)], 1000);
  EXPECT_GT(scores, 1000);
}

TEST(PropertyTest, AnUnknownResolvedEitherWayStaysWithinTheInterval) {
  ForRandomCases(7, [](const RandomWorld& world, const CompiledCase& compiled,
                       Dice& dice) {
    for (int i = 0; i < 20; ++i) {
      auto resolved = DrawOneRow(world, dice);
      const auto before = ExplainAlone(
          compiled, world, std::make_shared<const Supplier>(*resolved));
      testing::ResolveOneUnknown(*world.reference, world.as_of, *resolved,
                                 dice);
      const auto after = ExplainAlone(compiled, world, resolved);
      ASSERT_GE(after.key.score, before.key.score);
      ASSERT_LE(after.key.score_high, before.key.score_high);
      if (before.key.standing != Standing::kConditional) {
        ASSERT_EQ(after.key.standing, before.key.standing);
      }
    }
  });
}

// Leaves of a list the items that a mask names, or those that it does not.
// False: it is no list.
struct KeepItems {
  uint32_t about;
  bool named;

  bool operator()(model::ProcessTest& test) const {
    return Keep(test.processes);
  }
  bool operator()(model::MaterialTest& test) const {
    return Keep(test.materials);
  }
  bool operator()(model::LanguagesTest& test) const {
    return Keep(test.languages);
  }
  bool operator()(model::IndustriesServedTest& test) const {
    return Keep(test.industries);
  }
  bool operator()(model::CustomersServedTest& test) const {
    return Keep(test.customers);
  }
  bool operator()(model::AttributeTest& test) const {
    auto* codes = std::get_if<model::Codes>(&test.required.value);
    return codes != nullptr && Keep(codes->held);
  }
  template <class Other>
  bool operator()(Other&) const {
    return false;
  }

 private:
  template <class T>
  bool Keep(std::vector<T>& items) const {
    std::vector<T> kept;
    for (size_t i = 0; i < items.size(); ++i) {
      if ((about >> i & 1) == uint32_t{named}) kept.push_back(items[i]);
    }
    items = std::move(kept);
    return !items.empty();
  }
};

TEST(PropertyTest, AReasonIsAboutTheItemsThatHaveItAndNoOthers) {
  int named[3] = {0, 0, 0};
  int others[3] = {0, 0, 0};
  ForRandomCases(10, [&](const RandomWorld& world, const CompiledCase& compiled,
                         Dice& dice) {
    const std::shared_ptr<const Supplier> supplier = DrawOneRow(world, dice);
    const auto whole = ExplainAlone(compiled, world, supplier);
    for (size_t c = 0; c < whole.criteria.size(); ++c) {
      const Judgement& was = whole.criteria[c].judgement;
      if (was.about == 0) continue;
      for (const bool keep_named : {true, false}) {
        CompiledCase part = compiled;
        if (!std::visit(KeepItems{was.about, keep_named},
                        part.program.steps[c].criterion.test)) {
          continue;
        }
        const auto judged = ExplainAlone(part, world, supplier);
        const Judgement& is = judged.criteria[c].judgement;
        ASSERT_EQ(is.reason == was.reason, keep_named)
            << "criterion " << c << ' ' << ReasonName(was.reason) << " -> "
            << ReasonName(is.reason);
        ASSERT_TRUE(!keep_named || is.verdict == was.verdict);
        ++(keep_named ? named : others)[static_cast<size_t>(was.verdict)];
      }
    }
  });
  for (int v = 0; v < 3; ++v) {
    EXPECT_GT(named[v], 100) << v;
    EXPECT_GT(others[v], 20) << v;
  }
}

// The certificates of the only row.
std::vector<model::Certificate> CertificatesOf(const Supplier& supplier,
                                               int32_t site) {
  std::vector<model::Certificate> certificates;
  for (const auto& certificate : supplier.certificates) {
    const auto& sites = certificate.sites;
    if (sites.empty() ||
        std::find(sites.begin(), sites.end(), site) != sites.end()) {
      certificates.push_back(certificate);
    }
  }
  return certificates;
}

TEST(PropertyTest, TheCertificateThatAReasonIsAboutGivesItAlone) {
  int judged[3] = {0, 0, 0};
  ForRandomCases(11, [&](const RandomWorld& world, const CompiledCase& compiled,
                         Dice& dice) {
    for (int i = 0; i < 5; ++i) {
      const auto supplier = DrawOneRow(world, dice);
      const auto all = ExplainAlone(compiled, world, supplier);
      for (size_t c = 0; c < all.criteria.size(); ++c) {
        const Judgement& was = all.criteria[c].judgement;
        if (!std::holds_alternative<model::CertificateTest>(
                compiled.program.steps[c].criterion.test) ||
            was.about == 0) {
          continue;
        }
        auto alone = std::make_shared<Supplier>(*supplier);
        const auto certificates = CertificatesOf(*supplier, all.site);
        ASSERT_LE(was.about, certificates.size());
        alone->certificates = {certificates[was.about - 1]};
        const auto one = ExplainAlone(compiled, world, alone);
        ASSERT_EQ(one.criteria[c].judgement.reason, was.reason)
            << "criterion " << c;
        ++judged[static_cast<size_t>(was.verdict)];
      }
    }
  });
  for (const int count : judged) EXPECT_GT(count, 100);
}

}  // namespace
}  // namespace ketnoi::match
