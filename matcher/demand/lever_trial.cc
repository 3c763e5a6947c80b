#include "matcher/demand/lever_trial.h"

#include <array>
#include <bit>
#include <iterator>
#include <utility>

#include "fmt/format.h"
#include "matcher/demand/what_if.h"
#include "matcher/optimize/at.h"

namespace ketnoi::demand {
namespace {

constexpr VersionMask kAsItIs = 1;

// The trial of one supplier.
class LeverTrial {
 public:
  LeverTrial(const DemandScope& scope, std::span<const Lever> levers,
             int32_t number, const model::Supplier& supplier,
             const LeverTrialOptions& options, LeverFlips& result)
      : scope_(scope),
        levers_(levers),
        number_(number),
        supplier_(supplier),
        options_(options),
        result_(result) {}

  absl::Status Run() {
    absl::Status status;
    for (size_t l = 0; l < levers_.size() && status.ok(); ++l) {
      const LeverChoice choice{static_cast<int32_t>(l), -1};
      auto edits = Edits(choice);
      if (!edits.empty()) {
        edits_.push_back(std::move(edits));
        choices_.push_back(choice);
      }
      if (edits_.size() < kMostVersions && l + 1 < levers_.size()) continue;
      if (edits_.size() > 1) status = TryOnes();
      Forget();
    }
    return status;
  }

 private:
  std::vector<model::Edit> Edits(const LeverChoice& choice) const {
    return EditsOf(levers_, choice, supplier_, scope_.set().reference(),
                   scope_.as_of());
  }

  void Forget() {
    edits_.resize(1);
    choices_.resize(1);
  }

  absl::Status TryOnes() {
    alone_.clear();
    if (options_.pairs) {
      might_do_.fill(0);
      waiting_.assign(At(scope_.size()), false);
    }
    Versions::Scan scan;
    scan.cancelled = options_.cancelled;
    scan.outcome = [&](int32_t requirement, const VersionOutcome& outcome) {
      if (outcome.eligible == 0 || (outcome.eligible & kAsItIs) != 0) return;
      alone_.emplace_back(requirement, outcome.eligible);
      AddFlips(requirement, outcome.eligible);
    };
    if (options_.pairs) {
      scan.pair = [&](int32_t requirement, size_t first, size_t second) {
        might_do_[first] |= VersionMask{1} << second;
        waiting_[At(requirement)] = true;
      };
    }
    absl::Status status = Scan(scan);
    if (status.ok() && options_.pairs) status = TryPairs();
    return status;
  }

  absl::Status Scan(const Versions::Scan& scan) const {
    const Versions versions(scope_.set().reference(), supplier_, edits_);
    const absl::Status status = versions.ForEachOutcome(scope_, scan);
    if (!status.ok()) return status;
    if (result_.size() <= options_.most_flips) return status;
    return absl::ResourceExhaustedError(
        fmt::format("the levers make more than {} pairs of supplier and "
                    "requirement eligible; narrow what is looked at",
                    options_.most_flips));
  }

  // Of requirements that version 0 is not eligible for.
  void AddFlips(int32_t requirement, VersionMask versions) {
    if (result_.size() > options_.most_flips) return;
    for (; versions != 0; versions &= versions - 1) {
      const auto version = static_cast<size_t>(std::countr_zero(versions));
      result_.push_back({number_, requirement, choices_[version]});
    }
  }

  absl::Status TryPairs() {
    const std::vector<LeverChoice> ones = std::move(choices_);
    choices_ = {LeverChoice{}};
    edits_.resize(1);
    std::vector<VersionMask> parts(1);  // by version, the two of it
    absl::Status status;
    for (size_t first = 0; first < kMostVersions; ++first) {
      for (VersionMask left = might_do_[first]; left != 0 && status.ok();
           left &= left - 1) {
        const auto second = static_cast<size_t>(std::countr_zero(left));
        choices_.push_back({ones[first].first, ones[second].first});
        edits_.push_back(Edits(choices_.back()));
        parts.push_back(VersionMask{1} << first | VersionMask{1} << second);
        if (edits_.size() < kMostVersions) continue;
        status = TryThese(parts);
        Forget();
        parts.resize(1);
      }
    }
    if (status.ok() && edits_.size() > 1) status = TryThese(parts);
    return status;
  }

  absl::Status TryThese(const std::vector<VersionMask>& parts) {
    size_t next = 0;  // of alone_, which is in the order of the visits
    Versions::Scan scan;
    scan.cancelled = options_.cancelled;
    scan.only = &waiting_;
    scan.outcome = [&](int32_t requirement, const VersionOutcome& outcome) {
      if (outcome.eligible == 0 || (outcome.eligible & kAsItIs) != 0) return;
      while (next < alone_.size() && alone_[next].first < requirement) ++next;
      const bool some_alone =
          next < alone_.size() && alone_[next].first == requirement;
      VersionMask together = outcome.eligible;
      for (size_t v = 1; v < parts.size() && some_alone; ++v) {
        if ((parts[v] & alone_[next].second) != 0) {
          together &= ~(VersionMask{1} << v);
        }
      }
      AddFlips(requirement, together);
    };
    return Scan(scan);
  }

  const DemandScope& scope_;
  const std::span<const Lever> levers_;
  const int32_t number_;
  const model::Supplier& supplier_;
  const LeverTrialOptions& options_;
  LeverFlips& result_;

  // By version; version 0 is the supplier as it is.
  std::vector<std::vector<model::Edit>> edits_{1};
  std::vector<LeverChoice> choices_{1};
  // Requirements that versions of TryOnes are eligible for.
  std::vector<std::pair<int32_t, VersionMask>> alone_;
  // Of its versions, by the first, those that might do together with it; and
  // for which requirements some might.
  std::array<VersionMask, kMostVersions> might_do_;
  std::vector<bool> waiting_;
};

}  // namespace

std::vector<model::Edit> EditsOf(std::span<const Lever> levers,
                                 const LeverChoice& choice,
                                 const model::Supplier& supplier,
                                 const model::Reference& reference,
                                 model::Date as_of) {
  auto edits = EditsOf(levers[At(choice.first)], supplier, reference, as_of);
  if (choice.second < 0) return edits;
  auto then = EditsOf(levers[At(choice.second)], model::Apply(supplier, edits),
                      reference, as_of);
  edits.insert(edits.end(), std::make_move_iterator(then.begin()),
               std::make_move_iterator(then.end()));
  return edits;
}

absl::Status TryLevers(const DemandScope& scope, std::span<const Lever> levers,
                       int32_t number, const model::Supplier& supplier,
                       const LeverTrialOptions& options, LeverFlips& flips) {
  return LeverTrial(scope, levers, number, supplier, options, flips).Run();
}

}  // namespace ketnoi::demand
