#include "matcher/demand/what_if.h"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <variant>

#include "fmt/format.h"
#include "matcher/demand/block_tests.h"
#include "matcher/match/judge.h"
#include "matcher/optimize/at.h"

namespace ketnoi::demand {
namespace {

using match::Subject;
using match::Verdict;

// After how many requirements the caller is asked whether to go on.
constexpr size_t kBetween = 4096;

constexpr VersionMask Bit(size_t version) { return VersionMask{1} << version; }

bool ChangesSites(const std::vector<model::Edit>& edits) {
  return std::any_of(edits.begin(), edits.end(), [](const model::Edit& edit) {
    return std::holds_alternative<model::HoldCertificate>(edit) ||
           std::holds_alternative<model::SetPlace>(edit);
  });
}

// What a test says of the versions.
struct Said {
  VersionMask met = 0;
  VersionMask not_unmet = 0;
  // Those of which it may look at something else than of version 0, and might
  // be met by two together: those that meet it, if it looks at certificates,
  // of which one decides.
  VersionMask touched = 0;
  bool asked = false;

  void Add(VersionMask versions, Verdict verdict) {
    if (verdict == Verdict::kUnmet) return;
    not_unmet |= versions;
    if (verdict == Verdict::kMet) met |= versions;
  }
};

}  // namespace

Versions::Versions(const model::Reference& reference,
                   const model::Supplier& supplier,
                   std::span<const std::vector<model::Edit>> edits)
    : size_(edits.size()) {
  std::vector<std::shared_ptr<const model::Supplier>> versions;
  for (size_t v = 0; v < size_; ++v) {
    auto version =
        std::make_shared<model::Supplier>(model::Apply(supplier, edits[v]));
    // In the order of the versions.
    version->id = fmt::format("{:02}", v);
    versions.push_back(std::move(version));
    if (!ChangesSites(edits[v])) sites_as_first_ |= Bit(v);
  }
  if (ChangesSites(edits[0])) sites_as_first_ = 0;
  segment_ = index::Segment::Build(reference, std::move(versions));
  std::map<std::tuple<int32_t, int32_t, model::CategoryId>, size_t> slot_of;
  for (const index::Block& block : segment_->blocks()) {
    if (!block.category.stated()) continue;
    for (int32_t row = block.begin; row < block.end; ++row) {
      const std::tuple key(segment_->capability(row), segment_->site(row),
                           block.category);
      const auto [it, added] = slot_of.emplace(key, slots_.size());
      if (added) {
        slots_.emplace_back().category = block.category;
        std::fill_n(slots_.back().rows, kMostVersions, -1);
      }
      Slot& slot = slots_[it->second];
      const auto version = static_cast<size_t>(segment_->supplier(row));
      slot.rows[version] = row;
      slot.present |= Bit(version);
    }
  }
}

// One call of ForEachOutcome.
class VersionScan {
 public:
  VersionScan(const Versions& versions, const DemandScope& scope,
              const Versions::Scan& scan)
      : versions_(versions),
        segment_(*versions.segment_),
        scope_(scope),
        scan_(scan),
        entries_(versions.slots_.size()) {}

  absl::Status Run() {
    for (const DemandScope::Block& scoped : scope_.blocks()) {
      const RequirementBlock& block = *scoped.block;
      FindSlots(block.category());
      if (slots_.empty()) continue;
      BlockTests tests(scope_.set(), block, segment_, scope_.as_of());
      said_.assign(slots_.size() * tests.size(), {});
      int32_t number = scoped.first;
      for (const uint32_t position : scoped.positions) {
        if (++looked_at_ % kBetween == 0 && scan_.cancelled &&
            scan_.cancelled()) {
          return absl::CancelledError("the caller ended the scan");
        }
        const int32_t requirement = number++;
        if (scan_.only != nullptr && !(*scan_.only)[At(requirement)]) continue;
        const VersionOutcome outcome = Judge(block, position, tests);
        if (outcome.not_ineligible != 0) scan_.outcome(requirement, outcome);
        if (scan_.pair && (outcome.eligible & 1) == 0) {
          VisitPairs(requirement, ~outcome.eligible);
        }
      }
    }
    return absl::OkStatus();
  }

 private:
  using Slot = Versions::Slot;

  void FindSlots(model::CategoryId category) {
    const auto& tree = scope_.set().reference().categories;
    slots_.clear();
    for (size_t s = 0; s < versions_.slots_.size(); ++s) {
      const model::CategoryId listed = versions_.slots_[s].category;
      if (tree.Covers(category, listed) || tree.Covers(listed, category)) {
        slots_.push_back(s);
      }
    }
  }

  // A version has the standing of its best row.
  VersionOutcome Judge(const RequirementBlock& block, size_t requirement,
                       BlockTests& tests) {
    VersionOutcome outcome;
    for (size_t s = 0; s < slots_.size(); ++s) {
      const Slot& slot = versions_.slots_[slots_[s]];
      VersionMask met = slot.present;
      VersionMask not_unmet = slot.present;
      for (const Asked& asked : block.gates(requirement)) {
        const Said& said = SaidOf(s, asked.test, tests);
        met &= said.met;
        not_unmet &= said.not_unmet;
        if (not_unmet == 0) break;
      }
      if (scan_.pair && (slot.present & 1) != 0 && (met & 1) == 0) {
        FindPairs(block.gates(requirement), s, tests);
      }
      if (not_unmet == 0) continue;
      outcome.eligible |= met;
      outcome.not_ineligible |= not_unmet;
    }
    return outcome;
  }

