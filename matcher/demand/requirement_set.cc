#include "matcher/demand/requirement_set.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace ketnoi::demand {
namespace {

constexpr int32_t kFirstDay = std::numeric_limits<int32_t>::min();
constexpr int32_t kLastDay = std::numeric_limits<int32_t>::max();

}  // namespace

std::pair<size_t, size_t> RequirementBlock::WithPrefix(
    std::string_view prefix) const {
  const auto begins = [&](const std::string& name) {
    return std::string_view(name).substr(0, prefix.size());
  };
  const auto first = std::partition_point(
      names_.begin(), names_.end(),
      [&](const std::string& name) { return begins(name) < prefix; });
  const auto last = std::partition_point(
      first, names_.end(),
      [&](const std::string& name) { return begins(name) == prefix; });
  return {static_cast<size_t>(first - names_.begin()),
          static_cast<size_t>(last - names_.begin())};
}

int32_t RequirementBlock::CountSought(size_t begin, size_t end,
                                      model::Date day) const {
  if (always_) return static_cast<int32_t>(end - begin);
  int32_t count = 0;
  for (size_t i = begin; i < end; ++i) count += IsSought(i, day) ? 1 : 0;
  return count;
}

// What a block is made from.
class RequirementSetBuilder::Draft {
 public:
  explicit Draft(model::CategoryId category) : category_(category) {
    Number(Canonical(match::Step()));
  }

  void Put(const SoughtRequirement& requirement) {
    Remove(requirement.name);
    Entry entry;
    entry.days = {
        requirement.days.first ? requirement.days.first->days : kFirstDay,
        requirement.days.last ? requirement.days.last->days : kLastDay};
    entry.composed = requirement.composed;
    for (const bool gates : {true, false}) {
      for (const match::Step& step : requirement.program.steps) {
        if (step.criterion.gate != gates) continue;
        entry.asked.push_back({Number(Canonical(step)), step.weight_bp});
      }
      if (gates) entry.gates = static_cast<uint32_t>(entry.asked.size());
    }
    entries_.emplace(requirement.name, std::move(entry));
  }

  void Remove(const std::string& name) {
    block_.reset();
    const auto it = entries_.find(name);
    if (it == entries_.end()) return;
    unused_ += it->second.asked.size();
    entries_.erase(it);
  }

  bool empty() const { return entries_.empty(); }

  const std::shared_ptr<const RequirementBlock>& block() {
    if (!block_) block_ = MakeBlock();
    return block_;
  }

 private:
  struct Entry {
    RequirementBlock::DayRange days;
    bool composed = false;
    uint32_t gates = 0;
    std::vector<Asked> asked;  // the gates first
  };

  // What is the same for all that ask the same.
  static match::Step Canonical(const match::Step& step) {
    match::Step canonical;
    canonical.criterion.test = step.criterion.test;
    canonical.certificates = step.certificates;
    return canonical;
  }

  uint32_t Number(match::Step step) {
    const auto [it, added] = numbers_.emplace(
        step.criterion.test, static_cast<uint32_t>(tests_.size()));
    if (added) {
      tests_.push_back(std::make_shared<const match::Step>(std::move(step)));
    }
    return it->second;
  }

  // Tests that nobody asks any more are dropped now and then, so that a block
  // does not grow with its writes.
  void DropUnusedTests() {
    const auto former = std::exchange(tests_, {});
    numbers_.clear();
    Number(*former[RequirementBlock::kCategoryTest]);
    for (auto& [name, entry] : entries_) {
      for (Asked& asked : entry.asked) asked.test = Number(*former[asked.test]);
    }
    unused_ = 0;
  }

  std::shared_ptr<const RequirementBlock> MakeBlock() {
    if (unused_ > tests_.size()) DropUnusedTests();
    auto block = std::make_shared<RequirementBlock>();
    block->category_ = category_;
    block->names_.reserve(entries_.size());
    block->days_.reserve(entries_.size());
    block->composed_.reserve(entries_.size());
    block->begin_.reserve(2 * entries_.size() + 1);
    for (const auto& [name, entry] : entries_) {
      block->names_.push_back(name);
      block->days_.push_back(entry.days);
      block->composed_.push_back(entry.composed);
      block->always_ &=
          entry.days.first == kFirstDay && entry.days.last == kLastDay;
      const uint32_t begin = block->begin_.back();
      block->begin_.push_back(begin + entry.gates);
      block->begin_.push_back(begin +
                              static_cast<uint32_t>(entry.asked.size()));
      block->asked_.insert(block->asked_.end(), entry.asked.begin(),
                           entry.asked.end());
    }
    block->tests_ = tests_;
    return block;
  }

  const model::CategoryId category_;
  std::map<std::string, Entry> entries_;
  std::map<model::Test, uint32_t> numbers_;
  std::vector<std::shared_ptr<const match::Step>> tests_;
  size_t unused_ = 0;  // criteria that were removed since tests were dropped
  std::shared_ptr<const RequirementBlock> block_;  // null: to be made anew
};

RequirementSetBuilder::RequirementSetBuilder(
    const model::Reference& reference, const model::CriteriaSet& criteria_set)
    : reference_(reference), criteria_set_(criteria_set) {}
RequirementSetBuilder::~RequirementSetBuilder() = default;
RequirementSetBuilder::RequirementSetBuilder(RequirementSetBuilder&&) noexcept =
    default;

void RequirementSetBuilder::Put(const SoughtRequirement& requirement) {
  const model::CategoryId category = requirement.program.category;
  const auto [it, added] = category_of_.try_emplace(requirement.name, category);
  if (!added && it->second != category) {
    drafts_.at(it->second)->Remove(requirement.name);
    it->second = category;
  }
  auto& draft = drafts_[category];
  if (!draft) draft = std::make_unique<Draft>(category);
  draft->Put(requirement);
}

void RequirementSetBuilder::Remove(const std::string& name) {
  const auto it = category_of_.find(name);
  if (it == category_of_.end()) return;
  drafts_.at(it->second)->Remove(name);
  category_of_.erase(it);
}

std::shared_ptr<const RequirementSet> RequirementSetBuilder::Build() {
  std::shared_ptr<RequirementSet> set(
      new RequirementSet(reference_, criteria_set_));
  set->size_ = category_of_.size();
  for (auto& [category, draft] : drafts_) {
    if (!draft->empty()) set->blocks_.push_back(draft->block());
  }
  return set;
}

}  // namespace ketnoi::demand
