// Serves ketnoi.v1.MatchService.

#ifndef KETNOI_SERVER_MATCH_SERVICE_H_
#define KETNOI_SERVER_MATCH_SERVICE_H_

#include "grpcpp/support/byte_buffer.h"
#include "ketnoi/v1/match_service.pb.h"
#include "server/backend.h"
#include "server/service.h"

namespace ketnoi::server {

// Thread-safe.
class MatchService final : public Service {
 public:
  // `backend` must outlive the service.
  explicit MatchService(const Backend& backend);

  absl::Status RankSuppliers(const CallLimits& limits,
                             const v1::RankSuppliersRequest& request,
                             grpc::ByteBuffer& answer);
  absl::Status ExplainMatch(const CallLimits& limits,
                            const v1::ExplainMatchRequest& request,
                            grpc::ByteBuffer& answer);
  absl::Status CompareMatches(const CallLimits& limits,
                              const v1::CompareMatchesRequest& request,
                              grpc::ByteBuffer& answer);

 private:
  const Backend& backend_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_MATCH_SERVICE_H_
