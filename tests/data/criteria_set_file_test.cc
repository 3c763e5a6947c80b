// The published criteria set weighs every kind and has every value function,
// each pointing the way that docs/scoring.md says.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "ketnoi/v1/reference.pb.h"
#include "matcher/model/criteria_set.h"
#include "matcher/model/requirement.h"
#include "tests/data/message_files.h"

namespace ketnoi::data {
namespace {

v1::CriteriaSet ReadCriteriaSet() {
  const std::string path = DataPath("criteria/ketnoi-2026.1.json");
  return ParseMessage<v1::CriteriaSet>(ReadText(path), path);
}

TEST(CriteriaSetFileTest, WeighsEveryKind) {
  const v1::CriteriaSet set = ReadCriteriaSet();
  EXPECT_EQ(set.name(), "criteriaSets/ketnoi-2026.1");
  std::map<std::string, v1::CriteriaSet::KindWeight> weights;
  for (const auto& weight : set.weights()) {
    EXPECT_TRUE(weights.emplace(weight.kind(), weight).second) << weight.kind();
    EXPECT_GT(weight.weight(), 0) << weight.kind();
    EXPECT_EQ(weight.always(),
              weight.kind() == "category" || weight.kind() == "freshness");
    EXPECT_NE(weight.rationale().vi(), "") << weight.kind();
    EXPECT_NE(weight.rationale().en(), "") << weight.kind();
  }
  EXPECT_EQ(weights.size(), static_cast<size_t>(model::kCriterionKinds));
  EXPECT_TRUE(weights.count("series_lead_time"));
}

TEST(CriteriaSetFileTest, HasEveryFunctionInItsDirection) {
  const std::map<std::string, int> directions = {
      {"category_proof", -1},      {"smaller_is_better", -1},
      {"larger_is_better", 1},     {"class_steps", 1},
      {"codes_held", 1},           {"material_match", 1},
      {"certificate_evidence", 1}, {"capacity_cover", 1},
      {"order_fit", -1},           {"lead_time", -1},
      {"payment_term", 1},         {"distance", -1},
      {"export_share", 1},         {"employees", 1},
      {"assessment_steps", 1},     {"assessment_score", 1},
      {"record_age", -1}};
  std::map<std::string, model::ValueFunction> functions;
  const v1::CriteriaSet set = ReadCriteriaSet();
  for (const auto& function : set.functions()) {
    ASSERT_TRUE(directions.count(function.id())) << function.id();
    EXPECT_NE(function.unit(), "") << function.id();
    EXPECT_NE(function.rationale().vi(), "") << function.id();
    std::vector<model::ValueFunction::Anchor> anchors;
    for (const auto& anchor : function.anchors()) {
      anchors.push_back({anchor.x(), anchor.value()});
    }
    const model::ValueFunction values(std::move(anchors));
    const absl::Status status = values.Check(directions.at(function.id()));
    EXPECT_TRUE(status.ok()) << function.id() << ": " << status.message();
    EXPECT_TRUE(functions.emplace(function.id(), values).second)
        << function.id();
  }
  ASSERT_EQ(functions.size(), directions.size());
  // A part of a list never scores more than half.
  EXPECT_LE(functions["codes_held"].At(9'999), 5'000);
  EXPECT_EQ(functions["codes_held"].At(10'000), 10'000);
  // Just meeting a limit is worth clearly more than just missing it.
  EXPECT_GE(functions["smaller_is_better"].At(10'000),
            functions["smaller_is_better"].At(10'001) + 3'000);
}

// "1234567" as "1,234,567".
std::string Grouped(int64_t number) {
  std::string text = std::to_string(number < 0 ? -number : number);
  for (int i = static_cast<int>(text.size()) - 3; i > 0; i -= 3) {
    text.insert(static_cast<size_t>(i), ",");
  }
  return (number < 0 ? "-" : "") + text;
}

TEST(CriteriaSetFileTest, IsWhatTheDocumentShows) {
  const std::string document = ReadText(DataPath("../docs/scoring.md"));
  const v1::CriteriaSet set = ReadCriteriaSet();
  for (const auto& function : set.functions()) {
    std::string anchors;
    for (const auto& anchor : function.anchors()) {
      if (!anchors.empty()) anchors += "; ";
      anchors += Grouped(anchor.x()) + " → " + Grouped(anchor.value());
    }
    const std::string line = "| `" + function.id() + "` | " + anchors + " | " +
                             function.rationale().en() + " |\n";
    EXPECT_NE(document.find(line), std::string::npos) << line;
  }
  for (const auto& weight : set.weights()) {
    const std::string line = "| `" + weight.kind() + "` | " +
                             std::to_string(weight.weight()) +
                             (weight.always() ? " (always)" : "") + " | " +
                             weight.rationale().en() + " |\n";
    EXPECT_NE(document.find(line), std::string::npos) << line;
  }
}

}  // namespace
}  // namespace ketnoi::data
