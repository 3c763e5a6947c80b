// Fairs, participants and wishes: the standard methods and what refers to what.

#include <string>
#include <vector>

#include "fmt/format.h"
#include "server/fair_references.h"
#include "server/storage/rocks_store.h"
#include "tests/server/fair_fixture.h"

namespace ketnoi::server {
namespace {

constexpr char kBuyerSide[] = "side: PARTICIPANT_SIDE_BUYER ";
constexpr char kSupplierSide[] = "side: PARTICIPANT_SIDE_SUPPLIER ";

class FairServiceTest : public FairFixture {
 protected:
  v1::Wish GetWish(const std::string& name, grpc::StatusCode expected) {
    v1::GetWishRequest request;
    request.set_name(name);
    grpc::ClientContext context;
    v1::Wish wish;
    EXPECT_EQ(fairs_->GetWish(&context, request, &wish).error_code(), expected);
    return wish;
  }
  v1::Participant GetParticipant(
      const std::string& name,
      v1::ParticipantView view = v1::PARTICIPANT_VIEW_FULL) {
    v1::GetParticipantRequest request;
    request.set_name(name);
    request.set_view(view);
    grpc::ClientContext context;
    v1::Participant participant;
    EXPECT_TRUE(fairs_->GetParticipant(&context, request, &participant).ok());
    return participant;
  }
  // How many there are, and an error's code as a negative number.
  int CountParticipants(const std::string& filter) {
    v1::ListParticipantsRequest request;
    request.set_parent(kFair);
    request.set_filter(filter);
    grpc::ClientContext context;
    v1::ListParticipantsResponse response;
    const auto status = fairs_->ListParticipants(&context, request, &response);
    return status.ok() ? response.total_size() : -status.error_code();
  }
  int CountWishes(const std::string& filter) {
    v1::ListWishesRequest request;
    request.set_parent(kFair);
    request.set_filter(filter);
    grpc::ClientContext context;
    v1::ListWishesResponse response;
    const auto status = fairs_->ListWishes(&context, request, &response);
    return status.ok() ? response.total_size() : -status.error_code();
  }
  ErrorView Update(const v1::Participant& participant) {
    v1::UpdateParticipantRequest request;
    *request.mutable_participant() = participant;
    grpc::ClientContext context;
    v1::Participant response;
    return ViewOf(fairs_->UpdateParticipant(&context, request, &response));
  }
  grpc::Status DeleteFair(bool force) {
    v1::DeleteFairRequest request;
    request.set_name(kFair);
    request.set_force(force);
    grpc::ClientContext context;
    v1::DeleteFairResponse response;
    return fairs_->DeleteFair(&context, request, &response);
  }
  grpc::Status DeleteParticipant(const std::string& name, bool force) {
    v1::DeleteParticipantRequest request;
    request.set_name(name);
    request.set_force(force);
    grpc::ClientContext context;
    v1::DeleteParticipantResponse response;
    return fairs_->DeleteParticipant(&context, request, &response);
  }

