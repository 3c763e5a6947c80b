#include "server/gap_pairs.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "matcher/model/date.h"
#include "server/gap_map.h"
#include "server/gap_scope.h"
#include "server/page_token.h"
#include "server/resource_kind.h"
#include "server/resource_lister.h"
#include "server/resource_name.h"
#include "server/rpc_status.h"
#include "server/topic_words.h"
#include "server/translate_result.h"
#include "server/wire_writer.h"

namespace ketnoi::server {
namespace {

constexpr int32_t kDefaultGapPairs = 50;
constexpr int32_t kLargestGapPage = 1000;
constexpr auto kNotEligible = match::Standing::kIneligible;

// A pair of the figure; supplier -1: nobody.
struct FiguredPair {
  int32_t requirement = 0;
  int32_t supplier = -1;
  match::Standing standing = match::Standing::kIneligible;
  demand::Distance distance;
  std::vector<demand::Topic> topics;
};

// One call.
class GapPairsCall {
 public:
  GapPairsCall(const Backend& backend, const LeverTable& levers,
               const CallLimits& limits, const v1::ListGapPairsRequest& request)
      : backend_(backend),
        table_(levers),
        limits_(limits),
        request_(request),
        choice_(ReadRankingOptions(backend.data, request.options(), {},
                                   violations_)) {
    progress_.cancelled = [this] { return !CheckLimits(limits_).ok(); };
  }

  absl::Status Run(v1::ListGapPairsResponse& response) {
    const absl::Status status = List(response);
    if (absl::IsCancelled(status)) {
      const absl::Status why = CheckLimits(limits_);
      if (!why.ok()) return why;
    }
    return status;
  }

 private:
  absl::Status List(v1::ListGapPairsResponse& response) {
    const GapChoice gap_choice = Check();
    absl::Status status = ReadToken();
    if (!violations_.empty()) return InvalidFields(violations_);
    if (!status.ok()) return status;
    auto view = OpenGaps(backend_, limits_, request_.read(), choice_,
                         gap_choice, false);
    if (!view.ok()) return view.status();
    view_ = *std::move(view);
    auto supply = demand::CountSupply(*view_.scope, view_.suppliers, progress_);
    if (!supply.ok()) return supply.status();
    supply_ = *std::move(supply);
    status = request_.has_lever() ? FindLeverPairs() : FindBucketPairs();
    if (!status.ok()) return status;
    return Fill(response);
  }

  // What is wrong with the request are violations.
  GapChoice Check() {
    GapChoice gap_choice = ReadGapChoice(backend_.data.reference,
                                         request_.scope(), "", violations_);
    CheckGapOptions(request_.options(), violations_);
    CheckReadOptions(request_.read(), violations_);
    page_size_ = PageSize(request_.page_size(), kDefaultGapPairs,
                          kLargestGapPage, violations_);
    switch (request_.figure_case()) {
      case v1::ListGapPairsRequest::kLever:
        CheckLever(request_.lever());
        break;
      case v1::ListGapPairsRequest::kBucket:
        if (!v1::GapBucket_IsValid(request_.bucket()) ||
            request_.bucket() == v1::GAP_BUCKET_UNSPECIFIED) {
          violations_.Add("bucket", fmt::format("{} is not a bucket",
                                                int{request_.bucket()}));
        }
        break;
      default:
        violations_.Add("bucket", "bucket or lever is required");
    }
    const bool with_gates = request_.bucket() == v1::GAP_BUCKET_NONE ||
                            request_.bucket() == v1::GAP_BUCKET_CONDITIONAL;
    if (!request_.gate().empty() && !with_gates) {
      violations_.Add("gate",
                      "is for buckets of requirements with no eligible "
                      "supplier");
    }
    return gap_choice;
  }

  void CheckLever(const v1::GapLeverFigure& figure) {
    const int count = figure.levers_size();
    if (count < 1 || count > 2) {
      violations_.Add("lever.levers",
                      fmt::format("{} levers are not one or two", count));
      return;
    }
    positions_ =
        ReadLevers(table_, figure.levers(), "lever.levers", violations_);
    if (!figure.supplier().empty()) {
      CheckName(SupplierKind(), figure.supplier(), "lever.supplier",
                violations_);
    }
  }

  std::string Hash() const {
    v1::ListGapPairsRequest rest = request_;
    rest.clear_page_size();
    rest.clear_page_token();
    rest.clear_read();
    return QueryHash({"gap pairs", table_.hash, choice_.criteria_set->hash,
                      DeterministicBytes(rest)});
  }

  absl::Status ReadToken() {
    if (request_.page_token().empty()) return absl::OkStatus();
    // It is of another query than one whose criteria set is not there.
    auto token = ReadPageToken(backend_, request_.page_token(),
                               choice_.criteria_set == nullptr ? "" : Hash(),
                               violations_);
    if (!token.ok()) return token.status();
    token_ = *std::move(token);
    if (!token_) return absl::OkStatus();
    const auto as_of = model::DateFromText(token_->as_of_date);
    const size_t blank = token_->last_name.find(' ');
    if (!as_of || blank == std::string::npos) {
      AddBrokenPageToken(violations_);
      return absl::OkStatus();
    }
    choice_.as_of = *as_of;
    after_ = {token_->last_name.substr(0, blank),
              token_->last_name.substr(blank + 1)};
    return absl::OkStatus();
  }