  const Said& SaidOf(size_t slot, uint32_t test, BlockTests& tests) {
    Said& said = said_[slot * tests.size() + test];
    if (!said.asked) {
      said = Ask(tests.judge(test), slots_[slot]);
      said.asked = true;
    }
    return said;
  }

  // A gate that version 0 does not meet.
  struct Need {
    VersionMask met;
    VersionMask touched;
  };

  void FindPairs(std::span<const Asked> gates, size_t slot, BlockTests& tests) {
    needs_.clear();
    VersionMask any = 0;
    for (const Asked& asked : gates) {
      const Said& said = SaidOf(slot, asked.test, tests);
      if ((said.met & 1) != 0) continue;
      if ((said.met | said.touched) == 0) return;
      needs_.push_back({said.met, said.touched});
      any |= said.met | said.touched;
    }
    for (VersionMask left = any; left != 0; left &= left - 1) {
      const auto first = static_cast<size_t>(std::countr_zero(left));
      VersionMask partners = left & (left - 1);  // the greater ones
      for (const Need& need : needs_) {
        if ((need.met & Bit(first)) != 0) continue;
        partners &= (need.touched & Bit(first)) != 0 ? need.met | need.touched
                                                     : need.met;
      }
      partners_[first] |= partners;
      with_partners_ |= partners != 0 ? Bit(first) : 0;
    }
  }

  // Those of which both are in `among`; forgets all.
  void VisitPairs(int32_t requirement, VersionMask among) {
    for (; with_partners_ != 0; with_partners_ &= with_partners_ - 1) {
      const auto first = static_cast<size_t>(std::countr_zero(with_partners_));
      VersionMask partners = std::exchange(partners_[first], 0) & among;
      if ((among & Bit(first)) == 0) continue;
      for (; partners != 0; partners &= partners - 1) {
        scan_.pair(requirement, first,
                   static_cast<size_t>(std::countr_zero(partners)));
      }
    }
  }

  Said Ask(const match::Judge& judge, size_t slot) {
    switch (judge.subject()) {
      case Subject::kCategory: {
        Said said;
        const Slot& rows = versions_.slots_[slot];
        said.Add(rows.present, judge.VerdictAt(rows.category.value));
        return said;
      }
      case Subject::kEntry:
        return AskEntries(judge, EntriesOf(judge.column(), slot),
                          (versions_.slots_[slot].present & 1) != 0);
      case Subject::kSite:
        break;
    }
    return AskSites(judge, versions_.slots_[slot]);
  }

  // An entry, and the versions that have it.
  using Entries = std::vector<std::pair<int32_t, VersionMask>>;

  // `with_first`: the first entry is that of version 0.
  static Said AskEntries(const match::Judge& judge, const Entries& entries,
                         bool with_first) {
    Said said;
    for (const auto& [entry, versions] : entries) {
      said.Add(versions, judge.VerdictAt(entry));
      said.touched |= versions;
    }
    said.touched &= with_first ? ~entries.front().second : 0;
    return said;
  }

  const Entries& EntriesOf(index::ColumnId column, size_t slot) {
    auto& of_slot = entries_[slot];
    const auto known = of_slot.find(column);
    if (known != of_slot.end()) return known->second;
    Entries entries;
    const Slot& rows = versions_.slots_[slot];
    const index::Block* block = nullptr;  // all rows of a slot are of one
    for (size_t v = 0; v < versions_.size_; ++v) {
      if (rows.rows[v] < 0) continue;
      if (block == nullptr) block = &segment_.BlockOf(rows.rows[v]);
      const int32_t entry = block->EntryAt(column, rows.rows[v]);
      const auto it =
          std::find_if(entries.begin(), entries.end(),
                       [&](const auto& one) { return one.first == entry; });
      if (it == entries.end()) {
        entries.emplace_back(entry, Bit(v));
      } else {
        it->second |= Bit(v);
      }
    }
    return of_slot.emplace(column, std::move(entries)).first->second;
  }

  Said AskSites(const match::Judge& judge, const Slot& slot) const {
    Said said;
    VersionMask left = slot.present;
    if ((slot.present & 1) != 0) {
      const VersionMask alike = slot.present & versions_.sites_as_first_;
      said.Add(alike, judge.VerdictAt(segment_.site_number(slot.rows[0])));
      left &= ~alike;
    }
    for (size_t v = 0; v < versions_.size_; ++v) {
      if ((left & Bit(v)) == 0) continue;
      said.Add(Bit(v), judge.VerdictAt(segment_.site_number(slot.rows[v])));
    }
    said.touched = said.met;
    return said;
  }

  const Versions& versions_;
  const index::Segment& segment_;
  const DemandScope& scope_;
  const Versions::Scan& scan_;
  std::vector<size_t> slots_;  // of the block at hand
  std::vector<Said> said_;     // by these and test
  // By slot and column.
  std::vector<std::map<index::ColumnId, Entries>> entries_;
  size_t looked_at_ = 0;
  // Of the requirement at hand: partners_[v], the versions after v that might
  // do with it.
  std::vector<Need> needs_;
  std::array<VersionMask, kMostVersions> partners_ = {};
  VersionMask with_partners_ = 0;
};

absl::Status Versions::ForEachOutcome(const DemandScope& scope,
                                      const Scan& scan) const {
  return VersionScan(*this, scope, scan).Run();
}

}  // namespace ketnoi::demand
