#include "server/supplier_service.h"

#include <string>

#include "fmt/format.h"
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
    : Service(backend),
      backend_(backend),
      import_format_(MakeImportFormat<
                     v1::ImportSuppliersRequest, v1::ImportSuppliersResponse,
                     &v1::ImportSuppliersRequest::Row::mutable_supplier>()) {
  Serve("/ketnoi.v1.SupplierService/GetSupplier",
        &SupplierService::GetSupplier);
  Serve("/ketnoi.v1.SupplierService/ListSuppliers",
        &SupplierService::ListSuppliers);
  Serve("/ketnoi.v1.SupplierService/CreateSupplier",
        &SupplierService::CreateSupplier);
  Serve("/ketnoi.v1.SupplierService/UpdateSupplier",
        &SupplierService::UpdateSupplier);
  Serve("/ketnoi.v1.SupplierService/DeleteSupplier",
        &SupplierService::DeleteSupplier);
  ServeImport("/ketnoi.v1.SupplierService/ImportSuppliers", SupplierKind(),
              backend, import_format_);
}

absl::Status SupplierService::GetSupplier(const CallLimits& limits,
                                          const v1::GetSupplierRequest& request,
                                          v1::Supplier& response) {
  const absl::Status status =
      Get(SupplierKind(), backend_, request.name(), request.read(), limits,
          CheckView(request.view()), response);
  ApplyView(request.view(), response);
  return status;
}

absl::Status SupplierService::ListSuppliers(
    const CallLimits& limits, const v1::ListSuppliersRequest& request,
    v1::ListSuppliersResponse& response) {
  ListQuery query = ListQueryOf(request);
  query.view = request.view();
  auto page =
      List(SupplierKind(), backend_, query, limits, CheckView(request.view()));
  if (!page.ok()) return page.status();
  FillList<v1::Supplier>(*page, *response.mutable_suppliers(), response);
  for (v1::Supplier& supplier : *response.mutable_suppliers()) {
    ApplyView(request.view(), supplier);
  }
  return absl::OkStatus();
}

absl::Status SupplierService::CreateSupplier(
    const CallLimits&, const v1::CreateSupplierRequest& request,
    v1::Supplier& response) {
  const absl::Status status =
      CreateResource(SupplierKind(), backend_, request, request.supplier(),
                     "suppliers/", request.supplier_id(), {}, response);
  ApplyView(v1::SUPPLIER_VIEW_BASIC, response);
  return status;
}

absl::Status SupplierService::UpdateSupplier(
    const CallLimits& limits, const v1::UpdateSupplierRequest& request,
    v1::Supplier& response) {
  const absl::Status status = UpdateResource(
      SupplierKind(), backend_, limits, request, request.supplier(), response);
  ApplyView(v1::SUPPLIER_VIEW_BASIC, response);
  return status;
}

absl::Status SupplierService::DeleteSupplier(
    const CallLimits&, const v1::DeleteSupplierRequest& request,
    v1::DeleteSupplierResponse& response) {
  return DeleteResource(SupplierKind(), backend_, request, response);
}

}  // namespace ketnoi::server
