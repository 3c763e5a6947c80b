#include "server/bom_service.h"

#include <functional>
#include <utility>

#include "server/bom_lines.h"
#include "server/plan_bom.h"
#include "server/rank_bom.h"
#include "server/resource_calls.h"
#include "server/violations.h"

namespace ketnoi::server {
namespace {

constexpr char kBomsOfAllBuyers[] = "buyers/-";

}  // namespace

BomService::BomService(Backend& backend)
    : Service(backend),
      backend_(backend),
      import_format_(
          MakeImportFormat<v1::ImportBomsRequest, v1::ImportBomsResponse,
                           &v1::ImportBomsRequest::Row::mutable_bom>()) {
  Serve("/ketnoi.v1.BomService/GetBom", &BomService::GetBom);
  Serve("/ketnoi.v1.BomService/ListBoms", &BomService::ListBoms);
  Serve("/ketnoi.v1.BomService/CreateBom", &BomService::CreateBom);
  Serve("/ketnoi.v1.BomService/UpdateBom", &BomService::UpdateBom);
  Serve("/ketnoi.v1.BomService/DeleteBom", &BomService::DeleteBom);
  ServeImport("/ketnoi.v1.BomService/ImportBoms", BomKind(), backend,
              import_format_);
  ServeStream("/ketnoi.v1.BomService/RankBom", &BomService::RankBom);
  ServeStream("/ketnoi.v1.BomService/PlanBom", &BomService::PlanBom);
}

absl::Status BomService::GetBom(const CallLimits& limits,
                                const v1::GetBomRequest& request,
                                v1::Bom& response) {
  return Get(BomKind(), backend_, request.name(), request.read(), limits, {},
             response);
}

absl::Status BomService::ListBoms(const CallLimits& limits,
                                  const v1::ListBomsRequest& request,
                                  v1::ListBomsResponse& response) {
  ListQuery query = ListQueryOf(request);
  Violations violations;
  if (request.parent() != kBomsOfAllBuyers) {
    CheckName(BuyerKind(), request.parent(), "parent", violations);
    query.prefix = request.parent() + "/boms/";
  }
  auto page = List(BomKind(), backend_, query, limits, std::move(violations));
  if (!page.ok()) return page.status();
  FillList<v1::Bom>(*page, *response.mutable_boms(), response);
  return absl::OkStatus();
}

absl::Status BomService::CreateBom(const CallLimits&,
                                   const v1::CreateBomRequest& request,
                                   v1::Bom& response) {
  Violations violations;
  CheckName(BuyerKind(), request.parent(), "parent", violations);
  return CreateResource(BomKind(), backend_, request, request.bom(),
                        request.parent() + "/boms/", request.bom_id(),
                        std::move(violations), response);
}

absl::Status BomService::UpdateBom(const CallLimits& limits,
                                   const v1::UpdateBomRequest& request,
                                   v1::Bom& response) {
  return UpdateResource(BomKind(), backend_, limits, request, request.bom(),
                        response);
}

absl::Status BomService::DeleteBom(const CallLimits& limits,
                                   const v1::DeleteBomRequest& request,
                                   v1::DeleteBomResponse& response) {
  std::function<absl::Status()> clear;
  if (request.force()) {
    clear = [&] { return DeleteLines(backend_, request.name(), limits); };
  }
  return DeleteResource(BomKind(), backend_, request, response, clear);
}

absl::Status BomService::RankBom(const CallLimits& limits,
                                 const v1::RankBomRequest& request,
                                 const SendMessage& send) {
  return server::RankBom(backend_, limits, request, send);
}

absl::Status BomService::PlanBom(const CallLimits& limits,
                                 const v1::PlanBomRequest& request,
                                 const SendMessage& send) {
  return server::PlanBom(backend_, limits, request, send);
}

}  // namespace ketnoi::server
