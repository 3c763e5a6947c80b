#include "server/analyze_gaps.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "fmt/format.h"
#include "matcher/demand/lever_gains.h"
#include "matcher/model/date.h"
#include "server/gap_answers.h"
#include "server/gap_map.h"
#include "server/gap_scope.h"
#include "server/match_request.h"
#include "server/resource_lister.h"
#include "server/rpc_status.h"

namespace ketnoi::server {
namespace {

constexpr int32_t kDefaultGates = 5;
constexpr int32_t kMostGates = 50;
constexpr int32_t kDefaultGainers = 5;
constexpr int32_t kMostGainers = 100;
constexpr int32_t kDefaultTogether = 10;
constexpr int32_t kMostTogether = 1000;
constexpr int32_t kMostSupports = 10'000;
constexpr int64_t kMostPortfolioCost = 1'000'000'000;
constexpr absl::Duration kBetweenProgress = absl::Milliseconds(500);

// One call.
class AnalyzeGapsCall {
 public:
  AnalyzeGapsCall(const Backend& backend, const LeverTable& levers,
                  const CallLimits& limits,
                  const v1::AnalyzeGapsRequest& request,
                  const std::function<bool(std::string bytes)>& send)
      : backend_(backend),
        table_(levers),
        limits_(limits),
        request_(request),
        send_(send),
        choice_(ReadRankingOptions(backend.data, request.options(), {},
                                   violations_)) {
    cancelled_ = [this] { return !CheckLimits(limits_).ok(); };
  }

  absl::Status Run() {
    absl::Status status = Analyze();
    // What the matcher ends as cancelled may be a deadline.
    if (absl::IsCancelled(status)) {
      const absl::Status why = CheckLimits(limits_);
      if (!why.ok()) return why;
    }
    return status;
  }

 private:
  absl::Status Analyze() {
    const GapChoice gap_choice = Check();
    if (!violations_.empty()) return InvalidFields(violations_);
    auto view = OpenGaps(backend_, limits_, request_.read(), choice_,
                         gap_choice, request_.has_map_options());
    if (!view.ok()) return view.status();
    view_ = *std::move(view);
    passes_ = (WantsSupply() ? 1 : 0) + (request_.has_map_options() ? 1 : 0) +
              (WantsFlips() ? 1 : 0);
    absl::Status status = Compute();
    if (status.ok()) status = SendSummary();
    if (status.ok() && request_.has_map_options()) status = SendMap();
    if (status.ok() && request_.has_lever_options()) status = SendLevers();
    if (status.ok() && request_.has_portfolio_options()) {
      status = SendPortfolio();
    }
    if (status.ok() && request_.surplus()) {
      status = SendSurplus(gap_choice.category);
    }
    return status;
  }

  bool WantsFlips() const {
    return request_.has_lever_options() || request_.has_portfolio_options();
  }
  bool WantsSupply() const {
    return WantsFlips() || request_.has_map_options();
  }

  // Reads the request; what is wrong with it are violations.
  GapChoice Check() {
    GapChoice gap_choice =
        ReadGapChoice(backend_.data.reference, request_.scope(),
                      request_.weight_unit(), violations_);
    CheckGapOptions(request_.options(), violations_);
    CheckReadOptions(request_.read(), violations_);
    chosen_ = ChooseLevers(
        table_, ReadLevers(table_, request_.levers(), "levers", violations_));
    if (!WantsSupply() && !request_.surplus()) {
      violations_.Add("map_options",
                      "one of map_options, lever_options, portfolio_options "
                      "and surplus is required");
    }
    gate_count_ = PageSize(request_.map_options().gate_count(), kDefaultGates,
                           kMostGates, violations_, "map_options.gate_count");
    gainer_count_ =
        PageSize(request_.lever_options().supplier_count(), kDefaultGainers,
                 kMostGainers, violations_, "lever_options.supplier_count");
    together_count_ =
        PageSize(request_.lever_options().pair_count(), kDefaultTogether,
                 kMostTogether, violations_, "lever_options.pair_count");
    if (request_.has_portfolio_options()) {
      CheckPortfolio(request_.portfolio_options());
    }
    return gap_choice;
  }

  void CheckPortfolio(const v1::GapPortfolioOptions& options) {
    const auto check = [&](const char* field, int64_t value, int64_t most) {
      if (value >= 1 && value <= most) return;
      violations_.Add(fmt::format("portfolio_options.{}", field),
                      fmt::format("{} is not 1 to {}", value, most));
    };
    if (options.has_most_supports()) {
      check("most_supports", options.most_supports(), kMostSupports);
      budget_.most_supports = options.most_supports();
    }
    if (options.has_most_cost()) {
      check("most_cost", options.most_cost(), kMostPortfolioCost);
      budget_.most_cost = options.most_cost();
    }
    if (!options.has_most_supports() && !options.has_most_cost()) {
      violations_.Add("portfolio_options.most_supports",
                      "most_supports or most_cost is required");
    }
    if (!v1::GapGoal_IsValid(options.goal())) {
      violations_.Add("portfolio_options.goal",
                      fmt::format("{} is not a goal", int{options.goal()}));
    }
  }

