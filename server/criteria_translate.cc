// TranslateCriteriaSet: weights and value functions by name.

#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "fmt/format.h"
#include "server/reference_translate.h"

namespace ketnoi::server {
namespace {

using model::CriteriaSet;
using model::ValueFunction;

// A function of the set: its id in data, and whether its values rise (1) or
// fall (-1), as docs/scoring.md says.
struct Slot {
  const char* id;
  ValueFunction CriteriaSet::*member;
  int direction;
};

constexpr std::array<Slot, 17> kSlots = {{
    {"category_proof", &CriteriaSet::category_proof, -1},
    {"smaller_is_better", &CriteriaSet::smaller_is_better, -1},
    {"larger_is_better", &CriteriaSet::larger_is_better, 1},
    {"class_steps", &CriteriaSet::class_steps, 1},
    {"codes_held", &CriteriaSet::codes_held, 1},
    {"material_match", &CriteriaSet::material_match, 1},
    {"certificate_evidence", &CriteriaSet::certificate_evidence, 1},
    {"capacity_cover", &CriteriaSet::capacity_cover, 1},
    {"order_fit", &CriteriaSet::order_fit, -1},
    {"lead_time", &CriteriaSet::lead_time, -1},
    {"payment_term", &CriteriaSet::payment_term, 1},
    {"distance", &CriteriaSet::distance, -1},
    {"export_share", &CriteriaSet::export_share, 1},
    {"employees", &CriteriaSet::employees, 1},
    {"assessment_steps", &CriteriaSet::assessment_steps, 1},
    {"assessment_score", &CriteriaSet::assessment_score, 1},
    {"record_age", &CriteriaSet::record_age, -1},
}};

absl::Status Wrong(const v1::CriteriaSet& set, std::string_view what) {
  return absl::InvalidArgumentError(fmt::format("{}: {}", set.name(), what));
}

const Slot* FindSlot(std::string_view id) {
  for (const Slot& slot : kSlots) {
    if (id == slot.id) return &slot;
  }
  return nullptr;
}

absl::Status TranslateFunctions(const v1::CriteriaSet& set,
                                CriteriaSet& result) {
  std::set<std::string> seen;
  for (const auto& function : set.functions()) {
    const Slot* slot = FindSlot(function.id());
    if (slot == nullptr || !seen.insert(function.id()).second) {
      return Wrong(set, fmt::format("the function '{}' is unknown or there "
                                    "twice",
                                    function.id()));
    }
    std::vector<ValueFunction::Anchor> anchors;
    for (const auto& anchor : function.anchors()) {
      anchors.push_back({anchor.x(), anchor.value()});
    }
    ValueFunction translated(std::move(anchors));
    const absl::Status status = translated.Check(slot->direction);
    if (!status.ok()) {
      return Wrong(set, fmt::format("the function '{}': {}", function.id(),
                                    status.ToString()));
    }
    result.*(slot->member) = std::move(translated);
  }
  for (const Slot& slot : kSlots) {
    if (seen.count(slot.id) == 0) {
      return Wrong(set, fmt::format("the function '{}' is missing", slot.id));
    }
  }
  return absl::OkStatus();
}

// The position of a kind by its name, or -1.
int KindPosition(std::string_view name) {
  for (int kind = 0; kind < model::kCriterionKinds; ++kind) {
    if (name == model::KindName(static_cast<model::CriterionKind>(kind))) {
      return kind;
    }
  }
  return -1;
}

absl::Status TranslateWeights(const v1::CriteriaSet& set, CriteriaSet& result) {
  constexpr int32_t kLargest = 1'000'000;
  for (const auto& weight : set.weights()) {
    const int kind = KindPosition(weight.kind());
    if (kind < 0) {
      return Wrong(set,
                   fmt::format("'{}' is no kind of criterion", weight.kind()));
    }
    if (weight.weight() < 0 || weight.weight() > kLargest) {
      return Wrong(set, fmt::format("the weight {} of '{}' is not 0 to {}",
                                    weight.weight(), weight.kind(), kLargest));
    }
    const bool can_be_always =
        weight.kind() == "category" || weight.kind() == "freshness";
    if (weight.always() && !can_be_always) {
      return Wrong(set, fmt::format("'{}' needs a required value, so it cannot "
                                    "always take part",
                                    weight.kind()));
    }
    result.weights[static_cast<size_t>(kind)] = {weight.weight(),
                                                 weight.always()};
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<CriteriaSet> TranslateCriteriaSet(const v1::CriteriaSet& set) {
  CriteriaSet result;
  result.id = ReferenceId(set.name());
  result.version = set.version();
  result.hash = set.hash();
  absl::Status status = TranslateWeights(set, result);
  if (status.ok()) status = TranslateFunctions(set, result);
  if (!status.ok()) return status;
  return result;
}

}  // namespace ketnoi::server
