#include "matcher/schedule/pool.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace ketnoi::schedule {
namespace {

// Whom a table belongs to: those that stay at it and wishes that name it are
// the only ones that can tell it from others of its area.
std::vector<int32_t> NamedTables(const Fair& fair) {
  std::vector<int32_t> named(fair.tables.size(), kNone);
  for (const Wish& wish : fair.wishes) {
    if (wish.table != kNone) named[At(wish.table)] = wish.table;
  }
  for (const Participant& one : fair.participants) {
    if (one.home_table != kNone) named[At(one.home_table)] = one.home_table;
  }
  return named;
}

// By slot, a set's members as 0 and 1, times `units`.
void AddCapacity(const Fair& fair, const SlotSet& available, int32_t units,
                 std::vector<int32_t>& capacity) {
  capacity.resize(fair.slots.size());
  for (size_t s = 0; s < capacity.size(); ++s) {
    if (available.Has(static_cast<int32_t>(s))) capacity[s] += units;
  }
}

// Slots as a key of maps.
std::vector<int32_t> ListOf(const SlotSet& slots) {
  std::vector<int32_t> list;
  for (int32_t s = slots.Next(0); s != kNone; s = slots.Next(s + 1)) {
    list.push_back(s);
  }
  return list;
}

// Numbers things as they come.
template <typename Key>
class Numbering {
 public:
  // The number of `key`, and whether it is new.
  std::pair<int32_t, bool> Of(const Key& key) {
    const auto [at, is_new] =
        numbers_.try_emplace(key, static_cast<int32_t>(numbers_.size()));
    return {at->second, is_new};
  }

 private:
  std::map<Key, int32_t> numbers_;
};

void AddTableKinds(const Fair& fair, const std::vector<int32_t>& named,
                   Pool& pool) {
  Numbering<std::tuple<int32_t, int32_t, uint64_t, std::vector<int32_t>>> kinds;
  for (size_t t = 0; t < fair.tables.size(); ++t) {
    const Table& table = fair.tables[t];
    const auto [kind, is_new] = kinds.Of(
        {named[t], table.area, table.features, ListOf(table.available)});
    if (is_new) pool.kinds.emplace_back();
    Pool::Kind& of = pool.kinds[At(kind)];
    of.members.push_back(static_cast<int32_t>(t));
    of.area = table.area;
    AddCapacity(fair, table.available, table.capacity, of.capacity);
  }
}

void FindSlots(Pool& pool) {
  for (const std::vector<int32_t>& kinds : pool.sets) {
    SlotSet& slots = pool.slots_of.emplace_back();
    for (const int32_t kind : kinds) {
      const std::vector<int32_t>& capacity = pool.kinds[At(kind)].capacity;
      for (size_t s = 0; s < capacity.size(); ++s) {
        if (capacity[s] > 0) slots.Add(static_cast<int32_t>(s));
      }
    }
  }
}

}  // namespace

Pool TablePool(const Fair& fair) {
  Pool pool;
  AddTableKinds(fair, NamedTables(fair), pool);
  std::vector<bool> is_home(fair.tables.size());
  for (const Participant& one : fair.participants) {
    if (one.home_table != kNone) is_home[At(one.home_table)] = true;
  }
  Numbering<std::pair<int32_t, uint64_t>> sets;
  for (const Wish& wish : fair.wishes) {
    const int32_t home_a = fair.participants[At(wish.a)].home_table;
    const int32_t home_b = fair.participants[At(wish.b)].home_table;
    const int32_t home = home_a != kNone ? home_a : home_b;
    const int32_t only = wish.table != kNone ? wish.table : home;
    const auto [set, is_new] = sets.Of({only, wish.features});
    pool.set_of.push_back(set);
    if (!is_new) continue;
    std::vector<int32_t>& kinds = pool.sets.emplace_back();
    for (size_t k = 0; k < pool.kinds.size(); ++k) {
      const int32_t table = pool.kinds[k].members[0];
      const bool can = only != kNone ? table == only : !is_home[At(table)];
      if (can && (wish.features & ~fair.tables[At(table)].features) == 0) {
        kinds.push_back(static_cast<int32_t>(k));
      }
    }
  }
  FindSlots(pool);
  return pool;
}

Pool InterpreterPool(const Fair& fair) {
  Pool pool;
  Numbering<std::pair<uint64_t, std::vector<int32_t>>> kinds;
  for (size_t i = 0; i < fair.interpreters.size(); ++i) {
    const Interpreter& interpreter = fair.interpreters[i];
    const auto [kind, is_new] =
        kinds.Of({interpreter.languages, ListOf(interpreter.available)});
    if (is_new) pool.kinds.emplace_back();
    Pool::Kind& of = pool.kinds[At(kind)];
    of.members.push_back(static_cast<int32_t>(i));
    AddCapacity(fair, interpreter.available, 1, of.capacity);
  }
  Numbering<std::pair<uint64_t, uint64_t>> sets;
  for (const Wish& wish : fair.wishes) {
    const Participant& a = fair.participants[At(wish.a)];
    const Participant& b = fair.participants[At(wish.b)];
    if (Understand(a, b)) {
      pool.set_of.push_back(kNone);
      continue;
    }
    const auto [set, is_new] = sets.Of({a.languages, b.languages});
    pool.set_of.push_back(set);
    if (!is_new) continue;
    std::vector<int32_t>& of = pool.sets.emplace_back();
    for (size_t k = 0; k < pool.kinds.size(); ++k) {
      const int32_t member = pool.kinds[k].members[0];
      if (Interprets(fair.interpreters[At(member)], a, b)) {
        of.push_back(static_cast<int32_t>(k));
      }
    }
  }
  FindSlots(pool);
  return pool;
}

}  // namespace ketnoi::schedule
