// Judges of what a row states in fields of its own: category, capacity, minimum
// order, lead times, place.

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "matcher/match/judge.h"
#include "matcher/match/number_rules.h"

namespace ketnoi::match {
namespace {

using index::Segment;

class CategoryJudge : public Judge {
 public:
  explicit CategoryJudge(const JudgeContext& context)
      : Judge(Subject::kCategory), program_(context.program) {}

  Judgement At(int32_t category) const override {
    const auto& tree = program_.reference->categories;
    const model::CategoryId listed{category};
    if (!listed.stated()) return Unmet(0, Reason::kCategoryOutside);
    if (tree.Covers(program_.category, listed)) {
      return Met(10000, Reason::kCategoryMet);
    }
    if (tree.Covers(listed, program_.category)) {
      const int steps = tree.Steps(listed, program_.category);
      return Unknown(Reason::kCategoryAbove,
                     program_.criteria_set->category_proof.At(steps));
    }
    return Unmet(0, Reason::kCategoryOutside);
  }

 private:
  const Program& program_;
};

// Thousandths of `unit`; nullopt if the units do not convert.
std::optional<int64_t> In(const model::Reference& reference,
                          const model::Quantity& quantity, model::UnitId unit) {
  if (quantity.unit == unit) return quantity.value_e3;
  return reference.Convert({quantity.value_e3, 3}, quantity.unit, unit, 3);
}

using NumberRule = Judgement (*)(int64_t, int64_t, const model::ValueFunction&);

// A quantity of the row against a required one.
class QuantityJudge : public Judge {
 public:
  QuantityJudge(const model::Quantity& required, const JudgeContext& context,
                index::Field field, NumberRule rule,
                const model::ValueFunction& function)
      : Judge(index::ColumnId::Of(field)),
        required_(required),
        reference_(*context.program.reference),
        segment_(context.segment),
        field_(field),
        rule_(rule),
        function_(function) {}

  Judgement At(int32_t entry) const override {
    const index::Amount& offered = segment_.amount(field_, entry);
    if (!offered.stated()) return Unknown(Reason::kNotStated);
    const auto value =
        In(reference_, {offered.free_e3(), offered.unit}, required_.unit);
    if (!value) return Unknown(Reason::kUnitsDiffer);
    return rule_(*value, required_.value_e3, function_);
  }

 private:
  const model::Quantity& required_;
  const model::Reference& reference_;
  const Segment& segment_;
  const index::Field field_;
  const NumberRule rule_;
  const model::ValueFunction& function_;
};

class LeadTimeJudge : public Judge {
 public:
  LeadTimeJudge(int32_t max_days, const JudgeContext& context,
                index::Field field)
      : Judge(index::ColumnId::Of(field)),
        max_days_(max_days),
        segment_(context.segment),
        field_(field),
        function_(context.program.criteria_set->lead_time) {}

  Judgement At(int32_t entry) const override {
    const int32_t days = segment_.number(field_, entry);
    if (days == index::kNoNumber) return Unknown(Reason::kNotStated);
    return JudgeAtMost(days, max_days_, function_);
  }

 private:
  const int32_t max_days_;
  const Segment& segment_;
  const index::Field field_;
  const model::ValueFunction& function_;
};

class ProvincesJudge : public Judge {
 public:
  ProvincesJudge(const model::ProvincesTest& test, const JudgeContext& context)
      : Judge(index::ColumnId::Of(index::Field::kProvince)),
        test_(test),
        segment_(context.segment) {}

  Judgement At(int32_t entry) const override {
    const model::ProvinceId province{
        segment_.number(index::Field::kProvince, entry)};
    if (!province.stated()) return Unknown(Reason::kNotStated);
    return std::binary_search(test_.provinces.begin(), test_.provinces.end(),
                              province)
               ? Met(10000, Reason::kInProvince)
               : Unmet(0, Reason::kOutsideProvinces);
  }

 private:
  const model::ProvincesTest& test_;
  const Segment& segment_;
};

// Squares of the shortest and of the longest chord from a point to one in a
// box.
struct ChordSquares {
  int64_t least = 0;
  int64_t most = 0;

  ChordSquares(const index::PlaceBox& box, const model::GeoPoint& from) {
    Add(box.low.x, box.high.x, from.x);
    Add(box.low.y, box.high.y, from.y);
    Add(box.low.z, box.high.z, from.z);
  }

 private:
  void Add(int64_t low, int64_t high, int64_t from) {
    const int64_t near = std::max<int64_t>({0, low - from, from - high});
    const int64_t far = std::max(from - low, high - from);
    least += near * near;
    most += far * far;
  }
};

class DistanceJudge : public Judge {
 public:
  DistanceJudge(const model::DistanceTest& test, const JudgeContext& context)
      : Judge(Subject::kSite, index::ColumnId::Of(index::Field::kPlace)),
        test_(test),
        segment_(context.segment),
        function_(context.program.criteria_set->distance) {
    const auto limit = [](int64_t meters) {
      return model::WithinMeters(static_cast<int32_t>(std::clamp<int64_t>(
          meters, -1, std::numeric_limits<int32_t>::max())));
    };
    for (const int32_t radius_m : segment_.place_radii()) {
      const int64_t radii = int64_t{radius_m} + test_.origin.radius_m;
      limits_.push_back(
          {radius_m, limit(test_.max_m - radii), limit(test_.max_m + radii)});
    }
  }

