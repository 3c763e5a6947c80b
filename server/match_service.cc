#include "server/match_service.h"

#include "server/match_calls.h"

namespace ketnoi::server {

MatchService::MatchService(const Backend& backend)
    : Service(backend), backend_(backend) {
  Serve("/ketnoi.v1.MatchService/RankSuppliers", &MatchService::RankSuppliers);
  Serve("/ketnoi.v1.MatchService/ExplainMatch", &MatchService::ExplainMatch);
}

absl::Status MatchService::RankSuppliers(
    const CallLimits& limits, const v1::RankSuppliersRequest& request,
    v1::RankSuppliersResponse& response) {
  return server::RankSuppliers(backend_, limits, request, response);
}

absl::Status MatchService::ExplainMatch(const CallLimits& limits,
                                        const v1::ExplainMatchRequest& request,
                                        v1::ExplainMatchResponse& response) {
  return server::ExplainMatch(backend_, limits, request, response);
}

}  // namespace ketnoi::server
