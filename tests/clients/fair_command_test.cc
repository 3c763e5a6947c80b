// `ketnoi fair`, against a service that keeps the last requests.

#include <map>
#include <string>
#include <vector>

#include "clients/cli/fair_source.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "ketnoi/v1/fair_service.grpc.pb.h"
#include "tests/clients/command_line.h"
#include "tests/clients/local_server.h"

namespace ketnoi::testing {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class FakeFairs final : public v1::FairService::Service {
 public:
  grpc::Status CreateFair(grpc::ServerContext*,
                          const v1::CreateFairRequest* request,
                          v1::Fair* response) override {
    created = *request;
    *response = request->fair();
    response->set_name("fairs/" + request->fair_id());
    return grpc::Status::OK;
  }
  grpc::Status UpdateFair(grpc::ServerContext*,
                          const v1::UpdateFairRequest* request,
                          v1::Fair* response) override {
    updated = *request;
    *response = request->fair();
    return grpc::Status::OK;
  }
  grpc::Status UpdateParticipant(grpc::ServerContext*,
                                 const v1::UpdateParticipantRequest* request,
                                 v1::Participant* response) override {
    attended = *request;
    *response = request->participant();
    return grpc::Status::OK;
  }
  grpc::Status GetParticipant(grpc::ServerContext*,
                              const v1::GetParticipantRequest* request,
                              v1::Participant* response) override {
    response->set_name(request->name());
    response->set_composed(true);
    if (request->view() == v1::PARTICIPANT_VIEW_FULL) {
      response->add_contacts()->set_full_name("Lan");
    }
    return grpc::Status::OK;
  }
  grpc::Status ListWishes(grpc::ServerContext*,
                          const v1::ListWishesRequest* request,
                          v1::ListWishesResponse* response) override {
    listed = *request;
    const bool second = request->page_token() == "next";
    v1::Wish& wish = *response->add_wishes();
    wish.set_name(request->parent() + (second ? "/wishes/w2" : "/wishes/w1"));
    wish.set_buyer(request->parent() + "/participants/acme");
    wish.set_value(7000);
    wish.set_buyer_tier(v1::WISH_TIER_MUST_MEET);
    if (!second) response->set_next_page_token("next");
    response->set_total_size(2);
    return grpc::Status::OK;
  }
  grpc::Status DeleteFair(grpc::ServerContext*,
                          const v1::DeleteFairRequest* request,
                          v1::DeleteFairResponse*) override {
    deleted = *request;
    return grpc::Status::OK;
  }
  grpc::Status ImportWishes(
      grpc::ServerContext*,
      grpc::ServerReaderWriter<v1::ImportWishesResponse,
                               v1::ImportWishesRequest>* stream) override {
    v1::ImportWishesRequest request;
    while (stream->Read(&request)) {
      if (!request.has_row()) continue;
      wishes.push_back(request.row().wish());
      v1::ImportWishesResponse response;
      response.set_row_number(request.row().row_number());
      response.set_name(request.row().wish().name());
      response.set_outcome(v1::IMPORT_OUTCOME_CREATED);
      stream->Write(response);
    }
    return grpc::Status::OK;
  }

  v1::CreateFairRequest created;
  v1::UpdateFairRequest updated;
  v1::UpdateParticipantRequest attended;
  v1::ListWishesRequest listed;
  v1::DeleteFairRequest deleted;
  std::vector<v1::Wish> wishes;
};

class FairCommandTest : public ::testing::Test {
 protected:
  CommandResult Run(std::vector<std::string> words) {
    words.insert(words.begin(), "fair");
    return RunCommand(words, server_.address());
  }

