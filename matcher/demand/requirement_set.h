// Requirements as one set, against which suppliers are ranked: "what could this
// supplier serve?"
//
// The requirements of a category are a block. What they ask repeats, so a block
// holds each distinct test once: a supplier is then judged once per test and
// row, and not once per requirement.
//
//   RequirementSetBuilder builder(reference, criteria_set);
//   builder.Put({"buyers/b/requirements/r", {}, {}, program});
//   std::shared_ptr<const RequirementSet> set = builder.Build();

#ifndef KETNOI_MATCHER_DEMAND_REQUIREMENT_SET_H_
#define KETNOI_MATCHER_DEMAND_REQUIREMENT_SET_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "matcher/match/compile.h"
#include "matcher/model/criteria_set.h"
#include "matcher/model/date.h"
#include "matcher/model/ids.h"
#include "matcher/model/reference.h"
#include "matcher/model/requirement.h"

namespace ketnoi::demand {

// The days on which something holds, both included; absent: no end.
struct Days {
  std::optional<model::Date> first;
  std::optional<model::Date> last;
};

// A criterion of a requirement: a test of its block, and a share of the score.
struct Asked {
  uint32_t test = 0;
  int32_t weight_bp = 0;
};

// The requirements of one category, by ascending name (bytewise). Immutable;
// thread-safe.
class RequirementBlock {
 public:
  // The number of the test that all of them have: the category's.
  static constexpr uint32_t kCategoryTest = 0;

  model::CategoryId category() const { return category_; }
  size_t size() const { return names_.size(); }
  const std::string& name(size_t i) const { return names_[i]; }
  // Those whose names begin with `prefix` are [first, second). O(log n).
  std::pair<size_t, size_t> WithPrefix(std::string_view prefix) const;
  bool IsSought(size_t i, model::Date day) const {
    return days_[i].first <= day.days && day.days <= days_[i].last;
  }
  // Made up for demonstrations.
  bool composed(size_t i) const { return composed_[i]; }
  // How many of [begin, end) are sought on `day`. O(1) if all are on all days.
  int32_t CountSought(size_t begin, size_t end, model::Date day) const;

  // The gates of a requirement, in order, the category first; the criteria that
  // only score.
  std::span<const Asked> gates(size_t i) const {
    return {asked_.data() + begin_[2 * i], asked_.data() + begin_[2 * i + 1]};
  }
  std::span<const Asked> wishes(size_t i) const {
    return {asked_.data() + begin_[2 * i + 1],
            asked_.data() + begin_[2 * i + 2]};
  }
  // Distinct, by number. Of a step only the test matters, with what was
  // compiled of it.
  std::span<const std::shared_ptr<const match::Step>> tests() const {
    return tests_;
  }

 private:
  friend class RequirementSetBuilder;
  struct DayRange {
    int32_t first;
    int32_t last;
  };

  model::CategoryId category_;
  std::vector<std::string> names_;
  std::vector<DayRange> days_;
  std::vector<bool> composed_;
  bool always_ = true;  // all are sought on all days
  std::vector<uint32_t> begin_ = {0};
  std::vector<Asked> asked_;
  std::vector<std::shared_ptr<const match::Step>> tests_;
};

// Immutable; thread-safe. Refers to the reference data and the criteria set,
// which must outlive it.
class RequirementSet {
 public:
  const model::Reference& reference() const { return reference_; }
  const model::CriteriaSet& criteria_set() const { return criteria_set_; }
  // By ascending category; none is empty.
  std::span<const std::shared_ptr<const RequirementBlock>> blocks() const {
    return blocks_;
  }
  size_t size() const { return size_; }

 private:
  friend class RequirementSetBuilder;
  RequirementSet(const model::Reference& reference,
                 const model::CriteriaSet& criteria_set)
      : reference_(reference), criteria_set_(criteria_set) {}

  const model::Reference& reference_;
  const model::CriteriaSet& criteria_set_;
  std::vector<std::shared_ptr<const RequirementBlock>> blocks_;
  size_t size_ = 0;
};

// A requirement to put into a set.
struct SoughtRequirement {
  std::string name;
  Days days;  // on which it is sought
  // Compiled with the reference data and criteria set of the builder, for
  // whatever day.
  match::Program program;
  bool composed = false;  // made up for demonstrations
};

// Makes sets one after another, each of the changes since the last. Not
// thread-safe.
class RequirementSetBuilder {
 public:
  // Both must outlive the builder and its sets.
  RequirementSetBuilder(const model::Reference& reference,
                        const model::CriteriaSet& criteria_set);
  ~RequirementSetBuilder();
  RequirementSetBuilder(RequirementSetBuilder&&) noexcept;

  // Adds a requirement, or puts it in the place of the one of its name.
  void Put(const SoughtRequirement& requirement);
  // Nothing if there is none.
  void Remove(const std::string& name);
  // Shares the blocks that did not change with the set before. O(requirements
  // of the categories that changed).
  std::shared_ptr<const RequirementSet> Build();

 private:
  class Draft;  // of a block

  const model::Reference& reference_;
  const model::CriteriaSet& criteria_set_;
  std::map<model::CategoryId, std::unique_ptr<Draft>> drafts_;
  absl::flat_hash_map<std::string, model::CategoryId> category_of_;
};

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_REQUIREMENT_SET_H_
