// Serves ketnoi.v1.ReferenceService from the tables read at the start.

#ifndef KETNOI_SERVER_REFERENCE_SERVICE_H_
#define KETNOI_SERVER_REFERENCE_SERVICE_H_

#include "ketnoi/v1/reference_service.grpc.pb.h"
#include "server/backend.h"

namespace ketnoi::server {

// Thread-safe.
class ReferenceService final : public v1::ReferenceService::Service {
 public:
  // `backend` must outlive the service.
  explicit ReferenceService(const Backend& backend) : backend_(backend) {}

  grpc::Status ListCategories(grpc::ServerContext* context,
                              const v1::ListCategoriesRequest* request,
                              v1::ListCategoriesResponse* response) override;
  grpc::Status ListAttributeDefinitions(
      grpc::ServerContext* context,
      const v1::ListAttributeDefinitionsRequest* request,
      v1::ListAttributeDefinitionsResponse* response) override;
  grpc::Status ListUnits(grpc::ServerContext* context,
                         const v1::ListUnitsRequest* request,
                         v1::ListUnitsResponse* response) override;
  grpc::Status ListProcesses(grpc::ServerContext* context,
                             const v1::ListProcessesRequest* request,
                             v1::ListProcessesResponse* response) override;
  grpc::Status ListMaterials(grpc::ServerContext* context,
                             const v1::ListMaterialsRequest* request,
                             v1::ListMaterialsResponse* response) override;
  grpc::Status ListCertificateSchemes(
      grpc::ServerContext* context,
      const v1::ListCertificateSchemesRequest* request,
      v1::ListCertificateSchemesResponse* response) override;
  grpc::Status ListAssessmentSchemes(
      grpc::ServerContext* context,
      const v1::ListAssessmentSchemesRequest* request,
      v1::ListAssessmentSchemesResponse* response) override;
  grpc::Status ListIndustries(grpc::ServerContext* context,
                              const v1::ListIndustriesRequest* request,
                              v1::ListIndustriesResponse* response) override;
  grpc::Status ListProvinces(grpc::ServerContext* context,
                             const v1::ListProvincesRequest* request,
                             v1::ListProvincesResponse* response) override;
  grpc::Status ListCriteriaSets(
      grpc::ServerContext* context, const v1::ListCriteriaSetsRequest* request,
      v1::ListCriteriaSetsResponse* response) override;
  grpc::Status ListReasonTexts(grpc::ServerContext* context,
                               const v1::ListReasonTextsRequest* request,
                               v1::ListReasonTextsResponse* response) override;
  grpc::Status GetCriteriaSet(grpc::ServerContext* context,
                              const v1::GetCriteriaSetRequest* request,
                              v1::CriteriaSet* response) override;

 private:
  const Backend& backend_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_REFERENCE_SERVICE_H_
