// `ketnoi webhook`, against a service that keeps the last request of each call.

#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "ketnoi/v1/webhook_service.grpc.pb.h"
#include "tests/clients/command_line.h"
#include "tests/clients/local_server.h"

namespace ketnoi::testing {
namespace {

using ::testing::HasSubstr;

class FakeWebhooks final : public v1::WebhookService::Service {
 public:
  grpc::Status CreateWebhook(grpc::ServerContext*,
                             const v1::CreateWebhookRequest* request,
                             v1::Webhook* response) override {
    created = *request;
    *response = request->webhook();
    response->set_name("webhooks/" + request->webhook_id());
    response->set_secret("whsec_once");
    return grpc::Status::OK;
  }
  grpc::Status UpdateWebhook(grpc::ServerContext*,
                             const v1::UpdateWebhookRequest* request,
                             v1::Webhook* response) override {
    updated = *request;
    *response = request->webhook();
    return grpc::Status::OK;
  }
  grpc::Status GetWebhook(grpc::ServerContext*, const v1::GetWebhookRequest*,
                          v1::Webhook* response) override {
    response->mutable_scope()->set_requirements("buyers/acme");
    response->mutable_scope()->set_first(3);
    response->set_etag("e7");
    return grpc::Status::OK;
  }
  grpc::Status ListWebhooks(grpc::ServerContext*,
                            const v1::ListWebhooksRequest*,
                            v1::ListWebhooksResponse* response) override {
    v1::Webhook& webhook = *response->add_webhooks();
    webhook.set_name("webhooks/portal");
    webhook.set_url("https://portal.example/");
    webhook.mutable_delivery_state()->set_dead_letter_count(2);
    webhook.mutable_delivery_state()->set_last_error("answered 500");
    response->set_total_size(1);
    return grpc::Status::OK;
  }
  grpc::Status ListDeadLetters(grpc::ServerContext*,
                               const v1::ListDeadLettersRequest* request,
                               v1::ListDeadLettersResponse* response) override {
    const bool second = request->page_token() == "next";
    response->add_dead_letters()->set_name(request->parent() + "/deadLetters/" +
                                           (second ? "9" : "7"));
    if (!second) response->set_next_page_token("next");
    response->set_total_size(2);
    return grpc::Status::OK;
  }
  grpc::Status RetryDeadLetter(grpc::ServerContext*,
                               const v1::RetryDeadLetterRequest* request,
                               v1::RetryDeadLetterResponse* response) override {
    retried = request->name();
    response->mutable_outcome()->set_error("answered 500");
    return grpc::Status::OK;
  }

  v1::CreateWebhookRequest created;
  v1::UpdateWebhookRequest updated;
  std::string retried;
};

class WebhookCommandTest : public ::testing::Test {
 protected:
  CommandResult Run(std::vector<std::string> words) {
    words.insert(words.begin(), "webhook");
    return RunCommand(words, server_.address());
  }

  FakeWebhooks service_;
  const LocalServer server_{&service_};
};

TEST_F(WebhookCommandTest, CreatesAndPrintsTheSecret) {
  const auto result =
      Run({"create", "portal", "--url", "https://portal.example/", "--supplier",
           "s1", "--first", "3"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("whsec_once"));
  EXPECT_EQ(service_.created.webhook_id(), "portal");
  EXPECT_EQ(service_.created.webhook().scope().supplier(), "suppliers/s1");
  EXPECT_EQ(service_.created.webhook().scope().first(), 3);
}

TEST_F(WebhookCommandTest, UpdatesWhatIsGiven) {
  const auto result = Run({"update", "portal", "--disabled", "false"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(service_.updated.webhook().name(), "webhooks/portal");
  ASSERT_EQ(service_.updated.update_mask().paths_size(), 1);
  EXPECT_EQ(service_.updated.update_mask().paths(0), "disabled");
  EXPECT_EQ(Run({"update", "portal"}).code, 2);

  EXPECT_EQ(Run({"update", "portal", "--supplier", "s1"}).code, 0);
  const v1::Webhook& webhook = service_.updated.webhook();
  EXPECT_EQ(service_.updated.update_mask().paths(0), "scope");
  EXPECT_EQ(webhook.scope().requirements(), "buyers/acme");
  EXPECT_EQ(webhook.scope().supplier(), "suppliers/s1");
  EXPECT_EQ(webhook.scope().first(), 3);
  EXPECT_EQ(webhook.etag(), "e7");
}

TEST_F(WebhookCommandTest, ShowsDeadLettersOfAllPagesAndRetriesOne) {
  EXPECT_THAT(Run({"list"}).out, HasSubstr("answered 500"));
  const auto letters = Run({"dead-letters", "portal"});
  EXPECT_THAT(letters.out, HasSubstr("portal/7"));
  EXPECT_THAT(letters.out, HasSubstr("portal/9"));
  const auto retry = Run({"retry", "portal/7"});
  EXPECT_EQ(retry.code, 3);
  EXPECT_THAT(retry.out, HasSubstr("answered 500"));
  EXPECT_EQ(service_.retried, "webhooks/portal/deadLetters/7");
}

TEST_F(WebhookCommandTest, SaysWhatIsMeant) {
  EXPECT_THAT(Run({"creat", "x"}).err, HasSubstr("did you mean \"create\""));
  EXPECT_EQ(Run({"get"}).code, 2);
  EXPECT_EQ(Run({"list", "x"}).code, 2);
}

}  // namespace
}  // namespace ketnoi::testing
