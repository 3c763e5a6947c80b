// gaps.

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ketnoi/v1/gap_service.grpc.pb.h"
#include "tests/clients/command_line.h"

namespace ketnoi::testing {
namespace {

using ::testing::HasSubstr;

// A service of gaps with invented figures.
class FakeGaps final : public v1::GapService::Service {
 public:
  FakeGaps() {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                             &port);
    builder.RegisterService(this);
    server_ = builder.BuildAndStart();
    address = "127.0.0.1:" + std::to_string(port);
  }
  ~FakeGaps() override { server_->Shutdown(); }

  grpc::Status AnalyzeGaps(
      grpc::ServerContext*, const v1::AnalyzeGapsRequest* request,
      grpc::ServerWriter<v1::AnalyzeGapsResponse>* writer) override {
    analysis = *request;
    v1::AnalyzeGapsResponse answer;
    answer.mutable_progress()->set_done(1);
    writer->Write(answer);
    auto& summary = *answer.mutable_summary();
    summary.set_as_of_date("2026-01-02");
    summary.mutable_requirements()->set_requirements(7);
    summary.mutable_requirements()->set_weight(900);
    summary.set_suppliers(1234);
    summary.set_weightless(2);
    writer->Write(answer);
    auto& category = *answer.mutable_map()->add_categories();
    category.set_category("stamping");
    category.mutable_display_name()->set_en("Stamping");
    category.mutable_display_name()->set_vi("Dập");
    category.mutable_buckets()->mutable_none()->set_requirements(3);
    category.mutable_buckets()->mutable_none()->set_weight(3);
    auto& gate = *category.add_gates();
    gate.set_key("certificate.iso9001");
    gate.mutable_display_name()->set_en("ISO 9001");
    gate.set_requirements(2);
    if (request->has_map_options()) writer->Write(answer);
    auto& step = *answer.mutable_step();
    step.set_step(1);
    step.set_supplier("suppliers/acme");
    step.add_levers("levers/a");
    step.add_levers("levers/b");
    step.add_display_names()->set_en("A");
    step.add_display_names()->set_en("B");
    step.set_cost(4);
    step.mutable_adds()->set_requirements(1);
    step.mutable_adds()->set_weight(1);
    auto& requirement = *step.add_requirements();
    requirement.set_requirement("buyers/b/requirements/r1");
    requirement.mutable_title()->set_en("Bracket");
    if (request->has_portfolio_options()) writer->Write(answer);
    return grpc::Status::OK;
  }

  grpc::Status ListGapPairs(grpc::ServerContext*,
                            const v1::ListGapPairsRequest* request,
                            v1::ListGapPairsResponse* response) override {
    pairs = *request;
    auto& pair = *response->add_pairs();
    pair.mutable_requirement()->set_requirement("buyers/b/requirements/r1");
    pair.mutable_requirement()->mutable_title()->set_en("Bracket");
    pair.set_supplier("suppliers/acme");
    pair.set_standing(v1::STANDING_CONDITIONAL);
    pair.set_unknown(1);
    pair.add_gates("certificate.iso9001");
    response->set_total_pairs(2);
    response->set_total_requirements(1);
    if (request->page_token().empty()) response->set_next_page_token("more");
    return grpc::Status::OK;
  }

  std::string address;
  v1::AnalyzeGapsRequest analysis;
  v1::ListGapPairsRequest pairs;

 private:
  std::unique_ptr<grpc::Server> server_;
};

TEST(GapsCommandTest, PrintsTheMap) {
  FakeGaps service;
  const auto result =
      RunCommand({"gaps", "map", "--buyer", "b", "--category", "metal",
                  "--province", "01", "--unit", "pcs", "--as-of", "2026-01-02"},
                 service.address);
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("7 (900) requirements · 1,234 suppliers"));
  EXPECT_THAT(result.out, HasSubstr("2 requirements state no volume"));
  EXPECT_THAT(result.out, HasSubstr("Stamping"));
  EXPECT_THAT(result.out, HasSubstr("in the way: ISO 9001 2"));
  EXPECT_EQ(service.analysis.scope().parent(), "buyers/b");
  EXPECT_EQ(service.analysis.scope().category(), "metal");
  EXPECT_EQ(service.analysis.scope().province(), "01");
  EXPECT_EQ(service.analysis.weight_unit(), "pcs");
  EXPECT_EQ(service.analysis.options().as_of_date(), "2026-01-02");
  EXPECT_EQ(service.analysis.options().language_codes_size(), 0);
  const auto csv =
      RunCommand({"gaps", "map", "--output", "csv"}, service.address);
  EXPECT_THAT(csv.out, HasSubstr("category,stamping,Stamping,0,0,3,"));
  EXPECT_THAT(csv.out, HasSubstr("certificate.iso9001=2"));
}

