// Value functions of the criteria set as expressions of a column.

#ifndef KETNOI_BENCHMARKS_EXPORT_VALUES_H_
#define KETNOI_BENCHMARKS_EXPORT_VALUES_H_

#include <cstdint>
#include <functional>
#include <optional>

#include "benchmarks/export_text.h"
#include "matcher/model/criteria_set.h"

namespace ketnoi::benchmarks {

// What a criterion adds to the score: floor(weight * value / 10,000).
struct Points {
  Text text;
  std::optional<int64_t> number;  // if it is always the same
  friend bool operator==(const Points&, const Points&) = default;
};

Points FixedPoints(int64_t weight_bp, int64_t value);

// The x of a value function, where the column is stated.
struct Scale {
  Text x;
  // That x is below a bound, said of the column itself: one comparison with a
  // constant, where computing x would be a division.
  std::function<Text(int64_t)> below;
};

// Ratios of the offered value to the required one, in basis points, rounded up
// or down; `required` is above 0. Their limit of 1,000,000 lies beyond every
// anchor and so changes no value.
Scale RatioUpOf(const Text& offered, int64_t required);
Scale RatioDownOf(const Text& offered, int64_t required);
// Days from the column's day to `day`.
Scale AgeOn(int32_t day, const Text& column);

Points PointsOf(const model::ValueFunction& function, int64_t weight_bp,
                const Scale& scale);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_EXPORT_VALUES_H_
