// The attribute definitions of the test reference data.

#ifndef KETNOI_TESTS_TESTING_ATTRIBUTE_FIXTURE_H_
#define KETNOI_TESTS_TESTING_ATTRIBUTE_FIXTURE_H_

#include <vector>

#include "matcher/model/reference.h"

namespace ketnoi::testing {

// For `reference`, whose categories and units are there already.
std::vector<model::AttributeDefinition> TestAttributes(
    const model::Reference& reference);

}  // namespace ketnoi::testing

#endif  // KETNOI_TESTS_TESTING_ATTRIBUTE_FIXTURE_H_
