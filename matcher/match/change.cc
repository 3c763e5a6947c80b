#include "matcher/match/change.h"

#include <algorithm>
#include <bit>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "matcher/match/change_text.h"
#include "matcher/match/matcher.h"
#include "matcher/match/propose.h"
#include "matcher/match/row_scorer.h"
#include "matcher/match/top_rows.h"

namespace ketnoi::match {
namespace {

// A record by itself, as the matcher judges it.
class Trial {
 public:
  Trial(const Program& program, model::Supplier record)
      : segment_(index::Segment::Build(
            *program.reference,
            {std::make_shared<const model::Supplier>(std::move(record))})),
        scorer_(program, *segment_) {}

  const index::Segment& segment() const { return *segment_; }
  const RowScorer& scorer() const { return scorer_; }
  std::vector<int32_t> rows() const {
    return ExplainedRows(scorer_.program(), {segment_.get(), 0});
  }
  // Of the best row.
  Standing standing() const {
    RowKey best = 0;
    for (const int32_t row : rows()) best = std::max(best, scorer_.Score(row));
    return StandingOf(best);
  }
  // -1: there is none.
  int32_t RowAt(int32_t capability, int32_t site) const {
    for (const int32_t row : segment_->RowsOf(0)) {
      if (segment_->capability(row) == capability &&
          segment_->site(row) == site) {
        return row;
      }
    }
    return -1;
  }

 private:
  std::shared_ptr<const index::Segment> segment_;
  RowScorer scorer_;
};

// What a criterion looks at: gates that look at the same are changed together.
std::pair<model::CriterionKind, int32_t> TargetOf(const model::Test& test) {
  int32_t part = 0;
  if (const auto* attribute = std::get_if<model::AttributeTest>(&test)) {
    part = attribute->required.attribute.value;
  }
  if (const auto* assessment = std::get_if<model::AssessmentTest>(&test)) {
    part = assessment->scheme.value;
  }
  return {model::KindOf(test), part};
}

class ChangeMaker {
 public:
  ChangeMaker(const Program& program, const model::Supplier& supplier,
              const std::function<bool()>& cancelled)
      : program_(program),
        cancelled_(cancelled),
        before_(program, supplier),
        record_(supplier) {}

  absl::StatusOr<Change> Run() {
    change_.standing = before_.standing();
    if (change_.standing == Standing::kEligible) return change_;
    open_ = change_.standing == Standing::kIneligible ? Verdict::kUnmet
                                                      : Verdict::kUnknown;
    // Before it is listed, nothing else is asked.
    if (IsOutside()) {
      first_.push_back({ChangeKind::kAddCapability, uint64_t{1},
                        model::AddCapability{program_.category}});
      record_ = Edited(first_);
    }
    const Trial start(program_, record_);
    ChooseRow(start);
    if (IsLifted(start.standing())) return Finish(start, {});
    Group();
    Proposal edits = Settle();
    if (change_.stuck == 0) DropNeedless(edits);
    if (ended_) return absl::CancelledError("the caller ended the change");
    return Finish(start, edits);
  }

 private:
  bool IsEnded() {
    ended_ = ended_ || (cancelled_ && cancelled_());
    return ended_;
  }

  bool IsOutside() const {
    return before_.scorer().JudgeRow(before_.rows().front()).front().verdict ==
           Verdict::kUnmet;
  }

  bool IsLifted(Standing standing) const {
    return open_ == Verdict::kUnmet ? standing != Standing::kIneligible
                                    : standing == Standing::kEligible;
  }

  bool IsGate(size_t step) const { return (program_.gates >> step & 1) != 0; }

  // Gates of a judged row that are in the way.
  uint64_t OpenOf(const std::vector<Judgement>& judgements) const {
    uint64_t open = 0;
    for (size_t i = 0; i < judgements.size(); ++i) {
      if (IsGate(i) && judgements[i].verdict == open_) open |= uint64_t{1} << i;
    }
    return open;
  }

  // The fewest gates in the way, then the best; of a CONDITIONAL supplier among
  // its CONDITIONAL rows.
  void ChooseRow(const Trial& trial) {
    int32_t best = -1;
    RowKey best_key = 0;
    int best_open = 0;
    for (const int32_t row : trial.rows()) {
      std::vector<Judgement> judgements = trial.scorer().JudgeRow(row);
      const RowKey key = trial.scorer().Score(row);
      if (StandingOf(key) == Standing::kIneligible &&
          open_ == Verdict::kUnknown) {
        continue;
      }
      const RowKey scores = key & kScoresMask;
      const uint64_t open = OpenOf(judgements);
      const int count = std::popcount(open);
      if (best >= 0 &&
          (count > best_open ||
           (count == best_open &&
            !BetterRow(trial.segment(), scores, row, best_key, best)))) {
        continue;
      }
      best = row;
      best_key = scores;
      best_open = count;
      judgements_ = std::move(judgements);
      change_.open = open;
    }
    change_.capability = trial.segment().capability(best);
    change_.site = trial.segment().site(best);
  }

