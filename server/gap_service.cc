#include "server/gap_service.h"

#include <string>
#include <utility>

#include "server/analyze_gaps.h"
#include "server/gap_pairs.h"

namespace ketnoi::server {

GapService::GapService(const Backend& backend, const LeverTable& levers)
    : Service(backend), backend_(backend), levers_(levers) {
  Serve("/ketnoi.v1.GapService/ListLevers", &GapService::ListLevers);
  ServeStream("/ketnoi.v1.GapService/AnalyzeGaps", &GapService::AnalyzeGaps);
  Serve("/ketnoi.v1.GapService/ListGapPairs", &GapService::ListGapPairs);
  Serve("/ketnoi.v1.GapService/TryLevers", &GapService::TryLevers);
}

absl::Status GapService::ListLevers(const CallLimits&,
                                    const v1::ListLeversRequest&,
                                    v1::ListLeversResponse& response) {
  for (const v1::Lever& lever : levers_.levers) {
    *response.add_levers() = lever;
  }
  for (const v1::LeverCostClass& cost_class : levers_.cost_classes) {
    *response.add_cost_classes() = cost_class;
  }
  response.set_levers_hash(levers_.hash);
  return absl::OkStatus();
}

absl::Status GapService::AnalyzeGaps(const CallLimits& limits,
                                     const v1::AnalyzeGapsRequest& request,
                                     const SendMessage& send) {
  return server::AnalyzeGaps(backend_, levers_, limits, request, send);
}

absl::Status GapService::ListGapPairs(const CallLimits& limits,
                                      const v1::ListGapPairsRequest& request,
                                      v1::ListGapPairsResponse& response) {
  return server::ListGapPairs(backend_, levers_, limits, request, response);
}

absl::Status GapService::TryLevers(const CallLimits& limits,
                                   const v1::TryLeversRequest& request,
                                   grpc::ByteBuffer& answer) {
  std::string bytes;
  const absl::Status status =
      server::TryLevers(backend_, levers_, limits, request, bytes);
  answer = BufferOwning(std::move(bytes));
  return status;
}

}  // namespace ketnoi::server
