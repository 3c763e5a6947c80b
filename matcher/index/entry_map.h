// Which entries of a merged segment hold the values of those of a source.

#ifndef KETNOI_MATCHER_INDEX_ENTRY_MAP_H_
#define KETNOI_MATCHER_INDEX_ENTRY_MAP_H_

#include <cstdint>
#include <vector>

#include "matcher/index/entry_interner.h"
#include "matcher/index/segment.h"

namespace ketnoi::index {

// Interns a value when its entry is asked for the first time, so values that
// nobody asks for are left out. Not thread-safe.
class EntryMap {
 public:
  // All must outlive the map; `interner` is the merged segment's.
  EntryMap(const model::Reference& reference, const Segment& source,
           EntryInterner& interner);

  // The merged segment's entry for the source's. O(1), but for the first time.
  int32_t At(ColumnId column, int32_t entry) {
    if (entry == 0) return 0;
    auto& merged = merged_[static_cast<size_t>(column.value)];
    if (merged.empty()) {
      merged.resize(static_cast<size_t>(source_.entry_count(column)), -1);
    }
    int32_t& number = merged[static_cast<size_t>(entry)];
    if (number < 0) number = Intern(column, entry);
    return number;
  }

 private:
  int32_t Intern(ColumnId column, int32_t entry);
  int32_t InternField(Field field, int32_t entry);

  const Segment& source_;
  EntryInterner& interner_;
  std::vector<std::vector<int32_t>> merged_;  // by column; -1: not asked for
};

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_ENTRY_MAP_H_
