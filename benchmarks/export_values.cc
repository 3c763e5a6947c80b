#include "benchmarks/export_values.h"

#include <utility>
#include <vector>

namespace ketnoi::benchmarks {
namespace {

constexpr int64_t kWhole = 10'000;

// floor(a / b), where b > 0.
int64_t FloorDiv(int64_t a, int64_t b) {
  return a >= 0 ? a / b : -((-a + b - 1) / b);
}

// The column times 10,000, in 64 bits wherever a column is narrower.
Text TimesWhole(const Text& column) {
  return {fmt::format("{} * 10000", column.sql),
          fmt::format("int64_t({}) * 10000", column.cpp)};
}

// The line from `left` to `right`, rounded down, times the weight.
Text Line(const model::ValueFunction::Anchor& left,
          const model::ValueFunction::Anchor& right, int64_t weight_bp,
          const Text& x) {
  const int64_t run = right.x - left.x;
  const int64_t rise = right.value - left.value;
  // What is lost is rounded up, what is gained down.
  return rise < 0
             ? Both("({} * ({} - (({} - {}) * {} + {}) / {}) / 10000)",
                    Number(weight_bp), Number(left.value), x, Number(left.x),
                    Number(-rise), Number(run - 1), Number(run))
             : Both("({} * ({} + ({} - {}) * {} / {}) / 10000)",
                    Number(weight_bp), Number(left.value), x, Number(left.x),
                    Number(rise), Number(run));
}

}  // namespace

Points FixedPoints(int64_t weight_bp, int64_t value) {
  const int64_t points = weight_bp * value / kWhole;
  return {Number(points), points};
}

Scale RatioUpOf(const Text& offered, int64_t required) {
  return {Both("(({} + {}) / {})", TimesWhole(offered), Number(required - 1),
               Number(required)),
          [=](int64_t bound) {
            return AtMost(offered, FloorDiv((bound - 1) * required, kWhole));
          }};
}

Scale RatioDownOf(const Text& offered, int64_t required) {
  return {Both("({} / {})", TimesWhole(offered), Number(required)),
          [=](int64_t bound) {
            return AtMost(offered, FloorDiv(bound * required - 1, kWhole));
          }};
}

Scale AgeOn(int32_t day, const Text& column) {
  return {Both("({} - {})", Number(day), column),
          [=](int64_t bound) { return AtLeast(column, day - bound + 1); }};
}

Points PointsOf(const model::ValueFunction& function, int64_t weight_bp,
                const Scale& scale) {
  const auto& anchors = function.anchors();
  const auto fixed = [&](int64_t value) {
    return FixedPoints(weight_bp, value).text;
  };
  std::vector<Choice> choices = {
      {scale.below(anchors.front().x), fixed(anchors.front().value)}};
  for (size_t i = 1; i < anchors.size(); ++i) {
    const auto& left = anchors[i - 1];
    const auto& right = anchors[i];
    const bool level = right.x - left.x == 1 || right.value == left.value;
    Choice choice{
        scale.below(right.x),
        level ? fixed(left.value) : Line(left, right, weight_bp, scale.x)};
    // Of a coarse column, no value may lie between two anchors.
    if (choice.when == choices.back().when) continue;
    choices.push_back(std::move(choice));
  }
  return {Choose(std::move(choices), fixed(anchors.back().value)),
          std::nullopt};
}

}  // namespace ketnoi::benchmarks