TEST(GapsCommandTest, PrintsAPortfolio) {
  FakeGaps service;
  const auto result =
      RunCommand({"gaps", "portfolio", "--budget", "3", "--cost", "9",
                  "--any-source", "--lever", "a", "--lever", "levers/b"},
                 service.address);
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("acme"));
  EXPECT_THAT(result.out, HasSubstr("A + B"));
  EXPECT_THAT(result.out, HasSubstr("unlocked: b/r1"));
  EXPECT_THAT(result.out, HasSubstr("they are not money"));
  const auto& request = service.analysis;
  EXPECT_EQ(request.portfolio_options().most_supports(), 3);
  EXPECT_EQ(request.portfolio_options().most_cost(), 9);
  EXPECT_EQ(request.portfolio_options().goal(), v1::GAP_GOAL_ANY_SOURCE);
  ASSERT_EQ(request.levers_size(), 2);
  EXPECT_EQ(request.levers(0), "levers/a");
  EXPECT_EQ(request.levers(1), "levers/b");
  const auto csv =
      RunCommand({"gaps", "portfolio", "--budget", "3", "--output", "csv"},
                 service.address);
  EXPECT_THAT(csv.out, HasSubstr("1,suppliers/acme,,false,a+b,4,0,"
                                 "buyers/b/requirements/r1,Bracket,false"));
  const auto json =
      RunCommand({"gaps", "portfolio", "--budget", "3", "--output", "json"},
                 service.address);
  EXPECT_THAT(json.out, HasSubstr("{\"step\":{\"step\":1,"));
}

TEST(GapsCommandTest, OpensFigures) {
  FakeGaps service;
  const auto map = RunCommand({"gaps", "map", "--pairs", "no-candidate",
                               "--limit", "1", "--lang", "vi"},
                              service.address);
  EXPECT_EQ(map.code, 0) << map.err;
  EXPECT_EQ(service.pairs.bucket(), v1::GAP_BUCKET_NO_CANDIDATE);
  EXPECT_EQ(service.pairs.page_size(), 1);
  EXPECT_THAT(map.out, HasSubstr("điều còn thiếu: certificate.iso9001"));
  EXPECT_THAT(map.out, HasSubstr("1 trong 2 cặp, thuộc 1 yêu cầu"));
  const auto levers =
      RunCommand({"gaps", "levers", "--pairs", "a+b", "--supplier", "acme",
                  "--first-sources", "--output", "csv"},
                 service.address);
  EXPECT_EQ(levers.code, 0) << levers.err;
  EXPECT_EQ(service.pairs.lever().levers(1), "levers/b");
  EXPECT_EQ(service.pairs.lever().supplier(), "suppliers/acme");
  EXPECT_TRUE(service.pairs.lever().first_sources());
  EXPECT_EQ(service.pairs.page_token(), "more");
  EXPECT_THAT(levers.out, HasSubstr("suppliers/acme,,false,conditional,0,1,"));
}

TEST(GapsCommandTest, RefusesWhatDoesNotBelongTogether) {
  const auto says = [](std::vector<std::string> words) {
    words.insert(words.begin(), "gaps");
    const auto result = RunCommand(words);
    EXPECT_EQ(result.code, 2);
    return result.err;
  };
  EXPECT_THAT(says({"maps"}), HasSubstr("did you mean \"map\"?"));
  EXPECT_THAT(says({"portfolio"}), HasSubstr("give --budget or --cost"));
  EXPECT_THAT(says({"portfolio", "--budget", "0"}), HasSubstr("--budget"));
  EXPECT_THAT(says({"map", "--budget", "1"}),
              HasSubstr("--budget is not for gaps map"));
  EXPECT_THAT(says({"map", "--pairs", "few"}), HasSubstr("no-candidate"));
  EXPECT_THAT(says({"map", "--gate", "place"}), HasSubstr("is for --pairs"));
  EXPECT_THAT(says({"try", "acme"}), HasSubstr("a supplier and a requirement"));
  EXPECT_THAT(says({"try", "acme", "acme/r"}), HasSubstr("give one --lever"));
}

}  // namespace
}  // namespace ketnoi::testing
