// Questions of which no two are the same, so that no answer can be one that was
// kept, and what the service answers to them.

#ifndef KETNOI_BENCHMARKS_LOAD_REQUESTS_H_
#define KETNOI_BENCHMARKS_LOAD_REQUESTS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "benchmarks/bare_server.h"
#include "benchmarks/load_client.h"
#include "benchmarks/workload.h"
#include "ketnoi/v1/requirement.pb.h"

namespace ketnoi::benchmarks {

// The first `count` generated requirements, normalized, but those that ask for
// the same as an earlier one.
std::vector<v1::Requirement> DistinctRequirements(const ReferenceSource& source,
                                                  size_t count);

// Exchanges without answers that ask for each requirement by its name, or hold
// it without one.
std::vector<Exchange> StoredRequests(
    const std::vector<v1::Requirement>& requirements);
std::vector<Exchange> InlineRequests(
    const std::vector<v1::Requirement>& requirements);

// `count` requests that hold each requirement in turn, each with a title of its
// own. Of their answers, those of `inlined`, the page tokens only differ, and
// not in length.
std::vector<Exchange> NewRequests(
    const std::vector<v1::Requirement>& requirements,
    const std::vector<Exchange>& inlined, size_t count);

// Asks everything twice, keeps the answers, and compares one in 79 with the
// naive matcher's, which takes too long for all. INTERNAL: a wrong answer, or
// two that differ.
absl::Status FillAnswers(const ReferenceSource& source,
                         const std::vector<v1::Requirement>& requirements,
                         const ModelSuppliers& suppliers, LoadClient& service,
                         std::vector<Exchange>& exchanges);

// INTERNAL unless the server's answers are those of the exchanges, byte for
// byte.
absl::Status CheckAnswers(const std::vector<Exchange>& exchanges,
                          LoadClient& server);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_LOAD_REQUESTS_H_
