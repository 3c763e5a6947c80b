// Suppliers from their public form to the matcher's.

#ifndef KETNOI_SERVER_TRANSLATE_SUPPLIER_H_
#define KETNOI_SERVER_TRANSLATE_SUPPLIER_H_

#include <memory>

#include "ketnoi/v1/supplier.pb.h"
#include "matcher/model/reference.h"
#include "matcher/model/supplier.h"

namespace ketnoi::server {

// Expects a supplier that Validate found right. What the reference data of
// today do not know (they may have changed since the record was stored) is left
// out, so that it counts as not stated. Pure; thread-safe.
std::shared_ptr<const model::Supplier> TranslateSupplier(
    const model::Reference& reference, const v1::Supplier& supplier);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_TRANSLATE_SUPPLIER_H_
