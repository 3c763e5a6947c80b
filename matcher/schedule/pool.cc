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

// Gives settled meetings kinds of their own, of which each has the only set:
// what they take, by area (of interpreters, 0), out of the kinds of the others.
class SettledKinds {
 public:
  explicit SettledKinds(Pool& pool) : pool_(pool) {
    pool.settled_kinds = pool.kinds.size();
    for (size_t k = 0; k < pool.kinds.size(); ++k) {
      for (const int32_t member : pool.kinds[k].members) {
        kind_of_.resize(std::max(kind_of_.size(), At(member) + 1));
        kind_of_[At(member)] = k;
      }
    }
  }

  // `units`: how many the member has in the slot for anybody.
  void Add(const Meeting& meeting, int32_t member, int32_t area,
           int32_t units) {
    Pool::Kind& others = pool_.kinds[kind_of_[At(member)]];
    if (taken_[{member, meeting.slot}]++ < units) {
      --others.capacity[At(meeting.slot)];
    }
    const size_t slots = others.capacity.size();
    auto [at, is_new] =
        of_area_.try_emplace(area, static_cast<int32_t>(pool_.kinds.size()));
    if (is_new) {
      Pool::Kind& added = pool_.kinds.emplace_back();
      added.area = area;
      added.capacity.resize(slots);
      set_of_area_[area] = static_cast<int32_t>(pool_.sets.size());
      pool_.sets.push_back({at->second});
    }
    Pool::Kind& kind = pool_.kinds[At(at->second)];
    const auto place =
        std::lower_bound(kind.members.begin(), kind.members.end(), member);
    if (place == kind.members.end() || *place != member) {
      kind.members.insert(place, member);
    }
    ++kind.capacity[At(meeting.slot)];
    pool_.set_of[At(meeting.wish)] = set_of_area_[area];
  }

 private:
  Pool& pool_;
  std::vector<size_t> kind_of_;                           // by member
  std::map<std::pair<int32_t, int32_t>, int32_t> taken_;  // by member and slot
  std::map<int32_t, int32_t> of_area_, set_of_area_;
};

void AddSettledTables(const Fair& fair, Pool& pool) {
  SettledKinds kinds(pool);
  for (const Meeting& meeting : fair.settled) {
    const Table& table = fair.tables[At(meeting.table)];
    kinds.Add(meeting, meeting.table, table.area,
              table.available.Has(meeting.slot) ? table.capacity : 0);
  }
}

void AddSettledInterpreters(const Fair& fair, Pool& pool) {
  SettledKinds kinds(pool);
  for (const Meeting& meeting : fair.settled) {
    pool.set_of[At(meeting.wish)] = kNone;
    if (meeting.interpreter == kNone) continue;
    const Interpreter& one = fair.interpreters[At(meeting.interpreter)];
    kinds.Add(meeting, meeting.interpreter, 0,
              one.available.Has(meeting.slot) ? 1 : 0);
  }
}

// Of the sets that have none yet.
void FindSlots(Pool& pool) {
  while (pool.slots_of.size() < pool.sets.size()) {
    const std::vector<int32_t>& kinds = pool.sets[pool.slots_of.size()];
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
  AddSettledTables(fair, pool);
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
  AddSettledInterpreters(fair, pool);
  FindSlots(pool);
  return pool;
}

}  // namespace ketnoi::schedule
