// Serves ketnoi.v1.BomService.

#ifndef KETNOI_SERVER_BOM_SERVICE_H_
#define KETNOI_SERVER_BOM_SERVICE_H_

#include "ketnoi/v1/bom_service.pb.h"
#include "server/backend.h"
#include "server/service.h"

namespace ketnoi::server {

// Thread-safe.
class BomService final : public Service {
 public:
  // `backend` must outlive the service.
  explicit BomService(Backend& backend);

  absl::Status GetBom(const CallLimits& limits,
                      const v1::GetBomRequest& request, v1::Bom& response);
  absl::Status ListBoms(const CallLimits& limits,
                        const v1::ListBomsRequest& request,
                        v1::ListBomsResponse& response);
  absl::Status CreateBom(const CallLimits& limits,
                         const v1::CreateBomRequest& request,
                         v1::Bom& response);
  absl::Status UpdateBom(const CallLimits& limits,
                         const v1::UpdateBomRequest& request,
                         v1::Bom& response);
  absl::Status DeleteBom(const CallLimits& limits,
                         const v1::DeleteBomRequest& request,
                         v1::DeleteBomResponse& response);
  absl::Status RankBom(const CallLimits& limits,
                       const v1::RankBomRequest& request,
                       const SendMessage& send);
  absl::Status PlanBom(const CallLimits& limits,
                       const v1::PlanBomRequest& request,
                       const SendMessage& send);

 private:
  Backend& backend_;
  const ImportFormat import_format_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_BOM_SERVICE_H_
