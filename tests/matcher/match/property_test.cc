// What holds of every ranking, on random worlds.

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

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

constexpr int32_t kLargePage = 1000;

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
      return std::none_of(fewer.begin(), fewer.end(),
                          [&](const auto& left) { return left->id == key.id; });
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
  EXPECT_GT(answered[static_cast<size_t>(Verdict::kMet)], 500);
  EXPECT_GT(answered[static_cast<size_t>(Verdict::kUnmet)], 500);
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
  for (const int count : judged) EXPECT_GT(count, 20);
}

}  // namespace
}  // namespace ketnoi::match
