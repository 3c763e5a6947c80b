#include "server/suggest_wishes.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "ketnoi/v1/requirement.pb.h"
#include "matcher/model/date.h"
#include "matcher/optimize/at.h"
#include "matcher/schedule/candidates.h"
#include "server/demand_target.h"
#include "server/fair_kinds.h"
#include "server/fair_records.h"
#include "server/field_checks.h"
#include "server/floor_costs.h"
#include "server/matched_pairs.h"
#include "server/resource_kind.h"
#include "server/resource_lister.h"
#include "server/resource_name.h"
#include "server/rpc_status.h"
#include "server/translate_fair.h"
#include "server/translate_result.h"

namespace ketnoi::server {
namespace {

constexpr int32_t kDefaultMinScore = 5'000;
constexpr int32_t kMostSuggestions = 200'000;  // as many as a fair has wishes
constexpr int32_t kHighestExposureFloor = 1'000;
constexpr int32_t kFloorsAbove = 2;  // that costs are told of
constexpr int32_t kHighestToldFloor = 20;
constexpr size_t kWishesInMessage = 500;

// Whether the two say the same of a pair, but for the day and the data.
bool SameMatch(const v1::PairScore& a, const v1::PairScore& b) {
  return a.requirement() == b.requirement() && a.standing() == b.standing() &&
         a.score() == b.score() && a.score_high() == b.score_high() &&
         a.criteria_set_hash() == b.criteria_set_hash();
}

// One call.
class SuggestWishesCall {
 public:
  SuggestWishesCall(Backend& backend, const CallLimits& limits,
                    const v1::SuggestWishesRequest& request,
                    const SendMessage& send)
      : backend_(backend),
        limits_(limits),
        request_(request),
        send_(send),
        choice_(ReadRankingOptions(backend.data, request.options(), {},
                                   violations_)) {}

  absl::Status Run() {
    Check();
    if (!violations_.empty()) return InvalidFields(violations_);
    absl::Status status = Read();
    if (!status.ok()) return status;
    auto ranked = RankPairs(records_, sides_, choice_,
                            request_.include_conditional(), limits_);
    if (!ranked.ok()) return ranked.status();
    ranked_ = *std::move(ranked);
    status = Choose();
    if (status.ok()) status = MakeWishes();
    if (status.ok()) status = AddFloorCosts();
    return status.ok() ? Send() : status;
  }

