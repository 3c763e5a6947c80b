// Rankings of requirements, and questions: from a request to its answer.

#ifndef KETNOI_SERVER_DEMAND_CALLS_H_
#define KETNOI_SERVER_DEMAND_CALLS_H_

#include <string>

#include "absl/status/status.h"
#include "ketnoi/v1/demand_service.pb.h"
#include "server/backend.h"

namespace ketnoi::server {

// `answer`: the bytes of the response. Thread-safe. Errors as
// proto/ketnoi/v1/demand_service.proto says; CANCELLED or DEADLINE_EXCEEDED as
// soon as `limits` say so; UNAVAILABLE (NOT_SERVING) while the requirements are
// still being read after a start.
absl::Status RankRequirements(const Backend& backend, const CallLimits& limits,
                              const v1::RankRequirementsRequest& request,
                              std::string& answer);
absl::Status SuggestQuestions(const Backend& backend, const CallLimits& limits,
                              const v1::SuggestQuestionsRequest& request,
                              std::string& answer);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_DEMAND_CALLS_H_
