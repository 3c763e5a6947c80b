// What random suppliers and random requirements are drawn from alike.

#ifndef KETNOI_TESTS_TESTING_RANDOM_VALUES_H_
#define KETNOI_TESTS_TESTING_RANDOM_VALUES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "matcher/model/attribute_value.h"
#include "matcher/model/reference.h"
#include "matcher/model/supplier.h"
#include "tests/testing/dice.h"

namespace ketnoi::testing {

// Every id of a table.
template <class IdType, class Table>
std::vector<IdType> IdsOf(const Table& table) {
  std::vector<IdType> ids;
  for (size_t i = 0; i < table.size(); ++i) ids.push_back({int32_t(i)});
  return ids;
}

// A factor of numbers: mostly 1, for ties and equalities; now and then so large
// that products of what it scales need care.
int64_t RandomScale(Dice& dice);
// A count of days, people or money: mostly 0 to 5, now and then large.
int32_t RandomCount(Dice& dice);

// 0.5, 1.0, 1.5, ... of a piece, a dozen, a kilogram or of no unit; at least
// `low` halves. Now and then a thousand times or a billion times as much.
model::Quantity RandomQuantity(int32_t low, Dice& dice);

std::vector<std::string> Customers();
std::vector<std::string> Languages();

// Held, not held, left out; complete or not; often nothing at all.
template <class List, class T>
List RandomLists(const std::vector<T>& values, Dice& dice) {
  List list;
  if (dice.Chance(15)) return list;
  for (const T& value : values) {
    const int32_t side = dice.Below(4);
    if (side == 0) list.not_held.push_back(value);
    if (side > 1) list.held.push_back(value);
  }
  if (dice.Chance(20)) list.held.clear();
  list.complete = dice.Chance(25);
  return list;
}

// Whether rows of `category` may state `attribute`.
bool Applies(const model::Reference& reference, model::AttributeId attribute,
             model::CategoryId category);

model::AttributeValue RandomRequiredValue(const model::Reference& reference,
                                          model::AttributeId attribute,
                                          Dice& dice);
model::AttributeValue RandomOfferedValue(const model::Reference& reference,
                                         model::AttributeId attribute,
                                         Dice& dice);

}  // namespace ketnoi::testing

#endif  // KETNOI_TESTS_TESTING_RANDOM_VALUES_H_