  Verdict VerdictAt(int32_t site) const override {
    const auto place = segment_.place(site);
    if (!place) return Verdict::kUnknown;
    const Limits& limits = LimitsOf(place->radius_m);
    if (limits.met(place->center, test_.origin.center)) return Verdict::kMet;
    return limits.not_unmet(place->center, test_.origin.center)
               ? Verdict::kUnknown
               : Verdict::kUnmet;
  }

  Judgement At(int32_t site) const override {
    const auto place = segment_.place(site);
    return place ? Of(*place) : Unknown(Reason::kNotStated);
  }

  std::optional<Judgement> Screen(int32_t entry) const override {
    const index::PlaceBox& box = segment_.place_box(entry);
    if (!box.stated()) return Unknown(Reason::kNotStated);
    if (box.low == box.high) return Of({box.low, box.radius_m});
    return std::nullopt;
  }

  int32_t MostOf(int32_t entry) const override {
    const index::PlaceBox& box = segment_.place_box(entry);
    const auto middle = [](int32_t low, int32_t high) {
      return low + (high - low) / 2;
    };
    const model::GeoPoint center = {middle(box.low.x, box.high.x),
                                    middle(box.low.y, box.high.y),
                                    middle(box.low.z, box.high.z)};
    const int64_t distance =
        model::DistanceMeters(center, test_.origin.center) -
        index::kPlaceBoxReach;
    const int64_t radii = int64_t{box.radius_m} + test_.origin.radius_m;
    return function_.At(
        RatioUp(std::max<int64_t>(0, distance) + radii, test_.max_m));
  }

  std::optional<Verdict> ScreenVerdict(int32_t entry) const override {
    const index::PlaceBox& box = segment_.place_box(entry);
    if (!box.stated()) return Verdict::kUnknown;
    const Limits& limits = LimitsOf(box.radius_m);
    const ChordSquares squares(box, test_.origin.center);
    if (limits.met.IsWithin(squares.most)) return Verdict::kMet;
    if (limits.not_unmet.IsBeyond(squares.least)) return Verdict::kUnmet;
    if (limits.met.IsBeyond(squares.least) &&
        limits.not_unmet.IsWithin(squares.most)) {
      return Verdict::kUnknown;
    }
    if (box.low == box.high) return Of({box.low, box.radius_m}).verdict;
    return std::nullopt;
  }

 private:
  // Of the distance between centres, for offered places of one radius.
  struct Limits {
    int32_t radius_m;
    model::WithinMeters met;
    model::WithinMeters not_unmet;
  };

  // Few radii occur: that of a point, and those of the provinces.
  const Limits& LimitsOf(int32_t radius_m) const {
    return *std::lower_bound(
        limits_.begin(), limits_.end(), radius_m,
        [](const Limits& a, int32_t radius) { return a.radius_m < radius; });
  }

  Judgement Of(const model::GeoCircle& place) const {
    const int64_t distance =
        model::DistanceMeters(place.center, test_.origin.center);
    const int64_t radii = int64_t{place.radius_m} + test_.origin.radius_m;
    const int64_t far = distance + radii;
    const int32_t value = function_.At(RatioUp(far, test_.max_m));
    if (far <= test_.max_m) return Met(value, Reason::kWithinDistance);
    if (distance - radii > test_.max_m) {
      return Unmet(value, Reason::kBeyondDistance);
    }
    return Unknown(Reason::kDistanceUndecided, value);
  }

  const model::DistanceTest& test_;
  const Segment& segment_;
  const model::ValueFunction& function_;
  std::vector<Limits> limits_;  // by radius
};

}  // namespace

JudgePtr MakeRowJudge(const model::CategoryTest&, const JudgeContext& context) {
  return std::make_unique<CategoryJudge>(context);
}

JudgePtr MakeRowJudge(const model::MonthlyVolumeTest& test,
                      const JudgeContext& context) {
  return std::make_unique<QuantityJudge>(
      test.quantity, context, index::Field::kCapacity, &JudgeAtLeast,
      context.program.criteria_set->capacity_cover);
}

JudgePtr MakeRowJudge(const model::OrderQuantityTest& test,
                      const JudgeContext& context) {
  return std::make_unique<QuantityJudge>(
      test.quantity, context, index::Field::kMinimumOrder, &JudgeAtMost,
      context.program.criteria_set->order_fit);
}

JudgePtr MakeRowJudge(const model::SampleLeadTimeTest& test,
                      const JudgeContext& context) {
  return std::make_unique<LeadTimeJudge>(test.max_days, context,
                                         index::Field::kSampleLeadDays);
}

JudgePtr MakeRowJudge(const model::SeriesLeadTimeTest& test,
                      const JudgeContext& context) {
  return std::make_unique<LeadTimeJudge>(test.max_days, context,
                                         index::Field::kSeriesLeadDays);
}

JudgePtr MakeRowJudge(const model::ProvincesTest& test,
                      const JudgeContext& context) {
  return std::make_unique<ProvincesJudge>(test, context);
}

JudgePtr MakeRowJudge(const model::DistanceTest& test,
                      const JudgeContext& context) {
  return std::make_unique<DistanceJudge>(test, context);
}

}  // namespace ketnoi::match
