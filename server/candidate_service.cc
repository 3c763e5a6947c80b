#include "server/candidate_service.h"

#include "server/suggest_wishes.h"

namespace ketnoi::server {

CandidateService::CandidateService(Backend& backend)
    : Service(backend), backend_(backend) {
  ServeStream("/ketnoi.v1.CandidateService/SuggestWishes",
              &CandidateService::SuggestWishes);
}

absl::Status CandidateService::SuggestWishes(
    const CallLimits& limits, const v1::SuggestWishesRequest& request,
    const SendMessage& send) {
  return server::SuggestWishes(backend_, limits, request, send);
}

}  // namespace ketnoi::server
