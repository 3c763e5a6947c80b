// Edits of a supplier whose effect on its score is known in direction.

#ifndef KETNOI_TESTS_TESTING_SUPPLIER_EDITS_H_
#define KETNOI_TESTS_TESTING_SUPPLIER_EDITS_H_

#include "matcher/model/date.h"
#include "matcher/model/reference.h"
#include "matcher/model/supplier.h"
#include "tests/testing/dice.h"

namespace ketnoi::testing {

// Leaves one capability at one site, or at none, so that there is one row.
void KeepOneRow(model::Supplier& supplier);

// Makes one drawn value better by whatever rule it is compared: a finer
// tolerance, one more process, a shorter lead time, stronger evidence, one more
// certificate. May do nothing where nothing is stated.
void ImproveOneValue(const model::Reference& reference, model::Date as_of,
                     model::Supplier& supplier, Dice& dice);

// States one drawn thing that was left open, well or badly; what was stated
// stays as it was. May do nothing. Requires one row.
void ResolveOneUnknown(const model::Reference& reference, model::Date as_of,
                       model::Supplier& supplier, Dice& dice);

}  // namespace ketnoi::testing

#endif  // KETNOI_TESTS_TESTING_SUPPLIER_EDITS_H_
