// Wishes that are suggested: that they are what rankings say.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "gtest/gtest.h"
#include "ketnoi/v1/candidate_service.grpc.pb.h"
#include "tests/server/fair_fixture.h"

namespace ketnoi::server {
namespace {

// What a stream had, and how it ended.
struct Suggested {
  std::vector<v1::SuggestedWish> wishes;
  v1::SuggestionSummary summary;
  grpc::Status status;
};

// Buyers "acme" and "beta" who seek stamping at lead times of 10 and 30 days;
// suppliers who take 5, 20 and 60 days, and one who cannot stamp. All come to
// the fair, as participants of the same ids.
class CandidatesTest : public FairFixture {
 protected:
  CandidatesTest() {
    Connect();
    candidates_ = v1::CandidateService::NewStub(app_->InProcessChannel());
    for (const auto& [id, days] :
         {std::pair("acme", 10), std::pair("beta", 30)}) {
      CreateBuyer(id, "display_name { en: 'B' }");
      CreateRequirement(fmt::format("buyers/{}", id), "r",
                        fmt::format(R"(title {{ en: "R" }} category: "stamping"
        criteria {{ weight: 1 gate: true series_lead_time {{ max_days: {} }} }})",
                                    days));
      CreateParticipant(id, fmt::format("side: PARTICIPANT_SIDE_BUYER "
                                        "buyer: 'buyers/{}'",
                                        id));
    }
    for (const auto& [id, days] :
         {std::pair("fast", 5), std::pair("good", 20), std::pair("slow", 60)}) {
      CreateSupplier(id, fmt::format(R"(legal_name {{ en: "S" }}
        sites {{ id: "main" }} capabilities {{ id: "c" category: "stamping"
          series_lead_days: {} }})",
                                     days));
      Come(id);
    }
    CreateSupplier("none", "legal_name { en: 'S' } sites { id: 'main' }");
    Come("none");
  }

  void Come(const std::string& supplier) {
    const auto status = CreateParticipant(
        supplier, fmt::format("side: PARTICIPANT_SIDE_SUPPLIER "
                              "supplier: 'suppliers/{}'",
                              supplier));
    EXPECT_TRUE(status.ok()) << status.error_message();
  }

  Suggested Suggest(const std::string& fields) {
    auto request = Parse<v1::SuggestWishesRequest>(fields);
    if (request.parent().empty()) request.set_parent(kFair);
    grpc::ClientContext context;
    const auto stream = candidates_->SuggestWishes(&context, request);
    Suggested suggested;
    v1::SuggestWishesResponse message;
    while (stream->Read(&message)) {
      for (const auto& wish : message.wishes()) {
        suggested.wishes.push_back(wish);
      }
      if (message.has_summary()) suggested.summary = message.summary();
    }
    suggested.status = stream->Finish();
    return suggested;
  }

  // "acme-fast 7000 ..." by wish.
  static std::string TextOf(const Suggested& suggested) {
    std::string text;
    for (const v1::SuggestedWish& one : suggested.wishes) {
      text +=
          one.wish().name().substr(std::string("fairs/expo/wishes/").size());
      text += one.by_floor() ? "(floor) " : " ";
    }
    return text;
  }

  std::map<std::string, int32_t> ScoresOf(const std::string& requirement) {
    v1::RankSuppliersRequest request;
    request.set_requirement(requirement);
    request.add_standings(v1::STANDING_ELIGIBLE);
    grpc::ClientContext context;
    v1::RankSuppliersResponse response;
    EXPECT_TRUE(matches_->RankSuppliers(&context, request, &response).ok());
    std::map<std::string, int32_t> scores;
    for (const auto& result : response.results()) {
      scores[result.supplier()] = result.score();
    }
    return scores;
  }

  void Import(const std::vector<v1::SuggestedWish>& wishes) {
    for (const v1::SuggestedWish& one : wishes) {
      v1::UpdateWishRequest request;
      *request.mutable_wish() = one.wish();
      request.set_allow_missing(true);
      request.mutable_update_mask()->add_paths("*");
      grpc::ClientContext context;
      v1::Wish wish;
      const auto status = fairs_->UpdateWish(&context, request, &wish);
      EXPECT_TRUE(status.ok()) << status.error_message();
    }
  }

  std::unique_ptr<v1::CandidateService::Stub> candidates_;
};

TEST_F(CandidatesTest, WishesAreWhatRankingsSay) {
  const Suggested suggested = Suggest("min_score: 0");
  ASSERT_TRUE(suggested.status.ok()) << suggested.status.error_message();
  EXPECT_EQ(TextOf(suggested), "acme-fast beta-fast beta-good ");
  for (const v1::SuggestedWish& one : suggested.wishes) {
    const v1::PairScore& score = one.wish().pair_score();
    const auto scores = ScoresOf(score.requirement());
    const std::string supplier =
        "suppliers/" +
        one.wish().supplier().substr(one.wish().supplier().rfind('/') + 1);
    ASSERT_EQ(scores.count(supplier), 1u);
    EXPECT_EQ(score.score(), scores.at(supplier));
    EXPECT_EQ(one.wish().value(), score.score());
    EXPECT_EQ(one.wish().source(), v1::WISH_SOURCE_RANKING);
    EXPECT_EQ(one.change(), v1::SUGGESTED_CHANGE_NEW);
  }
  const v1::SuggestionSummary& summary = suggested.summary;
  EXPECT_EQ(summary.buyer_count(), 2);
  EXPECT_EQ(summary.supplier_count(), 4);
  EXPECT_EQ(summary.pair_count(), 3);
  EXPECT_EQ(summary.suggestion_count(), 3);
  EXPECT_EQ(summary.new_count(), 3);
  ASSERT_EQ(summary.suppliers_without_match_size(), 2);
  EXPECT_EQ(summary.suppliers_without_match(0), "fairs/expo/participants/none");
}

