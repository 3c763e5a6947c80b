#include "server/match_request.h"

#include <string>

#include "server/resource_kind.h"
#include "server/resource_lister.h"
#include "server/rpc_status.h"
#include "server/translate_supplier.h"

namespace ketnoi::server {

absl::StatusOr<std::shared_ptr<const model::Supplier>> SupplierRecord(
    const Backend& backend, std::string_view id, int64_t revision) {
  const std::string name = "suppliers/" + std::string(id);
  const auto record =
      RecordAt(backend.store, storage::Collection::kSuppliers, name, revision);
  if (absl::IsNotFound(record.status())) return NotFound(name);
  if (!record.ok()) return record.status();
  v1::Supplier supplier;
  const absl::Status status =
      ReadRecord(*record, backend.store.epoch(), supplier);
  if (!status.ok()) return status;
  return TranslateSupplier(backend.data.reference, supplier);
}

}  // namespace ketnoi::server
