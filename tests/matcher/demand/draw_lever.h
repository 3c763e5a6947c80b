// Levers of a random world.

#ifndef KETNOI_TESTS_MATCHER_DEMAND_DRAW_LEVER_H_
#define KETNOI_TESTS_MATCHER_DEMAND_DRAW_LEVER_H_

#include <optional>
#include <utility>

#include "matcher/demand/lever.h"
#include "tests/testing/random_world.h"

namespace ketnoi::demand {

// A measure that makes a firm a little more like another one.
inline std::optional<Lever> DrawLever(const testing::RandomWorld& world,
                                      testing::Dice& dice) {
  const model::Supplier& other = *dice.Pick(world.suppliers);
  const auto lever = [](auto measure) {
    return Lever{"l", 1, {}, std::move(measure)};
  };
  const model::Capability* capability =
      other.capabilities.empty() ? nullptr : &dice.Pick(other.capabilities);
  switch (dice.Below(8)) {
    case 0: {
      if (other.certificates.empty()) return std::nullopt;
      const model::Certificate& held = dice.Pick(other.certificates);
      return lever(ObtainCertificate{held.scheme, held.level, held.evidence,
                                     dice.Between(0, 400)});
    }
    case 1:
      if (capability == nullptr || capability->processes.held.empty()) break;
      return lever(LearnProcess{dice.Pick(capability->processes.held)});
    case 2:
      if (capability == nullptr || capability->materials.held.empty()) break;
      return lever(WorkMaterial{dice.Pick(capability->materials.held)});
    case 3:
    case 4:
      if (capability == nullptr || capability->attributes.empty()) break;
      return lever(ReachAttribute{dice.Pick(capability->attributes)});
    case 5:
      return lever(RaiseCapacity{dice.Between(100, 300)});
    case 6:
      return lever(ShortenLeadTime{dice.Between(10, 100)});
    default:
      return lever(ReachExportShare{dice.Between(0, 10000)});
  }
  return std::nullopt;
}

}  // namespace ketnoi::demand

#endif  // KETNOI_TESTS_MATCHER_DEMAND_DRAW_LEVER_H_
