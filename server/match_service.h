// Serves ketnoi.v1.MatchService.

#ifndef KETNOI_SERVER_MATCH_SERVICE_H_
#define KETNOI_SERVER_MATCH_SERVICE_H_

#include "ketnoi/v1/match_service.grpc.pb.h"
#include "server/backend.h"

namespace ketnoi::server {

// Thread-safe.
class MatchService final : public v1::MatchService::Service {
 public:
  // `backend` must outlive the service.
  explicit MatchService(const Backend& backend) : backend_(backend) {}

  grpc::Status RankSuppliers(grpc::ServerContext* context,
                             const v1::RankSuppliersRequest* request,
                             v1::RankSuppliersResponse* response) override;
  grpc::Status ExplainMatch(grpc::ServerContext* context,
                            const v1::ExplainMatchRequest* request,
                            v1::ExplainMatchResponse* response) override;

 private:
  const Backend& backend_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_MATCH_SERVICE_H_
