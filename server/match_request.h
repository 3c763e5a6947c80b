// What the calls of MatchService read: the requirement that a request ranks by,
// and records of suppliers.

#ifndef KETNOI_SERVER_MATCH_REQUEST_H_
#define KETNOI_SERVER_MATCH_REQUEST_H_

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "matcher/index/snapshot.h"
#include "matcher/model/supplier.h"
#include "server/backend.h"
#include "server/match_answer.h"
#include "server/match_program.h"
#include "server/rpc_status.h"
#include "server/violations.h"

namespace ketnoi::server {

// What a request ranks by, as of the revision. Null if something is wrong with
// it, which are violations; they go before errors.
template <class Request>
absl::StatusOr<CompiledPointer> CompiledOf(const Backend& backend,
                                           const Request& request,
                                           int64_t revision,
                                           const RankingChoice& choice,
                                           Violations& violations) {
  switch (request.target_case()) {
    case Request::kRequirement:
      return CompileStored(backend, request.requirement(), revision, choice,
                           violations);
    case Request::kInlineRequirement:
      return CompileInline(backend, request.inline_requirement(), revision,
                           choice, violations);
    default:
      violations.Add("requirement",
                     "requirement or inline_requirement is required");
      return CompiledPointer();
  }
}

// What a request is answered from: a snapshot, and what it ranks by, as of its
// revision.
struct MatchView {
  std::shared_ptr<const index::Snapshot> snapshot;
  CompiledPointer compiled;  // not null

  int64_t revision() const { return snapshot->revision(); }
  const CompiledTarget& target() const { return *compiled; }
};

// Waits for what `request.read()` asks. INVALID_ARGUMENT: `violations`, which
// the rest of the request has, and those of CompiledOf; they go before its
// errors. Errors of AwaitFreshness.
template <class Request>
absl::StatusOr<MatchView> OpenMatch(const Backend& backend,
                                    const CallLimits& limits,
                                    const Request& request,
                                    const RankingChoice& choice,
                                    Violations& violations) {
  const absl::Status status =
      AwaitUnlessRefused(backend, request.read(), limits, violations);
  if (!status.ok()) return status;
  MatchView view;
  view.snapshot = backend.catalogue.snapshot();
  auto compiled =
      CompiledOf(backend, request, view.revision(), choice, violations);
  if (!violations.empty()) return InvalidFields(violations);
  if (!compiled.ok()) return compiled.status();
  view.compiled = *std::move(compiled);
  return view;
}

// The record that a supplier (its id) had at the revision, as the index has it.
// NOT_FOUND.
absl::StatusOr<std::shared_ptr<const model::Supplier>> SupplierRecord(
    const Backend& backend, std::string_view id, int64_t revision);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_MATCH_REQUEST_H_
