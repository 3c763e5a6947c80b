// `ketnoi fair candidates`, against a service that suggests two wishes.

#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "ketnoi/v1/candidate_service.grpc.pb.h"
#include "ketnoi/v1/fair_service.grpc.pb.h"
#include "tests/clients/command_line.h"
#include "tests/clients/local_server.h"

namespace ketnoi::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kAcme[] = "fairs/expo/participants/acme";

class TwoSuggestions final : public v1::CandidateService::Service {
 public:
  grpc::Status SuggestWishes(
      grpc::ServerContext*, const v1::SuggestWishesRequest* request,
      grpc::ServerWriter<v1::SuggestWishesResponse>* writer) override {
    asked = *request;
    v1::SuggestWishesResponse message;
    Add("fairs/expo/wishes/acme-new", first, message);
    writer->Write(message);
    message.Clear();
    Add("fairs/expo/wishes/old", v1::SUGGESTED_CHANGE_SAME, message);
    v1::SuggestionSummary& summary = *message.mutable_summary();
    summary.set_buyer_count(1);
    summary.set_supplier_count(3);
    summary.set_pair_count(2);
    summary.set_suggestion_count(2);
    summary.add_suppliers_without_match("fairs/expo/participants/idle");
    v1::FloorCost& cost = *summary.add_floor_costs();
    cost.set_exposure_floor(1);
    cost.set_value_bound(9'000);
    cost.set_cost(321);
    writer->Write(message);
    return grpc::Status::OK;
  }

  v1::SuggestWishesRequest asked;
  v1::SuggestedChange first = v1::SUGGESTED_CHANGE_NEW;

 private:
  static void Add(const std::string& name, v1::SuggestedChange change,
                  v1::SuggestWishesResponse& message) {
    v1::SuggestedWish& one = *message.add_wishes();
    one.set_change(change);
    one.set_by_floor(true);
    v1::Wish& wish = *one.mutable_wish();
    wish.set_name(name);
    wish.set_buyer(kAcme);
    wish.set_supplier("fairs/expo/participants/new");
    wish.set_value(6'500);
    wish.mutable_pair_score()->set_requirement("buyers/acme/requirements/r");
    wish.mutable_pair_score()->set_standing(v1::STANDING_ELIGIBLE);
    wish.mutable_pair_score()->set_score(6'500);
  }
};

class KeptWishes final : public v1::FairService::Service {
 public:
  grpc::Status ImportWishes(
      grpc::ServerContext*,
      grpc::ServerReaderWriter<v1::ImportWishesResponse,
                               v1::ImportWishesRequest>* stream) override {
    v1::ImportWishesRequest request;
    while (stream->Read(&request)) {
      if (!request.has_row()) continue;
      names.push_back(request.row().wish().name());
      v1::ImportWishesResponse response;
      response.set_row_number(request.row().row_number());
      response.set_name(names.back());
      response.set_outcome(v1::IMPORT_OUTCOME_CREATED);
      stream->Write(response);
    }
    return grpc::Status::OK;
  }

  std::vector<std::string> names;
};

class CandidatesCommandTest : public ::testing::Test {
 protected:
  CommandResult Run(std::vector<std::string> words) {
    words.insert(words.begin(), {"fair", "candidates", "expo"});
    return RunCommand(words, server_.address());
  }

  TwoSuggestions suggestions_;
  KeptWishes kept_;
  const LocalServer server_{&suggestions_, &kept_};
};

TEST_F(CandidatesCommandTest, TakesInWhatWouldChangeSomething) {
  const CommandResult result =
      Run({"--min-score", "4000", "--per-supplier", "7", "--floor", "0",
           "--conditional", "--as-of", "2027-01-02"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(kept_.names,
            std::vector<std::string>{"fairs/expo/wishes/acme-new"});
  EXPECT_THAT(result.out, AllOf(HasSubstr("2 pairs match"), HasSubstr("idle"),
                                HasSubstr("9,000"), HasSubstr("321"),
                                HasSubstr("created")));
  EXPECT_EQ(suggestions_.asked.parent(), "fairs/expo");
  EXPECT_EQ(suggestions_.asked.min_score(), 4'000);
  EXPECT_EQ(suggestions_.asked.max_per_supplier(), 7);
  EXPECT_TRUE(suggestions_.asked.has_exposure_floor());
  EXPECT_TRUE(suggestions_.asked.include_conditional());
  EXPECT_EQ(suggestions_.asked.options().as_of_date(), "2027-01-02");
}

TEST_F(CandidatesCommandTest, NothingNewIsNoFailure) {
  suggestions_.first = v1::SUGGESTED_CHANGE_SAME;
  const CommandResult result = Run({});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_TRUE(kept_.names.empty());
  EXPECT_THAT(result.out, HasSubstr("2 pairs match"));
}

TEST_F(CandidatesCommandTest, ADryRunOnlyShows) {
  CommandResult result = Run({"--dry-run"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, AllOf(HasSubstr("acme"), HasSubstr("6,500"),
                                HasSubstr("new, for the floor"),
                                HasSubstr("is there already")));
  EXPECT_FALSE(suggestions_.asked.has_min_score());
  EXPECT_FALSE(suggestions_.asked.has_exposure_floor());
  result = Run({"--dry-run", "--output", "csv"});
  EXPECT_THAT(result.out,
              HasSubstr("acme-new,acme,new,6500,buyers/acme/requirements/r,,,"
                        "eligible,6500,0,false,new,true\r\n"));
  EXPECT_THAT(result.out, Not(HasSubstr("pairs match")));
  result = Run({"--dry-run", "--output", "json"});
  EXPECT_THAT(result.out, HasSubstr("\"floorCosts\""));
  EXPECT_TRUE(kept_.names.empty());
}

TEST_F(CandidatesCommandTest, SaysWhatIsWrongWithTheCommandLine) {
  CommandResult result = Run({"--min-score", "10001"});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.err, HasSubstr("--min-score"));
  result = RunCommand({"fair", "schedule", "expo", "--floor", "1"},
                      server_.address());
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.err, HasSubstr("--floor is not for fair schedule"));
}

}  // namespace
}  // namespace ketnoi::testing