  FakeFairs service_;
  const LocalServer server_{&service_};
  const TestFolder folder_;
};

TEST_F(FairCommandTest, AFairIsWhatItsFileSays) {
  const std::string file = folder_.Write(
      "fair.json",
      R"({"displayName": {"vi": "Hội chợ"}, "timeZone": "Asia/Ho_Chi_Minh"})");
  CommandResult result = Run({"create", "expo", "--file", file});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, AllOf(HasSubstr("fairs/expo"), HasSubstr("Hội chợ")));
  EXPECT_EQ(service_.created.fair_id(), "expo");
  EXPECT_EQ(service_.created.fair().time_zone(), "Asia/Ho_Chi_Minh");
  result = Run({"update", "expo", "--file", file, "--dry-run"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(service_.updated.fair().name(), "fairs/expo");
  EXPECT_TRUE(service_.updated.validate_only());
  EXPECT_THAT(service_.updated.update_mask().paths(), ElementsAre("*"));
}

TEST_F(FairCommandTest, SaysWhatIsWrongWithTheCommandLine) {
  const auto error = [&](const std::vector<std::string>& words) {
    const CommandResult result = Run(words);
    EXPECT_EQ(result.code, 2);
    return result.err;
  };
  EXPECT_THAT(error({"create", "expo"}), HasSubstr("--file FILE"));
  const std::string empty = folder_.Write("empty.json", " \n");
  EXPECT_THAT(error({"create", "expo", "--file", empty}),
              HasSubstr("empty.json: the file is empty"));
  EXPECT_THAT(error({"create"}), HasSubstr("which one?"));
  EXPECT_THAT(error({"creat", "expo"}), HasSubstr("did you mean \"create\""));
  EXPECT_THAT(error({"list", "expo"}), HasSubstr("participants FAIR"));
  EXPECT_THAT(error({"update", "expo", "--attendance", "arrived"}),
              HasSubstr("no participant"));
  EXPECT_THAT(error({"update", "expo/participants/a", "--attendance", "gone"}),
              HasSubstr("no-show"));
  const std::string csv = folder_.Write("w.csv", "Buyer,who\r\na,b\r\n");
  EXPECT_THAT(error({"import", "tables", "expo", csv}),
              HasSubstr("participants or wishes"));
  EXPECT_THAT(error({"import", "wishes", "expo", csv}),
              AllOf(HasSubstr("unknown column \"who\""),
                    HasSubstr("--map \"who=COLUMN\"")));
  EXPECT_THAT(error({"import", "wishes", "expo", csv, "--map", "who=seats"}),
              HasSubstr("no column of wishes"));
  EXPECT_THAT(error({"import", "wishes", "expo", csv, "--map", "who=supplier",
                     "--map", "x=value"}),
              HasSubstr("there is no column \"x\""));
}

TEST_F(FairCommandTest, SaysWhereAFileIsWrong) {
  const auto error = [&](const std::string& json) {
    const std::string file = folder_.Write("fair.json", json);
    return Run({"create", "expo", "--file", file}).err;
  };
  EXPECT_THAT(error("{\"displayName\": {\"en\": \"K\"},\n\"timeZone\": \"Asia"),
              HasSubstr("fair.json: line 2, the end of the file: Closing"));
  EXPECT_THAT(error("{\n \"sessions\": [\n{\"id\": \"a\" \"x\"}]}"),
              HasSubstr("fair.json: line 3, byte 12: Expected"));
  // What is not told a place by the parser has its path.
  EXPECT_THAT(error("{\"nmae\": 1}"), HasSubstr("nmae"));
}

TEST_F(FairCommandTest, ListsPagesWithIds) {
  CommandResult result = Run({"list", "wishes", "expo", "--filter",
                              "buyer = \"acme\"", "--page-size", "1"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(service_.listed.parent(), "fairs/expo");
  EXPECT_EQ(service_.listed.filter(), "buyer = \"acme\"");
  EXPECT_THAT(result.out,
              AllOf(HasSubstr("w1 "), HasSubstr("w2 "), HasSubstr("acme"),
                    HasSubstr("must meet"), HasSubstr("2 of 2"),
                    HasSubstr("7,000"), Not(HasSubstr("participants/"))));
  result = Run({"list", "wishes", "expo", "--lang", "vi"});
  EXPECT_THAT(result.out, HasSubstr("phải gặp"));
  result = Run({"list", "wishes", "expo", "--output", "csv"});
  EXPECT_THAT(result.out,
              HasSubstr("fairs/expo/wishes/w1,fairs/expo/participants/acme"));
}

TEST_F(FairCommandTest, ReadsAndUpdatesParticipants) {
  CommandResult result = Run({"get", "expo/participants/acme"});
  EXPECT_THAT(result.out, AllOf(HasSubstr("fairs/expo/participants/acme"),
                                HasSubstr("composed"), Not(HasSubstr("Lan"))));
  result = Run({"get", "fairs/expo/participants/acme", "--contacts"});
  EXPECT_THAT(result.out, HasSubstr("Lan"));
  result = Run({"update", "expo/participants/acme", "--attendance", "no-show"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(service_.attended.participant().attendance(),
            v1::ATTENDANCE_NO_SHOW);
  EXPECT_THAT(service_.attended.update_mask().paths(),
              ElementsAre("attendance"));
}

TEST_F(FairCommandTest, DeletesWithForce) {
  const CommandResult result = Run({"delete", "expo", "--force"});
  EXPECT_EQ(result.out, "Deleted fairs/expo.\n");
  EXPECT_TRUE(service_.deleted.force());
}

TEST_F(FairCommandTest, ImportsWishesWithIdsOfTheirSides) {
  const std::string csv = folder_.Write(
      "w.csv",
      "Buyer,Company,value,buyer_tier,sessions,score,requirement\r\n"
      "acme,hanoi,700,must_meet,am; pm,8123,buyers/acme/requirements/r1\r\n"
      "acme,hanoi,,,,,\r\n"
      "acme,fairs/expo/participants/dong-anh,1,,,,\r\n");
  const CommandResult result =
      Run({"import", "wishes", "expo", csv, "--map", "Company=supplier"});
  EXPECT_EQ(result.code, 0) << result.err << result.out;
  ASSERT_EQ(service_.wishes.size(), 3U);
  const v1::Wish& wish = service_.wishes[0];
  EXPECT_EQ(wish.name(), "fairs/expo/wishes/acme-hanoi");
  EXPECT_EQ(wish.supplier(), "hanoi");
  EXPECT_EQ(wish.buyer_tier(), v1::WISH_TIER_MUST_MEET);
  EXPECT_THAT(wish.sessions(), ElementsAre("am", "pm"));
  EXPECT_EQ(wish.pair_score().score(), 8123);
  EXPECT_FALSE(service_.wishes[1].has_pair_score());
  EXPECT_EQ(service_.wishes[1].name(), "fairs/expo/wishes/acme-hanoi-2");
  EXPECT_EQ(service_.wishes[2].name(), "fairs/expo/wishes/acme-dong-anh");
}

TEST_F(FairCommandTest, RowsOfOtherFairsAreRejectedHere) {
  const std::string json = folder_.Write(
      "w.jsonl",
      "{\"name\": \"w1\", \"buyer\": \"a\", \"supplier\": \"b\"}\n"
      "{\"name\": \"fairs/other/wishes/w1\"}\n{\"buyers\": 1}\n");
  const CommandResult result = Run({"import", "wishes", "expo", json});
  EXPECT_EQ(result.code, 1) << result.err;
  EXPECT_THAT(result.err + result.out, HasSubstr("is not of fairs/expo"));
  ASSERT_EQ(service_.wishes.size(), 1U);
  EXPECT_EQ(service_.wishes[0].name(), "fairs/expo/wishes/w1");
}

TEST(FairSourceTest, ParticipantsHaveAContactAndNamesOfTheCatalogue) {
  const TestFolder folder;
  const std::string csv = folder.Write(
      "p.csv",
      "id,side,supplier,display_name_en,seats,unavailable_slots,contact_name,"
      "contact_languages\r\n"
      "hanoi,supplier,hanoi-precision,Hanoi,2,s1;s2,Lan,vi; en\r\n"
      ",supplier,,,,,,\r\n"
      "b,both,,,,,,\r\n");
  const auto source = cli::FairSource::Open(
      csv, cli::FileFormat::kCsv, "fairs/expo", cli::ParticipantRecords(), {},
      cli::Words(cli::Language::kEnglish));
  ASSERT_TRUE(source.ok()) << std::string(source.status().message());
  cli::ImportRow row;
  ASSERT_TRUE((*source)->Next(row));
  ASSERT_TRUE(row.problems.empty()) << row.problems[0].reason;
  const auto& participant = static_cast<const v1::Participant&>(*row.message);
  EXPECT_EQ(participant.name(), "fairs/expo/participants/hanoi");
  EXPECT_EQ(participant.side(), v1::PARTICIPANT_SIDE_SUPPLIER);
  EXPECT_EQ(participant.supplier(), "suppliers/hanoi-precision");
  EXPECT_EQ(participant.buyer(), "");
  EXPECT_THAT(participant.unavailable_slots(), ElementsAre("s1", "s2"));
  ASSERT_EQ(participant.contacts_size(), 1);
  EXPECT_EQ(participant.contacts(0).full_name(), "Lan");
  EXPECT_THAT(participant.contacts(0).languages(), ElementsAre("vi", "en"));
  ASSERT_TRUE((*source)->Next(row));
  ASSERT_EQ(row.problems.size(), 1U);
  EXPECT_EQ(row.problems[0].field, "id");
  ASSERT_TRUE((*source)->Next(row));
  ASSERT_EQ(row.problems.size(), 1U);
  EXPECT_EQ(row.problems[0].field, "side");
  EXPECT_FALSE((*source)->Next(row));
}

}  // namespace
}  // namespace ketnoi::testing