  absl::Status FindLeverPairs() {
    const v1::GapLeverFigure& figure = request_.lever();
    int32_t only = -1;
    if (!figure.supplier().empty()) {
      const std::string id(LastId(figure.supplier()));
      const auto it =
          std::lower_bound(view_.suppliers.begin(), view_.suppliers.end(), id,
                           [](const auto& supplier, const std::string& wanted) {
                             return supplier.id < wanted;
                           });
      if (it == view_.suppliers.end() || it->id != id) {
        return NotFound(figure.supplier());
      }
      only = static_cast<int32_t>(it - view_.suppliers.begin());
    }
    std::vector<demand::Lever> measures;
    for (const int32_t position : positions_) {
      measures.push_back(table_.measures[static_cast<size_t>(position)]);
    }
    const bool together = measures.size() > 1;
    const auto flips =
        FindFlips(backend_, limits_, view_, measures, together, only, nullptr);
    if (!flips.ok()) return flips.status();
    for (const demand::LeverFlip& flip : *flips) {
      if (together && flip.levers.second < 0) continue;
      const auto r = static_cast<size_t>(flip.requirement);
      if (figure.first_sources() && supply_.eligible[r] > 0) continue;
      pairs_.push_back({flip.requirement, flip.supplier, kNotEligible, {}, {}});
    }
    // As things are a flip is not eligible; conditional or ineligible.
    std::set<std::pair<int32_t, int32_t>> flipped;
    for (const FiguredPair& pair : pairs_) {
      flipped.emplace(pair.supplier, pair.requirement);
    }
    std::set<std::pair<int32_t, int32_t>> conditional;
    const absl::Status status = demand::ForEachStanding(
        *view_.scope, view_.suppliers, progress_,
        [&](int32_t supplier, int32_t requirement, match::Standing standing) {
          if (standing == match::Standing::kConditional &&
              flipped.contains({supplier, requirement})) {
            conditional.emplace(supplier, requirement);
          }
        });
    for (FiguredPair& pair : pairs_) {
      if (conditional.contains({pair.supplier, pair.requirement})) {
        pair.standing = match::Standing::kConditional;
      }
    }
    return status;
  }

  absl::Status FindBucketPairs() {
    const v1::GapBucket bucket = request_.bucket();
    if (bucket == v1::GAP_BUCKET_ONE || bucket == v1::GAP_BUCKET_TWO ||
        bucket == v1::GAP_BUCKET_MORE) {
      return demand::ForEachStanding(
          *view_.scope, view_.suppliers, progress_,
          [&](int32_t supplier, int32_t requirement, match::Standing standing) {
            const auto r = static_cast<size_t>(requirement);
            if (standing == match::Standing::kEligible &&
                BucketOf(supply_.eligible[r]) == bucket) {
              pairs_.push_back({requirement, supplier, standing, {}, {}});
            }
          });
    }
    const auto nearest =
        demand::FindNearest(*view_.scope, view_.suppliers, supply_, progress_);
    if (!nearest.ok()) return nearest.status();
    for (int32_t r = 0; r < view_.scope->size(); ++r) {
      const auto at = static_cast<size_t>(r);
      if (supply_.eligible[at] == 0) AddNearest(r, (*nearest)[at]);
    }
    return absl::OkStatus();
  }

  // Of a requirement with no eligible supplier.
  void AddNearest(int32_t requirement, const demand::Nearest& nearest) {
    const v1::GapBucket bucket = request_.bucket();
    const bool conditional =
        supply_.conditional[static_cast<size_t>(requirement)] > 0;
    if (nearest.suppliers.empty()) {
      if (bucket != v1::GAP_BUCKET_CONDITIONAL && request_.gate().empty()) {
        pairs_.push_back({requirement, -1, kNotEligible, {}, {}});
      }
      return;
    }
    if (bucket == v1::GAP_BUCKET_NO_CANDIDATE ||
        (bucket == v1::GAP_BUCKET_CONDITIONAL && !conditional)) {
      return;
    }
    for (const demand::NearSupplier& near : nearest.suppliers) {
      const bool wanted = request_.gate().empty() ||
                          std::any_of(near.topics.begin(), near.topics.end(),
                                      [&](const demand::Topic& topic) {
                                        return TopicKey(backend_.data, topic) ==
                                               request_.gate();
                                      });
      if (!wanted) continue;
      pairs_.push_back({requirement, near.supplier,
                        nearest.distance.unmet == 0
                            ? match::Standing::kConditional
                            : match::Standing::kIneligible,
                        nearest.distance, near.topics});
    }
  }

