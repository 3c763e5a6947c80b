// A small set of reference data for tests: every kind of attribute, match rule,
// unit and certificate relation once, in a category tree of four levels.
//
// The entries are made up for the tests or simplified from reality.

#ifndef KETNOI_TESTS_TESTING_REFERENCE_FIXTURE_H_
#define KETNOI_TESTS_TESTING_REFERENCE_FIXTURE_H_

#include <string_view>

#include "matcher/model/reference.h"

namespace ketnoi::testing {

// Not yet finished: tests may change it and call Finish themselves.
//
// Categories:
//   metal / forming / stamping / {brackets, deep_drawn}; metal / forming /
//   forging; metal / casting / die_casting; electronics / boards / pcb;
//   textile / fabrics / {woven_fabric, knit_fabric}
// Attributes (category: id, rule, unit):
//   every: has_lab HAS; remarks ASK
//   metal: tolerance_mm AT_MOST mm (3 decimals);
//          grade SAME_OR_EQUIVALENT (open)
//   stamping: tolerance_mm AT_MOST mm (nearer than metal's);
//          press_force AT_LEAST kN; thickness_mm COVERS mm;
//          part_size FITS mm, may be turned; die_types ALL_OF
//   die_casting: plate_size FITS mm, not turned
//   pcb: surface_resistance INSIDE ohm; working_temperature OVERLAPS degC;
//          impedance EQUAL_WITHIN ohm (tolerance 5); flammability
//          CLASS_AT_LEAST; finishes ANY_OF; tap ANY_OF ("+1", "-1");
//          wire_section COVERS mm2
//   fabrics: composition EQUAL_WITHIN (tolerance 3 %); yarn_count COVERS tex;
//          weight COVERS g/m2
model::Reference UnfinishedTestReference();

// The same, finished. Aborts the test program if it does not finish.
model::Reference TestReference();

}  // namespace ketnoi::testing

#endif  // KETNOI_TESTS_TESTING_REFERENCE_FIXTURE_H_
