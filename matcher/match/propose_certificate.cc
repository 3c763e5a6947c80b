// Proposals for certificates: as few as meet all that are asked.

#include <algorithm>
#include <bit>
#include <optional>
#include <tuple>
#include <vector>

#include "matcher/match/propose.h"

namespace ketnoi::match {
namespace {

// A certificate that could be held.
struct Option {
  model::SchemeId scheme;
  int level = -1;
  uint64_t meets = 0;   // open gates
  uint64_t direct = 0;  // those of them that ask for this scheme itself
  // Another gate, which is not met, would be missed for it: by a level that is
  // too low, or by a scheme that was superseded.
  bool harms = false;
};

class CertificateProposer {
 public:
  CertificateProposer(const RowInView& row, const GateGroup& group)
      : row_(row), group_(group), until_(row.program.as_of) {
    for (const size_t step : group.all) {
      const auto& test = TestOf(step);
      if (test.valid_until) until_ = std::max(until_, *test.valid_until);
      evidence_ = std::max(evidence_, test.minimum_evidence);
    }
  }

  std::vector<Proposal> Run() const {
    const std::vector<Option> options = Options();
    Proposal proposal;
    uint64_t left = group_.open_mask();
    while (left != 0) {
      const auto order = [left](const Option& option) {
        // Fewest are the gates that are not met.
        return std::tuple(option.harms, -std::popcount(option.meets & left),
                          (option.direct & left) == 0);
      };
      const auto best = std::min_element(options.begin(), options.end(),
                                         [&](const Option& a, const Option& b) {
                                           return order(a) < order(b);
                                         });
      if (best == options.end() || (best->meets & left) == 0) return {};
      proposal.push_back(
          {KindOf(*best, left), best->meets & left, EditFor(*best)});
      left &= ~best->meets;
    }
    return {proposal};
  }

 private:
  const model::CertificateTest& TestOf(size_t step) const {
    return *row_.TestOf<model::CertificateTest>(step);
  }

  // In the order of the data, the lowest level first.
  std::vector<Option> Options() const {
    const auto& schemes = row_.program.reference->schemes;
    std::vector<Option> options;
    for (size_t s = 0; s < schemes.size(); ++s) {
      const model::SchemeId scheme{static_cast<int32_t>(s)};
      const auto levels = static_cast<int>(schemes[s].levels.size());
      for (int i = levels; i >= 0; --i) {
        // No level first.
        const Option option = OptionOf(scheme, i == levels ? -1 : i);
        if (option.meets != 0) options.push_back(option);
      }
    }
    return options;
  }

  Option OptionOf(model::SchemeId scheme, int level) const {
    Option option{scheme, level};
    for (const size_t step : group_.all) {
      const auto& entry =
          row_.program.steps[step].certificates->At(scheme, level);
      const bool direct = TestOf(step).scheme == scheme;
      if (entry.reach == Reach::kEnough) {
        if (row_.judgements[step].verdict != row_.open) continue;
        option.meets |= uint64_t{1} << step;
        if (direct) option.direct |= uint64_t{1} << step;
      } else if (row_.judgements[step].verdict != Verdict::kMet) {
        option.harms |= direct && entry.reach == Reach::kTooLow;
        option.harms |= entry.reach == Reach::kNothing && entry.superseded;
      }
    }
    return option;
  }

  ChangeKind KindOf(const Option& option, uint64_t left) const {
    const auto step =
        static_cast<size_t>(std::countr_zero(option.meets & left));
    if ((option.direct >> step & 1) == 0) return ChangeKind::kObtainCertificate;
    switch (row_.judgements[step].reason) {
      case Reason::kCertificateExpired:
      case Reason::kCertificateNotYetValid:
      case Reason::kCertificateEndsTooSoon:
        return ChangeKind::kRenewCertificate;
      case Reason::kCertificateLevelTooLow:
        return ChangeKind::kRaiseCertificateLevel;
      default:
        return ChangeKind::kObtainCertificate;
    }
  }

  model::Edit EditFor(const Option& option) const {
    model::HoldCertificate edit{row_.site,          option.scheme, option.level,
                                row_.program.as_of, std::nullopt,  evidence_};
    const auto& scheme = row_.program.reference->schemes[option.scheme.index()];
    if (scheme.expires) edit.valid_to = until_;
    return edit;
  }

  const RowInView& row_;
  const GateGroup& group_;
  model::Date until_;  // the last day on which one of the gates needs it
  model::EvidenceLevel evidence_ = model::EvidenceLevel::kClaimed;
};

}  // namespace

std::vector<Proposal> ProposeCertificates(const RowInView& row,
                                          const GateGroup& group) {
  return CertificateProposer(row, group).Run();
}

}  // namespace ketnoi::match
