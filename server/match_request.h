// What the calls of MatchService read: the requirement that a request ranks by,
// and records of suppliers.

#ifndef KETNOI_SERVER_MATCH_REQUEST_H_
#define KETNOI_SERVER_MATCH_REQUEST_H_

#include <cstdint>
#include <memory>
#include <string_view>

#include "absl/status/statusor.h"
#include "matcher/model/supplier.h"
#include "server/backend.h"
#include "server/match_program.h"
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

// The record that a supplier (its id) had at the revision, as the index has it.
// NOT_FOUND.
absl::StatusOr<std::shared_ptr<const model::Supplier>> SupplierRecord(
    const Backend& backend, std::string_view id, int64_t revision);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_MATCH_REQUEST_H_
