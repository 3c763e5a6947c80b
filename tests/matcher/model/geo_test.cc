#include "matcher/model/geo.h"

#include <cmath>
#include <cstdlib>
#include <random>

#include "gtest/gtest.h"

namespace ketnoi::model {
namespace {

constexpr long double kRadiusM = 6371009.0L;
constexpr long double kRadiansPerE6 = 3.14159265358979323846L / 180e6L;

struct Degrees {
  int32_t latitude_e6;
  int32_t longitude_e6;
};

constexpr Degrees kHanoi{21028511, 105804817};
constexpr Degrees kHaiphong{20844912, 106688084};
constexpr Degrees kHoChiMinh{10776889, 106700806};

int32_t Distance(Degrees a, Degrees b) {
  return DistanceMeters(PointFromDegrees(a.latitude_e6, a.longitude_e6),
                        PointFromDegrees(b.latitude_e6, b.longitude_e6));
}

// The great circle by arctangent, well-conditioned everywhere.
long double TrueDistance(Degrees a, Degrees b) {
  const long double p = a.latitude_e6 * kRadiansPerE6;
  const long double q = b.latitude_e6 * kRadiansPerE6;
  const long double d = (b.longitude_e6 - a.longitude_e6) * kRadiansPerE6;
  const long double east = std::cos(q) * std::sin(d);
  const long double north =
      std::cos(p) * std::sin(q) - std::sin(p) * std::cos(q) * std::cos(d);
  const long double along =
      std::sin(p) * std::sin(q) + std::cos(p) * std::cos(q) * std::cos(d);
  return kRadiusM * std::atan2(std::hypot(east, north), along);
}

Degrees RandomPlace(std::mt19937_64& random) {
  return {static_cast<int32_t>(random() % 180'000'001) - 90'000'000,
          static_cast<int32_t>(random() % 360'000'001) - 180'000'000};
}

TEST(GeoTest, KnowsTheDistancesOfCities) {
  EXPECT_NEAR(Distance(kHanoi, kHaiphong), 94'000, 1'000);
  EXPECT_NEAR(Distance(kHanoi, kHoChiMinh), 1'144'000, 4'000);
}

TEST(GeoTest, APlaceIsAtNoDistanceFromItself) {
  EXPECT_EQ(Distance(kHanoi, kHanoi), 0);
  EXPECT_EQ(Distance({90'000'000, 0}, {90'000'000, 123'000'000}), 0);
  EXPECT_EQ(Distance({0, 180'000'000}, {0, -180'000'000}), 0);
}

TEST(GeoTest, PolesAndAxesLieOnTheAxes) {
  EXPECT_EQ(PointFromDegrees(0, 0), (GeoPoint{6371009, 0, 0}));
  EXPECT_EQ(PointFromDegrees(0, 90'000'000), (GeoPoint{0, 6371009, 0}));
  EXPECT_EQ(PointFromDegrees(90'000'000, 0), (GeoPoint{0, 0, 6371009}));
  EXPECT_EQ(PointFromDegrees(-90'000'000, 5), (GeoPoint{0, 0, -6371009}));
  EXPECT_EQ(PointFromDegrees(0, 180'000'000), (GeoPoint{-6371009, 0, 0}));
}

TEST(GeoTest, AntipodesAreHalfTheCircleApart) {
  constexpr int32_t kHalf = 20'015'115;
  EXPECT_EQ(Distance({0, 0}, {0, 180'000'000}), kHalf);
  EXPECT_EQ(Distance({90'000'000, 0}, {-90'000'000, 0}), kHalf);
  EXPECT_NEAR(Distance(kHanoi, {-21028511, -74195183}), kHalf, 3);
}

TEST(GeoTest, StaysWithinThreeMetresOfTheSphere) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 20'000; ++i) {
    const Degrees a = RandomPlace(random);
    const Degrees b = RandomPlace(random);
    EXPECT_NEAR(static_cast<double>(Distance(a, b)),
                static_cast<double>(TrueDistance(a, b)), 3.0);
  }
}

TEST(GeoTest, StaysWithinThreeMetresNearbyAndNearTheAntipode) {
  std::mt19937_64 random(4);
  for (int i = 0; i < 20'000; ++i) {
    Degrees a = RandomPlace(random);
    a.latitude_e6 /= 2;
    a.longitude_e6 /= 2;
    const auto shift = [&random] {
      return static_cast<int32_t>(random() % 200'001) - 100'000;
    };
    const Degrees near{a.latitude_e6 + shift(), a.longitude_e6 + shift()};
    const Degrees far{-near.latitude_e6, near.longitude_e6 > 0
                                             ? near.longitude_e6 - 180'000'000
                                             : near.longitude_e6 + 180'000'000};
    for (const Degrees b : {near, far}) {
      EXPECT_NEAR(static_cast<double>(Distance(a, b)),
                  static_cast<double>(TrueDistance(a, b)), 3.0);
    }
  }
}

TEST(GeoTest, IsSymmetricAndKeepsTheTriangleInequality) {
  std::mt19937_64 random(5);
  for (int i = 0; i < 5'000; ++i) {
    const Degrees a = RandomPlace(random);
    const Degrees b = RandomPlace(random);
    const Degrees c = RandomPlace(random);
    EXPECT_EQ(Distance(a, b), Distance(b, a));
    EXPECT_LE(Distance(a, c), Distance(a, b) + Distance(b, c) + 9);
  }
}

// Around each limit, and all over the globe.
TEST(GeoTest, WithinMetersIsWhatTheDistanceSays) {
  constexpr int32_t kQuarter = 10'007'558;
  for (const int32_t limit : {-1, 0, 1, 5, 1'000, 50'000, 1'234'567, kQuarter,
                              kQuarter + 1, 15'000'000, 20'015'116}) {
    const WithinMeters within(limit);
    const GeoPoint origin = PointFromDegrees(21'028'511, 105'804'817);
    int32_t yes = 0;
    const auto check = [&](const GeoPoint& point) {
      const bool expected = DistanceMeters(point, origin) <= limit;
      ASSERT_EQ(within(point, origin), expected) << limit;
      yes += expected ? 1 : 0;
    };
    for (int32_t latitude = -90; latitude <= 90; latitude += 3) {
      for (int32_t longitude = -180; longitude <= 180; longitude += 7) {
        check(PointFromDegrees(latitude * 1'000'000, longitude * 1'000'000));
      }
    }
    // Due north, a metre is 9 millionths of a degree.
    for (int32_t metres = -40; metres <= 40; ++metres) {
      const int64_t north = (int64_t{limit} + metres) * 1'000'000 / 111'195;
      const int64_t latitude = 21'028'511 + north;
      if (latitude < -90'000'000 || latitude > 90'000'000) continue;
      check(PointFromDegrees(static_cast<int32_t>(latitude), 105'804'817));
    }
    EXPECT_EQ(yes > 0, limit >= 0) << limit;
  }
}

}  // namespace
}  // namespace ketnoi::model