TEST_F(CandidatesTest, FloorsAndLimitsDecide) {
  EXPECT_EQ(TextOf(Suggest("min_score: 10000")), "");
  EXPECT_EQ(TextOf(Suggest("min_score: 10000 exposure_floor: 1")),
            "acme-fast(floor) beta-good(floor) ");
  EXPECT_EQ(TextOf(Suggest("min_score: 0 max_per_buyer: 1")),
            "acme-fast beta-fast ");
  EXPECT_EQ(TextOf(Suggest("min_score: 0 max_per_supplier: 1")),
            "acme-fast beta-good ");
}

TEST_F(CandidatesTest, ImportedOnceTheySayTheSame) {
  ASSERT_TRUE(CreateWish("asked",
                         "buyer: 'acme' supplier: 'fast' value: 77 "
                         "buyer_tier: WISH_TIER_MUST_MEET")
                  .ok());
  ASSERT_TRUE(CreateWish("no",
                         "buyer: 'beta' supplier: 'good' "
                         "supplier_tier: WISH_TIER_NO_THANKS")
                  .ok());
  const Suggested first = Suggest("min_score: 0");
  ASSERT_EQ(TextOf(first), "asked beta-fast ");
  EXPECT_EQ(first.wishes[0].change(), v1::SUGGESTED_CHANGE_CHANGED);
  EXPECT_EQ(first.wishes[0].wish().value(), 77);
  EXPECT_EQ(first.wishes[0].wish().buyer_tier(), v1::WISH_TIER_MUST_MEET);
  EXPECT_GT(first.wishes[0].wish().pair_score().score(), 0);
  Import(first.wishes);
  const Suggested again = Suggest("min_score: 0");
  ASSERT_EQ(TextOf(again), "asked beta-fast ");
  for (const v1::SuggestedWish& one : again.wishes) {
    EXPECT_EQ(one.change(), v1::SUGGESTED_CHANGE_SAME);
  }
}

TEST_F(CandidatesTest, WhoDoesNotComeOrMayNotMeetIsLeftOut) {
  fair_.clear_etag();
  v1::Fair fair = fair_;
  fair.add_meeting_rules()->set_buyer_type("gold");
  ASSERT_TRUE(PutFair(fair).ok());
  EXPECT_EQ(TextOf(Suggest("min_score: 0")), "");
  ASSERT_TRUE(PutFair(fair_).ok());
  v1::UpdateParticipantRequest request;
  request.mutable_participant()->set_name("fairs/expo/participants/fast");
  request.mutable_participant()->set_attendance(v1::ATTENDANCE_CANCELLED);
  request.mutable_update_mask()->add_paths("attendance");
  grpc::ClientContext context;
  v1::Participant stored;
  ASSERT_TRUE(fairs_->UpdateParticipant(&context, request, &stored).ok());
  EXPECT_EQ(TextOf(Suggest("min_score: 0")), "beta-good ");
}

TEST_F(CandidatesTest, SaysWhatFloorsCost) {
  const Suggested suggested = Suggest("min_score: 0 exposure_floor: 1");
  ASSERT_EQ(suggested.summary.floor_costs_size(), 4);
  int64_t last = 0;
  for (int floor = 0; floor < 4; ++floor) {
    const v1::FloorCost& cost = suggested.summary.floor_costs(floor);
    EXPECT_EQ(cost.exposure_floor(), floor);
    EXPECT_GE(cost.cost(), last);
    last = cost.cost();
  }
  EXPECT_EQ(suggested.summary.floor_costs(0).cost(), 0);
  // All three pairs have room, and nobody can have more.
  EXPECT_EQ(last, 0);
  EXPECT_EQ(suggested.summary.floor_costs(3).missing(), 0);
}

TEST_F(CandidatesTest, RefusesWhatIsWrong) {
  const auto refused = [this](const std::string& fields) {
    return ViewOf(Suggest(fields).status);
  };
  EXPECT_EQ(refused("min_score: 10001").fields,
            std::set<std::string>{"min_score"});
  EXPECT_EQ(refused("max_per_buyer: -1 exposure_floor: 1001").fields,
            (std::set<std::string>{"max_per_buyer", "exposure_floor"}));
  EXPECT_EQ(refused("parent: 'fairs'").fields, std::set<std::string>{"parent"});
  EXPECT_EQ(refused("parent: 'fairs/none'").code, grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(refused("options { criteria_set: 'criteriaSets/none' }").code,
            grpc::StatusCode::NOT_FOUND);
}

}  // namespace
}  // namespace ketnoi::server
