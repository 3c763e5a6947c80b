// What may be edited in a record so that gates are met that look at one thing
// of it.
//
// Proposals are tried by the caller: each is made from what the gates require,
// and whether it meets them is for the judges to say. Internal to the matcher.

#ifndef KETNOI_MATCHER_MATCH_PROPOSE_H_
#define KETNOI_MATCHER_MATCH_PROPOSE_H_

#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

#include "matcher/match/change.h"
#include "matcher/match/compile.h"
#include "matcher/match/result.h"
#include "matcher/model/edit.h"
#include "matcher/model/supplier.h"

namespace ketnoi::match {

// A row as it is, and what it is asked.
struct RowInView {
  const Program& program;
  const model::Supplier& supplier;
  int32_t capability = -1;  // positions in the record
  int32_t site = -1;
  const std::vector<Judgement>& judgements;  // by step
  Verdict open;  // gates with this verdict are in the way

  template <class Test>
  const Test* TestOf(size_t step) const {
    return std::get_if<Test>(&program.steps[step].criterion.test);
  }
  const model::Capability& row() const {
    return supplier.capabilities[static_cast<size_t>(capability)];
  }
};

// Gates that look at the same thing of a record, ascending by step. At least
// one is in the way.
struct GateGroup {
  std::vector<size_t> open;  // in the way
  std::vector<size_t> all;   // those, and the ones that must not come to be

  uint64_t open_mask() const {
    uint64_t mask = 0;
    for (const size_t step : open) mask |= uint64_t{1} << step;
    return mask;
  }
};

struct ProposedEdit {
  ChangeKind kind;
  uint64_t gates;  // that it is for, bit by step
  model::Edit edit;
};

// Edits that together may meet all gates of a group.
using Proposal = std::vector<ProposedEdit>;

// The smallest first. None: nothing is known that could.
std::vector<Proposal> Propose(const RowInView& row, const GateGroup& group);

// The same of attributes, of certificates, and of lists beside attributes.
std::vector<Proposal> ProposeAttribute(const RowInView& row,
                                       const GateGroup& group);
std::vector<Proposal> ProposeCertificates(const RowInView& row,
                                          const GateGroup& group);
std::vector<Proposal> ProposeListItems(const RowInView& row,
                                       const GateGroup& group);

// Of a list: the items to add, each with the gates that ask for it.
template <class T>
struct ItemToAdd {
  T item;
  uint64_t gates = 0;
};

// A gate on a list.
template <class T>
struct ListGate {
  size_t step;
  const std::vector<T>& items;
  bool any;  // of the items will do
};

// `is_held`, `is_wanted`: T to bool. Of a gate that asks for all its items
// those that are wanted and not held; of one that asks for any, the first,
// unless another one is added already.
template <class T, class IsHeld, class IsWanted>
std::vector<ItemToAdd<T>> ItemsToAdd(const std::vector<ListGate<T>>& gates,
                                     IsHeld is_held, IsWanted is_wanted) {
  std::vector<ItemToAdd<T>> added;
  const auto find = [&](const T& item) {
    size_t i = 0;
    while (i < added.size() && added[i].item != item) ++i;
    return i;
  };
  const auto add = [&](const T& item, size_t step) {
    const size_t i = find(item);
    if (i == added.size()) added.push_back({item, 0});
    added[i].gates |= uint64_t{1} << step;
  };
  for (const ListGate<T>& gate : gates) {
    if (gate.any) continue;
    for (const T& item : gate.items) {
      if (!is_held(item) && is_wanted(item)) add(item, gate.step);
    }
  }
  for (const ListGate<T>& gate : gates) {
    if (!gate.any) continue;
    size_t chosen = 0;
    for (size_t i = 0; i < gate.items.size(); ++i) {
      if (find(gate.items[i]) == added.size()) continue;
      chosen = i;
      break;
    }
    add(gate.items[chosen], gate.step);
  }
  return added;
}

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_PROPOSE_H_
