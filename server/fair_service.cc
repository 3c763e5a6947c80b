#include "server/fair_service.h"

#include <functional>
#include <string>
#include <utility>

#include "fmt/format.h"
#include "server/fair_kinds.h"
#include "server/fair_removal.h"
#include "server/resource_calls.h"
#include "server/violations.h"

namespace ketnoi::server {
namespace {

// Contacts are personal data: only a full view shows them.
void ApplyParticipantView(v1::ParticipantView view,
                          v1::Participant& participant) {
  if (view != v1::PARTICIPANT_VIEW_FULL) participant.clear_contacts();
}

Violations CheckParticipantView(v1::ParticipantView view) {
  Violations violations;
  if (!v1::ParticipantView_IsValid(view)) {
    violations.Add("view",
                   fmt::format("{} is no view", static_cast<int>(view)));
  }
  return violations;
}

// All that a list request holds but its parent and view.
template <class Request>
ListQuery FairQueryOf(const Request& request) {
  ListQuery query;
  query.page_size = request.page_size();
  query.page_token = request.page_token();
  query.filter = request.filter();
  query.read = request.read();
  return query;
}

// The same, of what is below the fair that the request names as parent.
template <class Request>
ListQuery QueryBelow(const Request& request, const char* collection,
                     Violations& violations) {
  CheckName(FairKind(), request.parent(), "parent", violations);
  ListQuery query = FairQueryOf(request);
  query.prefix = request.parent() + collection;
  return query;
}

}  // namespace

FairService::FairService(Backend& backend)
    : Service(backend),
      backend_(backend),
      participants_format_(
          MakeImportFormat<
              v1::ImportParticipantsRequest, v1::ImportParticipantsResponse,
              &v1::ImportParticipantsRequest::Row::mutable_participant>()),
      wishes_format_(
          MakeImportFormat<v1::ImportWishesRequest, v1::ImportWishesResponse,
                           &v1::ImportWishesRequest::Row::mutable_wish>()) {
  Serve("/ketnoi.v1.FairService/GetFair", &FairService::GetFair);
  Serve("/ketnoi.v1.FairService/ListFairs", &FairService::ListFairs);
  Serve("/ketnoi.v1.FairService/CreateFair", &FairService::CreateFair);
  Serve("/ketnoi.v1.FairService/UpdateFair", &FairService::UpdateFair);
  Serve("/ketnoi.v1.FairService/DeleteFair", &FairService::DeleteFair);
  Serve("/ketnoi.v1.FairService/GetParticipant", &FairService::GetParticipant);
  Serve("/ketnoi.v1.FairService/ListParticipants",
        &FairService::ListParticipants);
  Serve("/ketnoi.v1.FairService/CreateParticipant",
        &FairService::CreateParticipant);
  Serve("/ketnoi.v1.FairService/UpdateParticipant",
        &FairService::UpdateParticipant);
  Serve("/ketnoi.v1.FairService/DeleteParticipant",
        &FairService::DeleteParticipant);
  Serve("/ketnoi.v1.FairService/GetWish", &FairService::GetWish);
  Serve("/ketnoi.v1.FairService/ListWishes", &FairService::ListWishes);
  Serve("/ketnoi.v1.FairService/CreateWish", &FairService::CreateWish);
  Serve("/ketnoi.v1.FairService/UpdateWish", &FairService::UpdateWish);
  Serve("/ketnoi.v1.FairService/DeleteWish", &FairService::DeleteWish);
  ServeImport("/ketnoi.v1.FairService/ImportParticipants", ParticipantKind(),
              backend, participants_format_);
  ServeImport("/ketnoi.v1.FairService/ImportWishes", WishKind(), backend,
              wishes_format_);
}

absl::Status FairService::GetFair(const CallLimits& limits,
                                  const v1::GetFairRequest& request,
                                  v1::Fair& response) {
  return Get(FairKind(), backend_, request.name(), request.read(), limits, {},
             response);
}

absl::Status FairService::ListFairs(const CallLimits& limits,
                                    const v1::ListFairsRequest& request,
                                    v1::ListFairsResponse& response) {
  auto page = List(FairKind(), backend_, FairQueryOf(request), limits);
  if (!page.ok()) return page.status();
  FillList<v1::Fair>(*page, *response.mutable_fairs(), response);
  return absl::OkStatus();
}

absl::Status FairService::CreateFair(const CallLimits&,
                                     const v1::CreateFairRequest& request,
                                     v1::Fair& response) {
  return CreateResource(FairKind(), backend_, request, request.fair(), "fairs/",
                        request.fair_id(), {}, response);
}

absl::Status FairService::UpdateFair(const CallLimits& limits,
                                     const v1::UpdateFairRequest& request,
                                     v1::Fair& response) {
  return UpdateResource(FairKind(), backend_, limits, request, request.fair(),
                        response);
}

absl::Status FairService::DeleteFair(const CallLimits& limits,
                                     const v1::DeleteFairRequest& request,
                                     v1::DeleteFairResponse& response) {
  std::function<absl::Status()> clear;
  if (request.force()) {
    clear = [&] {
      return ClearAtFair(backend_, FairKind(), request.name(), limits);
    };
  }
  return DeleteResource(FairKind(), backend_, request, response, clear);
}

absl::Status FairService::GetParticipant(
    const CallLimits& limits, const v1::GetParticipantRequest& request,
    v1::Participant& response) {
  const absl::Status status =
      Get(ParticipantKind(), backend_, request.name(), request.read(), limits,
          CheckParticipantView(request.view()), response);
  ApplyParticipantView(request.view(), response);
  return status;
}

absl::Status FairService::ListParticipants(
    const CallLimits& limits, const v1::ListParticipantsRequest& request,
    v1::ListParticipantsResponse& response) {
  Violations violations = CheckParticipantView(request.view());
  ListQuery query = QueryBelow(request, "/participants/", violations);
  query.view = request.view();
  auto page =
      List(ParticipantKind(), backend_, query, limits, std::move(violations));
  if (!page.ok()) return page.status();
  FillList<v1::Participant>(*page, *response.mutable_participants(), response);
  for (v1::Participant& participant : *response.mutable_participants()) {
    ApplyParticipantView(request.view(), participant);
  }
  return absl::OkStatus();
}

absl::Status FairService::CreateParticipant(
    const CallLimits&, const v1::CreateParticipantRequest& request,
    v1::Participant& response) {
  Violations violations;
  CheckName(FairKind(), request.parent(), "parent", violations);
  const absl::Status status =
      CreateResource(ParticipantKind(), backend_, request,
                     request.participant(), request.parent() + "/participants/",
                     request.participant_id(), std::move(violations), response);
  ApplyParticipantView(v1::PARTICIPANT_VIEW_BASIC, response);
  return status;
}

absl::Status FairService::UpdateParticipant(
    const CallLimits& limits, const v1::UpdateParticipantRequest& request,
    v1::Participant& response) {
  const absl::Status status =
      UpdateResource(ParticipantKind(), backend_, limits, request,
                     request.participant(), response);
  ApplyParticipantView(v1::PARTICIPANT_VIEW_BASIC, response);
  return status;
}

absl::Status FairService::DeleteParticipant(
    const CallLimits& limits, const v1::DeleteParticipantRequest& request,
    v1::DeleteParticipantResponse& response) {
  std::function<absl::Status()> clear;
  if (request.force()) {
    clear = [&] {
      return ClearAtFair(backend_, ParticipantKind(), request.name(), limits);
    };
  }
  return DeleteResource(ParticipantKind(), backend_, request, response, clear);
}

absl::Status FairService::GetWish(const CallLimits& limits,
                                  const v1::GetWishRequest& request,
                                  v1::Wish& response) {
  return Get(WishKind(), backend_, request.name(), request.read(), limits, {},
             response);
}

absl::Status FairService::ListWishes(const CallLimits& limits,
                                     const v1::ListWishesRequest& request,
                                     v1::ListWishesResponse& response) {
  Violations violations;
  const ListQuery query = QueryBelow(request, "/wishes/", violations);
  auto page = List(WishKind(), backend_, query, limits, std::move(violations));
  if (!page.ok()) return page.status();
  FillList<v1::Wish>(*page, *response.mutable_wishes(), response);
  return absl::OkStatus();
}

absl::Status FairService::CreateWish(const CallLimits&,
                                     const v1::CreateWishRequest& request,
                                     v1::Wish& response) {
  Violations violations;
  CheckName(FairKind(), request.parent(), "parent", violations);
  return CreateResource(WishKind(), backend_, request, request.wish(),
                        request.parent() + "/wishes/", request.wish_id(),
                        std::move(violations), response);
}

absl::Status FairService::UpdateWish(const CallLimits& limits,
                                     const v1::UpdateWishRequest& request,
                                     v1::Wish& response) {
  return UpdateResource(WishKind(), backend_, limits, request, request.wish(),
                        response);
}

absl::Status FairService::DeleteWish(const CallLimits&,
                                     const v1::DeleteWishRequest& request,
                                     v1::DeleteWishResponse& response) {
  return DeleteResource(WishKind(), backend_, request, response);
}

}  // namespace ketnoi::server
