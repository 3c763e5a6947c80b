#include "server/match_service.h"

#include "server/call.h"
#include "server/match_calls.h"

namespace ketnoi::server {

grpc::Status MatchService::RankSuppliers(
    grpc::ServerContext* context, const v1::RankSuppliersRequest* request,
    v1::RankSuppliersResponse* response) {
  return Answer(*context, backend_, *request, [&](const CallLimits& limits) {
    return server::RankSuppliers(backend_, limits, *request, *response);
  });
}

grpc::Status MatchService::ExplainMatch(grpc::ServerContext* context,
                                        const v1::ExplainMatchRequest* request,
                                        v1::ExplainMatchResponse* response) {
  return Answer(*context, backend_, *request, [&](const CallLimits& limits) {
    return server::ExplainMatch(backend_, limits, *request, *response);
  });
}

}  // namespace ketnoi::server
