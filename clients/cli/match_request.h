#ifndef KETNOI_CLIENTS_CLI_MATCH_REQUEST_H_
#define KETNOI_CLIENTS_CLI_MATCH_REQUEST_H_

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/context.h"
#include "clients/cli/resource_name.h"
#include "ketnoi/v1/match_service.pb.h"

namespace ketnoi::cli {

// Reads a requirement in proto3 JSON from a file of at most 1 MiB.
absl::StatusOr<v1::Requirement> ReadRequirement(const std::string& path);

// What --as-of, --weights, --criteria-set and --lang say.
absl::StatusOr<v1::RankingOptions> ReadRankingOptions(const Context& context);

// "eligible,conditional" as standings; empty: none. INVALID_ARGUMENT names what
// is none, as a value of --standing.
absl::StatusOr<std::vector<v1::Standing>> ReadStandings(
    const std::string& text);

// How many results of a ranking are shown if --limit does not say.
inline constexpr int64_t kDefaultRanked = 20;

// Reads pages of a ranking until `limit` results are there, at least 1, and
// joins them into one response. `call`: Request to StatusOr of a response with
// results, next_page_token and catalogue_changed.
template <typename Request, typename Call>
auto ReadRankedPages(Request request, int64_t limit, Call call) {
  constexpr int64_t kLargestPage = 1000;  // The service's.
  const auto next_page = [&](int64_t there) {
    request.set_page_size(
        static_cast<int32_t>(std::min(kLargestPage, limit - there)));
    return call(request);
  };
  auto all = next_page(0);
  while (all.ok() && !all->next_page_token().empty() &&
         all->results_size() < limit) {
    request.set_page_token(all->next_page_token());
    auto page = next_page(all->results_size());
    if (!page.ok()) return page;
    all->mutable_results()->MergeFrom(page->results());
    all->set_next_page_token(page->next_page_token());
    all->set_catalogue_changed(all->catalogue_changed() ||
                               page->catalogue_changed());
  }
  return all;
}

// The title of a request's target, for people: read from the service if the
// requirement is a stored one. Empty if it cannot be had; the answer does not
// depend on it.
template <typename Request>
std::string TitleOf(const Request& request, const Context& context) {
  if (request.has_inline_requirement()) {
    return TextIn(context.words, request.inline_requirement().title());
  }
  v1::GetRequirementRequest get;
  get.set_name(request.requirement());
  const auto requirement = context.client.GetRequirement(get);
  return requirement.ok() ? TextIn(context.words, requirement->title()) : "";
}

// Sets the target of a RankSuppliersRequest or ExplainMatchRequest: the operand
// at `position`, or --file, one of which must be there.
template <typename Request>
absl::Status SetTarget(const Arguments& arguments, size_t position,
                       Request& request) {
  const bool named = arguments.operands().size() > position;
  if (named == arguments.Has("file")) {
    return absl::InvalidArgumentError(
        "give the requirement's name or --file, one of the two");
  }
  if (named) {
    auto name = ParseRequirementName(arguments.operands()[position]);
    if (!name.ok()) return name.status();
    request.set_requirement(std::move(*name));
    return absl::OkStatus();
  }
  auto requirement = ReadRequirement(arguments.Get("file"));
  if (!requirement.ok()) return requirement.status();
  *request.mutable_inline_requirement() = std::move(*requirement);
  return absl::OkStatus();
}

// The same, where names of suppliers follow: the requirement is the first
// operand, unless there is --file. Gives back the other operands, as names of
// suppliers.
template <typename Request>
absl::StatusOr<std::vector<std::string>> SetTargetBeforeSuppliers(
    const Arguments& arguments, Request& request) {
  const auto& operands = arguments.operands();
  const bool in_file = arguments.Has("file");
  const absl::Status status =
      SetTarget(arguments, in_file ? operands.size() : 0, request);
  if (!status.ok()) return status;
  std::vector<std::string> suppliers;
  for (size_t i = in_file ? 0 : 1; i < operands.size(); ++i) {
    suppliers.push_back(FullName("suppliers/", operands[i]));
  }
  return suppliers;
}

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_MATCH_REQUEST_H_
