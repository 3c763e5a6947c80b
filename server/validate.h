// Says everything that is wrong with a resource. docs of each field in
// proto/ketnoi/v1 state what is accepted.
//
// Expects normalized resources (normalize.h). Output-only fields are not looked
// at. Pure; thread-safe.

#ifndef KETNOI_SERVER_VALIDATE_H_
#define KETNOI_SERVER_VALIDATE_H_

#include "ketnoi/v1/bom.pb.h"
#include "ketnoi/v1/buyer.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "ketnoi/v1/supplier.pb.h"
#include "matcher/model/reference.h"
#include "server/violations.h"

namespace ketnoi::server {

void Validate(const model::Reference& reference, const v1::Supplier& supplier,
              Violations& violations);
void Validate(const model::Reference& reference, const v1::Buyer& buyer,
              Violations& violations);

void Validate(const model::Reference& reference, const v1::Bom& bom,
              Violations& violations);

// The largest place of a line in its bill of materials, and the most lines of
// one that are ranked together.
inline constexpr int32_t kMostBomLines = 100'000;

// `name` is not looked at, so that inline requirements need none, nor is
// whether the plant exists: that takes the buyer (CheckPlant), as the bill of
// materials does (CheckBomOf).
void Validate(const model::Reference& reference,
              const v1::Requirement& requirement, Violations& violations);

// That the requirement's plant is one of its buyer's.
void CheckPlant(const v1::Requirement& requirement, const v1::Buyer& buyer,
                Violations& violations);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_VALIDATE_H_
