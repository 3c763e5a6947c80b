// Codes and compositions of attribute values in canonical form: a part of
// Canonicalize. Used once per value, by one thread.

#ifndef KETNOI_MATCHER_MODEL_CANONICAL_CODES_H_
#define KETNOI_MATCHER_MODEL_CANONICAL_CODES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/model/attribute_value.h"
#include "matcher/model/reference.h"

namespace ketnoi::model {

class CanonicalCodes {
 public:
  // All arguments must outlive this object; problems are appended to
  // `problems`.
  CanonicalCodes(const Reference& reference, AttributeId attribute,
                 std::vector<ValueProblem>& problems);

  Codes Lists(const StatedAttribute::CodeLists& stated);
  Mixture Composition(const std::vector<StatedAttribute::Component>& stated);

 private:
  void Refuse(std::string_view field, std::string description);

  std::optional<std::string> FindCode(const std::string& text,
                                      std::string_view field);

  // "; accepted: a, b, c, ..."
  std::string SomeCodes() const;

  // Sorted and distinct.
  std::vector<std::string> FindCodes(const std::vector<std::string>& stated,
                                     std::string_view field);

  // 0 after a problem.
  int32_t ShareBp(double percent, std::string_view field);

  void SortComponents(Mixture& mixture);

  const Reference& reference_;
  const AttributeId attribute_;
  const AttributeDefinition& definition_;
  std::vector<ValueProblem>& problems_;
};

}  // namespace ketnoi::model

#endif  // KETNOI_MATCHER_MODEL_CANONICAL_CODES_H_
