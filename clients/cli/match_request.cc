#include "clients/cli/match_request.h"

#include <algorithm>
#include <string_view>

#include "clients/cli/cells.h"
#include "clients/cli/json_file.h"
#include "clients/cli/suggestion.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

// "place=0,certificate.iso9001=50".
absl::Status ReadWeights(const std::string& text, v1::RankingOptions& options) {
  auto& weights = *options.mutable_weight_overrides();
  for (const std::string& part : SplitList(text, ',')) {
    const size_t equals = part.rfind('=');
    const auto weight =
        equals == std::string::npos
            ? std::nullopt
            : ParseInteger(Trim(std::string_view(part).substr(equals + 1)));
    constexpr int64_t kLargest = 1'000'000;
    if (!weight.has_value() || *weight < 0 || *weight > kLargest) {
      return absl::InvalidArgumentError(fmt::format(
          "--weights: \"{}\" is not key=weight with a weight from 0 to {}",
          part, kLargest));
    }
    const std::string key(Trim(std::string_view(part).substr(0, equals)));
    if (weights.contains(key)) {
      return absl::InvalidArgumentError(
          fmt::format("--weights: \"{}\" was given twice", key));
    }
    weights[key] = static_cast<int32_t>(*weight);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::Requirement> ReadRequirement(const std::string& path) {
  constexpr size_t kMostBytes = 1 << 20;
  v1::Requirement requirement;
  const absl::Status status = ReadJsonFile(path, kMostBytes, requirement);
  if (!status.ok()) return status;
  return requirement;
}

absl::StatusOr<std::vector<v1::Standing>> ReadStandings(
    const std::string& text) {
  const std::vector<std::string_view> names = {"eligible", "conditional",
                                               "ineligible"};
  std::vector<v1::Standing> standings;
  for (const std::string& name : SplitList(text, ',')) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
      return absl::InvalidArgumentError(
          fmt::format("--standing: \"{}\" is none of {}{}", name,
                      fmt::join(names, ", "), SuggestionText(name, names)));
    }
    standings.push_back(static_cast<v1::Standing>(found - names.begin() + 1));
  }
  return standings;
}

absl::StatusOr<v1::RankingOptions> ReadRankingOptions(const Context& context) {
  const Arguments& arguments = context.arguments;
  v1::RankingOptions options;
  options.set_as_of_date(arguments.Get("as-of"));
  options.add_language_codes(context.words.code());
  std::string set = arguments.Get("criteria-set");
  if (!set.empty() && set.find('/') == std::string::npos) {
    set = "criteriaSets/" + set;
  }
  options.set_criteria_set(set);
  const absl::Status status = ReadWeights(arguments.Get("weights"), options);
  if (!status.ok()) return status;
  return options;
}

}  // namespace ketnoi::cli
