#include "matcher/demand/block_tests.h"

namespace ketnoi::demand {

BlockTests::BlockTests(const RequirementSet& set, const RequirementBlock& block,
                       const index::Segment& segment, model::Date as_of)
    : block_(block), segment_(segment), judges_(block.tests().size()) {
  program_.reference = &set.reference();
  program_.criteria_set = &set.criteria_set();
  program_.category = block.category();
  program_.as_of = as_of;
}

}  // namespace ketnoi::demand
