// Random small worlds: a reference, a criteria set, suppliers and requirements
// drawn from tiny domains, so that ties, equalities and every way of leaving
// something out are frequent.
//
// The same seed gives the same world on every machine. Pure functions; a Dice
// is not thread-safe.

#ifndef KETNOI_TESTS_TESTING_RANDOM_WORLD_H_
#define KETNOI_TESTS_TESTING_RANDOM_WORLD_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "matcher/model/criteria_set.h"
#include "matcher/model/date.h"
#include "matcher/model/reference.h"
#include "matcher/model/requirement.h"
#include "matcher/model/supplier.h"
#include "tests/testing/dice.h"

namespace ketnoi::testing {

struct RandomWorld {
  std::unique_ptr<const model::Reference> reference;
  model::CriteriaSet criteria_set;
  model::Date as_of;
  std::vector<std::shared_ptr<const model::Supplier>> suppliers;  // any order
};

RandomWorld MakeRandomWorld(uint64_t seed);  // up to 14 suppliers
RandomWorld MakeRandomWorld(uint64_t seed, int suppliers);

// An attribute of every kind and rule, a category tree of two sectors, and
// certificates whose relations are drawn.
std::unique_ptr<const model::Reference> RandomReference(Dice& dice);

// Value functions of the right direction with few anchors.
model::CriteriaSet RandomCriteriaSet(Dice& dice);

std::shared_ptr<model::Supplier> RandomSupplier(
    const model::Reference& reference, model::Date as_of, std::string id,
    Dice& dice);

// 1 to 8 criteria of any kind; the weights of few sum to zero.
model::Requirement RandomRequirement(const model::Reference& reference,
                                     model::Date as_of, Dice& dice);

// Mostly empty; keys of `requirement`, or of what always counts.
std::map<std::string, int32_t> RandomOverrides(
    const model::Requirement& requirement, Dice& dice);

}  // namespace ketnoi::testing

#endif  // KETNOI_TESTS_TESTING_RANDOM_WORLD_H_
