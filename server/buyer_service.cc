#include "server/buyer_service.h"

#include <string>

#include "server/resource_calls.h"

namespace ketnoi::server {

BuyerService::BuyerService(Backend& backend)
    : Service(backend),
      backend_(backend),
      import_format_(
          MakeImportFormat<v1::ImportBuyersRequest, v1::ImportBuyersResponse,
                           &v1::ImportBuyersRequest::Row::mutable_buyer>()) {
  Serve("/ketnoi.v1.BuyerService/GetBuyer", &BuyerService::GetBuyer);
  Serve("/ketnoi.v1.BuyerService/ListBuyers", &BuyerService::ListBuyers);
  Serve("/ketnoi.v1.BuyerService/CreateBuyer", &BuyerService::CreateBuyer);
  Serve("/ketnoi.v1.BuyerService/UpdateBuyer", &BuyerService::UpdateBuyer);
  Serve("/ketnoi.v1.BuyerService/DeleteBuyer", &BuyerService::DeleteBuyer);
  ServeImport("/ketnoi.v1.BuyerService/ImportBuyers", BuyerKind(), backend,
              import_format_);
}

absl::Status BuyerService::GetBuyer(const CallLimits& limits,
                                    const v1::GetBuyerRequest& request,
                                    v1::Buyer& response) {
  return Get(BuyerKind(), backend_, request.name(), request.read(), limits, {},
             response);
}

absl::Status BuyerService::ListBuyers(const CallLimits& limits,
                                      const v1::ListBuyersRequest& request,
                                      v1::ListBuyersResponse& response) {
  const ListQuery query = ListQueryOf(request);
  auto page = List(BuyerKind(), backend_, query, limits);
  if (!page.ok()) return page.status();
  FillList<v1::Buyer>(*page, *response.mutable_buyers(), response);
  return absl::OkStatus();
}

absl::Status BuyerService::CreateBuyer(const CallLimits&,
                                       const v1::CreateBuyerRequest& request,
                                       v1::Buyer& response) {
  return CreateResource(BuyerKind(), backend_, request, request.buyer(),
                        "buyers/", request.buyer_id(), {}, response);
}

absl::Status BuyerService::UpdateBuyer(const CallLimits& limits,
                                       const v1::UpdateBuyerRequest& request,
                                       v1::Buyer& response) {
  return UpdateResource(BuyerKind(), backend_, limits, request, request.buyer(),
                        response);
}

absl::Status BuyerService::DeleteBuyer(const CallLimits&,
                                       const v1::DeleteBuyerRequest& request,
                                       v1::DeleteBuyerResponse& response) {
  return DeleteResource(BuyerKind(), backend_, request, response);
}

}  // namespace ketnoi::server
