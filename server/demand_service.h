// Serves ketnoi.v1.DemandService.

#ifndef KETNOI_SERVER_DEMAND_SERVICE_H_
#define KETNOI_SERVER_DEMAND_SERVICE_H_

#include "grpcpp/support/byte_buffer.h"
#include "ketnoi/v1/demand_service.pb.h"
#include "server/backend.h"
#include "server/service.h"

namespace ketnoi::server {

// Thread-safe.
class DemandService final : public Service {
 public:
  // `backend` must outlive the service.
  explicit DemandService(const Backend& backend);

  absl::Status RankRequirements(const CallLimits& limits,
                                const v1::RankRequirementsRequest& request,
                                grpc::ByteBuffer& answer);
  absl::Status SuggestQuestions(const CallLimits& limits,
                                const v1::SuggestQuestionsRequest& request,
                                grpc::ByteBuffer& answer);

 private:
  const Backend& backend_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_DEMAND_SERVICE_H_
