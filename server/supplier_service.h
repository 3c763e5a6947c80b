// Serves ketnoi.v1.SupplierService.

#ifndef KETNOI_SERVER_SUPPLIER_SERVICE_H_
#define KETNOI_SERVER_SUPPLIER_SERVICE_H_

#include "ketnoi/v1/supplier_service.grpc.pb.h"
#include "server/backend.h"
#include "server/import_format.h"

namespace ketnoi::server {

// Thread-safe. Unary calls may block, so they are served by threads of their
// own; an import is a raw callback stream (see import_format.h).
class SupplierService final
    : public v1::SupplierService::WithRawCallbackMethod_ImportSuppliers<
          v1::SupplierService::Service> {
 public:
  // `backend` must outlive the service.
  explicit SupplierService(Backend& backend);

  grpc::Status GetSupplier(grpc::ServerContext* context,
                           const v1::GetSupplierRequest* request,
                           v1::Supplier* response) override;
  grpc::Status ListSuppliers(grpc::ServerContext* context,
                             const v1::ListSuppliersRequest* request,
                             v1::ListSuppliersResponse* response) override;
  grpc::Status CreateSupplier(grpc::ServerContext* context,
                              const v1::CreateSupplierRequest* request,
                              v1::Supplier* response) override;
  grpc::Status UpdateSupplier(grpc::ServerContext* context,
                              const v1::UpdateSupplierRequest* request,
                              v1::Supplier* response) override;
  grpc::Status DeleteSupplier(grpc::ServerContext* context,
                              const v1::DeleteSupplierRequest* request,
                              v1::DeleteSupplierResponse* response) override;
  grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* ImportSuppliers(
      grpc::CallbackServerContext* context) override;

 private:
  Backend& backend_;
  const ImportFormat import_format_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_SUPPLIER_SERVICE_H_