  void Group() {
    std::vector<std::pair<model::CriterionKind, int32_t>> targets;
    for (size_t i = 0; i < judgements_.size(); ++i) {
      if ((change_.open >> i & 1) == 0) continue;
      const auto target = TargetOf(program_.steps[i].criterion.test);
      if (std::find(targets.begin(), targets.end(), target) == targets.end()) {
        targets.push_back(target);
      }
    }
    groups_.resize(targets.size());
    for (size_t g = 0; g < targets.size(); ++g) {
      for (size_t i = 0; i < judgements_.size(); ++i) {
        if (!IsGate(i) ||
            TargetOf(program_.steps[i].criterion.test) != targets[g]) {
          continue;
        }
        groups_[g].all.push_back(i);
        if ((change_.open >> i & 1) != 0) groups_[g].open.push_back(i);
      }
    }
  }

  // For each group the first proposal that meets it, all tried at once: groups
  // do not touch each other. Those that have none are stuck.
  Proposal Settle() {
    const RowInView row{program_,     record_,     change_.capability,
                        change_.site, judgements_, open_};
    std::vector<std::vector<Proposal>> proposals;
    for (const GateGroup& group : groups_) {
      proposals.push_back(Propose(row, group));
    }
    std::vector<size_t> choice(groups_.size(), 0);
    for (;;) {
      Proposal edits;
      if (IsEnded()) return edits;
      for (size_t g = 0; g < groups_.size(); ++g) {
        if (choice[g] == proposals[g].size()) continue;
        const Proposal& chosen = proposals[g][choice[g]];
        edits.insert(edits.end(), chosen.begin(), chosen.end());
      }
      const Trial trial(program_, Edited(edits));
      const auto judgements = trial.scorer().JudgeRow(RowAfter(trial));
      bool again = false;
      change_.stuck = 0;
      for (size_t g = 0; g < groups_.size(); ++g) {
        if (IsMet(groups_[g], judgements)) continue;
        change_.stuck |= groups_[g].open_mask();
        if (choice[g] == proposals[g].size()) continue;
        ++choice[g];
        again = true;
      }
      if (!again) return edits;
    }
  }

  bool IsMet(const GateGroup& group,
             const std::vector<Judgement>& judgements) const {
    return std::all_of(group.all.begin(), group.all.end(), [&](size_t step) {
      return open_ == Verdict::kUnmet
                 ? judgements[step].verdict != Verdict::kUnmet
                 : judgements[step].verdict == Verdict::kMet;
    });
  }

  // The changed row. A supplier without sites may have got one.
  int32_t RowAfter(const Trial& trial) const {
    const int32_t row = trial.RowAt(change_.capability, change_.site);
    return row >= 0 ? row : trial.RowAt(change_.capability, 0);
  }

  model::Supplier Edited(const Proposal& edits) const {
    std::vector<model::Edit> all;
    for (const ProposedEdit& edit : edits) all.push_back(edit.edit);
    return model::Apply(record_, all);
  }

  // One edit may do what another one is for.
  void DropNeedless(Proposal& edits) {
    for (size_t i = 0; i < edits.size() && !IsEnded();) {
      Proposal without = edits;
      without.erase(without.begin() + static_cast<ptrdiff_t>(i));
      if (IsLifted(Trial(program_, Edited(without)).standing())) {
        edits = std::move(without);
      } else {
        ++i;
      }
    }
  }

  Change Finish(const Trial& start, const Proposal& edits) {
    const Trial after(program_, Edited(edits));
    if (IsLifted(after.standing())) change_.lifted = after.standing();
    Proposal all = first_;
    all.insert(all.end(), edits.begin(), edits.end());
    std::stable_sort(all.begin(), all.end(),
                     [](const ProposedEdit& a, const ProposedEdit& b) {
                       return std::countr_zero(a.gates) <
                              std::countr_zero(b.gates);
                     });
    const ChangedRow row{program_, start.segment(),
                         start.RowAt(change_.capability, change_.site),
                         after.segment(), RowAfter(after)};
    if (!first_.empty()) change_.open |= 1;
    for (ProposedEdit& edit : all) {
      ChangePart& part = change_.parts.emplace_back();
      part.kind = edit.kind;
      part.gates = edit.gates;
      const auto step = static_cast<size_t>(std::countr_zero(edit.gates));
      part.to = TextAfter(row, edit.edit, step);
      part.from = TextBefore(row, edit.edit, step, judgements_[step]);
      part.edit = std::move(edit.edit);
    }
    return std::move(change_);
  }

  const Program& program_;
  const std::function<bool()>& cancelled_;
  bool ended_ = false;
  const Trial before_;
  model::Supplier record_;  // with `first_`
  Proposal first_;
  Verdict open_ = Verdict::kUnmet;
  std::vector<Judgement> judgements_;  // of the row, by step
  std::vector<GateGroup> groups_;
  Change change_;
};

}  // namespace

absl::StatusOr<Change> SmallestChange(const Program& program,
                                      const model::Supplier& supplier,
                                      const std::function<bool()>& cancelled) {
  return ChangeMaker(program, supplier, cancelled).Run();
}

}  // namespace ketnoi::match