  // What the parts are made of.
  absl::Status Compute() {
    if (request_.map_options().supplier_provinces()) {
      served_.resize(view_.suppliers.size());
    }
    if (WantsSupply()) {
      const absl::Status status = ComputeSupply();
      if (!status.ok()) return status;
    }
    if (request_.has_map_options()) {
      auto nearest = demand::FindNearest(*view_.scope, view_.suppliers, supply_,
                                         NextPass());
      if (!nearest.ok()) return nearest.status();
      nearest_ = *std::move(nearest);
    }
    if (!WantsFlips()) return absl::OkStatus();
    auto flips = FindFlips(backend_, limits_, view_, chosen_.measures, true, -1,
                           NextPass().done);
    if (!flips.ok()) return flips.status();
    flips_ = *std::move(flips);
    return absl::OkStatus();
  }

  absl::Status ComputeSupply() {
    const auto size = static_cast<size_t>(view_.scope->size());
    supply_.eligible.resize(size);
    supply_.conditional.resize(size);
    return demand::ForEachStanding(
        *view_.scope, view_.suppliers, NextPass(),
        [&](int32_t supplier, int32_t requirement, match::Standing standing) {
          const auto r = static_cast<size_t>(requirement);
          if (standing == match::Standing::kConditional) {
            ++supply_.conditional[r];
          }
          if (standing != match::Standing::kEligible) return;
          ++supply_.eligible[r];
          if (served_.empty()) return;
          served_[static_cast<size_t>(supplier)].push_back(requirement);
        });
  }

  // Tells how far the analysis is, in the next of its passes.
  demand::GapProgress NextPass() {
    const auto suppliers = static_cast<int32_t>(view_.suppliers.size());
    const int32_t before = suppliers * passes_begun_++;
    return {cancelled_, [this, before, suppliers](int32_t done) {
              const absl::Time now = absl::Now();
              if (now < last_progress_ + kBetweenProgress) return;
              last_progress_ = now;
              v1::AnalyzeGapsResponse response;
              response.mutable_progress()->set_done(before + done);
              response.mutable_progress()->set_total(suppliers * passes_);
              // If nobody reads it, the call is cancelled, which is seen next.
              send_(response.SerializeAsString());
            }};
  }

  absl::Status Send(const v1::AnalyzeGapsResponse& response) {
    absl::Status status = CheckLimits(limits_);
    if (!status.ok()) return status;
    if (send_(response.SerializeAsString())) return absl::OkStatus();
    return absl::CancelledError("the call was cancelled");
  }

  absl::Status SendSummary() {
    v1::AnalyzeGapsResponse response;
    v1::GapSummary& summary = *response.mutable_summary();
    summary.set_as_of_date(model::DateText(choice_.as_of));
    summary.set_criteria_set("criteriaSets/" + choice_.criteria_set->id);
    summary.set_criteria_set_hash(choice_.criteria_set->hash);
    summary.set_levers_hash(table_.hash);
    int32_t weightless = 0;
    for (const int32_t weight : view_.weights) {
      AddTo(weight, *summary.mutable_requirements());
      weightless += weight == 0 ? 1 : 0;
    }
    summary.set_weightless(weightless);
    summary.set_suppliers(static_cast<int32_t>(view_.suppliers.size()));
    summary.set_unrankable(view_.set->unrankable);
    FillReadState(backend_, view_.revision(), *summary.mutable_read_state());
    return Send(response);
  }

  absl::Status SendMap() {
    v1::AnalyzeGapsResponse response;
    *response.mutable_map() =
        MapFrom(backend_.data, view_, supply_, nearest_, gate_count_);
    if (!served_.empty()) {
      const auto provinces = ProvincesOfServing();
      if (!provinces.ok()) return provinces.status();
      AddSupplierProvinces(backend_.data, view_, *provinces, served_,
                           *response.mutable_map());
    }
    return Send(response);
  }

