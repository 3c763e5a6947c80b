// Serves ketnoi.v1.CandidateService.

#ifndef KETNOI_SERVER_CANDIDATE_SERVICE_H_
#define KETNOI_SERVER_CANDIDATE_SERVICE_H_

#include "ketnoi/v1/candidate_service.pb.h"
#include "server/backend.h"
#include "server/service.h"

namespace ketnoi::server {

// Thread-safe.
class CandidateService final : public Service {
 public:
  // `backend` must outlive the service.
  explicit CandidateService(Backend& backend);

  absl::Status SuggestWishes(const CallLimits& limits,
                             const v1::SuggestWishesRequest& request,
                             const SendMessage& send);

 private:
  Backend& backend_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_CANDIDATE_SERVICE_H_
