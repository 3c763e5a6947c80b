#include "matcher/match/list_rules.h"

#include <cstdint>
#include <vector>

#include "gtest/gtest.h"

namespace ketnoi::match {
namespace {

// As in the default criteria set: what is there counts half, unless all is.
Judgement AllOf(const std::vector<Judgement>& items) {
  const model::ValueFunction codes_held({{9999, 5000}, {10000, 10000}});
  ListVerdict verdict(model::ListMatch::kAllOf, codes_held);
  for (const Judgement& item : items) verdict.Add(item);
  return verdict.Result();
}

Judgement AnyOf(const std::vector<Judgement>& items) {
  const model::ValueFunction codes_held({{0, 10000}});
  ListVerdict verdict(model::ListMatch::kAnyOf, codes_held);
  for (const Judgement& item : items) verdict.Add(item);
  return verdict.Result();
}

Judgement Listed() { return Met(10000, Reason::kListed); }
Judgement Equivalent() { return Met(9000, Reason::kEquivalentListed); }
Judgement OfClass() { return Met(6000, Reason::kClassListed); }
Judgement Asked() { return Unknown(Reason::kNotListed); }
Judgement Denied() { return Unmet(0, Reason::kExplicitlyNotHeld); }
Judgement LeftOut() { return Unmet(0, Reason::kNotOnCompleteList); }

TEST(ListRulesTest, AListHeldInFullIsWorthWhatItsItemsAre) {
  EXPECT_EQ(AllOf({Listed()}).value, 10000);
  EXPECT_EQ(AllOf({Equivalent()}).value, 9000);
  EXPECT_EQ(AllOf({OfClass()}).value, 6000);
  EXPECT_EQ(AllOf({Listed(), Equivalent(), OfClass()}).value, 8333);
  EXPECT_EQ(AllOf({Equivalent()}).verdict, Verdict::kMet);
  EXPECT_EQ(AllOf({Equivalent()}).reason, Reason::kEquivalentListed);
}

TEST(ListRulesTest, APartOfAListCountsHalf) {
  EXPECT_EQ(AllOf({Asked()}).value, 0);
  EXPECT_EQ(AllOf({Listed(), Asked()}).value, 2500);
  EXPECT_EQ(AllOf({Equivalent(), Asked()}).value, 2250);
  EXPECT_EQ(AllOf({Listed(), Listed(), Asked()}).value, 3333);
  EXPECT_EQ(AllOf({Listed(), Asked()}).verdict, Verdict::kUnknown);
}

TEST(ListRulesTest, AListIsAboutTheItemsThatShareItsReason) {
  EXPECT_EQ(AllOf({Listed(), Listed()}).about, 0b11u);
  EXPECT_EQ(AllOf({Listed(), Equivalent(), OfClass(), Equivalent()}).about,
            0b1010u);
  EXPECT_EQ(AllOf({Listed(), Asked(), OfClass(), Asked()}).about, 0b1010u);
  EXPECT_EQ(AllOf({Asked(), Unknown(Reason::kOnlyClassStated)}).about, 0b01u);
  EXPECT_EQ(AllOf({Asked(), LeftOut(), Denied(), LeftOut()}).about, 0b1010u);
}

TEST(ListRulesTest, AChoiceIsAboutTheItemsThatShareItsReason) {
  EXPECT_EQ(AnyOf({Asked(), OfClass(), Equivalent(), Equivalent()}).about,
            0b1100u);
  EXPECT_EQ(AnyOf({OfClass(), Listed(), Asked()}).about, 0b010u);
  EXPECT_EQ(AnyOf({Denied(), Asked(), Asked()}).about, 0b110u);
  EXPECT_EQ(AnyOf({Denied(), LeftOut(), Denied()}).about, 0b101u);
}

TEST(ListRulesTest, AListTooLongForTheMaskIsJudgedAsAWhole) {
  std::vector<Judgement> items(31, Listed());
  items.push_back(Asked());
  EXPECT_EQ(AllOf(items).about, 0x80000000u);
  items.push_back(Asked());
  EXPECT_EQ(AllOf(items).about, 0u);
  EXPECT_EQ(AllOf(items).reason, Reason::kNotListed);
}

// Also where the share hardly counts and an item is worth nothing.
TEST(ListRulesTest, OneMoreItemNeverScoresLess) {
  for (const int32_t at_none : {0, 5000, 10000}) {
    const model::ValueFunction codes_held({{0, at_none}, {10000, 10000}});
    for (int32_t held = 0; held < 4; ++held) {
      for (const int32_t value : {0, 1, 6000, 10000}) {
        ListVerdict fewer(model::ListMatch::kAllOf, codes_held);
        ListVerdict more(model::ListMatch::kAllOf, codes_held);
        for (int32_t i = 0; i < 4; ++i) {
          const Judgement item = i < held ? Listed() : Asked();
          fewer.Add(item);
          more.Add(i == held ? Met(value, Reason::kClassListed) : item);
        }
        EXPECT_GE(more.Result().value, fewer.Result().value)
            << at_none << ' ' << held << ' ' << value;
      }
    }
  }
}

}  // namespace
}  // namespace ketnoi::match
