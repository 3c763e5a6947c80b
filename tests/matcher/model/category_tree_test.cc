#include "matcher/model/category_tree.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/testing/reference_fixture.h"

namespace ketnoi::model {
namespace {

CategoryTree Tree() { return testing::TestReference().categories; }

TEST(CategoryTreeTest, NumbersDepthFirstInTheOrderOfTheInput) {
  auto tree = CategoryTree::Build(
      {{"b", "a"}, {"z", ""}, {"a", ""}, {"c", "a"}, {"d", "b"}});
  ASSERT_TRUE(tree.ok()) << tree.status();
  const std::vector<std::string> expected = {"z", "a", "b", "d", "c"};
  for (int32_t i = 0; i < tree->size(); ++i) {
    EXPECT_EQ(tree->Name(CategoryId{i}), expected[static_cast<size_t>(i)]);
  }
}

TEST(CategoryTreeTest, ASubtreeIsARangeOfNumbers) {
  const CategoryTree tree = Tree();
  for (int32_t a = 0; a < tree.size(); ++a) {
    for (int32_t b = 0; b < tree.size(); ++b) {
      bool below = false;
      for (CategoryId node{b}; node.stated(); node = tree.Parent(node)) {
        below = below || node == CategoryId{a};
      }
      EXPECT_EQ(tree.Covers(CategoryId{a}, CategoryId{b}), below)
          << tree.Name(CategoryId{a}) << " " << tree.Name(CategoryId{b});
    }
  }
}

TEST(CategoryTreeTest, CountsStepsUp) {
  const CategoryTree tree = Tree();
  EXPECT_EQ(tree.Steps(tree.Find("metal"), tree.Find("brackets")), 3);
  EXPECT_EQ(tree.Steps(tree.Find("stamping"), tree.Find("brackets")), 1);
  EXPECT_EQ(tree.Steps(tree.Find("pcb"), tree.Find("pcb")), 0);
}

TEST(CategoryTreeTest, FindsByIdOnly) {
  const CategoryTree tree = Tree();
  EXPECT_EQ(tree.Name(tree.Find("die_casting")), "die_casting");
  EXPECT_FALSE(tree.Find("Die casting").stated());
  EXPECT_FALSE(tree.Find("").stated());
  EXPECT_FALSE(tree.Parent(tree.Find("metal")).stated());
}

TEST(CategoryTreeTest, AnEmptyTreeIsATree) {
  auto tree = CategoryTree::Build({});
  ASSERT_TRUE(tree.ok());
  EXPECT_EQ(tree->size(), 0);
}

TEST(CategoryTreeTest, RefusesEntriesThatMakeNoTree) {
  const struct {
    std::vector<CategoryTree::Entry> entries;
    const char* named;
  } kCases[] = {
      {{{"a", ""}, {"", "a"}}, "category 2"},
      {{{"a", ""}, {"a", ""}}, "'a'"},
      {{{"a", "nowhere"}}, "'nowhere'"},
      {{{"a", "a"}}, "'a'"},
      {{{"a", ""}, {"b", "c"}, {"c", "b"}}, "'b'"},
  };
  for (const auto& c : kCases) {
    const auto tree = CategoryTree::Build(c.entries);
    EXPECT_EQ(tree.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_NE(tree.status().ToString().find(c.named), std::string::npos)
        << tree.status();
  }
}

}  // namespace
}  // namespace ketnoi::model
