#include "matcher/schedule/fixed.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "fmt/format.h"

namespace ketnoi::schedule {
namespace {

bool LosesLunch(const Timetable& timetable, int32_t p, int32_t slot) {
  const Fair& fair = *timetable.index().fair;
  const SlotSet now = timetable.Busy(p) | SlotSet::Of(slot);
  return fair.participants[At(p)].lunch &&
         std::any_of(fair.lunches.begin(), fair.lunches.end(),
                     [&](const SlotSet& lunch) {
                       return lunch.Has(slot) && (lunch - now).Empty();
                     });
}

// The rest that a meeting in the slot takes from one of the two.
std::string LostRest(const Timetable& timetable, const Wish& wish,
                     int32_t slot) {
  for (const int32_t p : {wish.a, wish.b}) {
    if (LosesLunch(timetable, p, slot)) {
      return fmt::format("participants[{}] would have no lunch", p);
    }
  }
  return "one of the two would have too many meetings in a row";
}

// The wish that is held where the order does not allow this one in the slot.
std::string BrokenOrder(const Timetable& timetable, int32_t w, int32_t slot) {
  for (const int32_t first : timetable.index().before[At(w)]) {
    if (timetable.SlotOf(first) >= slot) {
      return fmt::format("wishes[{}] is to come before it", first);
    }
  }
  for (const int32_t last : timetable.index().after[At(w)]) {
    const int32_t held = timetable.SlotOf(last);
    if (held != kNone && held <= slot) {
      return fmt::format("wishes[{}] is to come after it", last);
    }
  }
  return "";
}

std::string RuleAgainst(const Timetable& timetable, int32_t w, int32_t slot,
                        Timetable::Placing placing) {
  if (placing == Timetable::Placing::kNoTable) {
    return "no table that would do is left";
  }
  if (placing == Timetable::Placing::kNoInterpreter) {
    return "no interpreter that would do is left";
  }
  const Wish& wish = timetable.index().fair->wishes[At(w)];
  for (const int32_t p : {wish.a, wish.b}) {
    if (!timetable.Open(p).Has(slot)) {
      return fmt::format("participants[{}] has no seat left", p);
    }
    if (timetable.Full(p)) {
      return fmt::format("participants[{}] has its most meetings", p);
    }
  }
  const std::string order = BrokenOrder(timetable, w, slot);
  return order.empty() ? LostRest(timetable, wish, slot) : order;
}

}  // namespace

// In any order: what is against one of them is against all together.
absl::Status PlaceFixed(Timetable& timetable) {
  const FairIndex& index = timetable.index();
  for (size_t w = 0; w < index.fair->wishes.size(); ++w) {
    const auto wish = static_cast<int32_t>(w);
    if (!index.fair->wishes[w].fixed || timetable.SlotOf(wish) != kNone) {
      continue;
    }
    const int32_t slot = index.fair->wishes[w].slots.Next(0);
    const Timetable::Placing placing = timetable.TryPlace(wish, slot);
    if (placing == Timetable::Placing::kPlaced) continue;
    std::string text = fmt::format(
        "wishes[{}] is fixed to slot {}, and cannot be held there", w, slot);
    if (index.can[w].Has(slot)) {
      text += " beside the others that are fixed, as " +
              RuleAgainst(timetable, wish, slot, placing);
    }
    return absl::InvalidArgumentError(text);
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::schedule
