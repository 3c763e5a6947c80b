// Serves ketnoi.v1.BuyerService.

#ifndef KETNOI_SERVER_BUYER_SERVICE_H_
#define KETNOI_SERVER_BUYER_SERVICE_H_

#include "ketnoi/v1/buyer_service.pb.h"
#include "server/backend.h"
#include "server/service.h"

namespace ketnoi::server {

// Thread-safe.
class BuyerService final : public Service {
 public:
  // `backend` must outlive the service.
  explicit BuyerService(Backend& backend);

  absl::Status GetBuyer(const CallLimits& limits,
                        const v1::GetBuyerRequest& request,
                        v1::Buyer& response);
  absl::Status ListBuyers(const CallLimits& limits,
                          const v1::ListBuyersRequest& request,
                          v1::ListBuyersResponse& response);
  absl::Status CreateBuyer(const CallLimits& limits,
                           const v1::CreateBuyerRequest& request,
                           v1::Buyer& response);
  absl::Status UpdateBuyer(const CallLimits& limits,
                           const v1::UpdateBuyerRequest& request,
                           v1::Buyer& response);
  absl::Status DeleteBuyer(const CallLimits& limits,
                           const v1::DeleteBuyerRequest& request,
                           v1::DeleteBuyerResponse& response);

 private:
  Backend& backend_;
  const ImportFormat import_format_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_BUYER_SERVICE_H_
