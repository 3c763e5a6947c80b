// A server with a fair of one morning, and short words for what tests do to it.

#ifndef KETNOI_TESTS_SERVER_FAIR_FIXTURE_H_
#define KETNOI_TESTS_SERVER_FAIR_FIXTURE_H_

#include <memory>
#include <string>
#include <vector>

#include "ketnoi/v1/fair_service.grpc.pb.h"
#include "tests/server/server_fixture.h"

namespace ketnoi::server {

inline constexpr char kFair[] = "fairs/expo";

inline constexpr char kMorning[] = R"(
  display_name { vi: "Hội chợ" en: "Fair" } time_zone: "Asia/Ho_Chi_Minh"
  sessions { id: "am"
    slots { id: "s1" start_time: "2026-11-27T09:00" duration_minutes: 20 }
    slots { id: "s2" start_time: "2026-11-27T09:20" duration_minutes: 20 } }
  sessions { id: "pm"
    slots { id: "s3" start_time: "2026-11-27T13:00" duration_minutes: 30 } }
  areas { id: "hall" }
  tables { id: "t1" area: "hall" features: "power" }
  tables { id: "t2" capacity: 2 unavailable_slots: "s3" })";

class FairFixture : public ServerTest {
 protected:
  FairFixture() {
    Connect();
    v1::CreateFairRequest request;
    request.set_fair_id("expo");
    *request.mutable_fair() = Parse<v1::Fair>(kMorning);
    grpc::ClientContext context;
    const auto status = fairs_->CreateFair(&context, request, &fair_);
    EXPECT_TRUE(status.ok()) << status.error_message();
  }

  // After each restart.
  void Connect() {
    fairs_ = v1::FairService::NewStub(app_->InProcessChannel());
  }

  grpc::Status PutFair(const v1::Fair& fair, v1::Fair* stored = nullptr) {
    v1::UpdateFairRequest request;
    *request.mutable_fair() = fair;
    request.mutable_update_mask()->add_paths("*");
    request.set_allow_missing(true);
    grpc::ClientContext context;
    v1::Fair response;
    const auto status = fairs_->UpdateFair(&context, request, &response);
    if (stored != nullptr) *stored = response;
    return status;
  }

  grpc::Status CreateParticipant(const std::string& id, const std::string& text,
                                 v1::Participant* stored = nullptr,
                                 const std::string& fair = kFair) {
    v1::CreateParticipantRequest request;
    request.set_parent(fair);
    request.set_participant_id(id);
    *request.mutable_participant() =
        Parse<v1::Participant>(text + " display_name { en: \"" + id + "\" }");
    grpc::ClientContext context;
    v1::Participant response;
    const auto status = fairs_->CreateParticipant(&context, request, &response);
    if (stored != nullptr) *stored = response;
    return status;
  }

  grpc::Status CreateWish(const std::string& id, const std::string& text,
                          v1::Wish* stored = nullptr) {
    v1::CreateWishRequest request;
    request.set_parent(kFair);
    request.set_wish_id(id);
    *request.mutable_wish() = Parse<v1::Wish>(text);
    grpc::ClientContext context;
    v1::Wish response;
    const auto status = fairs_->CreateWish(&context, request, &response);
    if (stored != nullptr) *stored = response;
    return status;
  }

  // A buyer "b", a supplier "s" and a wish "w" of the two.
  void CreateAPair() {
    ASSERT_TRUE(CreateParticipant("b", "side: PARTICIPANT_SIDE_BUYER").ok());
    ASSERT_TRUE(CreateParticipant("s", "side: PARTICIPANT_SIDE_SUPPLIER").ok());
    const auto status =
        CreateWish("w", "buyer: 'b' supplier: 's' value: 700 fixed_slot: 's3'");
    ASSERT_TRUE(status.ok()) << status.error_message();
  }

  std::unique_ptr<v1::FairService::Stub> fairs_;
  v1::Fair fair_;  // as it was created
};

}  // namespace ketnoi::server

#endif  // KETNOI_TESTS_SERVER_FAIR_FIXTURE_H_
