#include "tests/testing/random_world.h"

namespace ketnoi::testing {

RandomWorld MakeRandomWorld(uint64_t seed) {
  Dice dice(seed);
  RandomWorld world;
  world.reference = RandomReference(dice);
  world.criteria_set = RandomCriteriaSet(dice);
  world.as_of = {20000 + dice.Below(1000)};
  for (int n = dice.Between(0, 14); n > 0; --n) {
    // Ids that are not in the order of creation, some a prefix of another.
    const std::string id(size_t(n % 3 + 1), char('a' + (n * 5) % 17));
    world.suppliers.push_back(
        RandomSupplier(*world.reference, world.as_of, id, dice));
  }
  return world;
}

}  // namespace ketnoi::testing
