#include "matcher/demand/day_change.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "matcher/index/columns.h"

namespace ketnoi::demand {

DayChange::DayChange(const RequirementSet& set, const NameRange& range,
                     bool with_scores, model::Date from, model::Date to)
    : set_(set), from_(from), to_(to) {
  for (const auto& block : set.blocks()) {
    std::vector<const model::FreshnessTest*> ages;  // by test
    for (const auto& test : block->tests()) {
      ages.push_back(std::get_if<model::FreshnessTest>(&test->criterion.test));
    }
    const auto look = [&](const Asked& asked, bool gate) {
      const model::FreshnessTest* age = ages[asked.test];
      if (age == nullptr) return;
      age_scored_ |= with_scores && asked.weight_bp > 0;
      if (!gate) return;
      // Without a limit the score decides.
      age_scored_ |= !age->max_age_days;
      if (age->max_age_days) age_limits_.insert(*age->max_age_days);
    };
    const auto [begin, end] = range.In(*block);
    for (size_t i = begin; i < end; ++i) {
      if (block->IsSought(i, from) != block->IsSought(i, to)) {
        requirements_.push_back(block->name(i));
      }
      for (const Asked& asked : block->gates(i)) look(asked, true);
      for (const Asked& asked : block->wishes(i)) look(asked, false);
    }
  }
}

bool DayChange::TellsApart(
    const index::Segment::SiteCertificate& certificate) const {
  const auto [first, last] = std::minmax(from_.days, to_.days);
  return (first < certificate.valid_from && certificate.valid_from <= last) ||
         (first <= certificate.valid_to && certificate.valid_to < last);
}

bool DayChange::TellsApart(int32_t confirmed) const {
  if (confirmed == index::kNoNumber) return false;
  const int32_t age_from = std::max(0, from_.days - confirmed);
  const int32_t age_to = std::max(0, to_.days - confirmed);
  const auto& function = set_.criteria_set().record_age;
  if (age_scored_ && function.At(age_from) != function.At(age_to)) return true;
  const auto [younger, older] = std::minmax(age_from, age_to);
  const auto limit = age_limits_.lower_bound(younger);
  return limit != age_limits_.end() && *limit < older;
}

std::vector<bool> DayChange::ConcernedIn(const index::Segment& segment) const {
  std::vector<bool> sites(static_cast<size_t>(segment.site_count()));
  for (size_t site = 0; site < sites.size(); ++site) {
    for (const auto& held : segment.certificates(static_cast<int32_t>(site))) {
      if (TellsApart(held)) sites[site] = true;
    }
  }
  std::vector<bool> confirmed;  // by entry
  const auto column = index::ColumnId::Of(index::Field::kConfirmedDate);
  for (int32_t entry = 0; entry < segment.entry_count(column); ++entry) {
    confirmed.push_back(
        TellsApart(segment.number(index::Field::kConfirmedDate, entry)));
  }
  std::vector<bool> concerned(static_cast<size_t>(segment.supplier_count()));
  for (const index::Block& block : segment.blocks()) {
    for (int32_t row = block.begin; row < block.end; ++row) {
      if (sites[static_cast<size_t>(segment.site_number(row))] ||
          confirmed[static_cast<size_t>(block.EntryAt(column, row))]) {
        concerned[static_cast<size_t>(segment.supplier(row))] = true;
      }
    }
  }
  return concerned;
}

absl::StatusOr<std::vector<std::string>> DayChange::SuppliersOf(
    const index::Snapshot& snapshot,
    const std::function<bool()>& cancelled) const {
  std::vector<std::string> ids;
  for (const index::Snapshot::Part& part : snapshot.parts()) {
    if (cancelled && cancelled()) {
      return absl::CancelledError("the caller ended the comparison");
    }
    const std::vector<bool> concerned = ConcernedIn(*part.segment);
    for (size_t i = 0; i < concerned.size(); ++i) {
      const auto position = static_cast<int32_t>(i);
      if (concerned[i] && !part.replaced->Test(position)) {
        ids.push_back(part.segment->id(position));
      }
    }
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace ketnoi::demand
