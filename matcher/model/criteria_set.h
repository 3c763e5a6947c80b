// The published, versioned set of weights and value functions that scores are
// made with. docs/scoring.md explains each function.
//
// Immutable after it is read; thread-safe.

#ifndef KETNOI_MATCHER_MODEL_CRITERIA_SET_H_
#define KETNOI_MATCHER_MODEL_CRITERIA_SET_H_

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "matcher/model/requirement.h"

namespace ketnoi::model {

// A piecewise linear function of integers: constant beyond its ends, values 0
// to 10,000 basis points, interpolated values rounded down.
class ValueFunction {
 public:
  struct Anchor {
    int64_t x;
    int32_t value;
  };
  ValueFunction() = default;
  // Requires strictly ascending x and values from 0 to 10,000; Check says so.
  explicit ValueFunction(std::vector<Anchor> anchors)
      : anchors_(std::move(anchors)) {}

  // INVALID_ARGUMENT names what is wrong. `direction`: 1 must not fall, -1 must
  // not rise, so that a better value never scores less.
  absl::Status Check(int direction) const;

  // O(anchors), which are few. Requires at least one anchor.
  int32_t At(int64_t x) const;

  const std::vector<Anchor>& anchors() const { return anchors_; }

 private:
  std::vector<Anchor> anchors_;
};

struct CriteriaSet {
  struct KindWeight {
    int32_t weight = 0;
    bool always = false;
  };

  std::string id;
  std::string version;
  std::string hash;
  std::array<KindWeight, kCriterionKinds> weights{};

  // The ids of the functions in data files are these names.
  ValueFunction category_proof;        // levels above the category -> value
  ValueFunction smaller_is_better;     // offered/required, bp -> value (falls)
  ValueFunction larger_is_better;      // offered/required, bp -> value (rises)
  ValueFunction class_steps;           // classes better than required -> value
  ValueFunction codes_held;            // share of items MET, bp -> their worth
  ValueFunction material_match;        // 0 other, 1 class, 2 equivalent, 3 same
  ValueFunction certificate_evidence;  // 0 claimed, 1 documented, 2 verified
  ValueFunction capacity_cover;        // free capacity/volume, bp -> value
  ValueFunction order_fit;             // minimum order/order, bp -> value
  ValueFunction lead_time;             // offered/required, bp -> value
  ValueFunction payment_term;          // accepted/required, bp -> value
  ValueFunction distance;              // distance/largest, bp -> value
  ValueFunction export_share;          // offered/required, bp -> value
  ValueFunction employees;             // count/smallest, bp -> value
  ValueFunction assessment_steps;      // levels better than required -> value
  ValueFunction assessment_score;      // score/required, bp -> value
  ValueFunction record_age;            // days -> value
};

}  // namespace ketnoi::model

#endif  // KETNOI_MATCHER_MODEL_CRITERIA_SET_H_
