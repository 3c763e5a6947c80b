#include "matcher/demand/first_places.h"

#include <algorithm>

namespace ketnoi::demand {
namespace {

// Gives ranks to the first, and leaves all in the order of ids.
void RankFirst(size_t first, std::vector<Placed>& placed) {
  const size_t count = std::min(first, placed.size());
  std::partial_sort(placed.begin(),
                    placed.begin() + static_cast<std::ptrdiff_t>(count),
                    placed.end(), PlacedBefore);
  for (size_t i = 0; i < count; ++i) {
    placed[i].rank = static_cast<int32_t>(i) + 1;
  }
  std::sort(placed.begin(), placed.end(),
            [](const Placed& a, const Placed& b) { return a.id < b.id; });
}

bool HasMoved(const Moved& moved) {
  return RankedStanding(moved.key_before) != RankedStanding(moved.key_after) ||
         (moved.rank_before > 0) != (moved.rank_after > 0);
}

bool HasEntered(const Moved& moved) {
  return moved.rank_before == 0 && moved.rank_after > 0;
}
bool HasLeft(const Moved& moved) {
  return moved.rank_before > 0 && moved.rank_after == 0;
}

// The best that came among the first, and the best that left them.
struct PlaceExchange {
  int32_t entered_rank = 0;
  int32_t left_rank = 0;
  std::string_view entered;
  std::string_view left;

  void See(const Moved& moved) {
    if (HasEntered(moved) &&
        (entered_rank == 0 || moved.rank_after < entered_rank)) {
      entered_rank = moved.rank_after;
      entered = moved.id;
    }
    if (HasLeft(moved) && (left_rank == 0 || moved.rank_before < left_rank)) {
      left_rank = moved.rank_before;
      left = moved.id;
    }
  }
};

}  // namespace

void FirstPlaces::Offer(std::string_view id, match::RowKey key) {
  const Placed one{id, key, 0};
  const auto at =
      std::upper_bound(placed_.begin(), placed_.end(), one, PlacedBefore);
  placed_.insert(at, one);
  if (placed_.size() > limit_) placed_.pop_back();
}

std::vector<Moved> FindMoved(
    std::vector<Placed> before, std::vector<Placed> after, size_t first,
    const std::function<bool(std::string_view id)>& was_written) {
  RankFirst(first, before);
  RankFirst(first, after);
  std::vector<Moved> all;
  PlaceExchange exchange;  // of those that were written
  auto b = before.begin();
  auto a = after.begin();
  while (b != before.end() || a != after.end()) {
    const bool in_before =
        b != before.end() && (a == after.end() || b->id <= a->id);
    const bool in_after =
        a != after.end() && (b == before.end() || a->id <= b->id);
    Moved moved;
    moved.id = in_before ? b->id : a->id;
    if (in_before) {
      moved.key_before = b->key;
      moved.rank_before = b->rank;
      ++b;
    }
    if (in_after) {
      moved.key_after = a->key;
      moved.rank_after = a->rank;
      ++a;
    }
    if (!HasMoved(moved)) continue;
    if ((HasEntered(moved) || HasLeft(moved)) && was_written(moved.id)) {
      exchange.See(moved);
    }
    all.push_back(moved);
  }
  for (Moved& moved : all) {
    if (HasEntered(moved) && moved.key_after <= moved.key_before) {
      moved.by_others = true;
      moved.other = exchange.left;
    } else if (HasLeft(moved) && moved.key_after >= moved.key_before) {
      moved.by_others = true;
      moved.other = exchange.entered;
    }
  }
  return all;
}

}  // namespace ketnoi::demand
