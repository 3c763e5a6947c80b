// Compiles a requirement, with the criteria set and the options of one request,
// into a program: criteria in a fixed order, each with its share of the score.

#ifndef KETNOI_MATCHER_MATCH_COMPILE_H_
#define KETNOI_MATCHER_MATCH_COMPILE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/match/certificate_graph.h"
#include "matcher/model/criteria_set.h"
#include "matcher/model/date.h"
#include "matcher/model/reference.h"
#include "matcher/model/requirement.h"

namespace ketnoi::match {

struct CompileOptions {
  model::Date as_of;
  // Weights by criterion key, in place of the requirement's. Each >= 0.
  std::map<std::string, int32_t> weight_overrides;
};

// One criterion in force.
struct Step {
  model::Criterion criterion;
  int32_t weight_bp = 0;  // share of the score; all sum to 10,000
  // For a certificate: what each other one is worth for it.
  std::optional<CertificateGraph> certificates;
};

// Immutable; thread-safe. Holds references to the criteria set and the
// reference data, which must outlive it.
struct Program {
  const model::Reference* reference = nullptr;
  const model::CriteriaSet* criteria_set = nullptr;
  model::CategoryId category;
  model::Date as_of;
  // The category first, then the requirement's criteria in order, then those
  // that the criteria set always applies and the requirement does not name.
  std::vector<Step> steps;
  uint64_t gates = 0;  // bit i: steps[i] is a gate
};

// The overrides whose keys no criterion in force has, in order; Compile refuses
// the first of them.
std::vector<std::string> UnknownOverrides(
    const model::Requirement& requirement,
    const model::CriteriaSet& criteria_set, const CompileOptions& options);

// Weights: options over requirement over criteria set; scaled to 10,000 by
// largest remainder (ties: the earlier criterion).
// INVALID_ARGUMENT: two criteria in force have one key, those that are there
// without being named ("category", "freshness") included; an override names no
// criterion; more than kMaxCriteria criteria. FAILED_PRECONDITION: the weights
// sum to zero.
absl::StatusOr<Program> Compile(const model::Requirement& requirement,
                                const model::CriteriaSet& criteria_set,
                                const model::Reference& reference,
                                const CompileOptions& options);

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_COMPILE_H_
