// Serves ketnoi.v1.GapService.

#ifndef KETNOI_SERVER_GAP_SERVICE_H_
#define KETNOI_SERVER_GAP_SERVICE_H_

#include "grpcpp/support/byte_buffer.h"
#include "ketnoi/v1/gap_service.pb.h"
#include "server/backend.h"
#include "server/levers.h"
#include "server/service.h"

namespace ketnoi::server {

// Thread-safe.
class GapService final : public Service {
 public:
  // Both must outlive the service.
  GapService(const Backend& backend, const LeverTable& levers);

  absl::Status ListLevers(const CallLimits& limits,
                          const v1::ListLeversRequest& request,
                          v1::ListLeversResponse& response);
  absl::Status AnalyzeGaps(const CallLimits& limits,
                           const v1::AnalyzeGapsRequest& request,
                           const SendMessage& send);
  absl::Status ListGapPairs(const CallLimits& limits,
                            const v1::ListGapPairsRequest& request,
                            v1::ListGapPairsResponse& response);
  absl::Status TryLevers(const CallLimits& limits,
                         const v1::TryLeversRequest& request,
                         grpc::ByteBuffer& answer);

 private:
  const Backend& backend_;
  const LeverTable& levers_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_GAP_SERVICE_H_
