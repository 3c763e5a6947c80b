#include "server/match_service.h"

#include <string>
#include <utility>

#include "grpcpp/support/slice.h"
#include "server/match_calls.h"

namespace ketnoi::server {
namespace {

// Without copying them.
grpc::ByteBuffer BufferOwning(std::string bytes) {
  auto* const owned = new std::string(std::move(bytes));
  const grpc::Slice slice(
      owned->data(), owned->size(),
      [](void* string) { delete static_cast<std::string*>(string); }, owned);
  return grpc::ByteBuffer(&slice, 1);
}

}  // namespace

MatchService::MatchService(const Backend& backend)
    : Service(backend), backend_(backend) {
  Serve("/ketnoi.v1.MatchService/RankSuppliers", &MatchService::RankSuppliers);
  Serve("/ketnoi.v1.MatchService/ExplainMatch", &MatchService::ExplainMatch);
}

absl::Status MatchService::RankSuppliers(
    const CallLimits& limits, const v1::RankSuppliersRequest& request,
    grpc::ByteBuffer& answer) {
  std::string bytes;
  const absl::Status status =
      server::RankSuppliers(backend_, limits, request, bytes);
  answer = BufferOwning(std::move(bytes));
  return status;
}

absl::Status MatchService::ExplainMatch(const CallLimits& limits,
                                        const v1::ExplainMatchRequest& request,
                                        grpc::ByteBuffer& answer) {
  std::string bytes;
  const absl::Status status =
      server::ExplainMatch(backend_, limits, request, bytes);
  answer = BufferOwning(std::move(bytes));
  return status;
}

}  // namespace ketnoi::server
