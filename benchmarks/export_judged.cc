#include "benchmarks/export_judged.h"

#include <utility>

namespace ketnoi::benchmarks {
namespace {

using match::Verdict;

// A value in score and in score_high at once.
constexpr int64_t kInBoth = (int64_t{1} << 32) + 1;
constexpr int64_t kInScore = int64_t{1} << 32;

bool PassesGate(const Branch& branch, Wanted wanted) {
  return branch.verdict == Verdict::kMet ||
         (branch.verdict == Verdict::kUnknown &&
          wanted == Wanted::kNotIneligible);
}

Text Packed(const Branch& branch, int32_t weight_bp, bool gate) {
  const bool unknown = branch.verdict == Verdict::kUnknown;
  const int64_t unit = unknown ? kInScore : kInBoth;
  const int64_t more = unknown ? weight_bp + (gate ? kOpenGate : 0) : 0;
  if (branch.points.number) return Number(*branch.points.number * unit + more);
  return Both("({} * {} + {})", branch.points.text, Number(unit), Number(more));
}

}  // namespace

Text Passes(const JudgedCriterion& criterion, Wanted wanted) {
  const Text yes = AllOf({});
  const Text no = AnyOf({});
  const auto passes = [wanted](const Branch& branch) {
    return PassesGate(branch, wanted);
  };
  const auto& branches = criterion.branches;
  Text rest = passes(branches.back()) ? yes : no;
  for (size_t i = branches.size() - 1; i-- > 0;) {
    const Text& when = branches[i].when;
    if (passes(branches[i])) {
      if (rest == yes) continue;
      rest = rest == no ? when : AnyOf({when, rest});
    } else {
      if (rest == no) continue;
      rest = rest == yes ? Not(when) : AllOf({Not(when), rest});
    }
  }
  return rest;
}

Text PackedPoints(const JudgedCriterion& criterion, int32_t weight_bp,
                  bool gate, Wanted wanted) {
  std::vector<Choice> choices;
  for (const Branch& branch : criterion.branches) {
    if (gate && !PassesGate(branch, wanted)) continue;
    choices.push_back({branch.when, Packed(branch, weight_bp, gate)});
  }
  // Those that remain are all that can be.
  const Text otherwise = choices.back().then;
  choices.pop_back();
  return Choose(std::move(choices), otherwise);
}

}  // namespace ketnoi::benchmarks
