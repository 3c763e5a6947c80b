// Edits of a supplier with one criterion in view: what only its test can call
// better, and answers to what its test left open.

#ifndef KETNOI_TESTS_TESTING_CRITERION_EDITS_H_
#define KETNOI_TESTS_TESTING_CRITERION_EDITS_H_

#include "matcher/model/date.h"
#include "matcher/model/ids.h"
#include "matcher/model/reference.h"
#include "matcher/model/requirement.h"
#include "matcher/model/supplier.h"
#include "tests/testing/dice.h"

namespace ketnoi::testing {

// Brings what is stated nearer to what `test` asks, where no other test need
// call it nearer: a flag, a composition, a text, a place, the owner, the number
// of employees, the category towards `category`. May do nothing. Requires at
// most one row.
void Approach(const model::Reference& reference, model::CategoryId category,
              const model::Test& test, model::Supplier& supplier, Dice& dice);

// Answers what may have left `test` open, well or badly by the dice; what was
// stated stays as it was. A category above `category` is only answered well:
// its value is an expected proof. May do nothing. Requires at most one row.
void Answer(const model::Reference& reference, model::CategoryId category,
            model::Date as_of, const model::Test& test,
            model::Supplier& supplier, Dice& dice);

}  // namespace ketnoi::testing

#endif  // KETNOI_TESTS_TESTING_CRITERION_EDITS_H_
