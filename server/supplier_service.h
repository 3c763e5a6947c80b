// Serves ketnoi.v1.SupplierService.

#ifndef KETNOI_SERVER_SUPPLIER_SERVICE_H_
#define KETNOI_SERVER_SUPPLIER_SERVICE_H_

#include "ketnoi/v1/supplier_service.pb.h"
#include "server/backend.h"
#include "server/service.h"

namespace ketnoi::server {

// Thread-safe.
class SupplierService final : public Service {
 public:
  // `backend` must outlive the service.
  explicit SupplierService(Backend& backend);

  absl::Status GetSupplier(const CallLimits& limits,
                           const v1::GetSupplierRequest& request,
                           v1::Supplier& response);
  absl::Status ListSuppliers(const CallLimits& limits,
                             const v1::ListSuppliersRequest& request,
                             v1::ListSuppliersResponse& response);
  absl::Status CreateSupplier(const CallLimits& limits,
                              const v1::CreateSupplierRequest& request,
                              v1::Supplier& response);
  absl::Status UpdateSupplier(const CallLimits& limits,
                              const v1::UpdateSupplierRequest& request,
                              v1::Supplier& response);
  absl::Status DeleteSupplier(const CallLimits& limits,
                              const v1::DeleteSupplierRequest& request,
                              v1::DeleteSupplierResponse& response);

 private:
  Backend& backend_;
  const ImportFormat import_format_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_SUPPLIER_SERVICE_H_
