// Serves ketnoi.v1.FairService.

#ifndef KETNOI_SERVER_FAIR_SERVICE_H_
#define KETNOI_SERVER_FAIR_SERVICE_H_

#include "ketnoi/v1/fair_service.pb.h"
#include "server/backend.h"
#include "server/service.h"

namespace ketnoi::server {

// Thread-safe.
class FairService final : public Service {
 public:
  // `backend` must outlive the service.
  explicit FairService(Backend& backend);

  absl::Status GetFair(const CallLimits& limits,
                       const v1::GetFairRequest& request, v1::Fair& response);
  absl::Status ListFairs(const CallLimits& limits,
                         const v1::ListFairsRequest& request,
                         v1::ListFairsResponse& response);
  absl::Status CreateFair(const CallLimits& limits,
                          const v1::CreateFairRequest& request,
                          v1::Fair& response);
  absl::Status UpdateFair(const CallLimits& limits,
                          const v1::UpdateFairRequest& request,
                          v1::Fair& response);
  absl::Status DeleteFair(const CallLimits& limits,
                          const v1::DeleteFairRequest& request,
                          v1::DeleteFairResponse& response);

  absl::Status GetParticipant(const CallLimits& limits,
                              const v1::GetParticipantRequest& request,
                              v1::Participant& response);
  absl::Status ListParticipants(const CallLimits& limits,
                                const v1::ListParticipantsRequest& request,
                                v1::ListParticipantsResponse& response);
  absl::Status CreateParticipant(const CallLimits& limits,
                                 const v1::CreateParticipantRequest& request,
                                 v1::Participant& response);
  absl::Status UpdateParticipant(const CallLimits& limits,
                                 const v1::UpdateParticipantRequest& request,
                                 v1::Participant& response);
  absl::Status DeleteParticipant(const CallLimits& limits,
                                 const v1::DeleteParticipantRequest& request,
                                 v1::DeleteParticipantResponse& response);

  absl::Status GetWish(const CallLimits& limits,
                       const v1::GetWishRequest& request, v1::Wish& response);
  absl::Status ListWishes(const CallLimits& limits,
                          const v1::ListWishesRequest& request,
                          v1::ListWishesResponse& response);
  absl::Status CreateWish(const CallLimits& limits,
                          const v1::CreateWishRequest& request,
                          v1::Wish& response);
  absl::Status UpdateWish(const CallLimits& limits,
                          const v1::UpdateWishRequest& request,
                          v1::Wish& response);
  absl::Status DeleteWish(const CallLimits& limits,
                          const v1::DeleteWishRequest& request,
                          v1::DeleteWishResponse& response);

 private:
  Backend& backend_;
  const ImportFormat participants_format_;
  const ImportFormat wishes_format_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_FAIR_SERVICE_H_
