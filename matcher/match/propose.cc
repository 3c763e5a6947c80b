#include "matcher/match/propose.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace ketnoi::match {
namespace {

using model::CriterionKind;
using model::Quantity;

constexpr int32_t kWholeShare = 10'000;
// The most that a record may state, thousandths.
constexpr int64_t kMostAmount = 1'000'000'000'000'000;

class Proposer {
 public:
  Proposer(const RowInView& row, const GateGroup& group)
      : row_(row), group_(group) {}

  std::vector<Proposal> Run() const {
    const auto& test = row_.program.steps[group_.open.front()].criterion.test;
    switch (model::KindOf(test)) {
      case CriterionKind::kCategory:
        return One(ChangeKind::kListInCategory,
                   model::SetCategory{row_.capability, row_.program.category});
      case CriterionKind::kMonthlyVolume:
        return Capacity();
      case CriterionKind::kOrderQuantity:
        return MinimumOrder();
      case CriterionKind::kSampleLeadTime:
        return One(
            ChangeKind::kShortenSampleLeadTime,
            model::SetSampleLeadTime{
                row_.capability, Least(&model::SampleLeadTimeTest::max_days)});
      case CriterionKind::kSeriesLeadTime:
        return One(
            ChangeKind::kShortenSeriesLeadTime,
            model::SetSeriesLeadTime{
                row_.capability, Least(&model::SeriesLeadTimeTest::max_days)});
      case CriterionKind::kPaymentTerm:
        return One(
            ChangeKind::kAcceptPaymentTerm,
            model::SetPaymentTerm{Most(&model::PaymentTermTest::term_days)});
      case CriterionKind::kExportShare:
        return One(
            ChangeKind::kRaiseExportShare,
            model::SetExportShare{Most(&model::ExportShareTest::min_bp)});
      case CriterionKind::kPlace:
        return Places();
      case CriterionKind::kOwnership:
        return Owners();
      case CriterionKind::kEmployees:
        return Employees();
      case CriterionKind::kAssessment:
        return Assessment();
      case CriterionKind::kFreshness:
        return One(ChangeKind::kConfirmRecord,
                   model::Confirm{row_.program.as_of});
      case CriterionKind::kAttribute:
        return ProposeAttribute(row_, group_);
      case CriterionKind::kCertificate:
        return ProposeCertificates(row_, group_);
      case CriterionKind::kProcesses:
      case CriterionKind::kMaterials:
      case CriterionKind::kIndustriesServed:
      case CriterionKind::kCustomersServed:
      case CriterionKind::kLanguages:
        return ProposeListItems(row_, group_);
    }
    return {};
  }

 private:
  std::vector<Proposal> One(ChangeKind kind, model::Edit edit) const {
    return {{{kind, group_.open_mask(), std::move(edit)}}};
  }

  // Over all gates of the group.
  template <class Test>
  int32_t Least(int32_t Test::*number) const {
    int32_t least = row_.TestOf<Test>(group_.all.front())->*number;
    for (const size_t step : group_.all) {
      least = std::min(least, row_.TestOf<Test>(step)->*number);
    }
    return least;
  }
  template <class Test>
  int32_t Most(int32_t Test::*number) const {
    int32_t most = row_.TestOf<Test>(group_.all.front())->*number;
    for (const size_t step : group_.all) {
      most = std::max(most, row_.TestOf<Test>(step)->*number);
    }
    return most;
  }

  // As much as one of the gates requires: units may differ.
  std::vector<Proposal> Capacity() const {
    std::vector<Proposal> proposals;
    for (const size_t step : group_.all) {
      const auto& test = *row_.TestOf<model::MonthlyVolumeTest>(step);
      proposals.push_back({{ChangeKind::kRaiseFreeCapacity, group_.open_mask(),
                            CapacityFor(test.quantity)}});
    }
    return proposals;
  }

  // The promised share stays; if it leaves nothing, what is needed is kept
  // free.
  model::SetMonthlyCapacity CapacityFor(const Quantity& required) const {
    const model::Capability& row = row_.row();
    const int64_t free_bp = kWholeShare - row.committed_bp.value_or(0);
    if (free_bp > 0) {
      const __int128 needed =
          (static_cast<__int128>(required.value_e3) * kWholeShare + free_bp -
           1) /
          free_bp;
      if (needed <= kMostAmount) {
        return {row_.capability,
                {static_cast<int64_t>(needed), required.unit},
                std::nullopt};
      }
    }
    int64_t capacity = required.value_e3;
    if (row.monthly_capacity && row.monthly_capacity->unit == required.unit) {
      capacity = std::max(capacity, row.monthly_capacity->value_e3);
    }
    const __int128 spare = capacity - required.value_e3;
    return {row_.capability,
            {capacity, required.unit},
            static_cast<int32_t>(spare * kWholeShare /
                                 std::max<int64_t>(1, capacity))};
  }

