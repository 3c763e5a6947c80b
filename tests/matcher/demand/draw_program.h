// A compiled requirement of a random world.

#ifndef KETNOI_TESTS_MATCHER_DEMAND_DRAW_PROGRAM_H_
#define KETNOI_TESTS_MATCHER_DEMAND_DRAW_PROGRAM_H_

#include <utility>

#include "tests/matcher/match/agreement.h"

namespace ketnoi::demand {

// The first that compiles.
inline match::Program DrawProgram(const testing::RandomWorld& world,
                                  testing::Dice& dice) {
  for (;;) {
    auto compiled = match::DrawCase(world, dice);
    if (compiled.ok()) return std::move(compiled->program);
  }
}

}  // namespace ketnoi::demand

#endif  // KETNOI_TESTS_MATCHER_DEMAND_DRAW_PROGRAM_H_
