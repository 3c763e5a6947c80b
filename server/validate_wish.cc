#include <string>

#include "absl/container/flat_hash_set.h"
#include "fmt/format.h"
#include "server/fair_fields.h"
#include "server/field_checks.h"
#include "server/resource_name.h"

namespace ketnoi::server {
namespace {

constexpr int32_t kMostWishValue = 1'000'000;
constexpr int kMostWishSessions = 100;
constexpr int kMostWishFeatures = 20;
constexpr int kMostWishesBefore = 20;
constexpr int32_t kHighestScore = 10'000;
constexpr int32_t kMostBomLine = 100'000;

// A name of the pattern below the wish's own fair.
void CheckIsOfFair(FieldChecks& checks, const Path& path, const v1::Wish& wish,
                   std::string_view pattern, const std::string& name) {
  const std::string problem = NameProblem(pattern, name);
  if (!problem.empty()) {
    checks.Refuse(path, problem);
  } else if (ParentName(name) != ParentName(wish.name())) {
    checks.Refuse(path, fmt::format("'{}' is not of the wish's fair, '{}'",
                                    name, ParentName(wish.name())));
  }
}

void CheckPairScore(FieldChecks& checks, const v1::PairScore& score) {
  const Path root;
  const Path path(root, "pair_score");
  const std::string problem =
      NameProblem("buyers/*/requirements/*", score.requirement());
  if (!problem.empty()) checks.Refuse(Path(path, "requirement"), problem);
  if (!score.bom().empty()) {
    const std::string bom = NameProblem("buyers/*/boms/*", score.bom());
    if (!bom.empty()) checks.Refuse(Path(path, "bom"), bom);
  }
  checks.InRange(Path(path, "bom_line"), int64_t{score.bom_line()},
                 score.bom().empty() ? 0 : 1,
                 score.bom().empty() ? 0 : kMostBomLine);
  checks.EnumIsKnown(Path(path, "standing"), score.standing(),
                     v1::Standing_MAX);
  if (checks.InRange(Path(path, "score"), int64_t{score.score()}, 0,
                     kHighestScore)) {
    checks.InRange(Path(path, "score_high"), int64_t{score.score_high()},
                   score.score(), kHighestScore);
  }
  checks.DateIsRight(Path(path, "as_of_date"), score.as_of_date());
  checks.NameFits(Path(path, "criteria_set"), score.criteria_set());
  checks.NameFits(Path(path, "criteria_set_version"),
                  score.criteria_set_version());
  checks.NameFits(Path(path, "criteria_set_hash"), score.criteria_set_hash());
  checks.NameFits(Path(path, "ranked_revision"),
                  score.ranked_revision().epoch());
}

void CheckAfter(FieldChecks& checks, const v1::Wish& wish) {
  const Path root;
  if (!checks.AtMost(Path(root, "after"), wish.after_size(),
                     kMostWishesBefore)) {
    return;
  }
  absl::flat_hash_set<std::string> seen;
  for (int i = 0; i < wish.after_size(); ++i) {
    const Path path(root, "after", i);
    const std::string& before = wish.after(i);
    CheckIsOfFair(checks, path, wish, "fairs/*/wishes/*", before);
    if (before == wish.name()) {
      checks.Refuse(path, fmt::format("'{}' is the wish itself", before));
    }
    if (!seen.insert(before).second) {
      checks.Refuse(path, fmt::format("'{}' is there twice", before));
    }
  }
}

}  // namespace

void Validate(const model::Reference& reference, const v1::Wish& wish,
              Violations& violations) {
  FieldChecks checks(reference, violations);
  const Path root;
  CheckIsOfFair(checks, Path(root, "buyer"), wish, "fairs/*/participants/*",
                wish.buyer());
  CheckIsOfFair(checks, Path(root, "supplier"), wish, "fairs/*/participants/*",
                wish.supplier());
  checks.InRange(Path(root, "value"), int64_t{wish.value()}, 0, kMostWishValue);
  checks.EnumIsKnown(Path(root, "buyer_tier"), wish.buyer_tier(),
                     v1::WISH_TIER_NO_THANKS);
  checks.EnumIsKnown(Path(root, "supplier_tier"), wish.supplier_tier(),
                     v1::WISH_TIER_NO_THANKS);
  checks.EnumIsKnown(Path(root, "source"), wish.source(), v1::WISH_SOURCE_BOM);
  if (wish.has_pair_score()) CheckPairScore(checks, wish.pair_score());
  const auto distinct = [](const std::string&) { return true; };
  checks.CheckEntries(root, "sessions", wish.sessions(), kMostWishSessions,
                      {"a session", distinct});
  checks.CheckEntries(root, "table_features", wish.table_features(),
                      kMostWishFeatures, {kIdGrammar, IsId});
  CheckAfter(checks, wish);
  checks.TextFits(Path(root, "remarks"), wish.remarks(), kText);
}

}  // namespace ketnoi::server