  std::vector<Proposal> MinimumOrder() const {
    std::vector<Proposal> proposals;
    for (const size_t step : group_.all) {
      const auto& test = *row_.TestOf<model::OrderQuantityTest>(step);
      proposals.push_back(
          {{ChangeKind::kLowerMinimumOrder, group_.open_mask(),
            model::SetMinimumOrder{row_.capability, test.quantity}}});
    }
    return proposals;
  }

  // In one of the provinces; or where the distance is measured from, which is
  // as near as can be. Of what is not open nothing is changed.
  std::vector<Proposal> Places() const {
    const auto& provinces = row_.program.reference->provinces;
    model::Site site;
    if (row_.site >= 0) {
      site = row_.supplier.sites[static_cast<size_t>(row_.site)];
    }
    std::vector<model::ProvinceId> wanted;
    for (const size_t step : group_.open) {
      const auto* test = row_.TestOf<model::ProvincesTest>(step);
      if (test != nullptr) {
        wanted.insert(wanted.end(), test->provinces.begin(),
                      test->provinces.end());
      }
    }
    std::vector<std::optional<model::GeoCircle>> points;
    for (const size_t step : group_.all) {
      const auto* test = row_.TestOf<model::DistanceTest>(step);
      if (test != nullptr) {
        points.push_back(model::GeoCircle{test->origin.center, 0});
      }
    }
    std::vector<Proposal> proposals;
    const auto add = [&](model::ProvinceId province,
                         const std::optional<model::GeoCircle>& place) {
      proposals.push_back({{ChangeKind::kMoveSite, group_.open_mask(),
                            model::SetPlace{row_.site, province, place}}});
    };
    for (const model::ProvinceId province : wanted) {
      add(province, provinces[province.index()].extent);
    }
    if (wanted.empty()) wanted.push_back(site.province);
    for (const auto& point : points) {
      for (const model::ProvinceId province : wanted) add(province, point);
    }
    return proposals;
  }

  std::vector<Proposal> Owners() const {
    const auto& test = *row_.TestOf<model::OwnershipTest>(group_.open.front());
    std::vector<Proposal> proposals;
    for (const model::Ownership owner : test.allowed) {
      proposals.push_back({{ChangeKind::kChangeOwnership, group_.open_mask(),
                            model::SetOwnership{owner}}});
    }
    return proposals;
  }

  std::vector<Proposal> Employees() const {
    std::optional<int32_t> low;
    std::optional<int32_t> high;
    for (const size_t step : group_.all) {
      const auto& test = *row_.TestOf<model::EmployeesTest>(step);
      if (test.min_count) {
        low = std::max(low.value_or(*test.min_count), *test.min_count);
      }
      if (test.max_count) {
        high = std::min(high.value_or(*test.max_count), *test.max_count);
      }
    }
    int32_t count =
        row_.supplier.employee_count.value_or(low.value_or(high.value_or(0)));
    if (low) count = std::max(count, *low);
    if (high) count = std::min(count, *high);
    return One(ChangeKind::kChangeEmployees, model::SetEmployees{count});
  }

  std::vector<Proposal> Assessment() const {
    model::Assessment reached;
    for (const size_t step : group_.all) {
      const auto& test = *row_.TestOf<model::AssessmentTest>(step);
      reached.scheme = test.scheme;
      if (test.level >= 0) {
        reached.level = reached.level < 0 ? test.level
                                          : std::min(reached.level, test.level);
      }
      if (test.min_score_e2) {
        reached.score_e2 =
            std::max(reached.score_e2.value_or(0), *test.min_score_e2);
      }
    }
    return One(ChangeKind::kPassAssessment, model::AddAssessment{reached});
  }

  const RowInView& row_;
  const GateGroup& group_;
};

}  // namespace

std::vector<Proposal> Propose(const RowInView& row, const GateGroup& group) {
  return Proposer(row, group).Run();
}

}  // namespace ketnoi::match
