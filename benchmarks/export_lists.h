// Lists of a row as bit masks: one column of 62 bits for each run of ids that
// some requirement asks for, one for what is explicitly not held, and whether
// the list is complete.

#ifndef KETNOI_BENCHMARKS_EXPORT_LISTS_H_
#define KETNOI_BENCHMARKS_EXPORT_LISTS_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "benchmarks/export_columns.h"
#include "benchmarks/export_judged.h"
#include "matcher/model/criteria_set.h"
#include "matcher/model/reference.h"
#include "matcher/model/requirement.h"

namespace ketnoi::benchmarks {

// A list as numbers. What it points to may be temporary.
struct NumberedList {
  std::vector<int32_t> held;
  std::vector<int32_t> not_held;
  bool complete = false;
};
using ListOfRow = std::function<NumberedList(const RowSource&)>;

// Conditions on one list of the row.
class ListColumns {
 public:
  // Columns are named "NAME_held_0", ... `tables` must outlive this object.
  ListColumns(std::string name, ListOfRow list, ExportTables& tables)
      : name_(std::move(name)), list_(std::move(list)), tables_(tables) {}

  Text HoldsAnyOf(const std::vector<int32_t>& items) const;
  Text HoldsAllOf(const std::vector<int32_t>& items) const;
  Text ExcludesAnyOf(const std::vector<int32_t>& items) const;
  Text ExcludesAllOf(const std::vector<int32_t>& items) const;
  Text Complete() const;

 private:
  enum class Side { kHeld, kNotHeld };
  Text Test(Side side, const std::vector<int32_t>& items, bool all) const;

  std::string name_;
  ListOfRow list_;
  ExportTables& tables_;
};

// docs/scoring.md, "Lists", where every held item is worth 10,000.
JudgedCriterion JudgeList(const ListColumns& list,
                          const std::vector<int32_t>& items,
                          model::ListMatch match,
                          const model::ValueFunction& codes_held,
                          int64_t weight_bp);

// docs/scoring.md, "materials". Requires a test of one material.
JudgedCriterion JudgeMaterial(const ListColumns& list,
                              const model::MaterialTest& test,
                              const std::vector<model::Material>& materials,
                              const model::ValueFunction& material_match,
                              int64_t weight_bp);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_EXPORT_LISTS_H_
