// Suggests the wishes of a fair from rankings, for one call.

#ifndef KETNOI_SERVER_SUGGEST_WISHES_H_
#define KETNOI_SERVER_SUGGEST_WISHES_H_

#include "absl/status/status.h"
#include "ketnoi/v1/candidate_service.pb.h"
#include "server/backend.h"
#include "server/service.h"

namespace ketnoi::server {

// As CandidateService.SuggestWishes says. `send` gets the bytes of each
// message; false: nobody reads them any more.
absl::Status SuggestWishes(Backend& backend, const CallLimits& limits,
                           const v1::SuggestWishesRequest& request,
                           const SendMessage& send);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_SUGGEST_WISHES_H_