  // Writes records past the server, which is started again.
  void Store(storage::Collection collection,
             const std::vector<std::string>& names, const std::string& value) {
    app_.reset();
    {
      storage::RocksStoreOptions options;
      options.path = folder_ + "/store";
      options.sync = false;
      const auto store = storage::OpenRocksStore(options);
      ASSERT_TRUE(store.ok()) << store.status();
      storage::CommitRequest request;
      for (const std::string& name : names) {
        request.operations.push_back({collection, name, value, std::nullopt});
        if (request.operations.size() < storage::kMaxOperations &&
            &name != &names.back()) {
          continue;
        }
        ASSERT_TRUE((*store)->Commit(request).ok());
        request.operations.clear();
      }
    }
    Restart();
    Connect();
  }
};

TEST_F(FairServiceTest, KeepsWhatIsWrittenOverARestart) {
  CreateAPair();
  EXPECT_EQ(fair_.name(), kFair);
  EXPECT_FALSE(fair_.etag().empty());
  const v1::Wish before = GetWish("fairs/expo/wishes/w", grpc::StatusCode::OK);
  EXPECT_EQ(before.buyer(), "fairs/expo/participants/b");
  EXPECT_EQ(before.supplier(), "fairs/expo/participants/s");
  Restart();
  Connect();
  const v1::Wish after = GetWish("fairs/expo/wishes/w", grpc::StatusCode::OK);
  EXPECT_EQ(after.SerializeAsString(), before.SerializeAsString());
  v1::ListFairsRequest request;
  grpc::ClientContext context;
  v1::ListFairsResponse response;
  ASSERT_TRUE(fairs_->ListFairs(&context, request, &response).ok());
  ASSERT_EQ(response.fairs_size(), 1);
  EXPECT_EQ(response.fairs(0).SerializeAsString(), fair_.SerializeAsString());
}

TEST_F(FairServiceTest, ListsByFilters) {
  CreateAPair();
  ASSERT_TRUE(CreateParticipant("late", std::string(kBuyerSide) +
                                            "attendance: ATTENDANCE_ARRIVED "
                                            "late_registration: true")
                  .ok());
  EXPECT_EQ(CountParticipants(""), 3);
  EXPECT_EQ(CountParticipants("side = \"buyer\""), 2);
  EXPECT_EQ(CountParticipants("attendance = \"EXPECTED\""), 2);
  EXPECT_EQ(CountParticipants("late_registration = \"true\" AND "
                              "attendance != \"NO_SHOW\""),
            1);
  EXPECT_EQ(CountParticipants("side = \"both\""),
            -grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(CountWishes("buyer = \"b\""), 1);
  EXPECT_EQ(CountWishes("buyer = \"fairs/expo/participants/b\""), 1);
  EXPECT_EQ(CountWishes("supplier = \"b\""), 0);
  EXPECT_EQ(CountWishes("source = \"ASKED\" AND buyer_tier = \"UNSPECIFIED\""),
            1);
  EXPECT_EQ(CountWishes("value = \"7\""), -grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(FairServiceTest, ContactsAreShownInFullViewsOnly) {
  v1::Participant created;
  ASSERT_TRUE(CreateParticipant(
                  "b",
                  std::string(kBuyerSide) + "contacts { full_name: 'Lan' }",
                  &created)
                  .ok());
  EXPECT_EQ(created.contacts_size(), 0);
  EXPECT_EQ(GetParticipant(created.name()).contacts_size(), 1);
  EXPECT_EQ(GetParticipant(created.name(), v1::PARTICIPANT_VIEW_BASIC)
                .contacts_size(),
            0);
}

TEST_F(FairServiceTest, ASideStaysAndACatalogueRecordIsThereWhenItIsStated) {
  CreateSupplier("acme", R"(legal_name { en: "Acme" })");
  v1::Participant acme;
  ASSERT_TRUE(
      CreateParticipant(
          "a", std::string(kSupplierSide) + "supplier: 'suppliers/acme'", &acme)
          .ok());
  {
    v1::DeleteSupplierRequest request;
    request.set_name("suppliers/acme");
    grpc::ClientContext context;
    v1::DeleteSupplierResponse response;
    ASSERT_TRUE(suppliers_->DeleteSupplier(&context, request, &response).ok());
  }
  acme.set_attendance(v1::ATTENDANCE_ARRIVED);
  EXPECT_EQ(Update(acme).code, grpc::StatusCode::OK);
  acme.clear_etag();
  acme.set_supplier("suppliers/gone");
  EXPECT_EQ(Update(acme).fields,
            (std::set<std::string>{"participant.supplier"}));
  acme.set_supplier("suppliers/acme");
  acme.set_side(v1::PARTICIPANT_SIDE_BUYER);
  EXPECT_EQ(
      Update(acme).fields,
      (std::set<std::string>{"participant.side", "participant.supplier"}));
}

TEST_F(FairServiceTest, AFairKeepsWhatParticipantsAndWishesName) {
  CreateAPair();
  v1::Fair fair = fair_;
  fair.clear_etag();
  // More of it, and a table that breaks, change nothing for them.
  *fair.add_tables()->mutable_id() = "t3";
  fair.mutable_tables(0)->add_unavailable_slots("s1");
  ASSERT_TRUE(PutFair(fair).ok());
  v1::Fair shorter = fair;
  shorter.mutable_sessions()->RemoveLast();
  shorter.mutable_tables(1)->clear_unavailable_slots();
  const ErrorView error = ViewOf(PutFair(shorter));
  EXPECT_EQ(error.code, grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(error.reason, "RESOURCE_IN_USE");
  v1::DeleteWishRequest request;
  request.set_name("fairs/expo/wishes/w");
  grpc::ClientContext context;
  v1::DeleteWishResponse response;
  ASSERT_TRUE(fairs_->DeleteWish(&context, request, &response).ok());
  const auto status = PutFair(shorter);
  EXPECT_TRUE(status.ok()) << status.error_message();
}

TEST_F(FairServiceTest, WhatIsUsedIsDeletedByForceOnly) {
  CreateAPair();
  ASSERT_TRUE(CreateParticipant("s-2", kSupplierSide).ok());
  for (int i = 0; i < 130; ++i) {
    ASSERT_TRUE(
        CreateWish(fmt::format("w{}", i), "buyer: 'b' supplier: 's-2'").ok());
  }
  const ErrorView used =
      ViewOf(DeleteParticipant("fairs/expo/participants/s", false));
  EXPECT_EQ(used.code, grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(used.reason, "RESOURCE_IN_USE");
  EXPECT_TRUE(DeleteParticipant("fairs/expo/participants/s", true).ok());
  GetWish("fairs/expo/wishes/w", grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(CountWishes(""), 130);
  EXPECT_EQ(ViewOf(DeleteFair(false)).reason, "RESOURCE_IN_USE");
  EXPECT_TRUE(DeleteFair(true).ok());
  EXPECT_EQ(CountWishes(""), 0);
  EXPECT_EQ(CountParticipants(""), 0);
  EXPECT_EQ(DeleteFair(true).error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST_F(FairServiceTest, ThereAreAtMostAThousandFairs) {
  std::vector<std::string> names;
  for (size_t i = 1; i < kMostFairs; ++i) {
    names.push_back(fmt::format("fairs/f{}", i));
  }
  Store(storage::Collection::kFairs, names,
        Parse<v1::Fair>(kMorning).SerializeAsString());
  v1::Fair fair = Parse<v1::Fair>(kMorning);
  fair.set_name("fairs/more");
  const ErrorView error = ViewOf(PutFair(fair));
  EXPECT_EQ(error.code, grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(error.reason, "FAIR_FULL");
  fair.set_name("fairs/f7");
  EXPECT_TRUE(PutFair(fair).ok());
  ASSERT_TRUE(DeleteFair(false).ok());
  fair.set_name("fairs/more");
  EXPECT_TRUE(PutFair(fair).ok());
}

TEST_F(FairServiceTest, AnImportFillsAFairToItsLimitAndNoFurther) {
  std::vector<std::string> names;
  for (size_t i = 0; i < kMostParticipants - 3; ++i) {
    names.push_back(fmt::format("fairs/expo/participants/p{}", i));
  }
  auto participant = Parse<v1::Participant>(kBuyerSide);
  participant.mutable_display_name()->set_en("P");
  Store(storage::Collection::kParticipants, names,
        participant.SerializeAsString());
  grpc::ClientContext context;
  const auto stream = fairs_->ImportParticipants(&context);
  v1::ImportParticipantsRequest request;
  request.mutable_options();
  stream->Write(request);
  for (int i = 1; i <= 6; ++i) {
    participant.set_name(fmt::format("fairs/expo/participants/{}",
                                     i == 6 ? "p0" : fmt::format("new{}", i)));
    request.mutable_row()->set_row_number(i);
    *request.mutable_row()->mutable_participant() = participant;
    stream->Write(request);
  }
  stream->WritesDone();
  std::string outcomes;
  v1::ImportParticipantsResponse response;
  while (stream->Read(&response)) {
    outcomes += fmt::format(
        "{} {}\n", v1::ImportOutcome_Name(response.outcome()).substr(15),
        ViewOf(response.error()).reason);
  }
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(outcomes,
            "CREATED \nCREATED \nCREATED \nREJECTED FAIR_FULL\n"
            "REJECTED FAIR_FULL\nUPDATED \n");
}

}  // namespace
}  // namespace ketnoi::server
