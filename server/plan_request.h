// What a request for a sourcing plan asks for.

#ifndef KETNOI_SERVER_PLAN_REQUEST_H_
#define KETNOI_SERVER_PLAN_REQUEST_H_

#include <cstdint>
#include <vector>

#include "ketnoi/v1/sourcing.pb.h"
#include "server/bom_run.h"
#include "server/match_program.h"
#include "server/violations.h"

namespace ketnoi::server {

// What was asked for. Refers to the request.
struct PlanChoice {
  const v1::PlanBomRequest& request;
  RankingChoice ranking;
  int32_t sources = 1;     // of lines that name no other number
  int32_t candidates = 0;  // of a line, at most
};

// What is wrong with the request are violations.
PlanChoice ReadPlanRequest(const ReferenceData& data,
                           const v1::PlanBomRequest& request,
                           Violations& violations);

// By line, how many sources it is to have. What the request names and is no
// line are violations.
std::vector<int32_t> SourcesOf(const BomRun& run, const PlanChoice& choice,
                               Violations& violations);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_PLAN_REQUEST_H_
