// Serves ketnoi.v1.BuyerService.

#ifndef KETNOI_SERVER_BUYER_SERVICE_H_
#define KETNOI_SERVER_BUYER_SERVICE_H_

#include "ketnoi/v1/buyer_service.grpc.pb.h"
#include "server/backend.h"
#include "server/import_format.h"

namespace ketnoi::server {

// Thread-safe. Unary calls may block, so they are served by threads of their
// own; an import is a raw callback stream (see import_format.h).
class BuyerService final
    : public v1::BuyerService::WithRawCallbackMethod_ImportBuyers<
          v1::BuyerService::Service> {
 public:
  // `backend` must outlive the service.
  explicit BuyerService(Backend& backend);

  grpc::Status GetBuyer(grpc::ServerContext* context,
                        const v1::GetBuyerRequest* request,
                        v1::Buyer* response) override;
  grpc::Status ListBuyers(grpc::ServerContext* context,
                          const v1::ListBuyersRequest* request,
                          v1::ListBuyersResponse* response) override;
  grpc::Status CreateBuyer(grpc::ServerContext* context,
                           const v1::CreateBuyerRequest* request,
                           v1::Buyer* response) override;
  grpc::Status UpdateBuyer(grpc::ServerContext* context,
                           const v1::UpdateBuyerRequest* request,
                           v1::Buyer* response) override;
  grpc::Status DeleteBuyer(grpc::ServerContext* context,
                           const v1::DeleteBuyerRequest* request,
                           v1::DeleteBuyerResponse* response) override;
  grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* ImportBuyers(
      grpc::CallbackServerContext* context) override;

 private:
  Backend& backend_;
  const ImportFormat import_format_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_BUYER_SERVICE_H_
