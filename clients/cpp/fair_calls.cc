#include "clients/cpp/calls.h"
#include "clients/cpp/client.h"
#include "clients/cpp/stubs.h"

namespace ketnoi::client {

absl::StatusOr<v1::Fair> Client::GetFair(const v1::GetFairRequest& r) {
  return Call(stubs_->fairs, &v1::FairService::Stub::GetFair, r, timeout_);
}

absl::StatusOr<v1::ListFairsResponse> Client::ListFairs(
    const v1::ListFairsRequest& r) {
  return Call(stubs_->fairs, &v1::FairService::Stub::ListFairs, r, timeout_);
}

absl::StatusOr<v1::Fair> Client::CreateFair(const v1::CreateFairRequest& r) {
  return Call(stubs_->fairs, &v1::FairService::Stub::CreateFair, r, timeout_);
}

absl::StatusOr<v1::Fair> Client::UpdateFair(const v1::UpdateFairRequest& r) {
  return Call(stubs_->fairs, &v1::FairService::Stub::UpdateFair, r, timeout_);
}

absl::StatusOr<v1::DeleteFairResponse> Client::DeleteFair(
    const v1::DeleteFairRequest& r) {
  return Call(stubs_->fairs, &v1::FairService::Stub::DeleteFair, r, timeout_);
}

absl::StatusOr<v1::Participant> Client::GetParticipant(
    const v1::GetParticipantRequest& r) {
  return Call(stubs_->fairs, &v1::FairService::Stub::GetParticipant, r,
              timeout_);
}

absl::StatusOr<v1::ListParticipantsResponse> Client::ListParticipants(
    const v1::ListParticipantsRequest& r) {
  return Call(stubs_->fairs, &v1::FairService::Stub::ListParticipants, r,
              timeout_);
}

absl::StatusOr<v1::Participant> Client::UpdateParticipant(
    const v1::UpdateParticipantRequest& r) {
  return Call(stubs_->fairs, &v1::FairService::Stub::UpdateParticipant, r,
              timeout_);
}

absl::StatusOr<v1::DeleteParticipantResponse> Client::DeleteParticipant(
    const v1::DeleteParticipantRequest& r) {
  return Call(stubs_->fairs, &v1::FairService::Stub::DeleteParticipant, r,
              timeout_);
}

absl::StatusOr<v1::Wish> Client::GetWish(const v1::GetWishRequest& r) {
  return Call(stubs_->fairs, &v1::FairService::Stub::GetWish, r, timeout_);
}

absl::StatusOr<v1::ListWishesResponse> Client::ListWishes(
    const v1::ListWishesRequest& r) {
  return Call(stubs_->fairs, &v1::FairService::Stub::ListWishes, r, timeout_);
}

absl::StatusOr<v1::DeleteWishResponse> Client::DeleteWish(
    const v1::DeleteWishRequest& r) {
  return Call(stubs_->fairs, &v1::FairService::Stub::DeleteWish, r, timeout_);
}

std::unique_ptr<ImportStream<v1::Participant>> Client::ImportParticipants(
    const v1::ImportOptions& options) {
  return std::make_unique<
      GrpcImportStream<v1::Participant, v1::ImportParticipantsRequest,
                       v1::ImportParticipantsResponse>>(
      options, [this](grpc::ClientContext* context) {
        return stubs_->fairs.ImportParticipants(context);
      });
}

std::unique_ptr<ImportStream<v1::Wish>> Client::ImportWishes(
    const v1::ImportOptions& options) {
  return std::make_unique<GrpcImportStream<v1::Wish, v1::ImportWishesRequest,
                                           v1::ImportWishesResponse>>(
      options, [this](grpc::ClientContext* context) {
        return stubs_->fairs.ImportWishes(context);
      });
}

absl::Status Client::SuggestWishes(
    const v1::SuggestWishesRequest& r,
    const std::function<void(const v1::SuggestWishesResponse&)>& take) {
  return TakeAll<v1::SuggestWishesResponse>(
      timeout_,
      [&](grpc::ClientContext* context) {
        return stubs_->candidates.SuggestWishes(context, r);
      },
      take);
}

}  // namespace ketnoi::client
