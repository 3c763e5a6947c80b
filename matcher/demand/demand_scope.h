// The requirements that an analysis looks at: those of a set that are sought on
// a day, or some of them.

#ifndef KETNOI_MATCHER_DEMAND_DEMAND_SCOPE_H_
#define KETNOI_MATCHER_DEMAND_DEMAND_SCOPE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "matcher/demand/requirement_set.h"
#include "matcher/model/date.h"
#include "matcher/model/ids.h"

namespace ketnoi::demand {

// Numbers its requirements from 0, by category, then name. Immutable;
// thread-safe.
class DemandScope {
 public:
  // The requirements of one block, at least one.
  struct Block {
    const RequirementBlock* block = nullptr;
    int32_t first = 0;                // number of its first one here
    std::vector<uint32_t> positions;  // in the block, ascending
  };

  // `wanted` (null: all) is asked once for each that is sought on `as_of`.
  DemandScope(std::shared_ptr<const RequirementSet> set, model::Date as_of,
              const std::function<bool(const RequirementBlock& block,
                                       size_t position)>& wanted);

  const RequirementSet& set() const { return *set_; }
  model::Date as_of() const { return as_of_; }
  int32_t size() const { return size_; }
  // By ascending category.
  std::span<const Block> blocks() const { return blocks_; }

  // Of one requirement. O(log blocks).
  const std::string& name(int32_t requirement) const;
  model::CategoryId category(int32_t requirement) const;

 private:
  const Block& BlockOf(int32_t requirement) const;

  std::shared_ptr<const RequirementSet> set_;
  model::Date as_of_;
  std::vector<Block> blocks_;
  int32_t size_ = 0;
};

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_DEMAND_SCOPE_H_