  // By supplier; of those that are eligible for something.
  absl::StatusOr<std::vector<std::set<std::string>>> ProvincesOfServing() {
    std::vector<std::set<std::string>> provinces(served_.size());
    for (size_t s = 0; s < served_.size(); ++s) {
      if (served_[s].empty()) continue;
      const absl::Status status = CheckLimits(limits_);
      if (!status.ok()) return status;
      const auto record =
          SupplierRecord(backend_, view_.suppliers[s].id, view_.revision());
      if (!record.ok()) return record.status();
      for (const model::Site& site : (*record)->sites) {
        if (!site.province.stated()) continue;
        provinces[s].insert(
            backend_.data.reference.provinces[site.province.index()].code);
      }
      if (provinces[s].empty()) provinces[s].insert("");
    }
    return provinces;
  }

  absl::Status SendLevers() {
    const auto gains =
        demand::CountGains(flips_, supply_, view_.weights, cancelled_);
    if (!gains.ok()) return gains.status();
    std::vector<const demand::LeverGain*> order;
    for (const demand::LeverGain& total : gains->totals) {
      order.push_back(&total);
    }
    std::stable_sort(order.begin(), order.end(), [](auto* a, auto* b) {
      const auto key = [](const demand::LeverGain& one) {
        return std::tuple(one.levers.second >= 0, -one.gain.first_source_weight,
                          -one.gain.weight, -one.gain.pairs);
      };
      return key(*a) < key(*b);
    });
    int32_t together = 0;
    for (const demand::LeverGain* total : order) {
      if (total->levers.second >= 0 && ++together > together_count_) break;
      const absl::Status status = SendLever(*total, gains->suppliers);
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  absl::Status SendLever(const demand::LeverGain& total,
                         const std::vector<demand::SupplierGain>& gains) {
    v1::AnalyzeGapsResponse response;
    *response.mutable_lever() =
        LeverFrom(chosen_, view_, total, gains, gainer_count_);
    return Send(response);
  }

  absl::Status SendPortfolio() {
    const auto goal =
        request_.portfolio_options().goal() == v1::GAP_GOAL_ANY_SOURCE
            ? demand::UnlockGoal::kAnySource
            : demand::UnlockGoal::kFirstSource;
    const auto portfolio =
        demand::MakeGapPortfolio(chosen_.measures, flips_, supply_,
                                 view_.weights, goal, budget_, {}, cancelled_);
    if (absl::IsInvalidArgument(portfolio.status())) {
      return InvalidField("weight_unit",
                          std::string(portfolio.status().message()));
    }
    if (!portfolio.ok()) return portfolio.status();
    v1::AnalyzeGapsResponse response;
    *response.mutable_portfolio() = PortfolioFrom(*portfolio);
    absl::Status status = Send(response);
    v1::GapStep last;
    for (const demand::GapStep& step : portfolio->steps) {
      if (!status.ok()) break;
      response.Clear();
      auto told = StepFrom(backend_, chosen_, view_, step, last);
      if (!told.ok()) return told.status();
      *response.mutable_step() = *std::move(told);
      status = Send(response);
      // The next one adds to its totals only.
      last = std::move(*response.mutable_step());
    }
    return status;
  }

  absl::Status SendSurplus(model::CategoryId within) {
    v1::AnalyzeGapsResponse response;
    v1::GapSurplus& surplus = *response.mutable_surplus();
    for (const demand::Surplus& one :
         demand::FindSurplus(*view_.scope, view_.suppliers, within)) {
      v1::GapSurplusCategory& to = *surplus.add_categories();
      to.set_category(backend_.data.reference.categories.Name(one.category));
      *to.mutable_display_name() =
          backend_.data.tables.categories[one.category.index()].display_name();
      to.set_suppliers(one.suppliers);
      to.set_capabilities(one.capabilities);
    }
    return Send(response);
  }

  const Backend& backend_;
  const LeverTable& table_;
  const CallLimits& limits_;
  const v1::AnalyzeGapsRequest& request_;
  const std::function<bool(std::string bytes)>& send_;
  std::function<bool()> cancelled_;
  Violations violations_;
  RankingChoice choice_;
  int32_t gate_count_ = 0;
  int32_t gainer_count_ = 0;
  int32_t together_count_ = 0;
  demand::GapBudget budget_;
  ChosenLevers chosen_;

  GapView view_;
  int32_t passes_ = 0;
  int32_t passes_begun_ = 0;
  absl::Time last_progress_ = absl::Now();
  demand::Supply supply_;
  // What each supplier is eligible for, if provinces of suppliers are wanted.
  std::vector<std::vector<int32_t>> served_;
  std::vector<demand::Nearest> nearest_;
  demand::LeverFlips flips_;
};

}  // namespace

absl::Status AnalyzeGaps(const Backend& backend, const LeverTable& levers,
                         const CallLimits& limits,
                         const v1::AnalyzeGapsRequest& request,
                         const std::function<bool(std::string bytes)>& send) {
  return AnalyzeGapsCall(backend, levers, limits, request, send).Run();
}

}  // namespace ketnoi::server
