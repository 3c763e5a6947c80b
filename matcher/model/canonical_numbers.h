// Numbers and sizes of attribute values in canonical form: a part of
// Canonicalize. Used once per value, by one thread.

#ifndef KETNOI_MATCHER_MODEL_CANONICAL_NUMBERS_H_
#define KETNOI_MATCHER_MODEL_CANONICAL_NUMBERS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/model/attribute_value.h"
#include "matcher/model/reference.h"

namespace ketnoi::model {

class CanonicalNumbers {
 public:
  using Result = decltype(AttributeValue::value);

  // `unit` as stated; empty: the definition's. Refuses an unknown one, and an
  // empty one where the definition requires a unit. All
  // arguments must outlive this object; problems are appended to `problems`.
  CanonicalNumbers(const Reference& reference,
                   const AttributeDefinition& definition,
                   const std::string& unit,
                   std::vector<ValueProblem>& problems);

  // NumberRange or Incomparable.
  Result Range(const StatedAttribute::Number& number);

  // Sizes or Incomparable.
  Result Box(const std::vector<double>& stated);

 private:
  void Refuse(std::string_view field, std::string description);

  // Values of other units are kept only as text, but must be numbers.
  // False if it is stated but none.
  bool CheckFinite(std::optional<double> number, std::string_view field);

  // In the definition's unit and decimals, within the believable limits.
  std::optional<int64_t> ToDefinition(std::optional<double> stated,
                                      std::string_view field);

  void CheckLimits(double stated, int64_t value, std::string_view field);

  // With a blank before it; empty for a pure number.
  std::string UnitText(UnitId unit) const;

  const Reference& reference_;
  const AttributeDefinition& definition_;
  std::vector<ValueProblem>& problems_;
  UnitId unit_;
  bool converts_ = true;  // unit_ to the definition's
};

}  // namespace ketnoi::model

#endif  // KETNOI_MATCHER_MODEL_CANONICAL_NUMBERS_H_
