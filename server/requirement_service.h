// Serves ketnoi.v1.RequirementService.

#ifndef KETNOI_SERVER_REQUIREMENT_SERVICE_H_
#define KETNOI_SERVER_REQUIREMENT_SERVICE_H_

#include "ketnoi/v1/requirement_service.grpc.pb.h"
#include "server/backend.h"
#include "server/import_format.h"

namespace ketnoi::server {

// Thread-safe. Unary calls may block, so they are served by threads of their
// own; an import is a raw callback stream (see import_format.h).
class RequirementService final
    : public v1::RequirementService::WithRawCallbackMethod_ImportRequirements<
          v1::RequirementService::Service> {
 public:
  // `backend` must outlive the service.
  explicit RequirementService(Backend& backend);

  grpc::Status GetRequirement(grpc::ServerContext* context,
                              const v1::GetRequirementRequest* request,
                              v1::Requirement* response) override;
  grpc::Status ListRequirements(
      grpc::ServerContext* context, const v1::ListRequirementsRequest* request,
      v1::ListRequirementsResponse* response) override;
  grpc::Status CreateRequirement(grpc::ServerContext* context,
                                 const v1::CreateRequirementRequest* request,
                                 v1::Requirement* response) override;
  grpc::Status UpdateRequirement(grpc::ServerContext* context,
                                 const v1::UpdateRequirementRequest* request,
                                 v1::Requirement* response) override;
  grpc::Status DeleteRequirement(
      grpc::ServerContext* context, const v1::DeleteRequirementRequest* request,
      v1::DeleteRequirementResponse* response) override;
  grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>*
  ImportRequirements(grpc::CallbackServerContext* context) override;

 private:
  Backend& backend_;
  const ImportFormat import_format_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_REQUIREMENT_SERVICE_H_
