#include "server/supplier_service.h"

#include <string>

#include "fmt/format.h"
#include "server/call.h"
#include "server/import_reactor.h"
#include "server/resource_calls.h"
#include "server/violations.h"

namespace ketnoi::server {
namespace {

// Contacts are personal data: only a full view shows them.
void ApplyView(v1::SupplierView view, v1::Supplier& supplier) {
  if (view != v1::SUPPLIER_VIEW_FULL) supplier.clear_contacts();
}

Violations CheckView(v1::SupplierView view) {
  Violations violations;
  if (!v1::SupplierView_IsValid(view)) {
    violations.Add("view",
                   fmt::format("{} is no view", static_cast<int>(view)));
  }
  return violations;
}

}  // namespace

SupplierService::SupplierService(Backend& backend)
    : backend_(backend),
      import_format_(MakeImportFormat<
                     v1::ImportSuppliersRequest, v1::ImportSuppliersResponse,
                     &v1::ImportSuppliersRequest::Row::mutable_supplier>()) {}

grpc::Status SupplierService::GetSupplier(grpc::ServerContext* context,
                                          const v1::GetSupplierRequest* request,
                                          v1::Supplier* response) {
  return Answer(*context, backend_, *request, [&](const CallLimits& limits) {
    const absl::Status status =
        Get(SupplierKind(), backend_, request->name(), request->read(), limits,
            CheckView(request->view()), *response);
    ApplyView(request->view(), *response);
    return status;
  });
}

grpc::Status SupplierService::ListSuppliers(
    grpc::ServerContext* context, const v1::ListSuppliersRequest* request,
    v1::ListSuppliersResponse* response) {
  return Answer(
      *context, backend_, *request,
      [&](const CallLimits& limits) -> absl::Status {
        ListQuery query = ListQueryOf(*request);
        query.view = request->view();
        auto page = List(SupplierKind(), backend_, query, limits,
                         CheckView(request->view()));
        if (!page.ok()) return page.status();
        FillList<v1::Supplier>(*page, *response->mutable_suppliers(),
                               *response);
        for (v1::Supplier& supplier : *response->mutable_suppliers()) {
          ApplyView(request->view(), supplier);
        }
        return absl::OkStatus();
      });
}

grpc::Status SupplierService::CreateSupplier(
    grpc::ServerContext* context, const v1::CreateSupplierRequest* request,
    v1::Supplier* response) {
  return Answer(*context, backend_, *request, [&](const CallLimits&) {
    const absl::Status status =
        CreateResource(SupplierKind(), backend_, *request, request->supplier(),
                       "suppliers/", request->supplier_id(), {}, *response);
    ApplyView(v1::SUPPLIER_VIEW_BASIC, *response);
    return status;
  });
}

grpc::Status SupplierService::UpdateSupplier(
    grpc::ServerContext* context, const v1::UpdateSupplierRequest* request,
    v1::Supplier* response) {
  return Answer(*context, backend_, *request, [&](const CallLimits& limits) {
    const absl::Status status =
        UpdateResource(SupplierKind(), backend_, limits, *request,
                       request->supplier(), *response);
    ApplyView(v1::SUPPLIER_VIEW_BASIC, *response);
    return status;
  });
}

grpc::Status SupplierService::DeleteSupplier(
    grpc::ServerContext* context, const v1::DeleteSupplierRequest* request,
    v1::DeleteSupplierResponse* response) {
  return Answer(*context, backend_, *request, [&](const CallLimits&) {
    return DeleteResource(SupplierKind(), backend_, *request, *response);
  });
}

grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>*
SupplierService::ImportSuppliers(grpc::CallbackServerContext* context) {
  return StartImport(*context, SupplierKind(), backend_, import_format_);
}

}  // namespace ketnoi::server
