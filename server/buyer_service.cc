#include "server/buyer_service.h"

#include <string>

#include "server/call.h"
#include "server/import_reactor.h"
#include "server/resource_calls.h"

namespace ketnoi::server {

BuyerService::BuyerService(Backend& backend)
    : backend_(backend),
      import_format_(
          MakeImportFormat<v1::ImportBuyersRequest, v1::ImportBuyersResponse,
                           &v1::ImportBuyersRequest::Row::mutable_buyer>()) {}

grpc::Status BuyerService::GetBuyer(grpc::ServerContext* context,
                                    const v1::GetBuyerRequest* request,
                                    v1::Buyer* response) {
  return Answer(*context, backend_, *request,
                [&](const CallLimits& limits) -> absl::Status {
                  return Get(BuyerKind(), backend_, request->name(),
                             request->read(), limits, {}, *response);
                });
}

grpc::Status BuyerService::ListBuyers(grpc::ServerContext* context,
                                      const v1::ListBuyersRequest* request,
                                      v1::ListBuyersResponse* response) {
  return Answer(*context, backend_, *request,
                [&](const CallLimits& limits) -> absl::Status {
                  const ListQuery query = ListQueryOf(*request);
                  auto page = List(BuyerKind(), backend_, query, limits);
                  if (!page.ok()) return page.status();
                  FillList<v1::Buyer>(*page, *response->mutable_buyers(),
                                      *response);
                  return absl::OkStatus();
                });
}

grpc::Status BuyerService::CreateBuyer(grpc::ServerContext* context,
                                       const v1::CreateBuyerRequest* request,
                                       v1::Buyer* response) {
  return Answer(*context, backend_, *request, [&](const CallLimits&) {
    return CreateResource(BuyerKind(), backend_, *request, request->buyer(),
                          "buyers/", request->buyer_id(), {}, *response);
  });
}

grpc::Status BuyerService::UpdateBuyer(grpc::ServerContext* context,
                                       const v1::UpdateBuyerRequest* request,
                                       v1::Buyer* response) {
  return Answer(*context, backend_, *request, [&](const CallLimits& limits) {
    return UpdateResource(BuyerKind(), backend_, limits, *request,
                          request->buyer(), *response);
  });
}

grpc::Status BuyerService::DeleteBuyer(grpc::ServerContext* context,
                                       const v1::DeleteBuyerRequest* request,
                                       v1::DeleteBuyerResponse* response) {
  return Answer(*context, backend_, *request, [&](const CallLimits&) {
    return DeleteResource(BuyerKind(), backend_, *request, *response);
  });
}

grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>*
BuyerService::ImportBuyers(grpc::CallbackServerContext* context) {
  return StartImport(*context, BuyerKind(), backend_, import_format_);
}

}  // namespace ketnoi::server
