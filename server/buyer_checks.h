// That requirements have their buyer, and the plant that they name with the
// place that they measure from. The caller holds a WriteLock (buyers_mutex.h).
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
// plant is a violation.
absl::Status CheckBuyerOf(const storage::Store& store,
                          const v1::Requirement& requirement,
                          Violations& violations);

// FAILED_PRECONDITION (RESOURCE_IN_USE), naming the first requirement and its
// plant: the plant is gone in `after`, or has lost the place that the
// requirement measures from. Reads the buyer's requirements only if a plant or
// its place goes.
absl::Status CheckPlantsInUse(const storage::Store& store,
                              const v1::Buyer& before, const v1::Buyer& after);

// FAILED_PRECONDITION (RESOURCE_IN_USE): requirements of `buyer` are stored.
absl::Status CheckHasNoRequirements(const storage::Store& store,
                                    const std::string& buyer);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_BUYER_CHECKS_H_
