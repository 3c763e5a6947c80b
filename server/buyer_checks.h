// That requirements and bills of materials have their buyer, and requirements
// the bill that they name, and the plant with the place that they measure from.
// The caller holds a WriteLock (buyers_mutex.h).
//
// Thread-safe. Errors of the store are passed on.

#ifndef KETNOI_SERVER_BUYER_CHECKS_H_
#define KETNOI_SERVER_BUYER_CHECKS_H_

#include <string>

#include "absl/status/status.h"
#include "ketnoi/v1/buyer.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "server/storage/store.h"
#include "server/violations.h"

namespace ketnoi::server {

// NOT_FOUND: the requirement's buyer is not stored. What is wrong with its
// plant, or with the bill of materials that it names, is a violation.
absl::Status CheckBuyerOf(const storage::Store& store,
                          const v1::Requirement& requirement,
                          Violations& violations);

// NOT_FOUND: the buyer of the bill of materials `bom` is not stored.
absl::Status CheckBuyerOfBom(const storage::Store& store,
                             const std::string& bom);

// FAILED_PRECONDITION (RESOURCE_IN_USE), naming the first requirement and its
// plant: the plant is gone in `after`, or has lost the place that the
// requirement measures from. Reads the buyer's requirements only if a plant or
// its place goes.
absl::Status CheckPlantsInUse(const storage::Store& store,
                              const v1::Buyer& before, const v1::Buyer& after);

// FAILED_PRECONDITION (RESOURCE_IN_USE): requirements or bills of materials of
// `buyer` are stored.
absl::Status CheckHasNothing(const storage::Store& store,
                             const std::string& buyer);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_BUYER_CHECKS_H_
