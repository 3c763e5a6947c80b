// Proposals for lists: processes, materials, industries, customers, languages.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "matcher/match/propose.h"

namespace ketnoi::match {
namespace {

template <class T>
bool IsIn(const std::vector<T>& values, const T& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

// Gates on a list of T that are asked by `Test`, whose items are `items`.
template <class Test, class T>
std::vector<ListGate<T>> GatesOn(const RowInView& row, const GateGroup& group,
                                 std::vector<T> Test::*items) {
  std::vector<ListGate<T>> gates;
  for (const size_t step : group.open) {
    const Test& test = *row.TestOf<Test>(step);
    gates.push_back(
        {step, test.*items, test.match == model::ListMatch::kAnyOf});
  }
  return gates;
}

// First what is known to be missing, then all that is not held: an item that is
// only not listed may hide that another one is missing.
template <class T, class IsMissing, class MakeEdit>
std::vector<Proposal> ForItems(const std::vector<ListGate<T>>& gates,
                               const model::StatedList<T>& list,
                               ChangeKind kind, IsMissing is_missing,
                               MakeEdit make_edit) {
  const auto is_held = [&](const T& item) { return IsIn(list.held, item); };
  const auto proposal = [&](const auto& is_wanted) {
    Proposal edits;
    for (const auto& [item, of_gates] : ItemsToAdd(gates, is_held, is_wanted)) {
      edits.push_back({kind, of_gates, make_edit(item)});
    }
    return edits;
  };
  return {proposal(is_missing), proposal([](const T&) { return true; })};
}

template <class T, class MakeEdit>
std::vector<Proposal> ForList(const RowInView& row,
                              const std::vector<ListGate<T>>& gates,
                              const model::StatedList<T>& list, ChangeKind kind,
                              MakeEdit make_edit) {
  const auto is_missing = [&](const T& item) {
    return row.open == Verdict::kUnknown || list.complete ||
           IsIn(list.not_held, item);
  };
  return ForItems(gates, list, kind, is_missing, make_edit);
}

std::vector<Proposal> ForMaterials(const RowInView& row,
                                   const GateGroup& group) {
  const auto& materials = row.program.reference->materials;
  const auto& list = row.row().materials;
  const auto is_missing = [&](model::MaterialId item) {
    const model::MaterialId of_class = materials[item.index()].material_class;
    return row.open == Verdict::kUnknown || list.complete ||
           IsIn(list.not_held, item) ||
           (of_class.stated() && IsIn(list.not_held, of_class));
  };
  return ForItems(GatesOn(row, group, &model::MaterialTest::materials), list,
                  ChangeKind::kAddMaterial, is_missing,
                  [&](model::MaterialId item) -> model::Edit {
                    return model::AddMaterial{row.capability, item};
                  });
}

}  // namespace

std::vector<Proposal> ProposeListItems(const RowInView& row,
                                       const GateGroup& group) {
  const model::Supplier& supplier = row.supplier;
  const auto& test = row.program.steps[group.open.front()].criterion.test;
  switch (model::KindOf(test)) {
    case model::CriterionKind::kProcesses:
      return ForList(row, GatesOn(row, group, &model::ProcessTest::processes),
                     row.row().processes, ChangeKind::kAddProcess,
                     [&](model::ProcessId item) -> model::Edit {
                       return model::AddProcess{row.capability, item};
                     });
    case model::CriterionKind::kMaterials:
      return ForMaterials(row, group);
    case model::CriterionKind::kIndustriesServed:
      return ForList(
          row, GatesOn(row, group, &model::IndustriesServedTest::industries),
          supplier.industries, ChangeKind::kServeIndustry,
          [](model::IndustryId item) -> model::Edit {
            return model::AddIndustry{item};
          });
    case model::CriterionKind::kCustomersServed:
      return ForList(
          row, GatesOn(row, group, &model::CustomersServedTest::customers),
          supplier.customers, ChangeKind::kServeCustomer,
          [](const std::string& item) -> model::Edit {
            return model::AddCustomer{item};
          });
    case model::CriterionKind::kLanguages:
      return ForList(row, GatesOn(row, group, &model::LanguagesTest::languages),
                     supplier.languages, ChangeKind::kSpeakLanguage,
                     [](const std::string& item) -> model::Edit {
                       return model::AddLanguage{item};
                     });
    default:
      return {};
  }
}

}  // namespace ketnoi::match
