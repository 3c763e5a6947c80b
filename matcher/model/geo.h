// Places and distances, the same on every machine.
//
// A point is a vector of integers. Everything is computed with additions,
// multiplications and integer square roots only, each of them exact or rounded
// as IEEE 754 prescribes, so no result depends on a mathematics library. The
// Earth is a sphere of 6,371,009 m (mean radius of the IUGG), which is within
// 0.6 % of the ellipsoid. Pure functions; thread-safe.

#ifndef KETNOI_MATCHER_MODEL_GEO_H_
#define KETNOI_MATCHER_MODEL_GEO_H_

#include <compare>
#include <cstdint>

namespace ketnoi::model {

// A point on the sphere: metres from the centre along three axes.
struct GeoPoint {
  int32_t x = 0;
  int32_t y = 0;
  int32_t z = 0;
  friend auto operator<=>(const GeoPoint&, const GeoPoint&) = default;
};

// A circle on the sphere; a point that is known exactly has radius 0.
struct GeoCircle {
  GeoPoint center;
  int32_t radius_m = 0;
  friend auto operator<=>(const GeoCircle&, const GeoCircle&) = default;
};

// Requires |latitude_e6| <= 90,000,000 and |longitude_e6| <= 180,000,000
// (millionths of a degree).
GeoPoint PointFromDegrees(int32_t latitude_e6, int32_t longitude_e6);

// Great-circle distance, metres; within 3 m of the sphere's true value, since
// points are kept to the metre. Symmetric.
int32_t DistanceMeters(const GeoPoint& a, const GeoPoint& b);

// Whether DistanceMeters(a, b) is at most a limit, for many points and the same
// limit: without a root in all but a few cases. Immutable.
class WithinMeters {
 public:
  explicit WithinMeters(int32_t limit_m);

  bool operator()(const GeoPoint& a, const GeoPoint& b) const;

  // Whether points whose chord has this square, m^2, are surely within the
  // limit; surely beyond it. Near the limit neither is.
  bool IsWithin(int64_t chord_square) const { return chord_square < within_; }
  bool IsBeyond(int64_t chord_square) const { return chord_square > beyond_; }

 private:
  int32_t limit_m_;
  // Squares of chords, m^2: surely within below the one, beyond above the
  // other.
  int64_t within_;
  int64_t beyond_;
};

}  // namespace ketnoi::model

#endif  // KETNOI_MATCHER_MODEL_GEO_H_
