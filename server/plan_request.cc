#include "server/plan_request.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "fmt/format.h"
#include "matcher/demand/plan_problem.h"
#include "server/resource_lister.h"

namespace ketnoi::server {
namespace {

constexpr int32_t kDefaultCandidates = 50;
constexpr int32_t kMostCandidates = 100;
constexpr int32_t kMostLineSources = 1000;
constexpr int32_t kWholeBp = 10'000;

// A number of sources as asked, if that is 1 to kMostSources.
void CheckSources(const std::string& field, int32_t sources,
                  Violations& violations) {
  if (sources >= 1 && sources <= demand::kMostSources) return;
  violations.Add(
      field, fmt::format("{} is not 1 to {}", sources, demand::kMostSources));
}

void CheckLineSources(const v1::PlanBomRequest& request,
                      Violations& violations) {
  if (request.line_sources_size() > kMostLineSources) {
    violations.Add("line_sources",
                   fmt::format("{} entries; at most {} are allowed",
                               request.line_sources_size(), kMostLineSources));
  }
  absl::flat_hash_map<std::string, int> seen;
  for (int i = 0; i < std::min(request.line_sources_size(), kMostLineSources);
       ++i) {
    const v1::LineSources& entry = request.line_sources(i);
    CheckSources(fmt::format("line_sources[{}].sources", i), entry.sources(),
                 violations);
    const auto [first, is_new] = seen.try_emplace(entry.requirement(), i);
    if (is_new) continue;
    violations.Add(fmt::format("line_sources[{}].requirement", i),
                   fmt::format("'{}' is already that of line_sources[{}]",
                               entry.requirement(), first->second));
  }
}

}  // namespace

PlanChoice ReadPlanRequest(const ReferenceData& data,
                           const v1::PlanBomRequest& request,
                           Violations& violations) {
  PlanChoice choice{.request = request,
                    .ranking = ReadBomChoice(data, request, violations)};
  if (request.sources() != 0) {
    CheckSources("sources", request.sources(), violations);
    choice.sources = request.sources();
  }
  CheckLineSources(request, violations);
  const int32_t share = request.most_share_basis_points();
  if (share < 0 || share > kWholeBp) {
    violations.Add("most_share_basis_points",
                   fmt::format("{} is not 0 to {}", share, kWholeBp));
  }
  if (request.most_lines() < 0) {
    violations.Add("most_lines",
                   fmt::format("{} is negative", request.most_lines()));
  }
  choice.candidates = PageSize(request.candidate_count(), kDefaultCandidates,
                               kMostCandidates, violations, "candidate_count");
  return choice;
}

std::vector<int32_t> SourcesOf(const BomRun& run, const PlanChoice& choice,
                               Violations& violations) {
  const v1::PlanBomRequest& request = choice.request;
  std::vector<int32_t> sources(run.lines.size(), choice.sources);
  if (request.line_sources().empty()) return sources;
  absl::flat_hash_map<std::string, size_t> lines;
  for (size_t i = 0; i < run.lines.size(); ++i) {
    lines[run.lines[i].requirement] = i;
  }
  for (int i = 0; i < request.line_sources_size(); ++i) {
    const v1::LineSources& entry = request.line_sources(i);
    const auto line = lines.find(entry.requirement());
    if (line != lines.end()) {
      sources[line->second] = entry.sources();
      continue;
    }
    violations.Add(fmt::format("line_sources[{}].requirement", i),
                   fmt::format("'{}' is no line of '{}'", entry.requirement(),
                               run.bom.name()));
  }
  return sources;
}

}  // namespace ketnoi::server
