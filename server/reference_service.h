// Serves ketnoi.v1.ReferenceService from the tables read at the start.

#ifndef KETNOI_SERVER_REFERENCE_SERVICE_H_
#define KETNOI_SERVER_REFERENCE_SERVICE_H_

#include "ketnoi/v1/reference_service.pb.h"
#include "server/backend.h"
#include "server/service.h"

namespace ketnoi::server {

// Thread-safe.
class ReferenceService final : public Service {
 public:
  // `backend` must outlive the service.
  explicit ReferenceService(const Backend& backend);

  absl::Status ListCategories(const CallLimits& limits,
                              const v1::ListCategoriesRequest& request,
                              v1::ListCategoriesResponse& response);
  absl::Status ListAttributeDefinitions(
      const CallLimits& limits,
      const v1::ListAttributeDefinitionsRequest& request,
      v1::ListAttributeDefinitionsResponse& response);
  absl::Status ListUnits(const CallLimits& limits,
                         const v1::ListUnitsRequest& request,
                         v1::ListUnitsResponse& response);
  absl::Status ListProcesses(const CallLimits& limits,
                             const v1::ListProcessesRequest& request,
                             v1::ListProcessesResponse& response);
  absl::Status ListMaterials(const CallLimits& limits,
                             const v1::ListMaterialsRequest& request,
                             v1::ListMaterialsResponse& response);
  absl::Status ListCertificateSchemes(
      const CallLimits& limits,
      const v1::ListCertificateSchemesRequest& request,
      v1::ListCertificateSchemesResponse& response);
  absl::Status ListAssessmentSchemes(
      const CallLimits& limits, const v1::ListAssessmentSchemesRequest& request,
      v1::ListAssessmentSchemesResponse& response);
  absl::Status ListIndustries(const CallLimits& limits,
                              const v1::ListIndustriesRequest& request,
                              v1::ListIndustriesResponse& response);
  absl::Status ListProvinces(const CallLimits& limits,
                             const v1::ListProvincesRequest& request,
                             v1::ListProvincesResponse& response);
  absl::Status ListCriteriaSets(const CallLimits& limits,
                                const v1::ListCriteriaSetsRequest& request,
                                v1::ListCriteriaSetsResponse& response);
  absl::Status ListReasonTexts(const CallLimits& limits,
                               const v1::ListReasonTextsRequest& request,
                               v1::ListReasonTextsResponse& response);
  absl::Status GetCriteriaSet(const CallLimits& limits,
                              const v1::GetCriteriaSetRequest& request,
                              v1::CriteriaSet& response);

 private:
  const Backend& backend_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_REFERENCE_SERVICE_H_
