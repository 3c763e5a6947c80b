#include "tests/testing/random_world.h"

#include <optional>

namespace ketnoi::testing {
namespace {

RandomWorld Make(uint64_t seed, std::optional<int> suppliers) {
  Dice dice(seed);
  RandomWorld world;
  world.reference = RandomReference(dice);
  world.criteria_set = RandomCriteriaSet(dice);
  world.as_of = {20000 + dice.Below(1000)};
  for (int n = suppliers ? *suppliers : dice.Between(0, 14); n > 0; --n) {
    // Ids that are not in the order of creation, some a prefix of another.
    std::string id(size_t(n % 3 + 1), char('a' + (n * 5) % 17));
    if (n / 51 > 0) id += std::to_string(n / 51);
    world.suppliers.push_back(
        RandomSupplier(*world.reference, world.as_of, id, dice));
  }
  return world;
}

}  // namespace

RandomWorld MakeRandomWorld(uint64_t seed) { return Make(seed, std::nullopt); }

RandomWorld MakeRandomWorld(uint64_t seed, int suppliers) {
  return Make(seed, suppliers);
}

}  // namespace ketnoi::testing
