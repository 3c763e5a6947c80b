#include "matcher/model/geo.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <limits>

namespace ketnoi::model {
namespace {

constexpr double kEarthRadiusM = 6371009.0;
constexpr double kPi = 3.14159265358979323846;
constexpr int32_t kDegree = 1'000'000;

struct SineCosine {
  double sine;
  double cosine;
};

// Taylor polynomials; requires 0 <= x <= pi/4, where the first term left out is
// below 1e-16.
SineCosine SmallAngle(double x) {
  const double square = x * x;
  double sine = 1;
  double cosine = 1;
  for (int n = 16; n >= 2; n -= 2) {
    sine = 1 - square * sine * (1.0 / (n * (n + 1)));
    cosine = 1 - square * cosine * (1.0 / (n * (n - 1)));
  }
  return {x * sine, cosine};
}

// Requires 0 <= angle <= 90 degrees. The reduction is exact.
SineCosine FirstQuadrant(int32_t angle_e6) {
  constexpr double kRadians = kPi / (180.0 * kDegree);
  if (angle_e6 <= 45 * kDegree) return SmallAngle(angle_e6 * kRadians);
  const SineCosine other = SmallAngle((90 * kDegree - angle_e6) * kRadians);
  return {other.cosine, other.sine};
}

// Requires |angle| <= 180 degrees.
SineCosine Trigonometry(int32_t angle_e6) {
  const int32_t size = std::abs(angle_e6);
  const bool obtuse = size > 90 * kDegree;
  SineCosine result = FirstQuadrant(obtuse ? 180 * kDegree - size : size);
  if (obtuse) result.cosine = -result.cosine;
  if (angle_e6 < 0) result.sine = -result.sine;
  return result;
}

// Rounds to the nearest integer, halves away from zero.
int32_t Rounded(double value) {
  return static_cast<int32_t>(value < 0 ? value - 0.5 : value + 0.5);
}

// Floor of the square root. Requires value < 2^62, of which the square root in
// double precision, which is rounded as IEEE 754 prescribes, is off by at most
// one.
uint64_t SquareRoot(uint64_t value) {
  auto root = static_cast<uint64_t>(std::sqrt(static_cast<double>(value)));
  if (root * root > value) --root;
  if ((root + 1) * (root + 1) <= value) ++root;
  return root;
}

// Length of (a + sign * b), in 1/64 m. Each axis is below 2^24 m, so the sum of
// squares is below 2^48 m^2 and 2^60 of its units.
uint64_t LengthOf(const GeoPoint& a, const GeoPoint& b, int32_t sign) {
  const auto square = [](int64_t n) { return static_cast<uint64_t>(n * n); };
  return SquareRoot((square(a.x + sign * b.x) + square(a.y + sign * b.y) +
                     square(a.z + sign * b.z))
                    << 12);
}

// Coefficients of the arcsine's series: x * sum(c[n] * x^2n).
constexpr auto kArcsine = [] {
  std::array<double, 40> c{};
  c[0] = 1;
  for (size_t n = 1; n < c.size(); ++n) {
    const auto odd = static_cast<double>(2 * n - 1);
    c[n] = c[n - 1] * odd * odd / static_cast<double>(2 * n * (2 * n + 1));
  }
  return c;
}();

// Requires 0 <= x <= 0.7072; error below 1e-13.
double Arcsine(double x) {
  constexpr double kNegligible = 1e-15;
  const double square = x * x;
  double power = 1;
  double sum = 0;
  for (size_t n = 0; n < kArcsine.size() && power > kNegligible; ++n) {
    sum += kArcsine[n] * power;
    power *= square;
  }
  return x * sum;
}

}  // namespace

GeoPoint PointFromDegrees(int32_t latitude_e6, int32_t longitude_e6) {
  const SineCosine latitude = Trigonometry(latitude_e6);
  const SineCosine longitude = Trigonometry(longitude_e6);
  const double across = kEarthRadiusM * latitude.cosine;
  return {Rounded(across * longitude.cosine), Rounded(across * longitude.sine),
          Rounded(kEarthRadiusM * latitude.sine)};
}

int32_t DistanceMeters(const GeoPoint& a, const GeoPoint& b) {
  // The chord to b is ill-conditioned near the antipode of a; there the chord
  // to the antipode of b is short, and its arc is taken from half the circle.
  constexpr double kToSine = 1.0 / (2 * 64 * kEarthRadiusM);
  const uint64_t chord = LengthOf(a, b, -1);
  const uint64_t opposite = LengthOf(a, b, 1);
  const bool near = chord <= opposite;
  const double half_angle =
      Arcsine(static_cast<double>(near ? chord : opposite) * kToSine);
  return Rounded(kEarthRadiusM *
                 (near ? 2 * half_angle : kPi - 2 * half_angle));
}

WithinMeters::WithinMeters(int32_t limit_m) : limit_m_(limit_m) {
  // The chord of an arc up to a quarter of the circle; DistanceMeters is within
  // 1 m of what its squares say, and the polynomial far closer.
  constexpr double kMargin = 3;
  constexpr double kQuarter = kEarthRadiusM * kPi / 2;
  if (limit_m < 0) {
    within_ = -1;
    beyond_ = -1;
  } else if (limit_m > kQuarter) {
    within_ = static_cast<int64_t>(kEarthRadiusM * kEarthRadiusM);
    beyond_ = std::numeric_limits<int64_t>::max();
  } else {
    const double chord =
        2 * kEarthRadiusM * SmallAngle(limit_m / (2 * kEarthRadiusM)).sine;
    const double low = std::max(0.0, chord - kMargin);
    within_ = static_cast<int64_t>(low * low);
    beyond_ = static_cast<int64_t>((chord + kMargin) * (chord + kMargin));
  }
}

bool WithinMeters::operator()(const GeoPoint& a, const GeoPoint& b) const {
  const int64_t x = a.x - b.x;
  const int64_t y = a.y - b.y;
  const int64_t z = a.z - b.z;
  const int64_t square = x * x + y * y + z * z;
  if (IsWithin(square)) return true;
  if (IsBeyond(square)) return false;
  return DistanceMeters(a, b) <= limit_m_;
}

}  // namespace ketnoi::model
