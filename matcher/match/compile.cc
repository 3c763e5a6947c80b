#include "matcher/match/compile.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <string_view>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "fmt/format.h"

namespace ketnoi::match {
namespace {

constexpr int32_t kWhole = 10000;

bool Names(const std::vector<Step>& steps, model::CriterionKind kind) {
  return std::any_of(steps.begin(), steps.end(), [&](const Step& step) {
    return model::KindOf(step.criterion.test) == kind;
  });
}

// A criterion of a kind that needs no required value.
Step Unnamed(model::CriterionKind kind) {
  Step step;
  step.criterion.key = model::KindName(kind);
  if (kind == model::CriterionKind::kFreshness) {
    step.criterion.test = model::FreshnessTest{};
  }
  return step;
}

// The category first, the requirement's criteria, those that always apply.
std::vector<Step> Order(const model::Requirement& requirement,
                        const model::CriteriaSet& criteria_set) {
  std::vector<Step> steps;
  for (const auto& criterion : requirement.criteria) {
    Step step;
    step.criterion = criterion;
    if (std::holds_alternative<model::CategoryTest>(criterion.test)) {
      steps.insert(steps.begin(), std::move(step));
    } else {
      steps.push_back(std::move(step));
    }
  }
  if (!Names(steps, model::CriterionKind::kCategory)) {
    steps.insert(steps.begin(), Unnamed(model::CriterionKind::kCategory));
  }
  steps.front().criterion.gate = true;
  const auto freshness = model::CriterionKind::kFreshness;
  if (criteria_set.weights[static_cast<size_t>(freshness)].always &&
      !Names(steps, freshness)) {
    steps.push_back(Unnamed(freshness));
  }
  return steps;
}

// A key that stood for two criteria would name the wrong one in silence.
absl::Status CheckKeys(const std::vector<Step>& steps) {
  std::set<std::string_view> keys;
  for (const Step& step : steps) {
    const std::string& key = step.criterion.key;
    if (!keys.insert(key).second) {
      return absl::InvalidArgumentError(
          fmt::format("criteria: two in force have the key \"{}\"", key));
    }
  }
  return absl::OkStatus();
}

std::vector<Step>::const_iterator FindKey(const std::vector<Step>& steps,
                                          const std::string& key) {
  return std::find_if(steps.begin(), steps.end(), [&](const Step& step) {
    return step.criterion.key == key;
  });
}

// The weight in force of each step, before scaling.
absl::StatusOr<std::vector<int64_t>> Weights(
    const std::vector<Step>& steps, const model::CriteriaSet& criteria_set,
    const CompileOptions& options) {
  std::vector<int64_t> weights;
  for (const Step& step : steps) {
    const auto kind = static_cast<size_t>(model::KindOf(step.criterion.test));
    weights.push_back(
        step.criterion.weight.value_or(criteria_set.weights[kind].weight));
  }
  for (const auto& override : options.weight_overrides) {
    const std::string& key = override.first;
    const int32_t weight = override.second;
    const auto it = FindKey(steps, key);
    if (it == steps.end()) {
      return absl::InvalidArgumentError(fmt::format(
          "weight_overrides[\"{}\"]: no criterion has this key", key));
    }
    if (weight < 0) {
      return absl::InvalidArgumentError(
          fmt::format("weight_overrides[\"{}\"]: {} is negative", key, weight));
    }
    weights[static_cast<size_t>(it - steps.begin())] = weight;
  }
  return weights;
}

// Shares of kWhole by largest remainder; ties go to the earlier step.
void Scale(const std::vector<int64_t>& weights, int64_t sum,
           std::vector<Step>& steps) {
  std::vector<size_t> order(steps.size());
  std::iota(order.begin(), order.end(), size_t{0});
  int32_t left = kWhole;
  for (size_t i = 0; i < steps.size(); ++i) {
    steps[i].weight_bp = static_cast<int32_t>(weights[i] * kWhole / sum);
    left -= steps[i].weight_bp;
  }
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return weights[a] * kWhole % sum > weights[b] * kWhole % sum;
  });
  for (size_t i = 0; left > 0; ++i, --left) ++steps[order[i]].weight_bp;
}

}  // namespace

std::vector<std::string> UnknownOverrides(
    const model::Requirement& requirement,
    const model::CriteriaSet& criteria_set, const CompileOptions& options) {
  const std::vector<Step> steps = Order(requirement, criteria_set);
  std::vector<std::string> unknown;
  for (const auto& override : options.weight_overrides) {
    if (FindKey(steps, override.first) == steps.end()) {
      unknown.push_back(override.first);
    }
  }
  return unknown;
}

absl::StatusOr<Program> Compile(const model::Requirement& requirement,
                                const model::CriteriaSet& criteria_set,
                                const model::Reference& reference,
                                const CompileOptions& options) {
  Program program;
  program.reference = &reference;
  program.criteria_set = &criteria_set;
  program.category = requirement.category;
  program.as_of = options.as_of;
  program.steps = Order(requirement, criteria_set);
  if (program.steps.size() > model::kMaxCriteria) {
    return absl::InvalidArgumentError(
        fmt::format("criteria: {} take part, at most {} may",
                    program.steps.size(), model::kMaxCriteria));
  }
  if (const absl::Status keys = CheckKeys(program.steps); !keys.ok()) {
    return keys;
  }
  const auto weights = Weights(program.steps, criteria_set, options);
  if (!weights.ok()) return weights.status();
  const int64_t sum =
      std::accumulate(weights->begin(), weights->end(), int64_t{0});
  if (sum == 0) {
    return absl::FailedPreconditionError(
        "the weights in force sum to zero: give at least one criterion a "
        "weight above 0");
  }
  Scale(*weights, sum, program.steps);
  for (size_t i = 0; i < program.steps.size(); ++i) {
    Step& step = program.steps[i];
    if (step.criterion.gate) program.gates |= uint64_t{1} << i;
    if (const auto* test =
            std::get_if<model::CertificateTest>(&step.criterion.test)) {
      step.certificates.emplace(reference, *test);
    }
  }
  return program;
}

}  // namespace ketnoi::match