 private:
  void Check() {
    CheckName(FairKind(), request_.parent(), "parent", violations_);
    RefuseWeights(request_.options(), violations_);
    CheckReadOptions(request_.read(), violations_);
    FieldChecks checks(backend_.data.reference, violations_);
    const Path root;
    checks.InRange(Path(root, "min_score"), int64_t{request_.min_score()}, 0,
                   10'000);
    checks.InRange(Path(root, "max_per_buyer"),
                   int64_t{request_.max_per_buyer()}, 0, kMostSuggestions);
    checks.InRange(Path(root, "max_per_supplier"),
                   int64_t{request_.max_per_supplier()}, 0, kMostSuggestions);
    checks.InRange(Path(root, "exposure_floor"),
                   int64_t{request_.exposure_floor()}, 0,
                   kHighestExposureFloor);
  }

  absl::Status Read() {
    if (choice_.criteria_set == nullptr) {
      return NotFound(choice_.options.criteria_set());
    }
    absl::Status status = AwaitFreshness(backend_, request_.read(), limits_);
    if (!status.ok()) return status;
    auto records = ReadFairRecords(backend_, request_.parent(), limits_);
    if (!records.ok()) return records.status();
    records_ = *std::move(records);
    auto sides = ReadSides(backend_, limits_);
    if (!sides.ok()) return sides.status();
    sides_ = *std::move(sides);
    return absl::OkStatus();
  }

  int32_t exposure_floor() const {
    return request_.has_exposure_floor() ? request_.exposure_floor()
                                         : records_.fair.exposure_floor();
  }

  absl::Status Choose() {
    std::vector<schedule::MatchedPair> pairs;
    for (const RankedPair& pair : ranked_.pairs) {
      pairs.push_back({pair.buyer, pair.supplier, pair.key.score,
                       pair.key.standing == match::Standing::kEligible});
    }
    schedule::CandidateLimits limits;
    limits.min_score =
        request_.has_min_score() ? request_.min_score() : kDefaultMinScore;
    limits.most_per_buyer = request_.max_per_buyer();
    limits.most_per_supplier = request_.max_per_supplier();
    limits.exposure_floor = exposure_floor();
    candidacies_ = schedule::ChooseCandidates(pairs, limits);
    const auto count = [&](schedule::Candidacy candidacy) {
      return static_cast<int32_t>(
          std::count(candidacies_.begin(), candidacies_.end(), candidacy));
    };
    const int32_t by_floor = count(schedule::Candidacy::kByFloor);
    const int32_t suggestions = count(schedule::Candidacy::kByScore) + by_floor;
    summary_.set_low_score_count(count(schedule::Candidacy::kLowScore));
    summary_.set_buyer_crowded_count(count(schedule::Candidacy::kBuyerCrowded));
    summary_.set_supplier_crowded_count(
        count(schedule::Candidacy::kSupplierCrowded));
    summary_.set_by_floor_count(by_floor);
    summary_.set_suggestion_count(suggestions);
    if (suggestions <= kMostSuggestions) return absl::OkStatus();
    return Error(absl::StatusCode::kResourceExhausted,
                 v1::ERROR_REASON_FAIR_FULL,
                 fmt::format("{} pairs would be wishes, and a fair has at most "
                             "{}; use a higher min_score",
                             suggestions, kMostSuggestions),
                 {{"name", request_.parent()},
                  {"limit", std::to_string(kMostSuggestions)}});
  }

  // The wish of each pair that a suggestion goes to.
  void FindWishes() {
    for (size_t w = 0; w < records_.wishes.size(); ++w) {
      const v1::Wish& wish = records_.wishes[w];
      const auto [at, is_new] =
          wish_of_.try_emplace({wish.buyer(), wish.supplier()}, w);
      if (is_new || IsRanked(records_.wishes[at->second])) continue;
      if (IsRanked(wish)) at->second = w;
    }
  }
  static bool IsRanked(const v1::Wish& wish) {
    return wish.source() == v1::WISH_SOURCE_RANKING ||
           wish.source() == v1::WISH_SOURCE_BOM;
  }

  absl::Status MakeWishes() {
    FindWishes();
    for (size_t i = 0; i < ranked_.pairs.size(); ++i) {
      const bool by_floor = candidacies_[i] == schedule::Candidacy::kByFloor;
      if (!by_floor && candidacies_[i] != schedule::Candidacy::kByScore) {
        continue;
      }
      if (absl::Status status = CheckLimits(limits_); !status.ok()) {
        return status;
      }
      absl::Status status = MakeWish(ranked_.pairs[i], by_floor);
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  absl::Status MakeWish(const RankedPair& pair, bool by_floor) {
    auto score = ScoreOf(pair.key);
    if (!score.ok()) return score.status();
    const v1::Participant& buyer = records_.participants[At(pair.buyer)];
    const v1::Participant& supplier = records_.participants[At(pair.supplier)];
    v1::SuggestedWish& suggested = suggested_.emplace_back();
    suggested.set_by_floor(by_floor);
    v1::Wish& wish = *suggested.mutable_wish();
    const auto found = wish_of_.find({buyer.name(), supplier.name()});
    if (found == wish_of_.end()) {
      suggested.set_change(v1::SUGGESTED_CHANGE_NEW);
      summary_.set_new_count(summary_.new_count() + 1);
      wish.set_name(fmt::format("{}/wishes/{}-{}", request_.parent(),
                                LastId(buyer.name()), LastId(supplier.name())));
      wish.set_buyer(buyer.name());
      wish.set_supplier(supplier.name());
      wish.set_composed(buyer.composed() || supplier.composed());
    } else {
      wish = records_.wishes[found->second];
    }
    SetMatch(*std::move(score), suggested);
    return absl::OkStatus();
  }

  // Who asked keeps what was said; what is from a ranking follows it.
  void SetMatch(v1::PairScore score, v1::SuggestedWish& suggested) {
    v1::Wish& wish = *suggested.mutable_wish();
    const bool is_new = suggested.change() == v1::SUGGESTED_CHANGE_NEW;
    const int32_t value = is_new || IsRanked(wish) || wish.value() == 0
                              ? score.score()
                              : wish.value();
    if (!is_new) {
      const bool same =
          value == wish.value() && SameMatch(score, wish.pair_score());
      suggested.set_change(same ? v1::SUGGESTED_CHANGE_SAME
                                : v1::SUGGESTED_CHANGE_CHANGED);
      if (same) return;
      summary_.set_changed_count(summary_.changed_count() + 1);
    }
    wish.set_value(value);
    if (is_new || IsRanked(wish)) {
      wish.set_source(score.bom().empty() ? v1::WISH_SOURCE_RANKING
                                          : v1::WISH_SOURCE_BOM);
    }
    *wish.mutable_pair_score() = std::move(score);
  }

  absl::StatusOr<v1::PairScore> ScoreOf(const match::RankKey& key) {
    const auto requirement = RequirementOf(key.id);
    if (!requirement.ok()) return requirement.status();
    const model::CriteriaSet& set = *choice_.criteria_set;
    v1::PairScore score;
    score.set_requirement(key.id);
    score.set_bom((*requirement)->bom());
    score.set_bom_line((*requirement)->bom_line());
    score.set_standing(StandingFrom(key.standing));
    score.set_score(key.score);
    score.set_score_high(key.score_high);
    score.set_as_of_date(model::DateText(choice_.as_of));
    score.set_criteria_set("criteriaSets/" + set.id);
    score.set_criteria_set_version(set.version);
    score.set_criteria_set_hash(set.hash);
    score.mutable_ranked_revision()->set_epoch(backend_.store.epoch());
    score.mutable_ranked_revision()->set_number(sides_.snapshot->revision());
    return score;
  }

  absl::StatusOr<const v1::Requirement*> RequirementOf(
      const std::string& name) {
    const auto [at, is_new] = requirements_.try_emplace(name);
    if (!is_new) return &at->second;
    const auto record =
        RecordAt(backend_.store, storage::Collection::kRequirements, name,
                 sides_.snapshot->revision());
    if (!record.ok()) return record.status();
    const absl::Status status =
        ReadRecord(*record, backend_.store.epoch(), at->second);
    if (!status.ok()) return status;
    return &at->second;
  }

  // As if all suggestions were imported.
  FairRecords WithSuggestions() const {
    FairRecords records = records_;
    std::map<std::string, size_t> at;
    for (size_t w = 0; w < records.wishes.size(); ++w) {
      at.emplace(records.wishes[w].name(), w);
    }
    for (const v1::SuggestedWish& suggested : suggested_) {
      const auto found = at.find(suggested.wish().name());
      if (found != at.end()) {
        records.wishes[found->second] = suggested.wish();
      } else {
        records.wishes.push_back(suggested.wish());
      }
    }
    std::sort(records.wishes.begin(), records.wishes.end(),
              [](const v1::Wish& a, const v1::Wish& b) {
                return a.name() < b.name();
              });
    return records;
  }

  absl::Status AddFloorCosts() {
    std::vector<int32_t> eligible(records_.participants.size());
    for (const RankedPair& pair : ranked_.pairs) {
      if (pair.key.standing != match::Standing::kEligible) continue;
      ++eligible[At(pair.supplier)];
    }
    for (const int32_t p : ranked_.suppliers) {
      if (eligible[At(p)] > 0) continue;
      summary_.add_suppliers_without_match(records_.participants[At(p)].name());
    }
    const auto model = TranslateFair(WithSuggestions());
    if (absl::IsFailedPrecondition(model.status())) return absl::OkStatus();
    if (!model.ok()) return model.status();
    const int32_t highest =
        std::min(exposure_floor() + kFloorsAbove, kHighestToldFloor);
    const auto costs = FloorCosts(model->fair, eligible, highest, [this] {
      return !CheckLimits(limits_).ok();
    });
    if (absl::IsCancelled(costs.status())) return CheckLimits(limits_);
    if (!costs.ok()) return costs.status();
    for (const v1::FloorCost& cost : *costs) {
      *summary_.add_floor_costs() = cost;
    }
    return absl::OkStatus();
  }

  absl::Status Send() {
    summary_.set_as_of_date(model::DateText(choice_.as_of));
    summary_.set_criteria_set("criteriaSets/" + choice_.criteria_set->id);
    summary_.mutable_revision()->set_epoch(backend_.store.epoch());
    summary_.mutable_revision()->set_number(sides_.snapshot->revision());
    summary_.set_buyer_count(static_cast<int32_t>(ranked_.buyers.size()));
    summary_.set_supplier_count(static_cast<int32_t>(ranked_.suppliers.size()));
    summary_.set_pair_count(static_cast<int32_t>(ranked_.pairs.size()));
    v1::SuggestWishesResponse message;
    for (v1::SuggestedWish& suggested : suggested_) {
      *message.add_wishes() = std::move(suggested);
      if (static_cast<size_t>(message.wishes_size()) < kWishesInMessage) {
        continue;
      }
      if (!send_(message.SerializeAsString())) {
        return absl::CancelledError("nobody reads the suggestions");
      }
      message.Clear();
    }
    *message.mutable_summary() = std::move(summary_);
    send_(message.SerializeAsString());
    return absl::OkStatus();
  }

  Backend& backend_;
  const CallLimits& limits_;
  const v1::SuggestWishesRequest& request_;
  const SendMessage& send_;
  Violations violations_;
  const RankingChoice choice_;
  FairRecords records_;
  Catalogue::BothSides sides_;
  RankedPairs ranked_;
  std::vector<schedule::Candidacy> candidacies_;  // by pair
  std::map<std::pair<std::string, std::string>, size_t> wish_of_;
  std::map<std::string, v1::Requirement> requirements_;  // by name
  std::vector<v1::SuggestedWish> suggested_;
  v1::SuggestionSummary summary_;
};

}  // namespace

absl::Status SuggestWishes(Backend& backend, const CallLimits& limits,
                           const v1::SuggestWishesRequest& request,
                           const SendMessage& send) {
  return SuggestWishesCall(backend, limits, request, send).Run();
}

}  // namespace ketnoi::server
