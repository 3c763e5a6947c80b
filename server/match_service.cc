#include "server/match_service.h"

#include <string>
#include <utility>

#include "server/compare_matches.h"
#include "server/match_calls.h"

namespace ketnoi::server {
MatchService::MatchService(const Backend& backend)
    : Service(backend), backend_(backend) {
  Serve("/ketnoi.v1.MatchService/RankSuppliers", &MatchService::RankSuppliers);
  Serve("/ketnoi.v1.MatchService/ExplainMatch", &MatchService::ExplainMatch);
  Serve("/ketnoi.v1.MatchService/CompareMatches",
        &MatchService::CompareMatches);
}

absl::Status MatchService::RankSuppliers(
    const CallLimits& limits, const v1::RankSuppliersRequest& request,
    grpc::ByteBuffer& answer) {
  std::string bytes;
  const absl::Status status =
      server::RankSuppliers(backend_, limits, request, bytes);
  answer = BufferOwning(std::move(bytes));
  return status;
}

absl::Status MatchService::ExplainMatch(const CallLimits& limits,
                                        const v1::ExplainMatchRequest& request,
                                        grpc::ByteBuffer& answer) {
  std::string bytes;
  const absl::Status status =
      server::ExplainMatch(backend_, limits, request, bytes);
  answer = BufferOwning(std::move(bytes));
  return status;
}

absl::Status MatchService::CompareMatches(
    const CallLimits& limits, const v1::CompareMatchesRequest& request,
    grpc::ByteBuffer& answer) {
  std::string bytes;
  const absl::Status status =
      server::CompareMatches(backend_, limits, request, bytes);
  answer = BufferOwning(std::move(bytes));
  return status;
}

}  // namespace ketnoi::server
