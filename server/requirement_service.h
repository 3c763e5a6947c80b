// Serves ketnoi.v1.RequirementService.

#ifndef KETNOI_SERVER_REQUIREMENT_SERVICE_H_
#define KETNOI_SERVER_REQUIREMENT_SERVICE_H_

#include "ketnoi/v1/requirement_service.pb.h"
#include "server/backend.h"
#include "server/service.h"

namespace ketnoi::server {

// Thread-safe.
class RequirementService final : public Service {
 public:
  // `backend` must outlive the service.
  explicit RequirementService(Backend& backend);

  absl::Status GetRequirement(const CallLimits& limits,
                              const v1::GetRequirementRequest& request,
                              v1::Requirement& response);
  absl::Status ListRequirements(const CallLimits& limits,
                                const v1::ListRequirementsRequest& request,
                                v1::ListRequirementsResponse& response);
  absl::Status CreateRequirement(const CallLimits& limits,
                                 const v1::CreateRequirementRequest& request,
                                 v1::Requirement& response);
  absl::Status UpdateRequirement(const CallLimits& limits,
                                 const v1::UpdateRequirementRequest& request,
                                 v1::Requirement& response);
  absl::Status DeleteRequirement(const CallLimits& limits,
                                 const v1::DeleteRequirementRequest& request,
                                 v1::DeleteRequirementResponse& response);

 private:
  Backend& backend_;
  const ImportFormat import_format_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_REQUIREMENT_SERVICE_H_