  // By the names of both, as a page ends with them.
  std::pair<std::string, std::string> KeyOf(const FiguredPair& pair) const {
    return {view_.scope->name(pair.requirement),
            pair.supplier < 0
                ? ""
                : view_.suppliers[static_cast<size_t>(pair.supplier)].id};
  }

  absl::Status Fill(v1::ListGapPairsResponse& response) {
    // Numbers of requirements are by category first.
    std::vector<int32_t> order(static_cast<size_t>(view_.scope->size()));
    for (size_t i = 0; i < order.size(); ++i) {
      order[i] = static_cast<int32_t>(i);
    }
    std::sort(order.begin(), order.end(), [&](int32_t a, int32_t b) {
      return view_.scope->name(a) < view_.scope->name(b);
    });
    std::vector<int32_t> place(order.size());
    for (size_t i = 0; i < order.size(); ++i) {
      place[static_cast<size_t>(order[i])] = static_cast<int32_t>(i);
    }
    std::sort(pairs_.begin(), pairs_.end(),
              [&](const FiguredPair& a, const FiguredPair& b) {
                const auto key = [&](const FiguredPair& pair) {
                  return std::pair(place[static_cast<size_t>(pair.requirement)],
                                   pair.supplier);
                };
                return key(a) < key(b);
              });
    int32_t requirements = 0;
    for (size_t i = 0; i < pairs_.size(); ++i) {
      requirements +=
          i == 0 || pairs_[i].requirement != pairs_[i - 1].requirement ? 1 : 0;
    }
    response.set_total_pairs(static_cast<int64_t>(pairs_.size()));
    response.set_total_requirements(requirements);
    response.set_as_of_date(model::DateText(choice_.as_of));
    response.set_catalogue_changed(token_ &&
                                   token_->revision != view_.revision());
    FillReadState(backend_, view_.revision(), *response.mutable_read_state());
    return FillPairs(response);
  }

  absl::Status FillPairs(v1::ListGapPairsResponse& response) {
    auto it = pairs_.begin();
    if (after_) {
      it = std::upper_bound(pairs_.begin(), pairs_.end(), *after_,
                            [&](const auto& key, const FiguredPair& pair) {
                              return key < KeyOf(pair);
                            });
    }
    size_t bytes = 0;
    for (; it != pairs_.end() && response.pairs_size() < page_size_ &&
           bytes < kMostPageBytes;
         ++it) {
      absl::Status status = CheckLimits(limits_);
      if (status.ok()) status = FillPair(*it, *response.add_pairs());
      if (!status.ok()) return status;
      bytes += response.pairs(response.pairs_size() - 1).ByteSizeLong();
    }
    if (it == pairs_.end() || response.pairs().empty()) return absl::OkStatus();
    const auto [requirement, supplier] = KeyOf(*std::prev(it));
    PageToken next;
    next.query_hash = Hash();
    next.epoch = backend_.store.epoch();
    next.revision = token_ ? token_->revision : view_.revision();
    next.as_of_date = model::DateText(choice_.as_of);
    next.last_name = fmt::format("{} {}", requirement, supplier);
    response.set_next_page_token(EncodePageToken(next));
    return absl::OkStatus();
  }

  absl::Status FillPair(const FiguredPair& pair, v1::GapPair& to) const {
    auto shown = GapRequirementAt(backend_, view_.scope->name(pair.requirement),
                                  view_.revision());
    if (!shown.ok()) return shown.status();
    *to.mutable_requirement() = *std::move(shown);
    to.set_standing(StandingFrom(pair.standing));
    if (pair.supplier < 0) return absl::OkStatus();
    const auto& supplier = view_.suppliers[static_cast<size_t>(pair.supplier)];
    to.set_supplier("suppliers/" + supplier.id);
    *to.mutable_supplier_name() = SupplierName(supplier.at);
    to.set_supplier_composed(IsComposed(supplier.at));
    to.set_unmet(pair.distance.unmet);
    to.set_unknown(pair.distance.unknown);
    for (const demand::Topic& topic : pair.topics) {
      to.add_gates(TopicKey(backend_.data, topic));
    }
    return absl::OkStatus();
  }

  const Backend& backend_;
  const LeverTable& table_;
  const CallLimits& limits_;
  const v1::ListGapPairsRequest& request_;
  demand::GapProgress progress_;
  Violations violations_;
  RankingChoice choice_;
  int32_t page_size_ = 0;
  std::vector<int32_t> positions_;  // of the levers
  std::optional<PageToken> token_;
  std::optional<std::pair<std::string, std::string>> after_;
  GapView view_;
  demand::Supply supply_;
  std::vector<FiguredPair> pairs_;
};

}  // namespace

absl::Status ListGapPairs(const Backend& backend, const LeverTable& levers,
                          const CallLimits& limits,
                          const v1::ListGapPairsRequest& request,
                          v1::ListGapPairsResponse& response) {
  return GapPairsCall(backend, levers, limits, request).Run(response);
}

}  // namespace ketnoi::server
