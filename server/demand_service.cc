#include "server/demand_service.h"

#include <string>
#include <utility>

#include "server/demand_calls.h"

namespace ketnoi::server {

DemandService::DemandService(const Backend& backend)
    : Service(backend), backend_(backend) {
  Serve("/ketnoi.v1.DemandService/RankRequirements",
        &DemandService::RankRequirements);
  Serve("/ketnoi.v1.DemandService/SuggestQuestions",
        &DemandService::SuggestQuestions);
}

absl::Status DemandService::RankRequirements(
    const CallLimits& limits, const v1::RankRequirementsRequest& request,
    grpc::ByteBuffer& answer) {
  std::string bytes;
  const absl::Status status =
      server::RankRequirements(backend_, limits, request, bytes);
  answer = BufferOwning(std::move(bytes));
  return status;
}

absl::Status DemandService::SuggestQuestions(
    const CallLimits& limits, const v1::SuggestQuestionsRequest& request,
    grpc::ByteBuffer& answer) {
  std::string bytes;
  const absl::Status status =
      server::SuggestQuestions(backend_, limits, request, bytes);
  answer = BufferOwning(std::move(bytes));
  return status;
}

}  // namespace ketnoi::server
